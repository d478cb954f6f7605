"""A web page as it stands: all of its body, its title from the head."""

import codecs
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

from curator.formats.encodings import decode
from curator.importing.candidates import Candidate, Kind, Limits, Note, NoteCode, Thing
from curator.importing.composing import Field, file_name, one_line, post_source

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# Every run is bounded by the next bracket: nothing here is tried twice over the same characters.
_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<]{0,2000})<", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^<>]{0,5000}>", re.IGNORECASE)
_BODY_END = re.compile(r"</body\b|</html\b", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^<>]{0,2000}>", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\b[^<>]{0,100}>", re.IGNORECASE)
_SHELL = re.compile(r"<!doctype\b[^<>]{0,1000}>|</?html\b[^<>]{0,2000}>", re.IGNORECASE)


def read(thing: Thing, _limits: Limits) -> Iterator[Candidate]:
    """Yield the page as one candidate."""
    text, notes = page_text(thing)
    title = _TITLE.search(text)
    named = one_line(unescape(title[1])) if title else ""
    heading = thing.hints.get("title") or named
    day = thing.hints.get("date", "")
    body = body_of(text)
    fields: dict[str, Field] = {
        "title": heading,
        "date": datetime.fromisoformat(day) if day else None,
        "author": thing.hints.get("author", ""),
        "source": thing.url if thing.url.startswith(("http://", "https://")) else "",
    }
    yield Candidate(
        post_source(fields, body),
        file_name(heading, ".html", "page"),
        Kind.PAGE,
        inside=thing.inside,
        url=thing.url,
        source_id=thing.hints.get("source_id", ""),
        notes=tuple(notes),
        original=thing.data,
        original_type="text/html",
    )


def page_text(thing: Thing) -> tuple[str, list[Note]]:
    """Return a page's text by what was chosen, its mark, what is declared, or what it looks like."""
    data = thing.data
    if thing.charset:
        text = data.decode(thing.charset, "replace").removeprefix("\ufeff")
        broken = text.count("\ufffd")
        return text, [Note(NoteCode.BROKEN_CHARACTERS, str(broken))] if broken else []
    found = _CHARSET.search(data[:4096])
    for declared in (thing.declared_charset, found[1].decode("ascii") if found else ""):
        if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            read = _decoded(data, declared)
            if read is not None:
                text, codec = read
                if codec == "utf-8" or data.isascii():
                    return text, []
                return text, [Note(NoteCode.DECLARED_CHARSET, codec)]
    read_as = decode(data)
    notes = [Note(NoteCode.CHARSET, read_as.encoding)] if read_as.encoding != "utf-8" else []
    broken = sum("\ud800" <= char <= "\udfff" for char in read_as.text)
    if broken:
        notes.append(Note(NoteCode.BROKEN_CHARACTERS, str(broken)))
    return read_as.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), notes


def _decoded(data: bytes, charset: str) -> tuple[str, str] | None:
    """Return the text and the name of the codec, None where the charset does not fit."""
    # Browsers read both names as the larger set; so do those who write them.
    charset = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(
        charset.lower(), charset
    )
    try:
        return data.decode(charset), codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None


def body_of(text: str) -> str:
    """Return what stands in a page's body, of a fragment all of it."""
    begin = _BODY.search(text)
    if begin is None:
        head = _HEAD.search(text)
        end = _HEAD_END.search(text, head.end()) if head is not None else None
        if head is not None and end is not None:
            text = text[: head.start()] + text[end.end() :]
        return _SHELL.sub("", text).strip() + "\n"
    # The last end: what stands behind an earlier one is shown by browsers all the same.
    ends = [found.start() for found in _BODY_END.finditer(text, begin.end())]
    closing = [at for at in ends if text[at + 2 : at + 6].lower() == "body"] or ends
    return text[begin.end() : closing[-1] if closing else len(text)].strip() + "\n"
