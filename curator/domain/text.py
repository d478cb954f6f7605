"""Folding of text for comparison and filtering, the same in the library and in memory."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` without differences of case and of full or half width."""
    return unicodedata.normalize("NFKC", text).casefold()


LONGEST_VALUE = 100
"""So many characters of a value are compared."""


def value_key(text: str) -> str:
    """Return what values of front matter are compared by: folded, one line, cut after 100 characters."""
    return " ".join(fold(text).split())[:LONGEST_VALUE]
