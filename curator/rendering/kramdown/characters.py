"""Classes of characters as Ruby's regular expressions define them, where Python's differ."""

import unicodedata
from bisect import bisect_right

_MARKS = frozenset(("Mn", "Mc", "Me"))
_WORDS = frozenset(("Mn", "Mc", "Me", "Nd", "Nl", "Pc"))
# Marks that are alphabetic (vowel signs are, viramas are not); what lies between two marks of a
# range without being a mark does not matter, because the category is asked first.
_ALPHABETIC = tuple(
    (int(first, 16), int(last or first, 16))
    for first, _, last in (
        part.partition("-")
        for part in [
            "345",
            "5b0-657",
            "659-6dc",
            "6e1-6e8",
            "6ed-73f",
            "7a6-7b0",
            "816-817",
            "81b-82c",
            "8d4-8df",
            "8e3-8e9",
            "8f0-93b",
            "93e-94c",
            "94e-94f",
            "955-983",
            "9be-9cc",
            "9d7-9e3",
            "a01-a03",
            "a3e-a4c",
            "a51-a83",
            "abe-acc",
            "ae2-afc",
            "b01-b03",
            "b3e-b4c",
            "b56-bcc",
            "bd7-c03",
            "c3e-c4c",
            "c55-c83",
            "cbe-ccc",
            "cd5-d03",
            "d3e-d4c",
            "d57-d83",
            "dcf-e3a",
            "e4d",
            "eb1-eb9",
            "ebb-ebc",
            "ecd",
            "f71-f81",
            "f8d-fbc",
            "102b-1036",
            "1038",
            "103b-109d",
            "1712-1713",
            "1732-1733",
            "1752-1773",
            "17b6-17c8",
            "1885-1938",
            "1a17-1a5e",
            "1a61-1a74",
            "1abf-1b04",
            "1b35-1b43",
            "1b80-1ba9",
            "1bac-1bad",
            "1be7-1bf1",
            "1c24-1c36",
            "1de7-1df4",
            "2de0-2dff",
            "a674-a67b",
            "a69e-a69f",
            "a802",
            "a80b-a827",
            "a880-a8c3",
            "a8c5",
            "a8ff-a92a",
            "a947-a952",
            "a980-a983",
            "a9b4-a9bf",
            "a9e5-aabe",
            "aaeb-aaf5",
            "abe3-abea",
            "fb1e",
            "10376-10a0f",
            "10d24-10eac",
            "11000-11045",
            "11082-110b8",
            "11100-11132",
            "11145-11146",
            "11180-111bf",
            "111ce-11234",
            "11237-112e8",
            "11300-11303",
            "1133e-1134c",
            "11357-11363",
            "11435-11441",
            "11443-11445",
            "114b0-114c1",
            "115af-115be",
            "115dc-1163e",
            "11640-116b5",
            "1171d-1172a",
            "1182c-11838",
            "11930-1193c",
            "11940-11942",
            "119d1-119df",
            "119e4-11a0a",
            "11a35-11a3e",
            "11a51-11a97",
            "11c2f-11c3e",
            "11c92-11d41",
            "11d43",
            "11d47-11d96",
            "11ef3-11ef6",
            "16f4f-16f92",
            "16ff0-16ff1",
            "1bc9e",
            "1e000-1e02a",
            "1e947",
        ]
    )
)
_STARTS = tuple(first for first, _ in _ALPHABETIC)


def is_alpha(char: str) -> bool:
    """Return whether a character is of `[[:alpha:]]`: letters, vowel signs, letter numbers."""
    if char < "\u0300" or char.isalpha():
        return char.isalpha()
    category = unicodedata.category(char)
    if category in _MARKS:
        index = bisect_right(_STARTS, ord(char)) - 1
        return index >= 0 and ord(char) <= _ALPHABETIC[index][1]
    return category == "Nl" or _is_circled(ord(char))


def _is_circled(code: int) -> bool:
    """Return whether a code point is a circled or squared letter, which counts as alphabetic."""
    return (
        0x24B6 <= code <= 0x24E9
        or 0x1F130 <= code <= 0x1F149
        or 0x1F150 <= code <= 0x1F169
        or 0x1F170 <= code <= 0x1F189
    )


def is_alnum(char: str) -> bool:
    """Return whether a character is of `[[:alnum:]]`."""
    return char.isdecimal() or is_alpha(char)


def is_word(char: str) -> bool:
    """Return whether a character is of `\\p{Word}`; circled and squared letters count as such."""
    if char < "\u0080":
        return char.isalnum() or char == "_"
    if char.isalpha():
        return True
    return unicodedata.category(char) in _WORDS or _is_circled(ord(char))
