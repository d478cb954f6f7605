"""The fields of front matter: what kind of control suits a key, and what Jekyll minds about it.

Knows the keys that Jekyll knows (`jekyll.md` §2 to §8); any other key follows its value. Problems are
codes with their facts; the window finds the words.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from curator.formats.front_matter import Entry, FrontMatter, Style
from curator.formats.yaml_values import Value
from curator.services.draft_dates import read_date


class FieldKind(StrEnum):
    """Which control a field is edited with."""

    TEXT = "text"
    DATE = "date"
    LIST = "list"
    SWITCH = "switch"
    NUMBER = "number"
    RAW = "raw"


class FieldFault(StrEnum):
    """What Jekyll would make of a field that its editor hardly means."""

    DATE_EMPTY = "date-empty"
    DATE_NONSENSE = "date-nonsense"
    DATE_UTC = "date-utc"
    DATE_LOCAL = "date-local"
    DATE_ZONE_NAME = "date-zone-name"
    TITLE_EMPTY = "title-empty"
    RETYPED = "retyped"
    """Text that YAML turns into another value; `detail` is what Jekyll prints."""
    CUT = "cut"
    """Text that ends at a number sign; `detail` is what is lost."""
    SEPARATORS = "separators"
    """One text of terms with commas, at which Jekyll does not split."""
    NOT_A_LIST = "not-a-list"
    """A plural key with a number, which Jekyll drops or chokes on."""
    SHADOWED = "shadowed"
    """A singular key hides this one; `detail` is the singular key."""
    PUBLISHED_EMPTY = "published-empty"
    PUBLISHED_TEXT = "published-text"
    """Text that looks like no, but does not hide the post."""
    PERMALINK_NO_SLASH = "permalink-no-slash"
    PERMALINK_STYLE = "permalink-style"
    SLUG_EMPTY = "slug-empty"
    SLUG_NOT_TEXT = "slug-not-text"
    TWICE = "twice"
    SHARED = "shared"
    """The value is an anchor that other keys use."""


_SERIOUS = {
    FieldFault.DATE_EMPTY,
    FieldFault.DATE_NONSENSE,
    FieldFault.DATE_UTC,
    FieldFault.DATE_ZONE_NAME,
    FieldFault.TITLE_EMPTY,
    FieldFault.CUT,
    FieldFault.SEPARATORS,
    FieldFault.NOT_A_LIST,
    FieldFault.SHADOWED,
    FieldFault.PUBLISHED_EMPTY,
    FieldFault.PUBLISHED_TEXT,
    FieldFault.SLUG_EMPTY,
    FieldFault.SLUG_NOT_TEXT,
    FieldFault.TWICE,
}
_MENDABLE = {
    FieldFault.DATE_UTC,
    FieldFault.DATE_LOCAL,
    FieldFault.RETYPED,
    FieldFault.CUT,
    FieldFault.SEPARATORS,
    FieldFault.NOT_A_LIST,
    FieldFault.PUBLISHED_EMPTY,
    FieldFault.PUBLISHED_TEXT,
    FieldFault.PERMALINK_NO_SLASH,
    FieldFault.SLUG_NOT_TEXT,
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One fault of a field and the fact that its sentence needs."""

    fault: FieldFault
    detail: str = ""

    @property
    def serious(self) -> bool:
        """Tell whether Jekyll would drop, misread or refuse something."""
        return self.fault in _SERIOUS

    @property
    def mendable(self) -> bool:
        """Tell whether `Draft.mended` has an answer."""
        return self.fault in _MENDABLE


@dataclass(frozen=True, slots=True)
class Field:
    """One key of front matter, or of the site's defaults."""

    key: str
    value: Value
    raw: str
    """The value as written; empty where it is inherited."""
    kind: FieldKind
    inherited: bool
    """The key is not in the text; the value comes from `_config.yml`."""
    problem: FieldProblem | None
    default: Value = None
    """What `_config.yml` says for this key; None where it says nothing."""
    items: tuple[str, ...] = ()
    """Of a list: the terms as Jekyll reads them."""

    @property
    def text(self) -> str:
        """Return a value that is no collection as Jekyll prints it."""
        return printed(self.value)


_TEXT_KEYS = frozenset(
    [
        "title",
        "subtitle",
        "layout",
        "permalink",
        "slug",
        "author",
        "excerpt",
        "description",
        "image",
        "summary",
        "lang",
        "excerpt_separator",
        "source",
        "link",
    ]
)
_DATE_KEYS = frozenset(["date", "last_modified_at"])
_PLURALS = {"categories": "category", "tags": "tag"}
SINGULARS = frozenset(_PLURALS.values())
"""Keys that hold one term, blanks and all."""
_LIST_KEYS = frozenset(_PLURALS) | SINGULARS
_SWITCH_KEYS = frozenset({"published", "draft"})
_PERMALINK_STYLES = frozenset({"date", "pretty", "ordinal", "weekdate", "none"})
_SEPARATORS = re.compile(r"[,，、;；\u3000\u00a0]")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_NOT_AT_ALL = re.compile(r"\s*(?:false|no|off|n|0)\s*", re.I)


def printed(value: Value) -> str:
    """Return a scalar as Liquid prints it; collections and nothing give an empty text."""
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S %z")
    return str(value)


def items_of(key: str, value: Value) -> tuple[str, ...]:
    """Return the terms that Jekyll reads from a value (`jekyll.md` §5)."""
    if isinstance(value, list):
        return tuple(printed(item) for item in value if item is not None)
    text = printed(value)
    if key in _PLURALS:
        return tuple(part for part in _BLANKS.split(text) if part)
    return (text,) if text else ()


def split_terms(text: str) -> list[str]:
    """Split a text of terms wherever its writer meant to."""
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    return [part for part in parts if part]


def field_of(parsed: FrontMatter, entry: Entry, default: Value, zone: tzinfo) -> Field:
    """Describe one entry of the text."""
    kind = _kind(entry.key, entry.value)
    return Field(
        entry.key,
        entry.value,
        entry.raw,
        kind,
        inherited=False,
        problem=_problem(parsed, entry, kind, zone),
        default=default,
        items=items_of(entry.key, entry.value) if kind is FieldKind.LIST else (),
    )


def inherited_field(key: str, value: Value) -> Field:
    """Describe a key that only the site's defaults give."""
    kind = _kind(key, value)
    items = items_of(key, value) if kind is FieldKind.LIST else ()
    return Field(key, value, "", kind, inherited=True, problem=None, default=value, items=items)


def kind_of(key: str) -> FieldKind | None:
    """Return the kind that a key has whatever its value; None for a key that Jekyll ignores."""
    if key in _TEXT_KEYS:
        return FieldKind.TEXT
    if key in _DATE_KEYS:
        return FieldKind.DATE
    if key in _LIST_KEYS:
        return FieldKind.LIST
    return FieldKind.SWITCH if key in _SWITCH_KEYS else None


def _kind(key: str, value: Value) -> FieldKind:
    if isinstance(value, dict):
        return FieldKind.RAW
    if isinstance(value, list):
        flat = all(item is not None and not isinstance(item, list | dict) for item in value)
        return FieldKind.LIST if flat else FieldKind.RAW
    known = kind_of(key)
    if known is FieldKind.SWITCH and not (value is None or isinstance(value, bool)):
        return FieldKind.TEXT
    return known or _kind_of_value(value)


def _kind_of_value(value: Value) -> FieldKind:
    if isinstance(value, bool):
        return FieldKind.SWITCH
    if isinstance(value, int | float):
        return FieldKind.NUMBER
    if isinstance(value, date):
        return FieldKind.DATE
    return FieldKind.TEXT


def _problem(
    parsed: FrontMatter, entry: Entry, kind: FieldKind, zone: tzinfo
) -> FieldProblem | None:
    key, value = entry.key, entry.value
    if entry.key in parsed.duplicates:
        return FieldProblem(FieldFault.TWICE)
    found: FieldProblem | None = None
    if kind is FieldKind.DATE:
        found = _date_problem(entry, zone)
    elif key in _PLURALS:
        found = _terms_problem(parsed, entry)
    elif key == "published":
        found = _published_problem(value)
    elif key == "permalink":
        found = _permalink_problem(printed(value))
    elif key == "slug":
        found = _slug_problem(value)
    elif kind is FieldKind.TEXT:
        found = _text_problem(parsed, entry)
    if found is None and entry.shared:
        return FieldProblem(FieldFault.SHARED)
    return found


def _date_problem(entry: Entry, zone: tzinfo) -> FieldProblem | None:
    if entry.value is None or entry.value == "":
        return FieldProblem(FieldFault.DATE_EMPTY) if entry.key == "date" else None
    reading = read_date(entry.value, entry.raw, zone)
    if reading is None:
        return FieldProblem(FieldFault.DATE_NONSENSE)
    if reading.utc:
        return FieldProblem(FieldFault.DATE_UTC)
    if reading.abbreviation:
        return FieldProblem(FieldFault.DATE_ZONE_NAME, reading.abbreviation)
    return FieldProblem(FieldFault.DATE_LOCAL) if reading.local else None


def _terms_problem(parsed: FrontMatter, entry: Entry) -> FieldProblem | None:
    value, singular = entry.value, _PLURALS[entry.key]
    if entry.key == "tags" and parsed.values.get(singular):
        return FieldProblem(FieldFault.SHADOWED, singular)
    if isinstance(value, bool | int | float | date):
        return FieldProblem(FieldFault.NOT_A_LIST, printed(value))
    if isinstance(value, str) and _SEPARATORS.search(value):
        return FieldProblem(FieldFault.SEPARATORS)
    return None


def _published_problem(value: Value) -> FieldProblem | None:
    if value is None:
        return FieldProblem(FieldFault.PUBLISHED_EMPTY)
    if not isinstance(value, bool) and _NOT_AT_ALL.fullmatch(printed(value)):
        return FieldProblem(FieldFault.PUBLISHED_TEXT, printed(value))
    return None


def _permalink_problem(text: str) -> FieldProblem | None:
    if text in _PERMALINK_STYLES:
        return FieldProblem(FieldFault.PERMALINK_STYLE, text)
    if text and not text.startswith("/"):
        return FieldProblem(FieldFault.PERMALINK_NO_SLASH, text)
    return None


def _slug_problem(value: Value) -> FieldProblem | None:
    if value == "":
        return FieldProblem(FieldFault.SLUG_EMPTY)
    if value is not None and not isinstance(value, str):
        return FieldProblem(FieldFault.SLUG_NOT_TEXT, printed(value))
    return None


def _text_problem(parsed: FrontMatter, entry: Entry) -> FieldProblem | None:
    value = entry.value
    if entry.key == "title" and (value is None or printed(value).strip() == ""):
        return FieldProblem(FieldFault.TITLE_EMPTY)
    if entry.style is not Style.PLAIN:
        return None
    line = parsed.text[entry.value_span[1] : entry.end].splitlines()
    rest = line[0].strip() if line else ""
    if rest.startswith("#") and entry.key in _TEXT_KEYS:
        return FieldProblem(FieldFault.CUT, rest)
    if not isinstance(value, str) and value is not None and printed(value) != entry.raw.strip():
        return FieldProblem(FieldFault.RETYPED, printed(value))
    return None
