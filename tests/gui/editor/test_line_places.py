"""Lines of the source at the top of the body editor, long and broken ones included."""

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from curator.gui.editor.body_editor import BodyEditor

SHORT = "".join(f"line {n}\n" for n in range(1, 201))
LONG_LINE = "".join(f"<p>Paragraph {n} with a few words in it.</p>" for n in range(2000))
MIXED = "one\n" + "long " * 400 + "\n" + "".join(f"line {n}\n" for n in range(3, 120))


@pytest.fixture
def editor(qtbot: QtBot) -> BodyEditor:
    made = BodyEditor()
    made.resize(500, 300)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def top_text(editor: BodyEditor) -> str:
    return editor.firstVisibleBlock().text()


def test_line_comes_to_the_top_and_is_told_so(editor: BodyEditor) -> None:
    editor.show_source(SHORT, "\n")
    for line in (1, 2, 57, 150):
        editor.scroll_to_line(line)
        assert top_text(editor) == f"line {line}"
        assert int(editor.top_line) == line
    assert editor.line_count == 201


def test_scrolling_for_the_page_is_not_told(editor: BodyEditor) -> None:
    editor.show_source(SHORT, "\n")
    told = QSignalSpy(editor.line_shown)
    editor.scroll_to_line(90)
    editor.show_source(SHORT.upper(), "\n")
    assert told.count() == 0
    editor.verticalScrollBar().setValue(30)
    assert [int(told.at(n)[0]) for n in range(told.count())] == [31]


def test_end_is_known(editor: BodyEditor) -> None:
    editor.show_source("short", "\n")
    assert not editor.at_end
    editor.show_source(SHORT, "\n")
    assert not editor.at_end
    editor.scroll_to_line(10_000)
    assert editor.at_end


def test_inside_of_a_wrapped_line(editor: BodyEditor) -> None:
    editor.show_source(MIXED, "\n")
    editor.scroll_to_line(2.5)
    assert top_text(editor).startswith("long")
    assert 2.4 < editor.top_line < 2.6
    editor.scroll_to_line(60)
    assert top_text(editor) == "line 60"


@pytest.mark.parametrize("line", [1.0, 1.25, 1.5, 1.9, 2.0, 30.0])
def test_article_in_one_line_of_html(editor: BodyEditor, line: float) -> None:
    """Such a line has several paragraphs in the document."""
    editor.show_source(f"{LONG_LINE}\n" + "".join(f"line {n}\n" for n in range(2, 100)), "\n")
    assert editor.blockCount() > editor.line_count == 100
    editor.scroll_to_line(line)
    assert abs(editor.top_line - line) < 0.01
    if line >= 2:
        assert top_text(editor) == f"line {int(line)}"


@pytest.mark.parametrize("text", ["", "\n", "one line", "\r\n" * 5])
def test_anything_else_is_harmless(editor: BodyEditor, text: str) -> None:
    editor.show_source(text, "\n")
    for line in (-1.0, 0.0, 1.0, 3.5, 1e9):
        editor.scroll_to_line(line)
        assert editor.top_line >= 1
