"""Candidates between being read and being stored: in a file, not in memory.

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


def stored_bytes(candidate: Candidate) -> bytes:
    """Return what the library stores: a plain article as it came, any other as it was made."""
    if candidate.kind in PLAIN and candidate.original:
        return candidate.original
    return candidate.source.encode("utf-8", "replace")


class Spool:
    """Candidates by number; the file goes with the object."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="curator-")  # noqa: SIM115  closed with this object
        weakref.finalize(self, self._file.close)
        self._places: list[tuple[int, int, int]] = []
        self._lock = threading.Lock()

    def put(self, candidate: Candidate) -> int:
        """Keep a candidate and return its number; raises OSError where the disk is full."""
        values, data = packed(candidate)
        head = json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
        with self._lock:
            at = self._file.seek(0, 2)
            self._file.write(head)
            self._file.write(data)
            self._places.append((at, len(head), len(data)))
            return len(self._places) - 1

    def get(self, number: int) -> Candidate:
        """Return a candidate that was kept."""
        with self._lock:
            at, head_size, size = self._places[number]
            self._file.seek(at)
            head = self._file.read(head_size)
            data = self._file.read(size)
        found = unpacked(json.loads(head.decode("utf-8", "surrogatepass")), data)
        assert not isinstance(found, Unread)
        return found

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
