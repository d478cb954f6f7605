"""A page as normalised tokens: what a browser would make of it, without what it does not see.

The rules: comments go; attributes are unordered; classes are separated by one blank and an empty class
is none; declarations of `style` are compared one by one; boolean attributes have no value; character
references and characters are the same; outside `pre`, `textarea`, `script` and `style` a run of
white space is one blank, and none beside the edge of a block; end tags that HTML lets out are put in.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from curator.rendering.truth.markup import End, Piece, Start, Text, pieces


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BLOCKS = _names(
    "html head body title meta link base address article aside blockquote caption center col colgroup "
    "dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hgroup hr legend li main menu nav noscript ol optgroup option p pre script section style summary "
    "table tbody td template tfoot th thead tr ul video audio iframe object br"
)
RAW = frozenset({"pre", "textarea", "script", "style"})
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_BOOLEAN = _names(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled hidden ismap loop "
    "multiple muted nomodule novalidate open readonly required reversed selected"
)
_CLOSE_P = BLOCKS - _names(
    "html head body title meta link base br script style noscript template td th tr tbody thead tfoot "
    "caption col colgroup option optgroup legend li dd dt iframe object video audio"
)
_CLOSES = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("tr", "td", "th"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "option": ("option",),
    "tbody": ("tr", "td", "th", "thead", "tbody"),
    "tfoot": ("tr", "td", "th", "thead", "tbody"),
    "body": ("head",),
}
_LIMITS = frozenset({"ul", "ol", "dl", "table", "select", "template", "html"})
"""An element inside one of these ends none outside of it."""

_BLANK = re.compile(r"[ \t\n\r\f]+")
_COLON = re.compile(r"\s*:\s*")
_DEEPEST = 500


class Kind(Enum):
    """What a token is."""

    START = "start"
    END = "end"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Token:
    """A tag or a text; tokens are equal where a browser sees the same."""

    kind: Kind
    name: str
    """The element's name; empty for a text."""
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    raw: bool = False
    """Its white space counts."""


def tokens(html: str, *, unseen: frozenset[str] = frozenset()) -> list[Token]:
    """Return the normalised tokens of a page or a fragment; attributes named in `unseen` are dropped."""
    reader = _Reader(unseen)
    for piece in pieces(html):
        reader.read(piece)
    reader.leave_all()
    return list(_without_blanks(reader.found))


class _Reader:
    """Puts in what HTML lets out, and says of each text whether its white space counts."""

    def __init__(self, unseen: frozenset[str]) -> None:
        self._unseen = unseen
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        """How often each element is open: most tags end none, and need no look through all."""
        self._raw = 0
        self._text: list[str] = []
        self.found: list[Token] = []

    def read(self, piece: Piece) -> None:
        """Take the next piece of a page."""
        if isinstance(piece, Text):
            self._text.append(piece.text)
            return
        self._finish_text()
        if isinstance(piece, Start):
            self._start(piece.name, piece.attributes)
            if piece.closed and (self._counts["svg"] or self._counts["math"]):
                self._end(piece.name)  # only there does the slash end an element
        elif isinstance(piece, End):
            self._end(piece.name)
        else:
            self.found.append(Token(Kind.START, "!" + piece.text.lower().strip()))

    def _finish_text(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if text:
            self.found.append(Token(Kind.TEXT, "", text, raw=self._raw > 0))

    def _start(self, tag: str, attributes: list[tuple[str, str]]) -> None:
        self._make_room(tag)
        self.found.append(Token(Kind.START, tag, attributes=_attributes(attributes, self._unseen)))
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(tag)
            self._counts[tag] += 1
            self._raw += tag in RAW

    def _end(self, tag: str) -> None:
        if tag == "br":
            self._start("br", [])
        elif self._counts[tag]:
            while self._leave() != tag:
                pass
        elif tag == "p":
            self._start("p", [])
            self._leave()

    def leave_all(self) -> None:
        """End what the text left open."""
        self._finish_text()
        while self._open:
            self._leave()

    def _make_room(self, tag: str) -> None:
        closed = _CLOSES.get(tag, ())
        if tag in _CLOSE_P:
            closed = (*closed, "p")
        if not any(self._counts[name] for name in closed):
            return
        for number in range(len(self._open) - 1, -1, -1):
            if self._open[number] in closed:
                while len(self._open) > number:
                    self._leave()
                if tag not in {"tr", "tbody", "tfoot"}:
                    return
            elif self._open[number] in _LIMITS:
                return

    def _leave(self) -> str:
        tag = self._open.pop()
        self._counts[tag] -= 1
        self._raw -= tag in RAW
        self.found.append(Token(Kind.END, tag))
        return tag


def _attributes(
    given: list[tuple[str, str]], unseen: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for name, value in given:
        if name in found or name in unseen:
            continue  # the first of two counts
        text = "" if name in _BOOLEAN else value
        if name == "class":
            text = " ".join(text.split())
            if not text:
                continue
        elif name == "style":
            parts = (_COLON.sub(": ", part.strip(), count=1) for part in text.split(";"))
            text = "; ".join(part for part in parts if part)
        found[name] = text
    return tuple(sorted(found.items()))


def _without_blanks(found: list[Token]) -> Iterator[Token]:
    for number, token in enumerate(found):
        if token.kind is not Kind.TEXT:
            yield token
            continue
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        text = _raw_text(token.text, before, after) if token.raw else _BLANK.sub(" ", token.text)
        if not token.raw:
            if before is None or _is_block(before):
                text = text.lstrip(" ")
            if after is None or _is_block(after):
                text = text.rstrip(" ")
        if text:
            yield Token(Kind.TEXT, "", text, raw=token.raw)


def _raw_text(text: str, before: Token | None, after: Token | None) -> str:
    if after is not None and after.kind is Kind.END:
        if after.name in {"script", "style"}:
            return text.strip()
        text = text.removesuffix("\n")
    if before is not None and before.kind is Kind.START and before.name in {"pre", "textarea"}:
        text = text.removeprefix("\n")
    return text


def _is_block(token: Token) -> bool:
    return token.name in BLOCKS or token.name.startswith("!")
