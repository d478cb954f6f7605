"""The form: each control writes only its own key, and says what Jekyll minds."""

from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from curator.gui.editor.chips import Chip
from curator.gui.editor.date_field import DateControl
from curator.gui.editor.line_input import LineInput, PaneKeys

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def post(front_matter: str) -> str:
    return f"---\n{front_matter}\n---\nText\n"


def front_matter(desk: Any) -> str:
    text: str = desk.text
    return text.removeprefix("---\n").removesuffix("\n---\nText\n")


def chips(desk: Any, key: str) -> list[str]:
    return [chip.term for chip in desk.pane.form.row(key).control.chips]


def click(desk: Any, button: Any) -> None:
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# --- text ---


def test_chinese_is_written_when_it_is_committed_not_while_it_is_composed(desk: Any) -> None:
    desk.show(post("title: 旧"))
    line = desk.line("title")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_End)
    for preedit in ("x", "xi", "xin w", "xin wen"):
        desk.compose(line, preedit)
        assert front_matter(desk) == "title: 旧"
    desk.key(line, Qt.Key.Key_Return)
    desk.key(line, Qt.Key.Key_Escape)
    desk.commit(line, "新闻")
    assert front_matter(desk) == "title: 旧新闻"
    assert len(desk.changes) == 1


def test_a_title_that_needs_quotes_only_for_a_moment_ends_without(desk: Any) -> None:
    desk.show(post("title: Hello # c"))
    line = desk.line("title")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_End)
    desk.type(line, " world: ")
    assert front_matter(desk) == 'title: "Hello world: " # c'
    for _ in ": ":
        desk.key(line, Qt.Key.Key_Backspace)
    desk.type(line, " now")
    assert front_matter(desk) == "title: Hello world now # c"
    assert line.text() == "Hello world now"


def test_a_quoted_title_keeps_its_quotes(desk: Any) -> None:
    desk.show(post("title: 'it''s'"))
    line = desk.line("title")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_End)
    desk.type(line, " new")
    assert front_matter(desk) == "title: 'it''s new'"


def test_an_input_keeps_what_it_cannot_show(qtbot: QtBot) -> None:
    line = LineInput(PaneKeys())
    qtbot.addWidget(line)
    line.show_text("a\x00b\x85c\udcffd\r\ne😀f")
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "!")
    assert line.exact_text == "a\x00b\x85c\udcffd\r\ne😀f!"
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert line.exact_text == "\x00b\x85c\udcffd\r\ne😀f!"


def test_lines_pasted_into_an_input_become_one(qtbot: QtBot) -> None:
    line = LineInput(PaneKeys())
    qtbot.addWidget(line)
    QGuiApplication.clipboard().setText("one\r\ntwo\nthree")
    line.paste()
    assert line.exact_text == "one two three"


def test_text_with_lines_gets_an_area_that_keeps_its_block(desk: Any) -> None:
    desk.show(post("description: |\n  One\n  Two\ntitle: t"))
    area = desk.find(QPlainTextEdit, "description_field")
    assert area.toPlainText() == "One\nTwo\n"
    desk.focus(area)
    desk.type(area, "x")
    assert front_matter(desk) == "description: |\n  xOne\n  Two\ntitle: t"
    desk.key(area, Qt.Key.Key_Tab)
    desk.until(desk.line("title").hasFocus)


def test_a_number_stays_a_number_and_becomes_text_only_as_text(desk: Any) -> None:
    desk.show(post("weight: 12"))
    line = desk.line("weight")
    desk.focus(line)
    line.selectAll()
    desk.key(line, Qt.Key.Key_Backspace)
    desk.type(line, "30")
    assert front_matter(desk) == "weight: 30"
    desk.type(line, "a")
    assert front_matter(desk) == "weight: 30a"


def test_a_switch_writes_true_and_false(desk: Any) -> None:
    desk.show(post("published: no # hidden"))
    box = desk.find(QCheckBox, "published_field")
    assert not box.isChecked()
    desk.focus(box)
    desk.key(box, Qt.Key.Key_Space)
    assert front_matter(desk) == "published: true # hidden"
    desk.key(box, Qt.Key.Key_Space)
    assert front_matter(desk) == "published: false # hidden"


def test_any_other_value_is_edited_as_yaml_and_broken_yaml_is_not_stored(desk: Any) -> None:
    desk.show(post("gallery:\n  - url: /a.png # one\n  - url: /b.png\ntitle: t"))
    area = desk.find(QPlainTextEdit, "gallery_field")
    desk.focus(area)
    cursor = area.textCursor()
    cursor.setPosition(area.toPlainText().index("/a"))
    area.setTextCursor(cursor)
    desk.type(area, "/x")
    stored = "gallery:\n  - url: /x/a.png # one\n  - url: /b.png\ntitle: t"
    assert front_matter(desk) == stored
    desk.type(area, "[: ")
    assert desk.pane.unwritten
    assert front_matter(desk).endswith("\ntitle: t")
    assert len(desk.sentences()) == 1
    desk.pane.undo()
    assert not desk.pane.unwritten
    assert desk.sentences() == []


# --- dates ---


def test_a_date_keeps_its_spelling_until_it_is_edited(desk: Any) -> None:
    desk.show(post("date: 2022-1-5 8:00:00 +08 # c"))
    line = desk.line("date")
    assert line.text() == "2022-1-5 8:00:00 +08"
    desk.focus(line)
    line.clearFocus()
    assert front_matter(desk) == "date: 2022-1-5 8:00:00 +08 # c"


def test_a_date_can_be_typed_and_ends_plain(desk: Any) -> None:
    desk.show(post("date: 2022-01-11 18:09:11 +0800 # c"))
    line = desk.line("date")
    desk.focus(line)
    line.selectAll()
    desk.type(line, "2023-02-03 04:05:06 +0800")
    assert front_matter(desk) == "date: 2023-02-03 04:05:06 +0800 # c"
    assert line.text() == "2023-02-03 04:05:06 +0800"


def test_a_day_from_the_calendar_keeps_time_and_offset(desk: Any) -> None:
    desk.show(post("date: 2022-01-11 18:09:11 +0800"))
    line = desk.line("date")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_Down, ALT)
    control = desk.pane.form.row("date").control
    assert isinstance(control, DateControl)
    assert control._calendar is not None
    assert control._calendar.calendar.selectedDate() == QDate(2022, 1, 11)
    control._calendar.calendar.clicked.emit(QDate(2022, 3, 5))
    assert front_matter(desk) == "date: 2022-03-05 18:09:11 +0800"
    assert not control._calendar.isVisible()
    desk.pane.undo()
    assert front_matter(desk) == "date: 2022-01-11 18:09:11 +0800"


def test_now_is_written_with_seconds_and_the_offset_of_the_site(desk: Any) -> None:
    desk.show(post("date:"))
    control = desk.pane.form.row("date").control
    control.open_calendar()
    click(desk, control._calendar.now)
    assert front_matter(desk) == "date: 2026-11-24 12:05:06 +0800"


def test_a_date_without_offset_tells_the_day_it_becomes_and_can_be_mended(desk: Any) -> None:
    desk.show(post("date: 2022-01-11 18:09:11"))
    hint = desk.find(QLabel, "date_hint")
    assert "2022-01-12 02:09" in hint.text()
    assert "Asia/Shanghai" in hint.text()
    assert any("UTC" in sentence for sentence in desk.sentences())
    click(desk, desk.find(QPushButton, "field_mend"))
    assert front_matter(desk) == "date: 2022-01-11 18:09:11 +0800"
    assert desk.sentences() == []
    assert not desk.pane.form.row("date").control.hint.isVisible()


def test_a_fault_is_named_when_the_field_is_left_not_while_typing(desk: Any) -> None:
    desk.show(post("date: 2022-01-11 18:09:11 +0800\ntitle: t"))
    line = desk.line("date")
    desk.focus(line)
    line.selectAll()
    desk.type(line, "soon")
    assert desk.sentences() == []
    desk.focus(desk.line("title"))
    assert any("not a date" in sentence for sentence in desk.sentences())
    assert line.property("invalid") is True


# --- terms ---


def test_terms_are_chips_and_enter_or_a_comma_adds_one(desk: Any) -> None:
    desk.show(post("tags: [a, b] # c"))
    assert chips(desk, "tags") == ["a", "b"]
    line = desk.line("tags")
    desk.focus(line)
    desk.type(line, "c")
    desk.key(line, Qt.Key.Key_Return)
    desk.type(line, "d,")
    desk.commit(line, "财经、要闻，")
    assert chips(desk, "tags") == ["a", "b", "c", "d", "财经", "要闻"]
    assert front_matter(desk) == "tags: [a, b, c, d, 财经, 要闻] # c"
    assert line.text() == ""


def test_a_term_in_composition_is_neither_added_nor_completed(desk: Any) -> None:
    desk.show(post("tags: [a]"))
    line = desk.line("tags")
    desk.focus(line)
    popup = desk.pane.form.row("tags").control._popup
    desk.compose(line, "nan")
    desk.key(line, Qt.Key.Key_Return)
    desk.key(line, Qt.Key.Key_Backspace)
    desk.key(line, Qt.Key.Key_Escape)
    assert chips(desk, "tags") == ["a"]
    assert not popup.isVisible()
    desk.commit(line, "南")
    assert line.text() == "南"
    assert popup.isVisible()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == [
        "南方Plus新闻",
        "南方日报",
        "南都",
    ]
    desk.compose(line, "fang")
    assert not popup.isVisible()


def test_a_completion_is_taken_with_the_arrow_and_enter(desk: Any) -> None:
    desk.show(post("tags: [a]"))
    line = desk.line("tags")
    desk.focus(line)
    desk.commit(line, "南")
    popup: QListView = desk.pane.form.row("tags").control._popup
    desk.until(popup.isVisible)
    desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Down)
    desk.key(popup, Qt.Key.Key_Return)
    assert chips(desk, "tags") == ["a", "南方日报"]
    assert not popup.isVisible()


def test_what_was_typed_becomes_a_term_when_the_field_is_left(desk: Any) -> None:
    desk.show(post("tags: [a]\ntitle: t"))
    line = desk.line("tags")
    desk.focus(line)
    desk.type(line, "zz")
    desk.focus(desk.line("title"))
    assert front_matter(desk) == "tags: [a, zz]\ntitle: t"


def test_chips_are_walked_and_removed_with_the_keyboard(desk: Any) -> None:
    desk.show(post("tags:\n  - a\n  - b # two\n  - c"))
    line = desk.line("tags")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_Backspace)
    control = desk.pane.form.row("tags").control
    desk.until(control.chips[2].hasFocus)
    desk.key(control.chips[2], Qt.Key.Key_Left)
    desk.until(control.chips[1].hasFocus)
    desk.key(control.chips[1], Qt.Key.Key_Delete)
    assert chips(desk, "tags") == ["a", "c"]
    assert front_matter(desk) == "tags:\n  - a\n  - c"
    desk.until(line.hasFocus)
    desk.pane.undo()
    assert chips(desk, "tags") == ["a", "b", "c"]


def test_the_cross_of_a_chip_removes_it(desk: Any) -> None:
    desk.show(post("categories: news finance"))
    chip: Chip = desk.pane.form.row("categories").control.chips[0]
    edge = chip.rect().center()
    edge.setX(chip.width() - 10)
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=edge)
    assert front_matter(desk) == "categories: finance"


def test_a_term_with_a_blank_stays_one_term(desk: Any) -> None:
    desk.show(post("tags: a b"))
    line = desk.line("tags")
    desk.focus(line)
    desk.type(line, "two words")
    desk.key(line, Qt.Key.Key_Return)
    assert chips(desk, "tags") == ["a", "b", "two words"]


# --- the rows ---


def test_fields_stand_in_the_order_of_the_text(desk: Any) -> None:
    desk.show(post("tags: a\nlayout: post\ntitle: t"), defaults={"author": "Z", "layout": "x"})
    rows = [desk.pane.form.row(key) for key in ("tags", "layout", "title")]
    tops = [row.mapTo(desk.pane, row.rect().topLeft()).y() for row in rows]
    assert tops == sorted(tops)


def test_defaults_are_greyed_and_written_only_when_asked_for(desk: Any) -> None:
    desk.show(post("title: t"), defaults={"author": "Z Ning", "tags": ["x", "y"], "title": "d"})
    before = desk.source
    value = desk.find(QLabel, "author_inherited_value")
    assert value.text() == "Z Ning (from _config.yml)"
    assert value.property("inherited") is True
    assert desk.find(QLabel, "tags_inherited_value").text() == "x, y (from _config.yml)"
    assert desk.source == before
    click(desk, desk.find(QPushButton, "author_override"))
    assert front_matter(desk) == "title: t\nauthor: Z Ning"
    assert desk.line("author").text() == "Z Ning"


def test_an_empty_key_says_that_the_default_applies(desk: Any) -> None:
    desk.show(post("layout:"), defaults={"layout": "post"})
    assert desk.sentences() == ["Empty, so post from _config.yml applies."]


def test_a_field_is_added_by_name(desk: Any) -> None:
    desk.show(post("title: t"))
    button = desk.find(QPushButton, "add_field")
    desk.focus(button)
    desk.key(button, Qt.Key.Key_Space)
    name = desk.find(LineInput, "add_field_name")
    desk.until(name.hasFocus)
    desk.type(name, "date")
    desk.key(name, Qt.Key.Key_Return)
    assert front_matter(desk) == "title: t\ndate: 2026-11-24 12:05:06 +0800"
    desk.until(desk.line("date").hasFocus)


@pytest.mark.parametrize(
    ("key", "added"),
    [("tags", "tags: []"), ("published", "published: true"), ("mine", "mine:"), ("标签", "标签:")],
)
def test_an_added_field_begins_with_a_value_that_harms_nothing(
    desk: Any, key: str, added: str
) -> None:
    desk.show(post("title: t"))
    desk.pane.form.add.key_chosen.emit(key)
    assert front_matter(desk).rstrip() == f"title: t\n{added}"


def test_a_field_is_renamed_in_place(desk: Any) -> None:
    desk.show(post("a: 1\nb: 2 # c"))
    line = desk.line("b")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_F2)
    name = desk.find(LineInput, "b_name")
    desk.until(name.hasFocus)
    assert name.selectedText() == "b"
    desk.type(name, "weight")
    desk.key(name, Qt.Key.Key_Return)
    assert front_matter(desk) == "a: 1\nweight: 2 # c"
    desk.until(desk.line("weight").hasFocus)


def test_a_name_that_is_taken_is_refused_under_the_field(desk: Any) -> None:
    desk.show(post("a: 1\nb: 2"))
    desk.pane.form.row("b").rename_requested.emit("b", "a")
    assert front_matter(desk) == "a: 1\nb: 2"
    assert len(desk.sentences()) == 1


def test_fields_are_moved_and_removed_with_keys(desk: Any) -> None:
    desk.show(post("a: x\nb: y\nc: z"))
    line = desk.line("c")
    desk.focus(line)
    desk.key(line, Qt.Key.Key_Up, CONTROL_SHIFT)
    assert front_matter(desk) == "a: x\nc: z\nb: y"
    assert desk.line("c").hasFocus()
    desk.key(line, Qt.Key.Key_Down, CONTROL_SHIFT)
    desk.key(line, Qt.Key.Key_Down, CONTROL_SHIFT)
    assert front_matter(desk) == "a: x\nb: y\nc: z"
    desk.key(line, Qt.Key.Key_Backspace, CONTROL_SHIFT)
    assert front_matter(desk) == "a: x\nb: y"
    desk.pane.undo()
    assert front_matter(desk) == "a: x\nb: y\nc: z"


def test_the_menu_of_a_row_names_every_act_with_its_key(desk: Any) -> None:
    desk.show(post("a: x"))
    row = desk.pane.form.row("a")
    assert [action.text() for action in row._menu().actions()] == [
        "Rename field",
        "Move up",
        "Move down",
        "Remove field",
    ]
    assert all(not action.shortcut().isEmpty() for action in row.actions())
    assert desk.find(QToolButton, "a_more").accessibleName()


def test_tab_walks_over_the_fields_in_their_order(desk: Any) -> None:
    desk.show(post("a: x\nb: y\nc: z"))
    desk.pane.form.edit_requested.emit("c", lambda draft: draft.moved("c", 0), False)
    desk.focus(desk.line("c"))
    for key in ("a", "b"):
        desk.key(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert desk.line(key).hasFocus()


def test_a_key_that_other_keys_share_is_refused_with_a_sentence(desk: Any) -> None:
    desk.show(post("a: &x one\nb: *x"))
    line = desk.line("a")
    desk.focus(line)
    desk.type(line, "!")
    if desk.pane.unwritten:
        assert front_matter(desk) == "a: &x one\nb: *x"
        assert desk.sentences()
    else:
        assert "*x" in front_matter(desk)


def test_every_key_of_the_pane_speaks(desk: Any) -> None:
    desk.show(post("title: t\ndate: 2022-01-11\ntags: [a]\npublished: true\nx: {a: 1}"))
    for widget in desk.pane.form.findChildren(LineInput):
        assert widget.accessibleName() or not widget.isVisible(), widget.objectName()
    for widget in desk.pane.form.findChildren(QToolButton):
        assert widget.accessibleName(), widget.objectName()


def test_a_term_without_its_end_goes_to_its_own_post_never_to_the_next(desk: Any) -> None:
    desk.show(post("tags: [a]"))
    line = desk.line("tags")
    desk.focus(line)
    desk.type(line, "zz")
    desk.show(post("tags: [other]"))
    assert [change.decode() for change in desk.changes] == [post("tags: [a, zz]")]
    assert front_matter(desk) == "tags: [other]"
    assert chips(desk, "tags") == ["other"]
    assert desk.line("tags").text() == ""


def test_undo_in_an_unfinished_term_takes_back_its_letters(desk: Any) -> None:
    desk.show(post("tags: [a]"))
    line = desk.line("tags")
    desk.focus(line)
    desk.type(line, "b,")
    desk.type(line, "zz")
    desk.key(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert front_matter(desk) == "tags: [a, b]"
    desk.key(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert front_matter(desk) == "tags: [a]"


def test_a_title_typed_in_the_next_post_takes_that_posts_style(desk: Any) -> None:
    desk.show(post("title: plain"))
    line = desk.line("title")
    desk.focus(line)
    desk.type(line, "x")
    desk.show(post("title: 'single'"))
    desk.key(line, Qt.Key.Key_Home)
    desk.type(line, "y")
    assert front_matter(desk) == "title: 'ysingle'"
