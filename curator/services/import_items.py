"""What an import would do and what it did, as values."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.likeness import Match, Reason
from curator.domain.post import ContentHash, PostFacts, PostId, Problem
from curator.importing.candidates import Kind, Note, NoteCode
from curator.importing.spool import Spool

__all__ = [
    "ImportItem",
    "ImportPlan",
    "ImportReport",
    "Kind",
    "Match",
    "Note",
    "NoteCode",
    "OnDuplicate",
    "Outcome",
    "Reason",
]


class Outcome(StrEnum):
    """What becomes, or became, of one source."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FAILED = "failed"


class OnDuplicate(StrEnum):
    """What to do with an article that the library already holds, or holds differently."""

    SKIP = "skip"
    KEEP = "keep"
    """Take it in as a post of its own."""
    REPLACE = "replace"
    """Make its text that of the post that is there."""


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One source and what an import does with it."""

    source: Path
    outcome: Outcome
    root: str | None = None
    """The site it lies in."""
    path: str | None = None
    """Its path below `root`."""
    content: ContentHash | None = None
    post: PostId | None = None
    """The post it is, or is the same as."""
    expected: ContentHash | None = None
    """The text of `post` that an update replaces."""
    conflict: bool = False
    """File and library were both changed since they last agreed; the library's text stays."""
    error: CuratorError | None = None
    """Why it failed."""
    problems: tuple[Problem, ...] = ()
    kind: Kind | None = None
    """What it is, as far as that is known."""
    inside: str = ""
    """Where it lies in `source`, which is an archive, a mail or a mailbox then."""
    name: str = ""
    """The name of a post that was made of it; else that of the file."""
    url: str = ""
    source_id: str = ""
    notes: tuple[Note, ...] = ()
    held: int | None = None
    """Where the plan keeps the post that was made of it."""
    row: int = 0
    """The row of a session in which it was dropped."""
    thing: int | None = None
    """Where the session keeps it, or what it came of: something pasted, which lies in no file."""
    address: str = ""
    """Where it was dropped as an address of the web."""
    match: Match | None = None
    """Of what it is a duplicate, and why; kept where it is taken in all the same."""
    pictures: int = 0
    """How many pictures came with it, as far as that is known."""
    choice: OnDuplicate | None = None
    """What to do with this one, whatever is chosen for all."""
    facts: PostFacts | None = field(default=None, compare=False, repr=False)
    """What was found out of the article, where the plan needed it."""

    @property
    def origin(self) -> str:
        """Return what was dropped: a file's path, an address, a name."""
        return self.address or str(self.source)

    @property
    def needs_attention(self) -> bool:
        """Tell whether somebody should look at it."""
        return self.outcome is Outcome.FAILED or self.conflict


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, before it does anything."""

    items: tuple[ImportItem, ...]
    label: str
    spool: Spool | None = field(default=None, compare=False, repr=False)
    """What was made of things that are no plain files."""

    def with_choice(self, places: Collection[int], choice: OnDuplicate | None) -> "ImportPlan":
        """Return the plan with a choice of their own for the items at some places."""
        items = tuple(
            replace(item, choice=choice) if place in places else item
            for place, item in enumerate(self.items)
        )
        return replace(self, items=items)

    def count(self, outcome: Outcome) -> int:
        """Return how many sources have this outcome."""
        return sum(1 for item in self.items if item.outcome is outcome)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    items: tuple[ImportItem, ...]
    changed: PostsChanged
    cancelled: bool = False

    def count(self, outcome: Outcome) -> int:
        """Return how many sources have this outcome."""
        return sum(1 for item in self.items if item.outcome is outcome)
