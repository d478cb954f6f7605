"""What a text is like, in a few numbers: its words, its shingles, SimHash and marks, likeness.

The numbers lie in libraries, so what is computed here must stay the same for ever: the tests hold
vectors. A Chinese character is a word of its own, as is a run of letters or digits. All shingles
are hashed at once, as the 64-bit lanes of one big integer: a loop would cost several times as much.
"""

import html
import re
import struct
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest

WORDS_IN_SHINGLE = 5
"""By these texts are compared."""
WORDS_IN_MARK = 8
NUMBERS_IN_MARK = 4
MARKS = 16
MARKS_OF_NUMBERS = 8
_KEY = 0x3FFFFFFF

_ONE_EACH = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_ONE_EACH}]|[^\\W_{_ONE_EACH}]+")
_UNSHOWN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_LIQUID = re.compile(r"\{%[^{}]*%\}|\{\{[^{}]*\}\}|\{:[^{}\n]*\}")
_ONLY_LINKS = re.compile(
    r"^(?:[ \t|｜·*-]*\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\))+[ \t|｜·]*\r?$", re.MULTILINE
)
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,1000}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,300}\])")
_LINK = re.compile(r"\[([^\[\]\n]{0,1000})\]\([^()\n]{0,2000}\)")
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_ADDRESS = re.compile(r"https?://[\x21-\x7e]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the library keeps of a text to find texts like it."""

    simhash: int
    """64 bits; texts that are alike differ in few of them."""
    marks: tuple[int, ...]
    """30 bits each: hashes of long shingles and of runs of numbers, chosen by smallness.

    Stories of one desk share phrases, seldom the order of their numbers.
    """
    words: int


def words(body: str) -> list[str]:
    """Return the words of a body without its markup, folded in width and case.

    Pictures, addresses and lines of nothing but links are left out: portals put the same ones below
    every article.
    """
    text = body
    if "<" in text:
        text = _TAG.sub(" ", _UNSHOWN.sub(" ", text))
    if "{" in text:
        text = _LIQUID.sub(" ", text)
    if "](" in text or "![" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub(" ", _ONLY_LINKS.sub(" ", text)))
    if "://" in text:
        text = _ADDRESS.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    # Of Chinese text only the punctuation is seldom normal: without it nothing remains to be done.
    joined = " ".join(_WORD.findall(text)).casefold()
    folded = unicodedata.normalize("NFKC", joined)
    return joined.split() if folded == joined else _WORD.findall(folded)


def fingerprint(found: Sequence[str]) -> Fingerprint:
    """Return the fingerprint of a text of these words."""
    return fingerprint_and_shingles(found)[0]


def fingerprint_and_shingles(found: Sequence[str]) -> tuple[Fingerprint, bytes]:
    """Return the fingerprint of a text of these words, and its packed shingles."""
    short, long = _hashed(found, WORDS_IN_SHINGLE, WORDS_IN_MARK)
    chosen = nsmallest(MARKS_OF_NUMBERS, runs_of_numbers(found))
    chosen += _smallest(MARKS - len(chosen), _unpacked(long))
    marks = tuple(dict.fromkeys(value & _KEY for value in chosen))
    return Fingerprint(_simhash(short), marks, len(found)), short


def shingles(found: Sequence[str]) -> frozenset[int]:
    """Return the hashes of every run of five words."""
    return unpacked_shingles(packed_shingles(found))


def packed_shingles(found: Sequence[str]) -> bytes:
    """Return the hashes of every run of five words, eight bytes each."""
    (hashed,) = _hashed(found, WORDS_IN_SHINGLE)
    return hashed


def unpacked_shingles(packed: bytes) -> frozenset[int]:
    """Return what `packed_shingles` was made of."""
    return frozenset(_unpacked(packed))


def runs_of_numbers(found: Sequence[str]) -> frozenset[int]:
    """Return the hashes of every four numbers that follow each other, whatever stands between."""
    numbers = [word for word in found if word < ":"]  # no letter sorts before the digits
    if len(numbers) < NUMBERS_IN_MARK:
        return frozenset()
    (hashed,) = _hashed(numbers, NUMBERS_IN_MARK)
    return frozenset(_unpacked(hashed))


def resemblance(one: Collection[int], other: Collection[int]) -> tuple[float, float]:
    """Return the share of shingles that two texts have in common, of all and of the shorter text."""
    first, second = frozenset(one), frozenset(other)
    if not first or not second:
        return 0.0, 0.0
    common = len(first & second)
    return common / (len(first) + len(second) - common), common / min(len(first), len(second))


def distance(one: int, other: int) -> int:
    """Return in how many bits two SimHashes differ."""
    return (one ^ other).bit_count()


class _WordHashes(dict[str, int]):
    """Hashes of words; forgets all of them before they become too many."""

    _MOST = 100_000

    def __missing__(self, word: str) -> int:
        if len(self) >= self._MOST:
            self.clear()
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        value = self[word] = int.from_bytes(digest, "little")
        return value


_word_hashes = _WordHashes()


def _hashed(found: Sequence[str], *lengths: int) -> list[bytes]:
    """Return for each length, the shortest first, the hashes of all runs of so many words, eight bytes each.

    They are the words' hashes, turned and xored.
    """
    number = len(found)
    if not number:
        return [b""] * len(lengths)
    hashes = map(_word_hashes.__getitem__, found)
    lanes = int.from_bytes(struct.pack(f"<{number}Q", *hashes), "little")
    ones = int.from_bytes(b"\1\0\0\0\0\0\0\0" * number, "little")
    mixed, place = lanes, 1
    result: list[bytes] = []
    for wanted in lengths:
        length = min(wanted, number)
        while place < length:
            turn = 7 * place
            low = ones * ((1 << turn) - 1)
            turned = ((lanes >> (64 - turn)) & low) | ((lanes & ~(low << (64 - turn))) << turn)
            mixed ^= turned >> (64 * place)
            place += 1
        kept = number - length + 1
        result.append((mixed & ((1 << (64 * kept)) - 1)).to_bytes(8 * kept, "little"))
    return result


def _smallest(count: int, values: Sequence[int]) -> list[int]:
    """Return the smallest of some hashes, each once, in order."""
    # They are spread evenly: looking at all of them again is seldom needed.
    limit = (8 * count << 64) // (len(values) + 1)
    few = sorted({value for value in values if value < limit})
    return few[:count] if len(few) >= count else sorted(set(values))[:count]


def _unpacked(hashed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(hashed) // 8}Q", hashed)


def _simhash(hashed: bytes) -> int:
    number = len(hashed) // 8
    ones = int.from_bytes(b"\1" * number, "little")
    value = 0
    for column in range(8):
        lanes = int.from_bytes(hashed[column::8], "little")
        for bit in range(8):
            if 2 * ((lanes >> bit) & ones).bit_count() > number:
                value |= 1 << (8 * column + bit)
    return value
