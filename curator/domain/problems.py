"""What was found wrong with a post: how bad, where, and what would mend it, as data.

Plain values only. Finding is `site.problems`' business, and so is the mending; sentences are made by
the interface from a finding's code and fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from curator.domain.post import Problem


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Jekyll stops, or drops or garbles the post."""
    WARNING = "warning"
    """The post comes out otherwise than its editor most likely means."""
    NOTE = "note"
    """Worth knowing."""

    @property
    def rank(self) -> int:
        """Return a number to sort by, the worst first."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a source text: in the decoded text, without its byte order mark."""

    start: int
    end: int
    """Offsets in characters; equal where something is missing."""
    line: int
    column: int
    """Of `start`, both from 1; only `\\n` ends a line."""


Plain = str | bool | tuple[str, ...]
"""What a fix gives a key: a text, a switch or a list of texts."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """Give a key of the front matter a value, at its place or in a new line at the end."""

    key: str
    value: Plain


@dataclass(frozen=True, slots=True)
class SetRaw:
    """Write the value of a key, which must be there, as this YAML."""

    key: str
    raw: str


@dataclass(frozen=True, slots=True)
class Unset:
    """Take a key and its lines away."""

    key: str


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Give a key another name."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Put `text` where `was` stands, at an offset of the decoded text."""

    start: int
    was: str
    text: str

    @property
    def end(self) -> int:
        """Return the offset behind what is replaced."""
        return self.start + len(self.was)


@dataclass(frozen=True, slots=True)
class EscapeLiquid:
    """Make every Liquid token of the body show as text (`reliability.md` §0.5)."""


@dataclass(frozen=True, slots=True)
class UnixNewlines:
    """End every line with a line feed alone."""


@dataclass(frozen=True, slots=True)
class ToUtf8:
    """Write the text in UTF-8 without a byte order mark."""


Step = SetValue | SetRaw | Unset | RenameKey | ReplaceText | EscapeLiquid | UnixNewlines | ToUtf8


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends one finding: steps on the text, or another path for the file, or both."""

    code: Problem
    steps: tuple[Step, ...] = ()
    path: str | None = None
    """Where the file should lie instead, posix and relative to the site's root."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one post."""

    code: Problem
    severity: Severity
    place: Place | None
    """None where it is about the file's name or its neighbours."""
    key: str = ""
    """The key of the front matter that it concerns, if any."""
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Facts for its sentence, by name."""
    fix: Fix | None = None
