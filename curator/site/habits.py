"""How a site writes its posts: layout, dates, quotes, order of keys, file names.

Learned from its newest posts by majority, so that what Curator adds looks as if the editor had typed
it. Owns the learning; adding is `completion`'s business, naming `export.naming`'s.
"""

import heapq
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from curator.domain.slugs import SlugMode, slugify
from curator.formats.document import split
from curator.formats.emit import Quote
from curator.formats.front_matter import Entry, FrontMatter, Style, parse
from curator.site.filenames import DRAFTS, POSTS, PathKind, PostPath, parse_path
from curator.site.folder import Site
from curator.site.scanning import content_files

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

DEFAULT_ORDER = ("layout", "title", "date", "categories", "category", "tags", "tag")
_MODES = (
    (SlugMode.DEFAULT, False),
    (SlugMode.DEFAULT, True),
    (SlugMode.PRETTY, False),
    (SlugMode.PRETTY, True),
)


class TermStyle(StrEnum):
    """How categories or tags are written."""

    SCALAR = "scalar"
    """`tags: a b`, split at blanks."""
    FLOW = "flow"
    """`tags: [a, b]`."""
    BLOCK = "block"
    """A line with a dash each."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What most posts of a site have in common."""

    layout: str = "post"
    """Empty where most posts name none."""
    date_separator: str = " "
    """Between day and time: a blank or `T`."""
    offset_gap: str = " "
    """Between time and offset: a blank or nothing."""
    offset_colon: bool = False
    """`+08:00` rather than `+0800`."""
    date_style: Style = Style.PLAIN
    title_style: Style = Style.PLAIN
    """Quotes around titles that need none; PLAIN adds them only where needed."""
    quote: Quote = Quote.DOUBLE
    """The quotes for what needs some."""
    key_order: tuple[str, ...] = DEFAULT_ORDER
    categories_key: str = "categories"
    categories_style: TermStyle = TermStyle.SCALAR
    tags_key: str = "tags"
    tags_style: TermStyle = TermStyle.FLOW
    extension: str = ".md"
    slug_mode: SlugMode = SlugMode.DEFAULT
    slug_cased: bool = False
    folder: str = POSTS
    """Where posts lie; `:year` and `:month` stand for a post's own."""
    drafts_folder: str = DRAFTS

    def write_date(self, moment: datetime) -> str:
        """Return a moment as this site writes it, always with seconds and offset (jekyll.md §2)."""
        moment = moment.replace(microsecond=0)
        offset = moment.utcoffset()
        if offset is None or offset % timedelta(minutes=1):
            raise ValueError("a date needs an offset of whole minutes")
        sign = "-" if offset < timedelta(0) else "+"
        minutes = abs(offset) // timedelta(minutes=1)
        colon = ":" if self.offset_colon else ""
        zone = f"{sign}{minutes // 60:02}{colon}{minutes % 60:02}"
        day, _, clock = moment.replace(tzinfo=None).isoformat(" ").partition(" ")
        return f"{day}{self.date_separator}{clock}{self.offset_gap}{zone}"

    def folder_for(self, day: datetime) -> str:
        """Return the folder in which a post of this day belongs."""
        return self.folder.replace(":year", f"{day:%Y}").replace(":month", f"{day:%m}")


def learn(samples: Iterable[tuple[str, bytes]], *, content_dir: str = "") -> Habits:
    """Return the habits of posts given by path (posix, relative to the root) and bytes.

    What no sample shows is as in `Habits()`. Front matter that cannot be read tells nothing.
    """
    counts = _Counts(content_dir)
    for path, data in samples:
        document = split(data)
        if document.front_matter is None:
            continue
        front_matter = parse(document.front_matter)
        if front_matter.problem is None:
            counts.add(parse_path(path, collections_dir=content_dir), path, front_matter)
    return counts.habits()


def site_habits(site: Site, limit: int = 200) -> Habits:
    """Return the habits of a site's newest posts."""
    content_dir = site.config.content_dir
    dated = (
        (parsed.date, path)
        for path in content_files(site, misnamed=False)
        if (parsed := parse_path(path, collections_dir=content_dir)).kind is PathKind.POSTS
        and parsed.date is not None
    )
    newest = heapq.nlargest(limit, dated)
    return learn(_read(site, [path for _, path in newest]), content_dir=content_dir)


def _read(site: Site, paths: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    for path in paths:
        try:
            yield path, (site.root / path).read_bytes()
        except OSError as error:
            _log.info("cannot learn from %s: %s", path, error.strerror)


class _Counts:
    def __init__(self, content_dir: str) -> None:
        self._content_dir = content_dir
        self._posts = 0
        self._seen: dict[str, Counter[object]] = defaultdict(Counter)
        self._ranks: dict[str, list[float]] = defaultdict(list)

    def add(self, place: PostPath, path: str, front_matter: FrontMatter) -> None:
        self._posts += 1
        entries = front_matter.entries
        for rank, entry in enumerate(entries):
            self._ranks[entry.key].append((rank + 0.5) / len(entries))
        self._count("layout", _word(front_matter.values.get("layout")))
        self._count("extension", place.extension.lower())
        self._add_place(place, path)
        self._add_title(front_matter, place)
        self._add_date(front_matter.entry("date"))
        for plural, singular in (("categories", "category"), ("tags", "tag")):
            for key in (plural, singular):
                terms = front_matter.entry(key)
                if terms is not None and terms.style is not Style.EMPTY:
                    self._count(f"{plural} key", key)
                    self._count(f"{plural} style", _term_style(terms))
        for entry in entries:
            if entry.style in {Style.SINGLE, Style.DOUBLE}:
                self._count("quote", entry.style)

    def _count(self, what: str, value: object) -> None:
        self._seen[what][value] += 1

    def _add_place(self, place: PostPath, path: str) -> None:
        if place.kind is not PathKind.POSTS:
            return
        folder = path.rpartition("/")[0]
        if place.date is not None:
            parts = folder.split("/")
            inner = parts.index(POSTS) + 1
            below = [_by_date(part, place) for part in parts[inner:]]
            folder = "/".join([*parts[:inner], *below])
        self._count("folder", folder)

    def _add_title(self, front_matter: FrontMatter, place: PostPath) -> None:
        entry = front_matter.entry("title")
        if entry is None or not isinstance(entry.value, str) or not entry.value:
            return
        if entry.style in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
            self._count("title", entry.style)
        for mode, cased in _MODES:
            if place.slug == slugify(entry.value, mode, cased=cased):
                self._count("slug", (mode, cased))
                break

    def _add_date(self, entry: Entry | None) -> None:
        if entry is None or entry.style not in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
            return
        self._count("date style", entry.style)
        text = entry.raw.strip("'\"")
        if len(text) > 10 and text[10] in " T":
            self._count("date separator", text[10])
        if text[-5:-4] in {"+", "-"} and text[-4:].isdecimal():
            self._count("offset", (" " if text[-6:-5] == " " else "", False))
        elif text[-6:-5] in {"+", "-"} and text[-3:-2] == ":":
            self._count("offset", (" " if text[-7:-6] == " " else "", True))

    def habits(self) -> Habits:
        """Return the majorities."""
        usual = Habits()
        home = f"{self._content_dir}/" if self._content_dir else ""
        gap, colon = self._most("offset", (usual.offset_gap, usual.offset_colon))
        mode, cased = usual.slug_mode, usual.slug_cased
        slugs = self._seen["slug"]
        if slugs and sum(slugs.values()) * 2 >= self._posts:
            mode, cased = self._most("slug", (mode, cased))
        quote = self._most("quote", Style.DOUBLE)
        return Habits(
            layout=self._most("layout", usual.layout),
            date_separator=self._most("date separator", usual.date_separator),
            offset_gap=gap,
            offset_colon=colon,
            date_style=self._most("date style", usual.date_style),
            title_style=self._most("title", usual.title_style),
            quote=Quote.SINGLE if quote is Style.SINGLE else Quote.DOUBLE,
            key_order=self._key_order(),
            categories_key=self._most("categories key", usual.categories_key),
            categories_style=self._most("categories style", usual.categories_style),
            tags_key=self._most("tags key", usual.tags_key),
            tags_style=self._most("tags style", usual.tags_style),
            extension=self._most("extension", usual.extension),
            slug_mode=mode,
            slug_cased=cased,
            folder=self._folder(home + POSTS),
            drafts_folder=home + DRAFTS,
        )

    def _most(self, what: str, default: _T) -> _T:
        counter = self._seen.get(what)
        return counter.most_common(1)[0][0] if counter else default  # type: ignore[return-value]

    def _key_order(self) -> tuple[str, ...]:
        """Order keys by where they stand on average; those that a site never uses come as usual."""
        if not self._ranks:
            return DEFAULT_ORDER
        means = {key: sum(ranks) / len(ranks) for key, ranks in self._ranks.items()}
        order = sorted(means, key=lambda key: (means[key], key))
        for at, key in enumerate(DEFAULT_ORDER):
            if key not in means:
                before = [known for known in DEFAULT_ORDER[:at] if known in order]
                order.insert(order.index(before[-1]) + 1 if before else 0, key)
        return tuple(order)

    def _folder(self, default: str) -> str:
        """Return the folder of nearly all posts; one above `_posts` would give new posts a category."""
        counter = self._seen.get("folder")
        if not counter:
            return default
        folder, count = counter.most_common(1)[0]
        return str(folder) if count * 5 >= self._posts * 4 else default


def _by_date(part: str, place: PostPath) -> str:
    assert place.date is not None
    if part == f"{place.date.year:04}":
        return ":year"
    return ":month" if part == f"{place.date.month:02}" else part


def _term_style(entry: Entry) -> TermStyle:
    if entry.style is Style.BLOCK:
        return TermStyle.BLOCK
    return TermStyle.FLOW if entry.style is Style.FLOW else TermStyle.SCALAR


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
