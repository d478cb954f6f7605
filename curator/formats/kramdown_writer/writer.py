"""A body of HTML as Markdown for kramdown, element by element.

Whatever Markdown cannot say, and whatever is no HTML, stays as it is, to the character. Tokens of
Liquid that are meant pass through untouched wherever they stand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement

from curator.formats.kramdown_writer.blocks import apart, block
from curator.formats.kramdown_writer.elements import Part, parts
from curator.formats.kramdown_writer.liquid import HELD, HOLDERS, held_tokens
from curator.formats.kramdown_writer.spans import Unwritable

_LEADING = re.compile(r"(?:[ \t\r]*\n)+")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What the parser refuses or changes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a body and, where it is an element that Markdown can say, that Markdown."""

    html: str
    markdown: str | None
    name: str = ""
    """Of the element."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A body taken apart; `text` puts it together again."""

    pieces: tuple[Piece, ...]
    tokens: tuple[str, ...]
    """Of Liquid, in the order of the text; stand-ins take their place in `pieces`."""

    @property
    def converted(self) -> int:
        """Return how many elements became Markdown."""
        return sum(1 for piece in self.pieces if piece.markdown is not None)

    def text(self, kept: Callable[[int], bool] = lambda _index: False) -> str:
        """Return the body with its stand-ins; pieces that are `kept`, by index, stay HTML."""
        out: list[str] = []
        above = ""  # the kind of the piece just written as Markdown
        for index, piece in enumerate(self.pieces):
            if piece.markdown is not None and not kept(index):
                out.append(apart(above, piece.name) if above else _blank_line(out))
                out.append(piece.markdown)
                above = piece.name
            elif not above:
                out.append(piece.html)
            elif piece.html.strip(" \t\r\n"):
                blank = _LEADING.match(piece.html)
                lines = blank[0].count("\n") if blank else 0
                out += ("\n" * max(2 - lines, 0), piece.html)
                above = ""
        if above:
            out.append("\n")
        return "".join(out)

    def restored(self, text: str) -> str:
        """Return a text with Liquid in the place of its stand-ins."""
        return HELD.sub(lambda found: self.tokens[int(found[0][1:-1])], text)


def convert(body: str, *, markdown: bool, liquid: bool) -> Conversion:
    """Take a body apart and write each of its elements as Markdown where that can be done.

    `markdown` says that kramdown reads the body already, so that only its blocks of HTML are HTML;
    `liquid` that tokens of Liquid in it are meant.
    """
    if HOLDERS.search(body):
        return Conversion((Piece(body, None),), ())
    text, held = held_tokens(body) if liquid else (body, ())
    pieces = tuple(_piece(part, markdown=markdown) for part in parts(text, markdown=markdown))
    return Conversion(pieces, held)


def _piece(part: Part, *, markdown: bool) -> Piece:
    if not part.is_element:
        return Piece(part.text, None)
    element = _parsed(part.text)
    if element is None:
        return Piece(part.text, None)
    try:
        written = block(element)
    except Unwritable:
        return Piece(part.text, None, str(element.tag))
    if HELD.findall(written) != HELD.findall(part.text):
        return Piece(part.text, None, str(element.tag))
    return Piece(part.text, written, str(element.tag))


def _parsed(text: str) -> HtmlElement | None:
    """Return the one element that a text is, None where the parser makes something else of it."""
    if _UNREADABLE.search(text):
        return None
    try:
        found: list[HtmlElement | str] = list(html.fragments_fromstring(text))
    except (etree.ParserError, ValueError):
        return None
    if len(found) != 1:
        return None
    return found[0] if isinstance(found[0], HtmlElement) else None


def _blank_line(out: list[str]) -> str:
    """Return what ends the text so far with a blank line."""
    end = "".join(out[-2:])[-4:].replace("\r", "")
    if not end or end.endswith("\n\n") or end == "\n":
        return ""
    return "\n" if end.endswith("\n") else "\n\n"
