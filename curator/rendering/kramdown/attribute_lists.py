"""Attribute lists: what stands between `{:` and `}`, and how it reaches an element's attributes.

    {:.class #id key="value" reference}

kramdown takes what it can read and passes over the rest.
"""

import re
from collections.abc import Mapping

from curator.rendering.kramdown.elements import STRIPPED, Attributes, put_attribute
from curator.rendering.kramdown.patterns import ID, S

# Cycles and doublings among definitions end here; no document needs as many.
_MOST_REFERENCES = 256

_START = re.compile(rf"(?:\A|{S})(?=[A-Za-z0-9_#.])")
_KEY = re.compile(rf"({ID})=([\"'])")
_REFERENCE = re.compile(rf"({ID})(?={S}|\Z)")
_MARKS = re.compile(rf"(?:#[A-Za-z][A-Za-z0-9_:-]*|\.[^ \t\n\r\f\v.#]+)+(?={S}|\Z)")
_MARK = re.compile(r"#([A-Za-z][A-Za-z0-9_:-]*)|\.([^ \t\n\r\f\v.#]+)")
_VALUE_END = {
    '"': re.compile(rf'"(?={S}|\Z)'),
    "'": re.compile(rf"'(?={S}|\Z)"),
}


def read_attribute_list(text: str, into: Attributes) -> None:
    """Add everything in the text between the braces to `into`."""
    if text.strip(STRIPPED) in ("", ":"):
        return
    position = 0
    endless: set[str] = set()
    while start := _START.search(text, position):
        at = start.end()
        key = _KEY.match(text, at)
        if key is not None and key[2] not in endless:
            end = _VALUE_END[key[2]].search(text, key.end())
            if end is None:
                endless.add(key[2])
            else:
                value = text[key.end() : end.start()]
                into.values[key[1]] = re.sub(r"\\(\}|" + key[2] + ")", r"\1", value)
                position = end.end()
                continue
        if found := _REFERENCE.match(text, at):
            into.references.append(found[1])
            position = found.end()
        elif found := _MARKS.match(text, at):
            for mark in _MARK.finditer(found[0]):
                if mark[2]:
                    into.set("class", mark[2])
                else:
                    into.values["id"] = mark[1]
            position = found.end()
        else:
            position = at or 1


def apply_attributes(
    attr: dict[str, str], ial: Attributes, definitions: Mapping[str, Attributes]
) -> None:
    """Put a list and the definitions it refers to on an element's attributes."""
    left = [_MOST_REFERENCES]
    _apply(attr, ial, definitions, left, ())


def _apply(
    attr: dict[str, str],
    ial: Attributes,
    definitions: Mapping[str, Attributes],
    left: list[int],
    within: tuple[str, ...],
) -> None:
    for name in ial.references:
        definition = definitions.get(name)
        if definition is None or definition is ial or name in within:
            continue
        left[0] -= 1
        if left[0] < 0 or len(within) > 20:
            return
        _apply(attr, definition, definitions, left, (*within, name))
    for key, value in ial.values.items():
        put_attribute(attr, key, value)
