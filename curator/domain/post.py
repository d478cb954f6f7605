"""The words of the desk: identities, statuses, sync states and what is derived from a post.

Plain values only; nothing here reads a file, a clock or a database.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from curator.domain.fingerprints import Fingerprint

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
    """What is wrong with a source text, as a stable code; sentences are made by the interface.

    No code is part of another one: the library searches for them in joined text.
    """

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

    HEADER_IN_BODY = "header-in-body"
    """What looks like front matter is body to Jekyll."""
    CRLF_EXCERPT = "crlf-excerpt"

    ZONE_NAME = "zone-name"
    """A zone written as letters, which Ruby takes for its American meaning."""
    DAY_MISMATCH = "day-mismatch"
    IMPOSSIBLE_DAY = "impossible-day"
    FUTURE_DATE = "future-date"
    UTC_DAY = "utc-day"
    """The day depends on the machine that builds, and the site names no zone."""

    NAME_WITHOUT_TITLE = "name-without-title"
    LONG_NAME = "long-name"
    RESERVED_NAME = "reserved-name"

    TITLE_FROM_NAME = "title-from-name"
    CUT_TEXT = "cut-text"
    RETYPED_TEXT = "retyped-text"
    SLUG_TYPE = "slug-type"
    EMPTY_SLUG = "empty-slug"
    PERMALINK_TYPE = "permalink-type"
    EMPTY_PERMALINK = "empty-permalink"
    PERMALINK_STYLE = "permalink-style"
    PERMALINK_SLASH = "permalink-slash"
    MISSING_LAYOUT = "missing-layout"
    NO_LAYOUT = "no-layout"
    PUBLISHED_EMPTY = "published-empty"
    PUBLISHED_TEXT = "published-text"
    DRAFT_IN_POSTS = "draft-in-posts"

    CATEGORIES_TYPE = "categories-type"
    CATEGORY_NUMBER = "category-number"
    TAGS_TYPE = "tags-type"
    HIDDEN_TAGS = "hidden-tags"
    TERM_SEPARATORS = "term-separators"
    CATEGORY_CASE = "category-case"
    TERM_TWIN = "term-twin"

    UNKNOWN_TAG = "unknown-tag"
    UNBALANCED_LIQUID = "unbalanced-liquid"
    LIQUID_SYNTAX = "liquid-syntax"
    FOREIGN_LIQUID = "foreign-liquid"

    EMPTY_LINK = "empty-link"
    LOST_PICTURE = "lost-picture"
    """A guest's text shows a picture that neither the library nor the site has."""
    MISSING_ALT = "missing-alt"
    DUPLICATE_CAPTION = "duplicate-caption"
    MISSING_SOURCE = "missing-source"

    SAME_URL = "same-url"
    INDEX_URL = "index-url"
    """`/p/` and `/p/index.html`: two URLs, one output file."""
    URL_CASE = "url-case"
    URL_FORM = "url-form"
    """Two URLs that differ only in Unicode's composed and decomposed spelling."""
    FILE_AS_FOLDER = "file-as-folder"
    SAME_FILE = "same-file"
    """Two posts would take one file of the site."""

    @property
    def serious(self) -> bool:
        """Tell whether Jekyll would drop, misread or refuse the post because of it."""
        return self not in _HARMLESS


_HARMLESS = frozenset(
    {
        Problem.BOM,
        Problem.NAIVE_DATE,
        Problem.NO_FRONT_MATTER,
        Problem.FUTURE_DATE,
        Problem.UTC_DAY,
        Problem.PERMALINK_SLASH,
        Problem.NO_LAYOUT,
        Problem.TERM_TWIN,
        Problem.FOREIGN_LIQUID,
        Problem.LOST_PICTURE,
        Problem.MISSING_ALT,
        Problem.DUPLICATE_CAPTION,
        Problem.MISSING_SOURCE,
        Problem.CRLF_EXCERPT,
        Problem.EMPTY_LINK,
        Problem.RESERVED_NAME,
    }
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """By what an article is known again, wherever it comes from."""

    address: str
    """Where it was published first, in one spelling; empty where unknown."""
    number: str
    """What its source calls it; empty where unknown."""
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Findable:
    """What queries ask of a text besides what lists show."""

    keys: tuple[tuple[str, str], ...]
    """Keys of the front matter with their values, a row for each item of a list, as `value_key` folds
    them; those of what stands inside another key joined by dots."""
    image: bool
    link: bool


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
    hidden: bool = False
    """`published` says that no build shows it."""
    likeness: Likeness | None = field(default=None, compare=False)
    """None where it was not asked for, or the facts were read from the library."""
    findable: Findable | None = field(default=None, compare=False)
    """None where the facts were read from the library."""
