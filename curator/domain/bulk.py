"""What can be done with many posts at once, as values: one action serves a post and 100,000 of them.

Plain values; how texts change is the business of `site` and `formats`, what is stored that of `services`.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.post import PostId, Status, TermKind


@dataclass(frozen=True, slots=True)
class SetValue:
    """Give `key` the value that `text` stands for."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add one item to the list `key`, unless it is there."""

    key: str
    item: str


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """Take one item out of the list `key`, where it is there."""

    key: str
    item: str


@dataclass(frozen=True, slots=True)
class ReplaceItem:
    """Put `new` in the place of `item` in the list `key`, where that is there."""

    key: str
    item: str
    new: str


@dataclass(frozen=True, slots=True)
class Unset:
    """Take `key` away, where it is there."""

    key: str


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Call `key` `new`, where it is there."""

    key: str
    new: str


@dataclass(frozen=True, slots=True)
class MergeTerms:
    """Call the tags or categories `old` by the name `new`, wherever they stand; one is a renaming."""

    kind: TermKind
    old: tuple[str, ...]
    new: str


@dataclass(frozen=True, slots=True)
class ShiftDate:
    """Move the time in `key` on, or back, in the form in which it is written."""

    by: timedelta
    key: str = "date"


class Keep(StrEnum):
    """What stays when a date gets another zone."""

    MOMENT = "moment"
    """The moment stays; the clock shows what it is in the new zone."""
    CLOCK = "clock"
    """The clock's reading stays; the moment becomes another one."""


@dataclass(frozen=True, slots=True)
class ZoneDate:
    """Write the time in `key` in another zone: an offset as `+08:00`, or a name as `Asia/Shanghai`."""

    zone: str
    keep: Keep = Keep.MOMENT
    key: str = "date"


class Where(StrEnum):
    """In which part of a post something is looked for."""

    BODY = "body"
    TITLE = "title"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """Put one text in the place of another.

    A pattern is Python's, `^` and `$` hold at lines, its replacement may name groups as `\\1` and
    `\\g<name>`. Both see every line end as `\\n`; what is written gets the text's own.
    """

    find: str
    replacement: str
    regex: bool = False
    match_case: bool = True
    whole_words: bool = False
    where: Where = Where.BODY


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Move posts on the desk; no text changes."""

    status: Status


Edit = (
    SetValue
    | AddItem
    | RemoveItem
    | ReplaceItem
    | Unset
    | RenameKey
    | MergeTerms
    | ShiftDate
    | ZoneDate
)
"""What changes front matter."""

Action = tuple[Edit, ...] | ReplaceText | SetStatus


class BulkFault(StrEnum):
    """Why something cannot be done with a post, or not at all."""

    NO_TIME = "no-time"
    """The date has no time of day: it can be moved by whole days only, and has no zone."""
    DATE_FORM = "date-form"
    """The date is written in a form that is not changed in place; `detail` is how."""
    OUT_OF_RANGE = "out-of-range"
    """The new date lies outside the years 1 to 9999."""
    NO_DATE = "no-date"
    """There is no date in the front matter."""
    FROM_FOLDER = "from-folder"
    """The category comes from the folder in which the post lies."""
    BAD_ZONE = "bad-zone"
    NO_PATTERN = "no-pattern"
    """There is nothing to look for."""
    BAD_PATTERN = "bad-pattern"
    """`detail` says what is wrong, in the words of Python's `re`."""
    TOO_SLOW = "too-slow"
    """Looking for the pattern took too long."""
    TOO_MANY = "too-many"
    """There are more hits in one post than are replaced."""


@dataclass(eq=False)
class BulkError(CuratorError):
    """A change of many posts cannot be made, or not in one of them."""

    fault: BulkFault
    detail: str = ""


class Outcome(IntEnum):
    """What came, or would come, of one post."""

    UNCHANGED = 0
    CHANGED = 1
    REFUSED = 2
    GONE = 3
    """The library does not hold it any more."""
    MOVED_ON = 4
    """It was changed since it was looked at: left alone, to be looked at again."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did, or would do, with one post."""

    post: PostId
    title: str
    path: str
    outcome: Outcome
    before: bytes = b""
    after: bytes = b""
    hits: int = 0
    fault: CuratorError | None = None
    mark: int = 0
    """Tells whether a text is still the one that was looked at."""

    @property
    def changed(self) -> bool:
        """Tell whether it changes."""
        return self.outcome is Outcome.CHANGED


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a text is replaced; offsets count characters of that text."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit for the eye: what stands around it in its line."""

    number: int
    """Counted from 0 within the post, those in its title first."""
    line: int
    """Counted from 1 in the body; 0 for the title."""
    before: str
    found: str
    replacement: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One post before and after, with every hit where something is replaced."""

    post: PostId
    before: str
    after: str
    hits: tuple[ShownHit, ...] = ()
    fault: CuratorError | None = None


@dataclass(slots=True)
class Plan:
    """What an action would do with posts: a few bytes for each, whatever they hold."""

    action: Action
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    outcomes: bytearray = field(default_factory=bytearray)
    """One `Outcome` for each of `ids`."""
    marks: "array[int]" = field(default_factory=lambda: array("Q"))
    hits: "array[int]" = field(default_factory=lambda: array("L"))
    faults: "Counter[str]" = field(default_factory=Counter)
    """How many posts each fault keeps from changing."""
    examples: dict[str, tuple[PostId, CuratorError]] = field(default_factory=dict)
    """The first post for each of `faults`."""

    def add(self, done: Done) -> None:
        """Take down what would come of one more post."""
        self.ids.append(done.post)
        self.outcomes.append(done.outcome)
        self.marks.append(done.mark)
        self.hits.append(done.hits)
        if done.fault is not None:
            kind = fault_kind(done.fault)
            self.faults[kind] += 1
            self.examples.setdefault(kind, (done.post, done.fault))

    def count(self, outcome: Outcome) -> int:
        """Return how many posts come out so."""
        return self.outcomes.count(outcome)

    @property
    def all_hits(self) -> int:
        """Return how many places are replaced."""
        return sum(self.hits)

    def changing(self) -> Iterator[tuple[PostId, int]]:
        """Yield each post that changes with the mark of the text that was looked at."""
        for post, mark, outcome in zip(self.ids, self.marks, self.outcomes, strict=True):
            if outcome == Outcome.CHANGED:
                yield PostId(post), mark


def fault_kind(error: CuratorError) -> str:
    """Return what tells one kind of fault from another, the place where it shows left out."""
    return f"{type(error).__name__}.{getattr(error, 'fault', '')}"


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody does not want changed although the action would."""

    posts: frozenset[PostId] = frozenset()
    hits: Mapping[PostId, frozenset[int]] = field(default_factory=dict)
    """By post the numbers of its hits."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of an action."""

    changed: PostsChanged
    posts: int = 0
    """How many were looked at."""
    hits: int = 0
    refused: int = 0
    moved_on: tuple[PostId, ...] = ()
    cancelled: bool = False
    """It was stopped, and what it had written was taken back."""
    kept: int = 0
    """Posts that a stopped action had changed and that could not be taken back, because somebody
    changed them since."""
