"""What becomes of the pictures that came with an article.

Each file is kept only where the text refers to it, under a plain name of its own. A reference that
means nothing outside of where it came from (`cid:`, a path on somebody's disk) becomes that name; an
address on the web stays in the text as it is, and the file knows it as its origin.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import count
from pathlib import PurePosixPath
from unicodedata import normalize
from urllib.parse import quote, unquote

from curator.importing.candidates import Candidate, CandidateFile, Note, NoteCode
from curator.importing.kinds import PLAIN
from curator.importing.neighbours import media_type_of
from curator.site.references import nameless_pictures

_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
}
_PLAIN = re.compile(r"[^\w.-]+")
_HTML = frozenset({".html", ".htm", ".xhtml"})
_WEB = ("http://", "https://", "//")


def with_files(candidate: Candidate, around: Iterable[CandidateFile] = ()) -> Candidate:
    """Return a candidate with its own files and those of `around` that it refers to, all named."""
    source = candidate.source
    plain = candidate.kind in PLAIN
    kept: list[CandidateFile] = []
    taken: set[str] = set()
    for file in (*candidate.files, *around):
        spelled = _spelling(file.reference, source)
        if spelled is None:
            continue
        if plain:
            # Its text stays as it came: the file is known by what the text calls it.
            kept.append(replace(file, name=unquote(file.reference)))
            continue
        name = _name(file, taken)
        if file.reference.startswith(_WEB):
            kept.append(replace(file, name=name, origin=file.origin or file.reference))
            continue
        # Quotes or brackets stand around it: a name is never taken for a part of a longer one.
        source = name.join(re.split(_alone(spelled), source))
        kept.append(replace(file, name=name, reference=name))
    notes = (*candidate.notes, *_lost(source, kept, candidate))
    if source == candidate.source and tuple(kept) == candidate.files and notes == candidate.notes:
        return candidate
    return replace(candidate, source=source, files=tuple(kept), notes=notes)


def _lost(source: str, kept: Iterable[CandidateFile], candidate: Candidate) -> Iterator[Note]:
    """Yield a note for each picture that the text names and nobody gave."""
    markdown = PurePosixPath(candidate.name).suffix.lower() not in _HTML
    told = {note.detail for note in candidate.notes if note.code is NoteCode.LOST_PICTURE}
    names = {file.name for file in kept}
    for one in nameless_pictures(source, names, markdown=markdown):
        if one.address[:200] not in told:
            told.add(one.address[:200])
            yield Note(NoteCode.LOST_PICTURE, one.address[:200])


def _spelling(reference: str, source: str) -> str | None:
    """Return how a text spells a reference, None where it does not occur."""
    spellings = (reference, escape(reference), quote(reference, safe="/:%?&=#@+,;~"))
    for one in spellings:
        if one and one in source and re.search(_alone(one), source):
            return one
    return None


def _alone(spelled: str) -> str:
    return rf"(?<![\w./%-]){re.escape(spelled)}(?![\w/%-])"


def plain_names(path: str, media_type: str = "") -> Iterator[str]:
    """Yield the names that a file may get, the first for the first file that is called so."""
    file = PurePosixPath(normalize("NFC", path).replace("\\", "/"))
    media_type = media_type or media_type_of(file.name) or ""
    suffix = _SUFFIXES.get(media_type) or _PLAIN.sub("", file.suffix.lower())[:10]
    stem = _PLAIN.sub("-", file.stem).strip("-.")[:60] or "picture"
    yield stem + suffix
    for number in count(2):
        yield f"{stem}-{number}{suffix}"


def _name(file: CandidateFile, taken: set[str]) -> str:
    names = plain_names(file.name, file.media_type)
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return name
