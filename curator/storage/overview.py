"""How many posts were published on which day, from where, and with which faults: grouped by the database.

Of a whole library all numbers come from indexes and from what triggers keep (`tallies`). Of a query, what
it finds is looked through once, and once more for categories.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, literal_column, select
from sqlalchemy.engine import Connection

from curator.domain.overview import Overview
from curator.domain.post import Status, TermKind
from curator.domain.query import EVERYTHING, Node
from curator.storage import search, tallies
from curator.storage.posts import without_trash
from curator.storage.tables import post_terms, posts, terms

_EPOCH = date(1970, 1, 1).toordinal()
_BIAS = 1_000_000
"""Days that make every day a positive number: databases divide towards zero."""


def _number(value: int) -> ColumnElement[int]:
    # No parameter: what is grouped by must be what is selected.
    return literal_column(str(value), Integer)


_SECONDS = _number(24 * 60 * 60)
_LOCAL = posts.c.date + func.coalesce(posts.c.offset, _number(0))
_LOCAL_DAY: ColumnElement[int] = (
    (_LOCAL + _number(_BIAS) * _SECONDS) // _SECONDS - _number(_BIAS)
).label("day")
"""The day that a post's site tells, since 1970 (`search` compares days likewise)."""
_DATED = posts.c.date.is_not(None)
_SEEN = posts.c.status != Status.TRASH.value
_TROUBLED = posts.c.problems != literal_column("''")


def overview(connection: Connection, query: Node, now: datetime) -> Overview:
    """Return the numbers of what a query finds; `now` is what `search.condition` takes."""
    if query == EVERYTHING:
        return _of_library(connection)
    condition = search.condition(without_trash(query), now)
    days, troubled = Counter[date](), Counter[date]()
    sources = Counter[str]()
    total = 0
    for day, source, fault, number in connection.execute(by_day_and_source(condition)):
        total += number
        sources[source] += number
        if day is not None:
            days[_date(day)] += number
            troubled[_date(day)] += number if fault else 0
    del sources[""]
    categories = connection.execute(by_category(condition))
    return Overview(
        total,
        _in_order(days),
        _in_order(troubled),
        _most(sources.items()),
        _most((name, number) for name, number in categories),
    )


def _of_library(connection: Connection) -> Overview:
    counts = tallies.counts(connection)
    total = sum(number for status, number in counts.by_status.items() if status is not Status.TRASH)
    days = {_date(day): number for day, number in connection.execute(by_day())}
    troubled = {_date(day): number for day, number in connection.execute(by_troubled_day())}
    return Overview(
        total,
        _in_order(days),
        _in_order(troubled),
        _most(counts.sources),
        _most(counts.categories),
    )


def by_day() -> Select[int, int]:
    """Return the query for the posts of each day of a whole library."""
    return select(_LOCAL_DAY, func.count()).where(_DATED, _SEEN).group_by(_LOCAL_DAY)


def by_troubled_day() -> Select[int, int]:
    """Return the query for the posts of each day in which a problem was found."""
    return by_day().where(_TROUBLED)


def by_day_and_source(condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the query for the posts that meet a condition, by day, source and whether in trouble."""
    keys = (_LOCAL_DAY, posts.c.source, _TROUBLED.label("troubled"))
    return select(*keys, func.count()).where(condition).group_by(*keys)


def by_category(condition: ColumnElement[bool]) -> Select[str, int]:
    """Return the query for the posts of each category among those that meet a condition."""
    found = select(posts.c.id).where(condition).correlate(None)
    return (
        select(terms.c.name, func.count())
        .join(post_terms, post_terms.c.term_id == terms.c.id)
        .where(terms.c.kind == TermKind.CATEGORY.value, post_terms.c.post_id.in_(found))
        .group_by(terms.c.id, terms.c.name)
    )


def _date(day: int) -> date:
    return date.fromordinal(_EPOCH + day)


def _in_order(days: Mapping[date, int]) -> tuple[tuple[date, int], ...]:
    return tuple(sorted((day, number) for day, number in days.items() if number))


def _most(numbers: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(numbers, key=lambda one: (-one[1], one[0])))
