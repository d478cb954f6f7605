"""Versions, operations and the trash in the real window, with what is typed stored first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId, Status
from curator.gui.history.history_desk import HistoryDesk
from curator.gui.post_pane import Mode as PaneMode
from curator.gui.trash.trash_desk import TrashDesk
from curator.gui.window import MainWindow
from curator.services import Services
from tests.e2e.conftest import OpenWindow, settle

WAIT = 20_000
SOURCE = b"---\ntitle:  'One'  # mine\n---\nfirst words\n"


@pytest.fixture
def post(services: Services, tmp_path: Path) -> PostId:
    file = tmp_path / "one.md"
    file.write_bytes(SOURCE)
    services.ingest.apply(services.ingest.plan([file]))
    return PostId(1)


def opened(qtbot: QtBot, open_window: OpenWindow) -> MainWindow:
    window = open_window()
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=WAIT)
    window.posts.view.setFocus()
    window.posts.view.selectRow(0)
    qtbot.waitUntil(lambda: window.post.post is not None, timeout=WAIT)
    settle(qtbot, window)
    return window


def test_what_is_typed_is_a_version_at_once_and_the_one_before_comes_back(
    qtbot: QtBot, open_window: OpenWindow, services: Services, post: PostId
) -> None:
    window = opened(qtbot, open_window)
    window.post.set_mode(PaneMode.SPLIT)
    editor = window.post.editor.body.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Typed ")
    assert services.library.load(post).source == SOURCE  # not stored yet
    window.actions_by_name["versions"].trigger()
    (feature,) = window.findChildren(HistoryDesk)
    qtbot.waitUntil(
        lambda: feature.versions is not None and feature.versions.tree.topLevelItemCount() == 2,
        timeout=WAIT,
    )
    assert feature.versions is not None
    assert b"Typed first words" in services.library.load(post).source
    feature.versions.choose(1)
    feature.versions.restore.click()
    qtbot.waitUntil(lambda: services.library.load(post).source == SOURCE, timeout=WAIT)
    # The editor shows it, and undo takes that back like anything else.
    qtbot.waitUntil(lambda: "Typed" not in editor.toPlainText(), timeout=WAIT)
    feature.versions.close()
    settle(qtbot, window)
    window.posts.view.setFocus()
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: "Typed" in editor.toPlainText(), timeout=WAIT)
    settle(qtbot, window)
    assert b"Typed first words" in services.library.load(post).source


def test_undo_and_redo_go_on_in_a_window_opened_anew(
    qtbot: QtBot, open_window: OpenWindow, services: Services, post: PostId
) -> None:
    services.library.set_status([post], Status.REVIEW)
    first = opened(qtbot, open_window)
    first.close()
    again = opened(qtbot, open_window)
    again.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: services.library.load(post).status is Status.INBOX, timeout=WAIT)
    settle(qtbot, again)
    again.actions_by_name["redo"].trigger()
    qtbot.waitUntil(lambda: services.library.load(post).status is Status.REVIEW, timeout=WAIT)
    settle(qtbot, again)


def test_the_trash_asks_before_it_deletes_and_restores_at_once(
    qtbot: QtBot, open_window: OpenWindow, services: Services, post: PostId
) -> None:
    services.library.set_status([post], Status.READY)
    services.library.set_status([post], Status.TRASH)
    window = open_window()
    window.posts.ask("status:trash")
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 1, timeout=WAIT)
    window.posts.view.selectRow(0)
    window.posts.view.setFocus()
    settle(qtbot, window)
    (trash,) = window.findChildren(TrashDesk)
    settle(qtbot, window)
    assert window.posts.view.chosen() == [post]
    delete, restore = (window.actions_by_name[one] for one in ("delete_for_good", "restore"))
    assert (delete.shortcut().toString(), restore.shortcut().toString()) == (
        "Shift+Del",
        "Ctrl+Alt+R",
    )
    delete.trigger()
    qtbot.waitUntil(lambda: trash.question is not None, timeout=WAIT)
    assert trash.question is not None
    qtbot.keyClick(trash.question, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: trash.question is None, timeout=WAIT)
    assert services.library.load(post).status is Status.TRASH
    restore.trigger()
    qtbot.waitUntil(lambda: services.library.load(post).status is Status.READY, timeout=WAIT)
    settle(qtbot, window)
