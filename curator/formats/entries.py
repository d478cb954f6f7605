"""The entries of front matter: what each key means to Jekyll and where it stands in the text.

Owns reading. Changing the text is `edits`' business; callers use both through `front_matter`.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from curator.formats.spans import BREAKS, LAST_BREAK, line_end, line_start, next_line
from curator.formats.yaml_nodes import Kind, Node, Tree, YamlFault, compose, position
from curator.formats.yaml_values import Loader, NodeFault, Value

_COLON = re.compile("(?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*+)*+:")
_BLOCK_HEADER = re.compile(r"[|>]([-+0-9]*)[ \t]*(?:#.*)?\Z")
_BLANK_LINE = re.compile("(?:\r\n|[\n\r\x85\u2028\u2029])( *)")


class Style(Enum):
    """How a value is written."""

    PLAIN = "plain"
    SINGLE = "single"
    DOUBLE = "double"
    LITERAL = "literal"
    FOLDED = "folded"
    FLOW = "flow"
    BLOCK = "block"
    EMPTY = "empty"


SCALAR_STYLES = {
    "": Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """Why front matter cannot be read; `line` and `column` count from 1 within its text."""

    line: int
    column: int
    message: str
    """The parser's own words, English and without a full stop."""
    limit: bool = False
    """The text is beyond a limit rather than wrong (`reliability.md` T8)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its value; all positions are offsets in the front matter's text."""

    key: str
    value: Value
    start: int
    end: int
    """`start` and `end` enclose whole lines, but only the pair itself inside `{a: 1, b: 2}`."""
    key_span: tuple[int, int]
    value_span: tuple[int, int]
    """Anchor and tag belong to it; of a block collection also the newline before it and the
    comment after its last item."""
    raw: str
    """The text of `value_span`; `set_raw` with it undoes a `set_value`."""
    style: Style
    shared: bool
    """Something inside it is an anchor that an alias elsewhere names."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Front matter as Jekyll reads it; the text stays the truth."""

    text: str
    entries: tuple[Entry, ...]
    problem: YamlProblem | None
    duplicates: tuple[str, ...]
    """Keys given more than once; the last one counts."""
    values: dict[str, Value]
    """What Jekyll gets, merge keys resolved."""

    def entry(self, key: str) -> Entry | None:
        """Return the entry that counts for `key`."""
        index = self.last(key)
        return None if index is None else self.entries[index]

    def last(self, key: str) -> int | None:
        """Return the number of the entry that counts for `key`."""
        for index in range(len(self.entries) - 1, -1, -1):
            if self.entries[index].key == key:
                return index
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """Front matter with the tree it was read from, for those who edit it."""

    front: FrontMatter
    tree: Tree

    @property
    def pairs(self) -> list[tuple[Node, Node]]:
        """Return the key and value nodes of the entries, in the same order."""
        root = self.tree.root
        if root is None or root.kind is not Kind.MAPPING:
            return []
        return list(zip(root.children[::2], root.children[1::2], strict=True))

    @property
    def flow_root(self) -> Node | None:
        """Return the root where all entries stand in one pair of braces."""
        root = self.tree.root
        return root if root is not None and root.kind is Kind.MAPPING and root.flow else None


def parse(text: str) -> FrontMatter:
    """Read front matter; never raises.

    What Jekyll cannot load, or what is beyond the limits, has no entries and a problem. An empty
    block has neither. Whatever the loader raises is a problem of the text, since strangers write
    it (`reliability.md` T9).
    """
    return read(text).front


@lru_cache(maxsize=4)
def read(text: str) -> Reading:
    """Read front matter and keep its tree; never raises.

    An edit reads the same text several times on its way; nobody may change what this returns.
    """
    try:
        tree = compose(text)
        return Reading(_front(text, tree), tree)
    except YamlFault as fault:
        problem = YamlProblem(fault.line, fault.column, fault.message, fault.limit)
    except NodeFault as fault:
        problem = YamlProblem(*position(text, fault.offset), str(fault))
    except (
        Exception
    ) as fault:  # whatever the parser raises over a stranger's text is a problem of it
        problem = YamlProblem(1, 1, f"{type(fault).__name__}: {fault}")
    return Reading(FrontMatter(text, (), problem, (), {}), Tree(None, len(text), ()))


def _front(text: str, tree: Tree) -> FrontMatter:
    root = tree.root
    loader = Loader(text)
    if root is None or root.kind is not Kind.MAPPING:
        value = None if root is None else loader.value(root)
        if value is None or value is False:
            return FrontMatter(text, (), None, (), {})
        if isinstance(value, dict):
            return FrontMatter(text, (), None, (), value)
        assert root is not None
        raise NodeFault(root.start, "not a mapping of keys to values")
    loader.check_tag(root)
    values: dict[str, Value] = {}
    entries: list[Entry] = []
    children = root.children
    for index in range(0, len(children), 2):
        key, node = children[index], children[index + 1]
        own = loader.put(values, key, node)
        entries.append(_entry(text, tree, root.flow, loader.key(key), own, key, node))
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for entry in entries:
        if entry.key in seen:
            twice[entry.key] = None
        seen.add(entry.key)
    return FrontMatter(text, tuple(entries), None, tuple(twice), values)


def _entry(
    text: str, tree: Tree, flow: bool, name: str, value: Value, key: Node, node: Node
) -> Entry:
    style = _style(node)
    start, end = _value_span(text, key, node, style)
    if flow:
        first, last = key.start, max(key.end, end)
    else:
        first = line_start(text, key.start)
        last = next_line(text, end)
    shared = False
    if tree.aliases:
        shared = any(
            key.start <= target < last and not key.start <= alias < last
            for alias, target in tree.aliases
        )
    return Entry(
        name,
        value,
        first,
        last,
        (key.start, key.end),
        (start, end),
        text[start:end],
        style,
        shared,
    )


def _style(node: Node) -> Style:
    if node.kind is Kind.ALIAS:
        return Style.PLAIN
    if node.kind is not Kind.SCALAR:
        return Style.FLOW if node.flow else Style.BLOCK
    if node.start == node.end:
        return Style.EMPTY
    return SCALAR_STYLES[node.style]


def _value_span(text: str, key: Node, node: Node, style: Style) -> tuple[int, int]:
    end = content_end(text, node)
    if style is not Style.BLOCK:
        return node.start, end
    newline = line_end(text, after_colon(text, key))
    return min(newline, node.start), line_end(text, end)


def after_colon(text: str, key: Node) -> int:
    """Return the offset after a key's colon, or after the key where it has none."""
    found = _COLON.match(text, key.end)
    return found.end() if found else key.end


def content_end(text: str, node: Node) -> int:
    """Return where the last line that a node fills ends, without its newline and comments."""
    while node.children and not node.flow and node.kind is not Kind.ALIAS:
        node = node.children[-1]
    if node.kind is Kind.SCALAR and node.style in {"|", ">"}:
        return _block_scalar_end(text, node)
    return node.end


def _block_scalar_end(text: str, node: Node) -> int:
    """Return where a literal or folded scalar ends.

    Blank lines after it belong to it only where it keeps them (`|+`) or where they are longer
    than its indentation.
    """
    written = text[node.start : node.end]
    header = _BLOCK_HEADER.search(written[: line_end(written, 0)])
    if header is not None and "+" in header[1]:
        return node.start + len(LAST_BREAK.sub("", written))
    filled = written.rstrip(" " + BREAKS)
    first = filled[next_line(filled, 0) :].lstrip(BREAKS)
    indent = len(first) - len(first.lstrip(" "))
    end = line_end(written, len(filled))
    for blank in _BLANK_LINE.finditer(written, end):
        if len(blank[1]) > indent:
            end = blank.end()
    return node.start + end
