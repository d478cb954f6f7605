"""Folding of text for comparison and filtering, the same in the library and in memory."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` without differences of case and of full or half width."""
    return unicodedata.normalize("NFKC", text).casefold()
