"""Duplicates in the real window: from the menu to the trash and back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from curator.domain.post import Status
from curator.gui.window import MainWindow
from curator.services import Services
from tests.e2e.conftest import drop, settle
from tests.services.conftest import write_tree
from tests.services.test_duplicates import FIRST, OTHER, PARAGRAPHS, page

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]


def test_duplicates_of_a_site_are_found_opened_and_thrown_away(
    qtbot: QtBot, window: MainWindow, services: Services, tmp_path: Path
) -> None:
    site = write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: Site\n",
            "_posts/2022-01-11-one.md": FIRST,
            "_posts/2022-01-11-two.md": page("另一个标题", PARAGRAPHS, html=False),
            "_posts/2022-01-12-three.md": page("航运", OTHER),
        },
    )
    drop(window, site)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 3, timeout=20_000)
    # In the background the posts of the site become known, for the next thing that is dropped.
    qtbot.waitUntil(lambda: services.duplicates.fill(seconds=0) == 0, timeout=20_000)

    window.actions_by_name["duplicates"].trigger()
    qtbot.waitUntil(lambda: window.duplicates.window is not None, timeout=20_000)
    found = window.duplicates.window
    assert found is not None
    assert found.tree.topLevelItemCount() == 1
    pair = found.pair()
    assert pair is not None
    found.open_right.click()
    qtbot.waitUntil(lambda: window.post.post == pair.second, timeout=20_000)

    found.discard_left.click()
    qtbot.waitUntil(lambda: found.tree.topLevelItemCount() == 0, timeout=20_000)
    assert services.library.load(pair.first).status is Status.TRASH
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 2, timeout=20_000)
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: window.posts.model.rowCount() == 3, timeout=20_000)
    assert services.library.load(pair.first).status is Status.PUBLISHED
    found.close()
