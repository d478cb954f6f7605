"""The tags of a fragment of HTML as a browser reads them, each with the spans of its attributes.

Knows no page, no file and no network; comments and raw text are passed over.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(
    r"<(?:(?P<comment>!--)|(?P<bogus>[!?])|(?P<end>/?)(?P<name>[A-Za-z][^\s/>\x00]*))"
)
_RAW = frozenset(
    {"script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe", "plaintext"}
)
_REST = re.compile(
    # As `_attribute` reads one: a name, whose first character may be anything but an end, and a value.
    r"""(?>[\s/]*+(?:[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?+)?+)*?>"""
)
_NAME_END = re.compile(r"[\s/>=]")
_SPACE = re.compile(r"[\s/]*")
_UNQUOTED_END = re.compile(r"[\s>]")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag: its lower-case name, its raw value, the spans of both."""

    name: str
    value: str
    name_span: tuple[int, int]
    value_span: tuple[int, int]
    """Quotes included; empty where there is no value."""

    @property
    def text(self) -> str:
        """Return the value as the browser understands it."""
        return html.unescape(self.value)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag and where it stands; `raw_end` is where its raw text ends."""

    name: str
    closing: bool
    start: int
    end: int
    attributes: tuple[Attribute, ...]
    raw_end: int

    def attribute(self, name: str) -> Attribute | None:
        """Return the first attribute of a name: the one a browser heeds."""
        return next((found for found in self.attributes if found.name == name), None)

    def text(self, name: str) -> str:
        """Return an attribute's value, empty where it is not there."""
        found = self.attribute(name)
        return found.text if found else ""


def tags(source: str, wanted: frozenset[str] | None = None) -> Iterator[Tag]:
    """Yield the tags of a fragment in order, comments and raw text passed over.

    With `wanted`, only the tags of these names; the others cost little.
    """
    at = 0
    while found := _TAG.search(source, at):
        if found["comment"]:
            end = source.find("-->", found.end() - 2)
            at = len(source) if end < 0 else end + 3
        elif found["bogus"]:
            end = source.find(">", found.end())
            at = len(source) if end < 0 else end + 1
        else:
            if wanted is not None and (end := _passed(source, found, wanted)):
                at = end
                continue
            tag = _tag(source, found)
            if tag is None:  # an unfinished tag is no tag
                return
            yield tag
            at = max(tag.end, tag.raw_end)


def _passed(source: str, found: re.Match[str], wanted: frozenset[str]) -> int:
    """Return where a tag ends that nobody asks for, 0 where it must be read after all."""
    name = found["name"].lower()
    if name in wanted or name in _RAW:
        return 0
    rest = _REST.match(source, found.end())
    return rest.end() if rest else 0


def _tag(source: str, found: re.Match[str]) -> Tag | None:
    at = found.end()
    attributes = []
    while True:
        spaces = _SPACE.match(source, at)
        at = spaces.end() if spaces else at
        if at >= len(source):
            return None
        if source[at] == ">":
            break
        attribute, at = _attribute(source, at)
        if attribute is None:
            return None
        attributes.append(attribute)
    name, closing = found["name"].lower(), bool(found["end"])
    end = at + 1
    raw_end = end
    if name in _RAW and not closing:
        close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, end)
        raw_end = close.start() if close and name != "plaintext" else len(source)
    return Tag(name, closing, found.start(), end, tuple(attributes), raw_end)


def _attribute(source: str, at: int) -> tuple[Attribute | None, int]:
    """Read one attribute."""
    name_end = _NAME_END.search(source, at + 1)  # a leading "=" belongs to the name
    if name_end is None:
        return None, len(source)
    name_span = (at, name_end.start())
    name = source[at : name_end.start()].lower()
    after = re.compile(r"\s*=\s*").match(source, name_end.start())
    if after is None:
        return Attribute(name, "", name_span, (name_end.start(),) * 2), name_end.start()
    start = after.end()
    if start >= len(source):
        return None, start
    if source[start] in "\"'":
        end = source.find(source[start], start + 1)
        if end < 0:
            return None, len(source)
        return Attribute(name, source[start + 1 : end], name_span, (start, end + 1)), end + 1
    value_end = _UNQUOTED_END.search(source, start)
    if value_end is None:
        return None, len(source)
    end = value_end.start()
    return Attribute(name, source[start:end], name_span, (start, end)), end
