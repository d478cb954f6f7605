"""By what posts are known again: kept in the same transaction as the text, gone with it, bounded."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from curator.domain.fingerprints import fingerprint, words
from curator.domain.likeness import is_telling, keys_of
from curator.domain.post import Likeness, PostFacts, PostId
from curator.storage import likenesses, writing
from curator.storage.blobs import content_hash
from curator.storage.likenesses import COMMON
from curator.storage.tables import likeness_keys
from curator.storage.tables import likenesses as kept
from curator.storage.tables import posts as post_table
from tests.storage.conftest import NOW, Filled, facts, new_post

TEXT = "茶价上涨3.5%，成交326.51亿元，同比增长12.30%，第7批货物等待装车。"


def told(text: str, address: str = "", **values: object) -> PostFacts:
    likeness = Likeness(address, "", fingerprint(words(text)))
    return facts(title=f"Title of {text}", likeness=likeness, **values)


def article(text: str, address: str = "") -> writing.NewPost:
    post = new_post(text)
    return writing.NewPost(post.source, post.content, told(text, address), post.status, post.name)


def under(filled: Filled, post: PostId) -> set[int]:
    with filled.database.read() as connection:
        query = select(likeness_keys.c.key).where(likeness_keys.c.post_id == post)
        return set(connection.execute(query).scalars())


def test_what_is_kept_comes_back(filled: Filled) -> None:
    new = article(TEXT, "wire.example.net/a/12345.html")
    (post,) = filled.add(new)
    with filled.database.read() as connection:
        known = likenesses.known(connection, [post])[post]
    assert known.likeness == new.facts.likeness
    assert (known.title, known.content) == (new.facts.title, new.content)
    assert under(filled, post) == set(keys_of(new.facts))


def test_a_new_text_is_known_and_the_old_one_forgotten(filled: Filled) -> None:
    (post,) = filled.add(article(TEXT))
    before = under(filled, post)
    text = "别的文章，没有一个数字相同：88.02亿元、2.15%、640个、1.07%。"
    change = writing.NewText(
        post, content_hash(TEXT.encode()), text.encode(), content_hash(text.encode()), told(text)
    )
    operation = filled.begin()
    with filled.database.write() as connection:
        writing.save(connection, operation, [change], NOW)
    assert under(filled, post) == set(keys_of(change.facts))
    assert not under(filled, post) & before


def test_facts_without_likeness_are_missing_until_they_are_filled_in(filled: Filled) -> None:
    (post,) = filled.add(new_post(TEXT))
    key, likeness = content_hash(TEXT.encode()), told(TEXT).likeness
    assert likeness is not None
    with filled.database.write() as connection:
        assert likenesses.missing(connection) == [post]
        # Somebody saved another text meanwhile: this likeness is of none.
        likenesses.fill(connection, {post: (content_hash(b"other"), likeness)})
        assert likenesses.missing(connection) == [post]
        likenesses.fill(connection, {post: (key, likeness)})
        assert likenesses.missing(connection) == []
        assert likenesses.known(connection, [post])[post].likeness == likeness


def test_a_phrase_of_many_posts_stands_for_none_and_takes_no_room(filled: Filled) -> None:
    many = [article(TEXT, f"wire.example.net/{number:05}") for number in range(COMMON + 20)]
    ids = filled.add(*many)
    mark = next(key for key in keys_of(many[0].facts) if not is_telling(key))
    address = keys_of(many[-1].facts)[0]
    with filled.database.read() as connection:
        count = select(func.count()).where(likeness_keys.c.key == mark)
        assert connection.scalar(count) == COMMON
        assert likenesses.holders(connection, [mark]) == {}
        assert likenesses.holders(connection, [address]) == {address: [ids[-1]]}
        assert mark not in dict(likenesses.shared_keys(connection))


def test_pairs_are_remembered_in_either_order(filled: Filled) -> None:
    one, two, three = filled.add(article("a b c"), article("d e f"), article("g h i"))
    with filled.database.write() as connection:
        likenesses.set_distinct(connection, [(two, one), (two, three)], True)
        likenesses.set_distinct(connection, [(one, two)], True)
        pairs = [(one, two), (three, two), (one, three)]
        assert likenesses.distinct_of(connection, pairs) == {(one, two), (two, three)}
        likenesses.set_distinct(connection, [(one, two)], False)
        assert likenesses.distinct_of(connection, pairs) == {(two, three)}


def test_gone_posts_leave_nothing(filled: Filled) -> None:
    ids = filled.add(article(TEXT), article("另一篇文章，数字也不同：1、2、3、4、5。"))
    with filled.database.write() as connection:
        likenesses.forget(connection, ids)
        connection.execute(post_table.delete())
        assert connection.scalar(select(func.count()).select_from(likeness_keys)) == 0
        assert connection.scalar(select(func.count()).select_from(kept)) == 0


@pytest.mark.parametrize(
    ("day", "other", "share"),
    [
        (datetime(2022, 1, 11, tzinfo=UTC), datetime(2022, 1, 11, 23, tzinfo=UTC), True),
        (datetime(2022, 1, 11, tzinfo=UTC), datetime(2022, 1, 12, tzinfo=UTC), True),
        (datetime(2022, 1, 11, tzinfo=UTC), datetime(2022, 1, 13, tzinfo=UTC), False),
        (datetime(9999, 12, 31, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC), True),
        (None, None, True),
        (datetime(2022, 1, 11, tzinfo=UTC), None, False),
    ],
)
def test_titles_are_found_on_the_same_day_and_the_next(
    day: datetime | None, other: datetime | None, share: bool
) -> None:
    empty = Likeness("", "", fingerprint([]))
    one = facts(title="Tea: prices RISE", date=day, likeness=empty)
    two = facts(title="ｔｅａ prices rise!", date=other, likeness=empty)
    assert bool(set(keys_of(one)) & set(keys_of(two))) is share
