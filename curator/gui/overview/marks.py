"""What a chart shows: marks with a number, words and the query that finds their posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from curator.domain.overview import Overview, days_of, weeks_of
from curator.domain.query import Days, Field, Match, Node, Term
from curator.domain.query_text import text as query_text
from curator.translation import gettext as _
from curator.translation import ngettext

HAS_PROBLEM = Term(Field.HAS, "problem")


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, or one day of the calendar."""

    label: str
    """As the table and a horizontal bar name it."""
    number: int
    words: str
    """All of it in words, for pointers and screen readers."""
    query: str
    day: date | None = None
    """The day, or the first day of the week, that it stands for."""


def calendar_marks(overview: Overview, year: int) -> list[Mark]:
    """Return the days of a year."""
    return [
        _mark(day.isoformat(), number, query_text(_days(day, day)), day)
        for day, number in days_of(year, overview.days)
    ]


def week_marks(overview: Overview, year: int) -> list[Mark]:
    """Return the weeks of a year."""
    return [
        _mark(
            _week_label(week.number, week.first, week.last),
            week.posts,
            query_text(_days(week.first, week.last)),
            week.first,
        )
        for week in weeks_of(year, overview.days)
    ]


def trouble_marks(overview: Overview, year: int) -> list[Mark]:
    """Return the weeks of a year with the posts in which a problem was found."""
    marks: list[Mark] = []
    for week, all_ in zip(
        weeks_of(year, overview.troubled), weeks_of(year, overview.days), strict=True
    ):
        label = _week_label(week.number, week.first, week.last)
        days = query_text(_days(week.first, week.last))
        text = ngettext(
            "{label}: {number} of {all} post has a problem",
            "{label}: {number} of {all} posts have a problem",
            all_.posts,
        )
        words = text.format(label=label, number=f"{week.posts:,}", all=f"{all_.posts:,}")
        query = f"{query_text(HAS_PROBLEM)} {days}"
        marks.append(Mark(label, week.posts, words, query, week.first))
    return marks


def source_marks(overview: Overview) -> list[Mark]:
    """Return the sources, the most used first."""
    return _named(Field.SOURCE, overview.sources)


def category_marks(overview: Overview) -> list[Mark]:
    """Return the categories, the most used first."""
    return _named(Field.CATEGORY, overview.categories)


def _named(field: Field, numbers: Sequence[tuple[str, int]]) -> list[Mark]:
    return [
        _mark(name, number, query_text(Term(field, name, Match.EXACT))) for name, number in numbers
    ]


def _mark(label: str, number: int, query: str, day: date | None = None) -> Mark:
    text = ngettext("{label}: {number} post", "{label}: {number} posts", number)
    return Mark(label, number, text.format(label=label, number=f"{number:,}"), query, day)


def _days(first: date, last: date) -> Node:
    end = last + timedelta(days=1) if last < date.max else None
    return Days(Field.DATE, first, end)


def _week_label(number: int, first: date, last: date) -> str:
    # Translators: a week of the year and its days.
    text = _("week {number}, {first} to {last}")
    return text.format(number=number, first=f"{first:%m-%d}", last=f"{last:%m-%d}")
