"""What a clean-up did to a text, as data: which node, where, what stood there and what stands there now.

From these a text can be brought back, and shown to have lost no word but the ones that are named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The steps, in the order in which they are taken."""

    SCRIPTS = "scripts"
    HIDDEN = "hidden"
    """Paragraphs and boxes that say of themselves that nobody sees them."""
    PIXELS = "pixels"
    """Pictures of one point that tell who reads."""
    LINKS = "links"
    """Parts of addresses that tell where a reader comes from."""
    QUOTES = "quotes"
    """Links to stock quotes around words, and the pictures of their courses."""
    FIGURES = "figures"
    """`<center><img>` and its caption become a figure."""
    STYLES = "styles"
    SPANS = "spans"
    """Empty spans and those that say nothing."""
    TAIL = "tail"
    """Links at the end that lead around the site."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a text; `start` counts in the text before the step."""

    start: int
    before: str
    after: str
    node: str
    """The node in short: `p.em_media`, `a[href]`."""
    words: bool = False
    """Whether text that a reader sees goes with it."""

    @property
    def end(self) -> int:
        """Return where the changed text ended."""
        return self.start + len(self.before)


@dataclass(frozen=True, slots=True)
class StepDone:
    """What one step did, its edits in the order of the text."""

    step: Step
    edits: tuple[Edit, ...]


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made that stand in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.after)
        at = edit.end
    return "".join((*parts, text[at:]))


def restored(text: str, done: Sequence[StepDone]) -> str:
    """Return the text as it was before the steps; raises ValueError where it is not theirs."""
    for one in reversed(done):
        moved = 0
        back = []
        for edit in one.edits:
            start = edit.start + moved
            if not text.startswith(edit.after, start):
                raise ValueError(edit.node)
            back.append(Edit(start, edit.after, edit.before, edit.node))
            moved += len(edit.after) - len(edit.before)
        text = applied(text, back)
    return text


def disjoint(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return edits in order without those that lie in one before; the outermost stays."""
    kept: list[Edit] = []
    end = 0
    for edit in sorted(edits, key=lambda one: (one.start, -one.end)):
        if edit.start >= end and (edit.before != edit.after):
            kept.append(edit)
            end = max(edit.end, edit.start)
    return tuple(kept)
