"""A parsed template: its nodes, where its lines start, and what was wrong with it."""

import re
from bisect import bisect_right
from typing import TextIO

from liquid import Environment
from liquid.ast import Node
from liquid.context import RenderContext
from liquid.template import BoundTemplate

from curator.rendering.liquid.problems import Fault

_NEWLINE = re.compile("\n")


class Template(BoundTemplate):
    """A template that can be rendered any number of times."""

    def __init__(
        self, env: Environment, body: Node, source: str, faults: list[tuple[Fault, int]]
    ) -> None:
        super().__init__(env, [body])
        self.faults = faults
        """What the parser met, with offsets, in the order in which Jekyll would meet it."""
        self._line_starts = [0, *(match.end() for match in _NEWLINE.finditer(source))]

    def write(self, context: RenderContext, out: TextIO) -> None:
        """Write what the template gives."""
        for node in self.nodes:
            node.render_to_output(context, out)

    def position(self, place: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1."""
        row = bisect_right(self._line_starts, place) - 1
        return row + 1, place - self._line_starts[row] + 1
