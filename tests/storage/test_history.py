"""Undo and redo: a random walk over operations always returns to the states it came from."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.domain.changes import OperationKind
from curator.domain.errors import UndoError, UndoFault
from curator.domain.post import PostFacts, PostId, Status
from curator.storage import history, operations, places, posts, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Database
from tests.storage.conftest import NOW, Filled, facts, new_post

Snapshot = dict[int, tuple[bytes, Status, tuple[object, ...], str]]


def derive(source: bytes, path: str, root: str | None) -> PostFacts:
    """Stand in for the services, which derive facts from the text."""
    return facts(source.decode())


def snapshot(filled: Filled) -> Snapshot:
    with filled.database.read() as connection:
        ids = [
            PostId(number)
            for number in connection.exec_driver_sql("SELECT id FROM posts").scalars()
        ]
        return {
            post.id: (post.source, post.status, post.placements, post.title)
            for post in posts.load_many(connection, ids)
        }


def go_back(filled: Filled, number: int | None = None) -> None:
    with filled.database.write() as connection:
        act = (
            operations.find(connection, number)
            if number is not None
            else operations.next_undone(connection)
        )
        assert act is not None
        way = operations.begin(connection, OperationKind.UNDO, NOW, undoes=act.id)
        history.revert(connection, act, way, derive, NOW)


def go_forth(filled: Filled) -> bool:
    with filled.database.write() as connection:
        act = operations.next_redone(connection)
        if act is None:
            return False
        way = operations.begin(connection, OperationKind.REDO, NOW, undoes=act.id)
        history.revert(connection, act, way, derive, NOW)
        return True


def test_undo_of_an_import_takes_the_posts_and_redo_brings_them_back(filled: Filled) -> None:
    with filled.database.write() as connection:
        site = places.register(connection, "/site", "Site")
    filled.add(new_post("a", site=site, path="_posts/a.md", tags=("t",)), new_post("b"))
    before = snapshot(filled)
    go_back(filled)
    assert snapshot(filled) == {}
    assert go_forth(filled)
    assert snapshot(filled) == before
    assert not go_forth(filled)


def test_later_work_stands_in_the_way(filled: Filled) -> None:
    (post,) = filled.add(new_post("a"))
    filled.save(post, "a", "b")
    before = snapshot(filled)
    with filled.database.read() as connection:
        first = operations.latest(connection, 5)[-1]
    with pytest.raises(UndoError) as caught:
        go_back(filled, first.id)
    assert caught.value.fault is UndoFault.LATER_WORK
    assert snapshot(filled) == before


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["add", "edit", "move", "place", "undo", "redo"]), max_size=14))
def test_any_walk_returns_by_the_way_it_came(
    tmp_path_factory: pytest.TempPathFactory, walk: list[str]
) -> None:
    folder: Path = tmp_path_factory.mktemp("walk")
    filled = Filled(Database.open(str(folder / "library.db")))
    with filled.database.write() as connection:
        site = places.register(connection, "/site", "Site")
    done: list[Snapshot] = [snapshot(filled)]  # the reference: a plain list of states
    undone: list[Snapshot] = []
    for step, act in enumerate(walk):
        now = snapshot(filled)
        some = PostId(min(now)) if now else None
        if act == "undo":
            if len(done) > 1:
                go_back(filled)
                undone.append(done.pop())
            continue
        if act == "redo":
            assert go_forth(filled) == bool(undone)
            if undone:
                done.append(undone.pop())
            continue
        if act == "add":
            filled.add(new_post(f"new {step}"))
        elif some is None:
            continue
        elif act == "edit":
            filled.save(some, now[some][0].decode(), f"edit {step}")
        elif act == "move":
            target = Status.READY if now[some][1] is not Status.READY else Status.REVIEW
            operation = filled.begin(OperationKind.STATUS)
            with filled.database.write() as connection:
                writing.set_status(connection, operation, [some], target, NOW)
        else:
            operation = filled.begin(OperationKind.EXPORT)
            with filled.database.write() as connection:
                place = writing.NewPlace(
                    some, site, f"_posts/{step}.md", content_hash(now[some][0])
                )
                writing.place(connection, operation, [place], NOW)
        done.append(snapshot(filled))
        undone.clear()
        assert snapshot(filled) == done[-1]
    assert snapshot(filled) == done[-1]
    while len(done) > 1:
        go_back(filled)
        done.pop()
        assert snapshot(filled) == done[-1]
    filled.database.close()
