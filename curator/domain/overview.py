"""How many posts were published when, where they come from and what is wrong, as plain numbers.

A day is the one that a post's site tells, as in its address; a week begins on Monday and belongs to the
year of its Thursday (ISO 8601), so that each post is counted in one week and each week in one year.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of a library or of what a query finds; what lies in the trash is left out."""

    total: int
    days: tuple[tuple[date, int], ...]
    """Posts of each day that has any, the earliest first."""
    troubled: tuple[tuple[date, int], ...]
    """Those of them in which a problem was found, by the same days."""
    sources: tuple[tuple[str, int], ...]
    """The most used first, posts without a source left out."""
    categories: tuple[tuple[str, int], ...]
    """The most used first; a post counts for each of its categories."""

    @property
    def undated(self) -> int:
        """Return how many posts have no date."""
        return self.total - sum(number for _day, number in self.days)

    def years(self) -> tuple[int, ...]:
        """Return the years from the first post to the last, those without any among them."""
        if not self.days:
            return ()
        # A week at the turn of a year may belong to the year beside that of its days.
        told = {
            year
            for day in (self.days[0][0], self.days[-1][0])
            for year in (day.year, _thursday(day).year)
        }
        return tuple(range(min(told), max(told) + 1))


EMPTY = Overview(0, (), (), (), ())


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday on."""

    first: date
    posts: int

    @property
    def last(self) -> date:
        """Return its Sunday."""
        return date.fromordinal(min(self.first.toordinal() + 6, date.max.toordinal()))

    @property
    def number(self) -> int:
        """Return its number in its year, counted from one."""
        return self.first.isocalendar().week


def days_of(year: int, days: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    """Return all days of a year with their posts, 0 among them."""
    counted = dict(days)
    first = date(year, 1, 1)
    length = (date(year, 12, 31) - first).days + 1
    every = (first + timedelta(days=number) for number in range(length))
    return tuple((day, counted.get(day, 0)) for day in every)


def weeks_of(year: int, days: Iterable[tuple[date, int]]) -> tuple[Week, ...]:
    """Return all weeks of a year with their posts, 0 among them."""
    counted = Counter[date]()
    for day, number in days:
        counted[monday(day)] += number
    # The 4th of January lies in the first week of every year.
    first = monday(date(year, 1, 4))
    beyond = min(first.toordinal() + 53 * 7, date.max.toordinal())
    mondays = map(date.fromordinal, range(first.toordinal(), beyond, 7))
    return tuple(Week(one, counted[one]) for one in mondays if _thursday(one).year == year)


def monday(day: date) -> date:
    """Return the day on which a day's week begins."""
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))


def _thursday(day: date) -> date:
    thursday = day.toordinal() - day.weekday() + 3
    return date.fromordinal(min(thursday, date.max.toordinal()))
