"""Reading an article in another charset than the one that was declared or taken for its own.

Offered for whatever is bytes in some charset: plain files, pages, mails, web archives, what was pasted.
Word, OpenDocument and EPUB files say in their XML what they are written in and cannot be read otherwise.

What was dropped lies in the library: as the first version of a post where it was stored as it came,
else as the original that the post was made of. A choice replaces the post's text, which undo brings
back; nothing is decoded anew without being asked for.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.errors import ReadError, ReadFault
from curator.domain.post import PostId, Problem
from curator.domain.work import CancelToken
from curator.formats.encodings import decode
from curator.importing.candidates import Candidate, Thing
from curator.importing.embedding import plain_names
from curator.importing.kinds import CLIPBOARD_TYPE, PLAIN
from curator.importing.neighbours import referenced
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
_TEXTUAL = PLAIN | {Kind.PAGE, Kind.SAVED_PAGE, Kind.CLIPBOARD}
"""Kinds whose bytes are one text in one charset."""
_WRAPPED = frozenset({Kind.MAIL, Kind.MHTML})
"""Kinds whose texts are written in ASCII, whatever they are in."""
_SAME = {"big5hkscs": "big5", "cp949": "euc-kr", "euc_kr": "euc-kr", "shift_jis": "cp932"} | {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "euc_jp": "euc-jp",
    "iso8859-1": "cp1252",
}
"""Under which name a charset is offered, where that is not its codec's."""
_READ_AS = (NoteCode.CHARSET, NoteCode.DECLARED_CHARSET)


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
    if item.kind is not None and item.kind not in _TEXTUAL | _WRAPPED:
        return False
    codes = {note.code for note in item.notes}
    return bool(
        codes & {*_READ_AS, NoteCode.BROKEN_CHARACTERS}
        or {Problem.NOT_UTF8, Problem.UNDECODABLE} & set(item.problems)
    )


def charset_of(item: SessionItem) -> str:
    """Return in which of the charsets that are offered an item was read, empty where that is not told."""
    for note in item.notes:
        if note.code in _READ_AS:
            return _SAME.get(note.detail, note.detail)
    return ""


def preview(original: Original, charset: str) -> CharsetPreview:
    """Decode the part of an original in which charsets differ."""
    text = original.data[:_PREVIEWED].decode(charset, "replace").removeprefix("\ufeff")
    if len(original.data) > _PREVIEWED:
        text = text.rstrip("\ufffd")  # the cut may lie inside a character
    return _telling(text)


def _telling(text: str) -> CharsetPreview:
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

    def preview(
        self,
        item: SessionItem,
        original: Original,
        charset: str,
        cancel: CancelToken | None = None,
    ) -> CharsetPreview:
        """Return how what an item was made of looks in a charset: of a mail, the text it would be.

        Raises ReadError, Cancelled.
        """
        if item.kind not in _WRAPPED:
            return preview(original, charset)
        candidate = self._made_anew(item.source, item.inside, item.kind, original, charset, cancel)
        return _telling(candidate.source[:_PREVIEWED])

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
            kind = Kind(row.kind) if row.kind else None
            candidate = self._made_anew(
                row.source, row.inside, kind, original, charset, cancel, self._kept_files(row.post)
            )
            source = candidate.source.encode("utf-8", "replace")
            notes = [note for note in candidate.notes if note.code not in _READ_AS]
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
        source: str,
        inside: str,
        kind: Kind | None,
        original: Original,
        charset: str,
        cancel: CancelToken | None,
        find: Callable[[str], bytes | None] = lambda _path: None,
    ) -> Candidate:
        """Read an original again; `find` returns a picture that came with it, by its path there."""
        path = Path(source)
        name = inside or path.name or original.name
        thing = Thing(
            name,
            original.data,
            # The folder of a saved page lies beside it.
            path if not inside and path.is_file() else None,
            url=original.url,
            declared_type=CLIPBOARD_TYPE if kind is Kind.CLIPBOARD else original.media_type,
            charset=charset,
            inside=inside,
            # Of a page inside an archive the pictures lay there.
            files=referenced(original.data, find) if inside and kind is Kind.PAGE else (),
        )
        unfolding = self._ingest.unfolding(cancel)
        item = ImportItem(path, Outcome.ADDED)
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

    def _kept_files(self, post: PostId) -> Callable[[str], bytes | None]:
        """Return what finds the pictures that came with a post by the paths they had, each once."""
        with self._database.read() as connection:
            kept = {
                asset.name.casefold(): asset.id
                for asset in assets.of_post(connection, post)
                if asset.kind is assets.AssetKind.FILE
            }

        def find(path: str) -> bytes | None:
            for name in plain_names(path):
                if name.casefold() not in kept:
                    return None
                number = kept[name.casefold()]
                if number >= 0:
                    kept[name.casefold()] = -1
                    with self._database.read() as connection:
                        return assets.read(connection, number)
            return None

        return find

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
