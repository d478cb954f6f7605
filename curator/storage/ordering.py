"""Orders and divisions of a list, as the database knows them."""

from typing import Any

from sqlalchemy import ColumnElement, FunctionElement, case, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import String

from curator.domain.listing import Grouping, Sort, SortKey
from curator.domain.post import Status
from curator.storage import search
from curator.storage.tables import placements, posts
from curator.storage.writing import JOINT

_PATH = (
    select(func.min(placements.c.path)).where(placements.c.post_id == posts.c.id).scalar_subquery()
)
SHOWN_PATH: ColumnElement[Any] = func.coalesce(_PATH, posts.c.name)
"""Where a post lies in its site, else the name of the file it came from."""


def order(sort: Sort, grouping: Grouping = Grouping.NOTHING) -> tuple[ColumnElement[Any], ...]:
    """Return what a statement is ordered by; the last key makes the order whole."""
    columns: list[ColumnElement[Any]] = []
    if grouping is not Grouping.NOTHING:
        groups = _desk_order() if grouping is Grouping.STATUS else group_key(grouping)
        columns.append(groups.desc() if grouping.newest_first else groups)
    for one in sort:
        column = _column(one.key)
        columns.append(column.desc() if one.descending else column)
    columns.append(posts.c.id.desc() if sort.descending else posts.c.id)
    return tuple(columns)


def group_key(grouping: Grouping) -> ColumnElement[Any]:
    """Return what the posts of a group have in common."""
    if grouping is Grouping.SOURCE:
        return posts.c.source
    if grouping is Grouping.CATEGORY:
        return posts.c.categories
    if grouping is Grouping.STATUS:
        return posts.c.status
    # A post's day is the one that its site tells, as in its address.
    local = posts.c.date + func.coalesce(posts.c.offset, 0)
    length = {Grouping.DAY: 10, Grouping.MONTH: 7}[grouping]
    return func.coalesce(func.substr(_Day(local), 1, length), "")


def key_text(grouping: Grouping, key: str) -> str:
    """Return the key of a group as `Group` tells it."""
    return key.replace(JOINT, "/") if grouping is Grouping.CATEGORY else key


def _column(key: SortKey) -> ColumnElement[Any]:
    if key is SortKey.PATH:
        return SHOWN_PATH
    if key is SortKey.SYNC:
        return search.sync_state()
    if key is SortKey.TITLE:
        # What stands behind the title would keep equal titles from being equal.
        return _FirstLine(posts.c.folded)
    if key is SortKey.RELEVANCE:
        return posts.c.date  # `relevance` orders by more than a column
    if key is SortKey.STATUS:
        return _desk_order()
    column: ColumnElement[Any] = posts.c[key.value]
    return column


def _desk_order() -> ColumnElement[Any]:
    """Return the place of a post's status on its way over the desk."""
    places = {status.value: number for number, status in enumerate(Status)}
    return case(places, value=posts.c.status)


class _Day(FunctionElement[str]):
    """The day of a moment in seconds since 1970, as `2026-01-31`."""

    type = String()
    inherit_cache = True


class _FirstLine(FunctionElement[str]):
    """What stands before the first line break of a text that has one."""

    type = String()
    inherit_cache = True


@compiles(_FirstLine, "sqlite")
def _first_line_for_sqlite(element: _FirstLine, compiler: SQLCompiler, **values: Any) -> str:
    text = compiler.process(element.clauses, **values)
    return f"substr({text}, 1, instr({text}, char(10)) - 1)"


@compiles(_FirstLine)
def _first_line(element: _FirstLine, compiler: SQLCompiler, **values: Any) -> str:
    return f"split_part({compiler.process(element.clauses, **values)}, chr(10), 1)"


@compiles(_Day, "sqlite")
def _day_for_sqlite(element: _Day, compiler: SQLCompiler, **values: Any) -> str:
    return f"strftime('%Y-%m-%d', {compiler.process(element.clauses, **values)}, 'unixepoch')"


@compiles(_Day)
def _day(element: _Day, compiler: SQLCompiler, **values: Any) -> str:
    seconds = compiler.process(element.clauses, **values)
    return f"to_char(to_timestamp({seconds}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
