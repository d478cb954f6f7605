"""What an import session is and tells while it goes on, as values for windows and commands."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NewType

from curator.domain.changes import PostsChanged
from curator.domain.errors import (
    CuratorError,
    FetchError,
    FetchFault,
    FileError,
    FileFault,
    ReadError,
    ReadFault,
    SiteError,
    SiteFault,
)
from curator.domain.post import OperationId, PostId, Problem
from curator.services.import_items import (
    ImportItem,
    Kind,
    Match,
    Note,
    NoteCode,
    OnDuplicate,
    Outcome,
    Reason,
)
from curator.services.links import is_link
from curator.storage.import_sessions import StoredItem, StoredSession
from curator.storage.writing import JOINT

SessionId = NewType("SessionId", int)


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that was dropped at once."""

    id: SessionId
    label: str
    """The name of the first thing."""
    choice: OnDuplicate
    started: datetime
    ended: datetime | None
    """None while it goes on, or where a crash cut it off."""
    operation: OperationId | None
    """What undo takes back; None where nothing was stored."""
    waiting: int
    """Things that were not looked at yet: it was cancelled, or cut off."""
    counts: dict[Outcome, int]
    running: bool = False
    """Some process is at work on it, this one or another."""

    @property
    def total(self) -> int:
        """Return the number of all items."""
        return self.waiting + sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class SessionItem:
    """One row of a session's table: a file, or an article inside one."""

    number: int
    """Its place in the session; the key of its row."""
    source: str
    """The path of the dropped file, or the address or name of what is no file."""
    inside: str
    name: str
    """What to call it: its post's file name, else that of the source."""
    kind: Kind | None
    outcome: Outcome | None
    """None while it waits."""
    post: PostId | None
    conflict: bool = False
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    error: CuratorError | None = None
    match: Match | None = None
    """Of what it is a duplicate, or what has a part of it, and why."""

    thing: int | None = None
    """Where the session keeps what it came of, which lies in no file (`ImportSessions.thing`)."""

    pictures: int = 0
    """How many pictures came with it."""

    @property
    def noted(self) -> bool:
        """Tell whether there is something to know of it, whatever became of it."""
        similar = self.match is not None and self.outcome is Outcome.ADDED
        return bool(self.notes or self.problems) or similar

    @property
    def needs_attention(self) -> bool:
        """Tell whether somebody should look at it."""
        return self.outcome is Outcome.FAILED or self.conflict

    @property
    def undecided(self) -> bool:
        """Tell whether it may be kept or put in place of what is there, since it can be read again."""
        there = self.outcome is Outcome.DUPLICATE or self.conflict
        lies_somewhere = is_link(self.source) or Path(self.source).is_absolute()
        return there and (lies_somewhere or self.thing is not None)


@dataclass(frozen=True, slots=True)
class Began:
    """A session was begun or taken up again; its items follow."""

    session: SessionId
    label: str


@dataclass(frozen=True, slots=True)
class Listed:
    """New rows, all of them waiting."""

    session: SessionId
    items: tuple[SessionItem, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Something is being read that takes its time; `found` articles came of it so far."""

    session: SessionId
    number: int
    name: str
    found: int


@dataclass(frozen=True, slots=True)
class Preparing:
    """Before the first article is compared, posts stored without their likeness are looked through."""

    session: SessionId
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows have their outcome, and it is stored; `gone` rows were replaced by what lay inside."""

    session: SessionId
    items: tuple[SessionItem, ...]
    gone: tuple[int, ...]
    changed: PostsChanged
    """What this step stored, to be announced."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing more will come; what waits still was not looked at."""

    session: Session
    cancelled: bool


Event = Began | Listed | Preparing | Reading | Settled | Ended

Tell = Callable[[Event], None]
"""Takes events in the thread that does the work; must not wait."""

_ERRORS = {"file": FileFault, "read": ReadFault, "fetch": FetchFault, "site": SiteFault}

_MATCH = "same-article"
"""Stands among the notes of a stored item for what it is a duplicate of."""


def session_of(stored: StoredSession, *, running: bool = False) -> Session:
    """Return a session as windows know it."""
    counts = {Outcome(name): number for name, number in stored.counts.items() if name}
    return Session(
        SessionId(stored.id),
        stored.label,
        OnDuplicate(stored.choice),
        stored.started,
        stored.ended,
        stored.operation,
        stored.counts.get("", 0),
        counts,
        running,
    )


def item_of(stored: StoredItem) -> SessionItem:
    """Return a stored item as windows know it."""
    notes = json.loads(stored.notes) if stored.notes else []
    return SessionItem(
        stored.number,
        stored.source,
        stored.inside,
        stored.name or Path(stored.source).name,
        Kind(stored.kind) if stored.kind else None,
        Outcome(stored.outcome) if stored.outcome else None,
        stored.post,
        stored.conflict,
        tuple(Problem(code) for code in stored.problems.split(JOINT) if code),
        tuple(Note(NoteCode(code), detail) for code, detail in notes if code != _MATCH),
        _error_of(stored.error) if stored.error else None,
        next((_match_of(detail) for code, detail in notes if code == _MATCH), None),
        stored.thing,
        stored.pictures,
    )


def stored_item(item: ImportItem, number: int) -> StoredItem:
    """Return what is remembered of an item with an outcome."""
    return StoredItem(
        number,
        item.origin,
        item.inside,
        item.name,
        item.kind.value if item.kind is not None else "",
        item.outcome.value,
        _error_text(item.error) if item.error is not None else "",
        notes_text(item.notes, item.match),
        JOINT.join(item.problems),
        item.conflict,
        item.post,
        thing=item.thing,
        pictures=item.pictures,
    )


def _match_of(detail: str) -> Match:
    reason, score, title, post, *more = json.loads(detail)
    within = more[0] if more else 0.0
    return Match(Reason(reason), score, title, PostId(post) if post is not None else None, within)


def notes_text(notes: Sequence[Note], match: Match | None) -> str:
    """Return what is remembered of how an item came about, and of what it is a duplicate."""
    told = [[note.code.value, note.detail] for note in notes]
    if match is not None:
        values = [match.reason.value, match.score, match.title, match.post, match.within]
        told.append([_MATCH, json.dumps(values, ensure_ascii=True)])
    return json.dumps(told, ensure_ascii=False) if told else ""


def _error_text(error: CuratorError) -> str:
    told: list[str | int]
    match error:
        case FileError():
            told = ["file", error.fault, str(error.path), error.detail]
        case ReadError():
            told = ["read", error.fault, error.name, error.inside, error.detail]
        case FetchError():
            told = ["fetch", error.fault, error.url, error.detail]
        case SiteError():
            told = ["site", error.fault, str(error.path), error.detail, error.line]
        case _:
            told = ["read", ReadFault.FAILED, type(error).__name__, "", str(error)]
    return json.dumps(told, ensure_ascii=True)


def _error_of(text: str) -> CuratorError:
    kind, code, subject, *more = json.loads(text)
    fault = _ERRORS[kind](code)
    match fault:
        case FileFault():
            return FileError(Path(subject), fault, *more)
        case ReadFault():
            return ReadError(subject, fault, *more)
        case FetchFault():
            return FetchError(subject, fault, *more)
        case SiteFault():
            return SiteError(Path(subject), fault, *more)
    raise AssertionError(kind)
