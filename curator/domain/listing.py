"""What lists show: rows, orders and counts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from curator.domain.post import (
    ContentHash,
    PostId,
    Problem,
    SiteId,
    Status,
    SyncState,
)


@dataclass(frozen=True, slots=True)
class ListedPost:
    """One row of the list."""

    id: PostId
    title: str
    date: datetime | None
    status: Status
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    source: str
    path: str
    """Where the post lies in its site, else the name of the file it came from."""
    sync: SyncState
    problems: tuple[Problem, ...]


class SortKey(StrEnum):
    """The columns a list can be ordered by."""

    DATE = "date"
    TITLE = "title"
    STATUS = "status"
    ADDED = "added"
    SAVED = "saved"
    SOURCE = "source"
    CATEGORIES = "categories"
    TAGS = "tags"
    PATH = "path"
    SYNC = "sync"
    RELEVANCE = "relevance"
    """How well a post fits the words of the query, the newest first where that is equal."""

    @property
    def newest_first(self) -> bool:
        """Tell whether the order begins with the greatest where nothing else is asked for."""
        return self in {SortKey.DATE, SortKey.ADDED, SortKey.SAVED, SortKey.RELEVANCE}


class Grouping(StrEnum):
    """What a list can be divided by."""

    NOTHING = ""
    DAY = "day"
    MONTH = "month"
    SOURCE = "source"
    CATEGORY = "category"
    """By all categories of a post, since they are one path to Jekyll."""
    STATUS = "status"

    @property
    def newest_first(self) -> bool:
        """Tell whether the greatest group comes first."""
        return self in {Grouping.DAY, Grouping.MONTH}


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a list: posts that stand one after the other."""

    key: str
    """`2026-01-31`, `2026-01`, a source, a status, categories joined by slashes; empty: none."""
    posts: int


@dataclass(frozen=True, slots=True)
class Sort:
    """An order; posts that are equal in it stand in the order of their numbers."""

    key: SortKey = SortKey.DATE
    descending: bool = True
    then: tuple["Sort", ...] = ()
    """What orders posts that are equal in `key`; these have no `then` of their own."""

    def __iter__(self) -> "Iterator[Sort]":
        """Yield each key with its direction, the first one first."""
        yield Sort(self.key, self.descending)
        yield from self.then

    def turned(self, key: SortKey, *, further: bool) -> "Sort":
        """Return the order after somebody asked for `key`, `further` beside the keys there are.

        A key that already orders turns round; one that is new begins at its natural end.
        """
        keys = tuple(self)
        known = next((one for one in keys if one.key is key), None)
        fresh = Sort(key, not known.descending if known else key.newest_first)
        if not further:
            return fresh
        if known is None:
            keys = (*keys, fresh)
        else:
            keys = tuple(fresh if one is known else one for one in keys)
        return replace(keys[0], then=keys[1:])


@dataclass(frozen=True, slots=True)
class Placement:
    """A post's file in a site and the text on which both last agreed."""

    site: SiteId
    root: str
    path: str
    base: ContentHash | None


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post as the library holds it."""

    id: PostId
    revision: int
    status: Status
    name: str
    """Name of the file the post came from, or the one it was given."""
    title: str
    source: bytes
    content: ContentHash
    placements: tuple[Placement, ...]
    foreign: bool
    """A guest's text: what Liquid and kramdown would act upon in it is shown instead."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A saved version of a post, without its text."""

    post: PostId
    number: int
    operation: int
    kind: str
    label: str
    at: datetime
    status: Status
    size: int | None
    """Bytes of the source text, None where the operation took the post away."""
    author: str = ""
    """The user of the system who did it, empty where that is not known."""
    same_text: bool = False
    """The text is that of the version before it: something else changed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many posts stand where."""

    by_status: dict[Status, int]
    categories: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    problems: int
    paths: tuple[tuple[tuple[str, ...], int], ...] = ()
    """All categories of posts in their order, which is a path to Jekyll."""


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site that posts of the library lie in."""

    id: SiteId
    root: str
    title: str
    posts: int
