"""Whether an article is there already: what may be the same is found by keys, then compared.

The surest reason wins. What only shares phrases with an article is told apart by the exact share of
their runs of words; an address alone says nothing where the texts have nothing in common.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from curator.domain.errors import FileError
from curator.domain.fingerprints import distance, resemblance, runs_of_numbers, shingles
from curator.domain.likeness import Match, Reason, folded_title, is_telling, keys_of
from curator.domain.post import Likeness, PostFacts, PostId
from curator.services.deriving import words_of
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
_REMEMBERED = 2_500


@dataclass(frozen=True, slots=True)
class Asked:
    """An article that is not stored yet."""

    facts: PostFacts
    source: Callable[[], bytes]
    """Reads its text; raises OSError or ValueError where that is gone."""


class Side:
    """One of two articles that may be the same; its words are looked at once, where needed."""

    def __init__(
        self, title: str, day: date | None, likeness: Likeness, source: Callable[[], bytes]
    ) -> None:
        self.title = title
        self.day = day
        self.likeness = likeness
        self._source = source
        self._looked: tuple[frozenset[int], frozenset[int]] | None = None

    def shingles(self) -> frozenset[int]:
        """Return the hashes of the runs of its words, none where its text is gone."""
        return self._look()[0]

    def runs_of_numbers(self) -> frozenset[int]:
        """Return the hashes of the runs of its numbers."""
        return self._look()[1]

    def forget_words(self) -> None:
        """Give back the memory that a comparison took."""
        self._looked = None

    def _look(self) -> tuple[frozenset[int], frozenset[int]]:
        if self._looked is None:
            try:
                found = words_of(self._source())
            except (OSError, ValueError, FileError):
                found = []
            self._looked = shingles(found), runs_of_numbers(found)
        return self._looked


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

    def judge(self, connection: Connection, asked: Sequence[Asked]) -> list[Match | None]:
        """Return for each article what it is a duplicate of; all are remembered as taken in."""
        keys = [keys_of(one.facts) for one in asked]
        held = likenesses.holders(connection, {key for one in keys for key in one})
        ranked = [most_shared(one, held) for one in keys]
        known = likenesses.known(connection, {post for posts in ranked for post in posts})
        found: list[Match | None] = []
        for one, its_keys, candidates in zip(asked, keys, ranked, strict=True):
            side = side_of(one)
            match: Match | None = None
            for post in candidates:
                if post in known:
                    there = _stored(connection, known[post])
                    told = compare(side, there)
                    match = surer(match, replace(told, post=post) if told is not None else None)
            if match is None or not match.reason.certain:
                for twin in self._recent.find(its_keys):
                    match = surer(match, compare(side, twin))
                    twin.forget_words()
            found.append(match)
            side.forget_words()
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


def side_of(asked: Asked) -> Side:
    """Return an article as one of two to compare."""
    likeness = asked.facts.likeness
    assert likeness is not None
    day = asked.facts.date.date() if asked.facts.date is not None else None
    return Side(asked.facts.title, day, likeness, asked.source)


def _stored(connection: Connection, known: Known) -> Side:
    return known_side(known, lambda: posts.texts(connection, [known.post])[known.post][1])


def known_side(known: Known, source: Callable[[], bytes]) -> Side:
    """Return a post of the library as one of two to compare."""
    day = known.date.date() if known.date is not None else None
    return Side(known.title, day, known.likeness, source)


class _Recent:
    """The articles judged last, by key: those before them are in the library by then, or far away."""

    def __init__(self) -> None:
        self._sides: list[Side] = []
        self._held: dict[int, list[PostId]] = {}
        self._before: _Recent | None = None

    def find(self, keys: Sequence[int]) -> list[Side]:
        """Return the articles worth comparing."""
        held = {
            key: under for key in keys if len(under := self._held.get(key, ())) in range(1, COMMON)
        }
        found = [self._sides[number] for number in most_shared(keys, held)]
        return found + (self._before.find(keys) if self._before is not None else [])

    def add(self, keys: Sequence[int], side: Side) -> None:
        """Remember one more, and forget the oldest when there are many."""
        if len(self._sides) == _REMEMBERED:
            older = _Recent()
            older._sides, older._held = self._sides, self._held
            self._before, self._sides, self._held = older, [], {}
        number = PostId(len(self._sides))
        self._sides.append(side)
        for key in keys:
            under = self._held.setdefault(key, [])
            if len(under) < COMMON:
                under.append(number)
