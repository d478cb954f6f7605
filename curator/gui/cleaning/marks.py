"""Where two texts differ, as runs of characters to be coloured. Knows no widgets."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from curator.services.cleaning import Difference

LONGEST = 200_000
"""Characters shown of a body."""
_MOST_TOKENS = 6000
_TOKEN = re.compile(r"<[^<>]*>|[^<\n]+|\n|<")

Run = tuple[int, int]
"""The first character and how many."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Both texts with what went from the first and what is new in the second."""

    before: str
    after: str
    gone: tuple[Run, ...]
    new: tuple[Run, ...]
    words: tuple[str, ...]


def marked(difference: Difference) -> Marked:
    """Find what differs; long texts are cut, and those with very many tags stay unmarked."""
    before, after = difference.before[:LONGEST], difference.after[:LONGEST]
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    gone: list[Run] = []
    new: list[Run] = []
    if len(first) <= _MOST_TOKENS and len(second) <= _MOST_TOKENS:
        starts, others = _starts(first), _starts(second)
        matcher = SequenceMatcher(None, first, second, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind == "equal":
                continue
            # As many pieces as before are the same pieces changed: compared one by one.
            step = 1 if b - a == d - c else max(b - a, d - c)
            for place in range(0, max(b - a, d - c), step):
                one, other = min(a + place, b), min(c + place, d)
                upto, until = min(one + step, b), min(other + step, d)
                old, fresh = (
                    before[starts[one] : starts[upto]],
                    after[others[other] : others[until]],
                )
                head = _common(old, fresh)
                tail = _common(old[head:][::-1], fresh[head:][::-1])
                if len(old) > head + tail:
                    gone.append((starts[one] + head, len(old) - head - tail))
                if len(fresh) > head + tail:
                    new.append((others[other] + head, len(fresh) - head - tail))
    return Marked(before, after, tuple(gone), tuple(new), difference.words)


def _common(first: str, second: str) -> int:
    """Return how many characters two texts begin with alike."""
    for place, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return place
    return min(len(first), len(second))


def _starts(tokens: list[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts
