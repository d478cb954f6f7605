"""Orders by several keys and groups, against sorting in Python; and what the database reads for them."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from typing import Any

import pytest
from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql

from curator.domain.arrangement import Arrangement
from curator.domain.listing import Group, Grouping, ListedPost, Sort, SortKey
from curator.domain.post import PostId, Status
from curator.domain.query import EVERYTHING
from curator.domain.query_parsing import parse
from curator.storage import ordering, posts, tables
from curator.storage.database import Connection
from tests.storage.conftest import NOW, Filled, new_post

ZONES = (UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-9)))
LATE = datetime(1969, 12, 30, 23, 30, tzinfo=UTC)


@pytest.fixture
def rows(filled: Filled) -> list[ListedPost]:
    """Fill the library with posts that are equal in many ways; return their rows."""
    chance = random.Random(1)
    filled.add(
        *(
            new_post(
                f"text {number}",
                title=chance.choice("茶酒水"),
                status=chance.choice(list(Status)[:4]),
                source=chance.choice(("", "a", "b")),
                categories=tuple(chance.sample(("x", "y", "茶"), chance.randrange(3))),
                date=None
                if number % 10 == 0
                else (LATE + timedelta(hours=7 * chance.randrange(12))).astimezone(
                    chance.choice(ZONES)
                ),
            )
            for number in range(120)
        )
    )
    with filled.database.read() as connection:
        ids = posts.ids(connection, EVERYTHING, Sort(SortKey.ADDED, False), NOW)
        return posts.rows(connection, [PostId(number) for number in ids])


VALUES: dict[SortKey, Callable[[ListedPost], object]] = {
    SortKey.TITLE: lambda row: row.title,
    SortKey.SOURCE: lambda row: row.source,
    SortKey.STATUS: lambda row: list(Status).index(row.status),
    SortKey.DATE: lambda row: row.date.timestamp() if row.date else float("-inf"),
}
KEYS: dict[Grouping, Callable[[ListedPost], str]] = {
    Grouping.DAY: lambda row: f"{row.date:%Y-%m-%d}" if row.date else "",
    Grouping.MONTH: lambda row: f"{row.date:%Y-%m}" if row.date else "",
    Grouping.SOURCE: lambda row: row.source,
    Grouping.CATEGORY: lambda row: "/".join(row.categories),
    Grouping.STATUS: lambda row: row.status.value,
}


@pytest.mark.parametrize(
    "sort",
    [
        Sort(SortKey.STATUS, False, (Sort(SortKey.TITLE, True),)),
        Sort(SortKey.SOURCE, True, (Sort(SortKey.STATUS, True), Sort(SortKey.DATE, False))),
        Sort(SortKey.DATE, True, (Sort(SortKey.SOURCE, False),)),
    ],
)
def test_later_keys_order_what_is_equal_in_earlier_ones(
    filled: Filled, rows: list[ListedPost], sort: Sort
) -> None:
    with filled.database.read() as connection:
        ids = posts.ids(connection, EVERYTHING, sort, NOW)
    # `sorted` is stable: by the last key first.
    expected = sorted(rows, key=lambda row: row.id, reverse=sort.descending)
    for one in reversed(list(sort)):
        expected.sort(key=VALUES[one.key], reverse=one.descending)  # type: ignore[arg-type]  # comparable
    assert list(ids) == [row.id for row in expected]


@pytest.mark.parametrize("grouping", list(KEYS))
@pytest.mark.parametrize("descending", [True, False])
def test_groups_tell_of_the_posts_in_their_order(
    filled: Filled, rows: list[ListedPost], grouping: Grouping, descending: bool
) -> None:
    sort = Sort(SortKey.TITLE, descending, (Sort(SortKey.DATE, False),))
    with filled.database.read() as connection:
        ids = posts.ids(connection, EVERYTHING, sort, NOW, grouping=grouping)
        groups = posts.groups(connection, EVERYTHING, grouping, NOW)
    by_id = {row.id: row for row in rows}
    listed = [by_id[PostId(number)] for number in ids]
    told = [Group(key, len(list(part))) for key, part in groupby(listed, KEYS[grouping])]
    assert tuple(told) == groups
    assert len({group.key for group in groups}) == len(groups)
    within = groupby(listed, KEYS[grouping])
    assert all(titles == sorted(titles, reverse=descending) for titles in map(_titles, within))


def _titles(part: tuple[str, object]) -> list[str]:
    return [row.title for row in part[1]]  # type: ignore[attr-defined]  # rows of one group


def test_the_first_posts_are_those_of_the_whole_order(
    filled: Filled, rows: list[ListedPost]
) -> None:
    with filled.database.read() as connection:
        everything = posts.ids(connection, EVERYTHING, Sort(), NOW)
        assert posts.ids(connection, EVERYTHING, Sort(), NOW, limit=7) == everything[:7]
    assert len(everything) == len(rows)


def test_a_list_by_date_reads_an_index_alone(filled: Filled) -> None:
    newest = select(tables.posts.c.id).where(tables.posts.c.status != "trash")
    by_day = newest.order_by(*ordering.order(Sort(), Grouping.DAY))
    with filled.database.read() as connection:
        for statement in (newest.order_by(*ordering.order(Sort())), by_day):
            plan = _plan(connection, _words(connection, statement))
            assert "COVERING INDEX ix_posts_date_status_offset" in plan
            assert "TEMP B-TREE FOR ORDER BY" not in plan or statement is by_day


def _words(connection: Connection, statement: Select[Any]) -> str:
    return str(statement.compile(connection.engine, compile_kwargs={"literal_binds": True}))


def _plan(connection: Connection, statement: str) -> str:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
    return "\n".join(row.detail for row in rows)


def test_days_have_words_for_the_other_database() -> None:
    words = str(ordering.group_key(Grouping.DAY).compile(dialect=postgresql.dialect()))
    assert "to_char(to_timestamp(" in words


def test_an_arrangement_knows_the_way_back() -> None:
    with_gaps = Arrangement.of([7, 3, 12])
    assert [with_gaps.place_of(PostId(number)) for number in (7, 3, 12)] == [0, 1, 2]
    assert [with_gaps.place_of(PostId(number)) for number in (0, 4, 13, 99)] == [-1] * 4
    assert Arrangement().place_of(PostId(1)) == -1


@pytest.mark.parametrize("query", ["", "status:inbox", "-source:a"])
def test_groups_follow_the_query(filled: Filled, rows: list[ListedPost], query: str) -> None:
    node = parse(query, NOW.date())
    with filled.database.read() as connection:
        groups = posts.groups(connection, node, Grouping.SOURCE, NOW)
        ids = posts.ids(connection, node, Sort(), NOW)
    assert sum(group.posts for group in groups) == len(ids) <= len(rows)


def test_asking_for_a_column_again_turns_it_round() -> None:
    by_title = Sort().turned(SortKey.TITLE, further=False)
    assert by_title == Sort(SortKey.TITLE, False)
    assert by_title.turned(SortKey.TITLE, further=False) == Sort(SortKey.TITLE, True)
    both = by_title.turned(SortKey.DATE, further=True)
    assert both == Sort(SortKey.TITLE, False, (Sort(SortKey.DATE, True),))
    assert both.turned(SortKey.DATE, further=True).then == (Sort(SortKey.DATE, False),)
    assert both.turned(SortKey.TITLE, further=True) == Sort(
        SortKey.TITLE, True, (Sort(SortKey.DATE, True),)
    )
    assert both.turned(SortKey.DATE, further=False) == Sort(SortKey.DATE, False)
