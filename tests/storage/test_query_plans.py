"""Queries of every kind are answered from indexes: bodies and whole tables are never looked through."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from curator.domain.listing import Sort
from curator.domain.query_parsing import parse
from curator.storage import ordering
from curator.storage.database import Database
from curator.storage.membership import Membership, looked_up, tried
from curator.storage.search import condition
from curator.storage.tables import posts

NOW = datetime(2026, 3, 15, tzinfo=UTC)

SELECTIVE = (
    *("tag:a", "tag:a*", "tag:=A", "category:a", "status:inbox", "layout:a", "layout:a*"),
    *("source:a", "source:=a", "source:a*", "site:a", "path:=a", "path:a*"),
    *("date:2022-01", "date:..2010", "added:7d", "is:draft", "is:hidden", "is:edited"),
    *("is:outside", "is:missing", "is:conflict", "is:duplicate", "is:broken", "is:untagged"),
    *("is:new", "is:future", "has:image", "has:link", "has:duplicate", "has:problem"),
    *("has:conflict", "author:a", "author:a*", "author:*"),
)
COMBINED = (
    *("tag:a -is:draft", "(tag:a OR author:b) has:image", "is:hidden OR has:conflict"),
    *(
        "source:a date:2022 -tag:b",
        "is:broken OR is:untagged OR path:a*",
        "-(tag:a OR tag:b) is:new",
    ),
    *("site:a (status:inbox OR status:ready) added:7d", "author:* -author:a"),
)
_OF_FEW = frozenset({"ix_posts_loose", "ix_posts_hidden", "ix_posts_problems", "ix_posts_untagged"})
_OF_FEW |= {"ix_placements_drafts", "ix_placements_apart", "ix_placements_outside"}
"""Indexes that hold nothing but what is looked for."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return an empty library: without statistics its plans are those of any size."""
    database = Database.open(str(tmp_path_factory.mktemp("plans") / "library.db"))
    yield database
    database.close()


def plan(
    library: Database, query: str, among: Membership = looked_up, *, ordered: bool = False
) -> list[str]:
    """Return the steps by which SQLite answers a query."""
    statement = select(posts.c.id).where(condition(parse(query, NOW.date()), NOW, among))
    if ordered:
        statement = statement.order_by(*ordering.order(Sort())).limit(50)
    text = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with library.read() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()
    return [str(row[3]) for row in rows]


def whole_scans(steps: list[str]) -> list[str]:
    """Return the steps that look through all rows of a table or of an index of all rows."""
    tables = r"SCAN (posts|own|other|placements|post_keys|post_terms|terms|blobs|duplicates)\b"
    scans = [step for step in steps if re.match(tables, step)]
    return [step for step in scans if step.rpartition(" ")[2] not in _OF_FEW]


@pytest.mark.parametrize("query", SELECTIVE)
def test_what_few_posts_meet_is_found_in_an_index(library: Database, query: str) -> None:
    scans = whole_scans(plan(library, query))
    # The pairs of duplicates are few and all wanted.
    assert [step for step in scans if not step.startswith("SCAN duplicates")] == []


@pytest.mark.parametrize("query", COMBINED)
def test_conditions_together_are_found_in_indexes_too(library: Database, query: str) -> None:
    assert whole_scans(plan(library, query)) == []


@pytest.mark.parametrize("query", [*SELECTIVE, *COMBINED, "path:a", "word", "title:a", "-tag:a"])
@pytest.mark.parametrize("among", [looked_up, tried])
@pytest.mark.parametrize("ordered", [False, True])
def test_no_bodies_are_read(
    library: Database, query: str, among: Membership, *, ordered: bool
) -> None:
    steps = plan(library, query, among, ordered=ordered)
    assert not any(re.match(r"SCAN blobs\b", step) for step in steps), steps


@pytest.mark.parametrize(
    "query", ["tag:a", "author:a", "site:a", "is:draft", "tag:a*", "has:conflict"]
)
def test_a_post_is_tried_by_its_own_rows(library: Database, query: str) -> None:
    steps = plan(library, query, tried)
    inner = [step for step in steps if not re.match(r"SCAN posts\b", step)]
    assert whole_scans(inner) == []
    assert any("post_id=?" in step for step in inner), steps


def test_a_part_of_a_path_is_looked_for_in_an_index_of_paths_alone(library: Database) -> None:
    (scan,) = whole_scans(plan(library, "path:a"))
    assert scan == "SCAN placements USING COVERING INDEX ix_placements_folded"
