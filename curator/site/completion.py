"""What a post needs before it enters a site for the first time: front matter, layout, title, date.

Adds only what is missing, in the site's own manner, and touches no key that is there (design.md §3.1).
Text that cannot be edited comes back as it was: a broken post must not stop an export.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from curator.domain.errors import EditError
from curator.domain.post import PostFacts
from curator.formats import edits
from curator.formats.document import Document, join, split
from curator.formats.emit import Quote, inline
from curator.formats.front_matter import Style, parse
from curator.formats.yaml_values import Value
from curator.site.defaults import defaults_for
from curator.site.filenames import PathKind, parse_path
from curator.site.folder import Site
from curator.site.habits import Habits

# Keys at the start of a line, seen without parsing. That a line of a folded value looks like one can
# only hide that a key is missing, never damage a text.
_KEYS = re.compile(r"^(layout|title|date)[ \t]*:", re.MULTILINE)
_ALL_KEYS = frozenset({"layout", "title", "date"})


@dataclass(frozen=True, slots=True)
class _Missing:
    key: str
    raw: str
    """As YAML."""


def complete(
    data: bytes,
    facts: PostFacts,
    habits: Habits,
    site: Site,
    now: datetime,
    *,
    path: str | None = None,
) -> bytes:
    """Return a source text with what a post of this site has and `data` lacks.

    A front matter block; `layout` unless a default of the site gives one; `title` from `facts`; `date`
    with seconds and offset in the zone of the build, `facts.date` or else `now`. Drafts get no date.
    `path` is where the post will lie, for defaults. The body stays as it is.
    """
    document = split(data)
    text = document.front_matter
    if text is not None and set(_KEYS.findall(text)) >= _ALL_KEYS:
        return data
    front_matter = parse(text or "")
    if front_matter.problem is not None:
        return data
    where = path or f"{habits.folder_for(facts.date or now)}/post{habits.extension}"
    missing = list(_missing(front_matter.values, facts, habits, site, now, where))
    if not missing and text is not None:
        return data
    try:
        return join(_with(document, missing, habits))
    except EditError:
        return data


def _missing(
    values: Mapping[str, Value],
    facts: PostFacts,
    habits: Habits,
    site: Site,
    now: datetime,
    path: str,
) -> Iterable[_Missing]:
    if "layout" not in values and habits.layout:
        given = defaults_for(site.config, path, "posts").get("layout")
        if given is None:
            yield _Missing("layout", inline(habits.layout, Style.PLAIN, habits.quote))
    if "title" not in values and facts.title:
        yield _Missing("title", inline(facts.title, habits.title_style, habits.quote))
    kind = parse_path(path, collections_dir=site.config.content_dir).kind
    if "date" not in values and kind is not PathKind.DRAFTS:
        moment = (facts.date or now).astimezone(site.config.zone)
        date = habits.write_date(moment)
        quoted = habits.date_style in {Style.SINGLE, Style.DOUBLE}
        yield _Missing("date", inline(date, habits.date_style, habits.quote) if quoted else date)


def _with(document: Document, missing: list[_Missing], habits: Habits) -> Document:
    newline = "\r\n" if document.newline == "\r\n" else "\n"
    ordered = sorted(missing, key=lambda one: _rank(one.key, habits))
    text = document.front_matter
    if text is None:
        lines = "".join(f"{one.key}: {one.raw}{newline}" for one in ordered)
        return document.with_front_matter(lines)
    for one in ordered:
        text = _insert(text, one, habits, newline)
    return document.with_front_matter(text)


def _rank(key: str, habits: Habits) -> int:
    order = habits.key_order
    return order.index(key) if key in order else len(order)


def _insert(text: str, one: _Missing, habits: Habits, newline: str) -> str:
    """Add a key where the site's order has it: below the last key that comes before it."""
    keys = [entry.key for entry in parse(text).entries]
    before = [key for key in keys if _rank(key, habits) < _rank(one.key, habits)]
    # Below a key rather than at the end, where comments about nothing would travel along.
    below = (before or keys)[-1] if keys else None
    text = edits.set_value(text, one.key, "x", after=below, newline=newline, quote=Quote.DOUBLE)
    text = edits.set_raw(text, one.key, one.raw)
    return edits.move(text, one.key, 0) if keys and not before else text
