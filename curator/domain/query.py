"""What a query asks for, as a tree of plain values (design.md §5).

`query_parsing` makes trees of texts, `query_text` texts of trees; what a condition means to a
database is `storage.search`'s business.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Field(StrEnum):
    """The fields a query can name, besides keys of front matter."""

    ANY = ""
    TITLE = "title"
    TAG = "tag"
    CATEGORY = "category"
    STATUS = "status"
    SOURCE = "source"
    SITE = "site"
    LAYOUT = "layout"
    PATH = "path"
    HAS = "has"
    IS = "is"
    DATE = "date"
    ADDED = "added"


ALIASES = {"tags": Field.TAG, "categories": Field.CATEGORY}
"""Keys of front matter that are a field under another name."""

HAS = frozenset({"image", "link", "duplicate", "problem", "conflict"})
IS = frozenset(
    {
        *("draft", "future", "hidden", "edited", "conflict", "duplicate", "broken", "untagged"),
        *("new", "outside", "missing"),
    }
)

CONTAINING = frozenset({Field.SOURCE, Field.SITE, Field.PATH})
"""Fields whose usual condition is met by a part of the value."""
WHOLE = frozenset({Field.TAG, Field.CATEGORY, Field.LAYOUT})
"""Fields whose usual condition is met by the whole value alone, whatever its case and width."""


class Match(StrEnum):
    """How the text of a condition is compared with a post's."""

    USUAL = ""
    """As the field has it: a part of the text, or the whole of a term, folded."""
    EXACT = "="
    """The whole text, exactly as written."""
    PREFIX = "*"
    """The beginning, folded."""


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `value` is as typed, without its quotes."""

    field: Field
    value: str
    match: Match = Match.USUAL
    """USUAL alone for fields that are neither in CONTAINING nor in WHOLE."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter has a value, or a list with that item; any value for an empty prefix.

    Both are folded: case and width make no difference.
    """

    name: str
    value: str
    match: Match = Match.USUAL
    """USUAL for the whole value, PREFIX for its beginning."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` up to but without `end`, either side open where None."""

    field: Field
    first: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever `node` does not match."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Whatever every node matches; everything where there is none."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Whatever at least one node matches."""

    nodes: tuple["Node", ...]


Node = Term | Key | Days | Not | All | Any
EVERYTHING = All(())


def asks_of_texts(node: Node) -> bool:
    """Tell whether a query asks for what is kept of texts besides what lists show."""
    if isinstance(node, Key):
        return True
    if isinstance(node, Term):
        by_words = node.field is Field.HAS and node.value in {"image", "link"}
        return by_words or node.field is Field.SOURCE
    if isinstance(node, Not):
        return asks_of_texts(node.node)
    return isinstance(node, All | Any) and any(asks_of_texts(part) for part in node.nodes)


def asks_of_duplicates(node: Node) -> bool:
    """Tell whether a query asks for posts that are there more than once."""
    if isinstance(node, Term):
        return node.field in {Field.HAS, Field.IS} and node.value == "duplicate"
    if isinstance(node, Not):
        return asks_of_duplicates(node.node)
    return isinstance(node, All | Any) and any(asks_of_duplicates(part) for part in node.nodes)
