"""The tree between parsing and output: one node type for every element of a document.

A node's `kind` decides which of its fields mean something; fields with a class-level default are
set only where they do. Nodes of finished spans are never changed afterwards, so that one remembered
result may appear in several attempts (`spans.py`); `Node.copy` makes a private one.
"""

from __future__ import annotations

from collections.abc import Iterator

WHITESPACE = " \t\n\r\f\v"
STRIPPED = " \t\n\v\f\r\0"  # what Ruby's strip removes; str.strip() would also take no-break spaces


class Attributes:
    """An attribute list: values in order, and the names of the definitions it refers to."""

    __slots__ = ("references", "values")

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.references: list[str] = []

    def copy(self) -> Attributes:
        """Return an independent copy."""
        other = Attributes()
        other.values.update(self.values)
        other.references.extend(self.references)
        return other

    def set(self, key: str, value: str) -> None:
        """Set a value; classes add up."""
        put_attribute(self.values, key, value)

    def update(self, other: Attributes) -> None:
        """Take over everything another list says."""
        self.references.extend(other.references)
        for key, value in other.values.items():
            self.set(key, value)


def put_attribute(values: dict[str, str], key: str, value: str) -> None:
    """Set an attribute of an element; classes add up, everything else is replaced."""
    if key == "class":
        value = f"{values.get(key, '')} {value}".lstrip(STRIPPED)
    values[key] = value


class Node:
    """An element, a text, or a mark in the document (`kind`)."""

    ial: Attributes | None = None
    line: int = 0  # of the source text, 1-based; 0 = unknown or not asked for
    level: int = 0  # header; html: raw elements it is inside of that have no nodes
    text: str = (
        ""  # header, dt: raw text for ids; codeblock: language; entity: as written; footnote: name
    )
    category: str = "span"  # "block" or "span", for the kinds that can be both
    model: str = ""  # html: what its body was read as
    closed: bool = False  # html: <x/>
    transparent: bool = False  # p: without its tags
    loose: bool = False  # dd: first paragraph keeps its tags
    alignment: tuple[str, ...] = ()  # table
    target: Node | None = None  # footnote: its definition
    outputs: tuple[str, ...] | None = None  # raw: the formats it is for; None = all

    def __init__(self, kind: str, value: str = "", attr: dict[str, str] | None = None) -> None:
        self.kind = kind
        self.value = value
        self.attr: dict[str, str] = {} if attr is None else attr
        self.kids: list[Node] = []

    def copy(self) -> Node:
        """Return a copy that shares its children's nodes but neither their list nor attributes."""
        other = Node(self.kind, self.value, dict(self.attr))
        kids = self.kids
        state = dict(self.__dict__)
        state["attr"] = other.attr
        state["kids"] = list(kids)
        if self.ial is not None:
            state["ial"] = self.ial.copy()
        other.__dict__.update(state)
        return other

    def __repr__(self) -> str:
        return f"<{self.kind} {self.value!r} {self.attr} {self.kids}>"


class Words(Node):
    """Text that still grows; `value` joins the pieces only when it is asked for."""

    def __init__(self, kind: str, first: str) -> None:
        self._pieces = [first]
        super().__init__(kind)
        self._pieces = [first]

    def append(self, piece: str) -> None:
        """Add text at the end."""
        self._pieces.append(piece)

    @property
    def value(self) -> str:
        """The whole text."""
        if len(self._pieces) > 1:
            self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    @value.setter
    def value(self, text: str) -> None:
        self._pieces = [text]


BLOCK_KINDS = frozenset(
    [
        "blank",
        "p",
        "header",
        "blockquote",
        "codeblock",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "td",
        "hr",
    ]
)


def walk(root: Node) -> Iterator[Node]:
    """Yield every node below `root`, parents first, without recursion."""
    stack = list(reversed(root.kids))
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.kids))
