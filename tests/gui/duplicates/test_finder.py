"""The window of duplicates: what it shows, what its buttons do, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.post import PostId, Status
from curator.gui.application import make_application
from curator.gui.duplicates.finder import DuplicateFinder
from curator.gui.duplicates.window import DuplicatesWindow
from curator.gui.theme import Mode, Theme
from curator.services import Services
from tests.gui.workplace import Workplace
from tests.services.conftest import write_tree
from tests.services.test_duplicates import FIRST, OTHER, PARAGRAPHS, page

EDITED = page("另一个标题", [PARAGRAPHS[0].replace("326", "327"), *PARAGRAPHS[1:]], html=False)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return a library in which one article is there twice and another three times."""
    site = write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: Site\n",
            "_posts/2022-01-11-one.md": FIRST,
            "_posts/2022-01-11-two.md": EDITED,
            "_posts/2022-01-11-a.md": page("航运", OTHER),
            "_posts/2022-01-11-b.md": page("航运走强", OTHER, html=False),
            "_posts/2022-01-11-c.md": page("航运板块", OTHER, day="2022-02-02"),
            "_posts/2022-01-11-d.md": page("盐业", ["一句话，没有别的。"]),
        },
    )
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan([site]))
        yield opened


class Search(Workplace):
    """A finder with all that it needs of a window."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        self.services = services
        self.tasks = self.desk.tasks
        self.notices = self.desk.notices
        self.finder = DuplicateFinder(self.desk)

    @property
    def window(self) -> DuplicatesWindow:
        assert self.finder.window is not None
        return self.finder.window

    def status(self, post: PostId) -> Status:
        return self.services.library.load(post).status


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, services: Services, tmp_path: Path) -> Iterator[Search]:
    made = Search(services, tmp_path, qtbot, qapp)
    yield made
    if made.finder.window is not None:
        made.finder.window.close()
    made.tasks.close()


def open_window(qtbot: QtBot, desk: Search) -> DuplicatesWindow:
    desk.finder.start()
    qtbot.waitUntil(lambda: desk.finder.window is not None, timeout=20_000)
    return desk.window


def show(qtbot: QtBot, window: DuplicatesWindow, title: str) -> None:
    """Choose the group of a title and wait until its posts stand side by side."""
    (item,) = window.tree.findItems(title, Qt.MatchFlag.MatchStartsWith)
    window.tree.setCurrentItem(item)
    qtbot.waitUntil(lambda: title in window.texts.toPlainText(), timeout=20_000)


def test_groups_are_shown_with_reason_and_share_and_posts_side_by_side(
    qtbot: QtBot, desk: Search
) -> None:
    window = open_window(qtbot, desk)
    assert not window.isModal()
    assert window.heading.text() == "2 articles are there more than once."
    assert window.tree.topLevelItemCount() == 2
    show(qtbot, window, "茶价小幅走高")
    item = window.tree.currentItem()
    assert item is not None
    assert "nearly the same text" in item.text(0)
    assert "%" in item.text(0)
    text = window.texts.toPlainText()
    assert "另一个标题" in text
    assert "第326批" in text
    assert "第327批" in text
    assert "<u>" in window.texts.toHtml() or "underline" in window.texts.toHtml()


def test_keeping_both_is_remembered_and_can_be_taken_back(qtbot: QtBot, desk: Search) -> None:
    window = open_window(qtbot, desk)
    show(qtbot, window, "茶价小幅走高")
    pair = window.pair()
    assert pair is not None
    window.both.click()
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 1, timeout=20_000)
    assert window.heading.text() == "1 article is there more than once."
    assert {desk.status(post) for post in (pair.first, pair.second)} == {Status.PUBLISHED}
    assert len(desk.services.duplicates.groups()) == 1
    desk.services.duplicates.forget_different(pair.first, [pair.second])
    assert len(desk.services.duplicates.groups()) == 2


def test_one_of_two_goes_to_the_trash_and_comes_back(qtbot: QtBot, desk: Search) -> None:
    window = open_window(qtbot, desk)
    show(qtbot, window, "茶价小幅走高")
    pair = window.pair()
    assert pair is not None
    window.discard_right.click()
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 1, timeout=20_000)
    assert (desk.status(pair.first), desk.status(pair.second)) == (
        Status.PUBLISHED,
        Status.TRASH,
    )
    assert desk.notices.text == "The post was moved to the trash."
    desk.services.undoing.undo()
    assert desk.status(pair.second) is Status.PUBLISHED


def test_of_three_the_other_two_stay_a_pair(qtbot: QtBot, desk: Search) -> None:
    window = open_window(qtbot, desk)
    show(qtbot, window, "航运")
    group = window.tree.currentItem()
    assert group is not None
    assert group.childCount() == 3
    pair = window.pair()
    assert pair is not None
    window.discard_left.click()
    qtbot.waitUntil(lambda: group.childCount() == 1, timeout=20_000)
    left = window.pair()
    assert left is not None
    assert pair.first not in {left.first, left.second}
    window.both.click()
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 1, timeout=20_000)


def test_everything_works_from_the_keyboard(qtbot: QtBot, desk: Search) -> None:
    window = open_window(qtbot, desk)
    window.activateWindow()
    before = window.pair()
    qtbot.keyClick(window.tree, Qt.Key.Key_Down)
    assert window.pair() not in {None, before}
    pair = window.pair()
    assert pair is not None
    for button in (window.open_left, window.open_right):
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert desk.shown == [(pair.first, 0), (pair.second, 0)]
    names = [window.both, window.discard_left, window.discard_right, window.open_left]
    assert all("&" in button.text() for button in names)


def test_a_library_without_duplicates_says_so(
    qtbot: QtBot, desk: Search, services: Services
) -> None:
    posts = [post for group in services.duplicates.groups() for post in group.posts]
    services.library.set_status(posts, Status.TRASH)
    desk.finder.start()
    qtbot.waitUntil(lambda: bool(desk.notices.text), timeout=20_000)
    assert desk.notices.text == "No article is there more than once."
    assert desk.finder.window is None
