"""What an export is about to do, on disk before it does it, so that the next start can finish or undo.

A journal lives in `.curator-export/` at the site's root, whose dot keeps Jekyll away. Its state is
the name of its file, and states change by renaming, which a crash cannot tear:

    staging  temporary files are being written; nothing of the site has changed
    ready    all temporary files are on the disk; from here the export goes forward
    undo     an error came up; what was done is being undone
    done     the library knows; only leftovers remain to be cleared
"""

import base64
import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from curator.domain.errors import SiteError, SiteFault

FOLDER_NAME = ".curator-export"
PREFIX = ".curator-"
_VERSION = 1


class State(StrEnum):
    """How far an export has come."""

    STAGING = "staging"
    READY = "ready"
    UNDO = "undo"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    """One file to create, replace or delete."""

    path: str
    """Posix, relative to the root, free of links."""
    expected: bytes | None
    """SHA-256 of the file before; None where there must be none."""
    content: bytes | None
    """SHA-256 of the file after; None where it goes. Empty while it is not known."""
    temporary: str
    backup: str

    @property
    def folder(self) -> str:
        """Return the folder, empty for the root."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Return the file's name."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Journal:
    """All steps of one export."""

    token: str
    """Part of the names of its temporary files."""
    steps: tuple[Step, ...]
    folders: tuple[str, ...]
    """Folders that it makes, outermost first."""
    note: bytes
    """Whatever the caller needs to complete its own books."""

    def with_contents(self, contents: list[bytes | None], note: bytes) -> "Journal":
        """Return the journal once the bytes of all files are known."""
        steps = zip(self.steps, contents, strict=True)
        return replace(
            self, steps=tuple(replace(step, content=content) for step, content in steps), note=note
        )


def make_steps(
    token: str, changes: list[tuple[str, bytes | None, bytes | None]]
) -> tuple[Step, ...]:
    """Return steps for (path, expected, content), with names for their temporary files."""
    return tuple(
        Step(path, expected, content, f"{PREFIX}{token}-{at}.tmp", f"{PREFIX}{token}-{at}.bak")
        for at, (path, expected, content) in enumerate(changes)
    )


class JournalFiles:
    """The journal of one site on disk."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER_NAME

    def write(self, state: State, journal: Journal) -> None:
        """Put a journal on the disk in a state, replacing any in an earlier one."""
        body = _encode(journal)
        draft = self.folder / "draft"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
        try:
            rest = memoryview(body)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(draft, self.folder / state)
        self._sync()

    def move(self, old: State, new: State) -> None:
        """Change the state of the journal on disk."""
        os.replace(self.folder / old, self.folder / new)
        self._sync()

    def read(self) -> tuple[State, Journal] | None:
        """Return the journal with its state, None where there is none or only a torn one.

        A later state counts where a crash left two. Raises SiteError (BUSY) for the journal of a newer
        Curator, which only that can finish.
        """
        for state in (State.DONE, State.UNDO, State.READY, State.STAGING):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                try:
                    journal = _decode((self.folder / state).read_bytes())
                except _Newer:
                    raise SiteError(self.folder.parent, SiteFault.BUSY, "newer") from None
                if journal is not None:
                    return state, journal
        return None

    def forget(self, state: State) -> None:
        """Remove the journal of one state if it is there, and have that on the disk."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.folder / state)
            self._sync()

    def remove(self) -> None:
        """Remove the journal in whatever state, the earliest first."""
        for name in ("draft", *State):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.folder / name)
        self._sync()

    def _sync(self) -> None:
        if os.name == "nt":
            return
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class _Newer(Exception):
    """The journal has a form that this version does not know."""


_BINARY = getattr(os, "O_BINARY", 0)


def _encode(journal: Journal) -> bytes:
    steps = [
        [step.path, _hex(step.expected), _hex(step.content), step.content is not None]
        for step in journal.steps
    ]
    body = json.dumps(
        {
            "version": _VERSION,
            "token": journal.token,
            "folders": journal.folders,
            "note": base64.b64encode(journal.note).decode(),
            "steps": steps,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _decode(data: bytes) -> Journal | None:
    digest, _, body = data.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    record = json.loads(body)
    if record["version"] != _VERSION:
        raise _Newer
    changes = [
        (path, _bytes(expected), (_bytes(content) or b"") if present else None)
        for path, expected, content, present in record["steps"]
    ]
    return Journal(
        record["token"],
        make_steps(record["token"], changes),
        tuple(record["folders"]),
        base64.b64decode(record["note"]),
    )


def _hex(digest: bytes | None) -> str | None:
    return None if digest is None else digest.hex()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
