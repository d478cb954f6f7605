"""RTF as a stream of words: groups, control words, characters in the code page of their font.

Owns the lexical side of RTF 1.9: what a byte means is decided elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?(?: |(?![ ]))"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|[\r\n\0]+"
    rb"|(?P<text>[^\\{}\r\n\0]+)"
    rb"|\\",
    re.DOTALL,
)

CHARSETS = {
    0: "cp1252",
    2: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""The code pages of `\\fcharset`."""


class Sort(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    BYTES = auto()
    BINARY = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token: a control word with its number, a symbol, or bytes of text."""

    sort: Sort
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of a file; what follows `\\bin` is passed over as it is."""
    at = 0
    while (found := _TOKEN.match(data, at)) is not None:
        at = found.end()
        kind = found.lastgroup
        if found["word"]:
            name = found["word"].decode("ascii")
            number = int(found["number"]) if found["number"] else None
            if name == "bin" and number and number > 0:
                yield Token(Sort.BINARY, data=data[at : at + number])
                at += number
            else:
                yield Token(Sort.WORD, name, number)
        elif kind == "hex":
            yield Token(Sort.BYTES, "'", data=bytes((int(found["hex"], 16),)))
        elif kind == "symbol":
            yield Token(Sort.SYMBOL, found["symbol"].decode("latin-1"))
        elif kind == "brace":
            yield Token(Sort.OPEN if found["brace"] == b"{" else Sort.CLOSE)
        elif kind == "text":
            yield Token(Sort.BYTES, data=found["text"])


def code_page(number: int) -> str:
    """Return Python's name of a code page, of Windows' own where nobody knows it."""
    names = {936: "gb18030", 54936: "gb18030", 10000: "mac_roman", 65001: "utf-8", 20127: "cp1252"}
    name = names.get(number, f"cp{number}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name
