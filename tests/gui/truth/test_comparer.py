"""The window that compares with Jekyll: what it says, what it asks, and that it can be stopped."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.gui.application import make_application
from curator.gui.notices import NoticeBar
from curator.gui.tasks import TaskRunner
from curator.gui.theme import Mode, Theme, Token
from curator.gui.truth.comparer import Comparer
from curator.gui.truth.window import TruthWindow
from curator.rendering.truth.comparison import compare
from curator.services.truth import Compared, JekyllName, Part, Question, SiteCode, Truth

JEKYLL = JekyllName("jekyll", "4.3.1", bundled=False, bundle_fault="")
CODE = SiteCode(Path("/sites/日报"), "Gemfile", ("_plugins/reading.rb", "_plugins/字数.rb"))
NO_CODE = SiteCode(Path("/sites/日报"), "", ())
LEFT = "<h1>茶价</h1><p>均价 128 元</p>"


def compared(right: str = LEFT, **more: object) -> Compared:
    made = Compared(
        title="茶价",
        root=CODE.root,
        path="_posts/2024-03-01-a.md",
        part=Part.PAGE,
        difference=compare(LEFT, right),
        jekyll=JEKYLL,
        seconds=1.23,
        own_seconds=0.004,
        log="Generating...\ndone",
        complete=True,
        missing=(),
        themeless=False,
        trusted=False,
        neighbours=0,
        code=NO_CODE,
        jekyll_html=LEFT,
        own_html=right,
        approximations=(),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # a test's own words


class FakeTruth:
    """Answers as it is told, and notes what it is asked."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.answer: Compared | JekyllError = compared()
        self.hang = False
        self.was_cancelled = False

    def site_of(self, _post: PostId, _site: Path | None = None) -> Path:
        return CODE.root

    def code(self, _root: Path) -> SiteCode:
        return CODE

    def post(
        self,
        _post: PostId,
        question: Question,
        *,
        site: Path | None,
        cancel: CancelToken,
        building: Callable[[JekyllName], None],
    ) -> Compared:
        assert site is None
        self.questions.append(question)
        building(JEKYLL)
        while self.hang:
            if cancel.cancelled:
                self.was_cancelled = True
                cancel.check()
        if isinstance(self.answer, JekyllError):
            raise self.answer
        return replace(self.answer, part=question.part, trusted=question.trusted)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


@pytest.fixture
def truth() -> FakeTruth:
    return FakeTruth()


@pytest.fixture
def trusted() -> set[Path]:
    """Return the sites that are trusted."""
    return set()


@pytest.fixture
def comparer(
    qtbot: QtBot, theme: Theme, truth: FakeTruth, trusted: set[Path]
) -> Iterator[Comparer]:
    parent = QWidget()
    qtbot.addWidget(parent)
    tasks = TaskRunner(parent)
    made = Comparer(
        parent,
        cast(Truth, truth),
        tasks,
        theme,
        NoticeBar(parent),
        is_trusted=trusted.__contains__,
        trust=trusted.add,
    )
    yield made
    truth.hang = False
    if made.window is not None:
        made.window.close()
    tasks.close()


def shown(comparer: Comparer) -> TruthWindow:
    assert comparer.window is not None
    return comparer.window


def words(window: TruthWindow, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.text()


def button(window: TruthWindow, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert found is not None
    return found


def open_one(qtbot: QtBot, comparer: Comparer, heading: str) -> TruthWindow:
    comparer.start(PostId(7), "茶价")
    window = shown(comparer)
    qtbot.waitUntil(lambda: words(window, "truth_heading") == heading, timeout=20_000)
    return window


def test_equal_pages(qtbot: QtBot, comparer: Comparer) -> None:
    window = open_one(qtbot, comparer, "Both pages are the same.")
    assert not window.isModal()
    assert window.windowTitle() == "Jekyll's page of “茶价”"
    assert words(window, "truth_how") == "Jekyll 4.3.1 (jekyll): 1.2 s. Curator: 4 ms."
    assert words(window, "truth_empty") == "2 lines of HTML were compared."
    assert not window.difference.isVisible()
    assert button(window, "truth_trust").isHidden()
    assert button(window, "truth_cancel").isHidden()


def test_differences_side_by_side_and_below(
    qtbot: QtBot, comparer: Comparer, truth: FakeTruth
) -> None:
    truth.answer = compared("<h1>茶价</h1><p>均价 126 元 <b>x</b></p><p>new</p>")
    window = open_one(qtbot, comparer, "The pages differ in 1 place.")
    text = window.difference.toPlainText()
    assert "Jekyll" in text
    assert "<p>均价 128 元</p>" in text
    assert "<p>均价 126 元 <b>x</b></p>" in text
    button(window, "truth_below").click()
    text = window.difference.toPlainText()
    assert "− <p>均价 128 元</p>" in text
    assert "+ <p>new</p>" in text
    assert len(truth.questions) == 1


def test_a_long_difference_comes_bit_by_bit(
    qtbot: QtBot, comparer: Comparer, truth: FakeTruth
) -> None:
    pages = ["".join(f"<p>{n} {word}</p>" for n in range(2_000)) for word in ("eins", "zwei")]
    truth.answer = replace(compared(), difference=compare(*pages))
    window = open_one(qtbot, comparer, "The pages differ in 1 place.")
    view = window.difference
    assert "<p>3 zwei</p>" in view.toPlainText()
    assert "<p>1400 zwei</p>" not in view.toPlainText()
    assert view.verticalScrollBar().value() == 0
    qtbot.waitUntil(lambda: not view._timer.isActive(), timeout=60_000)
    assert "<p>1400 zwei</p>" in view.toPlainText()
    assert view.toPlainText().rstrip().endswith("…")


def test_colours_follow_the_theme(
    qtbot: QtBot, comparer: Comparer, truth: FakeTruth, theme: Theme
) -> None:
    truth.answer = compared("<h1>茶价</h1><p>均价 126 元</p>")
    window = open_one(qtbot, comparer, "The pages differ in 1 place.")

    def ground() -> QColor:
        return theme.colour(Token.SUCCESS_SOFT)

    assert ground().name() in window.difference.toHtml()
    before = ground()
    theme.set_mode(Mode.DARK)
    try:
        assert ground() != before
        assert ground().name() in window.difference.toHtml()
    finally:
        theme.set_mode(Mode.LIGHT)


def test_the_article_and_neighbours_are_asked_for(
    qtbot: QtBot, comparer: Comparer, truth: FakeTruth
) -> None:
    window = open_one(qtbot, comparer, "Both pages are the same.")
    button(window, "truth_article").click()
    qtbot.waitUntil(
        lambda: words(window, "truth_heading") == "Both articles are the same.", timeout=20_000
    )
    button(window, "truth_neighbours").click()
    qtbot.waitUntil(lambda: button(window, "truth_again").isEnabled(), timeout=20_000)
    assert truth.questions == [
        Question(),
        Question(Part.ARTICLE),
        Question(Part.ARTICLE, neighbours=10),
    ]


def test_a_build_is_stopped(qtbot: QtBot, comparer: Comparer, truth: FakeTruth) -> None:
    truth.hang = True
    comparer.start(PostId(7), "茶价")
    window = shown(comparer)
    qtbot.waitUntil(
        lambda: words(window, "truth_how").startswith("Jekyll 4.3.1 (jekyll) has been building"),
        timeout=20_000,
    )
    assert button(window, "truth_cancel").isVisible()
    assert not button(window, "truth_again").isEnabled()
    button(window, "truth_cancel").click()
    assert words(window, "truth_heading") == "The build was cancelled"
    qtbot.waitUntil(lambda: truth.was_cancelled, timeout=20_000)
    truth.hang = False
    button(window, "truth_again").click()
    qtbot.waitUntil(
        lambda: words(window, "truth_heading") == "Both pages are the same.", timeout=20_000
    )


def test_closing_the_window_stops_the_build(
    qtbot: QtBot, comparer: Comparer, truth: FakeTruth
) -> None:
    truth.hang = True
    comparer.start(PostId(7), "茶价")
    shown(comparer).close()
    qtbot.waitUntil(lambda: truth.was_cancelled or not truth.questions, timeout=20_000)
    assert comparer.window is None


def test_trust_is_asked_for_with_all_that_will_run(
    qtbot: QtBot, comparer: Comparer, truth: FakeTruth, trusted: set[Path]
) -> None:
    truth.answer = compared(code=CODE)
    window = open_one(qtbot, comparer, "Both pages are the same.")
    assert words(window, "truth_notes") == "The site's own Gemfile and plug-ins did not run."
    button(window, "truth_trust").click()
    assert window.trust.isVisible()
    assert "/sites/日报" in words(window, "trust_text")
    listed = window.trust._code.toPlainText().splitlines()
    assert listed[0].startswith("Gemfile")
    assert listed[1:] == list(CODE.plugins)
    button(window, "trust_refuse").click()
    assert window.trust.isHidden()
    assert not trusted
    button(window, "truth_trust").click()
    button(window, "trust_agree").click()
    qtbot.waitUntil(lambda: len(truth.questions) == 2, timeout=20_000)
    assert trusted == {CODE.root}
    assert truth.questions[1].trusted
    qtbot.waitUntil(lambda: button(window, "truth_again").isEnabled(), timeout=20_000)
    assert button(window, "truth_trust").isHidden()


def test_a_fault_is_said_with_jekylls_words(
    qtbot: QtBot, comparer: Comparer, truth: FakeTruth
) -> None:
    truth.answer = JekyllError(
        JekyllFault.BROKEN_TEMPLATE,
        "_layouts/post.html",
        "Unknown tag 'x'",
        3,
        log="Generating...\nno",
    )
    window = open_one(qtbot, comparer, "There is no page to compare with")
    assert words(window, "truth_notes") == (
        "Jekyll cannot render _layouts/post.html, line 3: Unknown tag 'x'."
    )
    assert window.messages.isVisible()
    assert window.messages.toPlainText() == "Generating...\nno"
    assert button(window, "truth_trust").isVisible()


def test_a_machine_without_jekyll(qtbot: QtBot, comparer: Comparer, truth: FakeTruth) -> None:
    truth.answer = JekyllError(JekyllFault.NOT_FOUND)
    window = open_one(qtbot, comparer, "There is no page to compare with")
    assert words(window, "truth_empty").startswith("Jekyll is not installed")
    assert button(window, "truth_fold").isHidden()


def test_messages_are_folded(qtbot: QtBot, comparer: Comparer) -> None:
    window = open_one(qtbot, comparer, "Both pages are the same.")
    assert window.messages.isHidden()
    fold = button(window, "truth_fold")
    assert fold.text() == "What Jekyll printed (2 lines)"
    fold.click()
    assert window.messages.isVisible()
    fold.click()
    assert window.messages.isHidden()


def test_the_keyboard_closes_it(qtbot: QtBot, comparer: Comparer) -> None:
    window = open_one(qtbot, comparer, "Both pages are the same.")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert comparer.window is None


def test_a_hostile_page_is_only_text(qtbot: QtBot, comparer: Comparer, truth: FakeTruth) -> None:
    truth.answer = compared(
        '<p>a</p><img src="file:///etc/hostname"><script>x()</script>\ud800\x01 <p>' + "长" * 9000
    )
    comparer.start(PostId(7), "茶价")
    window = shown(comparer)
    qtbot.waitUntil(window.difference.isVisible, timeout=20_000)
    text = window.difference.toPlainText()
    assert '<img src="file:///etc/hostname">' in text
    assert "￼" not in text  # no picture was made of it
    assert "⟨D800⟩⟨0001⟩" in text


def test_nothing_is_compared_without_a_post(comparer: Comparer) -> None:
    comparer.start(None, "")
    assert comparer.window is None
