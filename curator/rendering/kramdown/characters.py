"""Classes of characters as Ruby's regular expressions define them, where Python's differ."""

import unicodedata

_MARKS = frozenset(("Mn", "Mc", "Me"))
_WORDS = frozenset(("Mn", "Mc", "Me", "Nd", "Nl", "Pc"))


def is_alpha(char: str) -> bool:
    """Return whether a character is of `[[:alpha:]]`: letters and what combines with them."""
    return char.isalpha() or (char >= "\u0300" and unicodedata.category(char) in _MARKS)


def is_alnum(char: str) -> bool:
    """Return whether a character is of `[[:alnum:]]`."""
    return char.isdecimal() or is_alpha(char)


def is_word(char: str) -> bool:
    """Return whether a character is of `\\p{Word}`; circled and squared letters count as such."""
    if char < "\u0080":
        return char.isalnum() or char == "_"
    if char.isalpha():
        return True
    code = ord(char)
    return (
        unicodedata.category(char) in _WORDS
        or 0x24B6 <= code <= 0x24E9
        or 0x1F130 <= code <= 0x1F149
        or 0x1F150 <= code <= 0x1F169
        or 0x1F170 <= code <= 0x1F189
    )
