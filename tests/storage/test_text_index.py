"""The index of words says at every moment what the posts say, whatever was done to them."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select, update

from curator.domain.changes import OperationKind
from curator.domain.listing import Sort, SortKey
from curator.domain.post import OperationId, PostFacts, PostId, Status
from curator.domain.query import All, Any, Field, Node, Not, Term
from curator.domain.searching import RULES, tokens
from curator.storage import (
    history,
    operations,
    places,
    posts,
    relevance,
    text_index,
    token_index,
    writing,
)
from curator.storage.blobs import content_hash
from curator.storage.tables import posts as posts_table
from curator.storage.tables import search_documents
from tests.storage.conftest import NOW, Filled, facts, new_post


def found(filled: Filled, text: str, *, title: bool = False) -> set[PostId]:
    wanted = select(posts_table.c.id).where(text_index.matches(text, title=title))
    with filled.database.read() as connection:
        return set(connection.execute(wanted).scalars())


def settled(filled: Filled) -> bool:
    """Tell whether nothing waits, nothing is astray, and SQLite finds every token in its place."""
    with filled.database.write() as connection:
        return (
            not text_index.waiting(connection)
            and not text_index.astray(connection)
            and text_index.sound(connection)
        )


def test_what_is_added_edited_and_named_is_found(filled: Filled) -> None:
    (post,) = filled.add(new_post("---\nauthor: 王五\n---\n人民银行", title="降息"))
    for text in ("王五", "人民", "降息", "降息.md"):
        assert found(filled, text) == {post}, text
    assert found(filled, "降息", title=True) == {post}
    assert found(filled, "人民", title=True) == set()
    assert filled.save(post, "---\nauthor: 王五\n---\n人民银行", "中央银行")
    assert (
        found(filled, "人民") == found(filled, "王五") == found(filled, "降息", title=True) == set()
    )
    assert found(filled, "央银") == {post}
    assert settled(filled)


def test_an_edit_of_front_matter_alone_is_found(filled: Filled) -> None:
    old, new = "---\ntags: 股票\n---\n正文不变", "---\ntags: 债券\n---\n正文不变"
    (post,) = filled.add(new_post(old, title="t"))
    filled.save(post, old, new)
    assert found(filled, "债券") == found(filled, "文不") == {post}
    assert found(filled, "股票") == set()
    assert settled(filled)


def test_typing_that_becomes_one_version_is_found_as_it_stands(filled: Filled) -> None:
    (post,) = filled.add(new_post("一", title="t"))
    session = filled.begin()
    for before, after in (("一", "一二"), ("一二", "一二三"), ("一二三", "三")):
        filled.save(post, before, after, session, coalesce=True)
        assert settled(filled)
    assert found(filled, "二") == set()
    assert found(filled, "三") == {post}


def test_a_placement_changes_the_path_that_is_found(filled: Filled) -> None:
    (post,) = filled.add(new_post("x", title="t"))
    operation = filled.begin(OperationKind.EXPORT)
    with filled.database.write() as connection:
        site = places.register(connection, "/srv/site", "Site")
        key = content_hash(b"x")
        writing.place(
            connection, operation, [writing.NewPlace(post, site, "_posts/天气.md", key)], NOW
        )
    assert found(filled, "天气") == {post}
    assert found(filled, "t.md") == set()
    assert settled(filled)


def derive(source: bytes, _path: str, _root: str | None) -> PostFacts:
    return facts(source.decode())


def undo(filled: Filled, operation: OperationId, kind: OperationKind) -> OperationId:
    with filled.database.write() as connection:
        way_back = operations.begin(connection, OperationKind.UNDO, NOW)
        undone = next(one for one in operations.latest(connection, 9) if one.id == operation)
        assert undone.kind is kind
        history.revert(connection, undone, way_back, derive, NOW)
        return way_back


def test_undo_and_redo_take_the_words_with_them(filled: Filled) -> None:
    (post,) = filled.add(new_post("银行", title="t"))
    edit = filled.begin()
    filled.save(post, "银行", "股市", edit)
    back = undo(filled, edit, OperationKind.EDIT)
    assert (found(filled, "银行"), found(filled, "股市")) == ({post}, set())
    undo(filled, back, OperationKind.UNDO)
    assert (found(filled, "银行"), found(filled, "股市")) == (set(), {post})
    assert settled(filled)


def test_a_post_that_is_taken_back_is_found_no_more(filled: Filled) -> None:
    with filled.database.write() as connection:
        operation = operations.begin(connection, OperationKind.IMPORT, NOW)
        (post,) = writing.add(connection, operation, [new_post("银行", title="t")], NOW)
    back = undo(filled, operation, OperationKind.IMPORT)
    assert found(filled, "银行") == set()
    assert settled(filled)
    undo(filled, back, OperationKind.UNDO)
    assert found(filled, "银行") == {post}
    assert settled(filled)


def test_many_bodies_wait_and_are_found_once_they_are_indexed(filled: Filled) -> None:
    count = text_index.AT_ONCE + 1
    ids = filled.add(*(new_post(f"银行 {number}", title=f"t{number}") for number in range(count)))
    with filled.database.read() as connection:
        assert text_index.waiting(connection) == ids[::-1]
        assert text_index.state(connection) == (0, count)
    with filled.database.write() as connection:
        text_index.refresh(connection, ids, everything=True)
    assert found(filled, "银行") == set(ids)
    assert settled(filled)


def test_a_change_of_the_rules_makes_everything_wait(filled: Filled) -> None:
    ids = filled.add(*(new_post(f"银行 {number}", title="t") for number in range(3)))
    with filled.database.write() as connection:
        connection.execute(update(search_documents).values(rules=RULES - 1))
        assert set(text_index.waiting(connection)) == set(ids)
        text_index.refresh(connection, ids[:1], everything=True)
        assert set(text_index.waiting(connection)) == set(ids[1:])
        text_index.refresh(connection, ids, everything=True)
    assert found(filled, "银行") == set(ids)
    assert settled(filled)


def test_damage_of_the_index_is_seen_and_mended(filled: Filled) -> None:
    (one, two) = filled.add(new_post("银行", title="a"), new_post("股市", title="b"))
    with filled.database.write() as connection:
        row = (one, *tokens("银行")[:1])
        token_index._write(connection, "search_texts", "'delete', ", ("tokens",), [row])
        assert not text_index.sound(connection)
        text_index.clear(connection)
        text_index.refresh(connection, [one, two], everything=True)
    assert found(filled, "银行") == {one}
    assert settled(filled)


def test_random_work_leaves_nothing_behind(filled: Filled) -> None:
    chance = Random(3)
    held: dict[PostId, str] = {}
    acts: list[OperationId] = []
    for _ in range(60):
        if len(held) < 4 or chance.random() < 0.2:
            text = random_text(chance)
            (post,) = filled.add(new_post(text, title=text[:3]))
            held[post] = text
        elif chance.random() < 0.8 or not acts:
            post = chance.choice(list(held))
            text = random_text(chance)
            operation = filled.begin()
            if filled.save(post, held[post], text, operation):
                acts = [operation]
                held[post] = text
        else:
            undo(filled, acts.pop(), OperationKind.EDIT)
            with filled.database.read() as connection:
                held = {one: posts.load(connection, one).source.decode() for one in held}
    assert settled(filled)
    for char in "银行股市利率":
        expected = {post for post, text in held.items() if char in text}
        assert found(filled, char) >= expected


def random_text(chance: Random) -> str:
    body = "".join(chance.choice("银行股市利率 ab，") for _ in range(chance.randrange(1, 12)))
    head = f"---\ntags: {chance.choice('甲乙丙')}\n---\n" if chance.random() < 0.5 else ""
    return head + body


def ids(filled: Filled, query: Node, sort: Sort, limit: int | None = None) -> list[int]:
    with filled.database.read() as connection:
        return list(relevance.ids(connection, query, sort, NOW, limit=limit))


@pytest.fixture
def many(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> tuple[Filled, list[PostId]]:
    """Posts of which more say 银行 than are weighed, and some say 股市."""
    monkeypatch.setattr(text_index, "MANY", 20)
    new = [
        new_post(
            f"银行 {'股市 ' * (number % 4)}{number}",
            title="银行家" if number % 9 == 0 else f"t{number}",
            date=NOW + timedelta(days=number * 7 % 31),
            status=Status.TRASH if number % 11 == 0 else Status.INBOX,
        )
        for number in range(60)
    ]
    return filled, filled.add(*new)


BANK, SHARES = Term(Field.ANY, "银行"), Term(Field.ANY, "股市 1")


@pytest.mark.parametrize(
    "query",
    [
        BANK,
        SHARES,
        Not(SHARES),
        All((BANK, SHARES)),
        Any((Not(BANK), SHARES)),
        All((BANK, Not(Term(Field.TITLE, "银行家")))),
        Term(Field.ANY, "没有"),
    ],
)
def test_the_first_posts_are_those_of_the_whole_order(
    many: tuple[Filled, list[PostId]], query: Node
) -> None:
    filled, _ = many
    for sort in (Sort(), Sort(descending=False), Sort(SortKey.TITLE), Sort(SortKey.RELEVANCE)):
        whole = ids(filled, query, sort)
        for limit in (1, 7, 100):
            assert ids(filled, query, sort, limit) == whole[:limit], (sort, limit)


def test_titles_come_first_and_then_the_newest(many: tuple[Filled, list[PostId]]) -> None:
    filled, _ = many
    with filled.database.read() as connection:
        rows = posts.rows(
            connection, [PostId(one) for one in ids(filled, BANK, Sort(SortKey.RELEVANCE))]
        )
    said = ["银行" in row.title for row in rows]
    assert said == sorted(said, reverse=True)
    for told in (True, False):
        dates = [row.date for row in rows if ("银行" in row.title) is told]
        assert dates == sorted(dates, key=lambda one: one or NOW, reverse=True)
    turned = ids(filled, BANK, replace(Sort(SortKey.RELEVANCE), descending=False))
    assert turned == [row.id for row in rows][::-1]


def test_texts_that_say_it_more_come_first_where_few_do(filled: Filled) -> None:
    texts = ("股市" + "，其他的话" * 40, "股市股市，股市，股市", "股市，" + "别的" * 5, "无")
    posts_ = filled.add(*(new_post(text, title=f"t{at}") for at, text in enumerate(texts)))
    order = ids(filled, Term(Field.ANY, "股市"), Sort(SortKey.RELEVANCE))
    assert order == [posts_[1], posts_[2], posts_[0]]
