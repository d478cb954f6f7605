"""Libraries of every earlier schema open, are brought up to date, and keep what they hold."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from curator.storage import pragmas
from curator.storage.database import Database
from curator.storage.tables import metadata, posts, revisions
from curator.storage.versions import CURRENT, known

OLD = Path(__file__).parents[1] / "data" / "libraries"


@pytest.fixture(params=sorted(known() - {CURRENT}))
def old_library(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A library with three posts of one site, written by the program of that time."""
    file = tmp_path / "library.db"
    with gzip.open(OLD / f"{request.param}.db.gz") as packed, file.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked)
    return file


def test_an_old_library_is_upgraded_and_keeps_its_posts(old_library: Path) -> None:
    database = Database.open(str(old_library))
    with database.read() as connection:
        rows = connection.execute(select(posts.c.name, posts.c.title).order_by(posts.c.id)).all()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    database.close()
    assert [tuple(row) for row in rows] == [
        ("2022-01-11-first.md", "第一篇"),
        ("2022-01-12-hidden.md", "藏起来的"),
        ("2022-01-13-text.md", "Published as text"),
    ]
    assert pragmas.schema_version(old_library) == CURRENT


def test_an_upgraded_library_has_the_tables_of_a_new_one(old_library: Path, tmp_path: Path) -> None:
    upgraded, new = Database.open(str(old_library)), Database.open(str(tmp_path / "new.db"))
    for table in metadata.tables:
        query = (
            f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY name"
        )
        with upgraded.read() as here, new.read() as there:
            assert here.exec_driver_sql(query).all() == there.exec_driver_sql(query).all(), table
    upgraded.close()
    new.close()


def test_an_upgraded_library_knows_its_hidden_posts(old_library: Path) -> None:
    database = Database.open(str(old_library))
    with database.read() as connection:
        query = select(posts.c.name).where(posts.c.hidden.is_(True))
        hidden = connection.execute(query).scalars().all()
    database.close()
    assert hidden == ["2022-01-12-hidden.md"]


def test_only_what_never_lay_in_a_site_becomes_a_guest(tmp_path: Path) -> None:
    file = tmp_path / "library.db"
    file.write_bytes(gzip.decompress((OLD / "0002.db.gz").read_bytes()))
    with closing(sqlite3.connect(file)) as library, library:
        # The first was never in a site, the second is in none any more, the third lies in one.
        library.execute("DELETE FROM placements WHERE post_id < 3")
        library.execute("UPDATE revisions SET site_id = NULL, path = NULL WHERE post_id = 1")
    database = Database.open(str(file))
    with database.read() as connection:
        asked = select(posts.c.foreign).order_by(posts.c.id)
        remembered = select(revisions.c.post_id).where(revisions.c.foreign).distinct()
        assert connection.execute(asked).scalars().all() == [True, False, False]
        assert connection.execute(remembered).scalars().all() == [1]
    database.close()
