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
from curator.site.filenames import DRAFTS, dated_name, dateless_slug
from curator.site.moments import read_date, read_moment, rewritten
from curator.site.places import POSTS_LABEL, Place
from curator.site.ruby_values import flatten, split, to_s, unite
from curator.site.visibility import Abort

_WRITTEN_OUT_AGAIN = 2
"""How often a date is written out and parsed once more after it is first read."""


@dataclass(frozen=True, slots=True)
class Build:
    """What of a build decides how a document is read."""

    now: datetime
    """In the zone of the build."""
    zone: tzinfo
    excerpt_separator: str


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
    front: Mapping[str, Value] = own if own is not None else {}
    undated_draft = place.label == POSTS_LABEL and "_posts" not in place.relative
    drafted = _effective("draft", front, defaults)
    draft = undated_draft or (drafted is not None and drafted is not False)
    published = _effective("published", front, defaults)
    is_published = published is not None and published is not False
    if "published" not in front and "published" not in defaults:
        is_published = True
    data = DocumentData(
        title=_effective("title", front, defaults),
        slug=_effective("slug", front, defaults),
        date=build.now,
        categories=_united(place, undated_draft, defaults, front),
        tags=[],
        draft=draft,
        published=is_published,
        layout=_effective("layout", front, defaults),
        permalink=_effective("permalink", front, defaults),
        has_layout_key="layout" in front or "layout" in defaults,
        failed=own is None,
    )
    if own is None:
        data.excerpt = ExcerptRule(own=defaults.get("excerpt"))
        _date_unread(data, defaults, modified, build)
        data.tags = _as_list(defaults.get("tags"))
        return data
    _name(data, place, stem)
    _date(data, front, defaults, place, modified, build)
    data.categories = _with_single(data.categories, _effective("category", front, defaults))
    data.tags = _tags(front, defaults)
    separator = _effective("excerpt_separator", front, defaults)
    data.excerpt = ExcerptRule(
        _effective("excerpt", front, defaults),
        to_s(separator)
        if separator is not None and separator is not False
        else build.excerpt_separator,
    )
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
    elif date is not None and date is not False and not isinstance(date, str | int | float):
        data.abort = Abort.BAD_DATE
    return data


def _as_list(value: Value) -> list[Value]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _effective(key: str, front: Mapping[str, Value], defaults: Mapping[str, Value]) -> Value:
    value = front.get(key)
    return value if value is not None or not defaults else defaults.get(key)


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


def _tags(front: Mapping[str, Value], defaults: Mapping[str, Value]) -> list[Value]:
    single = _effective("tag", front, defaults)
    if single is not None and single is not False:
        return flatten(single)
    tags = _effective("tags", front, defaults)
    if isinstance(tags, str):
        return list(split(tags))
    return flatten(tags) if isinstance(tags, list) else []


def _name(data: DocumentData, place: Place, stem: str) -> None:
    """Take title and slug from the file's name where front matter has none."""
    if (data.title is None or data.title is False) or (data.slug is None or data.slug is False):
        dated = dated_name(place.relative)
        slug = dated[1] if dated is not None else dateless_slug(place.relative)
        slug = (stem if slug is None else slug).rstrip(".")
        if data.title is None or data.title is False:
            data.title = titleize(slug)
        if data.slug is None or data.slug is False:
            data.slug = slug


def _date(
    data: DocumentData,
    front: Mapping[str, Value],
    defaults: Mapping[str, Value],
    place: Place,
    modified: datetime,
    build: Build,
) -> None:
    """Date a document by front matter, its name, its file's time or the build's."""
    moment: datetime | None = None
    if "date" in front or "date" in defaults:
        moment = read_date(_effective("date", front, defaults), build.zone, build.now)
        if moment is None:
            data.abort = Abort.BAD_DATE
            return
    if moment is None or int(moment.timestamp()) == int(build.now.timestamp()):
        dated = dated_name(place.relative)
        if dated is not None:
            moment = read_moment(dated[0], build.zone, build.now)
            if moment is None:
                data.abort = Abort.BAD_DATE
                return
    if moment is not None:
        data.date = rewritten(moment, build.zone, _WRITTEN_OUT_AGAIN)
    elif data.draft:
        data.date = modified


def _date_unread(
    data: DocumentData, defaults: Mapping[str, Value], modified: datetime, build: Build
) -> None:
    """Date a document whose front matter failed: its name was not asked either."""
    moment = read_date(defaults["date"], build.zone, build.now) if defaults.get("date") else None
    if moment is not None:
        data.date = moment
    elif data.draft:
        data.date = modified
