"""The files of an export on their way back: what an undo writes into sites, all or nothing."""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from curator.domain.changes import Operation
from curator.domain.errors import SiteError, SiteFault, UndoError, UndoFault
from curator.domain.post import SiteId
from curator.export.writer import FileChange, SiteWriter
from curator.storage import blobs, history, places
from curator.storage.database import Connection


class Withdrawal:
    """Brings the files that an operation wrote back to what they were, as a context."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._changes: dict[str, list[FileChange]] = {}
        self._writers: list[SiteWriter] = []
        self._stack = ExitStack()

    def plan(self, connection: Connection) -> None:
        """Read from the library which files have to become what."""
        roots = {site.id: site.root for site in places.known(connection)}
        for placed in history.placed(connection, self._operation.id):
            changes = self._changes.setdefault(roots[SiteId(placed.site)], [])
            after = blobs.hash_of(connection, placed.base_after)
            before = blobs.hash_of(connection, placed.base_before)
            if (placed.path_before, before) == (placed.path_after, after):
                continue
            old = blobs.read(connection, placed.base_before) if placed.base_before else None
            same_file = placed.path_before == placed.path_after
            if placed.path_after is not None and not same_file and after is not None:
                changes.append(FileChange(placed.path_after, after, None))
            if placed.path_before is not None and old is not None:
                expected = after if same_file else None

                def content(data: bytes = old) -> bytes:
                    return data

                changes.append(FileChange(placed.path_before, expected, content))

    def write(self) -> None:
        """Write the files; raises UndoError(FILE_CHANGED) where one is not what was written."""
        for root, changes in self._changes.items():
            if not changes:
                continue
            writer = self._stack.enter_context(SiteWriter(Path(root)))
            try:
                writer.stage(changes)
                writer.apply()
            except SiteError as error:
                if error.fault is SiteFault.CHANGED:
                    number, path = self._operation.id, str(error.path)
                    raise UndoError(number, UndoFault.FILE_CHANGED, path) from error
                raise
            self._writers.append(writer)

    def finish(self) -> None:
        """Let go of the other state, once the library has committed."""
        for writer in self._writers:
            writer.finish()

    def __enter__(self) -> "Withdrawal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)
