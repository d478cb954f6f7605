"""Work on strangers' texts in a child process that is ended when it takes too long.

Owns one child: started when first needed, kept, killed over what never ends. Safe to call from several
threads, one request at a time.
"""

import hashlib
import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from enum import StrEnum

from curator.domain.work import CancelToken
from curator.processes.child import ChildProcess
from curator.processes.frames import Frame, FrameKind

LOG = logging.getLogger(__name__)

_MOST_HOPELESS = 64
_WAIT_STEP = 0.05
_START = 20.0
"""Seconds for a new child to load its modules, which takes half a second on an idle machine."""

_GRACE = 1.0
"""Seconds that a request which nobody waits for any more may go on before the child is killed:
starting another, which has to read everything anew, costs more than letting it end."""

Answerer = Callable[[Frame], Frame]
"""Answers what the child asks while it works; called in the thread that waits for the result."""


class Trouble(StrEnum):
    """Why there is no result."""

    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    TOO_DEEP = "too-deep"
    TOO_MUCH_MEMORY = "too-much-memory"
    FAILED = "failed"
    """The work itself has a fault; the log has its traceback."""


class Guarded:
    """Hands requests to a child process and answers back."""

    def __init__(
        self,
        command: Callable[[], list[str]],
        *,
        seconds: float,
        seconds_in_all: float | None = None,
        remembers: bool = True,
    ) -> None:
        """Allow `seconds` for a request, or from question to question where `seconds_in_all` is more.

        One that `remembers` does not try again what was hopeless.
        """
        self._command = command
        self._seconds = seconds
        self._seconds_in_all = seconds_in_all or seconds
        self._remembers = remembers
        self._child: ChildProcess | None = None
        self._hopeless: OrderedDict[bytes, Trouble] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Return the number of the child, None where there is none."""
        return self._child.pid if self._child is not None else None

    def request(
        self,
        request: Frame,
        cancel: CancelToken | None = None,
        answerer: Answerer | None = None,
    ) -> Frame | Trouble:
        """Have the child do something, and return its answer or why there is none.

        Raises Cancelled when asked to stop. The same request is not tried again where it was
        hopeless.
        """
        name = _name(request) if self._remembers else b""
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
            if self._remembers:
                self._hopeless[name] = trouble
            while len(self._hopeless) > _MOST_HOPELESS:
                self._hopeless.popitem(last=False)
        return trouble

    @property
    def ready(self) -> bool:
        """Tell whether a child stands ready: nothing has to be waited for but the work."""
        child = self._child
        return child is not None and child.alive and child.await_ready(0)

    def warm(self) -> None:
        """Start the child ahead of its first use."""
        with self._lock:
            self._ready()

    def close(self) -> None:
        """End the child; a later request starts another."""
        with self._lock:
            if self._child is not None:
                self._child.kill()
                self._child = None

    def _ready(self) -> ChildProcess:
        child = self._child
        if child is not None and child.busy and not child.settle(time.monotonic() + _GRACE):
            child.kill()
        if child is None or not child.alive:
            child = self._child = ChildProcess(self._command())
        return child

    def _ask(
        self, request: Frame, cancel: CancelToken | None, answerer: Answerer | None
    ) -> Frame | Trouble:
        child = self._ready()
        started = time.monotonic() + _START
        while not child.await_ready(_WAIT_STEP) and time.monotonic() < started:
            if cancel is not None:
                cancel.check()
        last = time.monotonic() + self._seconds_in_all
        deadline = min(last, time.monotonic() + self._seconds)
        child.send(request)
        while True:
            if cancel is not None:
                cancel.check()  # the child goes on; whoever asks next lets it end, or ends it
            left = deadline - time.monotonic()
            if left <= 0:
                child.kill()
                return Trouble.TOO_SLOW
            frame = child.receive(min(left, _WAIT_STEP))
            if frame is None:
                if not child.alive:  # it died without a word: what the memory cap looks like
                    return Trouble.TOO_MUCH_MEMORY
            elif frame.kind is not FrameKind.QUESTION:
                return frame
            elif answerer is None:
                child.send(Frame(FrameKind.WITHDRAWN, {}))
            else:
                child.send(answerer(frame))
                if self._seconds_in_all > self._seconds:
                    deadline = min(last, time.monotonic() + self._seconds)


_TROUBLES = {
    FrameKind.TOO_DEEP: Trouble.TOO_DEEP,
    FrameKind.TOO_BIG: Trouble.TOO_MUCH_MEMORY,
    FrameKind.FAILED: Trouble.FAILED,
}


def _name(request: Frame) -> bytes:
    """Return what tells one request from every other."""
    values = json.dumps(request.values, sort_keys=True).encode("utf-8")
    return hashlib.sha256(values + b"\0" + request.data).digest()
