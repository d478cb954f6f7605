"""The windows of versions and operations: what they show, what their buttons do, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.post import PostId, Status
from curator.gui.application import make_application
from curator.gui.history.history_desk import HistoryDesk
from curator.gui.history.operations_window import OperationsWindow
from curator.gui.history.versions_window import VersionsWindow
from curator.gui.history.wording import Shown
from curator.services import Services
from tests.gui.workplace import Workplace
from tests.services.test_history import edit, source_of, taken_in
from tests.services.test_retention import grow_old

SOURCE = b"---\ntitle:   One  # mine\ntags: [a,  b]\n---\nfirst\n"
WAIT = 20_000


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(str(tmp_path / "library.db")) as opened:
        yield opened


class History(Workplace):
    """The feature at work on two posts, the first of which was edited three times."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        self.services = services
        self.post = taken_in(services, folder / "in", SOURCE)
        edit(services, self.post, b"One", b"Two")
        edit(services, self.post, b"first", b"second")
        edit(services, self.post, b"[a,  b]", b"[c]")
        self.other = taken_in(services, folder / "in", b"---\ntitle: B\n---\nwords\n", "b.md")
        services.library.set_status([self.post, self.other], Status.REVIEW)
        self.chosen = [self.post]
        self.feature = HistoryDesk(self.desk)

    @property
    def versions(self) -> VersionsWindow:
        assert self.feature.versions is not None
        return self.feature.versions

    @property
    def operations(self) -> OperationsWindow:
        assert self.feature.operations is not None
        return self.feature.operations


@pytest.fixture
def work(qtbot: QtBot, qapp: QApplication, services: Services, tmp_path: Path) -> Iterator[History]:
    made = History(services, tmp_path, qtbot, qapp)
    yield made
    for window in (made.feature.versions, made.feature.operations):
        if window is not None:
            window.close()
    made.desk.tasks.close()


def open_versions(qtbot: QtBot, work: History) -> VersionsWindow:
    work.feature.commands()["versions"]()
    qtbot.waitUntil(lambda: work.versions.tree.topLevelItemCount() == 5, timeout=WAIT)
    return work.versions


def fields(window: VersionsWindow) -> list[str]:
    buttons = window.fields.findChildren(QPushButton)
    return [one.objectName().removeprefix("take_back_") for one in buttons if not one.isHidden()]


def test_versions_say_when_what_and_who_and_are_compared_with_the_one_before(
    qtbot: QtBot, work: History
) -> None:
    window = open_versions(qtbot, work)
    assert not window.isModal()
    assert window.heading.text() == "5 versions of “Two”"
    item = window.tree.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "Move to Review"
    assert item.text(2)
    assert item.text(3) == "Review"
    qtbot.waitUntil(lambda: window.remark.text() == "The texts are the same.", timeout=WAIT)
    assert not window.restore.isEnabled()  # it is the current one
    window.choose(3)
    qtbot.waitUntil(lambda: "+second" in window.lines.toPlainText(), timeout=WAIT)
    assert "-first" in window.lines.toPlainText()
    assert "tags" not in [
        line[1:5] for line in window.lines.toPlainText().split("\n") if line[:1] in "+-"
    ]
    window.choose(1)
    qtbot.waitUntil(lambda: window.remark.text() == "This is the first version.", timeout=WAIT)
    qtbot.waitUntil(lambda: fields(window) == ["title", "tags", "body"], timeout=WAIT)


def test_versions_are_compared_with_the_current_one_and_any_other(
    qtbot: QtBot, work: History
) -> None:
    window = open_versions(qtbot, work)
    window.choose(2)
    window.other.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "+tags: [c]" in window.lines.toPlainText(), timeout=WAIT)
    window.other.setCurrentIndex(window.other.findData(1))
    qtbot.waitUntil(lambda: "+title:   Two" in window.lines.toPlainText(), timeout=WAIT)
    assert "+second" not in window.lines.toPlainText()


def test_a_version_is_restored_whole_and_that_is_taken_back(qtbot: QtBot, work: History) -> None:
    window = open_versions(qtbot, work)
    newest = source_of(work.services, work.post)
    window.choose(1)
    window.restore.click()
    qtbot.waitUntil(lambda: source_of(work.services, work.post) == SOURCE, timeout=WAIT)
    # The list goes on with what was done meanwhile, and the choice stays.
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 6, timeout=WAIT)
    assert window.number() == 1
    item = window.tree.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "Return of “One” to an older version"
    work.services.undoing.undo()
    assert source_of(work.services, work.post) == newest


def test_one_field_is_taken_back_and_no_other_byte_changes(qtbot: QtBot, work: History) -> None:
    window = open_versions(qtbot, work)
    window.choose(1)
    qtbot.waitUntil(lambda: fields(window) == ["title", "tags", "body"], timeout=WAIT)
    button = window.fields.findChild(QPushButton, "take_back_tags")
    assert button is not None
    assert button.text() == "Take these tags back"
    assert button.toolTip() == "Then: [a,  b]\nNow: [c]"
    button.click()
    wanted = SOURCE.replace(b"One", b"Two").replace(b"first", b"second")
    qtbot.waitUntil(lambda: source_of(work.services, work.post) == wanted, timeout=WAIT)
    qtbot.waitUntil(lambda: fields(window) == ["title", "body"], timeout=WAIT)


# Operations


def open_operations(qtbot: QtBot, work: History) -> OperationsWindow:
    work.feature.commands()["operations"]()
    qtbot.waitUntil(lambda: work.operations.tree.topLevelItemCount() == 6, timeout=WAIT)
    return work.operations


def choose(qtbot: QtBot, window: OperationsWindow, row: int) -> None:
    window.tree.setCurrentItem(window.tree.topLevelItem(row))  # type: ignore[arg-type]
    number = f"Operation {window.operation().id} "  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.about.text().startswith(number), timeout=WAIT)


def test_operations_say_what_they_touched_and_what_stands_on_them(
    qtbot: QtBot, work: History
) -> None:
    window = open_operations(qtbot, work)
    assert not window.isModal()
    choose(qtbot, window, 0)
    assert window.heading.text() == "Move to Review (2 posts)"
    assert [window.posts.item(row).text() for row in range(window.posts.count())] == ["Two", "B"]
    assert window.turn.isEnabled()
    choose(qtbot, window, 4)
    assert not window.turn.isEnabled()
    assert "later work stands on it" in window.way.text()
    assert f"post {work.post}, “Two”" in window.way.text()
    window.open_post.click()
    assert work.shown == [(work.post, 0)]
    window.versions.click()
    qtbot.waitUntil(lambda: work.versions.tree.topLevelItemCount() == 5, timeout=WAIT)


def test_any_operation_is_taken_back_and_done_again(qtbot: QtBot, work: History) -> None:
    window = open_operations(qtbot, work)
    choose(qtbot, window, 0)
    window.turn.click()

    def standing() -> Status:
        return work.services.library.load(work.other).status

    qtbot.waitUntil(lambda: standing() is Status.INBOX, timeout=WAIT)
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 7, timeout=WAIT)
    qtbot.waitUntil(lambda: window.turn.text() == "Do it &again", timeout=WAIT)
    item = window.tree.topLevelItem(1)
    assert item is not None
    assert item.text(4) == "taken back"
    qtbot.waitUntil(window.turn.isEnabled, timeout=WAIT)
    window.turn.click()
    qtbot.waitUntil(lambda: standing() is Status.REVIEW, timeout=WAIT)


def test_operations_are_listed_by_kind_and_page_by_page(
    qtbot: QtBot, work: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curator.gui.history.history_desk._PAGE", 4)
    work.feature.show_operations()
    window = work.operations
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 6, timeout=WAIT)
    monkeypatch.setattr("curator.gui.history.history_desk._PAGE", 200)
    window.filter.setCurrentIndex(window.filter.findData(Shown.IMPORTS))
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 2, timeout=WAIT)


def test_how_much_is_kept_is_chosen_and_what_was_given_up_is_told(
    qtbot: QtBot, work: History
) -> None:
    for number in range(6):
        edit(work.services, work.post, b"second" + b"!" * number, b"second" + b"!" * (number + 1))
    grow_old(work.services, 100)
    work.feature.show_operations()
    window = work.operations
    assert window.retention.days == 0
    assert window.retention.tidy.isHidden()
    window.retention.choice.setCurrentIndex(window.retention.choice.findData(30))
    assert work.desk.settings.current.history_days == 30
    assert len(work.services.history.versions(work.post)) == 11  # nothing goes before it is asked
    window.retention.tidy.click()
    qtbot.waitUntil(lambda: "given up" in work.desk.notices.text, timeout=WAIT)
    assert "can be taken back no more" in work.desk.notices.text
    assert len(work.services.history.versions(work.post)) < 8


def test_nothing_is_given_up_unless_somebody_chose_so(qtbot: QtBot, work: History) -> None:
    grow_old(work.services, 1000)
    work.feature._tidy_daily()
    assert not work.desk.tasks.busy
    assert len(work.services.history.versions(work.post)) == 5


def test_a_post_id_is_all_that_a_window_needs(qtbot: QtBot, work: History) -> None:
    work.feature.show_versions(PostId(work.other))
    qtbot.waitUntil(lambda: work.versions.tree.topLevelItemCount() == 2, timeout=WAIT)
    assert work.versions.heading.text() == "2 versions of “B”"
