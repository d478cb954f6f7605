"""Bytes by their hash: each text or picture is stored once, whoever refers to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from curator.domain.post import ContentHash
from curator.storage import numbers
from curator.storage.tables import blobs

T = TypeVar("T")

IN_ONE_QUERY = 500
"""How many values a query names at once: SQLite took no more than 999 for long."""


def content_hash(data: bytes) -> ContentHash:
    """Return the hash by which the library knows `data`."""
    return ContentHash(sha256(data).digest())


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield `values` in parts small enough for one query."""
    for start in range(0, len(values), IN_ONE_QUERY):
        yield values[start : start + IN_ONE_QUERY]


def store(connection: Connection, texts: Mapping[ContentHash, bytes]) -> dict[ContentHash, int]:
    """Keep each text that is not there yet; return the number of each."""
    found = find(connection, texts)
    missing = [(key, data) for key, data in texts.items() if key not in found]
    if missing:
        first = numbers.take(connection, "blobs", len(missing))
        rows = [
            {"id": first + index, "hash": key, "size": len(data), "data": data}
            for index, (key, data) in enumerate(missing)
        ]
        connection.execute(insert(blobs), rows)
        found.update((key, first + index) for index, (key, _) in enumerate(missing))
    return found


def find(connection: Connection, hashes: Iterable[ContentHash]) -> dict[ContentHash, int]:
    """Return the numbers of those texts that are stored."""
    found: dict[ContentHash, int] = {}
    for part in chunks(list(hashes)):
        query = select(blobs.c.hash, blobs.c.id).where(blobs.c.hash.in_(part))
        found.update((ContentHash(row.hash), row.id) for row in connection.execute(query))
    return found


def read(connection: Connection, number: int) -> bytes:
    """Return the bytes of a stored text."""
    return bytes(connection.execute(select(blobs.c.data).where(blobs.c.id == number)).scalar_one())


def hash_of(connection: Connection, number: int | None) -> ContentHash | None:
    """Return the hash of a stored text, None for none."""
    if number is None:
        return None
    query = select(blobs.c.hash).where(blobs.c.id == number)
    return ContentHash(bytes(connection.execute(query).scalar_one()))
