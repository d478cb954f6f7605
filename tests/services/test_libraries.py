"""Backups, restores and compaction of real files, and what must not happen on the way."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.domain.errors import FileError, FileFault, LibraryError, LibraryFault
from curator.domain.post import PostId
from curator.domain.work import Cancelled, CancelToken
from curator.services import Services
from curator.services.libraries import probe, restore
from curator.storage import pragmas


def take_in(services: Services, folder: Path, *titles: str) -> None:
    for title in titles:
        (folder / f"{title}.md").write_text(f"---\ntitle: {title}\n---\n{title * 200}\n", "utf-8")
    files = [folder / f"{title}.md" for title in titles]
    services.ingest.apply(services.ingest.plan(files))


def titles(library: Path) -> list[str]:
    with closing(sqlite3.connect(library)) as file:
        return [row[0] for row in file.execute("SELECT title FROM posts ORDER BY id")]


def test_a_backup_holds_everything_and_is_private(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, "one", "two")
    made = services.libraries.back_up(tmp_path / "copy.db")
    assert made.posts == 2
    assert titles(made.file) == ["one", "two"]
    assert (made.file.stat().st_mode & 0o777) == 0o600
    with open_services(str(made.file)) as copied:
        assert all(found.healthy for found in copied.doctor.examine())


def test_a_backup_is_never_written_over_unless_asked(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, "one")
    target = tmp_path / "copy.db"
    target.write_text("mine")
    with pytest.raises(FileError) as caught:
        services.libraries.back_up(target)
    assert caught.value.fault is FileFault.EXISTS
    assert target.read_text() == "mine"
    services.libraries.back_up(target, replace=True)
    assert titles(target) == ["one"]
    with pytest.raises(FileError):  # not even asked for: the library itself
        services.libraries.back_up(Path(services.library.name), replace=True)


def test_a_backup_is_one_state_while_others_write(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, *(f"post {number}" for number in range(30)))
    ended = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(services.library.name, timeout=30)) as file:
            number = 0
            while not ended.is_set():
                with file:  # both or none
                    file.execute("UPDATE posts SET layout = ? WHERE id IN (1, 30)", (str(number),))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(2):
            made = services.libraries.back_up(tmp_path / f"copy {number}.db")
            with closing(sqlite3.connect(made.file)) as file:
                query = "SELECT count(DISTINCT layout) FROM posts WHERE id IN (1, 30)"
                assert file.execute(query).fetchone() == (1,)
    finally:
        ended.set()
        writer.join()


def test_a_stopped_backup_leaves_nothing(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, "one")
    token = CancelToken()
    token.cancel()
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(Cancelled):
        services.libraries.back_up(folder / "copy.db", cancel=token)
    assert not list(folder.iterdir())


def test_a_damaged_library_makes_no_backup(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, "one")
    with closing(sqlite3.connect(services.library.name)) as file, file:
        file.execute("UPDATE blobs SET data = CAST('other' AS BLOB)")
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(LibraryError) as caught:
        services.libraries.back_up(folder / "copy.db")
    assert caught.value.fault is LibraryFault.CORRUPT
    assert not list(folder.iterdir())


def test_a_restore_puts_the_present_library_aside(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, "one")
    backup = services.libraries.back_up(tmp_path / "backup.db").file
    other = tmp_path / "other" / "mine.db"
    with open_services(str(other)) as second:
        take_in(second, tmp_path, "two")
    made = restore(backup, str(other))
    assert titles(other) == ["one"]
    assert made.aside is not None
    assert made.aside.parent == other.parent
    assert titles(made.aside) == ["two"]
    again = restore(made.aside, str(other))
    assert titles(other) == ["two"]
    assert again.aside is not None
    assert again.aside != made.aside
    assert titles(again.aside) == ["one"]
    fresh = restore(backup, str(tmp_path / "new" / "fresh.db"))
    assert fresh.aside is None
    assert titles(tmp_path / "new" / "fresh.db") == ["one"]


def test_a_restore_waits_for_nobody_who_has_the_library_open(
    services: Services, tmp_path: Path
) -> None:
    take_in(services, tmp_path, "one")
    backup = services.libraries.back_up(tmp_path / "backup.db").file
    library = Path(services.library.name)
    before = library.read_bytes()
    with pytest.raises(LibraryError) as caught:
        restore(backup, str(library))
    assert caught.value.fault is LibraryFault.IN_USE
    assert library.read_bytes() == before


def test_what_a_dead_process_left_half_done_is_settled_before_a_restore(
    services: Services, tmp_path: Path
) -> None:
    take_in(services, tmp_path, "one")
    backup = services.libraries.back_up(tmp_path / "backup.db").file
    library = tmp_path / "mine.db"
    with open_services(str(library)) as second:
        take_in(second, tmp_path, "two", "three")
    child = os.fork()
    if child == 0:  # dies in the middle of a write, with its journal on the disk
        file = sqlite3.connect(library, isolation_level=None)
        file.execute("PRAGMA cache_size = 1")
        file.execute("PRAGMA cache_spill = 1")
        file.execute("BEGIN IMMEDIATE")
        file.execute("UPDATE posts SET title = 'torn'")
        file.execute("UPDATE blobs SET data = zeroblob(2000000)")
        os._exit(9)
    os.waitpid(child, 0)
    assert Path(f"{library}-journal").exists()
    made = restore(backup, str(library))
    assert titles(library) == ["one"]
    assert made.aside is not None
    assert titles(made.aside) == ["two", "three"]
    assert not Path(f"{library}-journal").exists()


def test_no_damaged_or_foreign_file_is_restored(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, *(f"post {number}" for number in range(30)))
    backup = services.libraries.back_up(tmp_path / "backup.db").file
    library = tmp_path / "mine.db"
    with open_services(str(library)) as second:
        take_in(second, tmp_path, "two")
    before = library.read_bytes()
    harmed = bytearray(backup.read_bytes())
    place = bytes(harmed).rindex(b"post 7post 7")
    harmed[place : place + 4] = b"xxxx"
    backup.write_bytes(harmed)
    (tmp_path / "text.db").write_text("no library")
    newer = tmp_path / "newer.db"
    shutil.copy(library, newer)
    with closing(sqlite3.connect(newer)) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    for wrong, fault in (
        (backup, LibraryFault.CORRUPT),
        (tmp_path / "text.db", LibraryFault.NOT_A_LIBRARY),
        (newer, LibraryFault.NEWER),
        (tmp_path / "nothing.db", LibraryFault.MISSING),
    ):
        with pytest.raises(LibraryError) as caught:
            restore(wrong, str(library))
        assert caught.value.fault is fault
        assert library.read_bytes() == before


def test_compaction_gives_back_the_room_of_what_is_gone(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, *(f"post {number}" for number in range(200)))
    kept = services.library.load(PostId(1))
    with closing(sqlite3.connect(services.library.name)) as file, file:
        file.execute(
            "INSERT INTO blobs (id, hash, size, data) VALUES "
            "(999999, randomblob(32), 3000000, zeroblob(3000000))"
        )
    made = services.libraries.compact()
    assert (made.texts, made.packed) == (1, True)
    assert made.before - made.after > 2_900_000
    assert made.after == Path(services.library.name).stat().st_size
    assert services.library.load(PostId(1)) == kept
    assert all(found.healthy for found in services.doctor.examine())


def test_a_stopped_compaction_leaves_the_library_whole(services: Services, tmp_path: Path) -> None:
    take_in(services, tmp_path, *(f"post {number}" for number in range(20)))
    token = CancelToken()
    token.cancel()
    made = services.libraries.compact(cancel=token)
    assert not made.packed
    with pytest.raises(Cancelled):
        pragmas.pack(Path(services.library.name), lambda: True)
    assert all(found.healthy for found in services.doctor.examine())


def test_compaction_asks_for_room_first(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(services, tmp_path, "one")
    usage = shutil.disk_usage(tmp_path)._replace(free=1_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    before = Path(services.library.name).read_bytes()
    with pytest.raises(LibraryError) as caught:
        services.libraries.compact()
    assert caught.value.fault is LibraryFault.NO_SPACE
    assert Path(services.library.name).read_bytes() == before


def test_a_library_is_looked_at_before_it_is_opened(services: Services, tmp_path: Path) -> None:
    assert probe(services.library.name) == services.library.name
    assert probe(str(tmp_path / "new.db"), new=True) == str(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()
    for name, new, fault in (
        (services.library.name, True, LibraryFault.EXISTS),
        (str(tmp_path / "nothing.db"), False, LibraryFault.MISSING),
    ):
        with pytest.raises(LibraryError) as caught:
            probe(name, new=new)
        assert caught.value.fault is fault
