"""Long work: how it reports progress and how it is asked to stop."""

import threading
from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, total); total is 0 while it is not known."""


class Cancelled(Exception):
    """The work stopped because it was asked to; what was stored so far stays whole."""


class CancelToken:
    """A flag shared between the one who may stop a job and the job itself."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next safe point."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether the job was asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled where the job was asked to stop."""
        if self._event.is_set():
            raise Cancelled


def ignore_progress(_done: int, _total: int) -> None:
    """Take progress reports that nobody wants."""
