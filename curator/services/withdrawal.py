"""The files of an export on their way back: what an undo writes into sites, all or nothing."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from curator.domain.changes import Operation, OperationKind
from curator.domain.errors import SiteError, SiteFault, UndoError, UndoFault
from curator.domain.post import SiteId
from curator.export.writer import FileChange, SiteWriter
from curator.storage import asset_places, blobs, history, operations, places
from curator.storage.database import Connection


class Withdrawal:
    """Brings the files that an operation wrote back to what they were, as a context."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self.made: set[tuple[int, str]] = set()
        """Pictures, by site and path, that are made anew."""
        self._changes: dict[str, list[FileChange]] = {}
        self._writers: list[SiteWriter] = []
        self._stack = ExitStack()

    def plan(self, connection: Connection) -> None:
        """Read from the library which files have to become what."""
        roots = {site.id: site.root for site in places.known(connection)}
        begun = operations.root(connection, self._operation)
        self._plan_pictures(connection, begun, roots)
        if begun.kind is not OperationKind.EXPORT:
            return  # it wrote no post's file, so that none goes back
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

    def _plan_pictures(
        self, connection: Connection, begun: Operation, roots: Mapping[SiteId, str]
    ) -> None:
        """Take away the pictures that the export made and nothing else uses, or make them again."""
        for one in asset_places.of_operation(connection, begun.id):
            changes = self._changes.setdefault(roots[one.site], [])
            there = os.path.lexists(os.path.join(roots[one.site], one.path))
            if one.stands:
                # What somebody has taken away meanwhile is gone already.
                if one.created and not one.shared and there:
                    changes.append(FileChange(one.path, one.hash, None))
                continue
            data = blobs.read(connection, one.blob)
            if there and _holds(Path(roots[one.site], one.path), data):
                continue

            def content(data: bytes = data) -> bytes:
                return data

            changes.append(FileChange(one.path, None, content))
            self.made.add((one.site, one.path))

    @property
    def roots(self) -> list[Path]:
        """Return the sites that would be written into."""
        return [Path(root) for root, changes in self._changes.items() if changes]

    def write(self, note: bytes) -> None:
        """Write the files, with a note for the journals of the sites; raises UndoError(FILE_CHANGED) where one is not what was written."""
        for root, changes in self._changes.items():
            if not changes:
                continue
            writer = self._stack.enter_context(SiteWriter(Path(root)))
            try:
                writer.stage(changes, note)
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


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
