"""Spellings of one term: what categories and tags have in common that a reader takes for the same.

Folds case, width and Unicode form, blanks and hyphens, a comma left at the end, and traditional
Chinese to simplified (`domain.han`). Folded text is for comparing only, never for showing.
"""

import functools
import re
import unicodedata

from curator.domain.han import simplified

_COMMAS = ",，、;；。.．"
_GAPS = re.compile(r"[\s_\-‐‑–—·・]+")


@functools.lru_cache(maxsize=1 << 15)
def folded(term: str) -> str:
    """Return what all spellings of a term have in common; empty for a term of signs alone."""
    if term.isascii() and term.isalnum():
        return term.lower()
    text = unicodedata.normalize("NFKC", term).casefold().strip()
    text = _GAPS.sub("", text.rstrip(_COMMAS).strip())
    return text if text.isascii() else simplified(text)


def unlike(one: str, other: str) -> str:
    """Name the first difference between two spellings of one term.

    One of `comma`, `case`, `width` (full or half, and Unicode's forms), `script` (traditional and
    simplified) and `gap` (blanks and hyphens).
    """
    bare, usual = _bare(one), _bare(other)
    if bare == usual:
        return "comma" if one.strip() != other.strip() else "gap"
    if bare.casefold() == usual.casefold():
        return "case"
    bare = unicodedata.normalize("NFKC", bare).casefold()
    usual = unicodedata.normalize("NFKC", usual).casefold()
    if bare == usual:
        return "width"
    return "script" if simplified(bare) == simplified(usual) else "gap"


def _bare(term: str) -> str:
    return term.strip().rstrip(_COMMAS).strip()
