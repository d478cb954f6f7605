"""A recipe: how to make posts of the pages of one site. Reads the TOML and says what is wrong in it.

The format is described in `resources/recipes/README.md`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from curator.importing.recipes.selectors import BadSelector, Selector, selector
from curator.importing.recipes.templates import BadTemplate, fields_of

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ZONE = re.compile(r"[+-]\d{4}|")
_LONGEST = 100_000
_TABLES = {"match", "select", "find", "remove", "write"}


class BodyForm(StrEnum):
    """How the body of an article is written."""

    CLEAN = "clean"
    """Tidied: one block a line, addresses absolute, attributes that mean nothing gone."""
    VERBATIM = "verbatim"
    """The very characters of the page between the tags of the body, without what is removed."""
    TEXT = "text"
    """The text alone, a blank line between paragraphs."""


class BadRecipe(ValueError):
    """A recipe that cannot be used: where in it (`select.title`), and what is wrong there."""

    def __init__(self, where: str, detail: str = "") -> None:
        super().__init__(f"{where}: {detail}" if detail else where)
        self.where = where
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Found:
    """A field that a regular expression finds in the page's markup or its address."""

    pattern: re.Pattern[str]
    in_url: bool


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to read the pages of one site and how to write posts of them."""

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    marks: tuple[str, ...]
    body: tuple[Selector, ...]
    select: Mapping[str, tuple[Selector, ...]]
    find: Mapping[str, Found]
    remove: tuple[Selector, ...]
    form: BodyForm = BodyForm.CLEAN
    zone: str = ""
    file: str = "{date|%Y-%m-%d}-{title}.html"
    front_matter: str = ""
    header: str = ""
    header_if: str = ""
    footer: str = ""
    footer_if: str = ""
    source: str = field(default="", compare=False)
    """The TOML that it was read from."""

    def matches(self, url: str, text: str) -> bool:
        """Tell whether a page is one of this recipe's: by its address, or without one by its marks."""
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return False
        if host:
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            return any(fnmatchcase(host, pattern) for pattern in self.hosts) and (
                not self.paths or any(fnmatchcase(path, pattern) for pattern in self.paths)
            )
        return bool(self.marks) and all(mark in text for mark in self.marks)


def recipe(text: str) -> Recipe:
    """Read a recipe; raises BadRecipe."""
    if len(text) > _LONGEST:
        raise BadRecipe("", "too long")
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadRecipe("", str(fault)) from None
    except RecursionError:
        raise BadRecipe("", "nesting") from None
    unknown = set(told) - _TABLES - {"name"}
    if unknown:
        raise BadRecipe(sorted(unknown)[0], "unknown")
    match, write = _table(told, "match"), _table(told, "write")
    select = _table(told, "select")
    selectors = {name: _selectors(f"select.{name}", value) for name, value in select.items()}
    body = selectors.pop("body", ())
    if not body:
        raise BadRecipe("select.body", "missing")
    find = {name: _found(f"find.{name}", value) for name, value in _table(told, "find").items()}
    for name in (*selectors, *find):
        if _NAME.fullmatch(name) is None:
            raise BadRecipe(f"select.{name}", "name")
    hosts, marks = _texts("match.hosts", match), _texts("match.marks", match)
    if not hosts and not marks:
        raise BadRecipe("match.hosts", "missing")
    title = told.get("name")
    if not isinstance(title, str) or not title.strip():
        raise BadRecipe("name", "missing")
    return Recipe(
        title.strip(),
        tuple(host.lower() for host in hosts),
        _texts("match.paths", match),
        marks,
        body,
        selectors,
        find,
        _selectors("remove.elements", _table(told, "remove").get("elements", [])),
        source=text,
        **_writing(write),
    )


def _writing(write: Mapping[str, Any]) -> dict[str, Any]:
    known = {"form", "zone", "file", "front_matter", "header", "header_if", "footer", "footer_if"}
    for name, value in write.items():
        if name not in known:
            raise BadRecipe(f"write.{name}", "unknown")
        if not isinstance(value, str):
            raise BadRecipe(f"write.{name}", "text")
    for name in ("file", "front_matter", "header", "footer"):
        try:
            fields_of(write.get(name, ""))
        except BadTemplate as fault:
            raise BadRecipe(f"write.{name}", str(fault)) from None
    values = dict(write)
    if "form" in values:
        try:
            values["form"] = BodyForm(values["form"])
        except ValueError:
            raise BadRecipe("write.form", str(values["form"])) from None
    if _ZONE.fullmatch(values.get("zone", "")) is None:
        raise BadRecipe("write.zone", values["zone"])
    return values


def _table(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = told.get(name, {})
    if not isinstance(value, dict):
        raise BadRecipe(name, "table")
    return value


def _texts(where: str, table: Mapping[str, Any]) -> tuple[str, ...]:
    value = table.get(where.partition(".")[2], [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise BadRecipe(where, "text")
    return tuple(values)


def _selectors(where: str, value: Any) -> tuple[Selector, ...]:
    values: Iterable[Any] = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise BadRecipe(where, "text")
    try:
        return tuple(selector(one) for one in values)
    except BadSelector as fault:
        raise BadRecipe(where, str(fault)) from None


def _found(where: str, value: Any) -> Found:
    if not isinstance(value, dict) or set(value) - {"in", "pattern"} or "pattern" not in value:
        raise BadRecipe(where, "pattern")
    place = value.get("in", "markup")
    if place not in {"url", "markup"}:
        raise BadRecipe(f"{where}.in", str(place))
    try:
        pattern = re.compile(str(value["pattern"]))
    except re.error as fault:
        raise BadRecipe(f"{where}.pattern", str(fault)) from None
    return Found(pattern, place == "url")
