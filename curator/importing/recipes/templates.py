"""The templates of a recipe: text with fields in braces.

`{title}` is a field as one line; in front matter it is quoted where YAML needs that. `{title|quoted}` always
stands in double quotes, `{title|raw}` as it is, `{date|%Y-%m-%d}` formats a date. `{{` and `}}` are braces.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from curator.formats.emit import Quote, inline
from curator.formats.entries import Style
from curator.importing.composing import one_line

FieldValue = str | datetime | None

_FIELD = re.compile(r"\{\{|\}\}|\{(?P<name>[a-z][a-z0-9_]*)(?:\|(?P<how>[^{}]+))?\}")
_DATE = "%Y-%m-%d %H:%M:%S"


class BadTemplate(ValueError):
    """A template with a lone brace or an unknown field; the place is the argument."""


def fields_of(template: str) -> frozenset[str]:
    """Return the names of the fields in a template; raises BadTemplate."""
    names: set[str] = set()
    at = 0
    for found in _FIELD.finditer(template):
        _refuse_brace(template[at : found.start()])
        at = found.end()
        if found["name"]:
            names.add(found["name"])
    _refuse_brace(template[at:])
    return frozenset(names)


def filled(template: str, fields: Mapping[str, FieldValue], *, yaml: bool = False) -> str:
    """Return a template with its fields filled in; one that is not known is empty."""

    def value(found: re.Match[str]) -> str:
        name, how = found["name"], found["how"]
        if not name:
            return found[0][0]
        given = fields.get(name)
        if isinstance(given, datetime):
            return given.strftime(how if how and "%" in how else _DATE)
        text = one_line(given or "")
        if how and "%" in how:
            return ""  # a date that nobody found
        if how == "quoted":
            return inline(text, Style.DOUBLE, Quote.DOUBLE) if text else '""'
        if not yaml or how == "raw" or not text:
            return text
        return inline(text, Style.PLAIN, Quote.DOUBLE)

    return _FIELD.sub(value, template)


def _refuse_brace(text: str) -> None:
    for brace in "{}":
        if brace in text:
            raise BadTemplate(text[max(0, text.index(brace) - 10) :][:30])
