"""Why a file appears in a built site or does not, as stable codes (jekyll.md §1, §3, §4).

Owns the codes, Jekyll's publisher and `limit_posts`; sentences are made by the interface.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar


class Visibility(StrEnum):
    """The rule that decides."""

    VISIBLE = "visible"
    FUTURE = "future"
    UNPUBLISHED = "unpublished"
    DRAFT = "draft"
    """Drafts are left out of this build."""
    NO_OUTPUT = "no-output"
    """Its collection gets no pages."""
    NOT_A_POST_NAME = "not-a-post-name"
    IGNORED_NAME = "ignored-name"
    """Its name or a folder's begins with `.`, `_`, `#` or `~`, or ends with `~` or a dot."""
    EXCLUDED = "excluded"
    NO_COLLECTION = "no-collection"
    """It lies in a folder like `_notes` that no collection of the configuration is called after."""
    OUTSIDE = "outside"
    """It lies where no posts, drafts or documents are read from."""
    STATIC_FILE = "static-file"
    """Without front matter in a collection it is copied, not rendered."""
    NOT_UTF8 = "not-utf8"
    YAML_FILE = "yaml-file"
    """A post whose name ends with `.yml` or `.yaml` is read as data and then dropped."""
    UNREADABLE = "unreadable"
    """The configuration's defaults break the reading of every post."""
    BEYOND_LIMIT = "beyond-limit"
    """It is older than the posts that `limit_posts` lets through."""
    BUILD_ABORTS = "build-aborts"


class Abort(StrEnum):
    """Why a build stops because of one file."""

    BAD_DATE = "bad-date"
    BAD_DEFAULT_DATE = "bad-default-date"
    """`date` in the configuration's defaults, which stops every build of the site."""
    BAD_DEFAULTS = "bad-defaults"
    """The configuration's defaults cannot be read: posts vanish, other documents stop the build."""
    STRICT_FRONT_MATTER = "strict-front-matter"
    """The front matter cannot be read, and the site forbids that."""
    YAML_FILE = "yaml-file"
    """Its name ends with `.yml` or `.yaml`, which makes any mistake in it fatal."""
    NOT_UTF8 = "not-utf8"
    """Markdown of a collection that is not UTF-8: unlike posts it is not left out."""
    SLUG_NOT_TEXT = "slug-not-text"
    PERMALINK_NOT_TEXT = "permalink-not-text"
    UNKNOWN_PLACEHOLDER = "unknown-placeholder"
    NO_PERMALINK = "no-permalink"
    """Its collection has an empty `permalink`."""
    BAD_URL = "bad-url"
    """A category, say, that cannot be part of a URL: it begins like `word: `."""
    BAD_OUTPUT_PATH = "bad-output-path"
    NAME_TOO_LONG = "name-too-long"
    """Part of its output path has more than 255 bytes."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Jekyll's publisher: what the switches of a build let through."""

    future: bool
    unpublished: bool

    def decide(self, *, published: bool, date: datetime, now: int) -> Visibility:
        """Tell whether a document of this date is published; `now` is in whole seconds."""
        if not (published or self.unpublished):
            return Visibility.UNPUBLISHED
        if not self.future and date.timestamp() // 1 > now:
            return Visibility.FUTURE
        return Visibility.VISIBLE


class Dated(Protocol):
    """What `limit_posts` looks at."""

    @property
    def path(self) -> str:
        """Return the path relative to the site."""

    @property
    def date(self) -> datetime | None:
        """Return the date in the build zone."""


_Dated = TypeVar("_Dated", bound=Dated)


def newest(posts: Iterable[_Dated], limit: int) -> Sequence[_Dated]:
    """Return the posts that `limit_posts: limit` lets through; `posts` are the published ones."""
    return heapq.nlargest(limit, posts, key=_age)


def _age(post: Dated) -> tuple[float, str]:
    return (post.date.timestamp() if post.date is not None else 0.0, post.path)
