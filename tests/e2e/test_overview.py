"""The overview in the window: a bar leads to the posts it counts, by mouse and by keyboard."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from curator.domain.post import PostId, Status
from curator.gui.overview.card import Card
from curator.gui.overview.marks import Mark
from curator.gui.window import MainWindow
from curator.services import Services
from tests.e2e.conftest import settle

pytestmark = [pytest.mark.webengine, pytest.mark.xdist_group("webengine")]

LONG = 20_000  # milliseconds
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def text(number: int) -> str:
    """Return a post; late in the evening, so that its day in UTC is another one."""
    day, term = 9 + number % 4, ["行情", "a b"][number % 2]
    title = "" if number % 5 == 0 else f"第{number}篇"
    return (
        f'---\ntitle: "{title}"\ndate: 2022-01-{day:02} 02:{number:02}:00 +0800\n'
        f'categories: ["{term}"]\n---\n正文 {number}\n\n<https://wire{number % 3}.example.net/a.html>\n'
    )


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """Return a window on twenty posts, with the overview open."""
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("timezone: Asia/Shanghai\n")
    for number in range(20):
        file = site / "_posts" / f"2022-01-{9 + number % 4:02}-{number:02}.md"
        file.write_text(text(number), "utf-8")
    window.take_in([site])
    qtbot.waitUntil(lambda: window.posts.model.post_count == 20, timeout=LONG)
    settle(qtbot, window)
    window.actions_by_name["overview"].trigger()
    qtbot.waitUntil(lambda: window.overview.page.calendar.chart.shown() == 365, timeout=LONG)
    return window


def marks(card: Card) -> dict[str, Mark]:
    return {mark.label: mark for mark in card.chart.marks if mark.number}


def click(qtbot: QtBot, card: Card, label: str) -> Mark:
    place = next(place for place, mark in enumerate(card.chart.marks) if mark.label == label)
    middle = card.chart.rect_of(place).center().toPoint()
    qtbot.mouseClick(card.chart, LEFT, NONE, middle)
    return card.chart.marks[place]


def listed(qtbot: QtBot, window: MainWindow, number: int) -> list[PostId]:
    qtbot.waitUntil(lambda: window.posts.model.post_count == number, timeout=LONG)
    settle(qtbot, window)
    return [PostId(one) for one in window.posts.model.ids()]


def test_a_day_that_is_clicked_filters_the_list(
    qtbot: QtBot, filled: MainWindow, services: Services
) -> None:
    assert {label: mark.number for label, mark in marks(filled.overview.page.calendar).items()} == {
        f"2022-01-{day:02}": 5 for day in range(9, 13)
    }
    mark = click(qtbot, filled.overview.page.calendar, "2022-01-11")
    assert filled.posts.field.text() == "date:2022-01-11"
    found = services.library.rows(listed(qtbot, filled, mark.number))
    assert {row.date.date() for row in found if row.date} == {date(2022, 1, 11)}
    assert filled.overview.page.isVisible()


def test_every_bar_leads_to_as_many_posts_as_it_says(qtbot: QtBot, filled: MainWindow) -> None:
    for card in filled.overview.page.cards:
        told = marks(card)
        assert told, card.objectName()
        for label in told:
            mark = click(qtbot, card, label)
            assert filled.posts.query == mark.query
            assert len(listed(qtbot, filled, mark.number)) == mark.number


def test_arrows_step_from_bar_to_bar_and_enter_filters(qtbot: QtBot, filled: MainWindow) -> None:
    filled.activateWindow()
    chart = filled.overview.page.calendar.chart
    qtbot.waitUntil(chart.hasFocus, timeout=LONG)
    mark = chart.mark
    assert mark is not None
    assert mark.label == "2022-01-12"  # the last day that has posts
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert "2022-01-11: 5 posts" in chart.accessibleName()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert filled.posts.field.text() == "date:2022-01-11"
    listed(qtbot, filled, 5)
    names = filled.overview.page.categories.chart
    names.setFocus()
    qtbot.keyClick(names, Qt.Key.Key_Down)
    qtbot.keyClick(names, Qt.Key.Key_Space)
    assert names.mark is not None
    assert filled.posts.field.text() == names.mark.query
    assert names.mark.label in names.accessibleName()
    qtbot.keyClick(names, Qt.Key.Key_Escape)
    assert not filled.overview.page.isVisible()
    assert filled.post.isVisible()


def test_behind_each_chart_lies_a_table_that_can_be_ordered_and_copied(
    qtbot: QtBot, filled: MainWindow
) -> None:
    card = filled.overview.page.sources
    card.as_table.click()
    qtbot.waitUntil(card.table.isVisible, timeout=LONG)
    card.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Source\tPosts"
    told = [(mark.label, mark.number) for mark in card.chart.marks]
    assert [tuple(line.split("\t")) for line in lines[1:]] == [(name, str(n)) for name, n in told]
    card.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    names = [line.split("\t")[0] for line in card.table.tsv().splitlines()[1:]]
    assert names == sorted(names, reverse=True)
    card.table.setCurrentIndex(card.table.model().index(0, 0))
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    assert filled.posts.field.text() == f'source:="{names[0]}"'
    for other in filled.overview.page.cards:
        rows = other.table.tsv().splitlines()[1:]
        assert sum(int(row.split("\t")[1]) for row in rows) == sum(
            mark.number for mark in other.chart.marks
        )


def test_what_is_searched_for_is_counted_alone(qtbot: QtBot, filled: MainWindow) -> None:
    page = filled.overview.page
    filled.posts.ask("category:行情 OR title:第1篇")
    listed(qtbot, filled, 11)
    page.searched.click()
    qtbot.waitUntil(lambda: "11 posts found by" in page.summary.text(), timeout=LONG)
    assert sum(mark.number for mark in page.calendar.chart.marks) == 11
    mark = click(qtbot, page.calendar, "2022-01-09")
    assert filled.posts.query == "(category:行情 OR title:第1篇) date:2022-01-09"
    listed(qtbot, filled, mark.number)
    page.whole.click()
    qtbot.waitUntil(lambda: page.summary.text() == "20 posts", timeout=LONG)


def test_numbers_follow_changes(qtbot: QtBot, filled: MainWindow, services: Services) -> None:
    page = filled.overview.page
    ids = [PostId(number) for number in filled.posts.model.ids()][:3]
    filled.events.announce(services.library.set_status(ids, Status.TRASH))
    qtbot.waitUntil(lambda: page.summary.text() == "17 posts", timeout=LONG)
    services.undoing.undo()
    filled.overview.toggle()
    qtbot.mouseClick(filled.posts.view.viewport(), LEFT, NONE, QPoint(30, 10))
    assert filled.post.isVisible()
