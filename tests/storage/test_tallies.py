"""Counts stay right through every change, and are those of the lists that they lead to."""

import random
from collections import Counter

import pytest
from sqlalchemy import update

from curator.domain.changes import OperationKind
from curator.domain.listing import Sort
from curator.domain.post import PostFacts, PostId, Problem, Status, TermKind
from curator.domain.query_parsing import parse
from curator.storage import history, operations, places, posts, tables, tallies, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection
from tests.storage.conftest import NOW, Filled, facts, new_post

SOURCES = ("", "新华网", "https://a.example")
TERMS = ("茶", "银行", "stocks", "a/b", "A")


class Desk:
    """Changes posts by chance, through every way the storage has."""

    def __init__(self, filled: Filled, seed: int) -> None:
        self._database = filled.database
        self._filled = filled
        self._chance = random.Random(seed)
        self._texts: dict[PostId, str] = {}
        self._number = 0
        with filled.database.write() as connection:
            self._site = places.register(connection, "/site", "site")

    def act(self) -> None:
        """Do one thing."""
        acts = [self._add, self._save, self._move, self._mark, self._place, self._undo]
        self._chance.choice(acts if self._texts else [self._add])()

    def _values(self) -> dict[str, object]:
        pick = self._chance
        return {
            "source": pick.choice(SOURCES),
            "categories": tuple(pick.sample(TERMS, pick.randrange(3))),
            "tags": tuple(pick.sample(TERMS, pick.randrange(4))),
            "problems": pick.choice(((), (Problem.NO_DATE,), (Problem.BOM, Problem.NO_DATE))),
        }

    def _text(self) -> str:
        self._number += 1
        return f"text {self._number}"

    def _add(self) -> None:
        text, status = self._text(), self._chance.choice(list(Status))
        placed = {"site": self._site, "path": f"_posts/{text}.md"} if len(text) % 2 else {}
        (post,) = self._filled.add(new_post(text, status=status, **placed, **self._values()))  # type: ignore[arg-type]  # names vary
        self._texts[post] = text

    def _one(self) -> PostId:
        return self._chance.choice(sorted(self._texts))

    def _save(self) -> None:
        post, text = self._one(), self._text()
        source, old = text.encode(), content_hash(self._texts[post].encode())
        told = facts(text, **self._values())
        operation = self._filled.begin()
        change = writing.NewText(post, old, source, content_hash(source), told)
        with self._database.write() as connection:
            writing.save(connection, operation, [change], NOW)
        self._texts[post] = text

    def _move(self) -> None:
        chosen = self._chance.sample(sorted(self._texts), min(3, len(self._texts)))
        operation = self._filled.begin(OperationKind.STATUS)
        status = self._chance.choice(list(Status))
        with self._database.write() as connection:
            writing.set_status(connection, operation, chosen, status, NOW)

    def _mark(self) -> None:
        marks = {self._one(): self._chance.choice(((), (Problem.BAD_DATE,)))}
        with self._database.write() as connection:
            writing.mark(connection, marks)

    def _place(self) -> None:
        post = self._one()
        path = self._chance.choice((None, f"_posts/placed-{post}.md"))
        operation = self._filled.begin(OperationKind.ADOPT)
        new = writing.NewPlace(post, self._site, path, None)
        with self._database.write() as connection:
            writing.place(connection, operation, [new], NOW)

    def _undo(self) -> None:
        with self._database.write() as connection:
            operation = operations.next_undone(connection)
            if operation is None or operation.kind is not OperationKind.IMPORT:
                return
            way_back = operations.begin(connection, OperationKind.UNDO, NOW, undoes=operation.id)
            gone, _ = history.revert(connection, operation, way_back, _underived, NOW)
        for post in gone:
            self._texts.pop(post, None)


def _underived(*_: object) -> PostFacts:
    raise AssertionError("an undone import writes no text")


@pytest.mark.parametrize("seed", range(4))
def test_counts_follow_every_kind_of_change(filled: Filled, seed: int) -> None:
    desk = Desk(filled, seed)
    for _ in range(60):
        desk.act()
        with filled.database.write() as connection:
            assert not tallies.recount(connection)
            assert_as_listed(connection)


def assert_as_listed(connection: Connection) -> None:
    """Compare every count with the list that its query gives."""
    counts = tallies.counts(connection)
    for status, number in counts.by_status.items():
        assert len(listed(connection, f"status:{status.value}")) == number
    assert len(listed(connection, "has:problem")) == counts.problems
    for field, kind in (("tag", TermKind.TAG), ("category", TermKind.CATEGORY)):
        numbers = dict(tallies.of_terms(connection, kind))
        for term in TERMS:
            assert len(listed(connection, f'{field}:"{term}"')) == numbers.get(term, 0), term
    rows = posts.rows(connection, listed(connection, ""))
    assert dict(counts.paths) == Counter(row.categories for row in rows if row.categories)
    assert dict(counts.sources) == Counter(row.source for row in rows if row.source)


def listed(connection: Connection, query: str) -> list[PostId]:
    """Return the posts of a query."""
    ids = posts.ids(connection, parse(query, NOW.date()), Sort(), NOW)
    return [PostId(number) for number in ids]


@pytest.fixture
def miscounted(filled: Filled) -> Filled:
    """Return a library whose counts are wrong."""
    filled.add(new_post("a", source="x", tags=("t",)))
    with filled.database.write() as connection:
        connection.execute(update(tables.tallies).values(number=7))
        connection.execute(update(tables.terms).values(posts=7))
    return filled


def test_wrong_counts_are_found_and_mended(miscounted: Filled) -> None:
    with miscounted.database.write() as connection:
        assert tallies.recount(connection)
        assert not tallies.recount(connection)
        assert tallies.of_terms(connection, TermKind.TAG) == [("t", 1)]
        assert tallies.counts(connection).sources == (("x", 1),)
