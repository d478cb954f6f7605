"""What intake works with: a thing as it came, and the posts that it could become.

Plain values, so that they cross process borders. Nothing here reads or decides anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from curator.site.likeness import Print


class Kind(StrEnum):
    """What a thing is, by its content."""

    MARKDOWN = "markdown"
    HTML = "html"
    """A fragment: the body of a post as it stands."""
    PAGE = "page"
    """A whole web page, an article somewhere in it."""
    SAVED_PAGE = "saved-page"
    """A web page with its folder of files beside it."""
    TEXT = "text"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    MAIL = "mail"
    MAILBOX = "mailbox"
    MHTML = "mhtml"
    ZIP = "zip"
    EPUB = "epub"
    FEED = "feed"
    OPML = "opml"
    CLIPBOARD = "clipboard"
    """What a browser copied: a fragment with its address before it."""


class NoteCode(StrEnum):
    """What an editor should know of how a candidate came about."""

    CHARSET = "charset"
    """`detail` names the charset that was read; nothing declared it."""
    DECLARED_CHARSET = "declared-charset"
    """`detail` names the charset that was read, and is not UTF-8, because it was declared."""
    BROKEN_CHARACTERS = "broken-characters"
    """Bytes that belong to no character stand there as U+FFFD; `detail` is their number."""
    NO_ARTICLE = "no-article"
    """No article was found in a page: the whole body was taken."""
    RECIPE_UNFIT = "recipe-unfit"
    """The recipe for this site found no article; `detail` is its name. It was looked for the general way."""
    NO_TITLE = "no-title"
    NO_DATE = "no-date"
    LOST_PART = "lost-part"
    """Something could not be carried over; `detail` says what."""
    LOST_PICTURE = "lost-picture"
    """`detail` is the picture's name or address."""
    UNKNOWN_STYLE = "unknown-style"
    """A style of a document that means nothing here; `detail` is its name."""
    ATTACHMENT = "attachment"
    """Something attached that is no article; `detail` is its name."""
    CUT = "cut"
    """A limit was reached: the rest is missing; `detail` says of what."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know of a candidate."""

    code: NoteCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """A picture or other file that belongs to a candidate."""

    name: str
    media_type: str
    data: bytes
    reference: str
    """How the candidate's text names it, to be replaced once it has a place."""
    origin: str = ""
    """Its address on the web, where it has one."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that was dropped, pasted, fetched, or found inside another thing."""

    name: str
    data: bytes
    path: Path | None = None
    """Its file on the disk, where it is one."""
    url: str = ""
    """Where it was fetched from, or says that it comes from."""
    declared_type: str = ""
    declared_charset: str = ""
    charset: str = ""
    """What somebody chose to read its bytes in, whatever it declares."""
    inside: str = ""
    """Where it lies in what was dropped: `letters.zip/2022/a.html`, `inbox.mbox/3`."""
    files: tuple[CandidateFile, ...] = ()
    """What came with it: a candidate made of it is given those that its text refers to."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """What is known of the article from around it, for where it is silent itself: title, date, author."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clean, complete post that is not stored yet."""

    source: str
    """The text of the post with its front matter."""
    name: str
    """A file name for it, without folders."""
    kind: Kind
    inside: str = ""
    url: str = ""
    """The canonical address of the article."""
    source_id: str = ""
    """What its source calls it: an `infoCode`, a message id."""
    foreign: bool = True
    """A guest's text: Liquid and kramdown attributes in it mean nothing."""
    files: tuple[CandidateFile, ...] = ()
    notes: tuple[Note, ...] = ()
    original: bytes = b""
    """The article as it came, for the library to keep."""
    original_type: str = ""
    known: Print | None = None
    """By what the text is known again, where that was found out beside the reading."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A thing that became no candidate, and why: a code of `ReadFault` with a detail."""

    name: str
    inside: str
    fault: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one dropped thing may unfold to."""

    bytes_in_all: int = 512 * 1024 * 1024
    """Of everything that is unpacked from it."""
    bytes_of_one: int = 64 * 1024 * 1024
    entries: int = 20_000
    depth: int = 4
    """Archives and mails inside each other."""
    candidates: int = 20_000
    ratio: int = 200
    """Unpacked to packed bytes of one entry, beyond the first megabyte."""
    seconds: float = 60
