"""Rendering that cannot hang or crash the program, whatever the text (reliability.md T10).

Markdown, and everything that needs a site, goes to a child process. HTML and plain text that stand
alone stay in this one. What cannot be converted comes back as plain text with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from curator.domain.work import CancelToken
from curator.processes.commands import child_command
from curator.processes.frames import Frame, FrameKind, as_data
from curator.processes.guarded import Guarded, Trouble
from curator.rendering.converters import CONVERTERS, BodyKind, from_text

__all__ = ["Converted", "Guard", "Trouble", "plain"]

_LONGEST_MARKDOWN = 4_000_000
_LONGEST_OTHER = 20_000_000
"""Characters; beyond that no page is worth waiting for."""

_LONGEST_PLAIN = 200_000
"""Characters shown of a text that could not be converted."""

_IN_PROCESS = frozenset({BodyKind.HTML, BodyKind.TEXT})


@dataclass(frozen=True, slots=True)
class Converted:
    """A fragment of HTML, and why it is not the proper one where it is not."""

    fragment: str
    trouble: Trouble | None = None


_COMMAND = partial(child_command, "render")


class Guard(Guarded):
    """Renders in a process of its own."""

    def __init__(
        self,
        *,
        seconds: float = 10,
        command: Callable[[], list[str]] = _COMMAND,
    ) -> None:
        super().__init__(command, seconds=seconds)

    def convert(
        self,
        kind: BodyKind,
        text: str,
        cancel: CancelToken | None = None,
        *,
        first_line: int = 0,
    ) -> Converted:
        """Convert a body that stands alone, within limits; raises Cancelled when asked to stop.

        With `first_line`, the line where the body begins, blocks carry `data-line`.
        """
        if len(text) > (_LONGEST_OTHER if kind in _IN_PROCESS else _LONGEST_MARKDOWN):
            return plain(text, Trouble.TOO_LARGE)
        if kind in _IN_PROCESS:
            return Converted(CONVERTERS[kind](text, first_line))
        values = {"task": "convert", "kind": kind.value, "first_line": first_line}
        answered = self.request(Frame(FrameKind.REQUEST, values, as_data(text)), cancel)
        if isinstance(answered, Trouble):
            return plain(text, answered)
        return Converted(answered.text)


def plain(text: str, trouble: Trouble) -> Converted:
    """Return what stands for a body that could not be converted."""
    return Converted(from_text(text[:_LONGEST_PLAIN]), trouble)
