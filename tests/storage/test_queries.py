"""Queries of every kind find exactly what plain Python finds, among 2,000 random posts."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from curator.domain.changes import OperationKind
from curator.domain.listing import Sort
from curator.domain.post import PostId
from curator.domain.query import HAS, IS, All, Any, Days, Field, Key, Match, Node, Not, Term
from curator.domain.query_parsing import parse
from curator.domain.query_text import text
from curator.services.deriving import Build, facts_of
from curator.storage import operations, places, placing, text_index, writing
from curator.storage import posts as stored_posts
from curator.storage.blobs import content_hash
from curator.storage.database import Database
from curator.storage.instants import to_milliseconds
from curator.storage.membership import Membership, looked_up, tried
from curator.storage.search import condition
from curator.storage.tables import duplicates, posts
from tests.storage.query_evaluator import (
    CATEGORIES,
    HOSTS,
    LAYOUTS,
    NAMES,
    NOW,
    SITES,
    TAGS,
    VALUES,
    WORDS,
    ZONE,
    Article,
    Evaluator,
    article,
    paired,
)

TODAY = date(2026, 3, 15)


class Desk:
    """A library and what its posts are."""

    def __init__(self, database: Database, articles: list[Article], ids: list[PostId]) -> None:
        self.database = database
        self.articles = articles
        self.ids = ids

    def found(self, node: Node, among: Membership = looked_up) -> set[int]:
        """Return the places of the articles that the library finds."""
        with self.database.read() as connection:
            query = select(posts.c.id).where(condition(node, NOW, among))
            numbers = set(connection.execute(query).scalars())
        return {at for at, number in enumerate(self.ids) if number in numbers}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return a library with 2,000 random posts."""
    chance = random.Random(6)
    articles = paired([article(chance, number) for number in range(2_000)], chance)
    database = Database.open(str(tmp_path_factory.mktemp("queries") / "library.db"))
    yield Desk(database, articles, stored(database, articles))
    database.close()


def stored(database: Database, articles: list[Article]) -> list[PostId]:
    """Store articles as an import and later edits would."""
    build = Build(ZONE)
    with database.write() as connection:
        operation = operations.begin(connection, OperationKind.IMPORT, NOW)
        sites = [places.register(connection, root, title) for root, title in SITES]
        new, edits = [], []
        for one in articles:
            source = one.source.encode()
            path = one.path if one.site is not None else None
            facts = facts_of(source, path, one.path, build, likeness=False)
            key = content_hash(source)
            site = sites[one.site] if one.site is not None else None
            new.append(writing.NewPost(source, key, facts, one.status, one.path, site, path))
        ids = writing.add(connection, operation, new, NOW)
        for post, one, first in zip(ids, articles, new, strict=True):
            change = update(posts).where(posts.c.id == post)
            connection.execute(change.values(added=to_milliseconds(one.added)))
            if one.edited:
                source = first.source + b"\nMore.\n"
                facts = facts_of(source, first.path, first.name, build, likeness=False)
                other = content_hash(source)
                edits.append(writing.NewText(post, first.content, source, other, facts))
            if one.site is not None and one.outside:
                placing.saw(connection, sites[one.site], {post: one.outside})
        writing.save(connection, operation, edits, NOW)
        text_index.refresh(connection, ids, everything=True)
        pairs = [
            {"post_id": post, "other_id": ids[at]}
            for post, one in zip(ids, articles, strict=True)
            for at in one.twins
        ]
        connection.execute(insert(duplicates), pairs)
    return ids


_MATCHES = st.sampled_from(Match)
_DAYS = st.dates(date(2021, 12, 20), date(2035, 6, 1)) | st.dates(
    date(2026, 2, 27), date(2026, 3, 20)
)


def _span(told: tuple[Field, date | None, date | None]) -> Days:
    where, first, last = told
    if first is not None and last is not None and first > last:
        first, last = last, first
    if first is None and last is None:
        first = date(2022, 5, 1)
    return Days(where, first, last + timedelta(days=1) if last else None)


def _parts(texts: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return texts, and the beginnings and other parts of them."""
    told = [one for one in texts if one]
    return st.sampled_from(told) | st.builds(
        lambda one, at, size: one[at % len(one) :][: size + 1],
        st.sampled_from(told),
        st.integers(0, 20),
        st.integers(0, 5),
    )


_ROOTS = tuple(told for site in SITES for told in site)
_TERMS = (
    st.builds(Term, st.just(Field.ANY), st.sampled_from(WORDS))
    | st.builds(Term, st.just(Field.TITLE), _parts(WORDS))
    | st.builds(Term, st.just(Field.TAG), _parts((*TAGS, "Stock")), _MATCHES)
    | st.builds(Term, st.just(Field.CATEGORY), _parts((*CATEGORIES, "股票")), _MATCHES)
    | st.builds(Term, st.just(Field.LAYOUT), _parts(LAYOUTS), _MATCHES)
    | st.builds(Term, st.just(Field.SOURCE), _parts((*HOSTS, "FINANCE")), _MATCHES)
    | st.builds(Term, st.just(Field.SITE), _parts((*_ROOTS, "my blog")), _MATCHES)
    | st.builds(
        Term,
        st.just(Field.PATH),
        _parts(("_posts/2022-01", "_DRAFTS/", "新闻1", "ｂ1", "股票/_posts/", "a1000.md")),
        _MATCHES,
    )
    | st.builds(Term, st.just(Field.STATUS), st.sampled_from(["inbox", "ready", "trash"]))
    | st.builds(Term, st.just(Field.IS), st.sampled_from(sorted(IS)))
    | st.builds(Term, st.just(Field.HAS), st.sampled_from(sorted(HAS)))
    | st.builds(
        Key,
        st.sampled_from([*(name.lower() for name in NAMES), "published", "source_url", "none"]),
        _parts((*VALUES, "true", "false", "https://news")) | st.just(""),
        st.sampled_from([Match.USUAL, Match.PREFIX]),
    )
    | st.tuples(
        st.sampled_from([Field.DATE, Field.ADDED]), st.none() | _DAYS, st.none() | _DAYS
    ).map(_span)
)
_TREES = st.recursive(
    _TERMS,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=2, max_size=3).map(lambda nodes: All(tuple(nodes)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda nodes: Any(tuple(nodes)))
    ),
    max_leaves=6,
)


@settings(
    max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tree=_TREES)
def test_the_library_finds_what_plain_python_finds(desk: Desk, tree: Node) -> None:
    assert desk.found(tree) == Evaluator(desk.articles).found(tree), text(tree)
    assert parse(text(tree), TODAY) == tree


@settings(max_examples=300, deadline=None)
@given(tree=_TREES)
def test_the_library_finds_the_same_by_trying_each_post(desk: Desk, tree: Node) -> None:
    assert desk.found(tree, tried) == Evaluator(desk.articles).found(tree), text(tree)


@settings(max_examples=300, deadline=None)
@given(tree=_TREES, limit=st.sampled_from([1, 10, 64, 300, None]))
def test_the_first_page_is_the_beginning_of_the_whole_list(
    desk: Desk, tree: Node, limit: int | None
) -> None:
    found = Evaluator(desk.articles).found(stored_posts.without_trash(tree))

    def newest(at: int) -> tuple[float, int]:
        moment = desk.articles[at].instant
        return (moment.timestamp() if moment is not None else float("-inf"), desk.ids[at])

    expected = [desk.ids[at] for at in sorted(found, key=newest, reverse=True)]
    with desk.database.read() as connection:
        page = list(stored_posts.ids(connection, tree, Sort(), NOW, limit=limit))
    assert page == expected[:limit], text(tree)


@pytest.mark.parametrize("word", sorted(IS))
def test_each_state_is_met_and_not_met(desk: Desk, word: str) -> None:
    assert 0 < len(desk.found(Term(Field.IS, word))) < len(desk.articles)


@pytest.mark.parametrize("word", sorted(HAS))
def test_each_trait_is_met_and_not_met(desk: Desk, word: str) -> None:
    assert 0 < len(desk.found(Term(Field.HAS, word))) < len(desk.articles)
