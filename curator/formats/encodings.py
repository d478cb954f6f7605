"""Bytes to text and back without losing one: byte order marks, UTF-8, legacy charsets, broken bytes.

Owns what is needed to write an edited text in the encoding it was read in. It converts nothing.
"""

import codecs
from dataclasses import dataclass

from curator.formats.charsets import guess

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with what turns it back into the bytes it came from."""

    text: str
    encoding: str
    """Codec name: utf-8, utf-16-le, utf-16-be, gb18030, big5, cp932, euc-jp or cp1252."""
    bom: bytes
    errors: str
    """`strict`, or `surrogateescape` where single bytes belong to no character."""


def decode(data: bytes) -> Decoded:
    """Read any bytes: by byte order mark, as UTF-8, as the likeliest legacy charset, byte by byte.

    Never raises; `encode(decoded.text, decoded)` gives `data` again. Recipe: `stack.md` §4.1.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _exactly(data[len(mark) :], encoding)
            if text is not None:
                return Decoded(text, encoding, mark, "strict")
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    rest = data[len(bom) :]
    try:
        return Decoded(rest.decode(), "utf-8", bom, "strict")
    except UnicodeDecodeError:
        text = rest.decode("utf-8", "surrogateescape")
    if not bom and not _mostly_utf8(text):
        guessed = guess(rest)
        if guessed is not None:
            encoding, errors = guessed
            return Decoded(rest.decode(encoding, errors), encoding, b"", errors)
    return Decoded(text, "utf-8", bom, "surrogateescape")


def encode(text: str, like: Decoded) -> bytes:
    """Write `text` in the encoding of `like`, mark included.

    Raises UnicodeEncodeError where that encoding has no such character.
    """
    return like.bom + text.encode(like.encoding, like.errors)


def _exactly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def _mostly_utf8(text: str) -> bool:
    """Tell whether the readable characters outnumber the bytes that UTF-8 could not place."""
    foreign = [character for character in text if character > "\x7f"]
    broken = sum("\udc80" <= character <= "\udcff" for character in foreign)
    return len(foreign) - broken >= broken
