"""Writes: what they keep, what they refuse, what they remember."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from curator.domain.changes import OperationKind
from curator.domain.errors import PostMissing
from curator.domain.listing import Sort, SortKey
from curator.domain.post import PostId, Problem, Status, SyncState, TermKind
from curator.domain.query import EVERYTHING
from curator.domain.query_parsing import parse
from curator.storage import blobs, history, operations, places, posts, tallies, writing
from curator.storage.blobs import content_hash
from curator.storage.tables import blobs as blob_table
from tests.storage.conftest import NOW, Filled, new_post


def titles(filled: Filled, query: str = "", sort: Sort | None = None) -> list[str]:
    with filled.database.read() as connection:
        wanted = parse(query, NOW.date())
        ids = posts.ids(connection, wanted, sort or Sort(SortKey.ADDED, False), NOW)
        return [row.title for row in posts.rows(connection, [PostId(one) for one in ids])]


def test_a_post_comes_back_byte_for_byte(filled: Filled) -> None:
    source = b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n\x00\xff\xfe tail without newline"
    told = new_post("x").facts
    post = writing.NewPost(source, content_hash(source), told, Status.INBOX, "x.md")
    (number,) = filled.add(post)
    with filled.database.read() as connection:
        stored = posts.load(connection, number)
    assert (stored.source, stored.content, stored.revision) == (source, content_hash(source), 1)


def test_equal_texts_are_stored_once(filled: Filled) -> None:
    filled.add(new_post("same", title="a"), new_post("same", title="b"), new_post("other"))
    filled.add(new_post("same", title="c"))
    with filled.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(blob_table)) == 2


def test_a_number_is_never_given_out_twice(filled: Filled) -> None:
    first = filled.add(new_post("a"), new_post("b"))
    operation = filled.begin()
    with filled.database.write() as connection:
        act = history.operations.latest(connection, 2)[1]
        history.revert(connection, act, operation, lambda *_: new_post("").facts, NOW)
    assert titles(filled) == []
    (third,) = filled.add(new_post("c"))
    assert third > max(first)


def test_a_save_from_an_old_text_changes_nothing(filled: Filled) -> None:
    (post,) = filled.add(new_post("one"))
    assert filled.save(post, "one", "two")
    assert not filled.save(post, "one", "three")
    with filled.database.read() as connection:
        assert posts.load(connection, post).source == b"two"


def test_typing_replaces_the_version_of_the_same_sitting_only(filled: Filled) -> None:
    (post,) = filled.add(new_post("0"))
    sitting = filled.begin()
    for old, new in (("0", "1"), ("1", "2"), ("2", "3")):
        assert filled.save(post, old, new, sitting, coalesce=True)
    other = filled.begin()
    assert filled.save(post, "3", "4", other, coalesce=True)
    with filled.database.read() as connection:
        versions = history.versions(connection, post)
        texts = [history.text(connection, post, version.number) for version in versions]
    assert texts == [b"4", b"3", b"0"]


def test_terms_follow_the_text(filled: Filled) -> None:
    (post,) = filled.add(new_post("a", tags=("x", "y", "x"), categories=("x",)))
    with filled.database.read() as connection:
        assert tallies.of_terms(connection, TermKind.TAG) == [("x", 1), ("y", 1)]
        assert tallies.of_terms(connection, TermKind.CATEGORY) == [("x", 1)]
    filled.save(post, "a", "b")
    with filled.database.read() as connection:
        assert tallies.of_terms(connection, TermKind.TAG) == []


def test_the_list_is_filtered_and_ordered_by_the_library(filled: Filled) -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    filled.add(
        new_post("1", title="离岸人民币升值", tags=("财经",), date=day.replace(month=3)),
        new_post("2", title="ＡＢＣ full width", date=day.replace(month=1), source="example.org"),
        new_post("3", title="draft 100%", status=Status.REVIEW, problems=(Problem.BROKEN_YAML,)),
        new_post("4", title="bin", status=Status.TRASH),
    )
    assert titles(filled, "民币") == ["离岸人民币升值"]
    assert titles(filled, "abc") == ["ＡＢＣ full width"]
    assert titles(filled, "100%") == ["draft 100%"]
    assert titles(filled, "%") == ["draft 100%"]
    assert titles(filled, "_") == []
    assert titles(filled, "tag:财经") == ["离岸人民币升值"]
    assert titles(filled, "-tag:财经 -status:trash") == ["ＡＢＣ full width", "draft 100%"]
    assert titles(filled, "is:broken") == ["draft 100%"]
    assert titles(filled, "date:2026-02..") == ["离岸人民币升值"]
    assert titles(filled, "source:example.org") == ["ＡＢＣ full width"]
    assert titles(filled, "status:trash") == ["bin"]
    assert titles(filled) == ["离岸人民币升值", "ＡＢＣ full width", "draft 100%"]
    newest_first = titles(filled, sort=Sort(SortKey.DATE, True))
    assert newest_first[:2] == ["离岸人民币升值", "ＡＢＣ full width"]
    assert titles(filled, sort=Sort(SortKey.TITLE, False))[0] == "ＡＢＣ full width"


@pytest.mark.parametrize("key", list(SortKey))
@pytest.mark.parametrize("descending", [True, False])
def test_every_order_holds_every_post_once(filled: Filled, key: SortKey, descending: bool) -> None:
    numbers = filled.add(*(new_post(str(index)) for index in range(9)))
    with filled.database.read() as connection:
        ids = posts.ids(connection, EVERYTHING, Sort(key, descending), NOW)
    assert sorted(ids) == numbers


def test_sync_state_follows_text_and_base(filled: Filled) -> None:
    with filled.database.write() as connection:
        site = places.register(connection, "/site", "Site")
    placed, loose = filled.add(new_post("a", site=site, path="_posts/a.md"), new_post("b"))

    def states() -> list[SyncState]:
        with filled.database.read() as connection:
            return [row.sync for row in posts.rows(connection, [placed, loose])]

    assert states() == [SyncState.SAME, SyncState.NEW]
    filled.save(placed, "a", "a2")
    assert states() == [SyncState.EDITED_HERE, SyncState.NEW]
    operation = filled.begin()
    with filled.database.write() as connection:
        new = [
            writing.NewPlace(placed, site, "_posts/a.md", content_hash(b"a2")),
            writing.NewPlace(loose, site, "_posts/b.md", content_hash(b"b")),
        ]
        writing.place(connection, operation, new, NOW, status=Status.PUBLISHED)
    assert states() == [SyncState.SAME, SyncState.SAME]
    assert titles(filled, "_posts/b.md") == ["b"]
    assert titles(filled, "path:_posts/a") == ["a2"]


def test_a_site_is_registered_once_under_its_newest_name(filled: Filled) -> None:
    with filled.database.write() as connection:
        first = places.register(connection, "/site", "Old")
        assert places.register(connection, "/site", "New") == first
        assert [site.title for site in places.known(connection)] == ["New"]


def test_a_failed_block_leaves_nothing_behind(filled: Filled) -> None:
    def fail_halfway() -> None:
        with filled.database.write() as connection:
            kind = OperationKind.IMPORT
            operation = operations.begin(connection, kind, NOW)
            writing.add(connection, operation, [new_post("half")], NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert titles(filled) == []
    with filled.database.read() as connection:
        assert operations.latest(connection, 5) == []
        assert blobs.find(connection, [content_hash(b"half")]) == {}


def test_a_post_that_is_not_there_is_named(filled: Filled) -> None:
    with filled.database.read() as connection, pytest.raises(PostMissing) as caught:
        posts.load(connection, PostId(7))
    assert caught.value.post == 7
