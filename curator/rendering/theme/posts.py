"""The posts of a site as a theme sees them: in order, by path, by term, and never all at once.

Owns the protocol between the theme layer and whoever knows the posts (a folder, a library), and the
values that pass between them. The order is Jekyll's: by date, then by path; `window` and everything
else that says so counts from the newest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class TermKind(StrEnum):
    """The two kinds of terms by which Jekyll groups posts."""

    CATEGORIES = "categories"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class PostKey:
    """One post in the order of a site; small enough to hold thousands of them."""

    path: str
    """Posix, relative to the site's root."""
    date: datetime
    """Aware; what Jekyll sorts by."""
    version: str
    """Another one whenever the source text of the post is another, and only then."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The posts beside one in the order of a site."""

    previous: PostKey | None = None
    """The next older one, Jekyll's `page.previous`."""
    next: PostKey | None = None
    """The next newer one, Jekyll's `page.next`."""


class PostIndex(Protocol):
    """The published posts of one site: those that a build would show, after `limit_posts`.

    Calls are cheap but for `source`: a page asks for windows of ten posts of a hundred thousand.
    Whoever implements it may change between two pages, and says so by another `revision`.
    """

    @property
    def revision(self) -> str:
        """Return what is another text whenever any answer of the index may be another."""

    def count(self) -> int:
        """Return how many posts there are."""

    def window(self, start: int, stop: int) -> Sequence[PostKey]:
        """Return the posts from `start` up to, not including, `stop`, the newest first.

        Both are at least 0; what lies beyond the last post is left out.
        """

    def find(self, path: str) -> PostKey | None:
        """Return the post whose file lies at a path relative to the site's root."""

    def neighbours(self, path: str, date: datetime) -> Neighbours:
        """Return what stands beside a post of this path and date, whether it is in the index or not.

        The post itself, under whatever date the index knows it, is never its own neighbour.
        """

    def named(self, name: str) -> Sequence[PostKey]:
        """Return the posts whose file has this name but for its extension, the oldest first.

        That is what `post_url` looks for: `2022-01-11-some-title`.
        """

    def terms(self, kind: TermKind) -> Mapping[str, int]:
        """Return how many posts each term has, in the order in which the oldest posts bring them up."""

    def with_term(self, kind: TermKind, term: str, start: int, stop: int) -> Sequence[PostKey]:
        """Return some of the posts that have a term, counted like `window`."""

    def source(self, path: str) -> bytes | None:
        """Return the bytes of a post's file, None where they cannot be read any more."""
