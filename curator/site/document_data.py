"""What Jekyll knows of a document once it is read: defaults, front matter and file name united.

Follows Jekyll::Document step by step (jekyll.md §2 to §7), so that what goes wrong there goes wrong
here. Owns the data only; URLs, visibility and layouts are made of it in `verdicts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from curator.domain.slugs import titleize
from curator.formats.yaml_values import Value
from curator.site.excerpts import ExcerptRule
from curator.site.filenames import DRAFTS, POSTS, dateless_slug
from curator.site.merging import merge
from curator.site.moments import read_date, read_moment, rewritten
from curator.site.places import POSTS_LABEL, Place
from curator.site.ruby_values import flatten, split, to_s, unite
from curator.site.visibility import Abort

_NO_VALUES: Mapping[str, Value] = {}
_WRITTEN_OUT_AGAIN = 2
"""How often a date is written out and parsed once more after it is first read."""


@dataclass(frozen=True, slots=True)
class Build:
    """What of a build decides how a document is read."""

    now: datetime
    """In the zone of the build."""
    second: int
    """`now` in whole seconds since 1970, all that Jekyll compares."""
    zone: tzinfo
    excerpts: ExcerptRule
    """How posts get their excerpts that say nothing of it."""


@dataclass(slots=True)
class DocumentData:
    """A document's data after Jekyll has read it."""

    title: Value
    slug: Value
    date: datetime
    """In the zone of the build."""
    categories: list[Value]
    tags: list[Value]
    draft: bool
    """What Jekyll's `draft?` says."""
    published: bool
    layout: Value
    permalink: Value
    has_layout_key: bool
    excerpt: ExcerptRule = field(default_factory=ExcerptRule)
    abort: Abort | None = None
    failed: bool = False
    """Its front matter counts for nothing: Jekyll could not read it or not unite it."""


def gather(
    values: Mapping[str, Value] | None,
    defaults: Mapping[str, Value],
    place: Place,
    stem: str,
    modified: datetime,
    build: Build,
) -> DocumentData:
    """Return the data of a document.

    `values` are its front matter, None where that cannot be read. `stem` is its file's name without
    the last extension, `modified` the time of its file, which dates drafts without a date.
    """
    own = values if values is not None and _unites(values.get("categories")) else None
    front: Mapping[str, Value] = own if own is not None else _NO_VALUES
    known = merge(defaults, front) if defaults else front
    published = known.get("published", True)
    drafted = known.get("draft")
    in_drafts = place.label == POSTS_LABEL and POSTS not in place.relative
    data = DocumentData(
        title=known.get("title"),
        slug=known.get("slug"),
        date=build.now,
        categories=_united(place, in_drafts, defaults, front),
        tags=[],
        draft=in_drafts or (drafted is not None and drafted is not False),
        published=published is not None and published is not False,
        layout=known.get("layout"),
        permalink=known.get("permalink"),
        has_layout_key="layout" in known,
        failed=own is None,
    )
    if own is None:
        data.excerpt = ExcerptRule(own=known.get("excerpt"))
        data.tags = _as_list(known.get("tags"))
        _date_unread(data, known.get("date"), modified, build)
        return data
    _name(data, place, stem)
    _date(data, known, place, modified, build)
    data.categories = _with_single(data.categories, known.get("category"))
    data.tags = _tags(known)
    separator = known.get("excerpt_separator")
    own_excerpt = known.get("excerpt")
    if separator is not None and separator is not False:
        data.excerpt = ExcerptRule(own_excerpt, to_s(separator))
    elif own_excerpt is not None:
        data.excerpt = ExcerptRule(own_excerpt, build.excerpts.separator)
    else:
        data.excerpt = build.excerpts
    return data


def gather_yaml(
    values: Mapping[str, Value], place: Place, modified: datetime, build: Build
) -> DocumentData:
    """Return the data of a file that is YAML all through: its values as they are, no defaults."""
    draft = values.get("draft")
    drafted = draft is not None and draft is not False
    date = values.get("date")
    published = values.get("published", True)
    data = DocumentData(
        title=values.get("title"),
        slug=values.get("slug"),
        date=modified if drafted else build.now,
        categories=_as_list(values.get("categories")),
        tags=_as_list(values.get("tags")),
        draft=drafted or (place.label == POSTS_LABEL and "_posts" not in place.relative),
        published=published is not None and published is not False,
        layout=None,
        permalink=values.get("permalink"),
        has_layout_key=True,
        excerpt=ExcerptRule(own=values.get("excerpt")),
    )
    if isinstance(date, datetime):
        data.date = date
    elif place.label != POSTS_LABEL and not isinstance(date, str | int | float | None):
        data.abort = Abort.BAD_DATE
    return data


def _as_list(value: Value) -> list[Value]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def unreadable_defaults(defaults: Mapping[str, Value]) -> bool:
    """Tell whether Jekyll cannot unite the defaults themselves with a document's categories."""
    return not _unites(defaults.get("categories"))


def _unites(categories: Value) -> bool:
    return categories is None or isinstance(categories, str | list)


def _united(
    place: Place, in_drafts: bool, defaults: Mapping[str, Value], front: Mapping[str, Value]
) -> list[Value]:
    """Unite the folders above `_posts`, the defaults' and the front matter's categories."""
    special = DRAFTS if in_drafts else f"_{place.label}"
    folders: list[Value] = []
    if not place.relative.startswith(special):
        above, _, name = place.relative.partition(special)
        name = place.relative.rpartition("/")[2]
        folders = [part for part in above.split("/") if part and part not in {special, name}]
    lists = [folders]
    for source in (defaults, front):
        terms = source.get("categories")
        if isinstance(terms, str):
            lists.append(list(split(terms)))
        elif isinstance(terms, list):
            lists.append(terms)
    return unite(*lists) if any(lists) else []


def _with_single(categories: list[Value], single: Value) -> list[Value]:
    """Append `category` and, as Jekyll does, every category once more as text."""
    has_single = single is not None and single is not False
    if not has_single and (not categories or all(isinstance(one, str) for one in categories)):
        return categories
    more = flatten(single) if has_single else flatten(categories)
    return unite(categories, [to_s(one) for one in categories], [to_s(one) for one in more])


def _tags(known: Mapping[str, Value]) -> list[Value]:
    single = known.get("tag")
    if single is not None and single is not False:
        return flatten(single)
    tags = known.get("tags")
    if isinstance(tags, str):
        return list(split(tags))
    return flatten(tags) if isinstance(tags, list) else []


def _name(data: DocumentData, place: Place, stem: str) -> None:
    """Take title and slug from the file's name where front matter has none."""
    untitled = data.title is None or data.title is False
    nameless = data.slug is None or data.slug is False
    if not (untitled or nameless):
        return
    slug = place.dated[1] if place.dated is not None else dateless_slug(place.relative)
    slug = (stem if slug is None else slug).rstrip(".")
    if untitled:
        data.title = titleize(slug)
    if nameless:
        data.slug = slug


def _date(
    data: DocumentData, known: Mapping[str, Value], place: Place, modified: datetime, build: Build
) -> None:
    """Date a document by front matter, its name, its file's time or the build's."""
    moment: datetime | None = None
    if "date" in known:
        moment = read_date(known["date"], build.zone, build.now)
        if moment is None:
            data.abort = Abort.BAD_DATE
            return
    if place.dated is not None and (moment is None or moment.timestamp() // 1 == build.second):
        moment = read_moment(place.dated[0], build.zone, build.now)
        if moment is None:
            data.abort = Abort.BAD_DATE
            return
    if moment is not None:
        data.date = rewritten(moment, build.zone, _WRITTEN_OUT_AGAIN)
    elif data.draft:
        data.date = modified


def _date_unread(data: DocumentData, default: Value, modified: datetime, build: Build) -> None:
    """Date a document whose front matter failed: its name was not asked either."""
    moment = read_date(default, build.zone, build.now) if default is not None else None
    if moment is not None:
        data.date = moment
    elif data.draft:
        data.date = modified
