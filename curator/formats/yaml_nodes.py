"""YAML text as a tree of nodes with the character span of each, within limits.

Owns parsing (libyaml through PyYAML, the library Ruby's Psych uses too) and the limits of
`reliability.md` T8. What a node means is `yaml_values`' business. Only the first document is read,
as Psych does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import yaml
from yaml._yaml import CParser

MAX_BYTES = 256 * 1024
MAX_DEPTH = 50
MAX_KEYS = 1_000
MAX_ALIASES = 100
MAX_EXPANDED = 100_000
"""Nodes that a walk through all aliases would meet: 100 aliases can still mean 10^9 of them."""

_FENCE = "---\n"
"""Jekyll hands its opening line to the parser as well, so that `%` or `---` below it is content."""


class Kind(Enum):
    """What a node is."""

    SCALAR = "scalar"
    SEQUENCE = "sequence"
    MAPPING = "mapping"
    ALIAS = "alias"


@dataclass(slots=True, eq=False)
class Node:
    """One node; spans are offsets in the text given to `compose`, tags and anchors included."""

    kind: Kind
    start: int
    end: int
    """Of a block collection the end of its last child, before blanks and comments."""
    value: str = ""
    """A scalar's text, an alias' name."""
    style: str = ""
    """A scalar's indicator: `'`, `"`, `|`, `>` or nothing."""
    flow: bool = False
    tag: str | None = None
    anchor: str | None = None
    quoted: bool = False
    """The scalar is text whatever it looks like."""
    children: list["Node"] = field(default_factory=list)
    """Items, or keys and values in turn; of an alias the node it names."""
    size: int = 1
    """Nodes met by walking it with all aliases followed."""
    open: bool = False
    """Its children are still being read."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The first document of a text."""

    root: Node | None
    end: int
    """Where the document ends: the end of the text, or where another document begins."""
    aliases: tuple[tuple[int, int], ...]
    """For each alias where it stands and where the node it names begins."""


class YamlFault(Exception):
    """The text is no YAML or beyond the limits; `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, message: str, *, limit: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message
        self.limit = limit


def compose(text: str) -> Tree:
    """Parse the first document of `text`.

    Raises YamlFault for what libyaml refuses, for unknown and recursive aliases and for limits.
    """
    if len(text) * 4 > MAX_BYTES and len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise YamlFault(1, 1, f"more than {MAX_BYTES} bytes", limit=True)
    try:
        return _Composer(_FENCE + text).tree()
    except yaml.MarkedYAMLError as fault:
        words = ", ".join(part for part in (fault.context, fault.problem) if part)
        mark = fault.problem_mark or fault.context_mark
        line, column = (max(mark.line, 1), mark.column + 1) if mark else (1, 1)
        raise YamlFault(line, column, words, limit="nesting depth" in words) from None
    except yaml.reader.ReaderError as fault:
        before = (_FENCE + text).encode()[: fault.position].decode("utf-8", "ignore")
        line, column = position(text, max(len(before) - len(_FENCE), 0))
        raise YamlFault(line, column, str(fault.reason)) from None
    except UnicodeEncodeError as fault:
        line, column = position(text, max(fault.start - len(_FENCE), 0))
        raise YamlFault(line, column, "bytes that belong to no character") from None


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset in `text`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _offset(mark: Any) -> int:
    return int(mark.index) - len(_FENCE)


class _Composer:
    """Builds nodes from parser events and counts what it builds, so that no bomb gets going."""

    def __init__(self, text: str) -> None:
        self._event: Callable[[], Any] = CParser(text).get_event
        self._anchors: dict[str, Node] = {}
        self._aliases: list[tuple[int, int]] = []
        self._keys = 0

    def tree(self) -> Tree:
        root: Node | None = None
        while (event := self._event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                root = self._node(self._event(), 1)
            elif isinstance(event, yaml.DocumentEndEvent):
                end = _offset(event.start_mark)
                return Tree(root, end, tuple(self._aliases))
        return Tree(None, 0, ())

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        start = _offset(event.start_mark)
        end = _offset(event.end_mark)
        anchor = event.anchor
        if kind is yaml.ScalarEvent:
            node = Node(Kind.SCALAR, start, end, event.value, event.style or "")
            node.quoted = event.implicit[1]
        else:
            if depth > MAX_DEPTH:
                raise self._beyond(event, f"nested more than {MAX_DEPTH} levels deep")
            mapping = kind is yaml.MappingStartEvent
            node = Node(Kind.MAPPING if mapping else Kind.SEQUENCE, start, end)
            node.flow = event.flow_style
        node.tag = event.tag
        if anchor is not None:
            node.anchor = anchor
            self._anchors[anchor] = node
        if kind is not yaml.ScalarEvent:
            self._fill(node, depth)
        return node

    def _fill(self, node: Node, depth: int) -> None:
        """Read the children of a collection up to its end event."""
        mapping = node.kind is Kind.MAPPING
        over = yaml.MappingEndEvent if mapping else yaml.SequenceEndEvent
        children = node.children
        node.open = True
        while type(event := self._event()) is not over:
            if mapping and not len(children) & 1:
                self._keys += 1
                if self._keys > MAX_KEYS:
                    raise self._beyond(event, f"more than {MAX_KEYS} keys")
            child = self._node(event, depth + 1)
            node.size += child.size
            if node.size > MAX_EXPANDED:
                raise self._beyond(event, f"more than {MAX_EXPANDED} values, aliases followed")
            children.append(child)
        node.open = False
        if node.flow:
            node.end = _offset(event.end_mark)
        elif children:
            node.end = max(children[-1].end, node.end)

    def _alias(self, event: Any) -> Node:
        if len(self._aliases) >= MAX_ALIASES:
            raise self._beyond(event, f"more than {MAX_ALIASES} aliases")
        target = self._anchors.get(event.anchor)
        if target is None or target.open:
            fault = "unknown" if target is None else "recursive"
            raise self._fault(event, f"{fault} alias {event.anchor}")
        start, end = _offset(event.start_mark), _offset(event.end_mark)
        self._aliases.append((start, target.start))
        node = Node(Kind.ALIAS, start, end, event.anchor, size=target.size)
        node.children.append(target)
        return node

    def _beyond(self, event: Any, message: str) -> YamlFault:
        fault = self._fault(event, message)
        fault.limit = True
        return fault

    def _fault(self, event: Any, message: str) -> YamlFault:
        mark = event.start_mark
        return YamlFault(max(mark.line, 1), mark.column + 1, message)
