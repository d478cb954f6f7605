"""Names and paths that Jekyll skips or that some system cannot store (jekyll.md §1, T16)."""

import re
from collections.abc import Iterator
from datetime import date

from curator.domain.post import Problem
from curator.domain.problems import Finding, Severity
from curator.domain.slugs import slugify
from curator.site.filenames import (
    LONGEST_NAME,
    PathKind,
    draft_filename,
    portable_stem,
    post_filename,
)
from curator.site.problems.inspection import Inspection

_RESERVED = r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])"
_NOT_ON_WINDOWS = re.compile(
    rf'[<>:"\\|?*\x00-\x1f\x7f]|[. ](?:/|\Z)|(?:\A|/){_RESERVED}[ ]*(?:\.[^/]*)?(?:/|\Z)', re.I
)
_RESERVED_SLUG = re.compile(_RESERVED, re.IGNORECASE)


def name(post: Inspection) -> Iterator[Finding]:
    """Report a file name that Jekyll or a file system will not have."""
    path, place = post.path, post.place
    if path is None:
        return
    if place.kind is PathKind.POSTS:
        if not place.date_text:
            yield post.found(Problem.NAME_WITHOUT_DATE, None, path=_dated(post), name=_name(path))
        elif not place.slug:
            yield post.found(Problem.NAME_WITHOUT_TITLE, None, path=_titled(post), name=_name(path))
        if len(place.date_text) == 10 and place.date is not None and _impossible(place.date_text):
            moment = post.facts.date
            day = place.date if moment is None else moment.date()
            yield post.found(
                Problem.IMPOSSIBLE_DAY,
                None,
                path=renamed(post, day),
                day=place.date_text,
                becomes=place.date.isoformat(),
            )
    if 4 * len(path) > LONGEST_NAME:
        long = [part for part in path.split("/") if len(part.encode(*_LAX)) > LONGEST_NAME]
        if long:
            yield post.found(
                Problem.LONG_NAME,
                None,
                path=_portable(post),
                name=long[0],
                bytes=str(len(long[0].encode(*_LAX))),
            )
    if _NOT_ON_WINDOWS.search(path) is not None:
        yield post.found(Problem.RESERVED_NAME, None, path=_portable(post), name=path)
    elif _RESERVED_SLUG.fullmatch(post.facts.slug or place.slug):
        # The page that Jekyll writes is named by the slug alone.
        page = f"{post.facts.slug or place.slug}.html"
        yield post.found(Problem.RESERVED_NAME, None, severity=Severity.NOTE, name=page)


_LAX = ("utf-8", "surrogatepass")


def renamed(post: Inspection, day: date) -> str | None:
    """Return the path of the post under another day, None where it has no name to keep."""
    assert post.path is not None
    if not post.place.slug:
        return None
    folder = post.path[: len(post.path) - len(_name(post.path))]
    return folder + post_filename(day, post.place.slug, post.place.extension)


def _dated(post: Inspection) -> str | None:
    moment = post.facts.date
    if moment is None or not portable_stem(post.place.slug, LONGEST_NAME):
        return None
    return renamed(post, moment.date())


def _titled(post: Inspection) -> str | None:
    assert post.path is not None
    slug = slugify(post.facts.title)
    if post.place.date is None or not portable_stem(slug, LONGEST_NAME):
        return None
    folder = post.path[: len(post.path) - len(_name(post.path))]
    return folder + post_filename(post.place.date, slug, post.place.extension)


def _portable(post: Inspection) -> str | None:
    """Return the path with a name that every system takes; None where a folder is at fault."""
    assert post.path is not None
    folder, slash, _ = post.path.rpartition("/")
    place = post.place
    if _NOT_ON_WINDOWS.search(folder) or not place.slug or not place.extension:
        return None
    if any(len(part.encode(*_LAX)) > LONGEST_NAME for part in folder.split("/")):
        return None
    extension = portable_stem(place.extension[1:], 16)
    if not extension:
        return None
    if place.kind is PathKind.POSTS and place.date is not None:
        new = post_filename(place.date, place.slug, f".{extension}")
    elif place.kind in {PathKind.DRAFTS, PathKind.COLLECTION}:
        new = draft_filename(place.slug, f".{extension}")
    else:
        return None
    return folder + slash + new


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _impossible(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return True
    return False
