"""Work off the GUI thread, in lanes, with results delivered back on it.

Each lane keeps its own order: `write` one job at a time, so that writes never overtake each other;
`journal` apart from it, so that typing is on the disk while a long write runs; `read` and `network`
several at once; `audit` what reads whole sites in the background, one after the other; `import`
takes things in, one drop after the other, in short transactions between those of `write`.

A job is a plain callable over immutable input and a cancel token; it never touches a widget. Must
not know what the jobs do.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from curator.domain.errors import CuratorError
from curator.domain.work import Cancelled, CancelToken

T = TypeVar("T")


class Lane(Enum):
    """Where a job runs."""

    WRITE = "write"
    JOURNAL = "journal"
    READ = "read"
    NETWORK = "network"
    AUDIT = "audit"
    IMPORT = "import"


_THREADS = {
    Lane.WRITE: 1,
    Lane.JOURNAL: 1,
    Lane.READ: 2,
    Lane.NETWORK: 4,
    Lane.AUDIT: 1,
    Lane.IMPORT: 1,
}


@dataclass(eq=False)
class Task:
    """A job on its way; whoever holds it may cancel it."""

    lane: Lane
    topic: str
    token: CancelToken = field(default_factory=CancelToken)
    done: Callable[[Any], None] | None = None
    failed: Callable[[CuratorError], None] | None = None
    finished: bool = False

    def cancel(self) -> None:
        """Ask the job to stop; its result is dropped where it comes all the same."""
        self.token.cancel()


class TaskRunner(QObject):
    """Runs jobs and answers on the GUI thread, where this object must be made."""

    failed = Signal(object)
    """A CuratorError of a job whose caller gave no `failed` of its own."""
    crashed = Signal(object)
    """Any other exception: a bug, to be shown with a report and never swallowed."""
    idle = Signal()
    """The last job of all lanes was answered."""

    _answered = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("task_runner")
        self._pools = {
            lane: ThreadPoolExecutor(_THREADS[lane], thread_name_prefix=lane.name.lower())
            for lane in Lane
        }
        self._latest: dict[str, Task] = {}
        self._running: set[Task] = set()
        self._closed = False
        # Always queued: a job may end before `run` has returned.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether any job is under way or waiting."""
        return bool(self._running)

    def busy_besides(self, *lanes: Lane) -> bool:
        """Tell whether any job is under way or waiting in other lanes than these."""
        return any(task.lane not in lanes for task in self._running)

    def run(
        self,
        lane: Lane,
        job: Callable[[CancelToken], T],
        done: Callable[[T], None] | None = None,
        *,
        failed: Callable[[CuratorError], None] | None = None,
        topic: str = "",
    ) -> Task:
        """Start a job; `done` gets its result.

        After `close` nothing is started. With a `topic`, only the latest job of that topic answers:
        an earlier one is cancelled and its result is dropped.
        """
        task = Task(lane, topic, done=done, failed=failed)
        if self._closed:
            task.cancel()
            return task
        if topic:
            earlier = self._latest.get(topic)
            if earlier is not None and lane not in {Lane.WRITE, Lane.JOURNAL}:
                earlier.cancel()
            self._latest[topic] = task
        self._running.add(task)
        future = self._pools[lane].submit(job, task.token)
        future.add_done_callback(lambda ended: self._answer(task, ended))
        return task

    def close(self) -> None:
        """Finish what is being written and drop the rest; blocks until the lanes are empty."""
        self._closed = True
        for task in self._running:
            if task.lane not in {Lane.WRITE, Lane.JOURNAL}:
                task.cancel()
        for lane, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=lane not in {Lane.WRITE, Lane.JOURNAL})
        self._running.clear()

    def _answer(self, task: Task, ended: "Future[Any]") -> None:
        if ended.cancelled():
            return
        error = ended.exception()
        result = None if error is not None else ended.result()
        try:
            self._answered.emit(task, result, error)
        except RuntimeError:
            # The window was taken down while the job ran; nobody is left to answer to.
            return

    def _deliver(self, task: Task, result: object, error: BaseException | None) -> None:
        if self._closed:
            return
        self._running.discard(task)
        task.finished = True
        stale = bool(task.topic) and self._latest.get(task.topic) is not task
        if task.topic and not stale:
            del self._latest[task.topic]
        if isinstance(error, CuratorError):
            if not stale:
                (task.failed or self.failed.emit)(error)
        elif isinstance(error, Cancelled):
            pass
        elif error is not None:
            self.crashed.emit(error)
        elif task.done is not None and not stale:
            task.done(result)
        if not self._running:
            self.idle.emit()
