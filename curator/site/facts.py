"""What lists and searches need to know of a post, derived from its source text as Jekyll does.

Owns title, date, terms, slug, layout and problems (jekyll.md §2, §5, §6). Defaults of a site's
configuration are not mixed in: facts belong to the text. Of front matter that Jekyll cannot read
nothing is taken; the file name then gives title and date, so that the post can be found.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from curator.domain.post import PostFacts, Problem
from curator.domain.slugs import slugify, titleize
from curator.formats.document import Document
from curator.formats.front_matter import Entry, FrontMatter
from curator.formats.yaml_values import Value
from curator.site.body_hints import first_heading, first_words, source_host
from curator.site.filenames import PathKind, PostPath, parse_path
from curator.site.moments import read_date, read_moment
from curator.site.ruby_values import SPACES, float_text, split

_CLOCK_AT_THE_END = re.compile(r"(?<![\d:+-])\d{1,2}:\d\d(?::\d\d(?:[.,]\d*)?)?\s*\Z", re.ASCII)
_NO_PATH = PostPath(PathKind.OTHER, "", (), None, "", "", "")


def derive(
    document: Document,
    front_matter: FrontMatter,
    path: str | None,
    zone: tzinfo,
    *,
    content_dir: str = "",
) -> PostFacts:
    """Return the facts of a post whose file lies at `path` (posix, relative to its site's root).

    `front_matter` is that of `document`, an empty one where it has none. `zone` is the zone of the
    build. `content_dir` is the site's `SiteConfig.content_dir`.
    """
    values = front_matter.values
    place = _NO_PATH if path is None else parse_path(path, collections_dir=content_dir)
    title = _title(values, document, None if path is None else place)
    day = _date(front_matter, place, zone)
    return PostFacts(
        title=title,
        date=day.moment,
        date_text=day.text,
        categories=_categories(values, place),
        tags=_tags(values),
        slug=_slug(values, title, None if path is None else place),
        layout=plain(values.get("layout")),
        source=source_host(values, document.body),
        problems=_problems(document, front_matter, title, day, place, path),
        hidden=values.get("published", True) in (None, False),
    )


@dataclass(frozen=True, slots=True)
class _Day:
    moment: datetime | None
    text: str
    bad: bool
    """Jekyll would stop the build because of it."""
    naive: bool
    """It has a time of day but no zone."""


def _date(front_matter: FrontMatter, place: PostPath, zone: tzinfo) -> _Day:
    entry = front_matter.entry("date") if "date" in front_matter.values else None
    if "date" not in front_matter.values:
        return _date_in_name(place, zone, bad=False)
    value = front_matter.values["date"]
    moment = read_date(value, zone)
    text = _date_text(value, entry)
    if moment is None:
        by_name = _date_in_name(place, zone, bad=True)
        return _Day(by_name.moment, text, bad=True, naive=False)
    return _Day(moment, text, bad=False, naive=_is_naive(value, text))


def _date_in_name(place: PostPath, zone: tzinfo, *, bad: bool) -> _Day:
    if not place.date_text:
        return _Day(None, "", bad=bad, naive=False)
    moment = read_moment(place.date_text, zone)
    return _Day(moment, place.date_text, bad=bad or moment is None, naive=False)


def _date_text(value: Value, entry: Entry | None) -> str:
    if isinstance(value, str):
        return clean(value)
    if entry is None or value is None:
        return "" if value is None else plain(value)
    return clean(entry.raw.strip())


def _is_naive(value: Value, text: str) -> bool:
    """Tell whether a date that can be read has a time of day without a zone (jekyll.md §2)."""
    return isinstance(value, datetime | str) and _CLOCK_AT_THE_END.search(text) is not None


def _title(values: Mapping[str, Value], document: Document, place: PostPath | None) -> str:
    value = values.get("title")
    if value is not None and value is not False:
        return plain(value).strip()
    if place is None:
        return clean(first_words(document.body))
    if place.kind is PathKind.OTHER and not place.date_text:
        # Jekyll gives such a file no title at all; its own heading says more than `index.html`.
        return clean(first_heading(document.body) or titleize(place.slug)).strip()
    return clean(titleize(place.slug)).strip()


def _slug(values: Mapping[str, Value], title: str, place: PostPath | None) -> str:
    value = values.get("slug")
    if value is not None and value is not False:
        return plain(value)
    return slugify(title) if place is None else clean(place.slug)


def _categories(values: Mapping[str, Value], place: PostPath) -> tuple[str, ...]:
    """Unite folders, `categories` and `category`, in Jekyll's order."""
    return _unique((place.folders, _terms(values.get("categories")), _one(values.get("category"))))


def _tags(values: Mapping[str, Value]) -> tuple[str, ...]:
    single = values.get("tag")
    if single is not None and single is not False:
        return _unique((_one(single),))
    tags = values.get("tags")
    return _unique((_terms(tags),)) if isinstance(tags, str | list) else ()


def _terms(value: Value) -> Iterable[str]:
    return split(value) if isinstance(value, str) else _one(value)


def _one(value: Value) -> Iterable[str]:
    """Return the texts of a value that is a term or a list of terms, however nested."""
    if isinstance(value, list):
        return [term for item in value for term in _one(item)]
    if value is None or value is False or isinstance(value, dict):
        return ()
    return (plain(value),)


def _unique(groups: tuple[Iterable[str], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(term) for group in groups for term in group if term))


def plain(value: Value) -> str:
    """Return a value as Ruby writes it into a page."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    if isinstance(value, datetime):
        offset = "UTC" if value.utcoffset() == timedelta(0) else value.strftime("%z")
        return f"{value:%Y-%m-%d %H:%M:%S} {offset}"
    if isinstance(value, list):
        return ", ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return ""
    return str(value)


def clean(text: str) -> str:
    """Return `text` fit for every store and list: no line breaks, no controls, no stray bytes."""
    if text.isprintable():
        return text
    return text.translate(_REPAIRS)


class _Repairs(dict[int, str]):
    """Replacements by code point, for `str.translate`: blanks for white space, else U+FFFD."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code < 0x20 or 0x7F <= code < 0xA0:
            char = " " if char in SPACES else "\ufffd"
        elif 0xD800 <= code <= 0xDFFF:
            char = "\ufffd"
        self[code] = char
        return char


_REPAIRS = _Repairs()


def _problems(
    document: Document,
    front_matter: FrontMatter,
    title: str,
    day: _Day,
    place: PostPath,
    path: str | None,
) -> tuple[Problem, ...]:
    found: list[Problem] = []
    if front_matter.problem is not None:
        found.append(Problem.BROKEN_YAML)
    if document.front_matter is None:
        found.append(Problem.NO_FRONT_MATTER)
    if document.encoding != "utf-8":
        found.append(Problem.NOT_UTF8)
    elif document.bom:
        found.append(Problem.BOM)
    if document.errors != "strict":
        found.append(Problem.UNDECODABLE)
    if not title:
        found.append(Problem.EMPTY_TITLE)
    if day.bad:
        found.append(Problem.BAD_DATE)
    elif day.naive:
        found.append(Problem.NAIVE_DATE)
    if day.moment is None and not day.bad and _needs_date(place, path):
        found.append(Problem.NO_DATE)
    if place.kind is PathKind.POSTS and not place.date_text:
        found.append(Problem.NAME_WITHOUT_DATE)
    if front_matter.duplicates:
        found.append(Problem.DUPLICATE_KEY)
    return tuple(found)


def _needs_date(place: PostPath, path: str | None) -> bool:
    """Tell whether a post without a date is missing one: drafts and documents may do without."""
    return path is None or place.kind in {PathKind.POSTS, PathKind.OTHER}
