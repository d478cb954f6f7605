"""The source stays exact under every edit of the widget: only the edited span may change."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.gui.editor.source_edit import SourceEdit

PIECES = [
    "\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0c", "\x00", "\x1b", "\t", "\u00a0",
    "\ufeff", "\ufffc", "\ufdd0", "\uffff", "\u2424", "\u2400", "\udc80", "\udcff", "😀", "🐀",
    "\U00010000", "\U0010ffff", "👨‍👩‍👧", "é", "e\u0301", "中", "文", "a", "b", " ", "ab cd", "---",
]  # fmt: skip
LONE_BYTES = ("\udc80", "\udcff")
LINE_ENDS = {"\n", "\r\n", "\r"}
# What no keyboard gives, and the pictures under which controls are shown.
NOT_TYPED = {"\r\n", "\r", "\u2029", "\ufdd0", "\ufeff", "\u2424", "\u2400", *LONE_BYTES}
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


def shown(token: str) -> str:
    """Return what two tokens that look alike have in common."""
    return "\n" if token in LINE_ENDS else token


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
        assert [shown(each) for each in written] == [shown(each) for each in tokens(text)]
        if start == end and newline != "\r" and "\r" not in model:
            assert all(each == newline for each in written if each in LINE_ENDS)
        model = tokens(edit.source)
        if edit.document().characterCount() - 1 != sum(map(width, model)):
            break  # a lone CR met a LF: the lines are others now


@relaxed
@given(source=texts, data=st.data())
def test_edits_of_one_block_keep_every_line_they_do_not_touch(
    edit: SourceEdit, source: str, data: st.DataObject
) -> None:
    """Qt reports a block of edits as one long span, such as a text moved by dragging."""
    lines = [f"{n}{line}" for n, line in enumerate("".join(tokens(source)).split("\n"))]
    text = "\n".join(lines)
    edit.show_source(text, "\n")
    cursor = QTextCursor(edit.document())
    cursor.beginEditBlock()
    cursor.insertText("<")
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(">")
    cursor.endEditBlock()
    assert edit.source == f"<{text}>"


def test_half_a_character_becomes_a_replacement_and_harms_nothing_else(edit: SourceEdit) -> None:
    edit.show_source("a😀b😁\udc80c", "\n")
    cursor = QTextCursor(edit.document())
    cursor.setPosition(1)
    cursor.setPosition(2, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert edit.source == "a\ufffdb😁\udc80c"
    QApplication.processEvents()
    cursor.setPosition(0)
    cursor.insertText("x")
    assert edit.source == "xa\ufffdb😁\udc80c"


def test_a_newline_typed_behind_a_lone_cr_is_a_line_end_of_its_own(edit: SourceEdit) -> None:
    edit.show_source("a\rb", "\n")
    cursor = QTextCursor(edit.document())
    cursor.setPosition(2)
    cursor.insertText("\n")
    assert edit.source == "a\r\r\nb"
    edit.replace_source(edit.source + "!", "\n")
    assert edit.document().blockCount() == 3


def test_a_cr_and_an_lf_that_come_to_meet_are_shown_as_the_one_line_end_they_are(
    edit: SourceEdit,
) -> None:
    edit.show_source("a\rx\nb", "\n")
    cursor = QTextCursor(edit.document())
    cursor.setPosition(2)
    cursor.deleteChar()
    assert edit.source == "a\r\nb"
    QApplication.processEvents()
    assert edit.document().blockCount() == 2


def test_composing_changes_nothing_until_it_is_committed(edit: SourceEdit, qtbot: QtBot) -> None:
    edit.show_source("前\r\n后", "\r\n")
    with qtbot.assertNotEmitted(edit.edited):
        QApplication.sendEvent(edit, QInputMethodEvent("ni hao", []))
        assert edit.composing
        assert edit.source == "前\r\n后"
    event = QInputMethodEvent("", [])
    event.setCommitString("你好")
    with qtbot.waitSignal(edit.edited):
        QApplication.sendEvent(edit, event)
    assert edit.source == "你好前\r\n后"
    assert not edit.composing


def test_keys_during_a_composition_are_the_input_methods(edit: SourceEdit, qtbot: QtBot) -> None:
    edit.show_source("  x", "\n")
    QApplication.sendEvent(edit, QInputMethodEvent("n", []))
    with qtbot.assertNotEmitted(edit.left), qtbot.assertNotEmitted(edit.undo_requested):
        QTest.keyClick(edit, Qt.Key.Key_Escape)
        QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(edit, QInputMethodEvent("", []))
    assert edit.source == "  x"


def test_shift_enter_writes_a_line_end_of_the_file_and_the_indentation(edit: SourceEdit) -> None:
    edit.show_source("  a\r\n", "\r\n")
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert edit.source == "  a\r\n  \r\n"


@pytest.mark.parametrize(
    ("source", "first", "indented"),
    [
        ("a\r\n\r\nb", "  ", "  a\r\n\r\n  b"),
        ("x:\n\ta\nb", "\t", "\tx:\n\t\ta\n\tb"),
    ],
)
def test_tab_indents_as_the_text_does_and_shift_tab_takes_it_back(
    edit: SourceEdit, source: str, first: str, indented: str
) -> None:
    edit.show_source(source, "\n")
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.source == indented
    QTest.keyClick(edit, Qt.Key.Key_Backtab)
    assert edit.source == source
    cursor = edit.textCursor()
    cursor.setPosition(0)
    edit.setTextCursor(cursor)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.source == first + source


def test_what_is_pasted_takes_the_line_ends_of_the_text_and_brings_no_controls(
    edit: SourceEdit,
) -> None:
    edit.show_source("", "\r\n")
    data = QMimeData()
    data.setText("a\nb\r\nc\rd\u2028e\x00\x0bf\tg😀")
    edit.insertFromMimeData(data)
    assert edit.source == "a\r\nb\r\nc\r\nd\r\nef\tg😀"


def test_what_is_copied_is_the_source_not_its_pictures(edit: SourceEdit) -> None:
    edit.show_source("a\x0cb\r\nc😀", "\n")
    edit.selectAll()
    edit.copy()
    assert QGuiApplication.clipboard().text() == "a\x0cb\r\nc😀"


def test_a_very_long_line_is_shown_in_pieces_but_stays_one_line(edit: SourceEdit) -> None:
    line = "".join(f"<p>第{n}段，一些文字。</p>" for n in range(3_000))
    edit.show_source(f"a\n{line}\r\nb", "\n")
    assert edit.source == f"a\n{line}\r\nb"
    lengths = [len(text) for text in edit.toPlainText().split("\n")]
    assert max(lengths) <= 8_000
    assert len(lengths) > 10
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Down, QTextCursor.MoveMode.MoveAnchor, 1)
    block = edit.document().findBlockByNumber(3)
    cursor.setPosition(block.position())
    edit.setTextCursor(cursor)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    assert len(edit.source) == len(line) + 4
    assert edit.source.count("\n") == 2
    QTest.keyClicks(edit, ">")
    assert edit.source == f"a\n{line}\r\nb"


def test_a_long_line_that_is_pasted_is_shown_in_pieces_afterwards(
    edit: SourceEdit, qtbot: QtBot
) -> None:
    edit.show_source("", "\n")
    data = QMimeData()
    data.setText("<p>文字</p>" * 5_000)
    edit.insertFromMimeData(data)
    assert edit.source == data.text()
    qtbot.waitUntil(lambda: edit.document().blockCount() > 5)
    assert edit.source == data.text()


def test_replacing_the_text_moves_the_cursor_only_with_what_changed_before_it(
    edit: SourceEdit,
) -> None:
    edit.show_source("one\r\ntwo", "\r\n")
    cursor = edit.textCursor()
    cursor.setPosition(6)
    edit.setTextCursor(cursor)
    edit.replace_source("one\r\ntwo three", "\r\n")
    assert edit.textCursor().position() == 6
    edit.replace_source("zero one\r\ntwo three", "\r\n")
    assert edit.textCursor().position() == 11
    assert edit.source == "zero one\r\ntwo three"


def test_zoom_goes_both_ways_and_back(edit: SourceEdit) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    size = edit.font().pointSizeF()
    QTest.keyClick(edit, Qt.Key.Key_Plus, control)
    assert edit.font().pointSizeF() > size
    QTest.keyClick(edit, Qt.Key.Key_Minus, control)
    QTest.keyClick(edit, Qt.Key.Key_Minus, control)
    assert edit.font().pointSizeF() < size
    QTest.keyClick(edit, Qt.Key.Key_0, control)
    assert edit.font().pointSizeF() == pytest.approx(size)


def test_lines_stand_apart_evenly_whatever_letters_they_hold(qtbot: QtBot) -> None:
    edit = SourceEdit()
    qtbot.addWidget(edit)
    edit.resize(400, 300)
    edit.show_source("latin\n中文\nmore 混合 text\n\nlast", "\n")
    edit.show()
    qtbot.waitExposed(edit)
    tops = []
    block = edit.document().firstBlock()
    while block.isValid():
        tops.append(edit.blockBoundingGeometry(block).top())
        block = block.next()
    steps = {round(after - before) for before, after in pairwise(tops)}
    assert len(steps) == 1
    assert steps.pop() >= 1.5 * edit.fontInfo().pixelSize()
