"""Values of YAML nodes as Debian's Jekyll loads them (`jekyll.md` §8).

Owns merge keys, duplicate keys and tags of collections after Psych's ToRuby visitor, and the
comparison of values. Shown by comparing with real Ruby in the tests.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Union

from curator.formats.yaml_nodes import Kind, Node
from curator.formats.yaml_scalars import resolve, resolve_tagged

Value = Union[None, bool, int, float, str, date, datetime, "list[Value]", "dict[str, Value]"]
"""A value of front matter. Datetimes are aware. Keys are text as written, `2022: x` has '2022'."""

Writable = Union[
    None, bool, int, float, str, date, datetime, "Sequence[Writable]", "Mapping[str, Writable]"
]
"""What edits take for a value: any sequence and mapping, so that a `list[str]` fits as well."""

_MERGE = "<<"
_PLAIN_TEXT = "tag:yaml.org,2002:str"
_ORDERED_MAPS = frozenset({"!omap", "tag:yaml.org,2002:omap"})
_REFUSED_MAPPINGS = re.compile(
    r"!ruby/(?:struct|object(?!:Hash\Z)|exception|marshalable:|hash:|hash-with-ivars|array:|range\Z)"
    r"|!map:|(?:!|tag:yaml\.org,2002:)(?:str|set|omap)\Z|!str:|!ruby/string"
)
_REFUSED_SEQUENCES = re.compile(r"!seq:|!ruby/array:")


class NodeFault(ValueError):
    """Jekyll's loader refuses a node; `offset` says where it stands."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


class Loader:
    """Turns nodes of one text into values; aliases of a collection share its value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchored: dict[int, Value] = {}

    def value(self, node: Node) -> Value:
        """Return the value of `node`; raises NodeFault where Jekyll's loader would raise."""
        if node.kind is Kind.SCALAR:
            return self._scalar(node)
        if node.kind is Kind.ALIAS:
            target = node.children[0]
            if target.kind is Kind.SCALAR:
                return self._scalar(target)
            if id(target) not in self._anchored:
                raise NodeFault(node.start, f"unknown alias {node.value}")
            return self._anchored[id(target)]
        value = self._mapping(node) if node.kind is Kind.MAPPING else self._sequence(node)
        if node.anchor is not None:
            self._anchored[id(node)] = value
        return value

    def key(self, key: Node) -> str:
        """Return a key as text: a scalar's content whatever its type, else as written."""
        if key.kind is Kind.ALIAS and key.children[0].kind is Kind.SCALAR:
            return key.children[0].value
        return key.value if key.kind is Kind.SCALAR else self._text[key.start : key.end]

    def check_tag(self, mapping: Node) -> None:
        """Raise NodeFault where a mapping's tag asks for a Ruby object."""
        if mapping.tag is not None and _REFUSED_MAPPINGS.match(mapping.tag):
            raise NodeFault(mapping.start, f"the tag {mapping.tag} is not allowed")

    def put(self, mapping: dict[str, Value], key: Node, node: Node) -> Value:
        """Add a pair to `mapping` as Psych does and return the pair's own value.

        A merge key (`<<`, quoted or not) overrides what stands above it and is overridden by
        what stands below.
        """
        self.value(key)
        value = self.value(node)
        text = self.key(key)
        if text != _MERGE or key.tag == _PLAIN_TEXT:
            mapping[text] = value
            return value
        merged = self._merged(node, value)
        if merged is None:
            mapping[text] = value
        else:
            mapping.update(merged)
        return value

    def _scalar(self, node: Node) -> Value:
        if node.tag is None and node.quoted:
            return node.value
        try:
            if node.tag is None:
                return resolve(node.value)
            return resolve_tagged(node.value, node.tag)
        except ValueError as fault:  # ScalarFault, or digits beyond what Python converts
            raise NodeFault(node.start, str(fault)) from None

    def _sequence(self, node: Node) -> Value:
        tag = node.tag
        if tag is not None:
            if tag in _ORDERED_MAPS:
                return self._ordered_map(node)
            if _REFUSED_SEQUENCES.match(tag):
                raise NodeFault(node.start, f"the tag {tag} is not allowed")
        return [self.value(child) for child in node.children]

    def _ordered_map(self, node: Node) -> Value:
        ordered: dict[str, Value] = {}
        for child in node.children:
            if len(child.children) < 2:
                raise NodeFault(child.start, "an ordered map holds pairs")
            self.value(child.children[0])
            ordered[self.key(child.children[0])] = self.value(child.children[-1])
        return ordered

    def _mapping(self, node: Node) -> Value:
        self.check_tag(node)
        mapping: dict[str, Value] = {}
        children = node.children
        for index in range(0, len(children), 2):
            self.put(mapping, children[index], children[index + 1])
        return mapping

    @staticmethod
    def _merged(node: Node, value: Value) -> dict[str, Value] | None:
        """Return the pairs a merge key brings, None where its value is no mapping or list of them."""
        if node.kind is not Kind.SEQUENCE:
            return value if isinstance(value, dict) else None
        together: dict[str, Value] = {}
        for one in reversed(value) if isinstance(value, list) else (None,):
            if not isinstance(one, dict):
                return None
            together.update(one)
        return together


def same(one: Value, other: Value) -> bool:
    """Tell whether two values are equal in type too: 1, 1.0 and true differ, NaN equals itself.

    Datetimes must agree in instant and offset.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other and one.utcoffset() == other.utcoffset()
    return one == other
