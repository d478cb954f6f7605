"""The window of a clean-up: what it lists, shows before and after, does, and takes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.changes import PostsChanged
from curator.domain.post import PostId
from curator.gui.application import make_application
from curator.gui.cleaning.cleaner import Cleaner
from curator.gui.cleaning.cleaning_window import CleaningWindow
from curator.gui.cleaning.marks import marked
from curator.services import Services
from curator.services.cleaning import Difference, Step
from tests.gui.workplace import Workplace

CLUTTERED = (
    "---\ntitle: Cluttered\n---\n<p>One 😀<span></span>.</p><script>x()</script>\n\n[返回首页](/)\n"
)
CLEAN = "---\ntitle: Clean\n---\n<p>Two.</p>\n"


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


class Cleanery(Workplace):
    """A cleaner with what it works with."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        self.services = services
        self.tasks = self.desk.tasks
        self.notices = self.desk.notices
        self.changes: list[PostsChanged] = []
        self.desk.events.posts_changed.connect(self.changes.append)
        self.cleaner = Cleaner(self.desk)
        self._qtbot = qtbot

    @property
    def posts(self) -> list[PostId]:
        return [PostId(one) for one in self.services.library.find("")]

    def opened(self) -> CleaningWindow:
        self.cleaner.start(self.posts)
        self._qtbot.waitUntil(lambda: self.cleaner.window is not None)
        window = self.cleaner.window
        assert window is not None
        self._qtbot.waitUntil(lambda: "<script>" in window.before.toPlainText())
        return window


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Cleanery]:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(CLUTTERED)
    (folder / "b.md").write_text(CLEAN)
    with open_services(str(tmp_path / "library.db")) as services:
        services.ingest.apply(services.ingest.plan([folder]))
        made = Cleanery(services, tmp_path, qtbot, qapp)
        yield made
        made.tasks.close()


def test_steps_have_counts_and_only_posts_that_change_are_listed(desk: Cleanery) -> None:
    window = desk.opened()
    texts = [window.steps.item(row).text() for row in range(window.steps.count())]
    assert sum("(1)" in text for text in texts) == 3
    assert window.chosen_steps == {Step.SCRIPTS, Step.SPANS, Step.TAIL}
    assert [window.posts.item(row).text() for row in range(window.posts.count())] == [
        "3 · Cluttered"
    ]


def test_before_and_after_are_shown_with_the_words_that_go(desk: Cleanery, qtbot: QtBot) -> None:
    window = desk.opened()
    assert window.after.toPlainText() == "<p>One 😀.</p>\n"
    cursors = [one.cursor.selectedText() for one in window.before.extraSelections()]  # type: ignore[attr-defined]
    assert "<span></span>" in cursors
    assert any("<script>" in text for text in cursors)
    row = [window.steps.item(n).data(Qt.ItemDataRole.UserRole) for n in range(9)].index(Step.TAIL)
    window.steps.item(row).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: "返回首页" in window.after.toPlainText())


def test_cleaning_is_one_operation_and_undo_is_offered(desk: Cleanery, qtbot: QtBot) -> None:
    window = desk.opened()
    window.clean_button.click()
    qtbot.waitUntil(lambda: bool(desk.changes))
    (changed,) = desk.changes
    (post,) = changed.posts
    source = desk.services.library.load(post).source.decode()
    assert source == "---\ntitle: Cluttered\n---\n<p>One 😀.</p>\n"
    assert desk.cleaner.window is None
    desk.services.undoing.undo()
    assert desk.services.library.load(post).source == CLUTTERED.encode()


def test_nothing_to_clean_is_said_and_no_window_opens(desk: Cleanery, qtbot: QtBot) -> None:
    (clean,) = (one for one in desk.posts if b"Two" in desk.services.library.load(one).source)
    desk.cleaner.start([clean])
    qtbot.waitUntil(lambda: not desk.notices.isHidden())
    assert desk.cleaner.window is None


def test_runs_tell_what_went_and_what_is_new() -> None:
    found = marked(Difference("<p>a<i></i></p>", "<p>a</p>"))
    assert [found.before[start : start + count] for start, count in found.gone] == ["<i></i>"]
    assert found.new == ()


def test_pieces_that_only_changed_are_compared_one_by_one() -> None:
    found = marked(Difference("<center><img a=1 b=2></center>", "<figure><img a=1></figure>"))
    gone = [found.before[start : start + count] for start, count in found.gone]
    new = [found.after[start : start + count] for start, count in found.new]
    assert gone == ["center", " b=2", "center"]
    assert new == ["figure", "figure"]
