"""The source stays exact under every edit of the widget: only the edited span may change."""

from itertools import zip_longest

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.gui.editor.source_edit import SourceEdit

PIECES = [
    "\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0c", "\x00", "\x1b", "\t", "\u00a0",
    "\ufeff", "\ufffc", "\ufdd0", "\uffff", "\u2424", "\u2400", "\udc80", "\udcff", "😀", "🐀",
    "\U00010000", "\U0010ffff", "👨‍👩‍👧", "é", "e\u0301", "中", "文", "a", "b", " ", "ab cd", "---",
]  # fmt: skip
LINE_ENDS = {"\n", "\r\n", "\r"}
NOT_TYPED = {"\r\n", "\r", "\u2029", "\udc80", "\udcff", "\ufdd0", "\ufeff"}
TYPED = [piece for piece in PIECES if piece not in NOT_TYPED]

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
typed = st.lists(st.sampled_from(TYPED), max_size=4).map("".join)
newlines = st.sampled_from(["\n", "\r\n", "\r"])
relaxed = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def tokens(text: str) -> list[str]:
    """Split a source text as an editor counts it: CR LF is one, everything else one by one."""
    result: list[str] = []
    for character in text:
        if character == "\n" and result and result[-1] == "\r":
            result[-1] = "\r\n"
        else:
            result.append(character)
    return result


def width(token: str) -> int:
    return 2 if ord(token[0]) > 0xFFFF else 1


@pytest.fixture(scope="module")
def edit(qapp: QApplication) -> SourceEdit:
    return SourceEdit()


@relaxed
@given(source=texts, newline=newlines)
def test_a_text_that_is_only_shown_stays_what_it_is(
    edit: SourceEdit, source: str, newline: str
) -> None:
    edit.show_source(source, newline)
    assert edit.source == source
    edit.replace_source(source + "x", newline)
    assert edit.source == source + "x"


@relaxed
@given(source=texts, newline=newlines, data=st.data())
def test_an_edit_changes_only_its_own_span(
    edit: SourceEdit, source: str, newline: str, data: st.DataObject
) -> None:
    edit.show_source(source, newline)
    model = tokens(source)
    cursor = QTextCursor(edit.document())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(model)))
        end = data.draw(st.integers(start, len(model)))
        text = data.draw(typed)
        at = sum(map(width, model[:start]))
        cursor.setPosition(at)
        cursor.setPosition(at + sum(map(width, model[start:end])), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        head, tail = "".join(model[:start]), "".join(model[end:])
        assert edit.source.startswith(head)
        assert edit.source.endswith(tail)
        written = tokens(edit.source[len(head) : len(edit.source) - len(tail)])
        expected = tokens(text)
        if start == end:
            expected = [newline if each == "\n" else each for each in expected]
        else:  # a line end that was replaced by a line end may stay what it was
            written, expected = (
                [
                    "\n" if w in LINE_ENDS and e == "\n" else w
                    for w, e in zip_longest(written, expected)
                ],
                expected,
            )
        assert written == expected
        model = tokens(edit.source)
        if edit.document().characterCount() - 1 != sum(map(width, model)):
            break  # a lone CR met a LF: the lines are others now
