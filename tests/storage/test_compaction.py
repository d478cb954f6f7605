"""Bytes that nothing refers to go, all others stay, and finding them reads no table from end to end."""

import sqlite3
from contextlib import closing

from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from curator.domain.changes import OperationKind
from curator.domain.post import ContentHash, PostId, Status
from curator.domain.retention import Keeping
from curator.storage import blobs, compaction, operations, places, retention, writing
from curator.storage.blobs import content_hash
from curator.storage.tables import blobs as stored
from curator.storage.tables import metadata
from tests.storage.conftest import NOW, Filled, new_post

BEGINNING = ContentHash(b"")


def texts(filled: Filled) -> set[bytes]:
    with closing(sqlite3.connect(filled.database.name)) as library:
        return {bytes(row[0]) for row in library.execute("SELECT data FROM blobs")}


def orphan(filled: Filled, *data: bytes) -> None:
    with filled.database.write() as connection:
        blobs.store(connection, {content_hash(one): one for one in data})


def sweep(filled: Filled, limit: int = 100) -> tuple[int, int]:
    after: ContentHash | None = BEGINNING
    number = size = 0
    while after is not None:
        with filled.database.write() as connection:
            swept = compaction.sweep(connection, after=after, limit=limit)
        after, number, size = swept.last, number + swept.blobs, size + swept.bytes
    return number, size


def test_what_nothing_refers_to_goes_and_all_else_stays(filled: Filled) -> None:
    with filled.database.write() as connection:
        site = places.register(connection, "/site", "Site")
    (post, _other) = filled.add(new_post("a", site=site, path="_posts/a.md"), new_post("b"))
    filled.save(post, "a", "c")
    with filled.database.write() as connection:
        operation = operations.begin(connection, OperationKind.EXPORT, NOW)
        base = blobs.store(connection, {content_hash(b"base"): b"base"})
        assert base
        place = writing.NewPlace(post, site, "_posts/a.md", content_hash(b"base"))
        writing.place(connection, operation, [place], NOW, status=Status.PUBLISHED)
    kept = texts(filled)
    orphan(filled, *(b"nobody's %d" % number for number in range(25)))
    with filled.database.read() as connection:
        assert compaction.unused(connection) == (
            25,
            sum(len(b"nobody's %d" % n) for n in range(25)),
        )
    number, size = sweep(filled, limit=7)
    assert (number, size) == (25, sum(len(b"nobody's %d" % n) for n in range(25)))
    assert texts(filled) == kept == {b"a", b"b", b"c", b"base"}
    assert sweep(filled) == (0, 0)


def test_every_column_that_names_a_blob_counts() -> None:
    named = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == "blobs.id"
    }
    looked_at = {(column.table.name, column.name) for column in compaction._REFERENCES}
    assert named == looked_at
    assert {("revisions", "base_id"), ("assets", "blob_id")} <= looked_at


def plan(filled: Filled, sql: str) -> list[str]:
    with closing(sqlite3.connect(filled.database.name)) as library:
        return [row[3] for row in library.execute(f"EXPLAIN QUERY PLAN {sql}")]


def test_references_are_found_by_indexes(filled: Filled) -> None:
    query = select(stored.c.id).where(stored.c.id.in_([1, 2, 3]), compaction._unused())
    sql = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    steps = plan(filled, str(sql))
    assert not [step for step in steps if step.startswith("SCAN")]
    # Deleting one asks the same of every table, for the sake of its references.
    walk = plan(filled, "SELECT hash, id FROM blobs WHERE hash > x'00' ORDER BY hash LIMIT 9")
    assert walk == ["SEARCH blobs USING COVERING INDEX sqlite_autoindex_blobs_1 (hash>?)"]


def test_operations_are_paged_without_sorting(filled: Filled) -> None:
    steps = plan(
        filled, "SELECT * FROM operations WHERE posts > 0 AND id < 900 ORDER BY id DESC LIMIT 9"
    )
    assert steps == ["SEARCH operations USING INTEGER PRIMARY KEY (rowid<?)"]


def test_old_histories_are_found_in_their_order(filled: Filled) -> None:
    steps = plan(
        filled,
        "SELECT post_id FROM revisions WHERE post_id > 5 AND saved < 9 GROUP BY post_id "
        "HAVING count(*) > 1 ORDER BY post_id LIMIT 9",
    )
    assert steps == ["SEARCH revisions USING PRIMARY KEY (post_id>?)"]


def test_what_a_version_that_goes_leaves_behind_is_swept(filled: Filled) -> None:
    (post,) = filled.add(new_post("0"))
    for number in range(6):
        filled.save(post, str(number), str(number + 1))
    later = NOW.replace(year=NOW.year + 3)
    with filled.database.write() as connection:
        thinned = retention.thin(connection, Keeping(5, 5), later, after=PostId(0), limit=9)
    assert (thinned.last, thinned.versions) == (post, 4)
    assert sweep(filled)[0] == 4
    assert texts(filled) == {b"0", b"5", b"6"}
