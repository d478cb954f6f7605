"""The process that renders texts a stranger wrote, so that a bad one can be ended.

Reads requests from its standard input and answers on its standard output (`frames`). While it works
it may ask the program that started it, for posts of the library say. Started by
`curator.rendering.worker_process`.
"""

import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from curator.rendering.frames import Frame, FrameKind, as_data, read_frame, write_frame
from curator.rendering.site_tasks import site_tasks
from curator.rendering.tasks import Task, Withdrawn, convert

if sys.platform != "win32":
    import resource

MEMORY_BYTES = 1024 * 1024 * 1024
LIFELINE_SECONDS = 60
"""Longer than any deadline of the guard."""


TASKS: dict[str, Task] = {"convert": convert, **site_tasks()}


class Line:
    """The two ends of the conversation, as a task sees them."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source = source
        self._sink = sink

    def ask(self, question: str, **values: object) -> Frame:
        """Ask the program and wait for its answer; raises Withdrawn where nobody waits any more."""
        write_frame(self._sink, Frame(FrameKind.QUESTION, {"question": question, **values}))
        answered = read_frame(self._source)
        if answered is None or answered.kind is not FrameKind.ANSWER:
            raise Withdrawn
        return answered


def answer(request: Frame, line: Line) -> Frame:
    """Do what is asked and say how that went.

    A documented boundary: whatever is raised over a stranger's text becomes an answer.
    """
    try:
        values, data = TASKS[str(request.values["task"])](request, line.ask)
        return Frame(FrameKind.DONE, values, data)
    except RecursionError:
        return Frame(FrameKind.TOO_DEEP, {})
    except MemoryError:
        return Frame(FrameKind.TOO_BIG, {})
    except Exception:
        return Frame(FrameKind.FAILED, {}, as_data(traceback.format_exc()))


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until the other side closes the stream."""
    line = Line(source, sink)
    write_frame(sink, Frame(FrameKind.READY, {}))
    while True:
        request = read_frame(source)
        if request is None:
            return
        with lifeline():
            answered = answer(request, line)
        write_frame(sink, answered)


def limit_resources() -> None:
    """Cap memory; Windows knows no such limit, there only the parent's deadline holds."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business


@contextmanager
def lifeline() -> Iterator[None]:
    """Let the kernel end a rendering whose parent is no longer there to do it."""
    if sys.platform != "win32":
        signal.alarm(LIFELINE_SECONDS)
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.alarm(0)


def main() -> None:
    """Serve over the standard streams."""
    limit_resources()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
