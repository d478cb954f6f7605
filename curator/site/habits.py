"""How a site writes its posts: layout, dates, quotes, order of keys, file names.

Learned by majority, so that what Curator adds looks as if the editor had typed it, and what one post does
otherwise can be named. Owns the learning; what is looked at is in `traits`, adding is `completion`'s
business, naming `export.naming`'s.
"""

import heapq
import logging
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from curator.domain.slugs import SlugMode
from curator.formats.document import split
from curator.formats.emit import Quote
from curator.formats.front_matter import Style, parse
from curator.site.filenames import DRAFTS, POSTS, PathKind, parse_path
from curator.site.folder import Site
from curator.site.scanning import content_files
from curator.site.traits import PostTraits, TermStyle, Trait, traits_of

__all__ = ["DEFAULT_ORDER", "HabitCounts", "Habits", "Outlier", "TermStyle", "learn", "site_habits"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_ENOUGH = 10
_MANY = 100
_NEARLY_ALL = 0.8
_ALL_BUT_A_FEW = 0.95

DEFAULT_ORDER = ("layout", "title", "date", "categories", "category", "tags", "tag")


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


@dataclass(frozen=True, slots=True)
class Outlier:
    """One way in which a post differs from nearly all others of its site."""

    trait: Trait
    found: str
    """What the post has; a list of keys is joined by commas."""
    usual: str
    """What the others have; empty where they have nothing of the kind."""
    share: float
    """How many of the others agree, from 0 to 1."""


def learn(samples: Iterable[tuple[str, bytes]], *, content_dir: str = "") -> Habits:
    """Return the habits of posts given by path (posix, relative to the root) and bytes.

    What no sample shows is as in `Habits()`. Front matter that cannot be read tells nothing.
    """
    counts = HabitCounts(content_dir)
    for path, data in samples:
        document = split(data)
        if document.front_matter is None:
            continue
        front_matter = parse(document.front_matter)
        if front_matter.problem is None:
            counts.add(traits_of(path, front_matter, content_dir=content_dir))
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


@dataclass(frozen=True, slots=True)
class _UsualKeys:
    order: tuple[str, ...]
    agree: float
    """How many posts keep to the order, from 0 to 1."""
    having: Counter[str]
    expected: dict[str, float]
    """Keys that nearly all posts have, with their share."""


class HabitCounts:
    """Counts of a site's traits, kept up to date post by post.

    Memory grows with the variety of the posts, not with their number.
    """

    def __init__(self, content_dir: str = "") -> None:
        self._content_dir = content_dir
        self._posts = 0
        self._seen: dict[Trait, Counter[str]] = defaultdict(Counter)
        self._orders: Counter[tuple[str, ...]] = Counter()
        self._categories: Counter[str] = Counter()
        self._quotes = [0, 0]
        self._keys: _UsualKeys | None = None

    @property
    def posts(self) -> int:
        """Return how many posts are counted."""
        return self._posts

    @property
    def sources_expected(self) -> bool:
        """Tell whether nearly all posts name the page they came from."""
        usual = self._established(Trait.SOURCE)
        return usual is not None and usual[0] != ""

    def add(self, traits: PostTraits) -> None:
        """Count one post."""
        self._count(traits, 1)

    def remove(self, traits: PostTraits) -> None:
        """Take back what `add` counted for a post."""
        self._count(traits, -1)

    def habits(self) -> Habits:
        """Return the majorities."""
        usual = Habits()
        home = f"{self._content_dir}/" if self._content_dir else ""
        form = self._most(Trait.OFFSET_FORM, " +0000")
        mode, cased = usual.slug_mode, usual.slug_cased
        slugs = self._seen.get(Trait.SLUG_MODE)
        if slugs and slugs.total() * 2 >= self._posts:
            word, _, case = _commonest(slugs).partition("+")
            mode, cased = SlugMode(word), bool(case)
        single, double = self._quotes
        return Habits(
            layout=self._most(Trait.LAYOUT, usual.layout),
            date_separator=self._most(Trait.DATE_SEPARATOR, usual.date_separator),
            offset_gap=" " if form.startswith(" ") else "",
            offset_colon=":" in form,
            date_style=Style(self._most(Trait.DATE_QUOTES, usual.date_style.value)),
            title_style=Style(self._most(Trait.TITLE_QUOTES, usual.title_style.value)),
            quote=Quote.SINGLE if single > double else Quote.DOUBLE,
            key_order=self._key_order(),
            categories_key=self._most(Trait.CATEGORIES_KEY, usual.categories_key),
            categories_style=TermStyle(
                self._most(Trait.CATEGORIES_STYLE, usual.categories_style.value)
            ),
            tags_key=self._most(Trait.TAGS_KEY, usual.tags_key),
            tags_style=TermStyle(self._most(Trait.TAGS_STYLE, usual.tags_style.value)),
            extension=self._most(Trait.EXTENSION, usual.extension),
            slug_mode=mode,
            slug_cased=cased,
            folder=self._folder(home + POSTS),
            drafts_folder=home + DRAFTS,
        )

    def outliers(self, traits: PostTraits) -> tuple[Outlier, ...]:
        """Name what is unusual in a post, whether it is counted or not.

        Only what at least ten posts show and four of five agree upon is a habit. A key is missing
        where nineteen of twenty have it; a key or a category is unusual where a hundred posts or
        more know it from this one alone.
        """
        found: list[Outlier] = []
        for trait, value in traits.values.items():
            usual = self._established(trait)
            if usual is not None and value != usual[0]:
                found.append(Outlier(trait, value, *usual))
        found += self._odd_order(traits.keys)
        found += self._odd_keys(traits.keys)
        if self._posts >= _MANY:
            found += (
                Outlier(Trait.CATEGORY, name, "", 1 - 1 / self._posts)
                for name in traits.categories
                if self._categories[name] <= 1
            )
        return tuple(found)

    def _count(self, traits: PostTraits, by: int) -> None:
        self._posts += by
        self._keys = None
        for trait, value in traits.values.items():
            _change(self._seen[trait], value, by)
        _change(self._orders, traits.keys, by)
        for name in traits.categories:
            _change(self._categories, name, by)
        for index, number in enumerate(traits.quotes):
            self._quotes[index] += by * number

    def _established(self, trait: Trait) -> tuple[str, float] | None:
        """Return what nearly all posts that show a trait have, and how many of them."""
        counter = self._seen.get(trait)
        if not counter or (total := counter.total()) < _ENOUGH:
            return None
        value = _commonest(counter)
        share = counter[value] / total
        return (value, share) if share >= _NEARLY_ALL else None

    def _odd_order(self, keys: tuple[str, ...]) -> Iterable[Outlier]:
        usual = self._usual_keys()
        if usual is None or usual.agree < _NEARLY_ALL or _in_order(keys, usual.order):
            return
        ranks = {key: rank for rank, key in enumerate(usual.order)}
        known = [key for key in keys if key in ranks]
        wanted = sorted(known, key=ranks.__getitem__)
        yield Outlier(Trait.KEY_ORDER, ", ".join(known), ", ".join(wanted), usual.agree)

    def _odd_keys(self, keys: tuple[str, ...]) -> Iterable[Outlier]:
        usual = self._usual_keys()
        if usual is None:
            return
        for key, share in usual.expected.items():
            if key not in keys:
                yield Outlier(Trait.MISSING_KEY, "", key, share)
        if self._posts >= _MANY:
            for key in keys:
                if usual.having[key] <= 1:
                    yield Outlier(Trait.UNUSUAL_KEY, key, "", 1 - 1 / self._posts)

    def _usual_keys(self) -> "_UsualKeys | None":
        """Return what posts have in common in their keys, None for too few posts."""
        if self._posts < _ENOUGH:
            return None
        if self._keys is None:
            order = self._key_order()
            agree = sum(n for one, n in self._orders.items() if _in_order(one, order))
            having: Counter[str] = Counter()
            for one, number in self._orders.items():
                for key in one:
                    having[key] += number
            shares = {key: number / self._posts for key, number in having.items()}
            expected = {key: share for key, share in shares.items() if share >= _ALL_BUT_A_FEW}
            self._keys = _UsualKeys(order, agree / self._posts, having, expected)
        return self._keys

    def _most(self, trait: Trait, default: str) -> str:
        counter = self._seen.get(trait)
        return _commonest(counter) if counter else default

    def _key_order(self) -> tuple[str, ...]:
        """Order keys by where they stand on average; those that a site never uses come as usual."""
        ranks: dict[str, list[float]] = defaultdict(list)
        having: Counter[str] = Counter()
        for keys, number in self._orders.items():
            for rank, key in enumerate(keys):
                ranks[key].append(number * (rank + 0.5) / len(keys))
                having[key] += number
        if not having:
            return DEFAULT_ORDER
        # Summed exactly, so that the order in which posts came to be known decides nothing.
        means = {key: math.fsum(ranks[key]) / number for key, number in having.items()}
        order = sorted(means, key=lambda key: (means[key], key))
        for at, key in enumerate(DEFAULT_ORDER):
            if key not in means:
                before = [known for known in DEFAULT_ORDER[:at] if known in order]
                order.insert(order.index(before[-1]) + 1 if before else 0, key)
        return tuple(order)

    def _folder(self, default: str) -> str:
        """Return the folder of nearly all posts; one above `_posts` would give new posts a category."""
        counter = self._seen.get(Trait.FOLDER)
        if not counter:
            return default
        folder = _commonest(counter)
        return folder if counter[folder] * 5 >= self._posts * 4 else default


def _change(counter: Counter[_T], value: _T, by: int) -> None:
    counter[value] += by
    if counter[value] <= 0:
        del counter[value]


def _commonest(counter: Counter[str]) -> str:
    """Return the value counted most often; of equals the one that sorts first, whoever came first."""
    return min(counter, key=lambda value: (-counter[value], value))


def _in_order(keys: tuple[str, ...], order: tuple[str, ...]) -> bool:
    ranks = {key: rank for rank, key in enumerate(order)}
    known = [ranks[key] for key in keys if key in ranks]
    return known == sorted(known)
