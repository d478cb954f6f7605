"""Opening a library: every state a file can be in has its own answer, and none is harmed."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from curator.domain.errors import LibraryError, LibraryFault
from curator.storage import blobs, posts, pragmas
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database
from curator.storage.migration import configuration
from curator.storage.tables import metadata
from curator.storage.versions import CURRENT, known
from tests.storage.conftest import Filled, new_post


def refusal(file: Path) -> LibraryFault:
    with pytest.raises(LibraryError) as caught:
        Database.open(str(file))
    assert caught.value.library == str(file)
    return caught.value.fault


def test_migrations_make_exactly_the_tables_that_the_code_uses(filled: Filled) -> None:
    with filled.database.read() as connection:
        # SQLite keeps an index of tokens in tables of its own, beside the one that is asked.
        ours = {"include_name": lambda name, *_: name not in _index_tables(connection)}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []


def _index_tables(connection: Connection) -> set[str]:
    tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    named = {row.name: row.sql for row in tables}
    virtual = tuple(name for name, sql in named.items() if sql.startswith("CREATE VIRTUAL"))
    return {name for name in named if name.startswith(virtual)}


def test_the_known_versions_are_those_of_the_migrations(filled: Filled) -> None:
    with filled.database.read() as connection:
        scripts = ScriptDirectory.from_config(configuration(connection))
        assert scripts.get_current_head() == CURRENT
        assert {script.revision for script in scripts.walk_revisions()} == known()


def test_connections_are_set_up_for_safety(filled: Filled) -> None:
    with filled.database.read() as connection:
        for pragma, value in (("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert mode == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete")


def test_readers_are_not_locked_out_while_much_is_being_written(filled: Filled) -> None:
    (post,) = filled.add(new_post("there"))
    texts = {content_hash(text): text for text in (os.urandom(2**20) for _ in range(40))}
    with filled.database.write() as writing:
        blobs.store(writing, texts)
        with filled.database.read() as reading:
            assert posts.load(reading, post).source == b"there"
            assert blobs.find(reading, texts) == {}


def test_a_library_is_for_its_owner_alone(filled: Filled) -> None:
    assert Path(filled.database.name).stat().st_mode & 0o077 == 0


def test_opening_again_keeps_everything(filled: Filled) -> None:
    filled.add(new_post("a"))
    filled.database.close()
    again = Filled(Database.open(filled.database.name))
    again.add(new_post("b"))
    with again.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM posts").scalar() == 2
    again.database.close()


def test_a_newer_library_is_refused_and_stays_as_it_is(filled: Filled) -> None:
    with filled.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    filled.database.close()
    file = Path(filled.database.name)
    before = file.read_bytes()
    assert refusal(file) is LibraryFault.NEWER
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"---\ntitle: a post\n---\n", b"\x89PNG\r\n\x1a\n" * 9])
def test_another_file_is_no_library(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file.db"
    file.write_bytes(content)
    assert refusal(file) is LibraryFault.NOT_A_LIBRARY
    assert file.read_bytes() == content


def test_another_programs_database_is_no_library(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE things (name TEXT)")
    other.close()
    assert refusal(file) is LibraryFault.NOT_A_LIBRARY


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    assert refusal(tmp_path) is LibraryFault.NOT_A_LIBRARY


def test_an_unknown_kind_of_address_is_no_library() -> None:
    with pytest.raises(LibraryError) as caught:
        Database.open("oracel://somewhere/else")
    assert caught.value.fault is LibraryFault.NOT_A_LIBRARY


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    Database.open(str(file)).close()
    assert pragmas.schema_version(file) == CURRENT


def test_damage_is_told_apart_and_kept(filled: Filled) -> None:
    filled.add(*(new_post(f"{index} " + "x" * 3000) for index in range(40)))
    filled.database.close()
    file = Path(filled.database.name)
    data = bytearray(file.read_bytes())
    for page in range(0, len(data), 8192):
        data[page + 100 : page + 1000] = b"\xaa" * 900
    file.write_bytes(data)
    assert refusal(file) is LibraryFault.CORRUPT
    assert file.read_bytes() == bytes(data)
    assert not pragmas.intact(file)


def test_a_truncated_library_is_damaged(filled: Filled) -> None:
    filled.add(*(new_post(f"{index} " + "x" * 3000) for index in range(40)))
    filled.database.close()
    file = Path(filled.database.name)
    os.truncate(file, 5000)
    assert refusal(file) is LibraryFault.CORRUPT


def test_a_locked_library_says_so_and_loses_nothing(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pragmas, "BUSY_MILLISECONDS", 50)
    impatient = Filled(Database.open(filled.database.name))
    holder = sqlite3.connect(filled.database.name, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryError) as caught:
        impatient.add(new_post("a"))
    assert caught.value.fault is LibraryFault.LOCKED
    holder.execute("ROLLBACK")
    holder.close()
    impatient.add(new_post("a"))
    impatient.database.close()


def test_a_read_only_library_can_be_read(
    open_folder: Path, as_nobody: Callable[[Callable[[], object]], object]
) -> None:
    file = open_folder / "library.db"
    writable = Filled(Database.open(str(file)))
    writable.add(new_post("a"))
    writable.database.close()
    file.chmod(0o444)
    open_folder.chmod(0o555)

    def read_and_write() -> tuple[int, LibraryFault]:
        library = Filled(Database.open(str(file)))
        with library.database.read() as connection:
            number = connection.exec_driver_sql("SELECT count(*) FROM posts").scalar()
        with pytest.raises(LibraryError) as caught:
            library.add(new_post("b"))
        return int(number or 0), caught.value.fault

    assert as_nobody(read_and_write) == (1, LibraryFault.READ_ONLY)


def test_a_folder_that_may_not_be_written_is_refused(
    open_folder: Path, as_nobody: Callable[[Callable[[], object]], object]
) -> None:
    open_folder.chmod(0o555)
    assert as_nobody(lambda: refusal(open_folder / "new.db")) is LibraryFault.DENIED


def test_a_failed_upgrade_leaves_the_old_library_and_a_copy(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.add(new_post("a"))
    with filled.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    filled.database.close()
    file = Path(filled.database.name)
    monkeypatch.setattr("curator.storage.versions._OLDER", ("0000",))
    before = shutil.copy(file, file.with_suffix(".before"))
    # Alembic knows no revision 0000, so the upgrade itself fails.
    with pytest.raises(Exception, match="0000"):
        Database.open(str(file))
    assert file.read_bytes() == Path(before).read_bytes()
    assert file.with_name(f"{file.name}.before-{CURRENT}").exists()


def test_writers_in_two_processes_lose_nothing(filled: Filled) -> None:
    other = Filled(Database.open(filled.database.name))

    def write(library: Filled, start: int) -> None:
        for index in range(20):
            library.add(new_post(f"{start + index}"))

    threads = [threading.Thread(target=write, args=pair) for pair in ((filled, 0), (other, 1000))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with filled.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM posts").scalar() == 40
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    other.database.close()
