"""Two posts of the list merged in the window, and brought back by one undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId, Status
from curator.gui.window import MainWindow
from curator.services import Services
from tests.e2e.conftest import settle

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

LONG = 20_000  # milliseconds


def test_two_selected_posts_become_one_and_two_again(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    site = tmp_path / "site" / "_posts"
    site.mkdir(parents=True)
    (site.parent / "_config.yml").write_text("title: S\n")
    texts = {
        "2022-01-11-a.md": '---\ntitle: "茶价"\ntags: [茶]\n---\n短。\n',
        "2022-01-12-b.md": "---\r\ntitle: 茶价走高\r\ntags:\r\n- 行情\r\n---\r\n长得多的一篇。\r\n",
    }
    for name, text in texts.items():
        (site / name).write_bytes(text.encode())
    window.take_in([site.parent])
    qtbot.waitUntil(lambda: window.posts.model.post_count == 2, timeout=LONG)
    settle(qtbot, window)
    view = window.posts.view
    whole = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in range(2):
        view.selectionModel().select(view.model().index(row, 0), whole)
    ids = {name: PostId(services.library.find(f"path:{name}")[0]) for name in texts}
    action = window.actions_by_name["merge_posts"]
    assert action.isEnabled()
    action.trigger()
    comparer = window.duplicates.comparer
    qtbot.waitUntil(
        lambda: comparer.merging is not None and comparer.merging.merge.isEnabled(), timeout=LONG
    )
    assert comparer.merging is not None
    assert not comparer.merging.isModal()
    comparer.merging.merge.click()
    qtbot.waitUntil(lambda: window.posts.model.post_count == 1, timeout=LONG)
    settle(qtbot, window)
    stays, goes = (services.library.load(post) for post in ids.values())
    assert (
        stays.source.decode() == "---\ntitle: 茶价走高\ntags: [茶, 行情]\n---\n长得多的一篇。\r\n"
    )
    assert goes.status is Status.TRASH
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: window.posts.model.post_count == 2, timeout=LONG)
    settle(qtbot, window)
    for name, text in texts.items():
        post = services.library.load(ids[name])
        assert (post.source, post.status) == (text.encode(), Status.PUBLISHED)
