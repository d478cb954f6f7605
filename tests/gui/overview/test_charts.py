"""Charts by themselves: where a mark is drawn is where it is clicked, and how dark, how high."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.domain.overview import Overview
from curator.gui.application import make_application
from curator.gui.overview.bars import NameBars, WeekBars, rounded_up
from curator.gui.overview.calendar import Calendar, level
from curator.gui.overview.marks import calendar_marks, category_marks, trouble_marks, week_marks
from curator.gui.overview.page import OverviewPage
from curator.gui.overview.table import MarkTable
from curator.gui.theme import Mode, Theme, Token

DAYS = tuple((date(2021, 12, 20) + timedelta(days=number), number % 5) for number in range(400))
BUSY = Overview(
    sum(number for _day, number in DAYS) + 2,
    tuple((day, number) for day, number in DAYS if number),
    ((date(2022, 3, 1), 2),),
    (("wire.example.net", 3),),
    tuple((f"类 {number}", 40 - number) for number in range(40)),
)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


@pytest.mark.parametrize("width", [380, 560, 900])
@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2024, 2028])
def test_every_day_is_found_where_it_is_drawn(
    qtbot: QtBot, theme: Theme, year: int, width: int
) -> None:
    chart = Calendar("chart", theme)
    qtbot.addWidget(chart)
    chart.show_marks("Days", calendar_marks(BUSY, year))
    chart.resize(width, chart.heightForWidth(width))
    for place in range(chart.shown()):
        rect = chart.rect_of(place)
        assert chart.rect().contains(rect.toAlignedRect())
        assert chart.place_at(rect.center().x(), rect.center().y()) == place
    assert chart.place_at(1, 1) is None


def test_bars_are_found_where_they_are_drawn(qtbot: QtBot, theme: Theme) -> None:
    weeks = WeekBars("weeks", theme, Token.ACCENT)
    names = NameBars("names", theme)
    for chart, marks in ((weeks, week_marks(BUSY, 2022)), (names, category_marks(BUSY))):
        qtbot.addWidget(chart)
        chart.show_marks("Title", marks)
        chart.resize(500, chart.sizeHint().height())
        for place in range(chart.shown()):
            middle = chart.rect_of(place).center()
            assert chart.place_at(middle.x(), middle.y()) == place
        assert not chart.grab().isNull()
    assert names.shown() == 12


def test_darkness_and_scales_follow_numbers() -> None:
    assert [level(number, 8) for number in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert [level(number, 2) for number in range(3)] == [0, 1, 2]
    for most in range(3_000):
        assert rounded_up(most) >= max(most, 1)
        assert rounded_up(most) <= max(2 * most, 10)


def test_a_week_with_problems_says_of_how_many_posts() -> None:
    marks = trouble_marks(BUSY, 2022)
    (week,) = [mark for mark in marks if mark.number]
    of = sum(number for day, number in DAYS if date(2022, 2, 28) <= day <= date(2022, 3, 6))
    assert week.words == f"week 9, 02-28 to 03-06: 2 of {of} posts have a problem"
    assert week.query == "has:problem date:2022-02-28..2022-03-06"


def test_a_table_keeps_its_order_and_its_place_when_numbers_change(
    qtbot: QtBot, theme: Theme
) -> None:
    table = MarkTable("table")
    qtbot.addWidget(table)
    marks = category_marks(BUSY)
    table.show_marks("Categories", ("Category", "Posts"), marks, by_number=True)
    assert table.tsv().splitlines()[1] == "类 0\t40"
    table.setCurrentIndex(table.model().index(3, 0))
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert table.currentIndex().data() == "类 3"
    table.show_marks("Categories", ("Category", "Posts"), marks[5:], by_number=True)
    assert table.tsv().splitlines()[1] == "类 39\t1"


def test_years_are_stepped_through(qtbot: QtBot, theme: Theme) -> None:
    page = OverviewPage(theme)
    qtbot.addWidget(page)
    page.show_overview(BUSY)
    assert [page.year.itemData(place) for place in range(page.year.count())] == [2023, 2022, 2021]
    assert page.year.currentData() == 2023
    assert not page.later.isEnabled()
    page.earlier.click()
    assert page.year.currentData() == 2022
    shown = sum(mark.number for mark in page.calendar.chart.marks)
    assert shown == sum(number for day, number in DAYS if day.year == 2022)
    assert "2 without a date" in page.summary.text()
    page.show_overview(BUSY)
    assert page.year.currentData() == 2022
