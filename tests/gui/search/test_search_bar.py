"""The field for queries: completions, conditions as chips, mistakes at their place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.query import All, Any, Field, Key, Node, Not, Term
from curator.gui.application import make_application
from curator.gui.search.bar import SearchBar
from curator.gui.search.language import LanguagePage
from curator.gui.theme import Mode, Theme
from curator.services import Services
from tests.gui.workplace import Workplace


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return a library with two posts."""
    for name, author in (("one", "Wang"), ("two", "王五")):
        text = f"---\ntitle: {name}\nauthor: {author}\ntags: [tea, two words]\n---\n"
        (tmp_path / f"{name}.md").write_text(text)
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan([tmp_path / "one.md", tmp_path / "two.md"]))
        yield opened


class Typing(Workplace):
    """The bar in a window, and what it asked for last."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        desk = self.desk
        self.bar = SearchBar(services.queries, desk.tasks, desk.events, desk.theme)
        self.field = self.bar.field
        self.asked: list[Node] = []
        self.bar.asked.connect(self.asked.append)
        self._qtbot = qtbot
        qtbot.addWidget(self.bar)
        self.bar.resize(500, 120)
        self.bar.show()
        qtbot.waitExposed(self.bar)
        self.bar.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(lambda: bool(self.field.offered("tag:te")), timeout=20_000)

    def type(self, text: str) -> None:
        """Type into the field, and wait until the query was asked for or refused."""
        before = len(self.asked)
        self._qtbot.keyClicks(self.field, text)
        self._qtbot.waitUntil(
            lambda: len(self.asked) > before or self.bar.fault.isVisible(), timeout=20_000
        )

    @property
    def chips(self) -> list[str]:
        """Return what the chips say."""
        return [chip.text() for chip in self.bar.chips.chips]


@pytest.fixture
def typing(
    services: Services, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> Iterator[Typing]:
    made = Typing(services, tmp_path, qtbot, qapp)
    yield made
    made.desk.tasks.close()


def tag(name: str) -> Term:
    return Term(Field.TAG, name)


def test_what_is_typed_is_asked_for_and_shown_as_chips(typing: Typing) -> None:
    typing.type("tea")
    assert typing.asked[-1] == All((Term(Field.ANY, "tea"),))
    assert typing.chips == []  # one word needs none
    typing.type(" -is:draft author:wang")
    typing.type(" ")
    assert typing.asked[-1] == All(
        (Term(Field.ANY, "tea"), Not(Term(Field.IS, "draft")), Key("author", "wang"))
    )
    assert len(typing.chips) == 3


def test_a_condition_goes_by_its_cross_and_by_the_keyboard(typing: Typing, qtbot: QtBot) -> None:
    typing.type("tag:tea -is:draft tag:b")
    typing.field.popup.hide()
    first = typing.bar.chips.chips[0]
    cross = QPoint(first.width() - 8, first.height() // 2)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=cross)
    assert typing.field.text() == "-is:draft tag:b"
    typing.bar.chips.chips[0].setFocus()
    qtbot.keyClick(typing.bar.chips.chips[0], Qt.Key.Key_Right)
    assert typing.bar.chips.chips[1].hasFocus()
    qtbot.keyClick(typing.bar.chips.chips[1], Qt.Key.Key_Delete)
    assert typing.field.text() == "-is:draft"
    assert typing.asked[-1] == All((Not(Term(Field.IS, "draft")),))
    qtbot.keyClick(typing.bar.chips.chips[0], Qt.Key.Key_Backspace)
    assert typing.field.text() == ""
    assert typing.field.hasFocus()
    typing.field.undo()
    assert typing.field.text() == "-is:draft"


def test_what_is_chosen_at_the_left_is_a_chip_and_holds_beside_alternatives(
    typing: Typing, qtbot: QtBot
) -> None:
    typing.bar.narrow("status:inbox")
    typing.type("tag:a OR tag:b")
    assert typing.asked[-1] == All((Term(Field.STATUS, "inbox"), Any((tag("a"), tag("b")))))
    assert typing.bar.text == "status:inbox (tag:a OR tag:b)"
    with qtbot.waitSignal(typing.bar.narrowing_dropped):
        qtbot.keyClick(typing.bar.chips.chips[0], Qt.Key.Key_Delete)
    assert typing.asked[-1] == All((Any((tag("a"), tag("b"))),))


def test_a_mistake_is_told_and_mended_by_what_was_meant(typing: Typing, qtbot: QtBot) -> None:
    typing.type("tea statsu:ready ")
    assert typing.bar.fault.isVisible()
    assert "status:" in typing.bar.fault.text()
    assert "statsu" in typing.field.accessibleDescription()
    asked = len(typing.asked)
    typing.bar.fault.linkActivated.emit("meant")
    assert typing.field.text() == "tea status:ready "
    assert len(typing.asked) > asked
    assert not typing.bar.fault.isVisible()
    typing.field.clear()
    typing.type("a -status:draft ")
    typing.bar.fault.linkActivated.emit("meant")
    assert typing.field.text() == "a -is:draft "


def test_what_is_not_finished_is_no_mistake_while_it_is_typed(typing: Typing, qtbot: QtBot) -> None:
    typing.type("tea")
    qtbot.keyClicks(typing.field, " tag:")
    typing.bar.apply()
    assert not typing.bar.fault.isVisible()
    typing.bar.setFocus()
    typing.field.clearFocus()
    typing.bar.apply()
    assert typing.bar.fault.isVisible()


def test_fields_values_and_keys_complete_and_tab_takes_the_first(
    typing: Typing, qtbot: QtBot
) -> None:
    qtbot.keyClicks(typing.field, "ta")
    assert typing.field.popup.isVisible()
    qtbot.keyClick(typing.field.popup, Qt.Key.Key_Tab)
    assert typing.field.text() == "tag:"
    qtbot.keyClicks(typing.field, "tw")
    qtbot.keyClick(typing.field.popup, Qt.Key.Key_Tab)
    assert typing.field.text() == 'tag:"two words" '
    assert not typing.field.popup.isVisible()
    qtbot.keyClicks(typing.field, "author:")
    popup = typing.field.popup
    qtbot.waitUntil(lambda: popup.model().rowCount() == 2, timeout=20_000)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert typing.field.text() == 'tag:"two words" author:王五 '


def test_return_goes_to_the_list_though_completions_are_open(typing: Typing, qtbot: QtBot) -> None:
    qtbot.keyClicks(typing.field, "st")
    assert typing.field.popup.isVisible()
    with qtbot.waitSignal(typing.bar.left_downwards):
        qtbot.keyClick(typing.field.popup, Qt.Key.Key_Return)
    assert typing.field.text() == "st"


def test_every_example_of_the_language_is_understood(typing: Typing, qtbot: QtBot) -> None:
    typing.bar.show_language()
    page = typing.bar.findChild(LanguagePage)
    assert isinstance(page, LanguagePage)
    examples = page.findChildren(QPushButton, "query_example")
    assert len(examples) > 10
    examples[0].click()
    assert typing.field.text()
    for text in (str(one.text()).replace("&&", "&") for one in examples):
        typing.field.setText(text)
        typing.bar.apply()
        assert not typing.bar.fault.isVisible(), text
