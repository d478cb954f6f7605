"""One child process and the thread that carries frames to it and back.

Knows nothing of what they mean. Every frame that is sent brings exactly one back.
"""

import contextlib
import queue
import subprocess
import threading
import time
from typing import BinaryIO, cast

from curator.processes.frames import Frame, FrameKind, read_frame, write_frame


class ChildProcess:
    """A started process; `alive` until it ended or was killed."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._outgoing: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._incoming: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self.alive = True
        self.busy = False
        """A request was sent and its result has not come yet."""
        self._ready = threading.Event()
        self._carrier = threading.Thread(target=self._carry, name="frame-carrier", daemon=True)
        self._carrier.start()

    @property
    def pid(self) -> int:
        """Return the number by which the system knows the process."""
        return self._process.pid

    def await_ready(self, seconds: float) -> bool:
        """Wait until the process has loaded its modules, which is no text's fault."""
        return self._ready.wait(seconds)

    def send(self, frame: Frame) -> None:
        """Hand a frame over; does not wait."""
        self.busy = True
        self._outgoing.put(frame)

    def receive(self, seconds: float) -> Frame | None:
        """Wait for the next frame, None where none came in time."""
        try:
            frame = self._incoming.get(timeout=seconds)
        except queue.Empty:
            return None
        self.busy = frame.kind is FrameKind.QUESTION
        return frame

    def settle(self, deadline: float) -> bool:
        """Wait until a request that nobody waits for has ended; False where it does not in time."""
        while self.busy and self.alive:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            frame = self.receive(left)
            if frame is not None and frame.kind is FrameKind.QUESTION:
                self.send(Frame(FrameKind.WITHDRAWN, {}))
        return self.alive

    def kill(self) -> None:
        """End the process now, whatever it is doing."""
        self._process.kill()
        self._outgoing.put(None)
        self._carrier.join(5)

    def _carry(self) -> None:
        """Write frames and read what comes back until the process is gone."""
        sink = cast(BinaryIO, self._process.stdin)
        source = cast(BinaryIO, self._process.stdout)
        begun = read_frame(source) is not None
        self._ready.set()
        while begun and (outgoing := self._outgoing.get()) is not None:
            try:
                write_frame(sink, outgoing)
                incoming = read_frame(source)
            except OSError:  # a broken pipe: it died while being written to
                break
            if incoming is None:
                break
            self._incoming.put(incoming)
        self.alive = False
        with contextlib.suppress(OSError):
            sink.close()
        source.close()
        self._process.wait()
