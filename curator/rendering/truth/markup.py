"""HTML cut into tags and texts by the rules of browsers, in one pass, whatever stands in it.

The standard library's parser reads a text that is all opened tags again and again, and each version in its
own way; pages to be compared may hold a stranger's article. No tree is made here.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5

_BLANKS = " \t\n\f\r"
_TEXT_ONLY = frozenset({"script", "style", "iframe", "xmp", "noembed", "noframes"})
_TEXT_WITH_REFERENCES = frozenset({"title", "textarea"})

_NAME = re.compile(r"[A-Za-z][^\t\n\f\r />]*")
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*(?P<name>=?[^\t\n\f\r />=]+|=)"""
    r"""(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^"'\t\n\f\r >][^\t\n\f\r >]*)|(?=>)))?"""
)
_TAG_END = re.compile(r"[\t\n\f\r /]*>")
_OPEN_QUOTE = re.compile(r"""[\t\n\f\r ]*=[\t\n\f\r ]*["']""")
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_GOES_ON = re.compile(r"[=A-Za-z0-9]")
_CLOSERS = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in _TEXT_ONLY | _TEXT_WITH_REFERENCES
}


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag; names are in small letters, references in values are resolved."""

    name: str
    attributes: list[tuple[str, str]] = field(default_factory=list)
    closed: bool = False
    """It ends in a slash."""


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text, references resolved; not the whole one where a comment stands in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """What stands between `<!` and `>` of a document type."""

    text: str


Piece = Start | End | Text | Declaration


def pieces(source: str) -> Iterator[Piece]:
    """Yield tags and texts in their order; comments are left out, and a tag that has no end."""
    text = source.replace("\r\n", "\n")
    place = 0
    while place < len(text):
        opened = text.find("<", place)
        if opened < 0:
            yield Text(html.unescape(text[place:]))
            return
        if opened > place:
            yield Text(html.unescape(text[place:opened]))
        piece, place = _tag(text, opened)
        if piece is not None:
            yield piece
        if isinstance(piece, Start) and piece.name in _CLOSERS:
            inner, place = _raw(text, place, piece.name)
            if inner:
                yield Text(inner)


def _tag(text: str, opened: int) -> tuple[Piece | None, int]:
    """Return what begins at a `<`, None for what is not shown, and where it is over."""
    if text.startswith("<!--", opened):
        return None, _after_comment(text, opened)
    if text[opened + 1 : opened + 2] in {"!", "?"}:
        closed = text.find(">", opened)
        last, after = (closed, closed + 1) if closed >= 0 else (len(text), len(text))
        if text[opened + 2 : opened + 9].lower() == "doctype":
            return Declaration(text[opened + 2 : last]), after
        return None, after
    if text.startswith("</", opened):
        return _end_tag(text, opened)
    name = _NAME.match(text, opened + 1)
    if name is None:
        return Text("<"), opened + 1
    attributes, closed_itself, after = _attributes(text, name.end())
    if after < 0:
        return None, len(text)
    return Start(name[0].lower(), attributes, closed_itself), after


def _after_comment(text: str, opened: int) -> int:
    """Return where a comment is over; `<!-->` and `<!--->` are whole ones."""
    for short in (">", "->"):
        if text.startswith(short, opened + 4):
            return opened + 4 + len(short)
    closed = _COMMENT_END.search(text, opened + 4)
    return closed.end() if closed else len(text)


def _end_tag(text: str, opened: int) -> tuple[Piece | None, int]:
    name = _NAME.match(text, opened + 2)
    if name is None:
        if opened + 2 == len(text):
            return Text("</"), opened + 2
        closed = text.find(">", opened)
        return None, closed + 1 if closed >= 0 else len(text)
    place = _attributes(text, name.end())[2]
    return (End(name[0].lower()), place) if place >= 0 else (None, len(text))


def _attributes(text: str, place: int) -> tuple[list[tuple[str, str]], bool, int]:
    """Return attributes, whether a slash ends the tag, and where it is over: -1 where it never is."""
    found: list[tuple[str, str]] = []
    while True:
        ended = _TAG_END.match(text, place)
        if ended is not None:
            return found, ended[0].endswith("/>"), ended.end()
        attribute = _ATTRIBUTE.match(text, place)
        if attribute is None:
            return found, False, -1
        value = attribute["double"]
        if value is None:
            value = attribute["single"]
        if value is None:
            value = attribute["bare"]
        if value is None and _OPEN_QUOTE.match(text, attribute.end()):
            return found, False, -1  # a quote that is never closed
        found.append((attribute["name"].lower(), _value(value or "")))
        place = attribute.end()


def _value(text: str) -> str:
    """Resolve the references of an attribute, where `&copy=1` and `&copyx` are none."""

    def resolved(reference: re.Match[str]) -> str:
        written = reference[0]
        if written.startswith("&#"):
            return html.unescape(written)
        if not written.endswith(";") and _GOES_ON.match(text, reference.end()):
            return written
        return html5.get(written[1:], written)

    return _REFERENCE.sub(resolved, text) if "&" in text else text


def _raw(text: str, place: int, name: str) -> tuple[str, int]:
    """Return what stands in an element that holds text alone, and where its end tag begins."""
    closed = _CLOSERS[name].search(text, place)
    last = closed.start() if closed else len(text)
    inner = text[place:last]
    return html.unescape(inner) if name in _TEXT_WITH_REFERENCES else inner, last
