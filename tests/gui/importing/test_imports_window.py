"""What the window of imports offers: for what was pasted, for what another process is at work on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.likeness import Match, Reason
from curator.domain.post import OperationId, PostId
from curator.gui.application import make_application
from curator.gui.events import Events
from curator.gui.importing.imports_window import ImportsWindow, state_sentence
from curator.gui.importing.live_session import LiveSession, State
from curator.gui.theme import Mode, Theme
from curator.services.import_items import Kind, OnDuplicate, Outcome
from curator.services.import_session_values import Preparing, Session, SessionId, SessionItem


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


class Shown:
    """A window of imports that shows one."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        parent = self.parent = QWidget()  # held here: all the others are its children
        qtbot.addWidget(parent)
        self.live = LiveSession(parent, "a.md\n+3", Theme(qapp, Mode.LIGHT), Events(parent))
        self.live.state = State.ENDED
        self.window = ImportsWindow(parent)
        self.window.list_sessions([self.live])
        self.window.show()

    def of(self, *, running: bool = False, waiting: int = 2) -> Session:
        counts = {Outcome.ADDED: 1, Outcome.FAILED: 1}
        now = datetime.now(UTC)
        choice, operation = OnDuplicate.SKIP, OperationId(1)
        return Session(
            SessionId(7), "a.md\n+3", choice, now, None, operation, waiting, counts, running
        )

    def remember(self, session: Session) -> None:
        self.live.loaded = False
        self.live.remember(session)
        self.live.moved.emit()


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Shown:
    return Shown(qtbot, qapp)


def test_what_another_process_is_at_work_on_is_only_looked_at(shown: Shown, qtbot: QtBot) -> None:
    window = shown.window
    buttons = (window.resume, window.leave, window.undo, window.retry)
    shown.remember(shown.of())
    qtbot.waitUntil(lambda: all(button.isVisible() for button in buttons), timeout=10_000)
    shown.remember(shown.of(running=True))
    qtbot.waitUntil(lambda: not any(button.isVisible() for button in buttons), timeout=10_000)
    assert state_sentence(shown.live) == "Goes on in another window or terminal."


def test_an_import_of_several_things_says_how_many_more(shown: Shown) -> None:
    assert shown.live.label == "a.md and 3 more"


def test_it_is_told_how_far_the_posts_were_looked_through(shown: Shown, qtbot: QtBot) -> None:
    live = shown.live
    live.state = State.RUNNING
    live.tell(Preparing(SessionId(7), 1_200, 5_000))
    qtbot.waitUntil(lambda: "1,200 of 5,000" in state_sentence(live), timeout=10_000)
    live.tell(Preparing(SessionId(7), 5_000, 5_000))
    qtbot.waitUntil(lambda: "5,000" not in state_sentence(live), timeout=10_000)


def test_what_was_pasted_and_left_out_can_be_kept(shown: Shown, qtbot: QtBot) -> None:
    match = Match(Reason.ALIKE, 0.8, "Other", PostId(3))
    row = SessionItem(
        1, "clipboard.html", "", "x", Kind.CLIPBOARD, Outcome.DUPLICATE, PostId(3), match=match
    )
    shown.live.loaded = True
    shown.live.model.put([replace(row, thing=4), replace(row, number=2)])
    shown.window.table.selectRow(0)
    qtbot.waitUntil(shown.window.keep.isVisible, timeout=10_000)
    assert shown.window.compare.isVisible()
    # Chosen by its own, whatever key an earlier test left pressed: a row of an older program, which
    # kept nothing.
    shown.window.table.selectionModel().setCurrentIndex(
        shown.live.model.index(1, 0),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    qtbot.waitUntil(lambda: not shown.window.keep.isVisible(), timeout=10_000)


def test_a_part_of_a_longer_text_is_new_and_says_where_it_stands(shown: Shown) -> None:
    match = Match(Reason.CONTAINED, 0.2, "Roundup", PostId(3), 0.97)
    row = SessionItem(1, "/a.md", "", "a", Kind.MARKDOWN, Outcome.ADDED, PostId(4), match=match)
    shown.live.model.put([row])
    shown.window.table.selectRow(0)
    assert "97 % of it stands in “Roundup” in the library" in shown.window.details.text


def test_the_details_follow_what_becomes_of_a_row(shown: Shown, qtbot: QtBot) -> None:
    match = Match(Reason.ALIKE, 0.8, "Other", PostId(3))
    row = SessionItem(
        1, "/a.md", "", "a.md", Kind.MARKDOWN, Outcome.DUPLICATE, PostId(3), match=match
    )
    shown.live.model.put([row])
    shown.window.table.selectRow(0)
    assert "Markdown, duplicate" in shown.window.details.text
    shown.live.model.put([replace(row, outcome=Outcome.ADDED, post=PostId(4))])
    shown.live.moved.emit()
    qtbot.waitUntil(lambda: "Markdown, new" in shown.window.details.text, timeout=10_000)


def test_nothing_is_offered_of_posts_that_were_taken_back(shown: Shown, qtbot: QtBot) -> None:
    twin = Match(Reason.ALIKE, 0.8, "a")
    first = SessionItem(1, "/a.md", "", "a.md", Kind.MARKDOWN, Outcome.ADDED, PostId(3))
    second = replace(first, number=2, outcome=Outcome.DUPLICATE, match=twin)
    shown.live.loaded = True
    shown.live.model.put([first, second])
    window = shown.window
    window.table.selectRow(1)
    qtbot.waitUntil(window.compare.isVisible, timeout=10_000)
    assert window.open_post.isEnabled()
    shown.live.taken_back = True
    shown.live.moved.emit()
    qtbot.waitUntil(lambda: not window.compare.isVisible(), timeout=10_000)
    assert not window.open_post.isEnabled()
    window.table.selectRow(0)
    assert not window.open_post.isEnabled()
