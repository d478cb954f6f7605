"""What lists show: rows, orders and counts."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Sort:
    """An order; posts that are equal in it stand in the order of their numbers."""

    key: SortKey = SortKey.DATE
    descending: bool = True


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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many posts stand where."""

    by_status: dict[Status, int]
    categories: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    problems: int


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site that posts of the library lie in."""

    id: SiteId
    root: str
    title: str
    posts: int
