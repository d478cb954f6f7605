"""Text as search sees it: folded, cut into units, written down as tokens for an index.

The rules, from which `tests/storage/test_search_truth.py` scans by brute force:

1. **Folding.** NFKC, case folding, then single characters: traditional Chinese as simplified (`han`);
   Latin and Greek letters without their marks (`é` is `e`; `й` and `が` stay, there they make another
   letter), and marks that stand alone dropped; control characters are blanks; what has no width is
   dropped. Payloads of `;base64,` addresses are no text.
2. **Units.** Characters of scripts written without blanks between words (Chinese, Japanese, Korean,
   Thai …) and signs stand for themselves. Letters and digits of other scripts make words, in which `.`
   or `,` between two digits belongs to the number. Of a word the first 64 letters count.
3. **Matching.** A query matches where its units follow one another in the text. Blanks count between
   two words, and between two characters or signs, however many and of whatever kind; between a word
   and a character or sign they do not (`中国bank` is `中国 bank`). A word at the end of a query that
   has three letters or more matches any word that begins with it, every other word only itself.

So a run of Chinese is found from one character on, wherever it stands, and words by their
beginnings, as they are typed. `RULES` names this state of the rules: an index made by others is made
anew.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import add

from curator.domain.han import SIMPLIFIED

RULES = 1
LONGEST_WORD = 64
PREFIX = 3
"""From so many letters on, the last word of a query matches by its beginning."""

_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W_{_SINGLE}]+"
_WORDS = re.compile(rf"({_LETTERS}(?:(?<=[0-9])[.,](?=[0-9]){_LETTERS})*)")
_PAYLOAD = re.compile(r";base64,[A-Za-z0-9+/=]{64,}")

# None of these is left in folded text, so that they can stand for something else.
_START, _END = "\x81", "\x80"
_WITHIN = str.maketrans(".,", "\x83\x84")

# What NFKC makes of the signs that nearly every Chinese text has; without them it has little to do.
_USUAL_SIGNS = tuple(
    (sign, unicodedata.normalize("NFKC", sign)) for sign in "，：；！？（）％…～　"
)

_MARKED = "\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff"
_ODD = re.compile(
    f"[{''.join(SIMPLIFIED)}{_MARKED}\u0300-\u036f\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef\ud800-\udfff]"
)
_CLUSTER = re.compile(
    ";base64,[A-Za-z0-9+/=]{64,}|[\uac00-\ud7a3]?[\u1100-\u11ff]+|"
    "(?s:.)[\u0300-\u036f\u0591-\u08ff\u0900-\u0dff\u3099\u309a\uff9e\uff9f]*"
)


def fold(text: str) -> str:
    """Return `text` as it is compared."""
    if ";base64," in text:
        text = _PAYLOAD.sub(";base64,", text)
    for wide, narrow in _USUAL_SIGNS:
        text = text.replace(wide, narrow)
    return _ODD.sub(_usual, _normal(_normal(text).casefold()))


def _normal(text: str) -> str:
    """Return a text in the form NFKC; asking first costs a tenth."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    return unicodedata.normalize("NFKC", text)


def _usual(odd: re.Match[str]) -> str:
    return _usual_form(odd.group())


@cache
def _usual_form(char: str) -> str:
    if char in SIMPLIFIED:
        return SIMPLIFIED[char]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"  # half a character, which no database takes
    if unicodedata.category(char) == "Cc":
        return " "
    if unicodedata.category(char) in {"Mn", "Cf"}:
        return ""
    letters = unicodedata.normalize("NFD", char)
    return "".join(one for one in letters if not "\u0300" <= one <= "\u036f")


@dataclass(frozen=True, slots=True)
class Parts:
    """A text cut at its words and blanks: every other piece is a word, the rest runs of units."""

    pieces: tuple[tuple[bool, str], ...]
    """Whether it is a word, and the word or run."""

    @property
    def single(self) -> str | None:
        """Return the character or sign that is all there is, None where there is more or a word."""
        if len(self.pieces) != 1:
            return None
        word, text = self.pieces[0]
        return text if not word and len(text) == 1 else None

    @property
    def by_beginning(self) -> bool:
        """Tell whether this, as a query, ends with a word that others may begin with."""
        word, text = self.pieces[-1]
        return word and len(text) >= PREFIX


def parts(query: str) -> Parts:
    """Cut what is looked for."""
    found: list[tuple[bool, str]] = []
    for number, piece in enumerate(_WORDS.split(fold(query))):
        if number % 2:
            found.append((True, piece[:LONGEST_WORD]))
        else:
            found += ((False, run) for run in piece.split())
    return Parts(tuple(found))


def tokens(text: str) -> tuple[str, str]:
    """Return a text's tokens in order, and its single characters, both joined by blanks.

    A run of units is written as its pairs, with a mark at either end, so that each pair stands next
    to what follows it and few texts hold the same ones.
    """
    pieces = _WORDS.split(fold(text))
    put: list[str] = []
    is_word = False
    for piece in pieces:
        if is_word:
            put.append(piece if len(piece) <= LONGEST_WORD else piece[:LONGEST_WORD])
        elif piece and piece != " ":
            for run in piece.split():
                put.extend(map(add, _START + run, run + _END))
        is_word = not is_word
    # In one order everywhere, or an index could not be compared with its texts.
    singles = sorted(set("".join(pieces[::2])))
    return " ".join(put), " ".join(char for char in singles if not char.isspace())


def query_tokens(query: Parts) -> str:
    """Return the tokens that stand for a query of more than a single character, joined by blanks."""
    put: list[str] = []
    last = len(query.pieces) - 1
    for number, (word, text) in enumerate(query.pieces):
        if word:
            put.append(text)
        else:
            # What stands before and after the query is not known.
            marked = (_START if number else "") + text + (_END if number < last else "")
            put.extend(map(add, marked, marked[1:]))
    return " ".join(put)


def plain(text: str) -> str:
    """Return a text so that a query matches exactly where `plain_query` of it is part of this."""
    return _plain(parts(text))


def plain_query(query: Parts) -> str:
    """Return what `plain` of a text contains where the query matches."""
    found = _plain(query)
    return found[: -len(_END)] if query.pieces and query.by_beginning else found


def _plain(cut: Parts) -> str:
    put: list[str] = []
    after_run = False
    for word, text in cut.pieces:
        if word:
            # The sign within a number is none that stands for itself.
            put.append(_START + text.translate(_WITHIN) + _END)
        else:
            put.append((" " if after_run else "") + text)
        after_run = not word
    return "".join(put)


def pattern(query: Parts) -> str:
    """Return a regular expression for the places of a query in folded text."""
    put: list[str] = []
    before: bool | None = None
    for number, (word, text) in enumerate(query.pieces):
        if before is not None:
            put.append(r"\s+" if before == word else r"\s*")
        part = re.escape(text)
        if word:
            digit = r"(?<![0-9][.,])" if text[0] in "0123456789" else ""
            part = rf"(?<![^\W_{_SINGLE}]){digit}{part}"
            ends = number < len(query.pieces) - 1 or not query.by_beginning
            if ends and len(text) < LONGEST_WORD:
                part += rf"(?![^\W_{_SINGLE}])"
                part += r"(?![.,][0-9])" if text[-1] in "0123456789" else ""
        elif text in {".", ","}:
            part = f"(?!(?<=[0-9]){part}[0-9]){part}"  # not the one within a number
        put.append(part)
        before = word
    return "".join(put)


def places(text: str, queries: list[Parts]) -> Iterator[tuple[int, int]]:
    """Yield where queries match in `text`, from and to, in order and apart from each other."""
    wanted = [pattern(query) for query in queries if query.pieces]
    if not wanted:
        return
    folded, origins = _folded_with_origins(text)
    for found in re.finditer("|".join(sorted(wanted, key=len, reverse=True)), folded):
        first, last = origins[found.start()], origins[found.end() - 1]
        # One character may be folded to several: all of it is shown.
        end = next(place for place in origins[found.end() :] if place > last)
        yield first, end


def _folded_with_origins(text: str) -> tuple[str, list[int]]:
    """Return folded text and for each of its characters, and its end, where it comes from."""
    put: list[str] = []
    origins: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        part = fold(cluster.group())
        put.append(part)
        origins.extend([cluster.start()] * len(part))
    origins.append(len(text))
    return "".join(put), origins
