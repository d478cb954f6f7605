"""The proof of an edit: the text is parsed again and only what was asked for may differ.

Owns the rule that no edit is trusted. How edits are made is `edits`' and `items`' business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curator.domain.errors import EditError, EditFault
from curator.formats.entries import Entry, FrontMatter, Reading, parse, read
from curator.formats.spans import BREAKS
from curator.formats.yaml_values import Value, same


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry the edit must bring about: this key with this value, written anyhow."""

    key: str
    value: Value
    counts: bool = True
    """It must be what Jekyll gets for the key, no later duplicate or merge may hide it."""


def editable(text: str, key: str) -> Reading:
    """Read a text that is about to be edited; raises EditError where it cannot be read."""
    reading = read(text)
    problem = reading.front.problem
    if problem is not None:
        fault = EditFault.LIMITS if problem.limit else EditFault.BROKEN_YAML
        raise EditError(key, fault, f"{problem.line}:{problem.column} {problem.message}")
    return reading


def prove(
    candidates: Iterable[str | None],
    before: FrontMatter,
    wanted: Sequence[Entry | Wanted],
    key: str,
    *,
    shared: bool = False,
    values: bool = False,
) -> str:
    """Return the first candidate that reads as `wanted`, in this order and nothing else.

    Entries of `before` among them must keep text and value; with `values` all that Jekyll gets
    must stay as it was, whatever the order of duplicates. Raises EditError: ALIASED where the
    edit touched an anchor that others use, UNREPRESENTABLE otherwise.
    """
    for candidate in candidates:
        if candidate is None:
            continue
        after = parse(candidate)
        if _reads_as(after, before, wanted) and (not values or _same_values(before, after)):
            return candidate
    raise EditError(key, EditFault.ALIASED if shared else EditFault.UNREPRESENTABLE)


def _reads_as(after: FrontMatter, before: FrontMatter, wanted: Sequence[Entry | Wanted]) -> bool:
    if after.problem is not None or len(after.entries) != len(wanted):
        return False
    for entry, want in zip(after.entries, wanted, strict=True):
        if entry.key != want.key or not same(entry.value, want.value):
            return False
        if isinstance(want, Entry) and _written(after, entry) != _written(before, want):
            return False
        hidden = isinstance(want, Wanted) and want.counts
        if hidden and not same(after.values.get(want.key), want.value):
            return False
    return True


def _same_values(one: FrontMatter, other: FrontMatter) -> bool:
    values = other.values
    return values.keys() == one.values.keys() and all(
        same(value, values[key]) for key, value in one.values.items()
    )


def _written(front: FrontMatter, entry: Entry) -> str:
    """Return an entry's lines; the last newline of a text may come or go with a neighbour."""
    return front.text[entry.start : entry.end].rstrip(BREAKS)
