"""Two posts compared and merged in windows: what is shown, chosen and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.post import PostId, Status
from curator.gui.application import make_application
from curator.gui.duplicates.finder import DuplicateFinder
from curator.gui.duplicates.merge_window import MergeWindow
from curator.services import Services
from curator.services.merging import Pick
from tests.gui.workplace import Workplace
from tests.services.conftest import write_tree
from tests.services.test_duplicates import PARAGRAPHS, page

ONE = page("茶价", PARAGRAPHS[:4], keys="tags: [茶]\n")
TWO = page("茶价小幅走高", PARAGRAPHS, keys="tags: [行情]\nauthor: A & B\n", html=False)
LONG = 20_000  # milliseconds


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return a library of two posts that are one article."""
    files = {"_posts/2022-01-11-one.md": ONE, "_posts/2022-01-11-two.md": TWO}
    site = write_tree(tmp_path / "site", {"_config.yml": "title: Site\n", **files})
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan([site]))
        yield opened


class Comparing(Workplace):
    """A comparer with all that it needs of a window."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        self.finder = DuplicateFinder(self.desk)
        self.comparer = self.finder.comparer
        found = (services.library.find(f"path:{name}.md") for name in ("one", "two"))
        self.one, self.two = (PostId(ids[0]) for ids in found)
        self.chosen = [self.one, self.two]

    def texts(self) -> list[bytes]:
        return [self.desk.services.library.load(post).source for post in (self.one, self.two)]

    def status(self, post: PostId) -> Status:
        return self.desk.services.library.load(post).status


@pytest.fixture
def desk(
    qtbot: QtBot, qapp: QApplication, services: Services, tmp_path: Path
) -> Iterator[Comparing]:
    made = Comparing(services, tmp_path, qtbot, qapp)
    yield made
    for window in (made.comparer.window, made.comparer.merging, made.finder.window):
        if window is not None:
            window.close()
    made.desk.tasks.close()


def merge_window(qtbot: QtBot, desk: Comparing) -> MergeWindow:
    """Return the window of a merge once it shows what would come of it."""
    qtbot.waitUntil(lambda: desk.comparer.merging is not None, timeout=LONG)
    window = desk.comparer.merging
    assert window is not None
    qtbot.waitUntil(window.merge.isEnabled, timeout=LONG)
    return window


def test_two_chosen_posts_stand_side_by_side_and_are_merged_from_there(
    qtbot: QtBot, desk: Comparing
) -> None:
    desk.finder.commands()["compare_posts"]()
    qtbot.waitUntil(lambda: desk.comparer.window is not None, timeout=LONG)
    window = desk.comparer.window
    assert window is not None
    qtbot.waitUntil(lambda: "2021届" in window.texts.toPlainText(), timeout=LONG)
    text = window.texts.toPlainText()
    assert 'title: "茶价小幅走高"' in text
    assert "author: A & B" in text
    assert not window.isModal()
    button = window.findChild(QPushButton, "compare_open_right")
    assert button is not None
    button.click()
    assert desk.shown == [(desk.two, 0)]
    button = window.findChild(QPushButton, "compare_merge")
    assert button is not None
    button.click()
    merge_window(qtbot, desk)


def test_the_outcome_is_shown_before_and_one_undo_takes_it_back(
    qtbot: QtBot, desk: Comparing
) -> None:
    was = desk.texts()
    desk.finder.commands()["merge_posts"]()
    window = merge_window(qtbot, desk)
    preview = window.preview.toPlainText()
    assert '- title: "茶价"' in preview
    assert '+ title: "茶价小幅走高"' in preview
    assert "+ tags: [茶, 行情]" in preview
    assert desk.texts() == was
    window.merge.click()
    qtbot.waitUntil(lambda: bool(desk.desk.notices.text), timeout=LONG)
    assert desk.status(desk.two) is Status.TRASH
    assert b"2021" in desk.texts()[0]
    assert desk.shown == [(desk.one, 0)]
    desk.desk.undo()
    assert desk.texts() == was
    assert {desk.status(desk.one), desk.status(desk.two)} == {Status.PUBLISHED}


def test_each_field_can_be_chosen_from_the_keyboard(qtbot: QtBot, desk: Comparing) -> None:
    desk.finder.commands()["merge_posts"]()
    window = merge_window(qtbot, desk)
    button = window.findChild(QRadioButton, "merge_field author_left")
    assert button is not None
    assert button.text() == "not there"
    author = window.findChild(QRadioButton, "merge_field author_right")
    assert author is not None
    assert author.isChecked()
    assert author.accessibleName() == "author: A & B"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "author" not in window.preview.toPlainText(), timeout=LONG)
    window.choose("stays", Pick.RIGHT)
    window.choose("field title", Pick.LEFT)
    window.choose("body", Pick.LEFT)
    qtbot.waitUntil(window.merge.isEnabled, timeout=LONG)
    window.merge.click()
    qtbot.waitUntil(lambda: desk.status(desk.one) is Status.TRASH, timeout=LONG)
    text = desk.texts()[1].decode()
    assert text.startswith('---\ntitle: "茶价"\n')
    assert "author" not in text
    assert "tags: [行情, 茶]\n" in text
    assert "2021" not in text


def test_other_than_two_posts_are_refused_with_a_sentence(desk: Comparing) -> None:
    for chosen in ([], [desk.one], [desk.one, desk.two, desk.one]):
        desk.chosen = chosen
        desk.finder.commands()["compare_posts"]()
        assert desk.desk.notices.text == "Choose two posts in the list first."
        assert desk.comparer.window is None


def test_a_pair_of_duplicates_is_merged_from_its_window(qtbot: QtBot, desk: Comparing) -> None:
    desk.finder.start()
    qtbot.waitUntil(lambda: desk.finder.window is not None, timeout=LONG)
    window = desk.finder.window
    assert window is not None
    assert window.tree.topLevelItemCount() == 1
    window.merge.click()
    merge_window(qtbot, desk).merge.click()
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 0, timeout=LONG)
    assert desk.status(desk.two) is Status.TRASH


def test_a_post_that_was_edited_meanwhile_is_looked_at_again(qtbot: QtBot, desk: Comparing) -> None:
    desk.finder.commands()["merge_posts"]()
    window = merge_window(qtbot, desk)
    library = desk.desk.services.library
    post = library.load(desk.two)
    library.save(post.id, post.content, post.source + b"more\n")
    was = desk.texts()
    window.merge.click()
    qtbot.waitUntil(lambda: "edited meanwhile" in desk.desk.notices.text, timeout=LONG)
    assert desk.texts() == was
