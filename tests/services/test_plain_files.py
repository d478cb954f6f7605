"""A library written as plain files and rebuilt from them is the same but for its history."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from curator.composition import open_services
from curator.domain.changes import OperationKind
from curator.domain.errors import (
    FileError,
    FileFault,
    LibraryError,
    LibraryFault,
    PlainError,
    PlainFault,
)
from curator.domain.post import PostId, Status
from curator.domain.work import Cancelled, CancelToken
from curator.services import Services
from curator.services.libraries import rebuild
from curator.storage import assets, blobs, operations, places, writing
from curator.storage.database import Database

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def post(title: str, tags: str = "") -> bytes:
    return f"---\r\ntitle: {title}\ndate: 2026-01-02 08:00 +0800\ntags: [{tags}]\nauthor: A\n---\nW\xf6rter".encode()


@pytest.fixture
def full(services: Services, tmp_path: Path) -> Services:
    """Return a library in which posts stand in every way that the format has a word for."""
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("title: 站\ntimezone: Asia/Shanghai\n", "utf-8")
    for day, title in enumerate(("一", "二", "三"), 1):
        (site / "_posts" / f"2026-01-0{day}-post-{day}.md").write_bytes(post(title, "股票, 债券"))
    loose = tmp_path / "文章 CON.md"
    loose.write_bytes(b"\xef\xbb\xbf" + post("loose"))
    gone = tmp_path / "gone.md"
    gone.write_bytes(post("gone"))
    services.ingest.apply(services.ingest.plan([gone]))
    services.ingest.apply(services.ingest.plan([site, loose]))
    first, one, two, three, four = map(PostId, sorted(services.library.find("")))
    services.duplicates.fill()
    stored = services.library.load(one)
    services.library.save(one, stored.content, stored.source + b"more")
    services.library.set_status([two], Status.READY)
    services.library.set_foreign([two], True)
    services.duplicates.call_different(one, [two])
    services.queries.keep("今日", "added:7d")
    services.library.set_status([first, three], Status.TRASH)
    services.trash.delete_for_good([first])  # a number that no post has
    database = Database.open(services.library.name)
    with database.write() as connection:
        for name, kind in (
            ("图.PNG", assets.AssetKind.FILE),
            ("a.docx", assets.AssetKind.ORIGINAL),
        ):
            new = assets.NewAsset(
                four, PICTURE + kind.encode(), name, "image/png", "http://x/", kind
            )
            assets.add_all(connection, [new], NOW)
        other = places.register(connection, str(tmp_path / "other"), "Other")
        places.use_picture_pattern(connection, other, "img/{name}")
        key = blobs.content_hash(b"base of the other site")
        blobs.store(connection, {key: b"base of the other site"})
        operation = operations.begin(connection, OperationKind.ADOPT, NOW)
        there = [
            writing.NewPlace(two, other, "_posts/2026-01-02-二.md", key),
            writing.NewPlace(four, other, "_drafts/loose.md", None),
        ]
        writing.place(connection, operation, there, NOW)
    database.close()
    return services


TOLD = {
    "posts": "SELECT p.id, b.data, p.status, p.title, p.date, p.offset, p.date_text, p.categories, "
    "p.tags, p.slug, p.layout, p.source, p.problems, p.hidden, p.loose, p.image, p.link, "
    'p."foreign", p.name, p.folded, p.added, p.saved FROM posts p JOIN blobs b ON b.id = p.blob_id '
    "ORDER BY p.id",
    "terms": "SELECT p.post_id, t.kind, t.name FROM post_terms p JOIN terms t ON t.id = p.term_id "
    "ORDER BY 1, 2, 3",
    "keys": "SELECT * FROM post_keys ORDER BY 1, 2, 3",
    "placements": "SELECT p.post_id, s.root, s.title, s.pictures, p.path, b.data, p.folded, p.draft, "
    "p.apart FROM placements p JOIN sites s ON s.id = p.site_id "
    "LEFT JOIN blobs b ON b.id = p.base_id ORDER BY 1, 2",
    "assets": "SELECT a.post_id, b.data, a.name, a.media_type, a.origin, a.kind, a.added "
    "FROM assets a JOIN blobs b ON b.id = a.blob_id ORDER BY a.post_id, a.id",
    "likenesses": "SELECT post_id, address, number, simhash, words FROM likenesses ORDER BY 1",
    "distinct": "SELECT * FROM distinct_pairs ORDER BY 1, 2",
    "searches": "SELECT name, text, saved FROM saved_searches ORDER BY id",
    "tallies": "SELECT * FROM tallies WHERE number > 0 ORDER BY 1, 2",
}


def told(library: Path | str) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(library)) as file:
        return {name: file.execute(query).fetchall() for name, query in TOLD.items()}


def without_site_numbers(rows: list[Any]) -> list[Any]:
    return [row for row in rows if row[0] != "site"]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_rebuilt_library_is_equal(full: Services, tmp_path: Path) -> None:
    made = full.libraries.export_plain(tmp_path / "plain")
    assert (made.posts, made.files) == (4, 2)
    rebuilt = rebuild(tmp_path / "plain", str(tmp_path / "new.db"))
    assert (rebuilt.posts, rebuilt.files) == (4, 2)
    before, after = told(full.library.name), told(tmp_path / "new.db")
    assert [name for name in before if not before[name]] == []
    for name in before:
        assert without_site_numbers(after[name]) == without_site_numbers(before[name]), name
    with open_services(str(tmp_path / "new.db")) as services:
        assert all(found.healthy for found in services.doctor.examine())
        for number in full.library.find("status:inbox OR status:ready OR status:published"):
            here, there = (one.library.load(PostId(number)) for one in (services, full))
            assert here.source == there.source
            assert [p.path for p in here.placements] == [p.path for p in there.placements]
        assert services.library.undoable() is None
        folder = tmp_path / "more"
        folder.mkdir()
        (folder / "new.md").write_bytes(post("new"))
        services.ingest.apply(services.ingest.plan([folder]))
        assert max(services.library.find("")) > 5  # no number is given twice
        services.libraries.export_plain(tmp_path / "again")
        services.undoing.undo()


def test_the_same_library_makes_the_same_files(full: Services, tmp_path: Path) -> None:
    full.libraries.export_plain(tmp_path / "one")
    full.libraries.export_plain(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    rebuild(tmp_path / "one", str(tmp_path / "new.db"))
    with open_services(str(tmp_path / "new.db")) as services:
        services.libraries.export_plain(tmp_path / "three")
    assert tree(tmp_path / "three") == tree(tmp_path / "one")


def test_posts_lie_there_as_they_are(full: Services, tmp_path: Path) -> None:
    full.libraries.export_plain(tmp_path / "plain")
    lines = (tmp_path / "plain/posts.jsonl").read_bytes().splitlines()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        source = full.library.load(PostId(row["id"])).source
        assert (tmp_path / "plain" / row["file"]).read_bytes() == source
    (files,) = (row["files"] for row in rows if row["files"])
    assert (tmp_path / "plain" / files[0]["file"]).read_bytes() == PICTURE + b"file"
    assert all(name.isascii() for name in tree(tmp_path / "plain"))


def test_what_is_there_is_left_alone(full: Services, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    with pytest.raises(FileError) as caught:
        full.libraries.export_plain(taken)
    assert caught.value.fault is FileFault.EXISTS
    assert tree(taken) == {"mine.txt": b"mine"}
    full.libraries.export_plain(tmp_path / "plain")
    with pytest.raises(LibraryError) as refused:
        rebuild(tmp_path / "plain", full.library.name)
    assert refused.value.fault is LibraryFault.EXISTS


def left_over(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.name.endswith(".part"))


def test_a_stopped_export_and_rebuild_leave_nothing(full: Services, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        full.libraries.export_plain(tmp_path / "plain", cancel=token)
    assert not (tmp_path / "plain").exists()
    full.libraries.export_plain(tmp_path / "plain")
    with pytest.raises(Cancelled):
        rebuild(tmp_path / "plain", str(tmp_path / "new.db"), cancel=token)
    assert not (tmp_path / "new.db").exists()
    assert not list(left_over(tmp_path))


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda plain: (plain / "library.json").unlink(), PlainFault.NOT_PLAIN),
        (lambda plain: (plain / "library.json").write_text("[]"), PlainFault.NOT_PLAIN),
        (lambda plain: shutil.rmtree(plain / "posts"), PlainFault.MISSING),
        (lambda plain: (plain / "sites.jsonl").unlink(), PlainFault.MISSING),
        (lambda plain: append(next(plain.glob("posts/*/*")), b"x"), PlainFault.CHANGED),
        (lambda plain: append(next(plain.glob("files/*/*")), b"x"), PlainFault.CHANGED),
        (lambda plain: append(plain / "posts.jsonl", b"{}\n"), PlainFault.CHANGED),
        (lambda plain: append(plain / "posts.jsonl", b"no json"), PlainFault.CHANGED),
        (
            lambda plain: replace(plain / "library.json", '"version": 1', '"version": 2'),
            PlainFault.NEWER,
        ),
        (
            lambda plain: replace(plain / "posts.jsonl", "posts/0000/2", "../posts/0000/2"),
            PlainFault.CHANGED,
        ),
    ],
)
def test_a_harmed_folder_makes_no_library(
    full: Services, tmp_path: Path, harm: Any, fault: PlainFault
) -> None:
    full.libraries.export_plain(tmp_path / "plain")
    harm(tmp_path / "plain")
    with pytest.raises(PlainError) as caught:
        rebuild(tmp_path / "plain", str(tmp_path / "new.db"))
    assert caught.value.fault is fault
    assert not (tmp_path / "new.db").exists()
    assert not list(left_over(tmp_path))


def append(file: Path, data: bytes) -> None:
    file.write_bytes(file.read_bytes() + data)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
