"""ZIP archives: entries are read one by one, counted as they come, and never written anywhere.

Refuses what archives are abused for (reliability.md T11): names that lead out, links, entries that
share bytes, and more entries or bytes than the limits allow.
"""

import posixpath
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from unicodedata import normalize

from curator.domain.errors import ReadFault
from curator.importing.archive_directory import entry_count
from curator.importing.archive_names import decoded_names, is_safe
from curator.importing.candidates import CandidateFile, Limits, Thing, Unread
from curator.importing.kinds import CONTAINER_SUFFIXES, PLAIN, kind_by_head
from curator.importing.neighbours import media_type_of, referenced
from curator.importing.refusals import Refused
from curator.importing.sources import PAGE_FOLDERS, PRIVATE_FOLDERS, SUFFIXES

_CHUNK = 1 << 16
_FREE = 1 << 20
"""Bytes of an entry that no ratio is asked of."""

_ENCRYPTED = 1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError)


def read(thing: Thing, limits: Limits) -> Iterator[Thing | Unread]:
    """Yield the articles of an archive, with the pictures beside them that they refer to."""
    _refuse_crowd(thing.data, limits)
    try:
        archive = zipfile.ZipFile(BytesIO(thing.data))
    except (*_BROKEN, ValueError) as error:
        raise Refused(ReadFault.BROKEN, str(error)) from error
    with archive:
        entries = archive.infolist()
        if not entries:
            raise Refused(ReadFault.EMPTY)
        refuse_overlap(thing.data, entries)
        yield from _Archive(thing, archive, limits).articles()


def _refuse_crowd(data: bytes, limits: Limits) -> None:
    count = entry_count(data)
    if count is None:
        raise Refused(ReadFault.BROKEN, "no directory")
    if count > limits.entries:
        raise Refused(ReadFault.TOO_MANY, str(limits.entries))


def refuse_overlap(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Raise Refused where entries of an archive share bytes, which only bombs do."""
    reached = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < reached:
            raise Refused(ReadFault.OVERLAP)
        head = data[entry.header_offset : entry.header_offset + 30]
        if len(head) < 30:
            raise Refused(ReadFault.BROKEN, entry.filename)
        name, extra = struct.unpack("<HH", head[26:30])
        reached = entry.header_offset + 30 + name + extra + entry.compress_size


class _Archive:
    """One archive while it is read."""

    def __init__(self, thing: Thing, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._thing = thing
        self._archive = archive
        self._limits = limits
        self._left = limits.bytes_in_all
        self._place = thing.inside or thing.name
        names = decoded_names(archive.infolist())
        self._entries = list(zip(names, archive.infolist(), strict=True))
        self._by_name = {
            posixpath.normpath(name): entry
            for name, entry in self._entries
            if is_safe(name) and _is_file(entry)
        }

    def articles(self) -> Iterator[Thing | Unread]:
        """Yield what may be an article, and what was refused."""
        seen: Counter[str] = Counter()
        pages = {PurePosixPath(name).with_suffix("").as_posix() for name, _ in self._entries}
        for name, entry in self._entries:
            if entry.is_dir() or _is_furniture(name, pages):
                continue
            if (fault := self._fault(name, entry)) is not None:
                yield self._unread(name, fault)
                continue
            # Names that are one to some systems are told apart; nothing is ever written under them.
            key = normalize("NFC", name).casefold()
            seen[key] += 1
            yield from self._article(name, entry, seen[key])

    def _fault(self, name: str, entry: zipfile.ZipInfo) -> ReadFault | None:
        if not is_safe(name):
            return ReadFault.BAD_NAME
        if not _is_file(entry):
            return ReadFault.LINK
        return ReadFault.ENCRYPTED if entry.flag_bits & _ENCRYPTED else None

    def _article(self, name: str, entry: zipfile.ZipInfo, number: int) -> Iterator[Thing | Unread]:
        try:
            with self._archive.open(entry) as stream:
                head = stream.read(4096)
            if not _is_wanted(name, head):
                return
            data = self._bytes(entry)
        except Refused as refused:
            if refused.fault is ReadFault.TOO_MANY:
                raise
            yield self._unread(name, refused.fault)
            return
        except _BROKEN as error:
            yield self._unread(name, ReadFault.BROKEN, str(error))
            return
        base = PurePosixPath(name).name
        inside = f"{self._place}/{name}" + (f" ({number})" if number > 1 else "")
        files = self._files(name, base, data)
        yield Thing(base, data, inside=inside, url=self._thing.url, files=files)

    def _files(self, name: str, base: str, data: bytes) -> tuple[CandidateFile, ...]:
        kind = kind_by_head(data[:4096], base)
        if kind is None or (kind not in PLAIN and kind.value != "page"):
            return ()
        folder = posixpath.dirname(name)

        def find(path: str) -> bytes | None:
            entry = self._by_name.get(posixpath.normpath(posixpath.join(folder, path)))
            if entry is None or entry.flag_bits & _ENCRYPTED:
                return None
            try:
                return self._bytes(entry)
            except (Refused, *_BROKEN):
                return None

        return referenced(data, find)

    def _bytes(self, entry: zipfile.ZipInfo) -> bytes:
        """Read an entry, counting what really comes, whatever the archive says of itself."""
        data = bytearray()
        most = min(self._limits.bytes_of_one, self._left)
        with self._archive.open(entry) as stream:
            while piece := stream.read(_CHUNK):
                data += piece
                if len(data) > most:
                    self._left -= len(data)
                    raise Refused(ReadFault.TOO_LARGE)
                if len(data) > _FREE and len(data) > self._limits.ratio * entry.compress_size:
                    self._left -= len(data)
                    raise Refused(ReadFault.RATIO)
        self._left -= len(data)
        return bytes(data)

    def _unread(self, name: str, fault: ReadFault, detail: str = "") -> Unread:
        return Unread(
            PurePosixPath(name).name or name, f"{self._place}/{name}", fault.value, detail
        )


def _is_file(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a file, as far as the system it was packed on says what it is."""
    mode = entry.external_attr >> 16
    return not mode or not stat.S_IFMT(mode) or stat.S_ISREG(mode)


def _is_furniture(name: str, pages: set[str]) -> bool:
    """Tell whether an entry belongs to a system, a site or a page's own folder of files."""
    parts = PurePosixPath(name).parts
    if any(part.startswith(".") and part not in {".", ".."} for part in parts):
        return True
    for depth, part in enumerate(parts[:-1]):
        if part in PRIVATE_FOLDERS:
            return True
        folder = "/".join(parts[: depth + 1])
        if any(folder.endswith(end) and folder.removesuffix(end) in pages for end in PAGE_FOLDERS):
            return True
    return False


def _is_wanted(name: str, head: bytes) -> bool:
    """Tell an article from what lies beside it: text of any suffix may be a program's."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES or suffix in CONTAINER_SUFFIXES or not suffix:
        return media_type_of(name) is None
    kind = kind_by_head(head, name)
    return kind is not None and kind not in PLAIN
