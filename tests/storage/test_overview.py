"""The numbers of the overview: those that counting posts one by one gives, read from indexes."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

from curator.domain.overview import Overview, weeks_of
from curator.domain.post import Problem, Status
from curator.domain.query import Days, Field, Match, Term
from curator.domain.query_parsing import parse
from curator.domain.query_text import text as query_text
from curator.storage import posts as stored
from curator.storage import writing
from curator.storage.overview import by_day, by_troubled_day, overview
from tests.storage.conftest import NOW, Filled, new_post

SOURCES = ("", "wire.example.net", "新闻.example", 'a "quoted" source')
CATEGORIES = ("", "行情", "Market", "market", "a b")
ZONES = [timezone(timedelta(hours=hours)) for hours in (-11, 0, 8, 14)]


def made(chance: random.Random, number: int) -> writing.NewPost:
    day = chance.choice([date(1969, 12, 31), date(2021, 12, 27), date(2022, 1, 2)])
    zone = chance.choice(ZONES)
    moment = datetime(day.year, day.month, day.day, chance.choice([0, 12, 23]), 30, tzinfo=zone)
    moment += timedelta(days=chance.randrange(4))
    return new_post(
        f"text {number}",
        status=chance.choice(list(Status)),
        date=moment if chance.random() < 0.9 else None,
        source=chance.choice(SOURCES),
        categories=tuple({chance.choice(CATEGORIES), chance.choice(CATEGORIES)} - {""}),
        tags=tuple({chance.choice(("a", "b"))}),
        problems=(Problem.NO_DATE,) if chance.random() < 0.3 else (),
    )


def counted(new: list[writing.NewPost], *, tag: str = "") -> Overview:
    """Count one by one what is not in the trash."""
    seen = [
        one.facts
        for one in new
        if one.status is not Status.TRASH and (not tag or tag in one.facts.tags)
    ]
    days = Counter(one.date.date() for one in seen if one.date is not None)
    troubled = Counter(one.date.date() for one in seen if one.date is not None and one.problems)
    sources = Counter(one.source for one in seen if one.source)
    categories = Counter(name for one in seen for name in one.categories)

    def most(numbers: Counter[str]) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(numbers.items(), key=lambda one: (-one[1], one[0])))

    return Overview(
        len(seen),
        tuple(sorted(days.items())),
        tuple(sorted(troubled.items())),
        most(sources),
        most(categories),
    )


@pytest.mark.parametrize("seed", range(3))
def test_numbers_are_those_of_counting_one_by_one(filled: Filled, seed: int) -> None:
    chance = random.Random(seed)
    new = [made(chance, number) for number in range(300)]
    filled.add(*new)
    with filled.database.read() as connection:
        assert overview(connection, parse("", NOW.date()), NOW) == counted(new)
        found = overview(connection, parse("tag:a", NOW.date()), NOW)
    assert found == counted(new, tag="a")


def test_what_stands_behind_a_number_is_found_by_its_query(filled: Filled) -> None:
    chance = random.Random(7)
    filled.add(*(made(chance, number) for number in range(200)))
    with filled.database.read() as connection:
        told = overview(connection, parse("", NOW.date()), NOW)

        def found(node: Term | Days) -> int:
            query = parse(query_text(node), NOW.date())
            return stored.count(connection, query, NOW)

        for day, number in told.days:
            assert found(Days(Field.DATE, day, day + timedelta(days=1))) == number
        for year in told.years():
            for week in weeks_of(year, told.days):
                after = week.last + timedelta(days=1)
                assert found(Days(Field.DATE, week.first, after)) == week.posts
        for name, number in told.sources:
            assert found(Term(Field.SOURCE, name, Match.EXACT)) == number
        for name, number in told.categories:
            assert found(Term(Field.CATEGORY, name, Match.EXACT)) == number


def test_an_empty_library_has_nothing(filled: Filled) -> None:
    with filled.database.read() as connection:
        assert overview(connection, parse("", NOW.date()), NOW) == Overview(0, (), (), (), ())
        word = parse("tag:none", NOW.date())
        assert overview(connection, word, datetime(2026, 1, 1, tzinfo=UTC)).total == 0


def plan(filled: Filled, statement: Select[int, int]) -> list[str]:
    text = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with filled.database.read() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()
    return [str(row[3]) for row in rows]


def test_days_of_a_library_are_read_from_an_index_alone(filled: Filled) -> None:
    (first, *_others) = plan(filled, by_day())
    assert "COVERING INDEX ix_posts_date_status_offset" in first


def test_posts_in_trouble_are_found_in_the_index_of_those(filled: Filled) -> None:
    (first, *_others) = plan(filled, by_troubled_day())
    assert "ix_posts_problems" in first
