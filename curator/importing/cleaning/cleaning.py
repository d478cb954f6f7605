"""Cleaning one body: the steps in their order, with the proof that no word went but the named ones."""

from collections.abc import Collection
from dataclasses import dataclass

from curator.importing.cleaning.edits import Edit, Step, StepDone, applied, disjoint
from curator.importing.cleaning.masking import masked
from curator.importing.cleaning.nodes import Body
from curator.importing.cleaning.steps import FINDERS
from curator.importing.pages.visible import bare, is_hidden, texts

LONGEST = 4_000_000
"""Characters; a longer body is left alone."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A body after a clean-up."""

    text: str
    done: tuple[StepDone, ...]
    refused: tuple[Step, ...] = ()
    """Steps whose work would have changed a reader's text; nothing of theirs was done."""

    @property
    def removed_words(self) -> tuple[Edit, ...]:
        """Return what was taken with words that a reader sees."""
        return tuple(edit for one in self.done for edit in one.edits if edit.words)


def clean(body: str, steps: Collection[Step], *, markdown: bool) -> Cleaned:
    """Take the steps over a body; each that cannot be proven harmless is left out whole."""
    if len(body) > LONGEST or ("<" not in body and Step.TAIL not in steps):
        return Cleaned(body, ())
    done: list[StepDone] = []
    refused: list[Step] = []
    text = body
    read: Body | None = None
    for step in Step:
        if step not in steps:
            continue
        if read is None:
            read = Body(text, masked(text, markdown=markdown))
        edits = disjoint(tuple(FINDERS[step](read)))
        if not edits:
            continue
        after = applied(text, edits)
        if not proven(text, after, edits, markdown=markdown):
            refused.append(step)
            continue
        done.append(StepDone(step, edits))
        text, read = after, None
    return Cleaned(text, tuple(done), tuple(refused))


def proven(before: str, after: str, edits: Collection[Edit], *, markdown: bool) -> bool:
    """Tell whether a reader sees the same text after, but for the nodes that edits name with words."""
    named = applied(before, [edit for edit in edits if edit.words and not edit.after])
    return readable(named, markdown=markdown) == readable(after, markdown=markdown)


def readable(body: str, *, markdown: bool) -> str:
    """Return the text of a body that an editor can read, without blanks."""
    root = Body(body, masked(body, markdown=markdown)).root
    unseen = set()
    for element in root.iter():
        above = element.getparent()
        if above in unseen or (
            isinstance(element.tag, str) and element is not root and is_hidden(element)
        ):
            unseen.add(element)
    return bare("".join(text for element, text in texts(root) if element not in unseen))
