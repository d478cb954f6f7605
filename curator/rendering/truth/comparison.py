"""Two pages side by side: whether a browser sees the same, and where it does not.

Both are taken apart into lines, one for each block or line of a source text, and compared line by
line; lines that became other lines are compared within. Plain values: window and command line show
them each in their own way.
"""

import difflib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curator.rendering.truth.tokens import BLOCKS, Kind, Token, tokens

CONTEXT = 2
"""Lines of the same that are shown round a difference."""

_TOO_MANY_LINES = 6_000
"""Beyond it the middle counts as one difference: the exact answer takes longer than anybody waits."""
_LONGEST_LINE = 4_000
_WORD = re.compile(r"</?[a-z0-9]+|&\w+;|[A-Za-z0-9_]+|\s+|.", re.DOTALL)
_ALIKE = 0.35
"""From this share of common words on two lines are shown as one that changed."""

Spans = tuple[tuple[int, int], ...]
"""Where a line differs from its counterpart: begins and ends, in characters."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of one page or both."""

    left: str | None
    """The line of the first page, None where only the second has it."""
    right: str | None
    left_line: int
    """Its number among the first page's lines, from 1; 0 where there is none."""
    right_line: int
    left_spans: Spans = ()
    right_spans: Spans = ()

    @property
    def same(self) -> bool:
        """Tell whether both pages have this line."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Hunk:
    """A place where the pages differ, with what stands round it."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All places where two pages differ."""

    hunks: tuple[Hunk, ...]
    places: int
    """How many runs of lines differ; a hunk may hold several that stand close together."""
    left_lines: int
    right_lines: int

    @property
    def equal(self) -> bool:
        """Tell whether a browser sees the same page twice."""
        return not self.places


def compare(left: str, right: str, *, unseen: frozenset[str] = frozenset()) -> Difference:
    """Compare two pages or fragments of HTML; attributes named in `unseen` do not count."""
    ours, theirs = lines(left, unseen=unseen), lines(right, unseen=unseen)
    changes = list(_changes(ours, theirs))
    rows = _hunks(ours, theirs, changes)
    return Difference(tuple(rows), len(changes), len(ours), len(theirs))


def lines(page: str, *, unseen: frozenset[str] = frozenset()) -> list[str]:
    """Return a page's normalised lines: equal for two pages exactly where their tokens are."""
    found: list[str] = []
    line: list[str] = []

    def finish() -> None:
        if line:
            found.append("".join(line))
            line.clear()

    for token in tokens(page, unseen=unseen):
        if token.kind is Kind.TEXT and token.raw and "\n" in token.text:
            *before, last = _escaped(token).split("\n")
            for part in before:
                line.append(part)
                found.append("".join(line))
                line.clear()
            line.append(last)
            continue
        block = token.name in BLOCKS or token.name.startswith("!")
        if block and token.kind is Kind.START and token.name != "br":
            finish()
        line.append(_written(token))
        if (block and token.kind is Kind.END) or token.name == "br" or token.name.startswith("!"):
            finish()
    finish()
    return found


def unified(difference: Difference, *, labels: tuple[str, str]) -> list[str]:
    """Return a difference as the lines of a unified diff; none where the pages are equal."""
    if difference.equal:
        return []
    told = [f"--- {labels[0]}", f"+++ {labels[1]}"]
    for hunk in difference.hunks:
        spans = [
            [number for row in hunk.rows if (number := getattr(row, side))]
            for side in ("left_line", "right_line")
        ]
        places = [f"{side[0] if side else 0},{len(side)}" for side in spans]
        told.append(f"@@ -{places[0]} +{places[1]} @@")
        removed: list[str] = []
        added: list[str] = []
        for row in hunk.rows:
            if row.same:
                told += [*removed, *added, f" {row.left}"]
                removed, added = [], []
                continue
            removed += [] if row.left is None else [f"-{row.left}"]
            added += [] if row.right is None else [f"+{row.right}"]
        told += [*removed, *added]
    return told


_Change = tuple[int, int, int, int]
"""Lines of the first page that became lines of the second: begin, end, begin, end."""


def _changes(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[_Change]:
    head = 0
    shorter = min(len(ours), len(theirs))
    while head < shorter and ours[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < shorter - head and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    middle = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if not (middle[0] or middle[1]):
        return
    if max(len(middle[0]), len(middle[1])) > _TOO_MANY_LINES:
        yield head, len(ours) - tail, head, len(theirs) - tail
        return
    matcher = difflib.SequenceMatcher(None, *middle, autojunk=len(middle[0]) > 2_000)
    for tag, *places in matcher.get_opcodes():
        if tag != "equal":
            first, last, other_first, other_last = (place + head for place in places)
            yield first, last, other_first, other_last


def _hunks(ours: Sequence[str], theirs: Sequence[str], changes: list[_Change]) -> Iterator[Hunk]:
    rows: list[Row] = []
    reached = (0, 0)
    for change in changes:
        gap = change[0] - reached[0]
        if rows and gap > 2 * CONTEXT:
            rows += _same(ours, theirs, reached, CONTEXT)
            yield Hunk(tuple(rows))
            rows = []
        before = gap if rows else min(gap, CONTEXT)
        rows += _same(ours, theirs, (change[0] - before, change[2] - before), before)
        rows += _changed(ours, theirs, change)
        reached = (change[1], change[3])
    if rows:
        rows += _same(ours, theirs, reached, min(CONTEXT, len(ours) - reached[0]))
        yield Hunk(tuple(rows))


def _same(
    ours: Sequence[str], theirs: Sequence[str], start: tuple[int, int], count: int
) -> Iterator[Row]:
    for step in range(count):
        left, right = start[0] + step, start[1] + step
        yield Row(ours[left], theirs[right], left + 1, right + 1)


def _changed(ours: Sequence[str], theirs: Sequence[str], change: _Change) -> Iterator[Row]:
    """Pair the lines of a change in order where they are alike, and leave the others alone."""
    left, right = change[0], change[2]
    while left < change[1] or right < change[3]:
        if left < change[1] and right < change[3]:
            spans = _within(ours[left], theirs[right])
            if spans is not None:
                yield Row(ours[left], theirs[right], left + 1, right + 1, *spans)
                left, right = left + 1, right + 1
                continue
            if change[1] - left > change[3] - right:
                yield Row(ours[left], None, left + 1, 0)
                left += 1
            elif change[1] - left < change[3] - right:
                yield Row(None, theirs[right], 0, right + 1)
                right += 1
            else:
                yield Row(ours[left], None, left + 1, 0)
                yield Row(None, theirs[right], 0, right + 1)
                left, right = left + 1, right + 1
        elif left < change[1]:
            yield Row(ours[left], None, left + 1, 0)
            left += 1
        else:
            yield Row(None, theirs[right], 0, right + 1)
            right += 1


def _within(left: str, right: str) -> tuple[Spans, Spans] | None:
    """Return where two lines differ, None where they have little in common."""
    if max(len(left), len(right)) > _LONGEST_LINE:
        return _ends(left, right)
    words = _WORD.findall(left), _WORD.findall(right)
    matcher = difflib.SequenceMatcher(None, *words, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return None
    places = [_places(side) for side in words]
    changed = [
        (first, last, other_first, other_last)
        for tag, first, last, other_first, other_last in matcher.get_opcodes()
        if tag != "equal"
    ]
    return (
        tuple((places[0][one[0]], places[0][one[1]]) for one in changed if one[0] < one[1]),
        tuple((places[1][one[2]], places[1][one[3]]) for one in changed if one[2] < one[3]),
    )


def _ends(left: str, right: str) -> tuple[Spans, Spans]:
    """Return everything between the first and the last character in which long lines differ."""
    head = 0
    shorter = min(len(left), len(right))
    while head < shorter and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < shorter - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    return ((head, len(left) - tail),), ((head, len(right) - tail),)


def _places(words: Sequence[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places


def _written(token: Token) -> str:
    if token.kind is Kind.TEXT:
        return _escaped(token)
    if token.name.startswith("!"):
        return f"<{token.name}>"
    if token.kind is Kind.END:
        return f"</{token.name}>"
    attributes = "".join(
        f' {name}="{html.escape(value)}"'.replace("\n", "&#10;") if value else f" {name}"
        for name, value in token.attributes
    )
    return f"<{token.name}{attributes}>"


def _escaped(token: Token) -> str:
    """Return a text so that no tag can be mistaken for it."""
    return html.escape(token.text, quote=False)
