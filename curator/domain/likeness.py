"""What makes two posts the same article, in the terms of the desk: addresses, titles, texts.

Plain values, and the keys by which a library finds posts that may be alike: those lie in libraries,
so they must stay the same for ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from curator.domain.fingerprints import Fingerprint
from curator.domain.post import ContentHash, PostFacts, PostId
from curator.domain.text import fold

_SHORTEST_TITLE = 4
_BAND_BITS = 16
_TELLING = 1 << 30


class Reason(StrEnum):
    """Why two posts are taken for the same article, the surest first."""

    SAME_TEXT = "same-text"
    """Byte by byte."""
    SAME_SOURCE = "same-source"
    """They come from one address, or their source calls them by one number."""
    ALIKE = "alike"
    """Their words are nearly the same."""
    SAME_TITLE = "same-title"
    """They have one title, on the same day or the next."""
    CONTAINED = "contained"
    """Nearly all of the one stands in the other, which is longer: a quotation, an excerpt."""
    CONTAINS = "contains"
    """It is the longer one, in which nearly all of the other stands."""

    @property
    def certain(self) -> bool:
        """Tell whether nobody needs to look."""
        return self in {Reason.SAME_TEXT, Reason.SAME_SOURCE}


@dataclass(frozen=True, slots=True)
class Match:
    """A post that is the same article as another one, or has it in it, and how far."""

    reason: Reason
    score: float
    """The share of all their runs of words that both have, 0 to 1: 1 is one text, nothing less."""
    title: str
    """Of the post that was found."""
    post: PostId | None = None
    """None where it is part of the same import."""
    within: float = 0.0
    """The share of the shorter one's runs that stand in the longer, where that is nearly all."""
    content: ContentHash | None = None
    """The text of what was found in the same import: whoever stores it knows its post."""


@dataclass(frozen=True, slots=True)
class Group:
    """Posts of the library that are one article."""

    posts: tuple[PostId, ...]
    pairs: tuple["Pair", ...]

    @property
    def best(self) -> "Pair":
        """Return the surest of its pairs."""
        order = list(Reason)
        return min(self.pairs, key=lambda pair: (order.index(pair.reason), -pair.score))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two posts of the library that are one article."""

    first: PostId
    second: PostId
    reason: Reason
    score: float


def keys_of(facts: PostFacts) -> tuple[int, ...]:
    """Return the keys under which a post stands whose facts tell its likeness, each once.

    A key that posts share for their address, number or title `is_telling`; those of texts are many,
    and posts that are alike share several.
    """
    likeness = facts.likeness
    assert likeness is not None
    keys: list[int] = []
    if likeness.address:
        keys.append(_TELLING | _key("address", likeness.address))
    if likeness.number:
        keys.append(_TELLING | _key("number", likeness.number))
    title = folded_title(facts.title)
    if len(title) >= _SHORTEST_TITLE:
        keys += [_TELLING | _key("title", f"{title}|{day}") for day in _days(facts.date)]
    keys += _bands(likeness.fingerprint)
    keys += likeness.fingerprint.marks
    return tuple(dict.fromkeys(keys))


def is_telling(key: int) -> bool:
    """Tell whether one such key is reason enough to compare two posts."""
    return key & _TELLING != 0


def folded_title(title: str) -> str:
    """Return a title without what editors change in one: case, width, blanks, punctuation."""
    return "".join(char for char in fold(title) if char.isalnum())


def _days(moment: datetime | None) -> tuple[str, ...]:
    """Return the day and the one after it: posts of one day, or of neighbouring ones, share one."""
    if moment is None:
        return ("",)
    day = moment.date().toordinal()
    return str(day), str(day + 1)


def _bands(fingerprint: Fingerprint) -> Iterator[int]:
    """Yield a key for each quarter of the SimHash: texts that differ in three bits share one."""
    if not fingerprint.words:
        return
    for place in range(64 // _BAND_BITS):
        band = (fingerprint.simhash >> (place * _BAND_BITS)) & ((1 << _BAND_BITS) - 1)
        yield _key("band", f"{place}:{band}")


def _key(kind: str, text: str) -> int:
    digest = blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=4, person=kind.encode()
    ).digest()
    return int.from_bytes(digest, "little") & (_TELLING - 1)
