"""What the left pane lists, as a tree of values: statuses, sites, sources, categories, tags.

Pure functions over counts, run in a lane: a vocabulary of ten thousand tags costs the window nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from curator.domain.listing import Counts, KnownSite
from curator.domain.post import Status
from curator.domain.query import Field, Match, Term
from curator.domain.query_text import text as query_text
from curator.domain.text import fold
from curator.gui.words import status_word
from curator.translation import gettext as _
from curator.translation import pgettext

MOST = 15
"""So many entries of a section are shown at once; the rest lies behind groups of first letters."""
_MOST_FOUND = 200
"""So many entries of a section are shown while the pane is searched."""
_MOST_TOGETHER = 60
"""So many terms below a common beginning are asked for by name."""
_SEPARATORS = ("/", "::")
_KNOWN = 50_000
"""For so many terms is kept what follows from them alone: every change of a count builds a tree."""


class Section(StrEnum):
    """The parts of the pane."""

    DESK = "desk"
    SAVED = "saved"
    SITES = "sites"
    CATEGORIES = "categories"
    TAGS = "tags"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the pane."""

    key: str
    """The same as long as the line is about the same."""
    title: str
    section: Section
    icon: str = ""
    query: str | None = None
    """What choosing it narrows the list to; None where it cannot be chosen."""
    count: int | None = None
    children: tuple["Entry", ...] = ()
    heading: bool = False
    """It names a section."""
    name: str = ""
    """The term, source or root that it stands for."""
    mark: str = ""
    """What stands in the place of the count."""


Initial = Callable[[str], str]


def tree(
    counts: Counts,
    sites: Iterable[KnownSite],
    initial: Initial,
    *,
    saved: Sequence[Entry] = (),
    wanted: str = "",
) -> tuple[Entry, ...]:
    """Return all sections; with `wanted` only what holds these letters.

    `initial` returns the letter under which a term is looked up.
    """
    found = [*_desk(counts)]
    for section, title, entries in (
        (Section.SAVED, pgettext("sidebar", "Saved searches"), tuple(saved)),
        (Section.SITES, pgettext("sidebar", "Sites"), _sites(sites)),
        (Section.CATEGORIES, pgettext("sidebar", "Categories"), _categories(counts)),
        (Section.TAGS, pgettext("sidebar", "Tags"), _tags(counts, initial, wanted)),
        (Section.SOURCES, pgettext("sidebar", "Sources"), _sources(counts, initial, wanted)),
    ):
        if entries:
            key = f"section {section.value}"
            found.append(Entry(key, title, section, children=entries, heading=True))
    return _matching(found, fold(wanted)) if wanted else tuple(found)


@lru_cache(_KNOWN)
def quoted(field: str, value: str) -> str:
    """Return a query for one value of a field, exactly as written: it finds as many as are counted."""
    return query_text(Term(Field(field), value, Match.EXACT))


def _desk(counts: Counts) -> Iterable[Entry]:
    everything = sum(
        number for status, number in counts.by_status.items() if status is not Status.TRASH
    )
    yield Entry("all", pgettext("sidebar", "All posts"), Section.DESK, "library", "", everything)
    for status, number in counts.by_status.items():
        query = f"status:{status.value}"
        key, word = status.value, status_word(status)
        yield Entry(key, word, Section.DESK, status.value, query, number, name=status.value)
    problems = pgettext("sidebar", "Problems")
    yield Entry("problems", problems, Section.DESK, "warning", "has:problem", counts.problems)


def _sites(sites: Iterable[KnownSite]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            f"site {site.root}",
            site.title,
            Section.SITES,
            "site",
            quoted("site", site.root),
            site.posts,
            name=site.root,
        )
        for site in sites
    )


def _plain(section: Section, field: str, icon: str, name: str, number: int) -> Entry:
    return Entry(f"{field} {name}", name, section, icon, quoted(field, name), number, name=name)


def _sources(counts: Counts, initial: Initial, wanted: str) -> tuple[Entry, ...]:
    entries = [
        _plain(Section.SOURCES, "source", "link", name, number) for name, number in counts.sources
    ]
    return _by_letters(entries, initial, searched=bool(wanted))


# Categories: paths


def _categories(counts: Counts) -> tuple[Entry, ...]:
    """Return the paths as a tree; each counts the posts that have all categories on its way."""
    held = [(frozenset(path), path, number) for path, number in counts.paths]
    ways = {path[:depth] for path, _number in counts.paths for depth in range(1, len(path) + 1)}
    numbers = {
        way: sum(number for names, _path, number in held if names.issuperset(way)) for way in ways
    }
    below: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for way in ways:
        below.setdefault(way[:-1], []).append(way)

    def entries(above: tuple[str, ...]) -> tuple[Entry, ...]:
        ordered = sorted(below.get(above, ()), key=lambda way: (-numbers[way], way))
        return tuple(
            Entry(
                "category " + "/".join(way),
                way[-1],
                Section.CATEGORIES,
                "category",
                " ".join(quoted("category", name) for name in way),
                numbers[way],
                entries(way),
                name=way[-1],
            )
            for way in ordered
        )

    return entries(())


# Tags: nested by their own names, or by first letters


def _tags(counts: Counts, initial: Initial, wanted: str) -> tuple[Entry, ...]:
    nested = [name for name, _number in counts.tags if any(one in name for one in _SEPARATORS)]
    if len(nested) >= 2:
        return _nested(counts.tags)
    entries = [_plain(Section.TAGS, "tag", "tag", name, number) for name, number in counts.tags]
    return _by_letters(entries, initial, searched=bool(wanted))


def _nested(tags: Sequence[tuple[str, int]]) -> tuple[Entry, ...]:
    """Return tags such as `market/tea` below what they begin with."""
    numbers = dict(tags)
    below: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    written: dict[tuple[str, ...], str] = {}
    for name in numbers:
        parts = tuple(part for part in name.replace("::", "/").split("/") if part)
        if not parts:
            continue
        written.setdefault(parts, name)
        for depth in range(1, len(parts) + 1):
            below.setdefault(parts[: depth - 1], {})[parts[:depth]] = None

    def entries(above: tuple[str, ...]) -> tuple[Entry, ...]:
        made = (entry(way) for way in below.get(above, ()))
        return tuple(sorted(made, key=lambda one: (-(one.count or 0), one.title)))

    def entry(way: tuple[str, ...]) -> Entry:
        children, name = entries(way), written.get(way)
        if name is not None:
            return Entry(
                f"tag {name}",
                way[-1],
                Section.TAGS,
                "tag",
                quoted("tag", name),
                numbers[name],
                children,
                name=name,
            )
        terms = _terms_below(children)
        query = " OR ".join(quoted("tag", term) for term in terms)
        several = f"({query})" if len(terms) > 1 else query
        can_be_asked = 0 < len(terms) <= _MOST_TOGETHER
        # A post may have several of them, so that their numbers cannot be added up.
        return Entry(
            "tags below " + "/".join(way),
            way[-1],
            Section.TAGS,
            "folder",
            several if can_be_asked else None,
            None,
            children,
        )

    return entries(())


def _terms_below(children: Iterable[Entry]) -> list[str]:
    found: list[str] = []
    for child in children:
        if child.name:
            found.append(child.name)
        found += _terms_below(child.children)
    return found


def _by_letters(entries: Sequence[Entry], initial: Initial, *, searched: bool) -> tuple[Entry, ...]:
    """Return the most used entries, and where there are many all of them below first letters."""
    if searched or len(entries) <= MOST:
        return tuple(entries)
    letters: dict[str, list[Entry]] = {}
    for entry in entries:
        letters.setdefault(initial(entry.name), []).append(entry)
    section = entries[0].section
    groups = tuple(
        Entry(
            f"{section.value} under {letter}",
            letter,
            section,
            "folder",
            None,
            len(letters[letter]),
            tuple(
                replace(one, key=f"{one.key} again") for one in sorted(letters[letter], key=_name)
            ),
        )
        for letter in sorted(letters)
    )
    everything = Entry(
        f"all {section.value}", _("All by first letters"), section, "more", None, None, groups
    )
    return (*entries[:MOST], everything)


def _again(one: Entry) -> Entry:
    """Return an entry that stands in a second place."""
    key = f"{one.key} again"
    return Entry(key, one.title, one.section, one.icon, one.query, one.count, name=one.name)


def _name(entry: Entry) -> str:
    return _folded(entry.name)


_folded = lru_cache(_KNOWN)(fold)


# Searching the pane


def _matching(entries: Iterable[Entry], wanted: str) -> tuple[Entry, ...]:
    """Return the entries that hold some letters, and what leads to them."""
    found = []
    for entry in entries:
        children = _matching(entry.children, wanted)
        if children or (not entry.heading and wanted in fold(entry.title + entry.name)):
            found.append(replace(entry, children=children[:_MOST_FOUND]))
    return tuple(found)


# Several entries at once


def together(chosen: Sequence[Entry]) -> str:
    """Return the query of several entries: any of those of one kind, all kinds at once."""
    kinds: dict[str, list[str]] = {}
    for entry in chosen:
        if entry.query:
            kind = "" if entry.section is Section.SAVED else entry.query.split(":", maxsplit=1)[0]
            kinds.setdefault(f"{entry.section} {kind}", []).append(entry.query)
    parts = [_any(queries) for queries in kinds.values()]
    if len(parts) > 1:
        # What somebody kept may hold OR, which binds less than standing side by side.
        parts = [f"({part})" if " OR " in part and part[0] != "(" else part for part in parts]
    return " ".join(parts)


def _any(queries: Sequence[str]) -> str:
    unique = list(dict.fromkeys(queries))
    if len(unique) == 1:
        return unique[0]
    parts = [f"({query})" if " " in query and query[0] != "(" else query for query in unique]
    return f"({' OR '.join(parts)})"
