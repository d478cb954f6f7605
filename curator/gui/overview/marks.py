"""What a chart shows: marks with a number, words and the query that finds their posts.

There may be as many as a library has categories: making one costs next to nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from curator.domain.overview import Overview, Week, days_of, weeks_of
from curator.domain.query import All, Days, Field, Match, Node, Term
from curator.domain.query_text import text as query_text
from curator.translation import gettext as _
from curator.translation import ngettext

HAS_PROBLEM = Term(Field.HAS, "problem")


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, or one day of the calendar; what it says is made when somebody asks."""

    label: str
    """As the table and a horizontal bar name it; no other mark of its chart has the same."""
    number: int
    node: Node
    """What finds its posts."""
    day: date | None = None
    """The day, or the first day of the week, that it stands for."""
    of: int | None = None
    """So many posts there are, where `number` counts those with a problem."""

    @property
    def query(self) -> str:
        """Return the query that finds its posts."""
        return query_text(self.node)

    @property
    def words(self) -> str:
        """Return all of it in words, for pointers and screen readers."""
        number = f"{self.number:,}"
        if self.of is None:
            text = ngettext("{label}: {number} post", "{label}: {number} posts", self.number)
            return text.format(label=self.label, number=number)
        text = ngettext(
            "{label}: {number} of {all} post has a problem",
            "{label}: {number} of {all} posts have a problem",
            self.of,
        )
        return text.format(label=self.label, number=number, all=f"{self.of:,}")


def calendar_marks(overview: Overview, year: int) -> list[Mark]:
    """Return the days of a year."""
    return [
        Mark(day.isoformat(), number, _days(day, day), day)
        for day, number in days_of(year, overview.days)
    ]


def week_marks(overview: Overview, year: int) -> list[Mark]:
    """Return the weeks of a year."""
    return [
        Mark(_week_label(week), week.posts, _days(week.first, week.last), week.first)
        for week in weeks_of(year, overview.days)
    ]


def trouble_marks(overview: Overview, year: int) -> list[Mark]:
    """Return the weeks of a year with the posts in which a problem was found."""
    weeks = zip(weeks_of(year, overview.troubled), weeks_of(year, overview.days), strict=True)
    return [
        Mark(
            _week_label(week),
            week.posts,
            All((HAS_PROBLEM, _days(week.first, week.last))),
            week.first,
            every.posts,
        )
        for week, every in weeks
    ]


def source_marks(overview: Overview) -> list[Mark]:
    """Return the sources, the most used first."""
    return _named(Field.SOURCE, overview.sources)


def category_marks(overview: Overview) -> list[Mark]:
    """Return the categories, the most used first."""
    return _named(Field.CATEGORY, overview.categories)


def _named(field: Field, numbers: Sequence[tuple[str, int]]) -> list[Mark]:
    return [Mark(name, number, Term(field, name, Match.EXACT)) for name, number in numbers]


def _days(first: date, last: date) -> Node:
    end = last + timedelta(days=1) if last < date.max else None
    return Days(Field.DATE, first, end)


def _week_label(week: Week) -> str:
    # Translators: a week of the year and its days.
    text = _("week {number}, {first} to {last}")
    return text.format(number=week.number, first=f"{week.first:%m-%d}", last=f"{week.last:%m-%d}")
