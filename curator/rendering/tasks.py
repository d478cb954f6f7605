"""What a task of the rendering process is, and the one that needs no site.

A task takes the request and a way to ask the program back, and returns plain values and bytes.
"""

from collections.abc import Callable, Mapping

from curator.rendering.converters import CONVERTERS, BodyKind
from curator.rendering.frames import Frame, as_data

Ask = Callable[..., Frame]
"""Asks the program: a question's name and its values as keywords. Raises Withdrawn."""

Task = Callable[[Frame, Ask], tuple[Mapping[str, object], bytes]]


class Withdrawn(Exception):
    """Nobody waits for this request any more; it ends without a result."""


def convert(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Convert a body that stands alone; its kind decides how."""
    kind = BodyKind(request.values["kind"])
    return {}, as_data(CONVERTERS[kind](request.text, request.values["first_line"]))
