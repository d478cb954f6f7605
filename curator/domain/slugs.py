"""Slugs as Jekyll makes them from titles and file names (jekyll.md §6).

Owns the characters of a slug only: lengths and reserved names belong to whoever writes files.
"""

import functools
import re
import unicodedata
from enum import StrEnum

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_NOT_ASCII_WORDS = re.compile(r"[^A-Za-z0-9]+")
_PUNCTUATION_KEPT_BY_PRETTY = frozenset("._~!$&'()+,;=@")


class SlugMode(StrEnum):
    """How much of a text survives in its slug."""

    RAW = "raw"
    """Only white space becomes a hyphen."""
    DEFAULT = "default"
    """Letters, marks and digits of any script survive."""
    PRETTY = "pretty"
    """Also the punctuation that needs no escaping in a URL."""
    ASCII = "ascii"
    """Only unaccented Latin letters and digits; empty for pure Chinese."""
    LATIN = "latin"
    """Accents are dropped first; all other scripts vanish."""
    NONE = "none"
    """The text as it is."""


def slugify(text: str, mode: SlugMode = SlugMode.DEFAULT, *, cased: bool = False) -> str:
    """Return the slug that Jekyll's `Utils.slugify` makes of `text`; it may be empty.

    At most one hyphen is cut from each end, as Jekyll does. Capitals are kept where `cased`.
    """
    if mode is SlugMode.NONE:
        slug = text
    else:
        if mode is SlugMode.RAW:
            slug = _SPACES.sub("-", text)
        elif mode is SlugMode.ASCII:
            slug = _NOT_ASCII_WORDS.sub("-", text)
        elif mode is SlugMode.LATIN:
            slug = _NOT_ASCII_WORDS.sub("-", _without_accents(text))
        else:
            slug = _hyphenate(text, pretty=mode is SlugMode.PRETTY)
        slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else downcase(slug)


def titleize(slug: str) -> str:
    """Return the title that Jekyll gives a post without one, made of its `slug`."""
    words = slug.rstrip("-").split("-")
    return " ".join(word[:1].title() + downcase(word[1:]) for word in words)


def downcase(text: str) -> str:
    """Return `text` in small letters as Ruby does it: a sigma at a word's end is no exception."""
    return text.replace("Σ", "σ").lower() if "Σ" in text else text.lower()


def _hyphenate(text: str, *, pretty: bool) -> str:
    kept: list[str] = []
    gap = False
    for char in text:
        if _is_word(char) or (pretty and char in _PUNCTUATION_KEPT_BY_PRETTY):
            if gap:
                kept.append("-")
                gap = False
            kept.append(char)
        else:
            gap = True
    if gap:
        kept.append("-")
    return "".join(kept)


@functools.lru_cache(maxsize=1 << 14)
def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char if char < "\x80" else _approximations().get(char, "?") for char in text)


@functools.cache
def _approximations() -> dict[str, str]:
    """Map accented Latin letters to plain ones, as the i18n library that Jekyll asks."""
    plain = {}
    for char in map(chr, range(0xC0, 0x17F)):
        base = unicodedata.normalize("NFD", char)[0]
        if base.isascii():
            plain[char] = base
    plain |= dict(zip("ÐØðøĐđĦħıĸŁłŦŧ×", "DOdoDdHhikLlTtx", strict=True))
    plain |= {"Æ": "AE", "æ": "ae", "Þ": "Th", "þ": "th", "ß": "ss", "Ĳ": "IJ", "ĳ": "ij"}
    plain |= {"Ŀ": "L", "ŀ": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe"}
    return plain
