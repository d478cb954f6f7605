"""What the program and a child process say to each other: frames over two pipes.

A frame is one byte of kind, two lengths, a JSON object and bytes beside it. Never pickles: the process
reads what strangers wrote, and nothing it sends may run here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, BinaryIO

_HEAD = 13
"""One byte of kind, four of the JSON's length, eight of the bytes' length."""


class FrameKind(IntEnum):
    """What a frame is."""

    READY = 8
    """The process has loaded what it needs and reads requests."""
    REQUEST = 0
    QUESTION = 1
    """The process asks for something while it works; the next frame to it is the answer."""
    ANSWER = 2
    WITHDRAWN = 3
    """Instead of an answer: nobody waits for this request any more."""
    DONE = 4
    TOO_DEEP = 5
    TOO_BIG = 6
    FAILED = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: plain values, and bytes that would be awkward among them."""

    kind: FrameKind
    values: Mapping[str, Any]
    data: bytes = b""

    @property
    def text(self) -> str:
        """Return the bytes as text; lone surrogates pass."""
        return self.data.decode("utf-8", "surrogatepass")


def as_data(text: str) -> bytes:
    """Return what `Frame.text` reads back."""
    return text.encode("utf-8", "surrogatepass")


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Write one frame; raises OSError where the other side is gone."""
    values = as_data(json.dumps(frame.values, ensure_ascii=False, separators=(",", ":")))
    head = (
        bytes((frame.kind,)) + len(values).to_bytes(4, "big") + len(frame.data).to_bytes(8, "big")
    )
    stream.write(head + values + frame.data)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read one frame, None where the other side is gone."""
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        return None
    values_size, data_size = int.from_bytes(head[1:5], "big"), int.from_bytes(head[5:], "big")
    values = stream.read(values_size)
    data = stream.read(data_size)
    if len(values) < values_size or len(data) < data_size:
        return None
    return Frame(FrameKind(head[0]), json.loads(values.decode("utf-8", "surrogatepass")), data)
