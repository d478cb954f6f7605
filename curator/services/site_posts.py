"""The posts of a site as the library knows them: what a previewed page says of other posts.

Answers a theme's questions with a few rows each; the order of all posts is kept as numbers, and only
while nothing was written. Calls may come from any thread.
"""

import threading
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.post import SiteId
from curator.domain.post import TermKind as LibraryTerm
from curator.rendering.theme.posts import Neighbours, PostKey, TermKind
from curator.services.sites import Sites
from curator.site.folder import Site
from curator.storage import places, site_posts
from curator.storage.database import Database
from curator.storage.site_posts import Shown, SitePost

__all__ = ["LibraryPosts", "SitePosts"]

_KINDS = {TermKind.CATEGORIES: LibraryTerm.CATEGORY, TermKind.TAGS: LibraryTerm.TAG}
_AT_ONCE = 50
"""So many of the newest posts are read without putting all posts in order."""


@dataclass(slots=True)
class _Orders:
    """Numbers of posts in their order, while the library says the same `state`."""

    state: int
    before: datetime | None
    everything: "array[int] | None" = None
    by_term: dict[tuple[TermKind, str], "array[int]"] = field(default_factory=dict)
    terms: dict[TermKind, Mapping[str, int]] = field(default_factory=dict)


class SitePosts:
    """Gives each site its index of posts."""

    def __init__(self, database: Database, sites: Sites) -> None:
        self._database = database
        self._sites = sites
        self._orders: dict[str, _Orders] = {}
        self._lock = threading.Lock()

    def index(self, root: Path) -> "LibraryPosts | None":
        """Return the posts of the site at `root`, None where the library has none of them.

        Raises SiteError where the site's settings cannot be read.
        """
        site = self._sites.open(root, config_required=False)
        with self._database.read() as connection:
            number = places.find(connection, str(root))
            state = site_posts.state(connection)
        if number is None:
            return None
        with self._lock:
            orders = self._orders.get(str(root))
            if orders is None or orders.state != state:
                before = None if site.config.future else datetime.now(UTC)
                orders = self._orders[str(root)] = _Orders(state, before)
        return LibraryPosts(self._database, site, number, orders)


class LibraryPosts:
    """A `PostIndex` over the library, true for one state of it."""

    def __init__(self, database: Database, site: Site, number: SiteId, orders: _Orders) -> None:
        self._database = database
        self._number = number
        self._orders = orders
        self._limit = site.config.limit_posts
        self._shown = Shown(number, orders.before)

    @property
    def revision(self) -> str:
        """Return what changes with whatever is written to the library."""
        return str(self._orders.state)

    def count(self) -> int:
        """Return how many posts a build shows."""
        return len(self._everything())

    def window(self, start: int, stop: int) -> Sequence[PostKey]:
        """Return some posts, counted from the newest."""
        if self._limit > 0:
            stop = min(stop, self._limit)
        if stop <= start:
            return ()
        with self._database.read() as connection:
            if stop <= _AT_ONCE:
                found = site_posts.newest(connection, self._shown, stop)[start:]
            else:
                wanted = self._everything()[start:stop]
                found = site_posts.by_ids(connection, self._number, wanted)
        return [_key(one) for one in found]

    def find(self, path: str) -> PostKey | None:
        """Return the post at a path."""
        with self._database.read() as connection:
            found = site_posts.at(connection, self._shown, path)
        return _key(found) if found is not None else None

    def neighbours(self, path: str, date: datetime) -> Neighbours:
        """Return what stands beside a post of this path and date."""
        with self._database.read() as connection:
            previous, following = site_posts.beside(connection, self._shown, path, date)
        return Neighbours(
            _key(previous) if previous is not None else None,
            _key(following) if following is not None else None,
        )

    def named(self, name: str) -> Sequence[PostKey]:
        """Return the posts whose file has this name but for its extension, the oldest first."""
        with self._database.read() as connection:
            return [_key(one) for one in site_posts.named(connection, self._shown, name)]

    def terms(self, kind: TermKind) -> Mapping[str, int]:
        """Return how many posts each term has."""
        known = self._orders.terms.get(kind)
        if known is None:
            with self._database.read() as connection:
                known = site_posts.term_counts(connection, self._shown, _KINDS[kind])
            self._orders.terms[kind] = known
        return known

    def with_term(self, kind: TermKind, term: str, start: int, stop: int) -> Sequence[PostKey]:
        """Return some of the posts that have a term, counted from the newest."""
        known = self._orders.by_term.get((kind, term))
        with self._database.read() as connection:
            if known is None:
                known = site_posts.ids_with_term(connection, self._shown, _KINDS[kind], term)
                self._orders.by_term[kind, term] = known
            found = site_posts.by_ids(connection, self._number, known[start:stop])
        return [_key(one) for one in found]

    def source(self, path: str) -> bytes | None:
        """Return the text of a post's file as the library has it."""
        with self._database.read() as connection:
            return site_posts.source(connection, self._number, path)

    def _everything(self) -> "array[int]":
        known = self._orders.everything
        if known is None:
            with self._database.read() as connection:
                known = site_posts.ids(connection, self._shown)
            if self._limit > 0:
                known = known[: self._limit]
            self._orders.everything = known
        return known


def _key(post: SitePost) -> PostKey:
    return PostKey(post.path, post.date, post.content.hex())
