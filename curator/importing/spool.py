"""Candidates between being read and being stored: few in memory, many in a file.

A mailbox unfolds to more than a plan could hold; reading it twice would cost twice and could differ.
"""

import json
import tempfile
import threading
import weakref
from typing import IO

from curator.importing.candidates import Candidate, Unread
from curator.importing.crossing import packed, unpacked
from curator.importing.kinds import PLAIN

_IN_MEMORY = 8 * 1024 * 1024

_Place = tuple[int, int, int]


def stored_bytes(candidate: Candidate) -> bytes:
    """Return what the library stores: a plain article as it came, any other as it was made."""
    if candidate.kind in PLAIN and candidate.original:
        return candidate.original
    return candidate.source.encode("utf-8", "replace")


def size_of(candidate: Candidate) -> int:
    """Return about how many bytes a candidate takes in memory."""
    known = len(candidate.known.shingles) if candidate.known is not None else 0
    files = sum(len(file.data) for file in candidate.files)
    return 2 * len(candidate.source) + len(candidate.original) + files + known + 1_000


class Spool:
    """Candidates by number; the file, where one is needed, goes with the object."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._held: list[Candidate | _Place] = []
        self.size = 0
        """Bytes of all that was put here."""
        self._lock = threading.Lock()

    def put(self, candidate: Candidate) -> int:
        """Keep a candidate and return its number; raises OSError where the disk is full."""
        with self._lock:
            self.size += size_of(candidate)
            kept = candidate if self.size <= _IN_MEMORY else self._write(candidate)
            self._held.append(kept)
            return len(self._held) - 1

    def get(self, number: int) -> Candidate:
        """Return a candidate that was kept; raises ValueError after `close`."""
        with self._lock:
            kept = self._held[number] if self._held else None
            if isinstance(kept, Candidate):
                return kept
            if kept is None or self._file is None:
                raise ValueError(number)
            at, head_size, size = kept
            self._file.seek(at)
            head = self._file.read(head_size)
            data = self._file.read(size)
        found = unpacked(json.loads(head.decode("utf-8", "surrogatepass")), data)
        assert not isinstance(found, Unread)
        return found

    def close(self) -> None:
        """Give memory and file back."""
        with self._lock:
            self._held.clear()
            if self._file is not None:
                self._file.close()

    def _write(self, candidate: Candidate) -> _Place:
        values, data = packed(candidate)
        head = json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="curator-")  # noqa: SIM115  closed with this object
            weakref.finalize(self, self._file.close)
        at = self._file.seek(0, 2)
        self._file.write(head)
        self._file.write(data)
        return at, len(head), len(data)
