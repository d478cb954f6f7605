"""What a path says about a post, and the file names that posts get (jekyll.md §1).

Reads laxly, as Jekyll's matchers do, and writes strictly. Owns names only: nothing here looks at a
folder or at front matter.
"""

import functools
import posixpath
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from curator.site.moments import read_moment

LONGEST_NAME = 255
"""Bytes of UTF-8 that a file name may have on the usual file systems."""

POSTS = "_posts"
DRAFTS = "_drafts"

# Jekyll::Document's two matchers. An extension may swallow a slash, as there.
_DATED = re.compile(r"(?>.+/)*?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)$", re.ASCII)
_DATELESS = re.compile(r"(?:.+/)*(.*)(\.[^.]+)$")

_RESERVED_ON_WINDOWS = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])")
_FORBIDDEN_ON_WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_IGNORED_AT_THE_START = "._#~-"
_CUT_AT_THE_END = " .~-\u200d"


class PathKind(StrEnum):
    """What Jekyll takes a file for, by where it lies."""

    POSTS = "posts"
    DRAFTS = "drafts"
    COLLECTION = "collection"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PostPath:
    """A path taken apart."""

    kind: PathKind
    collection: str
    """The label of a collection's document, `posts` for posts and drafts, else empty."""
    folders: tuple[str, ...]
    """The folders above `_posts` or `_drafts`, which Jekyll adds to the categories."""
    date: date | None
    """The day in the name, by Jekyll's lax reading; None where there is none or an impossible one."""
    date_text: str
    """The day as written in the name, empty where there is none."""
    slug: str
    extension: str
    """With its dot, as written; empty where the name has none."""


@functools.lru_cache(maxsize=1024)
def _place(folder: str, collections_dir: str) -> tuple[PathKind, str, tuple[str, ...]]:
    if collections_dir and f"{folder}/".startswith(f"{collections_dir}/"):
        folder = folder[len(collections_dir) :].lstrip("/")
    parts = folder.split("/") if folder else []
    if POSTS in parts:
        return PathKind.POSTS, "posts", _folders_above(folder, POSTS)
    if DRAFTS in parts:
        return PathKind.DRAFTS, "posts", _folders_above(folder, DRAFTS)
    for part in parts:
        if part.startswith("_") and len(part) > 1:
            return PathKind.COLLECTION, part[1:], ()
    return PathKind.OTHER, "", ()


def _folders_above(folder: str, special: str) -> tuple[str, ...]:
    """Return the categories that Jekyll sees in a folder: it looks for the bare text `_posts`."""
    if folder.startswith(special):
        return ()
    above = folder.partition(special)[0]
    return tuple(part for part in above.split("/") if part and part != special)


def parse_path(path: str, *, collections_dir: str = "") -> PostPath:
    """Return what Jekyll reads from a posix path relative to the site's root.

    `collections_dir` is the site's setting of that name, whose folder gives no category.
    """
    folder, _, name = path.rpartition("/")
    kind, collection, folders = _place(folder, collections_dir.strip("/"))
    dated = _DATED.match(path)
    if dated is not None:
        date_text, slug, extension = dated.groups()
        return PostPath(
            kind, collection, folders, _day(date_text), date_text, slug.rstrip("."), extension
        )
    dateless = _DATELESS.match(path)
    slug, extension = dateless.groups() if dateless is not None else (name, "")
    return PostPath(kind, collection, folders, None, "", slug.rstrip("."), extension)


def dated_name(path: str) -> tuple[str, str] | None:
    """Return day and slug as written in a name with a date, None for a name without one."""
    match = _DATED.match(path)
    return None if match is None else (match[1], match[2])


def dateless_slug(path: str) -> str | None:
    """Return what Jekyll takes for the slug in a name without a date; None without an extension."""
    match = _DATELESS.match(path)
    return None if match is None else match[1]


def is_post_name(name: str) -> bool:
    """Tell whether Jekyll takes a file below `_posts` with this relative name for a post."""
    return _DATED.match(name) is not None


def is_draft_name(name: str) -> bool:
    """Tell whether Jekyll takes a file below `_drafts` with this relative name for a draft."""
    return _DATELESS.match(name) is not None


def _day(text: str) -> date | None:
    if len(text) == 10:
        try:
            return date(int(text[:4]), int(text[5:7]), int(text[8:]))
        except ValueError:
            pass
    moment = read_moment(text, UTC)
    return None if moment is None else moment.date()


def post_filename(
    day: date | datetime, slug: str, extension: str, *, fallback: str = "post"
) -> str:
    """Return `YYYY-MM-DD-slug.ext`, portable and at most 255 bytes long.

    `fallback` stands in for a slug of which nothing is left.
    """
    prefix = f"{day.year:04}-{day.month:02}-{day.day:02}-"
    longest = LONGEST_NAME - len(prefix) - len(extension.encode())
    stem = portable_stem(slug, longest) or portable_stem(fallback, longest) or "post"
    return f"{prefix}{stem}{extension}"


def draft_filename(slug: str, extension: str, *, fallback: str = "draft") -> str:
    """Return `slug.ext`, portable and at most 255 bytes long."""
    longest = LONGEST_NAME - len(extension.encode()) - 2
    stem = portable_stem(slug, longest) or portable_stem(fallback, longest) or "draft"
    if _RESERVED_ON_WINDOWS.fullmatch(stem.partition(".")[0]):
        stem = f"{stem.partition('.')[0]}-1"
    return f"{stem}{extension}"


def numbered(name: str, number: int) -> str:
    """Return `name` with `-number` before its extension, still at most 255 bytes long."""
    stem, extension = posixpath.splitext(name)
    tail = f"-{number}{extension}"
    return _cut(stem, LONGEST_NAME - len(tail.encode())).rstrip(_CUT_AT_THE_END) + tail


def portable_stem(text: str, longest: int) -> str:
    """Return `text` as a stem that every system and Jekyll's filter accept; it may be empty.

    NFC, no character that Windows forbids, no start that Jekyll ignores (`_ . # ~`), no end that
    Windows or Jekyll cut, at most `longest` bytes of UTF-8, never half of a letter and its marks.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(char for char in text if unicodedata.category(char) not in _UNWRITABLE)
    text = _FORBIDDEN_ON_WINDOWS.sub("-", text).lstrip(_IGNORED_AT_THE_START + " ")
    return _cut(text, longest).rstrip(_CUT_AT_THE_END)


_UNWRITABLE = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})


def _cut(text: str, longest: int) -> str:
    encoded = text.encode()
    if len(encoded) <= longest:
        return text
    end = max(longest, 0)
    cut = encoded[:end].decode(errors="ignore")
    while cut and _belongs_to_the_letter_before(text[len(cut)]):
        cut = cut[:-1]
    return cut


def _belongs_to_the_letter_before(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or char == "\u200d"


def name_key(name: str) -> str:
    """Return what two names share that some file system takes for the same: no case, NFC."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
