"""The words of posts on databases without an index of tokens: texts in one folded form, looked through.

Exact by the same rules, `domain.searching.plain`, and as slow as reading all of it. PostgreSQL looks
through 100,000 texts in about a second.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.engine import Connection

from curator.domain.post import PostId
from curator.domain.searching import Parts, plain, plain_query
from curator.storage.blobs import chunks
from curator.storage.searched import head_and_body
from curator.storage.tables import blobs, search_documents

if TYPE_CHECKING:
    from curator.storage.text_index import Entry

_COLUMNS = search_documents.c


def found(query: Parts, *, title: bool) -> Select[Any]:
    """Return a query for the posts that match."""
    wanted = plain_query(query)
    where = _contains(_COLUMNS.plain_title, wanted)
    if not title:
        others = (_COLUMNS.plain_path, _COLUMNS.plain_front, _COLUMNS.plain_text)
        where = or_(where, *(_contains(column, wanted) for column in others))
    return select(_COLUMNS.post_id).where(where)


def titles(queries: Sequence[Parts]) -> Select[Any]:
    """Return a query for the posts whose title one of the queries matches."""
    fits = (_contains(_COLUMNS.plain_title, plain_query(query)) for query in queries)
    return select(_COLUMNS.post_id).where(or_(*fits))


def weights(_connection: Connection, _queries: Sequence[Parts]) -> dict[int, float]:
    """Return nothing: how often words stand in texts is not known here."""
    return {}


def _contains(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    return column.contains(wanted, autoescape=True)


def change(
    _connection: Connection,
    _old: Mapping[PostId, "Entry"],
    _new: Mapping[PostId, "Entry"],
    _texts: Mapping[int, bytes],
    _bodies: Collection[PostId],
) -> None:
    """Do nothing: `columns` says all."""


def columns(title: str, path: str, text: bytes) -> dict[str, str]:
    """Return what is kept of a post."""
    head, body = head_and_body(text)
    return {
        "plain_title": plain(title),
        "plain_path": plain(path),
        "plain_front": plain(head),
        "plain_text": plain(body),
    }


def clear(_connection: Connection) -> None:
    """Do nothing: the rows go with what they hold."""


def sound(connection: Connection) -> bool:
    """Compare all texts with what is kept of them."""
    numbers = connection.execute(select(_COLUMNS.post_id).order_by(_COLUMNS.post_id)).scalars()
    for part in chunks(list(numbers)):
        query = select(search_documents, blobs.c.data).join(blobs, blobs.c.id == _COLUMNS.blob_id)
        for row in connection.execute(query.where(_COLUMNS.post_id.in_(part))):
            told = columns(row.title, row.path, bytes(row.data))
            if any(getattr(row, name) != text for name, text in told.items()):
                return False
    return True
