"""Changes of many posts in the real window: by menu and keyboard, with the open post brought up to date."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId
from curator.gui.bulk.forms import KeyForm, ReplaceForm
from curator.gui.bulk.window import BulkWindow
from curator.gui.window import MainWindow
from curator.services import Services
from tests.e2e.conftest import drop, settle
from tests.services.conftest import write_tree

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

LIMIT = 60_000


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """Return the window with three posts of a site, one of them open."""
    files = {
        f"_posts/2022-01-1{n}-p{n}.md": f"---\ntitle: Post {n}\ntags: [a]\n---\ntea {n}\n"
        for n in range(3)
    }
    drop(window, write_tree(tmp_path / "site", {"_config.yml": "title: Site\n", **files}))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 3, timeout=LIMIT)
    window.posts.view.setFocus()
    window.posts.view.selectAll()
    qtbot.waitUntil(lambda: window.post.post is not None, timeout=LIMIT)
    return window


def asked(qtbot: QtBot, window: MainWindow) -> BulkWindow:
    qtbot.waitUntil(lambda: window.bulk.window is not None, timeout=LIMIT)
    opened = window.bulk.window
    assert opened is not None
    return opened


def sources(services: Services) -> list[bytes]:
    posts = [PostId(number) for number in services.library.find("")]
    return [post.source for post in services.library.load_many(posts)]


def test_the_open_post_shows_what_was_changed_and_taken_back(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    filled.post.editor.show_yaml()
    filled.actions_by_name["bulk_change"].trigger()
    bulk = asked(qtbot, filled)
    form = bulk.findChild(KeyForm)
    assert form is not None
    form.box.setCurrentText("tags")
    form.lines[0].setText("[b, c]")
    qtbot.waitUntil(bulk.apply_button.isEnabled, timeout=LIMIT)
    assert "3" in bulk.apply_button.text()
    bulk.apply_button.click()
    text = filled.post.editor.yaml.toPlainText
    qtbot.waitUntil(lambda: "tags: [b, c]" in text(), timeout=LIMIT)
    assert len(services.library.find("tag:c")) == 3
    # Undo of the library, not of the text that has the keyboard.
    filled.posts.view.setFocus()
    filled.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: "tags: [a]" in text(), timeout=LIMIT)
    assert not services.library.find("tag:c")


def test_text_is_replaced_by_keyboard_alone(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    action = filled.actions_by_name["bulk_replace"]
    assert action.shortcut().toString() == "Ctrl+Shift+H"
    action.trigger()
    bulk = asked(qtbot, filled)
    form = bulk.findChild(ReplaceForm)
    assert form is not None
    qtbot.keyClicks(form.wanted, "tea")
    qtbot.keyClick(form.wanted, Qt.Key.Key_Tab)
    qtbot.keyClicks(form.replacement, "coffee")
    qtbot.waitUntil(bulk.apply_button.isEnabled, timeout=LIMIT)
    qtbot.keyClick(bulk.apply_button, Qt.Key.Key_Space)
    settle(qtbot, filled)
    assert all(b"coffee" in source for source in sources(services))


def test_escape_closes_and_changes_nothing(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    filled.actions_by_name["bulk_dates"].trigger()
    bulk = asked(qtbot, filled)
    qtbot.keyClick(bulk, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: filled.bulk.window is None, timeout=LIMIT)
    assert all(b"tea" in source for source in sources(services))


def test_the_list_offers_the_menu_for_posts(qtbot: QtBot, filled: MainWindow) -> None:
    menu = filled._menu_for_posts()
    assert isinstance(menu, QMenu)
    filled.posts.view.customContextMenuRequested.emit(QPoint(5, 5))
    qtbot.waitUntil(menu.isVisible, timeout=LIMIT)
    inner = [found for one in menu.actions() if isinstance(found := one.menu(), QMenu)]
    assert any(filled.actions_by_name["bulk_change"] in one.actions() for one in inner)
    menu.close()
