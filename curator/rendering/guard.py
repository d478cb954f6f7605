"""Rendering that cannot hang or crash the program, whatever the text (reliability.md T10).

What needs a converter goes to one worker process that is started when first needed, kept, and
killed when a text takes too long. HTML and plain text that stand alone stay in this process. What
cannot be converted comes back as plain text with the reason.
"""

import hashlib
import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from curator.domain.work import CancelToken
from curator.rendering.converters import CONVERTERS, BodyKind, from_text
from curator.rendering.frames import Frame, FrameKind, as_data
from curator.rendering.worker_process import WorkerProcess, worker_command

LOG = logging.getLogger(__name__)

_LONGEST_MARKDOWN = 4_000_000
_LONGEST_OTHER = 20_000_000
"""Characters; beyond that no page is worth waiting for."""

_LONGEST_PLAIN = 200_000
"""Characters shown of a text that could not be converted."""

_MOST_HOPELESS = 64
_WAIT_STEP = 0.05
_START = 20.0
"""Seconds for a new worker to load its modules, which takes half a second on an idle machine."""

_GRACE = 1.0
"""Seconds that a request which nobody waits for any more may go on before the worker is killed:
starting another, and reading the site anew, costs more than letting it end."""

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


Answerer = Callable[[Frame], Frame]
"""Answers what the worker asks while it renders; called in the thread that waits for the page."""


class Guard:
    """Owns the worker process. Safe to call from several threads, one request at a time."""

    def __init__(self, *, seconds: float = 10) -> None:
        self._seconds = seconds
        self._worker: WorkerProcess | None = None
        self._hopeless: OrderedDict[bytes, Trouble] = OrderedDict()
        self._lock = threading.Lock()

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
        request = Frame(FrameKind.REQUEST, values, as_data(text))
        answered = self.request(request, cancel)
        if isinstance(answered, Trouble):
            return plain(text, answered)
        return Converted(answered.text)

    def request(
        self,
        request: Frame,
        cancel: CancelToken | None = None,
        answerer: Answerer | None = None,
    ) -> Frame | Trouble:
        """Have the worker do something, and return its answer or why there is none.

        Raises Cancelled when asked to stop. The same request is not tried again where it was
        hopeless.
        """
        name = _name(request)
        with self._lock:
            known = self._hopeless.get(name)
            if known is not None:
                return known
            answered = self._ask(request, cancel, answerer)
            if isinstance(answered, Frame):
                if answered.kind is FrameKind.DONE:
                    return answered
                trouble = _TROUBLES[answered.kind]
                if trouble is Trouble.FAILED:
                    LOG.error("a converter failed: %s", answered.text)
            else:
                trouble = answered
            self._hopeless[name] = trouble
            while len(self._hopeless) > _MOST_HOPELESS:
                self._hopeless.popitem(last=False)
        return trouble

    def warm(self) -> None:
        """Start the worker ahead of its first use."""
        with self._lock:
            self._ready()

    def close(self) -> None:
        """End the worker; a later request starts another."""
        with self._lock:
            if self._worker is not None:
                self._worker.kill()
                self._worker = None

    def _ready(self) -> WorkerProcess:
        worker = self._worker
        if worker is not None and worker.busy and not worker.settle(time.monotonic() + _GRACE):
            worker.kill()
        if worker is None or not worker.alive:
            worker = self._worker = WorkerProcess(worker_command())
        return worker

    def _ask(
        self, request: Frame, cancel: CancelToken | None, answerer: Answerer | None
    ) -> Frame | Trouble:
        worker = self._ready()
        started = time.monotonic() + _START
        while not worker.await_ready(_WAIT_STEP) and time.monotonic() < started:
            if cancel is not None:
                cancel.check()
        deadline = time.monotonic() + self._seconds
        worker.send(request)
        while True:
            if cancel is not None:
                cancel.check()  # the worker goes on; whoever asks next lets it end, or ends it
            left = deadline - time.monotonic()
            if left <= 0:
                worker.kill()
                return Trouble.TOO_SLOW
            frame = worker.receive(min(left, _WAIT_STEP))
            if frame is None:
                if not worker.alive:  # it died without a word: what the memory cap looks like
                    return Trouble.TOO_MUCH_MEMORY
            elif frame.kind is not FrameKind.QUESTION:
                return frame
            elif answerer is None:
                worker.send(Frame(FrameKind.WITHDRAWN, {}))
            else:
                worker.send(answerer(frame))


_TROUBLES = {
    FrameKind.TOO_DEEP: Trouble.TOO_DEEP,
    FrameKind.TOO_BIG: Trouble.TOO_MUCH_MEMORY,
    FrameKind.FAILED: Trouble.FAILED,
}


def _name(request: Frame) -> bytes:
    """Return what tells one request from every other."""
    values = json.dumps(request.values, sort_keys=True).encode("utf-8")
    return hashlib.sha256(values + b"\0" + request.data).digest()


def plain(text: str, trouble: Trouble) -> Converted:
    """Return what stands for a body that could not be converted."""
    return Converted(from_text(text[:_LONGEST_PLAIN]), trouble)
