"""How one post is written, as a few small values that can be counted: order of keys, quotes, forms.

Owns what of a post is looked at. What is usual on a site is `habits`' business.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from curator.domain.slugs import SlugMode, slugify
from curator.formats.front_matter import Entry, FrontMatter, Style
from curator.site.filenames import POSTS, PathKind, PostPath, parse_path

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


class SlugKind(StrEnum):
    """What a file name is made of."""

    TITLE = "title"
    """The title, slugified."""
    NUMBER = "number"
    """A number or the code of an agency's report, without words."""
    WORDS = "words"
    """Latin words that are not the title's."""
    OTHER = "other"


class Trait(StrEnum):
    """What posts of one site have in common or not."""

    LAYOUT = "layout"
    EXTENSION = "extension"
    FOLDER = "folder"
    """`:year` and `:month` stand for the post's own."""
    TITLE_QUOTES = "title-quotes"
    DATE_QUOTES = "date-quotes"
    DATE_SEPARATOR = "date-separator"
    """Between day and time."""
    OFFSET_FORM = "offset-form"
    """Gap and colon: ` +0000`, `+00:00` and so on."""
    OFFSET = "offset"
    """The offset itself, as `+0800`."""
    CATEGORIES_KEY = "categories-key"
    CATEGORIES_STYLE = "categories-style"
    TAGS_KEY = "tags-key"
    TAGS_STYLE = "tags-style"
    SLUG = "slug"
    SLUG_MODE = "slug-mode"
    """Mode and case of slugs made of titles."""
    SOURCE = "source"
    """Whether the page it came from is named."""

    KEY_ORDER = "key-order"
    MISSING_KEY = "missing-key"
    UNUSUAL_KEY = "unusual-key"
    CATEGORY = "category"


TERM_TRAITS = (
    ("categories", "category", Trait.CATEGORIES_KEY, Trait.CATEGORIES_STYLE),
    ("tags", "tag", Trait.TAGS_KEY, Trait.TAGS_STYLE),
)


@dataclass(frozen=True, slots=True)
class PostTraits:
    """One post; equal traits count alike."""

    keys: tuple[str, ...]
    """Of the front matter, in its order, each once."""
    values: Mapping[Trait, str]
    """Only those that the post shows."""
    quotes: tuple[int, int]
    """Values in single and in double quotes."""
    categories: tuple[str, ...]


def traits_of(
    path: str,
    front_matter: FrontMatter,
    *,
    content_dir: str = "",
    categories: tuple[str, ...] = (),
    source: str | None = None,
) -> PostTraits:
    """Return the traits of a post at `path` (posix, relative to the root).

    `categories` and `source` are those of its facts; a source of None tells nothing.
    """
    place = parse_path(path, collections_dir=content_dir)
    layout = front_matter.values.get("layout")
    values = {
        Trait.LAYOUT: layout if isinstance(layout, str) else "",
        Trait.EXTENSION: place.extension.lower(),
    }
    if place.kind is PathKind.POSTS:
        values[Trait.FOLDER] = _folder(place, path)
    if source is not None:
        values[Trait.SOURCE] = "named" if source else ""
    values |= _title(front_matter.entry("title"), place)
    values |= _date(front_matter.entry("date"))
    for plural, singular, which, how in TERM_TRAITS:
        for key in (plural, singular):
            terms = front_matter.entry(key)
            if terms is not None and terms.style is not Style.EMPTY:
                values[which] = key
                values[how] = _term_style(terms)
    single = double = 0
    for entry in front_matter.entries:
        single += entry.style is Style.SINGLE
        double += entry.style is Style.DOUBLE
    keys = tuple(dict.fromkeys(entry.key for entry in front_matter.entries))
    return PostTraits(keys, values, (single, double), categories)


def _folder(place: PostPath, path: str) -> str:
    folder = path.rpartition("/")[0]
    if place.date is None:
        return folder
    parts = folder.split("/")
    inner = parts.index(POSTS) + 1
    return "/".join([*parts[:inner], *(_by_date(part, place) for part in parts[inner:])])


def _by_date(part: str, place: PostPath) -> str:
    assert place.date is not None
    if part == f"{place.date.year:04}":
        return ":year"
    return ":month" if part == f"{place.date.month:02}" else part


def _title(entry: Entry | None, place: PostPath) -> dict[Trait, str]:
    values: dict[Trait, str] = {}
    slug = place.slug
    title = entry.value if entry is not None else None
    if entry is not None and isinstance(title, str) and title:
        if entry.style in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
            values[Trait.TITLE_QUOTES] = entry.style.value
        if _first_letter(title) == _first_letter(slug):
            for mode, cased in _MODES:
                if slug == slugify(title, mode, cased=cased):
                    values[Trait.SLUG_MODE] = f"{mode.value}{'+case' if cased else ''}"
                    values[Trait.SLUG] = SlugKind.TITLE
                    return values
    if slug:
        letters = slug.replace("-", "").replace("_", "")
        digits = sum(char.isdecimal() for char in letters)
        if digits * 2 > len(letters):
            values[Trait.SLUG] = SlugKind.NUMBER
        else:
            values[Trait.SLUG] = SlugKind.WORDS if letters.isascii() else SlugKind.OTHER
    return values


def _first_letter(text: str) -> str:
    return next((char.lower() for char in text if char.isalnum()), "")


def _date(entry: Entry | None) -> dict[Trait, str]:
    if entry is None or entry.style not in {Style.PLAIN, Style.SINGLE, Style.DOUBLE}:
        return {}
    values = {Trait.DATE_QUOTES: entry.style.value}
    text = entry.raw.strip("'\"")
    if len(text) > 10 and text[10] in " T":
        values[Trait.DATE_SEPARATOR] = text[10]
    if text[-5:-4] in {"+", "-"} and text[-4:].isdecimal():
        gap = " " if text[-6:-5] == " " else ""
        values[Trait.OFFSET_FORM] = f"{gap}+0000"
        values[Trait.OFFSET] = text[-5:]
    elif text[-6:-5] in {"+", "-"} and text[-3:-2] == ":":
        gap = " " if text[-7:-6] == " " else ""
        values[Trait.OFFSET_FORM] = f"{gap}+00:00"
        values[Trait.OFFSET] = text[-6:-3] + text[-2:]
    return values


def _term_style(entry: Entry) -> TermStyle:
    if entry.style is Style.BLOCK:
        return TermStyle.BLOCK
    return TermStyle.FLOW if entry.style is Style.FLOW else TermStyle.SCALAR
