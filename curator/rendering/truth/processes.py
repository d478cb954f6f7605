"""Running a program of the machine with an end in sight: a deadline, a cancel token, capped output.

Whatever it started ends with it: on POSIX systems it leads a process group of its own.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from curator.domain.work import CancelToken

_STEP = 0.05  # seconds between two looks at the token
_MOST_OUTPUT = 400_000  # bytes kept of what it says; the rest is read and dropped
_LAST_WORDS = 2.0  # seconds for the output of a process that has ended


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended."""

    code: int | None
    """Its exit code; None where it took too long and was killed."""
    output: str
    """What it wrote to both of its streams."""
    seconds: float


def run(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    cancel: CancelToken,
) -> Ended:
    """Run a program in `folder` until it ends, takes too long or is cancelled.

    Raises OSError where it cannot be started, Cancelled.
    """
    cancel.check()
    begun = time.monotonic()
    process = start(command, folder=folder, environment=environment, stderr=subprocess.STDOUT)
    assert process.stdin is not None
    process.stdin.close()
    listener = _Listener(cast(IO[bytes], process.stdout))
    code: int | None = None
    try:
        while code is None and time.monotonic() - begun < seconds and not cancel.cancelled:
            try:
                code = process.wait(_STEP)
            except subprocess.TimeoutExpired:
                continue
    finally:
        end(process)
    output = listener.heard()
    cancel.check()
    return Ended(code, output, time.monotonic() - begun)


def start(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    stderr: int = subprocess.DEVNULL,
) -> "subprocess.Popen[bytes]":
    """Start a program that can be ended together with all that it starts. Raises OSError."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a program and everything in its group; it runs or has ended just now."""
    if sys.platform != "win32":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # nothing of the group is left
        except PermissionError:  # macOS says so of a group of zombies
            process.kill()
    elif process.poll() is None:
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
        process.kill()
    process.wait()


class _Listener:
    """Reads a stream to its end on a thread and keeps the first part of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._listen, name="jekyll-output", daemon=True)
        self._thread.start()

    def heard(self) -> str:
        """Return what came, once the stream has ended or nothing more is to be expected."""
        self._thread.join(_LAST_WORDS)
        return bytes(self._kept[:_MOST_OUTPUT]).decode("utf-8", "replace")

    def _listen(self) -> None:
        with self._stream:
            while part := self._stream.read1(65536):  # type: ignore[attr-defined]  # a BufferedReader
                if len(self._kept) < _MOST_OUTPUT:
                    self._kept += part
