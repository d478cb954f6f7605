"""Which module reads which kind of thing. Adding a kind is one line here.

A reader takes a thing and yields the posts that it could become, things found inside it, and what
could not be read. It may raise: reading.py turns that into an `Unread`. Readers load heavy packages where
they use them: this table is loaded for every kind.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from curator.importing.candidates import Candidate, Kind, Limits, Thing, Unread
from curator.importing.readers import (
    archive,
    clipboard,
    docx,
    epub,
    feeds,
    html_page,
    mail,
    mailbox,
    mhtml,
    odt,
    plain,
    rtf,
)

Reader = Callable[[Thing, Limits], Iterator[Candidate | Thing | Unread]]

READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.MARKDOWN: plain.read,
        Kind.HTML: plain.read,
        Kind.TEXT: plain.read,
        Kind.PAGE: html_page.read,
        Kind.SAVED_PAGE: html_page.read,
        Kind.DOCX: docx.read,
        Kind.ODT: odt.read,
        Kind.RTF: rtf.read,
        Kind.EPUB: epub.read,
        Kind.ZIP: archive.read,
        Kind.MAIL: mail.read,
        Kind.MAILBOX: mailbox.read,
        Kind.MHTML: mhtml.read,
        Kind.FEED: feeds.read,
        Kind.OPML: feeds.read_opml,
        Kind.CLIPBOARD: clipboard.read,
    }
)
