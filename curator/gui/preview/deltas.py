"""What is sent of a text that the page's script has already: only the difference to the last one.

A page's text is long and a keystroke changes little of it. The script puts the parts together
again; it knows the length of what it holds and asks for the whole where that does not fit. Knows
nothing of HTML.
"""

from typing import TypedDict


class Whole(TypedDict):
    """A text as it is."""

    text: str


class Difference(TypedDict):
    """What stands between an equal beginning and an equal end; counts are of UTF-16 units."""

    length: int
    """How long the text is that this changes."""
    start: int
    end: int
    middle: str


class Delta:
    """One text as its receiver knows it."""

    def __init__(self) -> None:
        self._known: str | None = None

    def forget(self) -> None:
        """Send the whole next time."""
        self._known = None

    def to(self, text: str) -> Whole | Difference:
        """Return what makes `text` of what was sent before."""
        known, self._known = self._known, text
        if known is None:
            return {"text": text}
        start = _common_head(known, text)
        end = _common_tail(known, text, min(len(known), len(text)) - start)
        return {
            "length": _units(known),
            "start": _units(text[:start]),
            "end": _units(text[len(text) - end :]),
            "middle": text[start : len(text) - end],
        }


def _common_head(one: str, other: str) -> int:
    """Return how many characters both begin with, in a few comparisons of slices."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_tail(one: str, other: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
