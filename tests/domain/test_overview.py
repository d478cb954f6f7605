"""Days and weeks of the overview, against the calendar of the standard library."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from curator.domain.overview import EMPTY, Overview, days_of, monday, weeks_of

DAYS = st.dictionaries(
    st.dates(date(1969, 1, 1), date(2030, 12, 31)), st.integers(1, 9), max_size=40
)


@given(DAYS)
def test_each_post_lies_in_one_week_and_each_week_in_one_year(days: dict[date, int]) -> None:
    told = tuple(sorted(days.items()))
    overview = Overview(sum(days.values()), told, (), (), ())
    weeks = [week for year in overview.years() for week in weeks_of(year, told)]
    assert sum(week.posts for week in weeks) == sum(days.values())
    firsts = [week.first for week in weeks]
    assert all(later - first == timedelta(days=7) for first, later in pairwise(firsts))
    for week in weeks:
        inside = [number for day, number in told if week.first <= day <= week.last]
        assert week.posts == sum(inside)
        assert week.first.isocalendar().weekday == 1
        assert week.number == week.first.isocalendar().week


@given(st.integers(1970, 2100))
def test_a_year_has_the_weeks_of_its_thursdays(year: int) -> None:
    last = date(year, 12, 28).isocalendar().week
    assert [week.number for week in weeks_of(year, ())] == list(range(1, last + 1))


def test_all_days_of_a_year_are_there() -> None:
    leap = days_of(2024, [(date(2024, 2, 29), 3), (date(2023, 12, 31), 9)])
    assert len(leap) == 366
    assert dict(leap)[date(2024, 2, 29)] == 3
    assert sum(number for _day, number in leap) == 3
    assert len(days_of(2023, ())) == 365


def test_the_ends_of_time_have_weeks() -> None:
    assert monday(date.max).weekday() == 0
    for year in (1, 9999):
        assert len(weeks_of(year, ())) in {52, 53}


def test_nothing_has_no_years() -> None:
    assert EMPTY.years() == ()
    assert EMPTY.undated == 0
