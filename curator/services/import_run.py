"""Carrying out an import: batch by batch, each stored whole, all of them one operation."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.errors import FileError, FileFault
from curator.domain.post import OperationId, PostFacts, PostId, Problem, SiteId, Status
from curator.formats.encodings import decode
from curator.importing import sources
from curator.importing.candidates import Candidate, CandidateFile
from curator.importing.kinds import PLAIN
from curator.importing.neighbours import beside
from curator.importing.spool import Spool, stored_bytes
from curator.services.deriving import Build
from curator.services.import_items import ImportItem, Note, NoteCode, OnDuplicate, Outcome
from curator.services.import_judging import facts_of_item
from curator.services.sites import Sites
from curator.site.guests import has_live_liquid
from curator.storage import assets, likenesses, operations, places, posts, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database

Record = Callable[[Connection, OperationId | None, Sequence[ImportItem]], None]
"""Writes down what became of items, in the transaction that stores them."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An item with what is to be stored of it."""

    item: ImportItem
    source: bytes = b""
    facts: PostFacts | None = None
    candidate: Candidate | None = None
    around: tuple[CandidateFile, ...] = ()
    """Pictures that lie beside a plain file and that it shows."""

    @property
    def name(self) -> str:
        """Return the name of the post."""
        return self.candidate.name if self.candidate is not None else self.item.source.name


class ImportRun:
    """One execution of a plan: an operation that grows with each batch."""

    def __init__(
        self,
        database: Database,
        sites: Sites,
        label: str,
        *,
        operation: OperationId | None = None,
        record: Record | None = None,
    ) -> None:
        """Go on with `operation` where one is given; `record` is called in each transaction."""
        self._database = database
        self._sites = sites
        self._label = label
        self._operation = operation
        self._record = record
        self.spool: Spool | None = None
        self._aspects = Aspect(0)
        # Asked once a run: whether a site's settings changed costs four system calls.
        self._builds: dict[str | None, Build] = {}
        self.touched: set[PostId] = set()

    @property
    def operation(self) -> OperationId | None:
        """Return the operation, None while nothing was stored."""
        return self._operation

    def changed(self, origin: object) -> PostsChanged:
        """Return what the run did so far."""
        if not self.touched:
            return NOTHING_CHANGED
        return PostsChanged(frozenset(self.touched), self._aspects, self._operation, origin)

    def store(self, batch: Sequence[ImportItem]) -> list[ImportItem]:
        """Read and derive outside the transaction, then store the batch in one."""
        read = [self._read(item) for item in batch]
        now = datetime.now(UTC)
        ready = {index: one for index, one in enumerate(read) if one.facts is not None}
        if not ready and self._record is None:
            return [one.item for one in read]
        with self._database.write() as connection:
            if self._operation is None and ready:
                kind = OperationKind.IMPORT
                self._operation = operations.begin(connection, kind, now, label=self._label)
            numbers, saved = self._write(connection, ready, now)
            done = [
                _after(one.item, one.facts, numbers.get(index), saved)
                for index, one in enumerate(read)
            ]
            done = _beside_stored(connection, done)
            if self._record is not None:
                self._record(connection, self._operation, done)
        if numbers:
            self._aspects |= Aspect.ADDED
        if saved:
            self._aspects |= Aspect.TEXT | Aspect.PLACEMENT
        if self._record is None:  # whoever keeps a record knows
            self.touched.update(numbers.values(), saved)
        return done

    def _write(
        self, connection: Connection, ready: Mapping[int, _Read], now: datetime
    ) -> tuple[dict[int, PostId], frozenset[PostId]]:
        """Store new posts and other texts; return the numbers of the new ones by their place."""
        if not ready or self._operation is None:
            return {}, frozenset()
        site_of = self._register(connection, [one.item for one in ready.values()])
        new = {
            index: writing.NewPost(
                one.source,
                one.item.content,
                one.facts,
                _first_status(one.item.path),
                one.name,
                site_of(one.item.root),
                one.item.path,
            )
            for index, one in ready.items()
            if one.item.outcome is Outcome.ADDED
            and one.item.content is not None
            and one.facts is not None
        }
        ids = writing.add(connection, self._operation, list(new.values()), now)
        numbers = dict(zip(new, ids, strict=True))
        belongings = [
            asset for index, post in numbers.items() for asset in _assets(post, ready[index])
        ]
        assets.add_all(connection, belongings, now)
        # Whoever takes in what is there already says that it is another article.
        kept = [
            (post, match.post)
            for index, post in numbers.items()
            if (match := ready[index].item.match) is not None
            and match.post is not None
            and ready[index].item.choice is OnDuplicate.KEEP
        ]
        likenesses.set_distinct(connection, kept, True)
        others = [
            writing.NewText(
                one.item.post,
                one.item.expected,
                one.source,
                one.item.content,
                one.facts,
                site_of(one.item.root),
                one.item.path,
                _is_foreign(one),
            )
            for one in ready.values()
            if one.item.outcome is Outcome.UPDATED
            and one.item.content is not None
            and one.item.post is not None
            and one.item.expected is not None
            and one.facts is not None
        ]
        saved = writing.save(connection, self._operation, others, now)
        replaced = [
            asset
            for one in ready.values()
            if one.item.outcome is Outcome.UPDATED and one.item.post in saved
            for asset in _assets(one.item.post, one)
        ]
        assets.add_all(connection, replaced, now)
        return numbers, saved

    def _register(
        self, connection: Connection, items: Iterable[ImportItem]
    ) -> Callable[[str | None], SiteId | None]:
        known: dict[str | None, SiteId | None] = {None: None}
        for item in items:
            if item.root not in known and item.root is not None:
                title = self._sites.title(item.root)
                known[item.root] = places.register(connection, item.root, title)
        return known.__getitem__

    def _read(self, item: ImportItem) -> _Read:
        if item.outcome not in {Outcome.ADDED, Outcome.UPDATED}:
            return _Read(item)
        if item.held is not None and self.spool is not None:
            candidate = self.spool.get(item.held)
            if not item.name:  # no reader had a part in it: it is the file itself
                return self._as_it_is(item, stored_bytes(candidate))
            return self._derived(_Read(item, stored_bytes(candidate), candidate=candidate))
        try:
            source = sources.read(item.source)
        except FileError as error:
            return _Read(replace(item, outcome=Outcome.FAILED, error=error))
        if content_hash(source) != item.content:
            change = FileError(item.source, FileFault.CHANGED)
            return _Read(replace(item, outcome=Outcome.FAILED, error=change))
        return self._as_it_is(item, source)

    def _as_it_is(self, item: ImportItem, source: bytes) -> _Read:
        around = beside(item.source, source) if item.root is None else ()
        if around:
            item = replace(item, pictures=len(around))
        return self._derived(_Read(item, source, around=around))

    def _derived(self, read: _Read) -> _Read:
        item = read.item
        build = self._builds.get(item.root)
        if build is None:
            build = self._builds[item.root] = self._sites.build(item.root)
        facts = item.facts or facts_of_item(item, read.source, read.name, build)
        if read.candidate is None and Problem.NOT_UTF8 in facts.problems:
            # Nothing declares the charset of a plain file: what was taken for it is told.
            note = Note(NoteCode.CHARSET, decode(read.source).encoding)
            read = replace(read, item=replace(item, notes=(*item.notes, note)))
        return replace(read, facts=facts)


def _is_foreign(read: _Read) -> bool | None:
    """Tell whether another text makes a post a guest's; None for as before."""
    if read.item.root is None:
        return True
    # What somebody wrote in the site is meant for Jekyll.
    return False if has_live_liquid(read.source) else None


def _assets(post: PostId, read: _Read) -> Iterator[assets.NewAsset]:
    """Yield the files that belong to a post, and what it was made of."""
    candidate = read.candidate
    for file in candidate.files if candidate is not None else read.around:
        yield assets.NewAsset(post, file.data, file.name, file.media_type, file.origin)
    if candidate is None:
        return
    if candidate.kind not in PLAIN and candidate.original:
        yield assets.NewAsset(
            post,
            candidate.original,
            candidate.inside or candidate.name,
            candidate.original_type,
            candidate.url,
            assets.AssetKind.ORIGINAL,
        )


def _after(
    item: ImportItem, facts: PostFacts | None, post: PostId | None, saved: frozenset[PostId]
) -> ImportItem:
    if facts is None:
        return item
    if item.outcome is Outcome.UPDATED and item.post not in saved:
        return replace(item, outcome=Outcome.UNCHANGED, conflict=True)
    return replace(item, post=post or item.post, problems=facts.problems)


def _beside_stored(connection: Connection, items: Sequence[ImportItem]) -> list[ImportItem]:
    """Return items with the posts that became of their twins in this import, to be compared with."""
    twins = {
        place: content
        for place, item in enumerate(items)
        if item.outcome is Outcome.DUPLICATE and item.post is None and item.match is not None
        # The same text has no match of its own to name it.
        if (content := item.match.content or item.content) is not None
    }
    held = posts.holders(connection, set(twins.values()))
    return [
        replace(item, post=held[twins[place]][0]) if twins.get(place) in held else item
        for place, item in enumerate(items)
    ]


def _first_status(path: str | None) -> Status:
    """Return where a new post starts: what a site shows is published, its drafts are in work."""
    if path is None:
        return Status.INBOX
    return Status.REVIEW if "_drafts" in path.split("/") else Status.PUBLISHED
