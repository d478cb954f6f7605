"""The process that converts texts a stranger wrote, so that a bad one can be ended.

Speaks frames over its standard streams: one kind byte, eight bytes of length, the text in UTF-8.
Started by `curator.rendering.guard`; imports nothing it does not need.
"""

import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from curator.rendering.converters import CONVERTERS, BodyKind

if sys.platform != "win32":
    import resource

MEMORY_BYTES = 1024 * 1024 * 1024
LIFELINE_SECONDS = 60
"""Longer than any deadline of the guard."""

KINDS = tuple(BodyKind)
"""A request's first byte is an index into this."""

DONE, TOO_DEEP, TOO_BIG, FAILED = range(4)
"""What an answer's first byte says."""


def write_frame(stream: BinaryIO, kind: int, text: str) -> None:
    """Write one frame; lone surrogates pass."""
    data = text.encode("utf-8", "surrogatepass")
    stream.write(bytes((kind,)) + len(data).to_bytes(8, "big") + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[int, str] | None:
    """Read one frame, None where the other side is gone."""
    head = stream.read(9)
    if len(head) < 9:
        return None
    length = int.from_bytes(head[1:], "big")
    data = stream.read(length)
    if len(data) < length:
        return None
    return head[0], data.decode("utf-8", "surrogatepass")


def answer(kind: BodyKind, text: str) -> tuple[int, str]:
    """Convert a text and say how that went.

    A documented boundary: whatever a converter raises over a stranger's text becomes an answer.
    """
    try:
        return DONE, CONVERTERS[kind](text)
    except RecursionError:
        return TOO_DEEP, ""
    except MemoryError:
        return TOO_BIG, ""
    except Exception:
        return FAILED, traceback.format_exc()


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until the other side closes the stream."""
    while True:
        request = read_frame(source)
        if request is None:
            return
        with lifeline():
            answered = answer(KINDS[request[0]], request[1])
        write_frame(sink, *answered)


def limit_resources() -> None:
    """Cap memory; Windows knows no such limit, there only the parent's deadline holds."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business


@contextmanager
def lifeline() -> Iterator[None]:
    """Let the kernel end a conversion whose parent is no longer there to do it."""
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
