"""The trash: the way back to where posts stood, and the one deletion that has none."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from curator.domain.changes import OperationKind
from curator.domain.errors import PostMissing, UndoError, UndoFault
from curator.domain.post import PostId, Status
from curator.services import Services
from tests.services.test_history import edit, source_of


@pytest.fixture
def posts(services: Services, tmp_path: Path) -> Sequence[PostId]:
    """Return four loose posts: one in the inbox, one under review, two ready."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n---\nwords of {name * 9}\n")
    services.ingest.apply(services.ingest.plan(sorted(folder.iterdir())))
    ids = [PostId(one) for one in sorted(services.library.find(""))]
    services.library.set_status(ids[1:2], Status.REVIEW)
    services.library.set_status(ids[2:], Status.READY)
    return ids


def standing(services: Services, posts: Sequence[PostId]) -> list[Status]:
    return [services.library.load(post).status for post in posts]


def test_posts_go_back_to_where_each_stood_as_one_operation(
    services: Services, posts: Sequence[PostId]
) -> None:
    before = standing(services, posts)
    services.library.set_status(posts[:3], Status.TRASH)
    edit(services, posts[1], b"words", b"other words")  # also after work in the trash
    changed = services.trash.restore(posts)
    assert changed.posts == set(posts[:3])  # the fourth is not in the trash
    assert standing(services, posts) == before
    assert b"other words" in source_of(services, posts[1])
    (operation,) = services.history.operations(1)
    assert (operation.kind, operation.posts) == (OperationKind.UNTRASH, 3)
    services.undoing.undo()
    assert standing(services, posts[:3]) == [Status.TRASH] * 3
    services.undoing.redo()
    assert standing(services, posts) == before


def test_nothing_in_the_trash_is_nothing_to_restore(
    services: Services, posts: Sequence[PostId]
) -> None:
    before = services.library.operations()
    assert services.trash.restore(posts).empty
    assert services.library.operations() == before


def test_what_is_deleted_for_good_leaves_nothing_behind(
    services: Services, posts: Sequence[PostId]
) -> None:
    edit(services, posts[0], b"words of aaaaaaaaa", b"secret words")
    services.library.set_status(posts[:2], Status.TRASH)
    doomed = services.trash.doomed(posts)
    assert (doomed.posts, doomed.in_sites, doomed.elsewhere) == (tuple(posts[:2]), 0, 2)
    deleted = services.trash.delete_for_good(posts)
    assert deleted.changed.posts == set(posts[:2])
    assert deleted.bytes > 0
    for post in posts[:2]:
        with pytest.raises(PostMissing):
            services.library.load(post)
        with pytest.raises(PostMissing):
            services.history.versions(post)
    with closing(sqlite3.connect(services.library.name)) as library:
        texts = [bytes(row[0]) for row in library.execute("SELECT data FROM blobs")]
        assert library.execute("PRAGMA foreign_key_check").fetchall() == []
    assert not [text for text in texts if b"secret" in text or b"aaaaaaaaa" in text]
    assert len(texts) == 2
    assert list(services.library.find("secret")) == []
    assert services.library.counts().by_status.get(Status.TRASH, 0) == 0


def test_a_deletion_for_good_is_told_and_cannot_be_taken_back(
    services: Services, posts: Sequence[PostId]
) -> None:
    services.library.set_status(posts[:1], Status.TRASH)
    services.trash.delete_for_good(posts[:1])
    (operation, *_) = services.history.operations(1)
    assert (operation.kind, operation.posts) == (OperationKind.DELETE, 1)
    with pytest.raises(UndoError) as caught:
        services.undoing.undo(operation.id)
    assert caught.value.fault is UndoFault.FOR_GOOD
    # What was done before can still be taken back, with the posts that are left.
    services.undoing.undo()  # the two that were made ready
    assert standing(services, posts[1:]) == [Status.REVIEW, Status.INBOX, Status.INBOX]
    services.undoing.undo()
    services.undoing.undo()  # the import, of three posts by now
    assert list(services.library.find("")) == []
    services.undoing.redo()
    assert len(services.library.find("")) == 3


def test_a_post_with_a_file_in_a_site_is_never_deleted_for_good(
    services: Services, site: Path
) -> None:
    services.ingest.apply(services.ingest.plan([site]))
    ids = [PostId(one) for one in services.library.find("")]
    services.library.set_status(ids, Status.TRASH)
    doomed = services.trash.doomed(ids)
    assert (doomed.posts, doomed.in_sites) == ((), len(ids))
    assert services.trash.delete_for_good(ids).changed.empty
    assert len(services.library.find("status:trash")) == len(ids)


def test_a_text_that_another_post_has_too_stays(
    services: Services, posts: Sequence[PostId]
) -> None:
    same = source_of(services, posts[3])
    stored = services.library.load(posts[2])
    services.library.save(posts[2], stored.content, same)
    services.library.set_status(posts[2:3], Status.TRASH)
    services.trash.delete_for_good(posts[2:3])
    assert source_of(services, posts[3]) == same
