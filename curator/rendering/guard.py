"""Conversion that cannot hang or crash the program, whatever the text (reliability.md T10).

Markdown goes to one worker process that is started when first needed, kept, and killed when a
text takes too long or the editor has typed on. HTML and plain text need no converter worth the
name and stay in this process. What cannot be converted comes back as plain text with the reason.
"""

import contextlib
import hashlib
import logging
import queue
import re
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, cast

from curator.domain.work import CancelToken
from curator.rendering import worker
from curator.rendering.converters import CONVERTERS, BodyKind, from_text

LOG = logging.getLogger(__name__)

_LONGEST_MARKDOWN = 4_000_000
_LONGEST_OTHER = 20_000_000
"""Characters; beyond that no page is worth waiting for."""

_LONGEST_PLAIN = 200_000
"""Characters shown of a text that could not be converted."""

_MOST_HOPELESS = 64
_MOST_OPEN_BRACKETS = 1000
_WAIT_STEP = 0.05
_BRACKETS = re.compile(r"[\[\]]+")
_IN_PROCESS = frozenset({BodyKind.HTML, BodyKind.TEXT})


class Trouble(StrEnum):
    """Why a body is shown as plain text, or cut."""

    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    TOO_DEEP = "too-deep"
    TOO_MUCH_MEMORY = "too-much-memory"
    FAILED = "failed"
    """The converter itself has a fault; the log has its traceback."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A fragment of HTML, and why it is not the proper one where it is not."""

    fragment: str
    trouble: Trouble | None = None


def worker_command() -> list[str]:
    """Return how the worker is started.

    A frozen program has no Python to hand a module to: its own file must call
    `worker.main()` when the first argument is `--render-worker`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, "--render-worker"]
    return [sys.executable, "-m", "curator.rendering.worker"]


class Guard:
    """Owns the worker process. Safe to call from several threads, one conversion at a time."""

    def __init__(self, *, seconds: float = 10) -> None:
        self._seconds = seconds
        self._worker: _Worker | None = None
        self._hopeless: OrderedDict[bytes, Trouble] = OrderedDict()
        self._lock = threading.Lock()

    def convert(self, kind: BodyKind, text: str, cancel: CancelToken | None = None) -> Converted:
        """Convert a body within limits; raises Cancelled when asked to stop."""
        if len(text) > (_LONGEST_OTHER if kind in _IN_PROCESS else _LONGEST_MARKDOWN):
            return _plain(text, Trouble.TOO_LARGE)
        if kind in _IN_PROCESS:
            return Converted(CONVERTERS[kind](text))
        if _opens_too_many(text):
            return _plain(text, Trouble.TOO_DEEP)
        name = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            known = self._hopeless.get(name)
            if known is not None:
                return _plain(text, known)
            state, result = self._ask(kind, text, cancel)
            if state == worker.DONE:
                return Converted(result)
            trouble = _TROUBLES[state]
            self._hopeless[name] = trouble
            while len(self._hopeless) > _MOST_HOPELESS:
                self._hopeless.popitem(last=False)
        if state == worker.FAILED:
            LOG.error("a converter failed: %s", result)
        return _plain(text, trouble)

    def warm(self) -> None:
        """Start the worker ahead of its first use."""
        with self._lock:
            self._ready()

    def close(self) -> None:
        """End the worker; a later conversion starts another."""
        with self._lock:
            if self._worker is not None:
                self._worker.kill()
                self._worker = None

    def _ready(self) -> "_Worker":
        if self._worker is None or not self._worker.alive:
            self._worker = _Worker()
        return self._worker

    def _ask(self, kind: BodyKind, text: str, cancel: CancelToken | None) -> tuple[int, str]:
        working = self._ready()
        deadline = time.monotonic() + self._seconds
        working.send(kind, text)
        while True:
            if cancel is not None and cancel.cancelled:
                working.kill()
                cancel.check()
            left = deadline - time.monotonic()
            if left <= 0:
                working.kill()
                return _TIMED_OUT, ""
            answered = working.receive(min(left, _WAIT_STEP))
            if answered is not None:
                return answered
            if not working.alive:
                return worker.TOO_BIG, ""  # it died without a word: what the memory cap looks like


_TIMED_OUT = -1
_TROUBLES = {
    _TIMED_OUT: Trouble.TOO_SLOW,
    worker.TOO_DEEP: Trouble.TOO_DEEP,
    worker.TOO_BIG: Trouble.TOO_MUCH_MEMORY,
    worker.FAILED: Trouble.FAILED,
}


def _opens_too_many(text: str) -> bool:
    """Tell whether more brackets stand open than any text needs: the converter's cost is cubic."""
    unclosed = 0
    for run in _BRACKETS.finditer(text):
        opened = run[0].count("[")
        unclosed = max(unclosed + 2 * opened - len(run[0]), 0)
        if unclosed > _MOST_OPEN_BRACKETS:
            return True
    return False


def _plain(text: str, trouble: Trouble) -> Converted:
    return Converted(from_text(text[:_LONGEST_PLAIN]), trouble)


class _Worker:
    """One process and the thread that carries texts to it and answers back."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._requests: queue.SimpleQueue[tuple[BodyKind, str] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
        self._carrier = threading.Thread(target=self._carry, name="render-carrier", daemon=True)
        self._carrier.start()
        self.alive = True

    def send(self, kind: BodyKind, text: str) -> None:
        """Hand a text over; does not wait."""
        self._requests.put((kind, text))

    def receive(self, seconds: float) -> tuple[int, str] | None:
        """Wait for the answer, None where none came in time."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def kill(self) -> None:
        """End the process now, whatever it is doing."""
        self._process.kill()
        self._requests.put(None)
        self._carrier.join(5)

    def _carry(self) -> None:
        """Write requests and read answers until the process is gone."""
        sink = cast(BinaryIO, self._process.stdin)
        source = cast(BinaryIO, self._process.stdout)
        while (request := self._requests.get()) is not None:
            try:
                worker.write_frame(sink, worker.KINDS.index(request[0]), request[1])
                answered = worker.read_frame(source)
            except OSError:  # a broken pipe: it died while being written to
                break
            if answered is None:
                break
            self._answers.put(answered)
        self.alive = False
        with contextlib.suppress(OSError):
            sink.close()
        source.close()
        self._process.wait()
