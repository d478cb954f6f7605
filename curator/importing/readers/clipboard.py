"""What a browser copied: Windows' CF_HTML with its offsets and address, or a fragment with its marks."""

import re
from collections.abc import Iterator
from html import unescape

from curator.domain.errors import ReadFault
from curator.importing.candidates import Candidate, Kind, Limits, Thing
from curator.importing.composing import file_name, one_line, post_source
from curator.importing.readers.page_body import body_of, page_text
from curator.importing.refusals import Refused

_LINE = re.compile(
    rb"(Version|StartHTML|EndHTML|StartFragment|EndFragment|SourceURL):([^\r\n]{0,2000})[\r\n]+"
)
_BEGIN = b"<!--StartFragment-->"
_END = b"<!--EndFragment-->"
_TITLE = re.compile(r"<title\b[^>]{0,500}>([^<]{0,1000})</title", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]{0,500}>([^<]{1,300})</h1", re.IGNORECASE)


def read(thing: Thing, _limits: Limits) -> Iterator[Candidate]:
    """Yield the copied fragment as one candidate."""
    fragment, around, address = _parts(thing.data)
    text, notes = page_text(
        Thing(
            thing.name,
            fragment,
            declared_charset=thing.declared_charset or "utf-8",
            charset=thing.charset,
        )
    )
    if not text.strip("\0 \t\r\n"):
        raise Refused(ReadFault.EMPTY)
    url = address or thing.url
    heading = _HEADING.search(text)
    titled = _TITLE.search(around.decode(thing.charset or "utf-8", "replace"))
    found = heading or titled
    title = one_line(unescape(found[1])) if found else ""
    body = body_of(text.strip("\0").strip())
    yield Candidate(
        post_source({"title": title, "source": url}, body),
        file_name(title, ".html", "pasted"),
        Kind.CLIPBOARD,
        url=url,
        notes=tuple(notes),
        original=thing.data,
        original_type="text/html",
    )


def _parts(data: bytes) -> tuple[bytes, bytes, str]:
    """Return the fragment, what it was cut from, and its address."""
    told: dict[bytes, bytes] = {}
    at = 0
    while line := _LINE.match(data, at):
        told[line[1]] = line[2].strip()
        at = line.end()
    address = told.get(b"SourceURL", b"").decode("utf-8", "replace")
    if not address.startswith(("http://", "https://")):
        address = ""
    around = data[at:]
    begin, end = around.find(_BEGIN), around.rfind(_END)
    if 0 <= begin < end:
        # The marks are right where offsets were counted in characters, as some programs do.
        return around[begin + len(_BEGIN) : end], around, address
    start, stop = _offset(told, b"StartFragment"), _offset(told, b"EndFragment")
    if at <= start < stop <= len(data):
        return data[start:stop], around, address
    return around, around, address


def _offset(told: dict[bytes, bytes], name: bytes) -> int:
    value = told.get(name, b"")
    return int(value) if value.isdigit() and len(value) < 12 else -1
