"""Two articles beside each other, paragraph by paragraph, with the words marked that differ.

Works on what readers see: tags go, blocks become lines. Plain values; windows draw them.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from curator.domain.fingerprints import words
from curator.formats.document import split

Spans = tuple[tuple[int, int], ...]
"""Where a paragraph differs from its counterpart: begins and ends, in characters."""

_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|center|table|tr|td|th|blockquote|pre|figure|figcaption|section"
    r"|article)\b[^<>]*>|<br\b[^<>]*>",
    re.IGNORECASE,
)
_UNSHOWN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TAG = re.compile(r"<[/!?a-zA-Z](?!ttps?:)[^<>]*>")
_PIECE = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)
_MOST_PARAGRAPHS = 2_000
_MOST_PIECES = 2_500
_MOST_TRIED = 4_000
"""So many pairs of paragraphs are tried to find those that became each other."""
_ALIKE = 0.25


@dataclass(frozen=True, slots=True)
class Beside:
    """A paragraph of one article or of both."""

    left: str | None
    right: str | None
    left_spans: Spans = ()
    right_spans: Spans = ()

    @property
    def same(self) -> bool:
        """Tell whether readers see the same."""
        return not (self.left_spans or self.right_spans or None in {self.left, self.right})


def beside(left: bytes, right: bytes) -> tuple[Beside, ...]:
    """Return the paragraphs of two source texts in order, those together that belong together."""
    ours, theirs = paragraphs(left), paragraphs(right)
    keys = [["".join(words(one)) or one for one in side] for side in (ours, theirs)]
    rows: list[Beside] = []
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        these, those = ours[start:end], theirs[other_start:other_end]
        if kind == "equal":
            rows += map(Beside, these, those)
        else:
            rows += _changed(these, those)
    return tuple(rows)


def changed_words(left: str, right: str) -> tuple[Spans, Spans]:
    """Return where two lines differ."""
    return _within(left, right)


def paragraphs(source: bytes) -> list[str]:
    """Return the paragraphs of a source text's body, without tags."""
    text = _BLOCK.sub("\n", _UNSHOWN.sub("", split(source).body))
    text = html.unescape(_TAG.sub("", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    found = [line for line in lines if line]
    rest = found[_MOST_PARAGRAPHS:]
    return [*found[:_MOST_PARAGRAPHS], *([" ".join(rest)] if rest else [])]


def _changed(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Beside]:
    """Yield the paragraphs of a place where the texts differ, those together that are alike."""
    place, other = 0, 0
    for left, right in _pairs(ours, theirs):
        for alone in ours[place:left]:
            yield Beside(alone, None)
        for alone in theirs[other:right]:
            yield Beside(None, alone)
        yield Beside(ours[left], theirs[right], *_within(ours[left], theirs[right]))
        place, other = left + 1, right + 1
    for alone in ours[place:]:
        yield Beside(alone, None)
    for alone in theirs[other:]:
        yield Beside(None, alone)


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Return which paragraphs became each other, in order: those that have most in common."""
    if len(ours) * len(theirs) > _MOST_TRIED:
        return [(place, place) for place in range(min(len(ours), len(theirs)))]
    sets = [[set(words(one)) for one in side] for side in (ours, theirs)]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    share = [[_share(one, two) for two in sets[1]] for one in sets[0]]
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], share[i][j] + best[i + 1][j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if share[i][j] and best[i][j] == share[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _share(one: set[str], other: set[str]) -> float:
    share = len(one & other) / max(1, len(one | other))
    return share if share >= _ALIKE else 0.0


def _within(left: str, right: str) -> tuple[Spans, Spans]:
    ours, theirs = _PIECE.findall(left), _PIECE.findall(right)
    if max(len(ours), len(theirs)) > _MOST_PIECES:
        return ((0, len(left)),), ((0, len(right)),)
    places, others = _places(ours), _places(theirs)
    here: list[tuple[int, int]] = []
    there: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            if end > start:
                here.append((places[start], places[end]))
            if other_end > other_start:
                there.append((others[other_start], others[other_end]))
    return tuple(here), tuple(there)


def _places(pieces: Sequence[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places
