"""Queries that somebody keeps under a name."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from curator.domain.saved_searches import SavedSearch, SearchId
from curator.storage import numbers
from curator.storage.instants import to_milliseconds
from curator.storage.tables import saved_searches


def known(connection: Connection) -> list[SavedSearch]:
    """Return all kept queries, the oldest first."""
    query = select(saved_searches).order_by(saved_searches.c.id)
    return [SavedSearch(SearchId(row.id), row.name, row.text) for row in connection.execute(query)]


def keep(connection: Connection, name: str, text: str, now: datetime) -> SavedSearch:
    """Keep a query under a name, which is made another one where it is taken."""
    number = SearchId(numbers.take(connection, "saved_searches"))
    name = _free(connection, name, number)
    row = {"id": number, "name": name, "text": text, "saved": to_milliseconds(now)}
    connection.execute(insert(saved_searches), row)
    return SavedSearch(number, name, text)


def put_back(connection: Connection, search: SavedSearch, now: datetime) -> SavedSearch:
    """Keep a query again that was forgotten, under its number."""
    name = _free(connection, search.name, search.id)
    row = {"id": search.id, "name": name, "text": search.text, "saved": to_milliseconds(now)}
    connection.execute(insert(saved_searches), row)
    return SavedSearch(search.id, name, search.text)


def change(connection: Connection, search: SearchId, *, name: str | None, text: str | None) -> None:
    """Give a kept query another name or text; one that is gone stays gone."""
    values = {}
    if name is not None:
        values["name"] = _free(connection, name, search)
    if text is not None:
        values["text"] = text
    if values:
        this = update(saved_searches).where(saved_searches.c.id == search)
        connection.execute(this.values(**values))


def forget(connection: Connection, search: SearchId) -> None:
    """Keep a query no longer."""
    connection.execute(delete(saved_searches).where(saved_searches.c.id == search))


def _free(connection: Connection, name: str, search: SearchId) -> str:
    """Return a name that no other query has: `name`, or `name 2` and so on."""
    found, number = name, 1
    while connection.scalar(
        select(func.count())
        .select_from(saved_searches)
        .where(saved_searches.c.name == found, saved_searches.c.id != search)
    ):
        number += 1
        found = f"{name} {number}"
    return found
