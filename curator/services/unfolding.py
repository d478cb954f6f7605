"""From a dropped thing to the items of a plan: a plain file is one, an archive or a mail unfolds.

Reading strangers' formats happens in the readers' process; what comes back waits in the plan's
spool.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from curator.domain.errors import FetchError, FileError, FileFault, ReadError, ReadFault
from curator.domain.post import ContentHash
from curator.domain.work import CancelToken
from curator.importing import sources
from curator.importing.candidates import Candidate, Thing, Unread
from curator.importing.guard import Readers
from curator.importing.kinds import CONTAINER_SUFFIXES, PLAIN, kind_by_head
from curator.importing.spool import Spool, stored_bytes
from curator.services.import_items import ImportItem, Outcome
from curator.services.links import Fetch, link
from curator.storage.blobs import content_hash

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest archive or mailbox that is taken in at once."""

Looked = tuple[ImportItem, ContentHash | None]
"""An item with the hash of what would be stored, None where there is nothing to store."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in a thing, before it is put anywhere."""

    item: ImportItem
    content: ContentHash | None = None
    """The hash of what would be stored, None where there is nothing to store."""
    candidate: Candidate | None = None
    """What a reader made."""
    plain: bytes | None = None
    """A file that is taken in as it is."""


Put = Callable[[Seen], None]


class Unfolding:
    """Looks at things for one plan."""

    def __init__(self, readers: Readers, fetch: Fetch, cancel: CancelToken | None) -> None:
        self._readers = readers
        self._fetch = fetch
        self._cancel = cancel
        self.spool: Spool | None = None

    def of(self, found: ImportItem | Thing) -> Iterator[Looked]:
        """Yield what was found by a file's name, or came as a thing; what readers made is spooled."""
        yield from self._spooled(lambda put: self.into(found, put))

    def thing(self, thing: Thing, item: ImportItem) -> Iterator[Looked]:
        """Yield what a thing holds, of which `item` says where it came from."""
        yield from self._spooled(lambda put: self._thing(thing, item, put))

    def into(self, found: ImportItem | Thing, put: Put) -> None:
        """Hand what is found to `put`, as it comes. Raises Cancelled."""
        if isinstance(found, Thing):
            self._thing(found, named(found), put)
        elif found.address:
            self._thing(link(found.address), found, put)
        else:
            self._file(found, put)

    def _spooled(self, look: Callable[[Put], None]) -> Iterator[Looked]:
        found: list[Looked] = []

        def put(seen: Seen) -> None:
            item = seen.item
            if seen.candidate is not None:
                spool = self.spool = self.spool or Spool()
                item = replace(item, held=spool.put(seen.candidate))
            found.append((item, seen.content))

        look(put)
        yield from found

    def _file(self, item: ImportItem, put: Put) -> None:
        """Hand over what a file is or holds; what failed is an item with its error."""
        if item.outcome is Outcome.FAILED:
            put(Seen(item))
            return
        path = item.source
        try:
            data, size = sources.look(path)
            kind = kind_by_head(data[:4096], path.name)
            if kind is None or kind in PLAIN or (item.root is not None and not _stands_out(path)):
                sources.refuse_unfit(path, data, size)
                put(Seen(replace(item, kind=kind), content_hash(data), plain=data))
                return
        except FileError as error:
            put(Seen(replace(item, outcome=Outcome.FAILED, error=error)))
            return
        if size > LARGEST:
            large = ReadError(path.name, ReadFault.TOO_LARGE, detail=str(size))
            put(Seen(replace(item, kind=kind, outcome=Outcome.FAILED, error=large)))
            return
        # What it holds are no files of a site, wherever it lies.
        self._thing(
            Thing(path.name, b"", path), replace(item, kind=kind, root=None, path=None), put
        )

    def _thing(self, thing: Thing, item: ImportItem, put: Put) -> None:
        if thing.url and not thing.data and thing.path is None:
            try:
                thing = self._fetch(thing.url, self._cancel)
            except FetchError as error:
                put(Seen(replace(item, outcome=Outcome.FAILED, error=error)))
                return

        def take(part: Candidate | Unread) -> None:
            put(_unread(item, part) if isinstance(part, Unread) else _made(item, part))

        try:
            self._readers.read(thing, take, self._cancel)
        except ReadError as error:
            put(Seen(replace(item, outcome=Outcome.FAILED, error=error)))
        except OSError as error:  # the spool's disk is full
            full = FileError(item.source, FileFault.DISK_FULL, error.strerror or "")
            put(Seen(replace(item, outcome=Outcome.FAILED, error=full)))


def _stands_out(path: Path) -> bool:
    """Tell whether a file inside a site is by its name no post of it."""
    return path.suffix.lower() in CONTAINER_SUFFIXES


def _made(item: ImportItem, candidate: Candidate) -> Seen:
    made = replace(
        item,
        kind=candidate.kind,
        inside=candidate.inside,
        name=candidate.name,
        url=candidate.url,
        source_id=candidate.source_id,
        notes=candidate.notes,
        pictures=len(candidate.files),
    )
    return Seen(made, content_hash(stored_bytes(candidate)), candidate)


def _unread(item: ImportItem, unread: Unread) -> Seen:
    error = ReadError(unread.name, ReadFault(unread.fault), unread.inside, unread.detail)
    failed = replace(
        item, outcome=Outcome.FAILED, error=error, inside=unread.inside, name=unread.name
    )
    if error.fault is ReadFault.ONLY_LINKED:
        # To be tried again at its own address.
        failed = replace(failed, address=unread.detail, url=unread.detail)
    return Seen(failed)


def named(thing: Thing) -> ImportItem:
    """Return the item of a thing that is no file of this machine."""
    address = thing.url if not thing.data and thing.path is None else ""
    return ImportItem(thing.path or Path(thing.name), Outcome.ADDED, url=thing.url, address=address)
