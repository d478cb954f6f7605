"""Saved versions and operations: read page by page, compared, and gone back to.

Taking an operation back is the business of `undoing`. Every return to an older version is one
operation that undo takes back.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import unified_diff

from curator.domain.changes import (
    NOTHING_CHANGED,
    Aspect,
    Operation,
    OperationKind,
    PostsChanged,
)
from curator.domain.errors import EditError, UndoError
from curator.domain.listing import Revision
from curator.domain.post import OperationId, PostId
from curator.formats import front_matter
from curator.formats.document import join, split
from curator.formats.front_matter import Entry
from curator.services.deriving import facts_of
from curator.services.sites import Sites
from curator.storage import history, later_work, operations, posts, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database

BODY = ""
"""Stands for the text below the front matter where a field is named."""

_FEW = 1_000
"""The posts of an operation with no more of them are looked at one by one."""
_MOST_LINES = 20_000
"""Lines of a text that are compared one by one."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A key of front matter, or the body, that differs between two versions."""

    key: str
    """Empty for the body."""
    older: str | None
    """As it is written; None where the version has no such key. Empty for the body."""
    newer: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a post."""

    lines: str | None
    """A unified diff without its head, empty where the texts are the same; None where they are too long."""
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class TouchedPost:
    """A post that an operation touched."""

    post: PostId
    title: str
    """Empty where the post is gone."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What one operation touched, and whether there is a way back."""

    operation: Operation
    posts: tuple[TouchedPost, ...]
    """The first of them."""
    more: int
    """So many others it touched."""
    hindrance: UndoError | None
    """Why it cannot be taken back, or done again where it is taken back already."""


class History:
    """What was done in a library, and what its posts were."""

    def __init__(self, database: Database, sites: Sites) -> None:
        self._database = database
        self._sites = sites

    # Versions

    def versions(self, post: PostId) -> list[Revision]:
        """Return every saved version of a post, the newest first; raises PostMissing."""
        with self._database.read() as connection:
            return history.versions(connection, post)

    def text(self, post: PostId, number: int) -> bytes:
        """Return the source text of a saved version; raises RevisionMissing."""
        with self._database.read() as connection:
            return history.text(connection, post, number)

    def difference(self, post: PostId, older: int, newer: int) -> Comparison:
        """Compare two saved versions of a post; raises RevisionMissing."""
        with self._database.read() as connection:
            texts = [history.text(connection, post, number) for number in (older, newer)]
        return Comparison(_lines(*texts), _fields(*texts))

    def restore(self, post: PostId, number: int, *, origin: object = None) -> PostsChanged:
        """Give a post the whole text of a saved version; where it stands on the desk stays.

        Whether it is a guest's text comes with it. Raises PostMissing, RevisionMissing.
        """
        with self._database.write() as connection:
            source = history.text(connection, post, number)
            foreign = history.foreign(connection, post, number)
            kind = OperationKind.RESTORE
            return self._give(connection, post, source, kind, "", origin, foreign=foreign)

    def restore_field(
        self, post: PostId, number: int, key: str, *, origin: object = None
    ) -> PostsChanged:
        """Give one key of front matter, or the body, what it was in a saved version.

        No other byte changes; a key that the version has not is taken out. Raises PostMissing, RevisionMissing, EditError.
        """
        with self._database.write() as connection:
            old = history.text(connection, post, number)
            source = with_field_of(posts.load(connection, post).source, old, key)
            kind = OperationKind.SET if key else OperationKind.RESTORE
            return self._give(connection, post, source, kind, key, origin)

    def _give(
        self,
        connection: Connection,
        post: PostId,
        source: bytes,
        kind: OperationKind,
        label: str,
        origin: object,
        *,
        foreign: bool | None = None,
    ) -> PostsChanged:
        stored = posts.load(connection, post)
        key = content_hash(source)
        same_voice = foreign is None or foreign == stored.foreign
        if stored.content == key and same_voice:
            return NOTHING_CHANGED
        place = stored.placements[0] if stored.placements else None
        build = self._sites.build(place.root if place else None)
        facts = facts_of(source, place.path if place else None, stored.name, build)
        now = datetime.now(UTC)
        label = label or facts.title or stored.title
        operation = operations.begin(connection, kind, now, label=label)
        change = writing.NewText(post, stored.content, source, key, facts, foreign=foreign)
        saved = writing.save(connection, operation, [change], now)
        aspects = Aspect.TEXT if same_voice else Aspect.TEXT | Aspect.FOREIGN
        return PostsChanged(saved, aspects, operation, origin)

    # Operations

    def operations(
        self,
        limit: int,
        before: OperationId | None = None,
        kinds: Collection[OperationKind] = (),
    ) -> list[Operation]:
        """Return a page of operations, the newest first: those older than `before`, of some kinds or of all."""
        with self._database.read() as connection:
            return operations.page(connection, limit, before, kinds)

    def detail(self, number: OperationId, limit: int = 100) -> Detail | None:
        """Return the first posts an operation touched, and what stands in the way of its undo or redo."""
        with self._database.read() as connection:
            operation = operations.find(connection, number)
            if operation is None:
                return None
            ids = history.touched(connection, number, limit)
            titles = {row.id: row.title or row.path for row in posts.rows(connection, ids)}
            touched = tuple(TouchedPost(one, titles.get(one, "")) for one in dict.fromkeys(ids))
            turned = operation
            if operation.undone_by is not None:
                turned = operations.find(connection, operation.undone_by) or operation
            more = later_work.touched(connection, number) - len(touched)
            return Detail(operation, touched, more, _hindrance(connection, turned))


def _hindrance(connection: Connection, operation: Operation) -> UndoError | None:
    standing = operation.undone_by is None and not operation.thinned
    if operation.posts > _FEW and standing and operation.kind is not OperationKind.DELETE:
        return later_work.find(connection, operation)
    return history.hindrance(connection, operation)


def with_field_of(source: bytes, old: bytes, key: str) -> bytes:
    """Return a source text with one key of front matter, or the body, as it is in another text.

    Raises EditError.
    """
    document, other = split(source), split(old)
    if key == BODY:
        return source if document.body == other.body else join(document.with_body(other.body))
    text = document.front_matter or ""
    wanted = front_matter.parse(other.front_matter or "")
    entry = wanted.entry(key)
    current = front_matter.parse(text).entry(key)
    if entry is None:
        changed = text if current is None else front_matter.unset(text, key)
    elif current is None:
        above = _above(wanted.entries, key, front_matter.parse(text).entries)
        changed = front_matter.set_value(
            text, key, entry.value, after=above, newline=document.newline
        )
        with suppress(EditError):  # it then stands as this text would write it
            changed = front_matter.set_raw(changed, key, entry.raw)
    else:
        try:
            changed = front_matter.set_raw(text, key, entry.raw)
        except EditError:
            changed = front_matter.set_value(text, key, entry.value)
    if changed == text:
        return source
    return join(document.with_front_matter(changed))


def _above(wanted: Sequence[Entry], key: str, there: Sequence[Entry]) -> str | None:
    """Return the key below which an entry stood, as far as it is there."""
    names = {entry.key for entry in there}
    before: str | None = None
    for entry in wanted:
        if entry.key == key:
            return before
        if entry.key in names:
            before = entry.key
    return before


def _lines(older: bytes, newer: bytes) -> str | None:
    before, after = (_text(one).split("\n") for one in (older, newer))
    if max(len(before), len(after)) > _MOST_LINES:
        return None
    return "\n".join(list(unified_diff(before, after, n=3, lineterm=""))[2:])


def _text(source: bytes) -> str:
    return split(source).text


def _fields(older: bytes, newer: bytes) -> tuple[FieldChange, ...]:
    documents = [split(one) for one in (older, newer)]
    raws = [_raws(document.front_matter or "") for document in documents]
    keys = dict.fromkeys((*raws[1], *raws[0]))
    changes = [
        FieldChange(key, raws[0].get(key), raws[1].get(key))
        for key in keys
        if raws[0].get(key) != raws[1].get(key)
    ]
    if documents[0].body != documents[1].body:
        changes.append(FieldChange(BODY, "", ""))
    return tuple(changes)


def _raws(text: str) -> dict[str, str]:
    return {entry.key: entry.raw.strip() for entry in front_matter.parse(text).entries}


__all__ = [
    "BODY",
    "Comparison",
    "Detail",
    "FieldChange",
    "History",
    "TouchedPost",
    "with_field_of",
]
