"""Feeds and lists of feeds: entries with their whole text are posts, others are only addresses."""

import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from io import BytesIO
from typing import Any

from curator.domain.errors import ReadFault
from curator.importing.candidates import Candidate, Kind, Limits, Note, NoteCode, Thing, Unread
from curator.importing.composing import file_name, one_line, post_source
from curator.importing.readers.mail import paragraphs
from curator.importing.refusals import Refused

_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"\S+@\S+ \((.+)\)\Z")
_WHOLE = 600
"""Characters from which on a summary that does not break off is taken for the whole article."""

_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;|more|全文|继续阅读)\W*\Z", re.IGNORECASE
)


def read(thing: Thing, limits: Limits) -> Iterator[Candidate | Unread]:
    """Yield the entries of a feed."""
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415  0.1 s, only for feeds

    _refuse_entities(thing.data)
    # A stream, not bytes: those would be tried as an address and as a file's name.
    feed = feedparser.parse(BytesIO(thing.data), sanitize_html=False, resolve_relative_uris=True)
    if not feed.entries:
        raise Refused(ReadFault.BROKEN if feed.bozo else ReadFault.EMPTY)
    place = thing.inside or thing.name
    for number, entry in enumerate(feed.entries, 1):
        if number > limits.entries:
            raise Refused(ReadFault.TOO_MANY, str(limits.entries))
        yield _article(entry, f"{place}/{number}", thing)


def read_opml(thing: Thing, limits: Limits) -> Iterator[Unread]:
    """Yield the addresses of a list of feeds."""
    from lxml import etree  # noqa: PLC0415  only where used

    _refuse_entities(thing.data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(thing.data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(ReadFault.BROKEN, str(error)) from error
    place = thing.inside or thing.name
    count = 0
    for outline in root.iter("outline") if root is not None else ():
        attributes = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
        url = attributes.get("xmlurl", "")
        if not url.startswith(("http://", "https://")):
            continue
        count += 1
        if count > limits.entries:
            raise Refused(ReadFault.TOO_MANY, str(limits.entries))
        name = one_line(attributes.get("title") or attributes.get("text") or url)
        yield Unread(name, f"{place}/{count}", ReadFault.ONLY_LINKED.value, url)


def _refuse_entities(data: bytes) -> None:
    """Feeds need none; those who define some mean harm (reliability.md T12)."""
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data:
        raise Refused(ReadFault.BROKEN, "<!ENTITY")


def _article(entry: Mapping[str, Any], inside: str, thing: Thing) -> Candidate | Unread:
    link = str(entry.get("link", ""))
    title = _plain(str(entry.get("title", "")))
    body, is_html = _body(entry)
    if not body:
        name = title or link or inside
        if link.startswith(("http://", "https://")):
            return Unread(name, inside, ReadFault.ONLY_LINKED.value, link)
        return Unread(name, inside, ReadFault.EMPTY.value)
    tags = [one_line(str(tag.get("term") or "")) for tag in entry.get("tags", ())]
    fields = {
        "title": title,
        "date": _moment(entry),
        "author": _author(entry),
        "tags": [tag for tag in dict.fromkeys(tags) if tag],
        "source": link,
    }
    notes = [
        Note(NoteCode.ATTACHMENT, str(enclosure.get("href")))
        for enclosure in entry.get("enclosures", ())
        if enclosure.get("href")
    ]
    text = body.strip() + "\n" if is_html else paragraphs(body) + "\n"
    return Candidate(
        post_source(fields, text),
        file_name(title, ".html", "entry"),
        Kind.FEED,
        inside=inside,
        url=link,
        source_id=str(entry.get("id", "")),
        notes=tuple(notes),
        original=body.encode("utf-8", "replace"),
        original_type="text/html" if is_html else "text/plain",
    )


def _author(entry: Mapping[str, Any]) -> str:
    author = one_line(str(entry.get("author") or ""))
    named = _ADDRESS.match(author)  # which feedparser cuts off in the midst of longer domains
    return named[1] if named else author


def _body(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """Return an entry's whole text and whether it is HTML; empty where there is only a teaser."""
    contents = [part for part in entry.get("content", ()) if str(part.get("value", "")).strip()]
    if contents:
        best = max(contents, key=lambda part: len(part["value"]))
        return str(best["value"]), "plain" not in str(best.get("type", ""))
    summary = str(entry.get("summary", ""))
    detail = entry.get("summary_detail") or {}
    seen = _plain(summary)
    whole = len(seen) >= _WHOLE and not _CUT_OFF.search(seen[-40:])
    if summary.strip() and (whole or not entry.get("link")):
        return summary, "plain" not in str(detail.get("type", "")) or _TAG.search(
            summary
        ) is not None
    return "", True


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    """Return when an entry was published, at its own offset where it names one."""
    for key in ("published", "updated", "created"):
        text = str(entry.get(key, "")).strip()
        for parse in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                moment = parse(text)
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
            if moment.utcoffset() is not None:
                return moment
        if (parts := entry.get(f"{key}_parsed")) is not None:
            try:
                return datetime.fromtimestamp(timegm(parts), UTC)
            except (ValueError, TypeError, OverflowError, OSError):
                continue
    return None


def _plain(text: str) -> str:
    return one_line(unescape(_TAG.sub("", text)))
