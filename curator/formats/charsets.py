"""Guesses which legacy charset undeclared bytes are written in, from how natural each reading looks.

Owns the scoring only. It knows no byte order marks and no UTF-8: `encodings` asks here last.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

CJK_PUNCTUATION = frozenset("　、。，．・：；？！“”‘’（）《》〈〉「」『』【】〔〕…—～·％＋－／")
TYPOGRAPHIC = frozenset("’‘“”–—…•")
LATIN_SIGNS = frozenset("€£¥©®™°·«»§±×÷¡¿½¼¾²³ªº\xa0")
SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"
)
JAPANESE = frozenset(
    "日一人年大国本中会出上時行者学事生自社合見間今分方手場部内地話金気新来用作高開動語前記電海的"
)

RUN = re.compile(r"[^\x00-\x7f]+")
NATURAL_ENOUGH = 0.3
"""The lowest mean score of a character at which a reading is believed."""
LONGEST_SAMPLE = 65536


@dataclass(frozen=True, slots=True)
class _Charset:
    """A candidate: its codec, whether kana belong to it, its everyday characters and their bytes."""

    codec: str
    kana: bool
    everyday: frozenset[str]
    first_level: tuple[int, int]
    """First and last lead byte of the frequent ideographs in the charset's own order."""
    second_level: tuple[int, int]


CANDIDATES = (
    _Charset("gb18030", False, SIMPLIFIED, (0xB0, 0xD7), (0xD8, 0xF7)),
    _Charset("big5", False, TRADITIONAL, (0xA4, 0xC6), (0xC9, 0xF9)),
    _Charset("cp932", True, JAPANESE, (0x88, 0x97), (0x98, 0xEA)),
    _Charset("euc-jp", True, JAPANESE, (0xB0, 0xCE), (0xCF, 0xF4)),
)


def guess(data: bytes) -> tuple[str, str] | None:
    """Return the codec and error handler that read `data` most naturally and write it back exactly.

    None where no reading looks like text. Recipe: `stack.md` §4.1.
    """
    if b"\0" in data:
        return None
    best: tuple[float, str, str] | None = None
    for codec, score in _SCORERS:
        reading = _read(data, codec)
        if reading is None:
            continue
        text, errors = reading
        naturalness = score(text[:LONGEST_SAMPLE])
        if naturalness >= NATURAL_ENOUGH and (best is None or naturalness > best[0]):
            best = (naturalness, codec, errors)
    return best and (best[1], best[2])


def _read(data: bytes, codec: str) -> tuple[str, str] | None:
    """Decode `data`, allowing a last character that was cut in the middle; None where lossy."""
    try:
        text, errors = data.decode(codec), "strict"
    except UnicodeDecodeError as fault:
        if codec == "cp1252" or len(data) - fault.start > 3:
            return None
        text, errors = data.decode(codec, "surrogateescape"), "surrogateescape"
    try:
        return (text, errors) if text.encode(codec, errors) == data else None
    except UnicodeEncodeError:
        return None


def _east_asian(charset: _Charset) -> Callable[[str], float]:
    def score(text: str) -> float:
        known: dict[str, float] = {}
        total = 0.0
        count = 0
        for run in RUN.finditer(text):
            word = run.group()
            count += len(word)
            rare = word not in CJK_PUNCTUATION and not (charset.kana and _is_kana(word))
            if len(word) == 1 and rare and _touches_letters(text, run):
                total -= 0.3  # `don` + a rare ideograph: a Western quotation mark misread
                continue
            for character in word:
                weight = known.get(character)
                if weight is None:
                    weight = known[character] = _weigh(character, charset)
                total += weight
        return total / count if count else 0.0

    return score


def _weigh(character: str, charset: _Charset) -> float:
    if character in CJK_PUNCTUATION:
        return 0.8
    if character in charset.everyday:
        return 1.5
    if _is_kana(character):
        return 1.1 if charset.kana else -0.2
    if "！" <= character <= "～":
        return 0.3
    if "一" <= character <= "鿿":
        code = character.encode(charset.codec, "replace")
        lead, trail = code[0], code[1] if len(code) == 2 else 0
        by_the_book = charset.codec in {"big5", "cp932"} or trail >= 0xA1
        if by_the_book and charset.first_level[0] <= lead <= charset.first_level[1]:
            return 1.0
        if by_the_book and charset.second_level[0] <= lead <= charset.second_level[1]:
            return 0.1
        return -0.6
    if "\udc80" <= character <= "\udcff":
        return 0.0
    return -0.7


def _is_kana(character: str) -> bool:
    return "ぁ" <= character <= "ヿ"


def _western(text: str) -> float:
    total = 0.0
    count = 0
    for run in RUN.finditer(text):
        word = run.group()
        count += len(word)
        for character in word:
            if character in TYPOGRAPHIC:
                total += 0.9 if len(word) <= 2 else -0.2
            elif character in LATIN_SIGNS:
                total += 0.5 if len(word) <= 2 else -0.4
            elif character.isalpha() and len(word) == 1:
                total += 0.9 if _touches_letters(text, run) else 0.3
            elif len(word) == 2:
                inside = word.islower() and _touches_letters(text, run)  # as in `atenção`
                total += 0.5 if inside else -0.1
            else:
                total -= 0.8
    return total / count if count else 0.0


def _touches_letters(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return before.isalpha() or after.isalpha()


_SCORERS: tuple[tuple[str, Callable[[str], float]], ...] = (
    *((charset.codec, _east_asian(charset)) for charset in CANDIDATES),
    ("cp1252", _western),
)
