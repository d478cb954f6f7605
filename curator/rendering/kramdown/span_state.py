"""What the span machine and its constructs share: the text, the element being filled, the memory.

See `spans.py` for how they work together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from curator.rendering.kramdown.definitions import Definitions
from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.options import Options
from curator.rendering.kramdown.source import Source

# What a place is inside of. IN_EM: directly in em; RAW: directly in an element with a raw body.
EM, STRONG, LINK, RAW, IN_EM = 1, 2, 4, 8, 16

GO_ON, FOUND, GIVE_UP = 0, 1, 2

# Elements inside one another; deeper marks are text. Logs with <names> nest a hundred deep, since
# nothing closes them. Each level takes three calls to read and two to write.
DEEPEST = 150
_STEPS_PER_CHARACTER = 16
_LEAST_STEPS = 4000


class Owner(Protocol):
    """Whose text is read: a document's options, which the text may change, and definitions."""

    options: Options
    definitions: Definitions
    gfm: bool
    modern: bool


class Frame:
    """An element that is being filled."""

    __slots__ = ("_text_kind", "bits", "brackets", "kids", "words")

    def __init__(self, bits: int, text_kind: str = "text") -> None:
        self.bits = bits
        self.kids: list[Node] = []
        self.words: list[str] = []
        self.brackets: list[int] | None = None  # of a link's text: brackets open in it
        self._text_kind = text_kind

    @property
    def empty(self) -> bool:
        """Whether nothing has been read yet."""
        return not self.kids and not self.words

    def add(self, node: Node) -> None:
        """Append an element after the text so far."""
        if self.words:
            self._flush()
        self.kids.append(node)

    def finish(self) -> list[Node]:
        """Return everything that was read."""
        if self.words:
            self._flush()
        return self.kids

    def _flush(self) -> None:
        words = self.words
        self.kids.append(Node(self._text_kind, words[0] if len(words) == 1 else "".join(words)))
        self.words = []


class Stop(Protocol):
    """What ends an element; `chars` are those at which it may."""

    chars: str

    def check(self, frame: Frame, at: int) -> int:
        """Return FOUND, GO_ON, or GIVE_UP where the element is known to have no end."""
        ...


Found = tuple[Node, int] | None


@dataclass
class Memory:
    """What is known of the places of one text; keys are places and bits."""

    results: dict[tuple[str, int, int], Found] = field(default_factory=dict)
    brackets: dict[tuple[int, int], int] = field(default_factory=dict)  # closing; -1 = none
    dead: dict[tuple[str, int], set[int]] = field(default_factory=dict)  # from here: no end


class Machine(Protocol):
    """The loop that reads spans (`spans.py`), as constructs call it."""

    def fill(
        self, state: SpanState, frame: Frame, at: int, stop: Stop | None, *, full: bool = True
    ) -> tuple[bool, int]:
        """Fill a frame from a place on; return whether `stop` was found, and the place."""
        ...

    def read(self, owner: Owner, text: str, depth: int) -> list[Node]:
        """Read a text of its own."""
        ...


class SpanState:
    """One text that is being read."""

    def __init__(self, owner: Owner, text: str, machine: Machine, depth: int) -> None:
        self.owner = owner
        self.gfm = owner.gfm
        self.modern = owner.modern
        self.text = text
        self.size = len(text)
        self.source = Source(text)
        self.memory = Memory()
        self.depth = depth
        self.steps = _STEPS_PER_CHARACTER * len(text) + _LEAST_STEPS
        self.fill = machine.fill
        self._machine = machine

    def read_part(self, text: str) -> list[Node]:
        """Read a part of the text as if it stood alone."""
        if self.depth >= DEEPEST:
            return [Node("text", text)]
        return self._machine.read(self.owner, text, self.depth + 1)
