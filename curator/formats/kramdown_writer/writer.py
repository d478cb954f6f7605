"""A body of HTML as Markdown for kramdown, element by element.

Whatever Markdown cannot say, and whatever is no HTML, stays as it is, to the character. Tokens of
Liquid that are meant pass through untouched wherever they stand.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree, html
from lxml.html import HtmlElement

from curator.formats.kramdown_writer.blocks import apart, block, definition
from curator.formats.kramdown_writer.elements import Part, parts
from curator.formats.kramdown_writer.footnotes import MARK, Note, take
from curator.formats.kramdown_writer.liquid import HELD, HOLDERS, held_tokens
from curator.formats.kramdown_writer.spans import Unwritable

_LEADING = re.compile(r"(?:[ \t\r]*\n)+")
_LINK_WITHIN = re.compile(r"href\s*=\s*[\"']?#")
_PLACE = "* footnotes\n{:footnotes}"
"""What kramdown puts the notes in the place of."""
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What the parser refuses or changes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a body and, where it is an element that Markdown can say, that Markdown."""

    html: str
    markdown: str | None
    name: str = ""
    """Of the element."""
    bound: bool = False
    """Whether it marks a footnote, or is one: these are Markdown together or not at all."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A body taken apart; `text` puts it together again."""

    pieces: tuple[Piece, ...]
    tokens: tuple[str, ...]
    """Of Liquid, in the order of the text; stand-ins take their place in `pieces`."""
    footnotes: bool = False
    """Whether footnotes were written."""

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


def convert(body: str, *, markdown: bool, liquid: bool, footnotes: bool = True) -> Conversion:
    """Take a body apart and write each of its elements as Markdown where that can be done.

    `markdown` says that kramdown reads the body already, so that only its blocks of HTML are HTML;
    `liquid` that tokens of Liquid in it are meant; `footnotes` that they may be written as such.
    """
    if HOLDERS.search(body):
        return Conversion((Piece(body, None),), ())
    text, held = held_tokens(body) if liquid else (body, ())
    split = tuple(parts(text, markdown=markdown))
    if footnotes and (pieces := _with_footnotes(split)) is not None:
        return Conversion(pieces, held, footnotes=True)
    return Conversion(tuple(_piece(part, _element(part)) for part in split), held)


def _with_footnotes(split: Sequence[Part]) -> tuple[Piece, ...] | None:
    """Return the pieces of a body with its footnotes as Markdown, all of them, or None."""
    if not any(_LINK_WITHIN.search(part.text) for part in split if part.is_element):
        return None
    if any("[^" in part.text for part in split if not part.is_element):
        return None  # names that may be taken
    elements = [_element(part) for part in split]
    taken = take(
        [part.text if one is None else one for part, one in zip(split, elements, strict=True)]
    )
    if taken is None:
        return None
    pieces = []
    last = max(taken.notes)
    for index, (part, element) in enumerate(zip(split, elements, strict=True)):
        if notes := taken.notes.get(index):
            piece = _notes_piece(part, notes, placed=index == last and not taken.last)
            bound = True
        else:
            piece = _piece(part, element)
            bound = element is not None and next(element.iter(MARK), None) is not None
        if bound and piece.markdown is None:
            return None
        pieces.append(replace(piece, bound=bound))
    return tuple(pieces)


def _notes_piece(part: Part, notes: Sequence[Note], *, placed: bool) -> Piece:
    """Return the definitions of notes; `placed` where the notes are not to stand at the end."""
    try:
        written = [definition(note.name, note.element) for note in notes]
    except Unwritable:
        return Piece(part.text, None)
    if placed:
        written.append(_PLACE)
    text = "\n\n".join(written)
    if HELD.findall(text) != HELD.findall(part.text):
        return Piece(part.text, None)
    return Piece(part.text, text, "footnotes")


def _element(part: Part) -> HtmlElement | None:
    return _parsed(part.text) if part.is_element else None


def _piece(part: Part, element: HtmlElement | None) -> Piece:
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
