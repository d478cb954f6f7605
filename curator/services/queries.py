"""What stands around queries: the words that complete them, those that are kept, what they need filled in."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from curator.domain.errors import QueryError
from curator.domain.post import ContentHash, Findable, PostId, TermKind
from curator.domain.query import Node
from curator.domain.query_parsing import parse
from curator.domain.saved_searches import LONGEST_NAME, SavedSearch, SearchId, name_for
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.deriving import findable_of
from curator.storage import findables, posts, saved_searches, vocabulary
from curator.storage.database import Database

BATCH = 200


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the posts of a library say where a query can ask for it, the most used first."""

    keys: tuple[str, ...] | None = None
    """Keys of front matter, folded; None while not all texts were looked at."""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


class Queries:
    """The queries of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def vocabulary(self) -> Vocabulary:
        """Return what completes queries."""
        with self._database.read() as connection:
            keys = findables.known_keys(connection)
            return Vocabulary(
                tuple(sorted(keys)) if keys is not None else None,
                tuple(vocabulary.terms_of(connection, TermKind.TAG)),
                tuple(vocabulary.terms_of(connection, TermKind.CATEGORY)),
                tuple(vocabulary.sources(connection)),
                tuple(vocabulary.layouts(connection)),
                tuple(vocabulary.sites_of(connection)),
            )

    def values(self, key: str, beginning: str, limit: int) -> list[str]:
        """Return values that posts have under a key of front matter, folded, in order."""
        with self._database.read() as connection:
            return vocabulary.values(connection, key, beginning, limit)

    # Kept queries

    def saved(self) -> list[SavedSearch]:
        """Return the queries that are kept, the oldest first."""
        with self._database.read() as connection:
            return saved_searches.known(connection)

    def keep(self, text: str, name: str = "") -> SavedSearch:
        """Keep a query, under its own text where it is given no name; raises QueryError."""
        parse(text, datetime.now().astimezone().date())
        called = _named(name) or name_for(text)
        with self._database.write() as connection:
            return saved_searches.keep(connection, called, text.strip(), datetime.now(UTC))

    def rename(self, search: SearchId, name: str) -> None:
        """Call a kept query otherwise; an empty name leaves it as it is called."""
        if called := _named(name):
            with self._database.write() as connection:
                saved_searches.change(connection, search, name=called, text=None)

    def replace(self, search: SearchId, text: str) -> None:
        """Keep another query under the same name; raises QueryError."""
        parse(text, datetime.now().astimezone().date())
        with self._database.write() as connection:
            saved_searches.change(connection, search, name=None, text=text.strip())

    def forget(self, search: SearchId) -> None:
        """Keep a query no longer."""
        with self._database.write() as connection:
            saved_searches.forget(connection, search)

    def put_back(self, search: SavedSearch) -> None:
        """Keep a query again that was forgotten."""
        with self._database.write() as connection:
            saved_searches.put_back(connection, search, datetime.now(UTC))

    def counts(self, searches: list[SavedSearch]) -> dict[SearchId, int | None]:
        """Return how many posts each query finds, None for one that is no longer understood."""
        now = datetime.now().astimezone()
        found: dict[SearchId, int | None] = {}
        with self._database.read() as connection:
            keys = findables.known_keys(connection)
            for search in searches:
                try:
                    node: Node = parse(search.text, now.date(), keys)
                except QueryError:
                    found[search.id] = None
                else:
                    found[search.id] = posts.count(connection, node, now)
        return found

    # What older programs did not keep

    def fill(
        self,
        *,
        seconds: float = math.inf,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> int:
        """Read texts that were stored without what queries ask of them; return how many are left.

        Raises Cancelled.
        """
        began = time.monotonic()
        with self._database.read() as connection:
            total = left = findables.count_missing(connection)
        while left and time.monotonic() - began < seconds:
            if cancel is not None:
                cancel.check()
            left = self._fill_some()
            progress(max(total - left, 0), total)
        return left

    def _fill_some(self) -> int:
        with self._database.read() as connection:
            texts = posts.texts(connection, findables.missing(connection, BATCH))
        found: Mapping[PostId, tuple[ContentHash, Findable]] = {
            post: (key, findable_of(source)) for post, (key, source) in texts.items()
        }
        with self._database.write() as connection:
            findables.fill(connection, found)
            return findables.count_missing(connection)


def _named(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
