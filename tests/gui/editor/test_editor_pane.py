"""The pane keeps form, YAML and body over one text, and gives back the exact bytes."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTabBar

CONTROL = Qt.KeyboardModifier.ControlModifier
POST = "---\nlayout: post\ntitle: Old # kept\ntags: [a, b]\n---\nFirst\n\nSecond\n"
NASTY = (
    b"---\r\nlayout: post\r\ntitle: 'x'\r\n# note\r\n---\r\n"
    b"one\r\ntwo\nthree\rfour\x00\x0c\xc2\x85five\xe2\x80\xa8six\xff\xfe end"
)


def test_typing_a_title_changes_only_its_line(desk: Any) -> None:
    desk.show(POST)
    line = desk.line("title")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_End)
    desk.type(line, " 新闻!")
    assert desk.text == POST.replace("title: Old # kept", "title: Old 新闻! # kept")
    assert desk.changes[-1] == desk.source
    assert len(desk.changes) == len(" 新闻!")


def test_the_yaml_shows_what_the_form_wrote_and_the_form_what_the_yaml_says(desk: Any) -> None:
    desk.show(POST)
    line = desk.line("title")
    desk.focus(line)
    line.selectAll()
    desk.type(line, "New")
    switch = desk.find(QTabBar, "form_yaml_switch")
    switch.setCurrentIndex(1)
    yaml = desk.find(QPlainTextEdit, "yaml_editor")
    assert yaml.toPlainText() == "layout: post\ntitle: New # kept\ntags: [a, b]"
    before = desk.source
    switch.setCurrentIndex(0)
    switch.setCurrentIndex(1)
    assert desk.source == before
    desk.focus(yaml)
    desk.key(yaml, Qt.Key.Key_Home, CONTROL)
    desk.type(yaml, "slug: s")
    desk.key(yaml, Qt.Key.Key_Return)
    switch.setCurrentIndex(0)
    assert desk.line("slug").text() == "s"
    assert desk.text.startswith("---\nslug: s\nlayout: post\n")


def test_a_body_edit_leaves_every_other_byte(desk: Any) -> None:
    desk.show(NASTY)
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.key(body, Qt.Key.Key_Home, CONTROL)
    desk.type(body, "中")
    desk.key(body, Qt.Key.Key_Return)
    assert desk.source == NASTY.replace(b"---\r\none", "---\r\n中\r\none".encode())
    desk.key(body, Qt.Key.Key_End, CONTROL)
    desk.type(body, "!")
    assert desk.source == NASTY.replace(b"---\r\none", "---\r\n中\r\none".encode()) + b"!"


def test_undo_goes_through_all_views_back_to_the_exact_bytes(desk: Any) -> None:
    desk.show(NASTY)
    line = desk.line("title")
    desk.focus(line)
    desk.type(line, "more ")
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.key(body, Qt.Key.Key_Down)
    desk.type(body, "abc")
    desk.find(QTabBar, "form_yaml_switch").setCurrentIndex(1)
    yaml = desk.find(QPlainTextEdit, "yaml_editor")
    desk.focus(yaml)
    desk.type(yaml, "#")
    last = desk.source
    states = [last]
    while desk.pane.can_undo:
        desk.pane.undo()
        states.append(desk.source)
    assert states[-1] == NASTY
    assert len(states) == 4
    assert desk.changes[-1] == NASTY
    while desk.pane.can_redo:
        desk.pane.redo()
    assert desk.source == last


def test_control_z_undoes_from_every_view(desk: Any) -> None:
    desk.show(POST)
    for name in ("title_field", "body_editor"):
        widget = (
            desk.line("title")
            if name == "title_field"
            else desk.find(QPlainTextEdit, "body_editor")
        )
        desk.focus(widget)
        desk.type(widget, "x")
        assert desk.text != POST
        desk.key(widget, Qt.Key.Key_Z, CONTROL)
        assert desk.text == POST
        assert widget.hasFocus()


def test_undo_falls_through_when_there_is_nothing_left(desk: Any) -> None:
    desk.show(POST)
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    with desk.qtbot.waitSignal(desk.pane.undo_exhausted):
        desk.key(body, Qt.Key.Key_Z, CONTROL)
    with desk.qtbot.waitSignal(desk.pane.redo_exhausted):
        desk.key(body, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)


def test_typing_without_a_pause_is_one_step_but_a_sentence_ends_it(desk: Any) -> None:
    desk.show(POST)
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.type(body, "一句话。又一句")
    desk.pane.undo()
    assert desk.text.endswith("---\n一句话。First\n\nSecond\n")
    desk.pane.undo()
    assert desk.text == POST


def test_broken_yaml_is_one_sentence_and_the_body_stays_editable(desk: Any) -> None:
    broken = "---\nlayout: post\ntitle: a: b\n---\nText\n"
    desk.show(broken)
    notice = desk.find(QLabel, "form_notice_text")
    assert "line 2" in notice.text()
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.type(body, "x")
    assert desk.text == broken.replace("Text", "xText")
    desk.qtbot.mouseClick(desk.find(QPushButton, "form_notice_button"), Qt.MouseButton.LeftButton)
    yaml = desk.find(QPlainTextEdit, "yaml_editor")
    assert yaml.textCursor().blockNumber() == 1
    assert any("line 2" in sentence for sentence in desk.sentences())
    assert [mark.cursor.blockNumber() for mark in yaml.extraSelections()] == [1]
    desk.key(yaml, Qt.Key.Key_End)
    desk.type(yaml, "'")
    desk.key(yaml, Qt.Key.Key_Home)
    for _ in "title: ":
        desk.key(yaml, Qt.Key.Key_Right)
    desk.type(yaml, "'")
    assert desk.sentences() == []
    assert yaml.extraSelections() == []
    desk.find(QTabBar, "form_yaml_switch").setCurrentIndex(0)
    assert desk.line("title").text() == "a: b"


def test_a_fence_typed_into_the_yaml_is_not_stored_and_said_so(desk: Any) -> None:
    desk.show("---\na: 1\nb: 2\n---\nText\n")
    desk.find(QTabBar, "form_yaml_switch").setCurrentIndex(1)
    yaml = desk.find(QPlainTextEdit, "yaml_editor")
    desk.focus(yaml)
    desk.key(yaml, Qt.Key.Key_End, CONTROL)
    desk.key(yaml, Qt.Key.Key_Return)
    desk.type(yaml, "--")
    kept = desk.source
    desk.type(yaml, "-")
    assert desk.source == kept
    assert yaml.toPlainText() == "a: 1\nb: 2\n--"
    assert any("dashes" in sentence for sentence in desk.sentences())
    desk.key(yaml, Qt.Key.Key_Backspace)
    assert desk.text == "---\na: 1\nb: 2\n-\n---\nText\n"
    assert not any("dashes" in sentence for sentence in desk.sentences())


def test_the_last_line_of_the_yaml_can_be_emptied_and_typed_again(desk: Any) -> None:
    desk.show("---\na: 1\n---\nText\n")
    desk.find(QTabBar, "form_yaml_switch").setCurrentIndex(1)
    yaml = desk.find(QPlainTextEdit, "yaml_editor")
    desk.focus(yaml)
    yaml.selectAll()
    desk.key(yaml, Qt.Key.Key_Delete)
    assert desk.text == "---\n---\nText\n"
    desk.type(yaml, "b: 2")
    assert yaml.toPlainText() == "b: 2"
    assert desk.text == "---\nb: 2\n---\nText\n"
    desk.key(yaml, Qt.Key.Key_Return)
    assert desk.text == "---\nb: 2\n\n---\nText\n"
    desk.key(yaml, Qt.Key.Key_Backspace)
    assert desk.text == "---\nb: 2\n---\nText\n"


def test_front_matter_can_be_added_to_a_text_without(desk: Any) -> None:
    desk.show("Only text\n")
    assert "no front matter" in desk.find(QLabel, "form_notice_text").text()
    desk.qtbot.mouseClick(desk.find(QPushButton, "form_notice_button"), Qt.MouseButton.LeftButton)
    assert desk.text == "---\n---\nOnly text\n"
    desk.pane.undo()
    assert desk.text == "Only text\n"


def test_a_text_in_another_encoding_is_converted_only_when_asked(desk: Any) -> None:
    text = "---\ntitle: 财经新闻标题在这里\n---\n这是一段足够长的中文文本，用来识别编码。\n"
    desk.show(text.encode("gb18030"))
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.type(body, "新")
    assert desk.source == text.replace("这是", "新这是").encode("gb18030")
    button = desk.find(QPushButton, "problem_button")
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.source == text.replace("这是", "新这是").encode()
    assert desk.sentences() == []


def test_a_character_that_the_encoding_lacks_waits_for_the_conversion(desk: Any) -> None:
    text = "---\ntitle: 日本のニュース\n---\nこれは十分に長い日本語の文章です。\n"
    desk.show(text.encode("cp932"))
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.type(body, "あ")
    stored = desk.source
    assert stored == text.replace("これ", "あこれ").encode("cp932")
    desk.type(body, "😀")
    assert desk.source == stored
    assert "😀" not in body.toPlainText()
    line = desk.line("title")
    desk.focus(line)
    desk.type(line, "新")
    assert desk.source == stored.replace("日本の".encode("cp932"), "新日本の".encode("cp932"))
    desk.focus(body)
    desk.type(body, "😀")
    desk.qtbot.mouseClick(desk.find(QPushButton, "problem_button"), Qt.MouseButton.LeftButton)
    assert desk.text == text.replace("これ", "あ😀これ").replace("日本の", "新日本の")
    while desk.pane.can_undo:
        desk.pane.undo()
    assert desk.source == text.encode("cp932")


def test_replacing_the_text_keeps_cursor_and_says_nothing(desk: Any) -> None:
    desk.show(POST)
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.key(body, Qt.Key.Key_End, CONTROL)
    position = body.textCursor().position()
    desk.pane.replace_source(POST.replace("First", "The first").encode())
    assert body.textCursor().position() == position + len("The ")
    assert desk.line("title").text() == "Old"
    assert desk.changes == []
    assert not desk.pane.can_undo


def test_showing_the_same_post_again_keeps_the_history(desk: Any) -> None:
    key = object()
    desk.show(POST)
    desk.pane.show_draft(key, POST.encode(), desk.pane._context)
    body = desk.find(QPlainTextEdit, "body_editor")
    desk.focus(body)
    desk.type(body, "x")
    desk.pane.show_draft(key, desk.source, desk.pane._context)
    assert desk.pane.can_undo
    desk.pane.show_draft(object(), POST.encode(), desk.pane._context)
    assert not desk.pane.can_undo


def test_leaving_the_pane_says_that_editing_paused(desk: Any) -> None:
    desk.show(POST)
    desk.focus(desk.line("title"))
    with desk.qtbot.waitSignal(desk.pane.editing_paused):
        desk.line("title").clearFocus()


def test_escape_leaves_from_form_yaml_and_body(desk: Any) -> None:
    desk.show(POST)
    for widget in (desk.line("title"), desk.find(QPlainTextEdit, "body_editor")):
        desk.focus(widget)
        with desk.qtbot.waitSignal(desk.pane.left):
            desk.key(widget, Qt.Key.Key_Escape)


def test_an_empty_pane_says_what_belongs_there(desk: Any) -> None:
    desk.show(POST)
    desk.pane.clear()
    assert desk.pane.source is None
    assert desk.pane.key is None
    texts = [label.text() for label in desk.pane.findChildren(QLabel) if label.isVisible()]
    assert texts == ["Choose a post in the list to edit it here."]


def test_nothing_can_be_changed_in_a_read_only_post(desk: Any) -> None:
    desk.show(POST, read_only=True)
    for widget in (desk.line("title"), desk.find(QPlainTextEdit, "body_editor")):
        desk.focus(widget)
        desk.type(widget, "x")
    tags = desk.line("tags")
    desk.focus(tags)
    desk.type(tags, "c")
    desk.key(tags, Qt.Key.Key_Return)
    assert desk.text == POST
    assert [b for b in desk.pane.findChildren(QPushButton, "add_field") if b.isVisible()] == []


def test_every_input_has_an_accessible_name(desk: Any) -> None:
    desk.show(POST, defaults={"author": "Z"})
    inputs = [
        widget
        for kind in (QPlainTextEdit, QPushButton, QTabBar)
        for widget in desk.pane.findChildren(kind)
        if widget.isVisible()
    ]
    inputs += [desk.line("title"), desk.line("tags")]
    for widget in inputs:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert name, widget.objectName()


@pytest.mark.corpus
def test_real_posts_come_back_exactly_after_edits_are_undone(desk: Any, corpus: Path) -> None:
    """All that were chosen for being nasty, and some of the others."""
    rows = [line.split("\t") for line in (corpus / "INDEX.tsv").read_text().splitlines()[1:]]
    chosen = [row[0] for n, row in enumerate(rows) if row[1] in {"seed", "nasty"} or n % 40 == 0]
    edited = 0
    for name in chosen:
        source = (corpus / name).read_bytes()
        desk.show(source)
        cursor = desk.pane.body.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText("x")
        # Some bytes have no encoding in which an x can be added.
        edited += desk.source != source
        assert desk.source[: len(source) - 1] == source[:-1], name
        for index in (1, 0):
            desk.pane.switch.setCurrentIndex(index)
        while desk.pane.can_undo:
            desk.pane.undo()
        assert desk.source == source, name
    assert edited > 0.9 * len(chosen)
