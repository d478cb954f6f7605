"""The numbers of a library or of a search: how many posts when, from where, of what, and how many in trouble."""

from datetime import datetime

from curator.domain.overview import Overview
from curator.domain.query import asks_of_texts
from curator.domain.query_parsing import parse
from curator.domain.query_words import asks_for_words
from curator.domain.work import CancelToken
from curator.services.queries import Queries
from curator.services.search import Search
from curator.storage import findables, overview
from curator.storage.database import Database


class Overviews:
    """Counts the posts of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, query: str = "", *, cancel: CancelToken | None = None) -> Overview:
        """Return the numbers of what a typed query finds; raises QueryError, Cancelled.

        What older programs did not keep and the query asks for is filled in first.
        """
        now = datetime.now().astimezone()
        with self._database.read() as connection:
            node = parse(query, now.date(), findables.known_keys(connection))
        if asks_of_texts(node):
            Queries(self._database).fill(cancel=cancel)
        if asks_for_words(node):
            Search(self._database).fill(cancel=cancel)
        if cancel is not None:
            cancel.check()
        with self._database.read() as connection:
            return overview.overview(connection, node, now)
