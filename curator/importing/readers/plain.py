"""Markdown, fragments of HTML and text, found inside other things: kept byte for byte."""

import re
from collections.abc import Iterator

from curator.formats.encodings import decode
from curator.importing.candidates import Candidate, Limits, Note, NoteCode, Thing
from curator.importing.kinds import kind_of

_LONE = re.compile("[\ud800-\udfff]")


def read(thing: Thing, _limits: Limits) -> Iterator[Candidate]:
    """Yield the text as one candidate, whose `original` is what the library stores."""
    kind = kind_of(thing)
    assert kind is not None
    decoded = decode(thing.data)
    notes = []
    if decoded.encoding != "utf-8":
        notes.append(Note(NoteCode.CHARSET, decoded.encoding))
    text, broken = _LONE.subn("\ufffd", decoded.text)
    if broken:
        notes.append(Note(NoteCode.BROKEN_CHARACTERS, str(broken)))
    yield Candidate(
        text,
        thing.name,
        kind,
        inside=thing.inside,
        url=thing.url,
        notes=tuple(notes),
        original=thing.data,
        original_type=thing.declared_type,
    )
