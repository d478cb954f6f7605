"""What makes two posts the same article, in the terms of the desk: addresses, titles, texts.

Plain values, and the keys by which a library finds posts that may be alike: those lie in libraries,
so they must stay the same for ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b

from curator.domain.fingerprints import Fingerprint
from curator.domain.post import PostFacts, PostId
from curator.domain.text import fold

_SHORTEST_TITLE = 4
_BAND_BITS = 16


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

    @property
    def certain(self) -> bool:
        """Tell whether nobody needs to look."""
        return self in {Reason.SAME_TEXT, Reason.SAME_SOURCE}


@dataclass(frozen=True, slots=True)
class Match:
    """A post that is the same article as another one, and how far."""

    reason: Reason
    score: float
    """The share of their runs of words that both have, 0 to 1."""
    title: str
    """Of the post that was found."""
    post: PostId | None = None
    """None where it is part of the same import."""


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


@dataclass(frozen=True, slots=True)
class Keys:
    """By what a post is found; the library holds only numbers."""

    address: int | None
    number: int | None
    title: int | None
    marks: tuple[int, ...]
    """Those of its text."""
    near_titles: tuple[int, ...] = ()
    """Those of its title on the days around its own."""

    def stored(self) -> Iterator[int]:
        """Yield each key that the library keeps for the post, once."""
        single = (self.address, self.number, self.title)
        yield from dict.fromkeys((*(key for key in single if key is not None), *self.marks))

    def asked(self) -> Iterator[int]:
        """Yield each key under which a post that is alike may be found, once."""
        yield from dict.fromkeys((*self.stored(), *self.near_titles))


def keys_of(facts: PostFacts) -> Keys:
    """Return the keys of a post whose facts tell its likeness."""
    likeness = facts.likeness
    assert likeness is not None
    day = facts.date.date() if facts.date is not None else None
    title = folded_title(facts.title)
    named = len(title) >= _SHORTEST_TITLE
    return Keys(
        _key("address", likeness.address) if likeness.address else None,
        _key("number", likeness.number) if likeness.number else None,
        _title_key(title, day) if named else None,
        (*_bands(likeness.fingerprint), *likeness.fingerprint.marks),
        tuple(_title_key(title, near) for near in _around(day)) if named else (),
    )


def folded_title(title: str) -> str:
    """Return a title without what editors change in one: case, width, blanks, punctuation."""
    return "".join(char for char in fold(title) if char.isalnum())


def _around(day: date | None) -> Iterator[date]:
    if day is None:
        return
    for step in (-1, 1):
        try:
            yield day + timedelta(days=step)
        except OverflowError:
            continue


def _title_key(title: str, day: date | None) -> int:
    return _key("title", f"{title}|{day.isoformat() if day is not None else ''}")


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
    return int.from_bytes(digest, "little") & 0x7FFFFFFF
