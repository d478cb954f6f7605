"""Searching and counting in the body."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QToolButton

from curator.gui.editor.counts import Counts, count

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_search(desk: Any, body: str, wanted: str) -> tuple[Any, QLineEdit]:
    desk.show(f"---\n---\n{body}")
    editor = desk.pane.body.editor
    desk.focus(editor)
    desk.key(editor, Qt.Key.Key_F, CONTROL)
    line = desk.find(QLineEdit, "find_field")
    desk.until(line.hasFocus)
    line.setText(wanted)
    return editor, line


def selection(editor: Any) -> tuple[int, int]:
    cursor = editor.textCursor()
    return cursor.selectionStart(), cursor.selectionEnd()


def test_search_walks_over_matches_and_round(desk: Any) -> None:
    editor, line = open_search(desk, "财经 abc 财经 ABC 财经", "财经")
    count_label = desk.find(QLabel, "find_count")
    assert selection(editor) == (0, 2)
    assert count_label.text() == "1 of 3"
    desk.key(line, Qt.Key.Key_Return)
    desk.key(line, Qt.Key.Key_Return)
    assert selection(editor) == (14, 16)
    desk.key(line, Qt.Key.Key_Return)
    assert selection(editor) == (0, 2)
    desk.key(line, Qt.Key.Key_Return, SHIFT)
    assert selection(editor) == (14, 16)
    assert count_label.text() == "3 of 3"
    assert len(editor.extraSelections()) == 3


def test_search_ignores_case_unless_told(desk: Any) -> None:
    editor, line = open_search(desk, "abc ABC 😀abc", "abc")
    count_label = desk.find(QLabel, "find_count")
    assert count_label.text() == "1 of 3"
    desk.find(QCheckBox, "find_match_case").setChecked(True)
    assert count_label.text() == "1 of 2"
    desk.key(line, Qt.Key.Key_Return)
    assert selection(editor) == (10, 13)


def test_search_finds_across_the_pieces_of_a_long_line(desk: Any) -> None:
    body = "".join(f"<p>{n:05d}</p>" for n in range(2_000))
    editor, line = open_search(desk, body, "</p><p>01000")
    assert desk.find(QLabel, "find_count").text() == "1 of 1"
    assert editor.textCursor().selectedText().replace("\u2029", "") == "</p><p>01000"
    line.setText("p><p")
    assert desk.find(QLabel, "find_count").text().endswith(" of 1999")


def test_search_closes_with_escape_and_leaves_nothing_marked(desk: Any) -> None:
    editor, line = open_search(desk, "a b a", "a")
    desk.key(line, Qt.Key.Key_Escape)
    desk.until(editor.hasFocus)
    assert not desk.pane.body.find_bar.isVisible()
    assert editor.extraSelections() == []


def test_matches_follow_the_text(desk: Any) -> None:
    editor, _line = open_search(desk, "a b a", "a")
    desk.focus(editor)
    desk.key(editor, Qt.Key.Key_End, CONTROL)
    desk.type(editor, "a")
    assert len(editor.extraSelections()) == 3


def test_what_is_missing_is_said_without_colour_alone(desk: Any) -> None:
    _editor, line = open_search(desk, "a b a", "zz")
    assert desk.find(QLabel, "find_count").text() == "0 of 0"
    assert line.property("invalid") is True
    for name in ("find_next", "find_previous", "find_close"):
        assert desk.find(QToolButton, name).accessibleName()


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", Counts(0, 0, 0)),
        ("Hello, world-wide it's", Counts(3, 0, 20)),
        ("财经新闻，3月。", Counts(1, 5, 8)),
        (
            "<p class='x'>中文 two words</p><!-- not --> {{ page.x }} {% if %}&nbsp;",
            Counts(2, 2, 10),
        ),
        ("𠮷野家", Counts(0, 3, 3)),
    ],
)
def test_words_and_chinese_characters_are_counted_as_read(text: str, counts: Counts) -> None:
    assert count(text) == counts
