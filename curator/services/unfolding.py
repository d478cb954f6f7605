"""From a dropped thing to the items of a plan: a plain file is one, an archive or a mail unfolds.

Reading strangers' formats happens in the readers' process; what comes back waits in the plan's
spool.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
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


class Unfolding:
    """Looks at things for one plan."""

    def __init__(
        self,
        readers: Readers,
        fetch: Fetch,
        cancel: CancelToken | None,
        tell: Callable[[ImportItem, int], None] | None = None,
    ) -> None:
        """Call `tell` with what is read and how much was found in it, where it holds several."""
        self._readers = readers
        self._fetch = fetch
        self._cancel = cancel
        self._tell = tell
        self.spool: Spool | None = None

    def of(self, found: ImportItem | Thing) -> Iterator[Looked]:
        """Yield what was found by a file's name, or came as a thing."""
        if isinstance(found, Thing):
            yield from self.thing(found, named(found))
        elif found.address:
            yield from self.thing(link(found.address), found)
        else:
            yield from self.file(found)

    def file(self, item: ImportItem) -> Iterator[Looked]:
        """Yield what a file is or holds; what failed is an item with its error."""
        if item.outcome is Outcome.FAILED:
            yield item, None
            return
        path = item.source
        try:
            data, size = sources.look(path)
            kind = kind_by_head(data[:4096], path.name)
            if kind is None or kind in PLAIN or (item.root is not None and not _stands_out(path)):
                sources.refuse_unfit(path, data, size)
                yield replace(item, kind=kind), content_hash(data)
                return
        except FileError as error:
            yield replace(item, outcome=Outcome.FAILED, error=error), None
            return
        if size > LARGEST:
            large = ReadError(path.name, ReadFault.TOO_LARGE, detail=str(size))
            yield replace(item, kind=kind, outcome=Outcome.FAILED, error=large), None
            return
        # What it holds are no files of a site, wherever it lies.
        yield from self.thing(
            Thing(path.name, b"", path), replace(item, kind=kind, root=None, path=None)
        )

    def thing(self, thing: Thing, item: ImportItem) -> Iterator[Looked]:
        """Yield what a thing holds, of which `item` says where it came from."""
        if thing.url and not thing.data and thing.path is None:
            try:
                thing = self._fetch(thing.url, self._cancel)
            except FetchError as error:
                yield replace(item, outcome=Outcome.FAILED, error=error), None
                return
        found: list[Looked] = []
        spool = self.spool = self.spool or Spool()

        def take(part: Candidate | Unread) -> None:
            found.append(
                _unread(item, part) if isinstance(part, Unread) else _kept(item, part, spool)
            )
            if self._tell is not None:
                self._tell(item, len(found))

        try:
            self._readers.read(thing, take, self._cancel)
        except ReadError as error:
            found.append((replace(item, outcome=Outcome.FAILED, error=error), None))
        except OSError as error:  # the spool's disk is full
            full = FileError(item.source, FileFault.DISK_FULL, error.strerror or "")
            found.append((replace(item, outcome=Outcome.FAILED, error=full), None))
        yield from found


def _stands_out(path: Path) -> bool:
    """Tell whether a file inside a site is by its name no post of it."""
    return path.suffix.lower() in CONTAINER_SUFFIXES


def _kept(item: ImportItem, candidate: Candidate, spool: Spool) -> Looked:
    made = replace(
        item,
        kind=candidate.kind,
        inside=candidate.inside,
        name=candidate.name,
        url=candidate.url,
        source_id=candidate.source_id,
        notes=candidate.notes,
        held=spool.put(candidate),
    )
    return made, content_hash(stored_bytes(candidate))


def _unread(item: ImportItem, unread: Unread) -> Looked:
    error = ReadError(unread.name, ReadFault(unread.fault), unread.inside, unread.detail)
    failed = replace(
        item, outcome=Outcome.FAILED, error=error, inside=unread.inside, name=unread.name
    )
    if error.fault is ReadFault.ONLY_LINKED:
        # To be tried again at its own address.
        failed = replace(failed, address=unread.detail, url=unread.detail)
    return failed, None


def named(thing: Thing) -> ImportItem:
    """Return the item of a thing that is no file of this machine."""
    address = thing.url if not thing.data and thing.path is None else ""
    return ImportItem(thing.path or Path(thing.name), Outcome.ADDED, url=thing.url, address=address)
