"""Taking operations back, and taking that back; an export's files return with its posts."""

from dataclasses import replace

from curator.domain.changes import Operation, OperationKind, PostsChanged
from curator.domain.errors import UndoError, UndoFault
from curator.domain.post import OperationId
from curator.services.recovery import Recovery, way_back_note
from curator.services.withdrawal import Withdrawal
from curator.storage import operations
from curator.storage.database import Connection, Database


class Undoing:
    """The way back through a library's operations."""

    def __init__(self, database: Database, recovery: Recovery) -> None:
        self._database = database
        self._recovery = recovery

    def undo(self, number: int | None = None, *, origin: object = None) -> PostsChanged:
        """Take back one operation, the newest that stands where none is named.

        Raises UndoError: there is none, it was taken back already, or later work stands on it.
        """
        with self._database.read() as connection:
            operation = _chosen(connection, number)
        return self._revert(operation, OperationKind.UNDO, origin)

    def redo(self, *, origin: object = None) -> PostsChanged:
        """Take back the newest undo; raises UndoError."""
        with self._database.read() as connection:
            operation = operations.next_redone(connection)
        if operation is None:
            raise UndoError(0, UndoFault.NOTHING)
        return self._revert(operation, OperationKind.REDO, origin)

    def again(self, number: int, *, origin: object = None) -> PostsChanged:
        """Do one operation again that was taken back; raises UndoError."""
        with self._database.read() as connection:
            operation = operations.find(connection, number)
            if operation is None:
                raise UndoError(number, UndoFault.UNKNOWN)
            if operation.undone_by is None:
                raise UndoError(number, UndoFault.NOTHING)
            way_back = _chosen(connection, operation.undone_by)
        return self._revert(way_back, OperationKind.REDO, origin)

    def taken_back(self, act: OperationId) -> tuple[Operation, bool] | None:
        """Return the operation that an undo or a redo was about, and whether it is undone by that."""
        undone = False
        with self._database.read() as connection:
            found: Operation | None = operations.find(connection, act)
            while found is not None and found.undoes is not None:
                undone = not undone
                found = operations.find(connection, found.undoes)
        return (found, undone) if found is not None else None

    def _revert(self, operation: Operation, kind: OperationKind, origin: object) -> PostsChanged:
        withdrawal = Withdrawal(operation)
        with self._database.read() as connection:
            withdrawal.plan(connection)
        for root in withdrawal.roots:
            self._recovery.settle(root)
        with withdrawal:
            withdrawal.write(way_back_note(operation, kind, withdrawal.made))
            with self._database.write() as connection:
                changed = self._recovery.revert(connection, operation, kind, withdrawal.made)
            withdrawal.finish()
        return replace(changed, origin=origin)


def _chosen(connection: Connection, number: int | None) -> Operation:
    if number is None:
        operation = operations.next_undone(connection)
        if operation is None:
            raise UndoError(0, UndoFault.NOTHING)
        return operation
    operation = operations.find(connection, number)
    if operation is None:
        raise UndoError(number, UndoFault.UNKNOWN)
    if operation.undone_by is not None:
        raise UndoError(number, UndoFault.ALREADY)
    return operation
