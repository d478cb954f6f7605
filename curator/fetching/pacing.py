"""Manners towards other people's servers: few requests at once, a pause between them, patience.

Owns when a request may go out and whether one that failed is tried again. Sends none itself.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import CancelToken

T = TypeVar("T")

_STEP = 0.05
_WORTH_ANOTHER_TRY = frozenset(
    {FetchFault.UNREACHABLE, FetchFault.TOO_SLOW, FetchFault.BROKEN_ANSWER}
)
_BUSY = frozenset({"408", "425", "429", "500", "502", "503", "504"})


@dataclass(frozen=True, slots=True)
class Pace:
    """How hard one host may be asked."""

    at_once: int = 2
    pause: float = 0.5
    """Seconds from the beginning of one request to that of the next."""
    tries: int = 3
    back_off: float = 1.0
    """Seconds before the second try; twice as many before each further one."""


@dataclass(slots=True)
class _Host:
    running: int = 0
    next_start: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Pacer:
    """Lets requests through, host by host; safe to use from several threads."""

    def __init__(self, pace: Pace | None = None) -> None:
        self._pace = pace or Pace()
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = threading.Lock()

    def run(self, host: str, request: Callable[[], T], cancel: CancelToken | None = None) -> T:
        """Do a request when the host may be asked, again where that may help.

        Raises what the last try raised, and Cancelled while it waits.
        """
        pause = self._pace.back_off
        for left in range(self._pace.tries - 1, -1, -1):
            try:
                with self._turn(host, cancel):
                    return request()
            except FetchError as error:
                if not left or not _may_help(error):
                    raise
            _wait(pause, cancel)
            pause *= 2
        raise AssertionError

    @contextmanager
    def _turn(self, host: str, cancel: CancelToken | None) -> Iterator[None]:
        with self._lock:
            here = self._hosts[host]
        while not self._take(here):
            _wait(_STEP, cancel)
        try:
            yield
        finally:
            with here.lock:
                here.running -= 1

    def _take(self, here: _Host) -> bool:
        with here.lock:
            now = time.monotonic()
            if here.running >= self._pace.at_once or now < here.next_start:
                return False
            here.running += 1
            here.next_start = now + self._pace.pause
            return True


def _may_help(error: FetchError) -> bool:
    if error.fault is FetchFault.REFUSED_BY_SERVER:
        return error.detail in _BUSY
    return error.fault in _WORTH_ANOTHER_TRY


def _wait(seconds: float, cancel: CancelToken | None) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if cancel is not None:
            cancel.check()
        time.sleep(min(left, _STEP))
