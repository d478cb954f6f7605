"""Front matter by name: what callers read and change it with.

Reading lives in `entries`, changing in `edits` and `items`; this module only names them together.
All of it works on the text between the fences (`document`) and never re-serialises it.
"""

from curator.formats.edits import move, rename, set_raw, set_value, unset
from curator.formats.emit import Quote
from curator.formats.entries import Entry, FrontMatter, Style, YamlProblem, parse
from curator.formats.items import add_item, remove_item
from curator.formats.yaml_values import Value, Writable

__all__ = [
    "Entry",
    "FrontMatter",
    "Quote",
    "Style",
    "Value",
    "Writable",
    "YamlProblem",
    "add_item",
    "move",
    "parse",
    "remove_item",
    "rename",
    "set_raw",
    "set_value",
    "unset",
]
