"""Whether an article is there already: what may be the same is found by keys, then compared.

The surest reason wins. What only shares phrases with an article is told apart by the exact share of
their runs of words; an address alone says nothing where the texts have nothing in common.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from curator.domain.errors import FileError
from curator.domain.fingerprints import (
    distance,
    packed_shingles,
    resemblance,
    runs_of_numbers,
    unpacked_shingles,
)
from curator.domain.likeness import Match, Reason, folded_title, is_telling, keys_of
from curator.domain.post import ContentHash, Likeness, PostFacts, PostId
from curator.services.deriving import words_of
from curator.services.prints import Prints
from curator.storage import likenesses, posts
from curator.storage.database import Connection
from curator.storage.likenesses import COMMON, Known

ALIKE = 0.5
"""So large a share of all their runs of words makes two texts one article,"""
ALIKE_WITH_NUMBERS = 0.36
SAME_NUMBERS = 0.15
"""or so large a one where so many of their runs of numbers are the same, as in no two stories."""
CONTAINED = 0.85
LONG_ENOUGH = 30
"""So large a share of the shorter one's, where that has so many, makes it a part of the longer, which
is no likeness: a roundup is another article than each of those it quotes."""
SOMETHING = 0.15
"""What texts from one address, or of one title and day, must have in common at least: there are
translations, and articles in parts."""

_FEWEST_RUNS = 3
_SHORT = 20
FARTHEST = 27
"""In so many bits may SimHashes of texts that are alike differ: 1 in 1,000 differs in more."""
_COMPARED = 4
"""So many posts that may be alike are read and compared, those that share most first."""
ENOUGH = 2
"""So many marks must articles share to be worth comparing: other stories of a desk share one."""
_REMEMBERED = 5_000
_READ_AT_ONCE = 32
"""Texts of the library."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An article that is not stored yet."""

    facts: PostFacts
    source: Callable[[], bytes]
    """Reads its text; raises OSError or ValueError where that is gone."""
    content: ContentHash | None = None
    shingles: bytes | None = None
    """Packed, where they are known already."""


class Side:
    """One of two articles that may be the same; its words are looked at once, where needed."""

    def __init__(
        self,
        title: str,
        day: date | None,
        likeness: Likeness,
        source: Callable[[], bytes],
        content: ContentHash | None = None,
        prints: Prints | None = None,
    ) -> None:
        """Take shingles from `prints` under the hash of its text, or put them there."""
        self.title = title
        self.day = day
        self.likeness = likeness
        self.content = content
        self._source = source
        self._prints = prints
        self._words: list[str] | None = None
        self._shingles: frozenset[int] | None = None

    def shingles(self) -> frozenset[int]:
        """Return the hashes of the runs of its words, none where its text is gone."""
        if self._shingles is None:
            packed = self._prints.get(self.content) if self._prints is not None else None
            if packed is None:
                found = self._look()
                packed = packed_shingles(found)
                if self._prints is not None and found:
                    self._prints.put(self.content, packed)
            self._shingles = unpacked_shingles(packed)
        return self._shingles

    def runs_of_numbers(self) -> frozenset[int]:
        """Return the hashes of the runs of its numbers."""
        return runs_of_numbers(self._look())

    def forget_words(self) -> None:
        """Give back the memory that a comparison took."""
        self._words = self._shingles = None

    def _look(self) -> list[str]:
        if self._words is None:
            try:
                self._words = words_of(self._source())
            except (OSError, ValueError, FileError):
                self._words = []
        return self._words


def compare(one: Side, other: Side) -> Match | None:
    """Return why `other` is the same article as `one`, or a part of it, or the whole of it; else None."""
    ours, theirs = one.likeness, other.likeness
    same_number = bool(ours.number) and ours.number == theirs.number
    same_address = bool(ours.address) and ours.address == theirs.address
    title, other_title = folded_title(one.title), folded_title(other.title)
    same_title = bool(title) and title == other_title and _near(one.day, other.day)
    near = distance(ours.fingerprint.simhash, theirs.fingerprint.simhash) <= FARTHEST
    if not (same_number or same_address or same_title or near):
        return None
    of_all, of_shorter = resemblance(one.shingles(), other.shingles())
    length, other_length = len(one.shingles()), len(other.shingles())
    contained = min(length, other_length) >= LONG_ENOUGH and of_shorter >= CONTAINED
    within = of_shorter if contained else 0.0
    # "See the video": so few words are the same in many posts.
    short = min(ours.fingerprint.words, theirs.fingerprint.words) < _SHORT
    related = short or of_shorter >= SOMETHING or title == other_title
    if same_number or (same_address and related):
        return Match(Reason.SAME_SOURCE, of_all, other.title, within=within)
    alike = of_all >= ALIKE or (of_all >= ALIKE_WITH_NUMBERS and _share_numbers(one, other))
    if alike and (not short or title == other_title):
        return Match(Reason.ALIKE, of_all, other.title, within=within)
    if same_title:
        return Match(Reason.SAME_TITLE, of_all, other.title, within=within)
    if contained:
        reason = Reason.CONTAINED if length <= other_length else Reason.CONTAINS
        return Match(reason, of_all, other.title, within=within)
    return None


def _share_numbers(one: Side, other: Side) -> bool:
    runs = (one.runs_of_numbers(), other.runs_of_numbers())
    of_all, _of_shorter = resemblance(*runs)
    return of_all >= SAME_NUMBERS and len(runs[0] & runs[1]) >= _FEWEST_RUNS


def _near(one: date | None, other: date | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs((one - other).days) <= 1


def is_duplicate(match: Match) -> bool:
    """Tell whether an article is to be left out because of a match, until somebody says otherwise."""
    if match.reason is Reason.SAME_TITLE:
        return max(match.score, match.within) >= SOMETHING
    return match.reason not in {Reason.CONTAINED, Reason.CONTAINS}


def surer(one: Match | None, other: Match | None) -> Match | None:
    """Return the match that says more."""
    if one is None or other is None:
        return one or other
    order = list(Reason)
    ranks = [(order.index(match.reason), -match.score) for match in (one, other)]
    return one if ranks[0] <= ranks[1] else other


class Judge:
    """Judges the articles of one import, against the library and those before them."""

    def __init__(self) -> None:
        self._recent = _Recent()
        self._prints = Prints()

    def stored(self, contents: Iterable[ContentHash]) -> None:
        """Forget articles that are posts by now: the library has them."""
        self._recent.drop(contents)

    def judge(self, connection: Connection, asked: Sequence[Asked]) -> list[Match | None]:
        """Return for each article what it is a duplicate of.

        Later ones are compared with it, unless it is left out: what is stored nowhere must leave
        nothing else out.
        """
        keys = [keys_of(one.facts) for one in asked]
        held = likenesses.holders(connection, {key for one in keys for key in one})
        ranked = [most_shared(one, held) for one in keys]
        known = likenesses.known(connection, {post for posts in ranked for post in posts})
        order = dict.fromkeys(post for posts in ranked for post in posts if post in known)
        texts = _Texts(connection, [known[post] for post in order], self._prints)
        found: list[Match | None] = []
        for one, its_keys, candidates in zip(asked, keys, ranked, strict=True):
            if one.shingles is not None:
                self._prints.put(one.content, one.shingles)
            side = side_of(one, self._prints)
            match: Match | None = None
            for post in candidates:
                if post in known:
                    there = _stored(known[post], texts, self._prints)
                    told = compare(side, there)
                    match = surer(match, replace(told, post=post) if told is not None else None)
            if match is None or not match.reason.certain:
                for twin in self._recent.find(its_keys):
                    told = compare(side, twin)
                    if told is not None:
                        told = replace(told, content=twin.content)
                    match = surer(match, told)
                    twin.forget_words()
            found.append(match)
            side.forget_words()
            if match is None or not is_duplicate(match):
                self._recent.add(its_keys, side)
        return found


def most_shared(
    keys: Sequence[int], held: Mapping[int, Sequence[PostId]], most: int = _COMPARED
) -> list[PostId]:
    """Return the few worth comparing of those that stand under an article's keys, in order."""
    shared = Counter[PostId]()
    for key in keys:
        for post in held.get(key, ()):
            shared[post] += weight(key)
    return [post for post, number in shared.most_common(most) if number >= ENOUGH]


def weight(key: int) -> int:
    """Return how much it says that two articles share a key."""
    return ENOUGH if is_telling(key) else 1


def side_of(asked: Asked, prints: Prints | None = None) -> Side:
    """Return an article as one of two to compare."""
    likeness = asked.facts.likeness
    assert likeness is not None
    day = asked.facts.date.date() if asked.facts.date is not None else None
    return Side(asked.facts.title, day, likeness, asked.source, asked.content, prints)


class _Texts:
    """The texts of posts, read some at a time in the order in which they will be asked for."""

    def __init__(self, connection: Connection, order: Sequence[Known], prints: Prints) -> None:
        self._connection = connection
        self._order = [one.post for one in order if prints.get(one.content) is None]
        self._places = {post: place for place, post in enumerate(self._order)}
        self._read: dict[PostId, tuple[ContentHash, bytes]] = {}

    def read(self, post: PostId) -> bytes:
        """Return the text of one of the posts."""
        if post not in self._read:
            place = self._places.get(post)
            part = [post] if place is None else self._order[place : place + _READ_AT_ONCE]
            self._read = posts.texts(self._connection, part)
        return self._read[post][1]


def _stored(known: Known, texts: _Texts, prints: Prints) -> Side:
    return known_side(known, lambda: texts.read(known.post), prints)


def known_side(known: Known, source: Callable[[], bytes], prints: Prints | None = None) -> Side:
    """Return a post of the library as one of two to compare."""
    day = known.date.date() if known.date is not None else None
    return Side(known.title, day, known.likeness, source, known.content, prints)


class _Recent:
    """The articles judged last, by key: those before them are in the library by then, or far away."""

    def __init__(self) -> None:
        self._sides: OrderedDict[PostId, tuple[Side, Sequence[int]]] = OrderedDict()
        self._held: dict[int, list[PostId]] = {}
        self._numbers: dict[ContentHash, PostId] = {}
        self._next = 0

    def find(self, keys: Sequence[int]) -> list[Side]:
        """Return the articles worth comparing."""
        held = {
            key: under for key in keys if len(under := self._held.get(key, ())) in range(1, COMMON)
        }
        return [self._sides[number][0] for number in most_shared(keys, held)]

    def add(self, keys: Sequence[int], side: Side) -> None:
        """Remember one more, and forget the oldest when there are many."""
        if len(self._sides) >= _REMEMBERED:
            self._forget(next(iter(self._sides)))
        number = PostId(self._next)
        self._next += 1
        self._sides[number] = side, keys
        if side.content is not None:
            self.drop([side.content])
            self._numbers[side.content] = number
        for key in keys:
            under = self._held.setdefault(key, [])
            if len(under) < COMMON:
                under.append(number)

    def drop(self, contents: Iterable[ContentHash]) -> None:
        """Forget articles by the hashes of their texts."""
        for content in contents:
            if (number := self._numbers.get(content)) is not None:
                self._forget(number)

    def _forget(self, number: PostId) -> None:
        side, keys = self._sides.pop(number)
        if side.content is not None and self._numbers.get(side.content) == number:
            del self._numbers[side.content]
        for key in keys:
            under = self._held.get(key, [])
            if number in under:  # not where the key had become a common one
                under.remove(number)
                if not under:
                    del self._held[key]
