"""Reading an article in another charset than the one that was taken for its own.

What was dropped lies in the library: as the first version of a post where it was stored as it came,
else as the original that the post was made of. A choice replaces the post's text, which undo brings
back; nothing is decoded anew without being asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.errors import ReadError, ReadFault
from curator.domain.post import PostId, Problem
from curator.domain.work import CancelToken
from curator.formats.encodings import decode
from curator.importing.candidates import Candidate, Thing
from curator.importing.kinds import PLAIN
from curator.services.deriving import facts_of
from curator.services.import_items import ImportItem, Kind, Note, NoteCode, Outcome
from curator.services.import_session_values import SessionId, SessionItem, item_of, notes_text
from curator.services.ingest import Ingest
from curator.services.sites import Sites
from curator.storage import assets, history, import_sessions, operations, posts, writing
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database

CHARSETS: Sequence[str] = (
    "utf-8",
    "gb18030",
    "big5",
    "cp932",
    "euc-jp",
    "euc-kr",
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8-r",
    "utf-16-le",
    "utf-16-be",
)
"""What is offered, by the names of Python's codecs."""

_PREVIEWED = 256 * 1024
_LINES = 80
_TAG = re.compile(r"<[^<>]{0,2000}>")
_TEXTUAL = PLAIN | {Kind.PAGE, Kind.SAVED_PAGE}
"""Kinds whose bytes are one text in one charset."""


@dataclass(frozen=True, slots=True)
class Original:
    """What a post was made of."""

    data: bytes
    name: str
    media_type: str = ""
    url: str = ""
    made: bool = False
    """A post was made of it; it is not that post's own text."""
    read_as: str = "utf-8"


@dataclass(frozen=True, slots=True)
class CharsetPreview:
    """How a text looks in a charset."""

    text: str
    """Its lines with characters beyond ASCII, without markup; the first of them."""
    broken: int
    """Bytes or pairs of them that are no character, in the part that was looked at."""


def offers_charset(item: SessionItem) -> bool:
    """Tell whether another charset may be chosen for what an item was made of."""
    if item.post is None or item.outcome not in {Outcome.ADDED, Outcome.UPDATED}:
        return False
    if item.kind is not None and item.kind not in _TEXTUAL:
        return False
    codes = {note.code for note in item.notes}
    return bool(
        codes & {NoteCode.CHARSET, NoteCode.BROKEN_CHARACTERS}
        or {Problem.NOT_UTF8, Problem.UNDECODABLE} & set(item.problems)
    )


def preview(original: Original, charset: str) -> CharsetPreview:
    """Decode the part of an original in which charsets differ."""
    text = original.data[:_PREVIEWED].decode(charset, "replace").removeprefix("\ufeff")
    if len(original.data) > _PREVIEWED:
        text = text.rstrip("\ufffd")  # the cut may lie inside a character
    lines = (_TAG.sub("", line).strip() for line in text.splitlines())
    telling = [line for line in lines if line and not line.isascii()][:_LINES]
    return CharsetPreview("\n".join(telling), text.count("\ufffd"))


def _as_it_came(connection: Connection, post: PostId) -> bytes:
    """Return the newest version that is no UTF-8, else the first: what is saved here is UTF-8."""
    for version in history.versions(connection, post):
        data = history.text(connection, post, version.number)
        read = decode(data)
        if read.encoding != "utf-8" or read.errors != "strict" or version.number == 1:
            return data
    return history.text(connection, post, 1)


class Charsets:
    """Looks at originals and reads them anew."""

    def __init__(self, database: Database, sites: Sites, ingest: Ingest) -> None:
        self._database = database
        self._sites = sites
        self._ingest = ingest

    def original(self, post: PostId) -> Original:
        """Return what a post was made of; raises PostMissing."""
        with self._database.read() as connection:
            stored = posts.load(connection, post)
            kept = [
                asset
                for asset in assets.of_post(connection, post)
                if asset.kind is assets.AssetKind.ORIGINAL
            ]
            if kept:
                data = assets.read(connection, kept[-1].id)
                name, media, url = kept[-1].name, kept[-1].media_type, kept[-1].origin
            else:
                data = _as_it_came(connection, post)
                name, media, url = stored.name, "", ""
        return Original(data, name, media, url, bool(kept), decode(data).encoding)

    def reread(
        self,
        session: SessionId,
        number: int,
        charset: str,
        *,
        cancel: CancelToken | None = None,
        origin: object = None,
    ) -> tuple[SessionItem, PostsChanged]:
        """Replace a post's text by what was dropped, read in `charset`, as one operation.

        Raises PostMissing, ReadError, Cancelled.
        """
        row = self._row(session, number)
        assert row.post is not None
        original = self.original(PostId(row.post))
        if original.made:
            candidate = self._made_anew(row, original, charset, cancel)
            source = candidate.source.encode("utf-8", "replace")
            notes = [note for note in candidate.notes if note.code is not NoteCode.CHARSET]
        else:
            text = original.data.decode(charset, "replace").removeprefix("\ufeff")
            source = text.encode()
            broken = text.count("\ufffd")
            notes = [Note(NoteCode.BROKEN_CHARACTERS, str(broken))] if broken else []
        # Another choice may follow: the row goes on to say what was read.
        notes.insert(0, Note(NoteCode.CHARSET, charset))
        return self._replaced(session, row, source, notes, origin)

    def _row(self, session: SessionId, number: int) -> import_sessions.StoredItem:
        with self._database.read() as connection:
            rows = import_sessions.items(connection, session)
        return next(row for row in rows if row.number == number)

    def _made_anew(
        self,
        row: import_sessions.StoredItem,
        original: Original,
        charset: str,
        cancel: CancelToken | None,
    ) -> Candidate:
        name = row.inside or Path(row.source).name or original.name
        path = Path(row.source)
        thing = Thing(
            name,
            original.data,
            # The folder of a saved page lies beside it.
            path if not row.inside and path.is_file() else None,
            url=original.url,
            declared_type=original.media_type,
            declared_charset=charset,
            inside=row.inside,
        )
        unfolding = self._ingest.unfolding(cancel)
        item = ImportItem(Path(row.source), Outcome.ADDED)
        error = None
        try:
            for made, _key in unfolding.thing(thing, item):
                if made.held is not None and unfolding.spool is not None:
                    return unfolding.spool.get(made.held)
                error = made.error
        finally:
            if unfolding.spool is not None:
                unfolding.spool.close()
        raise error or ReadError(name, ReadFault.EMPTY)

    def _replaced(
        self,
        session: SessionId,
        row: import_sessions.StoredItem,
        source: bytes,
        notes: Sequence[Note],
        origin: object,
    ) -> tuple[SessionItem, PostsChanged]:
        now = datetime.now(UTC)
        assert row.post is not None
        with self._database.write() as connection:
            stored = posts.load(connection, row.post)
            place = stored.placements[0] if stored.placements else None
            build = self._sites.build(place.root if place else None)
            facts = facts_of(source, place.path if place else None, stored.name, build)
            key = content_hash(source)
            saved: frozenset[PostId] = frozenset()
            operation = None
            if key != stored.content:
                operation = operations.begin(
                    connection, OperationKind.EDIT, now, label=facts.title or stored.name
                )
                change = writing.NewText(row.post, stored.content, source, key, facts)
                saved = writing.save(connection, operation, [change], now)
            done = replace(
                row,
                notes=notes_text(notes, item_of(row).match),
                problems=writing.JOINT.join(facts.problems),
            )
            import_sessions.put(connection, session, [done])
        changed = PostsChanged(saved, Aspect.TEXT, operation, origin) if saved else NOTHING_CHANGED
        return item_of(done), changed
