"""What a body refers to, picture by picture and link by link, and the spans that say so.

Tags of HTML, Markdown's pictures, links and definitions; code shows what only looks like them. Nothing is
looked up here: what an address means is for the caller to say. Time grows with the body.
"""

import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

from curator.formats.html_tags import Attribute, Tag, tags
from curator.site.problems.code_spans import Code


class Form(Enum):
    """In what a reference stands."""

    ATTRIBUTE = "attribute"
    """Alone in an attribute; its span has the quotes."""
    SET = "set"
    """One of several in a `srcset`."""
    MARKDOWN = "markdown"
    """A destination; its span has the angle brackets."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a body."""

    start: int
    end: int
    address: str
    """As a reader understands it: without quotes and character references."""
    form: Form
    picture: bool
    """It is shown in its place, rather than led to."""
    quotes: str = ""
    """What stands around it in an attribute."""


_ADDRESSES = {
    "img": ("src",),
    "image": ("href", "xlink:href", "src"),
    "a": ("href",),
    "video": ("poster", "src"),
    "audio": ("src",),
    "source": ("src",),
    "input": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "area": ("href",),
}
_SETS = frozenset({"img", "source"})
_LAZY = frozenset({"data-src", "data-original"})
_WANTED = frozenset(_ADDRESSES)
_LED_TO = frozenset({"a", "area"})

_DESTINATION = (
    r"(?P<to><[^<>\n]*+>|(?:\{\{[^{}\n]*+\}\})?+[^\s()<>{}]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
)
_INLINE = re.compile(
    r"(?P<picture>!?)\[(?:[^\[\]\n]|\[[^\[\]\n]*+\](?:\([^\s()]*+\))?)*+\]\([ \t]*+" + _DESTINATION
)
_INNER = re.compile(r"!\[[^\[\]\n]*+\]\([ \t]*+" + _DESTINATION)
_DEFINITION = re.compile(
    r"^ {0,3}\[[^\[\]\n]++\]:[ \t]*+(?P<to><[^<>\n]*+>|(?:\{\{[^{}\n]*+\}\})?+[^\s<>{}]++)",
    re.MULTILINE,
)
_CANDIDATE = re.compile(r"[\s,]*+(?P<to>\{\{[^{}]*+\}\}[^\s,{}]*+|[^\s,{}](?:[^\s{}]*[^\s,{}])?)")


def references(body: str, *, markdown: bool) -> Iterator[Reference]:
    """Yield the references of a body in the order of their spans, which never overlap."""
    found = sorted(_all(body, markdown), key=lambda one: one.start)
    # In HTML a tag is a tag, also within `pre`.
    code = Code(body, markdown=True) if markdown and found else None
    end = 0
    for one in found:
        # Lines are indented in lists and within elements too, where nothing is code for that.
        if one.start < end or (code is not None and code.encloses(one.start)):
            continue
        end = one.end
        yield one


def rewritten(body: str, resolve: Callable[[Reference], str | None], *, markdown: bool) -> str:
    """Return a body in which `resolve` has given some references another address, as it is written.

    The address comes with no quotes; an attribute gets those that it had. All else stays.
    """
    parts: list[str] = []
    at = 0
    for one in references(body, markdown=markdown):
        address = resolve(one)
        if address is None:
            continue
        if one.form is Form.ATTRIBUTE:
            quotes = one.quotes or '"'
            address = f"{quotes}{address}{quotes}"
        parts += (body[at : one.start], address)
        at = one.end
    parts.append(body[at:])
    return "".join(parts)


def is_local(address: str) -> bool:
    """Tell whether an address names a file beside the text or in its site."""
    if not address or address.startswith(("//", "#", "?")):
        return False
    return ":" not in address.split("/", 1)[0]


def nameless_pictures(body: str, names: Collection[str], *, markdown: bool) -> Iterator[Reference]:
    """Yield the pictures that a body shows by a bare name that is none of `names`."""
    for one in references(body, markdown=markdown):
        address = one.address
        if not one.picture or not is_local(address) or address.startswith("/") or "{" in address:
            continue
        if address not in names and unquote(address) not in names:
            yield one


def _all(body: str, markdown: bool) -> Iterator[Reference]:
    if "<" in body:
        for tag in tags(body, _WANTED):
            yield from _of_tag(body, tag)
    if markdown and "](" in body:
        for found in _INLINE.finditer(body):
            if body[found.start() - 1 : found.start()] != "\\":
                yield _markdown(found, picture=bool(found["picture"]))
            for inner in _INNER.finditer(body, found.start() + 1, found.start("to")):
                yield _markdown(inner, picture=True)
    if markdown and "]:" in body:
        for found in _DEFINITION.finditer(body):
            yield _markdown(found, picture=False)


def _of_tag(body: str, tag: Tag) -> Iterator[Reference]:
    names = _ADDRESSES.get(tag.name, ())
    if tag.closing or not names:
        return
    for one in tag.attributes:
        if one.name in names or (tag.name == "img" and one.name in _LAZY):
            start, end = one.value_span
            if start < end:
                address = one.text.strip()
                shown = tag.name not in _LED_TO
                yield Reference(start, end, address, Form.ATTRIBUTE, shown, _quotes(body, one))
        elif one.name == "srcset" and tag.name in _SETS:
            yield from _of_set(body, one)


def _of_set(body: str, attribute: Attribute) -> Iterator[Reference]:
    start, end = attribute.value_span
    quoted = body[start : start + 1] in {'"', "'"}
    at, end = (start + 1, end - 1) if quoted else (start, end)
    while (found := _CANDIDATE.match(body, at, end)) is not None:
        address = html.unescape(found["to"])
        quotes = _quotes(body, attribute)
        yield Reference(*found.span("to"), address, Form.SET, True, quotes)
        comma = body.find(",", found.end(), end)
        if comma < 0:
            return
        at = comma + 1


def _quotes(body: str, attribute: Attribute) -> str:
    quote = body[attribute.value_span[0] : attribute.value_span[0] + 1]
    return quote if quote in {'"', "'"} else ""


def _markdown(found: re.Match[str], *, picture: bool) -> Reference:
    start, end = found.span("to")
    address = found["to"]
    if address.startswith("<"):
        address = address[1:-1]
    return Reference(start, end, html.unescape(address), Form.MARKDOWN, picture)
