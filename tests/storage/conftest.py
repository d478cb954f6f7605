"""A real library file and ways to fill it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from curator.domain.changes import OperationKind
from curator.domain.post import OperationId, PostFacts, PostId, SiteId, Status
from curator.storage import operations, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Database

NOW = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)


def facts(title: str = "Title", **values: object) -> PostFacts:
    """Return facts with everything but the title left empty."""
    empty: dict[str, object] = {
        "date": None,
        "date_text": "",
        "categories": (),
        "tags": (),
        "slug": "",
        "layout": "",
        "source": "",
        "problems": (),
    }
    return PostFacts(title=title, **{**empty, **values})  # type: ignore[arg-type]  # tests name fields


def new_post(
    text: str,
    *,
    title: str = "",
    status: Status = Status.INBOX,
    site: SiteId | None = None,
    path: str | None = None,
    **values: object,
) -> writing.NewPost:
    """Return a post whose text is `text`."""
    source = text.encode()
    name = path or f"{title or text}.md"
    told = facts(title or text, **values)
    return writing.NewPost(source, content_hash(source), told, status, name, site, path)


class Filled:
    """A library with short ways to change it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def begin(self, kind: OperationKind = OperationKind.EDIT) -> OperationId:
        with self.database.write() as connection:
            return operations.begin(connection, kind, NOW)

    def add(self, *posts: writing.NewPost) -> list[PostId]:
        operation = self.begin(OperationKind.IMPORT)
        with self.database.write() as connection:
            return writing.add(connection, operation, posts, NOW)

    def save(
        self,
        post: PostId,
        old: str,
        new: str,
        operation: OperationId | None = None,
        *,
        coalesce: bool = False,
    ) -> bool:
        source = new.encode()
        told = facts(new)
        change = writing.NewText(
            post, content_hash(old.encode()), source, content_hash(source), told
        )
        operation = operation or self.begin()
        with self.database.write() as connection:
            return post in writing.save(connection, operation, [change], NOW, coalesce=coalesce)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    """Return a new, empty library."""
    database = Database.open(str(tmp_path / "library.db"))
    yield Filled(database)
    database.close()
