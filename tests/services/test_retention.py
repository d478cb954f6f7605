"""Versions that are given up: what stays readable, what can be undone, what is freed."""

import random
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from curator.domain.errors import UndoError, UndoFault
from curator.domain.post import PostId, Status
from curator.services import Services
from curator.services.publish import Selection
from curator.services.retention import Keeping, Place
from tests.services.conftest import read_tree
from tests.services.test_history import edit, source_of, taken_in

DAY_MS = 24 * 60 * 60 * 1000


def grow_old(services: Services, days: float, *, after: int = 0) -> None:
    """Make every version look `days` older, those of operations behind `after` alone."""
    step = int(days * DAY_MS)
    with closing(sqlite3.connect(services.library.name)) as library, library:
        library.execute(
            "UPDATE revisions SET saved = saved - ? WHERE operation_id > ?", (step, after)
        )


def worked_on(services: Services, folder: Path) -> PostId:
    """Return a post with a version every six hours for sixty days, the oldest ninety days ago."""
    post = taken_in(services, folder, b"---\ntitle: T\n---\nversion 0\n")
    for number in range(1, 240):
        edit(services, post, b"version %d\n" % (number - 1), b"version %d\n" % number)
    with closing(sqlite3.connect(services.library.name)) as library, library:
        library.execute(
            "UPDATE revisions SET saved = saved - ? + number * ?", (90 * DAY_MS, DAY_MS // 4)
        )
    return post


def test_everything_is_kept_by_default(services: Services, tmp_path: Path) -> None:
    post = worked_on(services, tmp_path / "in")
    freed = services.retention.tidy(Keeping(0))
    assert (freed.versions, freed.operations, freed.blobs) == (0, 0, 0)
    assert len(services.history.versions(post)) == 240


def test_old_versions_thin_out_and_what_is_freed_is_told(
    services: Services, tmp_path: Path
) -> None:
    post = worked_on(services, tmp_path / "in")
    with closing(sqlite3.connect(services.library.name)) as library:
        before = library.execute("SELECT sum(size) FROM blobs").fetchone()[0]
    freed = services.retention.tidy(Keeping(40, 60))
    kept = services.history.versions(post)
    assert len(kept) == 240 - freed.versions
    ages = [(datetime.now(UTC) - one.at) / timedelta(days=1) for one in kept]
    assert sum(age < 40 for age in ages) == 40  # ten days of it, four a day
    assert 20 <= sum(40 < age < 60 for age in ages) <= 21
    assert 4 <= sum(age > 60 for age in ages) <= 7
    with closing(sqlite3.connect(services.library.name)) as library:
        after = library.execute("SELECT sum(size) FROM blobs").fetchone()[0]
        assert library.execute("PRAGMA foreign_key_check").fetchall() == []
    assert before - after == freed.bytes > 0
    assert freed.blobs == freed.versions
    for one in kept:
        assert services.history.text(post, one.number).endswith(b"version %d\n" % (one.number - 1))
    assert source_of(services, post).endswith(b"version 239\n")
    again = services.retention.tidy(Keeping(40, 60))
    assert (again.versions, again.blobs) == (0, 0)


def test_what_says_it_can_be_undone_can_be_and_the_rest_says_why_not(
    services: Services, tmp_path: Path
) -> None:
    post = worked_on(services, tmp_path / "in")
    states = {
        one.number: services.history.text(post, one.number)
        for one in services.history.versions(post)
    }
    freed = services.retention.tidy(Keeping(40, 60))
    thinned = [one for one in services.history.operations(500) if one.thinned]
    assert len(thinned) == freed.operations > 0
    for one in thinned[:3]:
        detail = services.history.detail(one.id)
        assert detail is not None
        assert detail.hindrance is not None
        assert detail.hindrance.fault is UndoFault.THINNED
        with pytest.raises(UndoError) as caught:
            services.undoing.undo(one.id)
        assert caught.value.fault is UndoFault.THINNED
    # Step by step back, as far as nothing was given up.
    number = 240
    while (undoable := services.library.undoable()) is not None:
        if (detail := services.history.detail(undoable.id)) is None or detail.hindrance:
            break
        services.undoing.undo()
        number -= 1
        assert source_of(services, post) == states[number]
    assert 190 <= number <= 200


def test_a_round_goes_on_where_it_stopped(services: Services, tmp_path: Path) -> None:
    worked_on(services, tmp_path / "in")
    place, done, steps = Place(), False, 0
    while not done:
        place, done = services.retention.step(Keeping(40, 60), place, seconds=0)
        steps += 1
    assert steps >= 3
    assert place.freed.versions > 100
    assert place.freed.blobs == place.freed.versions


def test_restoring_from_the_trash_still_knows_the_way(services: Services, tmp_path: Path) -> None:
    post = taken_in(services, tmp_path / "in")
    services.library.set_status([post], Status.REVIEW)
    services.library.set_status([post], Status.TRASH)
    edit(services, post, b"first", b"second")
    edit(services, post, b"second", b"third")
    grow_old(services, 400)
    services.retention.tidy(Keeping(1, 1))
    services.trash.restore([post])
    assert services.library.load(post).status is Status.REVIEW


@pytest.mark.parametrize("seed", range(6))
def test_after_any_work_every_version_reads_and_every_undo_keeps_its_word(
    services: Services, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "in"
    ids = [
        taken_in(services, folder, b"---\ntitle: T%d\n---\nbody %d x\n" % (n, n), f"{n}.md")
        for n in range(3)
    ]
    for step in range(30):
        with suppress(UndoError):
            _act(services, chance, ids, step)
        if chance.random() < 0.3:
            grow_old(services, chance.choice([0.5, 3, 9]))
    current = {post: source_of(services, post) for post in ids if services.library.rows([post])}
    services.retention.tidy(Keeping(2, 8))
    for post in ids:
        for version in services.history.versions(post):
            if version.size is not None:
                assert len(services.history.text(post, version.number)) == version.size
    for post, source in current.items():
        assert source_of(services, post) == source
    for operation in services.history.operations(200):
        detail = services.history.detail(operation.id)
        assert detail is not None
        if operation.undone_by is not None:
            continue
        if detail.hindrance is None:
            before = read_all(services, ids)
            services.undoing.undo(operation.id)
            services.undoing.again(operation.id)
            assert read_all(services, ids) == before
        else:
            with pytest.raises(UndoError):
                services.undoing.undo(operation.id)


def _act(services: Services, chance: random.Random, ids: list[PostId], step: int) -> None:
    """Do something to a library that a person could do."""
    there = [PostId(row.id) for row in services.library.rows(ids)]
    act = chance.choice(["edit", "edit", "move", "undo", "redo", "restore", "untrash"])
    if act == "undo":
        services.undoing.undo()
    elif act == "redo":
        services.undoing.redo()
    elif act == "move":
        services.library.set_status(chance.sample(ids, 2), chance.choice(list(Status)))
    elif act == "untrash":
        services.trash.restore(ids)
    elif there:
        post = chance.choice(there)
        if act == "edit":
            edit(services, post, b" x\n", b" %d x\n" % step)
        else:
            versions = [one for one in services.history.versions(post) if one.size]
            services.history.restore(post, chance.choice(versions).number)


def read_all(services: Services, ids: list[PostId]) -> dict[PostId, tuple[bytes, Status]]:
    found = [PostId(row.id) for row in services.library.rows(ids)]
    loaded = [services.library.load(post) for post in found]
    return {post.id: (post.source, post.status) for post in loaded}


def test_an_export_can_be_taken_back_however_old_it_is(
    services: Services, site: Path, tmp_path: Path
) -> None:
    services.ingest.apply(services.ingest.plan([site]))
    post = next(
        PostId(row.id)
        for row in services.library.rows([PostId(n) for n in services.library.find("")])
        if row.title == "Two"
    )
    for number in range(5):
        edit(services, post, b"body", b"body %d" % number)
    before = read_tree(site)
    plan = services.publish.plan(site, Selection(everything=True))
    services.publish.apply(plan)
    grow_old(services, 500)
    assert read_tree(site) != before
    services.retention.tidy(Keeping(1, 1))
    services.undoing.undo()
    assert read_tree(site) == before
