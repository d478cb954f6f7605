"""What a thing is: by its content first, by its suffix where the content could be several things.

Looks only at the head of a thing and, for archives, at the names inside. Nothing is unpacked here,
and nothing here raises over a stranger's bytes.
"""

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from curator.importing.archive_directory import entry_count
from curator.importing.candidates import Kind, Thing

PLAIN = frozenset({Kind.MARKDOWN, Kind.HTML, Kind.TEXT})
"""Taken in byte for byte."""

CONTAINER_SUFFIXES = frozenset(
    {".docx", ".odt", ".rtf", ".eml", ".mbox", ".mbx", ".mht", ".mhtml", ".zip", ".epub"}
    | {".rss", ".atom", ".opml"}
)
"""What a folder is searched for beside plain articles; `.xml` may be anything there."""

_HEAD = 4096
_MANY_NAMES = 20_000
"""Entries of an archive; beyond that their names are not looked at to tell its kind."""

_MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".textile"})
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_BY_SUFFIX = {
    **dict.fromkeys(_MARKDOWN, Kind.MARKDOWN),
    **dict.fromkeys(_HTML, Kind.HTML),
    ".eml": Kind.MAIL,
    ".mbox": Kind.MAILBOX,
    ".mbx": Kind.MAILBOX,
    ".mht": Kind.MHTML,
    ".mhtml": Kind.MHTML,
}
CLIPBOARD_TYPE = "application/x-clipboard-html"
"""What HTML from the clipboard declares itself to be, for it has no name."""

_BY_TYPE = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/markdown": Kind.MARKDOWN,
    "message/rfc822": Kind.MAIL,
    CLIPBOARD_TYPE: Kind.CLIPBOARD,
    "application/mbox": Kind.MAILBOX,
    "multipart/related": Kind.MHTML,
    "application/x-mimearchive": Kind.MHTML,
}

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COPIED = re.compile(rb"Version:\d\.\d\s+StartHTML:")
_FENCE = re.compile(rb"---[ \t\r\f\v]*\n")
_OPENING = re.compile(rb"(?:\s+|<\?(?!xml-stylesheet).{0,500}?\?>|<!--.{0,2000}?-->)*", re.DOTALL)
_PAGE = re.compile(rb"<!doctype\s+html\b|<html\b|<head\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_FEED_NAMESPACE = (b"http://www.w3.org/2005/Atom", b"purl.org/rss", b"purl.org/atom", b"<rss")
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_PSEUDO_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+(\w+)[^>\[]{0,300}(?:\[.{0,3000}?\]\s*)?>", re.DOTALL | re.I
)
_ENVELOPE = re.compile(rb"From \S[^\r\n]{0,300}\d\d:\d\d[^\r\n]{0,100}\r?\n(?=[!-9;-~]+:)")
_HEADER = re.compile(rb"([!-9;-~]{1,76}):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)")
_MAIL_HEADERS = frozenset(
    {b"message-id", b"mime-version", b"received", b"return-path", b"dkim-signature"}
)
_MAIL_BASICS = frozenset({b"from", b"to", b"subject", b"date"})


def kind_of(thing: Thing) -> Kind | None:
    """Return what a thing is, None for a binary file that no reader knows."""
    found = kind_by_head(thing.data[:_HEAD], thing.name, thing.declared_type)
    return archive_kind(thing.data) if found is Kind.ZIP else found


def kind_by_head(head: bytes, name: str, declared_type: str = "") -> Kind | None:
    """Return what a thing is by its first bytes; every archive is ZIP until its names are known."""
    if head.startswith(_ZIP):
        return Kind.ZIP
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    text = _as_ascii(head)
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if _FENCE.match(text):
        return Kind.HTML if suffix in _HTML else Kind.MARKDOWN if suffix != ".txt" else Kind.TEXT
    if _COPIED.match(text) or declared_type == CLIPBOARD_TYPE:
        return Kind.CLIPBOARD
    if (found := _by_markup(text)) is not None:
        return found
    guess = _BY_SUFFIX.get(suffix) or _BY_TYPE.get(declared_type.lower())
    if (found := _by_headers(text, guess)) is not None:
        return found
    if _is_binary(head):
        return None
    return guess if guess in PLAIN else Kind.TEXT


def archive_kind(data: bytes) -> Kind:
    """Return which kind of archive a ZIP file is, by the names inside; never raises."""
    if (entry_count(data) or 0) > _MANY_NAMES:
        return Kind.ZIP
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return Kind.DOCX
            if "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:
                return Kind.ZIP
            declared = archive.read("mimetype").strip()
    except Exception:  # whatever is wrong with it, its reader says
        return Kind.ZIP
    if declared == b"application/epub+zip":
        return Kind.EPUB
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    return Kind.ZIP


def _as_ascii(head: bytes) -> bytes:
    """Return the head so that markup in it can be found, whatever Unicode form it is in."""
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16-le" if head.startswith(b"\xff\xfe") else "utf-16-be"
        return head[2:].decode(encoding, "ignore").encode("utf-8", "ignore")
    return head


def _by_markup(text: bytes) -> Kind | None:
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    if _PAGE.match(rest):
        return Kind.PAGE
    if doctype := _PSEUDO_DOCTYPE.match(rest):
        rest = rest[doctype.end() :].lstrip()
        if doctype[1].lower() == b"html":
            return Kind.PAGE
    if _OPML.match(rest):
        return Kind.OPML
    if _FEED.match(rest) and any(mark in rest for mark in _FEED_NAMESPACE):
        return Kind.FEED
    return None


def _by_headers(text: bytes, guess: Kind | None) -> Kind | None:
    """Tell mails and what is written like them by the block of headers at their beginning."""
    if _ENVELOPE.match(text):
        return Kind.MAILBOX
    names: set[bytes] = set()
    content_type = b""
    text = text.lstrip(b"\r\n")
    position = 0
    while header := _HEADER.match(text, position):
        names.add(header[1].lower())
        if header[1].lower() == b"content-type":
            content_type = header[0].lower()
        position = header.end()
    snapshot = b"snapshot-content-location" in names or b"multipart/related" in content_type
    if snapshot and (guess is Kind.MHTML or b"snapshot-content-location" in names):
        return Kind.MHTML
    if names & _MAIL_HEADERS and len(names & _MAIL_BASICS) >= 1:
        return Kind.MHTML if guess is Kind.MHTML else Kind.MAIL
    if guess in {Kind.MAIL, Kind.MHTML} and names & (_MAIL_BASICS | {b"content-type"}):
        return guess
    return None


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\0" in head[:1024] and head[:1024].count(b"\0") * 100 > len(head[:1024])
