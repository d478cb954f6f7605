"""The inside of a child process: it answers requests over its standard streams until they close.

For work on what strangers wrote: memory is capped, whatever is raised becomes an answer, and a child whose
parent is gone ends by itself. While a task works it may ask the parent.
"""

import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from curator.processes.frames import Frame, FrameKind, as_data, read_frame, write_frame

if sys.platform != "win32":
    import resource

MEMORY_BYTES = 1024 * 1024 * 1024
LIFELINE_SECONDS = 120
"""Longer than any deadline of a parent."""

Ask = Callable[..., Frame]
"""Asks the parent: a question's name, perhaps bytes, and values as keywords. Raises Withdrawn."""

Task = Callable[[Frame, Ask], tuple[Mapping[str, object], bytes]]
"""Takes the request and a way to ask back; returns plain values and bytes."""


class Withdrawn(Exception):
    """Nobody waits for this request any more; it ends without a result."""


class Line:
    """The two ends of the conversation, as a task sees them."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source = source
        self._sink = sink

    def ask(self, question: str, data: bytes = b"", /, **values: object) -> Frame:
        """Ask the parent and wait for its answer; raises Withdrawn where nobody waits any more."""
        write_frame(self._sink, Frame(FrameKind.QUESTION, {"question": question, **values}, data))
        answered = read_frame(self._source)
        if sys.platform != "win32" and signal.alarm(0):
            signal.alarm(LIFELINE_SECONDS)  # the parent is there: it has just answered
        if answered is None or answered.kind is not FrameKind.ANSWER:
            raise Withdrawn
        return answered


def answer(tasks: Mapping[str, Task], request: Frame, line: Line) -> Frame:
    """Do what is asked and say how that went.

    A documented boundary: whatever is raised over a stranger's text becomes an answer.
    """
    try:
        values, data = tasks[str(request.values["task"])](request, line.ask)
        return Frame(FrameKind.DONE, values, data)
    except RecursionError:
        return Frame(FrameKind.TOO_DEEP, {})
    except MemoryError:
        return Frame(FrameKind.TOO_BIG, {})
    except Exception:
        return Frame(FrameKind.FAILED, {}, as_data(traceback.format_exc()))


def serve(tasks: Mapping[str, Task]) -> None:
    """Answer requests on the standard streams until the parent closes them."""
    _limit_resources()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    line = Line(source, sink)
    write_frame(sink, Frame(FrameKind.READY, {}))
    while True:
        request = read_frame(source)
        if request is None:
            return
        with _lifeline():
            answered = answer(tasks, request, line)
        write_frame(sink, answered)


def _limit_resources() -> None:
    """Cap memory; Windows knows no such limit, there only the parent's deadline holds."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business


@contextmanager
def _lifeline() -> Iterator[None]:
    """Let the kernel end work whose parent is no longer there to do it."""
    if sys.platform != "win32":
        signal.alarm(LIFELINE_SECONDS)
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.alarm(0)
