"""The list by keyboard and mouse: order, groups, cells, triage, what is carried out, what stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from curator.domain.listing import Grouping, Sort, SortKey
from curator.domain.post import PostId, Status
from curator.gui.list_columns import SECTIONS
from curator.gui.post_list.terms_field import TermsField
from curator.gui.window import MainWindow
from curator.services import Services
from tests.e2e.conftest import OpenWindow, settle

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
LONG = 20_000  # milliseconds


def text(number: int) -> str:
    """Return a post of a made-up desk; many are equal in title or day."""
    day = 1 + number % 5
    return (
        f"---\ntitle: {'茶酒水'[number % 3]}\ndate: 2022-01-0{day} 08:{number:02}:00 +0800\n"
        f"categories: [{['新闻', '评论'][number % 2]}]\ntags: [a, t{number}]\n---\n正文 {number}\n"
    )


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """Return a window on thirty posts of a site."""
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("timezone: Asia/Shanghai\n")
    for number in range(30):
        file = site / "_posts" / f"2022-01-0{1 + number % 5}-{number:02}.md"
        file.write_text(text(number), "utf-8")
    window.take_in([site])
    qtbot.waitUntil(lambda: window.posts.model.post_count == 30, timeout=LONG)
    settle(qtbot, window)
    window.activateWindow()
    window.posts.view.setFocus()
    return window


def titles(window: MainWindow, services: Services) -> list[tuple[str, str]]:
    """Return titles and days in the order of the list."""
    ids = [PostId(number) for number in window.posts.model.ids()]
    return [(row.title, f"{row.date:%d %H:%M}") for row in services.library.rows(ids)]


def wait(qtbot: QtBot, window: MainWindow, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=LONG)
    settle(qtbot, window)


def click_heading(
    qtbot: QtBot, window: MainWindow, key: SortKey, modifier: Qt.KeyboardModifier = NONE
) -> None:
    header = window.posts.view.header
    section = SECTIONS[key]
    place = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, modifier, place)
    settle(qtbot, window)


def test_headings_order_by_one_column_and_with_shift_by_several(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    by_hand = sorted(titles(filled, services))
    click_heading(qtbot, filled, SortKey.TITLE)
    click_heading(qtbot, filled, SortKey.DATE, SHIFT)
    click_heading(qtbot, filled, SortKey.DATE, SHIFT)
    assert filled.posts.model.sort_order == Sort(SortKey.TITLE, False, (Sort(SortKey.DATE, False),))
    order = "水茶酒"  # by code points
    by_hand.sort(key=lambda one: (order.index(one[0]), one[1]))
    assert titles(filled, services) == by_hand
    click_heading(qtbot, filled, SortKey.CATEGORIES)
    assert filled.posts.model.sort_order == Sort(SortKey.CATEGORIES, False)


def test_the_arrangement_is_remembered_for_the_library(
    qtbot: QtBot, filled: MainWindow, open_window: OpenWindow
) -> None:
    for name in ("sort_title", "then_date", "group_month", "column_tags", "column_categories"):
        filled.actions_by_name[name].trigger()
    settle(qtbot, filled)
    header = filled.posts.view.header
    header.moveSection(header.visualIndex(SECTIONS[SortKey.TAGS]), 1)
    header.resizeSection(SECTIONS[SortKey.TAGS], 111)
    filled.close()
    again = open_window()
    wait(qtbot, again, lambda: again.posts.model.post_count == 30)
    assert again.posts.model.sort_order == Sort(SortKey.TITLE, False, (Sort(SortKey.DATE, True),))
    assert again.posts.model.grouping is Grouping.MONTH
    header = again.posts.view.header
    assert header.shown_sections() == [
        SECTIONS[k] for k in (SortKey.TITLE, SortKey.TAGS, SortKey.DATE)
    ]
    assert header.sectionSize(SECTIONS[SortKey.TAGS]) == 111
    checked = {name for name, action in again.actions_by_name.items() if action.isChecked()}
    assert {"sort_title", "then_date", "group_month", "column_tags"} <= checked
    assert not checked & {"sort_date", "column_categories", "group_nothing"}


def test_groups_are_walked_closed_and_opened_by_keys(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    filled.actions_by_name["group_day"].trigger()
    settle(qtbot, filled)
    model, view = filled.posts.model, filled.posts.view
    assert [group.key for group in model.rows.groups] == [
        f"2022-01-0{day}" for day in (5, 4, 3, 2, 1)
    ]
    assert model.rowCount() == 35
    view.step(1)
    qtbot.keyClick(view, Qt.Key.Key_Home, CONTROL)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert model.rowCount() == 29
    assert view.currentIndex().row() == 0
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert model.rowCount() == 23
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert model.rowCount() == 29
    hidden = PostId(next(iter(model.ids())))
    assert view.show_post(hidden)  # whoever asks for a post gets its group opened
    assert model.rowCount() == 35
    qtbot.mouseClick(view.viewport(), LEFT, NONE, QPoint(40, view.rowViewportPosition(0) + 5))
    assert model.rowCount() == 29
    filled.actions_by_name["close_groups"].trigger()
    assert model.rowCount() == 5
    assert view.chosen() == []
    filled.actions_by_name["open_groups"].trigger()
    assert view.chosen() == [hidden]


def cell_field(window: MainWindow) -> QLineEdit:
    """Return the editor that is open; one that was closed may still be there for a moment."""
    return window.posts.view.findChildren(QLineEdit, "cell_field")[-1]


def test_a_title_is_typed_into_its_cell_and_taken_back(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    view = filled.posts.view
    view.step(1)
    settle(qtbot, filled)
    post = view.current
    assert post is not None
    before = services.library.load(post).source
    qtbot.keyClick(view, Qt.Key.Key_F2)
    field = cell_field(filled)
    assert field.selectedText() == field.text()
    qtbot.keyClicks(field, "Tea: up")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    wait(qtbot, filled, lambda: services.library.load(post).title == "Tea: up")
    row = view.currentIndex().row()
    assert view.current == post
    assert filled.posts.model.data(filled.posts.model.index(row, 0)) == "Tea: up"
    after = services.library.load(post).source
    assert after.splitlines()[2:] == before.splitlines()[2:]
    filled.way_back.undo()
    wait(qtbot, filled, lambda: services.library.load(post).source == before)


def test_wrong_values_are_told_at_the_cell(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    view = filled.posts.view
    view.step(1)
    settle(qtbot, filled)
    post = view.current
    assert post is not None
    before = services.library.load(post).source
    view.edit_cell(SECTIONS[SortKey.DATE])
    field = cell_field(filled)
    field.setText("someday")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    message = view.findChild(QLabel, "cell_message")
    assert message is not None
    assert message.isVisible()
    assert "2026-01-31" in message.text()
    assert field.isVisible()
    assert services.library.load(post).source == before
    field.setText("2022-02-03")
    field.textEdited.emit("2022-02-03")
    assert not message.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    wait(qtbot, filled, lambda: b"date: 2022-02-03 08:" in services.library.load(post).source)
    assert view.current == post  # first of the list now, and still the one that is shown


def test_a_cell_that_is_left_by_a_click_keeps_what_stands_and_lets_the_keyboard_go(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    view = filled.posts.view
    view.step(1)
    settle(qtbot, filled)
    post = view.current
    assert post is not None
    before = services.library.load(post)
    view.edit_cell(0)
    cell_field(filled).setText("")  # no title: nothing that can stand
    filled.posts.field.setFocus()
    settle(qtbot, filled)
    assert QApplication.focusWidget() is filled.posts.field
    assert services.library.load(post).source == before.source
    view.setFocus()
    view.edit_cell(0)
    cell_field(filled).setText("left")
    services.library.set_status([PostId(filled.posts.model.ids()[-1])], Status.TRASH)
    filled.posts.model.refresh()  # somebody else's change, while a title is being typed
    settle(qtbot, filled)
    assert cell_field(filled).text() == "left"
    filled.posts.field.setFocus()
    wait(qtbot, filled, lambda: services.library.load(post).title == "left")
    assert QApplication.focusWidget() is filled.posts.field
    assert filled.posts.model.post_count == 29


def test_terms_and_status_are_chosen_in_their_cells(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    for name in ("column_tags", "column_status"):
        filled.actions_by_name[name].trigger()
    view = filled.posts.view
    view.step(1)
    settle(qtbot, filled)
    post = view.current
    assert post is not None
    view.edit_cell(SECTIONS[SortKey.TAGS])
    field = cell_field(filled)
    assert isinstance(field, TermsField)
    field.setText("a")
    qtbot.keyClicks(field, ", t2")
    assert field.offered()[:2] == ["t2", "t20"]
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QAbstractItemView)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "a, t20"
    field.setText("a，新")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    wait(qtbot, filled, lambda: "tags: [a, 新]".encode() in services.library.load(post).source)
    view.edit_cell(SECTIONS[SortKey.STATUS])
    choice = view.findChild(QComboBox, "cell_status")
    assert choice is not None
    choice.activated.emit(list(Status).index(Status.READY))
    wait(qtbot, filled, lambda: services.library.load(post).status is Status.READY)
    view.edit_cell(0)
    field = cell_field(filled)
    field.setText("never")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    settle(qtbot, filled)
    assert services.library.load(post).title != "never"


def statuses(services: Services, posts: list[PostId]) -> list[Status]:
    return [row.status for row in services.library.rows(posts)]


def test_one_key_moves_a_post_on_and_shows_the_next(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    model, view = filled.posts.model, filled.posts.view
    ids = [PostId(number) for number in model.ids()]
    services.library.set_status(ids, Status.PUBLISHED)
    waiting = [ids[3], ids[10], ids[11]]
    services.library.set_status(waiting, Status.INBOX)
    filled.posts.model.refresh()
    settle(qtbot, filled)
    view.show_post(ids[0])
    qtbot.keyClick(view, "n")
    wait(qtbot, filled, lambda: view.current == waiting[0])
    qtbot.keyClick(view, ".")
    wait(qtbot, filled, lambda: view.current == waiting[1])
    assert statuses(services, waiting) == [Status.REVIEW, Status.INBOX, Status.INBOX]
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.chosen() == waiting[1:]
    qtbot.keyClick(view, ".")
    wait(qtbot, filled, lambda: view.current == waiting[0])
    assert statuses(services, waiting) == [Status.REVIEW] * 3
    qtbot.keyClick(view, ".")
    wait(qtbot, filled, lambda: statuses(services, waiting)[0] is Status.READY)
    view.show_post(waiting[0])
    qtbot.keyClick(view, ",")
    wait(qtbot, filled, lambda: statuses(services, waiting)[0] is Status.REVIEW)
    assert view.current == waiting[0]
    filled.way_back.undo()
    wait(qtbot, filled, lambda: statuses(services, waiting)[0] is Status.READY)
    filled.actions_by_name["single_keys"].trigger()
    qtbot.keyClick(view, ",")
    settle(qtbot, filled)
    assert statuses(services, waiting)[0] is Status.READY
    filled.actions_by_name["send_back"].trigger()
    wait(qtbot, filled, lambda: statuses(services, waiting)[0] is Status.REVIEW)


def test_a_mixed_selection_moves_on_as_one_operation(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    view = filled.posts.view
    ids = [PostId(number) for number in filled.posts.model.ids()][:4]
    services.library.set_status(ids[:1], Status.INBOX)
    services.library.set_status(ids[1:3], Status.REVIEW)
    services.library.set_status(ids[3:], Status.PUBLISHED)
    filled.posts.model.refresh()
    settle(qtbot, filled)
    view.show_post(ids[0])
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    filled.actions_by_name["advance"].trigger()
    moved = [Status.REVIEW, Status.READY, Status.READY, Status.PUBLISHED]
    wait(qtbot, filled, lambda: statuses(services, ids) == moved)
    filled.way_back.undo()
    stood = [Status.INBOX, Status.REVIEW, Status.REVIEW, Status.PUBLISHED]
    wait(qtbot, filled, lambda: statuses(services, ids) == stood)


def test_posts_leave_as_files_with_their_bytes_and_names(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    view = filled.posts.view
    view.selectAll()
    filled.actions_by_name["copy_files"].trigger()
    clipboard = QGuiApplication.clipboard()
    wait(qtbot, filled, lambda: len(clipboard.mimeData().urls()) == 30)
    files = [Path(url.toLocalFile()) for url in clipboard.mimeData().urls()]
    stored = services.library.load_many(view.chosen())
    expected = [(Path(post.placements[0].path).name, post.source) for post in stored]
    assert [(file.name, file.read_bytes()) for file in files] == expected
    view.step(1)
    filled.actions_by_name["copy_text"].trigger()
    wait(qtbot, filled, lambda: clipboard.text().startswith("---\ntitle:"))
    filled.close()
    assert not any(file.exists() for file in files)


def test_choice_and_place_stay_while_others_change_and_add_posts(
    qtbot: QtBot, filled: MainWindow, services: Services, tmp_path: Path
) -> None:
    filled.resize(1280, 420)
    view, model = filled.posts.view, filled.posts.model
    ids = [PostId(number) for number in model.ids()]
    view.show_post(ids[20])
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    settle(qtbot, filled)
    place = view.rowViewportPosition(model.row_of(ids[21]))
    extra = tmp_path / "extra"
    extra.mkdir()
    for number in range(7):
        article = f"---\ntitle: new {number}\ndate: 2023-01-01\n---\n{number}\n"
        (extra / f"{number}.md").write_text(article)
    services.ingest.apply(services.ingest.plan(sorted(extra.glob("*.md"))))
    model.refresh()
    wait(qtbot, filled, lambda: model.post_count == 37)
    assert view.chosen() == ids[20:22]
    assert view.rowViewportPosition(model.row_of(ids[21])) == place
    filled.actions_by_name["sort_title"].trigger()
    settle(qtbot, filled)
    assert sorted(view.chosen()) == sorted(ids[20:22])
    current = view.current
    assert current is not None
    row = view.rowViewportPosition(model.row_of(current))
    assert 0 <= row < view.viewport().height()


def test_several_entries_of_the_left_pane_narrow_the_list(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    ids = [PostId(number) for number in filled.posts.model.ids()]
    services.library.set_status(ids[:6], Status.INBOX)
    services.library.set_status(ids[6:], Status.REVIEW)
    filled.sidebar.refresh()
    settle(qtbot, filled)
    tree, sidebar = filled.sidebar.tree, filled.sidebar

    def click(key: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        index = sidebar.model.index_of(key)
        tree.scrollTo(index)
        qtbot.mouseClick(tree.viewport(), LEFT, modifier, tree.visualRect(index).center())
        settle(qtbot, filled)

    click("inbox")
    assert filled.posts.model.post_count == 6
    click("category 新闻", CONTROL)
    assert filled.posts.query == 'status:inbox category:="新闻"'
    rows = services.library.rows([PostId(number) for number in filled.posts.model.ids()])
    assert rows
    assert all(row.categories == ("新闻",) and row.status is Status.INBOX for row in rows)
    click("review", CONTROL)
    assert filled.posts.model.post_count == 15
    filled.actions_by_name["to_trash"].setEnabled(True)
    click("all")
    assert filled.posts.model.post_count == 30


def test_the_left_pane_is_searched_and_counts_at_once(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    sidebar = filled.sidebar

    def count(key: str) -> int | None:
        entry = sidebar.model.entry(sidebar.model.index_of(key))
        return entry.count if entry is not None else None

    qtbot.waitUntil(lambda: count("tag a") == 30, timeout=LONG)
    qtbot.keyClicks(sidebar.search, "t17")
    qtbot.waitUntil(lambda: count("tag t17") == 1 and count("tag a") is None, timeout=LONG)
    sidebar.search.clear()
    filled.posts.view.step(1)
    filled.actions_by_name["to_trash"].trigger()
    qtbot.waitUntil(lambda: count("tag a") == 29 and count("trash") == 1, timeout=LONG)
    settle(qtbot, filled)


def test_a_narrow_list_keeps_titles_and_dates_whole(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    filled.resize(1280, 700)
    header, metrics = filled.posts.view.header, filled.posts.view.fontMetrics()
    shown = header.sectionSize(SECTIONS[SortKey.DATE])
    assert shown >= metrics.horizontalAdvance("2026-12-30 20:00") + 16
    assert not filled.posts.view.horizontalScrollBar().isVisible()
    for name in ("tags", "source", "sync", "status", "path"):
        filled.actions_by_name[f"column_{name}"].trigger()
    assert header.sectionSize(0) >= metrics.horizontalAdvance("文") * 8
    settle(qtbot, filled)


def test_every_new_control_has_a_name(qtbot: QtBot, filled: MainWindow) -> None:
    for widget in (filled.sidebar.search, filled.sidebar.tree, filled.posts.view):
        assert isinstance(widget, QWidget)
        assert widget.accessibleName()
