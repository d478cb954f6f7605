"""What search finds, in plain Python over plain texts: slow, and nothing to do with an index.

Written from the rules at the head of `curator/domain/searching.py`, character by character; it knows
nothing of tokens.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# What the specification folds, each by an example and not by the program's table.
TRADITIONAL = {
    "銀": "银",
    "國": "国",
    "軟": "软",
    "體": "体",
    "說": "说",
    "經": "经",
    "濟": "济",
    "後": "后",
    "與": "与",
    "來": "来",
    "漢": "汉",
}
BARE = {"é": "e", "É": "e", "ü": "u", "Ü": "u", "ñ": "n", "ç": "c", "ά": "α", "ō": "o", "ἀ": "α"}
NOTHING = "\u200b\ufeff\u00ad\ufe0f"


@dataclass(frozen=True)
class Unit:
    """A word, or a character or sign that stands for itself."""

    text: str
    word: bool
    after_blank: bool


def fold(text: str) -> str:
    """Return a text as it is compared."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    out = ""
    for char in folded:
        if char in NOTHING or 0x300 <= ord(char) <= 0x36F:
            continue
        usual = TRADITIONAL.get(char, BARE.get(char, char))
        out += " " if unicodedata.category(char) == "Cc" else usual
    return out


def stands_alone(char: str) -> bool:
    """Tell whether a character is of a script that writes no blanks between words, or a sign."""
    names = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "BOPOMOFO", "IDEOGRAPHIC")
    return not char.isalnum() or unicodedata.name(char, "").startswith(names)


def units(text: str) -> list[Unit]:
    """Cut a text into its units."""
    folded = fold(text)
    found: list[Unit] = []
    at, blank = 0, True
    while at < len(folded):
        char = folded[at]
        if char.isspace():
            blank = True
            at += 1
            continue
        end = at + 1
        if not stands_alone(char):
            while end < len(folded) and (
                not stands_alone(folded[end])
                or (
                    folded[end] in ".,"
                    and folded[end - 1] in "0123456789"
                    and folded[end + 1 : end + 2] in set("0123456789")
                )
            ):
                end += 1
        found.append(Unit(folded[at:end], not stands_alone(char), blank))
        at, blank = end, False
    return found


def together(one: Unit, other: Unit) -> bool | None:
    """Return what counts of the blanks between two units of a query or a text."""
    return other.after_blank if one.word == other.word else None


def matches(query: Sequence[Unit], text: Sequence[Unit]) -> bool:
    """Tell whether a query's units follow one another in a text."""
    last = len(query) - 1
    there = {unit.text for unit in text}
    if not all(unit.text in there for unit in query[:-1]):
        return False  # saves most of the time
    for start in range(len(text) - last):
        for number, wanted in enumerate(query):
            unit = text[start + number]
            if wanted.word != unit.word:
                break
            by_beginning = wanted.word and number == last and len(wanted.text) >= 3
            if unit.text != wanted.text and not (
                by_beginning and unit.text.startswith(wanted.text)
            ):
                break
            if number and together(query[number - 1], wanted) != together(
                text[start + number - 1], unit
            ):
                break
        else:
            return True
    return False
