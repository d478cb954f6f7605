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

    def __init__(self, operation: Operation, note: bytes) -> None:
        self._operation = operation
        self._note = note
        self._changes: dict[str, list[FileChange]] = {}
        self._writers: list[SiteWriter] = []
        self._stack = ExitStack()

    def plan(self, connection: Connection) -> None:
        """Read from the library which files have to become what."""
        roots = {site.id: site.root for site in places.known(connection)}
        for placed in history.placed(connection, self._operation.id):
            changes = self._changes.setdefault(roots[SiteId(placed.site)], [])
            before = placed.path_before if placed.base_before is not None else None
            after = placed.path_after if placed.base_after is not None else None
            written = blobs.hash_of(connection, placed.base_after)
            if before == after and placed.base_before == placed.base_after:
                continue
            if after is not None and after != before:
                changes.append(FileChange(after, written, None))
            if before is not None and placed.base_before is not None:
                old = blobs.read(connection, placed.base_before)

                def content(data: bytes = old) -> bytes:
                    return data

                changes.append(FileChange(before, written if before == after else None, content))

    @property
    def roots(self) -> list[Path]:
        """Return the sites that would be written into."""
        return [Path(root) for root, changes in self._changes.items() if changes]

    def write(self) -> None:
        """Write the files; raises UndoError(FILE_CHANGED) where one is not what was written."""
        for root, changes in self._changes.items():
            if not changes:
                continue
            writer = self._stack.enter_context(SiteWriter(Path(root)))
            try:
                writer.stage(changes, self._note)
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
