"""Loads pictures of other sites, a few at a time, once the editor agreed; tells of a batch at its end."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from curator.domain.errors import CuratorError
from curator.gui.tasks import Lane, Task, TaskRunner
from curator.services.preview import Preview

_AT_ONCE = 4


class RemotePictures(QObject):
    """A queue of pictures, known by their tokens."""

    loaded = Signal(object)
    """All that was asked for is here or failed: a frozenset of the addresses that came."""

    def __init__(self, preview: Preview, tasks: TaskRunner) -> None:
        super().__init__()
        self._preview = preview
        self._tasks = tasks
        self._waiting: list[str] = []
        self._under_way: dict[str, Task] = {}
        self._came: set[str] = set()

    @property
    def busy(self) -> bool:
        """Tell whether pictures are on their way."""
        return bool(self._waiting or self._under_way)

    def load(self, tokens: Iterable[str]) -> None:
        """Load these as well."""
        for token in tokens:
            if token and token not in self._waiting and token not in self._under_way:
                self._waiting.append(token)
        self._go_on()

    def cancel(self) -> None:
        """Forget what was asked for; another post is shown."""
        for task in self._under_way.values():
            task.cancel()
        self._waiting.clear()
        self._under_way.clear()
        self._came.clear()

    def _go_on(self) -> None:
        while self._waiting and len(self._under_way) < _AT_ONCE:
            token = self._waiting.pop(0)
            self._under_way[token] = self._start(token)

    def _start(self, token: str) -> Task:
        def ended(address: str | None) -> None:
            if self._under_way.get(token) is task:
                self._end(token, address)

        def failed(_error: CuratorError) -> None:
            ended(None)  # the next rendering says so in the picture's place

        task = self._tasks.run(
            Lane.NETWORK,
            lambda cancel: self._preview.fetch_remote(token, cancel),
            ended,
            failed=failed,
        )
        return task

    def _end(self, token: str, address: str | None) -> None:
        del self._under_way[token]
        if address is not None:
            self._came.add(address)
        self._go_on()
        if not self.busy:
            came, self._came = frozenset(self._came), set()
            self.loaded.emit(came)
