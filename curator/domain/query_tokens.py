"""The words, quotes, parentheses and signs of a query, each with its place in the text.

Input methods write wide signs: `：（）“”－＝＊` mean what the narrow ones do.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from curator.domain.errors import QueryError, QueryFault
from curator.domain.query import ALIASES, CONTAINING, WHOLE, Field, Match
from curator.domain.text import fold

OPENING, CLOSING = frozenset("(（"), frozenset(")）")
QUOTES = {'"': '"＂', "＂": '"＂', "“": "”“", "”": "”“"}
"""What closes each mark that opens a phrase."""
COLONS = frozenset(":：")
MINUS = frozenset("-－−")
STARS = frozenset("*＊")
EQUALS = frozenset("=＝")
_ENDS = OPENING | CLOSING | frozenset(QUOTES)

NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
"""What a field or key looks like that needs no quotes."""
_UNSTORABLE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {0: " "}


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    OR = "OR"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text from `start` to `end`; `text` is what it says, without quotes."""

    kind: Kind
    text: str
    start: int
    end: int
    field: Field = Field.ANY
    key: str = ""
    """The key of front matter that it names instead of a field."""
    match: Match = Match.USUAL
    value_start: int = 0
    """Where the value begins, behind the colon."""
    quoted: bool = False


def storable(text: str) -> str:
    """Return `text`, of the same length, without what no database takes."""
    return text.translate(_UNSTORABLE)


def tokens(text: str, keys: Collection[str] | None) -> list[Token]:
    """Split a query; `keys` are those of the library's front matter, folded, None for any.

    Raises QueryError: an unknown field, a quote that nothing closes.
    """
    found: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
            continue
        following = text[at + 1 : at + 2]
        if char in OPENING:
            found.append(Token(Kind.OPEN, char, at, at + 1))
        elif char in CLOSING:
            found.append(Token(Kind.CLOSE, char, at, at + 1))
        elif char in MINUS and following and not following.isspace():
            found.append(Token(Kind.MINUS, char, at, at + 1))
        else:
            found.append(_word(text, at, keys))
        at = found[-1].end
    return found


def _word(text: str, start: int, keys: Collection[str] | None) -> Token:
    if text[start] in QUOTES:
        name, end = _phrase(text, start)
        if text[end : end + 1] == ":":
            return _named(text, start, end, name, keys)
        return Token(Kind.WORD, name, start, end, value_start=start, quoted=True)
    end = start
    while end < len(text) and not ends(text[end]) and text[end] not in COLONS:
        end += 1
    name = text[start:end]
    # A colon inside a word, as in a time or an address, names no field.
    if name and text[end : end + 1] in COLONS and text[end + 1 : end + 3] != "//":
        folded = fold(name)
        known = _field(folded) is not None or (keys is not None and folded in keys)
        if known or NAME.fullmatch(unicodedata.normalize("NFKC", name)):
            return _named(text, start, end, name, keys)
    word, end = _plain(text, start)
    kind = Kind.OR if unicodedata.normalize("NFKC", word) == "OR" else Kind.WORD
    return Token(kind, word, start, end, value_start=start)


def _named(text: str, start: int, colon: int, name: str, keys: Collection[str] | None) -> Token:
    folded = fold(name)
    field = _field(folded)
    if not folded or (field is None and keys is not None and folded not in keys):
        near, length = meant(name, keys), colon - start
        raise QueryError(text, start, QueryFault.UNKNOWN_FIELD, name, length=length, meant=near)
    at = colon + 1
    match = Match.USUAL
    if field in CONTAINING | WHOLE and text[at : at + 1] in EQUALS:
        match, at = Match.EXACT, at + 1
    quoted = text[at : at + 1] in QUOTES
    value, end = _phrase(text, at) if quoted else _plain(text, at)
    if match is Match.USUAL and (field is None or field in CONTAINING | WHOLE):
        if quoted and text[end : end + 1] in STARS:
            match, end = Match.PREFIX, end + 1
        elif not quoted and value[-1:] in STARS:
            match, value = Match.PREFIX, value[:-1]
    if field is None:
        return Token(
            Kind.WORD, value, start, end, Field.ANY, folded, match, colon + 1, quoted=quoted
        )
    return Token(Kind.WORD, value, start, end, field, "", match, colon + 1, quoted=quoted)


def meant(name: str, keys: Collection[str] | None) -> str:
    """Return the field or key that `name` most likely is a slip of, empty where none is near."""
    fields = [field.value for field in Field if field.value]
    near = get_close_matches(fold(name), [*fields, *sorted(keys or ())], 1, 0.6)
    return near[0] if near else ""


def _field(folded: str) -> Field | None:
    if folded in ALIASES:
        return ALIASES[folded]
    try:
        return Field(folded) if folded else None
    except ValueError:
        return None


def _phrase(text: str, start: int) -> tuple[str, int]:
    """Return what stands in quotes at `start`, and where it ends; a backslash escapes."""
    closers = QUOTES[text[start]]
    said: list[str] = []
    at = start + 1
    while at < len(text):
        char = text[at]
        if char == "\\" and text[at + 1 : at + 2] in {"\\", *QUOTES}:
            said.append(text[at + 1])
            at += 2
            continue
        at += 1
        if char in closers:
            return "".join(said), at
        said.append(char)
    length = len(text) - start
    raise QueryError(text, start, QueryFault.UNCLOSED_QUOTE, text[start + 1 :], length=length)


def _plain(text: str, start: int) -> tuple[str, int]:
    """Return what stands at `start` up to a blank, a quote or a parenthesis, and where it ends."""
    end = start
    while end < len(text) and not ends(text[end]):
        end += 1
    return text[start:end], end


def ends(char: str) -> bool:
    """Tell whether a character ends a word that stands in no quotes."""
    return char.isspace() or char in _ENDS
