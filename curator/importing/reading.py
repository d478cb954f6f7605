"""Everything in a thing, however deep: readers are asked, what they find is read in turn.

Owns the limits of what one dropped thing may unfold to (reliability.md T11), and turns whatever a
reader raises into a reason. Yields as it goes and keeps nothing, so that memory stays flat.
"""

import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from curator.domain.errors import ReadFault
from curator.importing.candidates import Candidate, Kind, Limits, Thing, Unread
from curator.importing.embedding import with_files
from curator.importing.kinds import kind_of
from curator.importing.refusals import Refused
from curator.importing.registry import READERS, Reader


def read(
    thing: Thing,
    limits: Limits | None = None,
    *,
    kind: Kind | None = None,
    readers: Mapping[Kind, Reader] = READERS,
) -> Iterator[Candidate | Unread]:
    """Yield every candidate in a thing, and for each part that gave none the reason.

    `kind` is given where the caller knows better than the content does, of the thing itself alone.
    """
    yield from _Reading(limits or Limits(), readers).of(thing, 0, kind)


@dataclass
class _Spent:
    bytes_in_all: int = 0
    entries: int = 0
    candidates: int = 0


class _Reading:
    """One dropped thing and what it has cost so far."""

    def __init__(self, limits: Limits, readers: Mapping[Kind, Reader]) -> None:
        self._limits = limits
        self._readers = readers
        self._spent = _Spent()
        self._full = False

    def of(
        self, thing: Thing, depth: int, kind: Kind | None = None
    ) -> Iterator[Candidate | Unread]:
        kind = kind or kind_of(thing)
        reader = self._readers.get(kind) if kind is not None else None
        if reader is None:
            yield _unread(thing, ReadFault.UNSUPPORTED, kind.value if kind else "")
            return
        if depth > self._limits.depth:
            yield _unread(thing, ReadFault.TOO_DEEP, str(self._limits.depth))
            return
        found = 0
        try:
            for part in reader(thing, self._left()):
                found += 1
                yield from self._part(thing, part, depth, kind)
                if self._full:
                    return
        except Refused as refused:
            yield _unread(thing, refused.fault, refused.detail)
        except RecursionError:
            yield _unread(thing, ReadFault.TOO_DEEP)
        except MemoryError:
            raise
        except Exception:
            # A documented boundary: a stranger's bytes may break any parser (reliability.md T9).
            yield _unread(thing, ReadFault.FAILED, traceback.format_exc())
        else:
            if not found:
                yield _unread(thing, ReadFault.EMPTY)

    def _part(
        self, thing: Thing, part: Candidate | Thing | Unread, depth: int, kind: Kind | None
    ) -> Iterator[Candidate | Unread]:
        if isinstance(part, Unread):
            yield part
            return
        if isinstance(part, Thing):
            self._spent.entries += 1
            self._spent.bytes_in_all += len(part.data) + sum(len(file.data) for file in part.files)
            if (fault := self._beyond()) is not None:
                self._full = True
                yield _unread(thing, fault)
                return
            for one in self.of(part, depth + 1):
                yield _as_wrapped(one, thing, kind)
            return
        self._spent.candidates += 1
        if self._spent.candidates > self._limits.candidates:
            self._full = True
            yield _unread(thing, ReadFault.TOO_MANY, str(self._limits.candidates))
            return
        yield with_files(part, thing.files)

    def _left(self) -> Limits:
        limits, spent = self._limits, self._spent
        return replace(
            limits,
            bytes_in_all=max(limits.bytes_in_all - spent.bytes_in_all, 0),
            entries=max(limits.entries - spent.entries, 0),
            candidates=max(limits.candidates - spent.candidates, 0),
        )

    def _beyond(self) -> ReadFault | None:
        if self._spent.bytes_in_all > self._limits.bytes_in_all:
            return ReadFault.TOO_LARGE
        return ReadFault.TOO_MANY if self._spent.entries > self._limits.entries else None


_WRAPPED = {Kind.MHTML: "multipart/related"}
"""Kinds that hold one page and are that page."""


def _as_wrapped(part: Candidate | Unread, thing: Thing, kind: Kind | None) -> Candidate | Unread:
    media_type = _WRAPPED.get(kind) if kind is not None else None
    if media_type is None or isinstance(part, Unread):
        return part
    return replace(part, kind=Kind.MHTML, original=thing.data, original_type=media_type)


def _unread(thing: Thing, fault: ReadFault, detail: str = "") -> Unread:
    return Unread(thing.name, thing.inside, fault.value, detail)
