"""An editor pane on the screen, and what drives it as a person would."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.post import TermKind
from curator.gui.editor.context import EditorContext
from curator.gui.editor.editor_pane import EditorPane
from curator.gui.editor.line_input import LineInput

PLAIN = Qt.KeyboardModifier.NoModifier
Found = TypeVar("Found", bound=QWidget)

KNOWN = {
    TermKind.TAG: ("南方Plus新闻", "南方日报", "南都", "财经"),
    TermKind.CATEGORY: ("nanfangPlus", "news"),
}


def known_terms(kind: TermKind, prefix: str) -> Sequence[str]:
    return [term for term in KNOWN[kind] if prefix in term]


def context(**changes: Any) -> EditorContext:
    usual: dict[str, Any] = {
        "zone": ZoneInfo("Asia/Shanghai"),
        "zone_name": "Asia/Shanghai",
        "complete": known_terms,
        "now": lambda: datetime(2026, 11, 24, 4, 5, 6, tzinfo=UTC),
        "path": "_posts/2022-01-11-a.md",
    }
    return EditorContext(**(usual | changes))


class Desk:
    """A pane and its parts by name."""

    def __init__(self, pane: EditorPane, qtbot: QtBot) -> None:
        self.pane = pane
        self.qtbot = qtbot
        self.changes: list[bytes] = []
        pane.source_changed.connect(self.changes.append)

    def show(self, source: bytes | str, **changes: Any) -> None:
        data = source.encode() if isinstance(source, str) else source
        self.pane.show_draft(object(), data, context(**changes))
        QApplication.processEvents()

    @property
    def source(self) -> bytes:
        assert self.pane.source is not None
        return self.pane.source

    @property
    def text(self) -> str:
        return self.source.decode()

    def find(self, kind: type[Found], name: str) -> Found:
        found = [each for each in self.pane.findChildren(kind, name) if each.isVisible()]
        assert len(found) == 1, (name, found)
        return found[0]

    def line(self, key: str) -> LineInput:
        """Return the input of a field."""
        return self.find(LineInput, f"{key}_field")

    def sentences(self) -> list[str]:
        """Return what stands under fields and under the front matter."""
        labels = [
            *self.pane.findChildren(QLabel, "field_message_text"),
            *self.pane.findChildren(QLabel, "problem_text"),
        ]
        return [label.text() for label in labels if label.isVisible()]

    def focus(self, widget: QWidget) -> None:
        self.pane.activateWindow()
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus, timeout=2000)

    def type(self, widget: QWidget, text: str) -> None:
        """Type as on a keyboard; what no keyboard has comes from an input method."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(widget, character)
            else:
                self.commit(widget, character)

    def key(self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(widget, key, modifiers)

    def compose(self, widget: QWidget, preedit: str) -> None:
        """Show what an input method shows while a word is composed."""
        QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))

    def commit(self, widget: QWidget, text: str) -> None:
        """End a composition with a text."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=2000)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    pane = EditorPane()
    qtbot.addWidget(pane)
    pane.resize(700, 800)
    pane.show()
    qtbot.waitExposed(pane)
    return Desk(pane, qtbot)


@pytest.fixture
def seed(examples: Path) -> bytes:
    """Return the article the project was begun for: Chinese, its body one line of HTML."""
    folder = examples / "site" / "_posts"
    return (folder / "2022-01-11-NW202201112243901217.md").read_bytes()
