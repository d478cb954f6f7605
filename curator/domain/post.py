"""The words of the desk: identities, statuses, sync states and what is derived from a post.

Plain values only; nothing here reads a file, a clock or a database.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

PostId = NewType("PostId", int)
SiteId = NewType("SiteId", int)
OperationId = NewType("OperationId", int)
ContentHash = NewType("ContentHash", bytes)
"""SHA-256 of exact bytes, 32 bytes long."""


class Status(StrEnum):
    """Where a post stands on the desk."""

    INBOX = "inbox"
    REVIEW = "review"
    READY = "ready"
    PUBLISHED = "published"
    TRASH = "trash"


class SyncState(StrEnum):
    """How a post's text in the library relates to its file in a site (design.md §2)."""

    SAME = "same"
    EDITED_HERE = "edited here"
    EDITED_OUTSIDE = "edited outside"
    CONFLICT = "conflict"
    NEW = "new"
    MISSING = "missing"


class TermKind(StrEnum):
    """The two taxonomies that Jekyll knows."""

    CATEGORY = "category"
    TAG = "tag"


class Problem(StrEnum):
    """What is wrong with a source text, as a stable code; sentences are made by the interface."""

    BROKEN_YAML = "broken-yaml"
    NO_FRONT_MATTER = "no-front-matter"
    NOT_UTF8 = "not-utf8"
    UNDECODABLE = "undecodable"
    BOM = "bom"
    EMPTY_TITLE = "empty-title"
    BAD_DATE = "bad-date"
    NAIVE_DATE = "naive-date"
    NO_DATE = "no-date"
    NAME_WITHOUT_DATE = "name-without-date"
    DUPLICATE_KEY = "duplicate-key"

    @property
    def serious(self) -> bool:
        """Tell whether Jekyll would drop, misread or refuse the post because of it."""
        return self not in {Problem.BOM, Problem.NAIVE_DATE, Problem.NO_FRONT_MATTER}


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What the library derives from a source text at every save, for lists and searches."""

    title: str
    date: datetime | None
    """The instant Jekyll would use, aware, in the site's build zone."""
    date_text: str
    """The date as written in the front matter or the file name, empty where there is none."""
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    slug: str
    layout: str
    source: str
    """Host of the page the article came from, empty where unknown."""
    problems: tuple[Problem, ...]
