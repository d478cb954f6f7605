"""All or nothing: the files of one export, written so that no crash leaves half of them.

Order (performance.md, reliability.md T19 to T21, T27): lock; journal `staging`; temporary files next to
their targets; one sync; journal `ready` on the disk; expected hashes checked once more; renames; folders
synced; then the caller commits its library and calls `finish`. Any error before that puts everything
back. `recover` does the same for a run that was killed.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from curator.domain.errors import SiteError, SiteFault
from curator.domain.post import ContentHash
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.export import steps as doing
from curator.export.folders import Folder, Folders
from curator.export.journal import FOLDER_NAME, Journal, JournalFiles, State, make_steps
from curator.export.locks import Lock
from curator.export.recovery import (
    Recovery,
    RecoveryOutcome,
    clear_leftovers,
    recover,
    site_error,
)
from curator.export.steps import ChangedOutside
from curator.export.targets import Target, TargetFault, Targets

_SYNCED_ONE_BY_ONE = 16
"""Up to so many files each is synced by itself: one sync of all would wait for other programs' data."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file to be created, replaced or deleted."""

    path: str
    """Posix, relative to the site's root."""
    expected: ContentHash | None
    """What the file must be now; None: there must be none."""
    content: Callable[[], bytes] | None
    """Gives the new bytes when they are staged; None: the file goes."""


class SiteWriter:
    """One export into one site, used as a context; what is not finished at its end is undone.

        with SiteWriter(root) as writer:
            writer.stage(changes, note)
            writer.apply()
            ...  # commit the library
            writer.finish()

    Raises SiteError: BUSY (another run writes there, or a killed one waits for `recover`), CHANGED,
    DISK_FULL, UNWRITABLE. Whatever `content` raises comes through as it is.
    """

    def __init__(
        self,
        root: Path,
        *,
        protected: Iterable[str] = (),
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> None:
        self._root = Path(os.path.realpath(root))
        self._protected = tuple(protected)
        self._cancel = cancel or CancelToken()
        self._progress = progress
        self._files = JournalFiles(self._root)
        self._lock = Lock(self._root, self._files.folder)
        self._folders: Folders | None = None
        self._journal: Journal | None = None
        self._state: State | None = None
        self._finished = False

    def __enter__(self) -> "SiteWriter":
        try:
            self._lock.take()
        except OSError as error:
            raise site_error(self._root, error) from None
        try:
            self._folders = Folders(self._root)
            clear_leftovers(self._root, self._files, self._folders)
        except OSError as error:
            self._close()
            raise site_error(self._root, error) from None
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if not self._finished:
                self._undo()
        except OSError as failure:
            # The journal stays, and the next start undoes the rest. The first error is the news.
            if error is None:
                raise site_error(self._root, failure) from None
        finally:
            self._close()

    def stage(self, changes: Sequence[FileChange], note: bytes = b"") -> None:
        """Write all new files beside their targets and have them and the journal on the disk.

        `note` is kept in the journal and comes back from `recover`.
        """
        assert self._folders is not None, "enter the context first"
        assert self._journal is None, "stage once"
        targets = self._resolve(changes)
        try:
            self._stage(changes, targets, note)
        except ChangedOutside as error:
            raise SiteError(self._root / error.path, SiteFault.CHANGED) from None
        except _ContentFailed as failure:
            raise failure.error from None
        except OSError as error:
            raise site_error(self._root, error) from None

    def apply(self) -> None:
        """Move the staged files into place; all are there when it returns."""
        assert self._journal is not None, "stage first"
        assert self._state is State.READY, "stage first"
        try:
            self._apply(self._journal)
        except ChangedOutside as error:
            raise SiteError(self._root / error.path, SiteFault.CHANGED) from None
        except OSError as error:
            raise site_error(self._root, error) from None

    def finish(self) -> None:
        """Let go of the old files, once the library knows of the new ones.

        Never fails: what cannot be cleared now is cleared at the next start.
        """
        self._finished = True
        if self._journal is None or self._folders is None:
            return
        assert self._state is State.READY, "apply first"
        try:
            self._files.move(State.READY, State.DONE)
            doing.clear(self._folders, self._journal)
            self._files.remove()
        except OSError:
            return

    def _resolve(self, changes: Sequence[FileChange]) -> list[Target]:
        resolver = Targets(self._root, self._protected)
        targets: list[Target] = []
        seen: set[str] = set()
        for change in changes:
            target = resolver.resolve(change.path)
            if isinstance(target, TargetFault):
                raise SiteError(self._root / change.path, SiteFault.UNWRITABLE, target.value)
            if target.path in seen:
                raise SiteError(self._root / change.path, SiteFault.UNWRITABLE, "same-target")
            seen.add(target.path)
            targets.append(target)
        return targets

    def _stage(self, changes: Sequence[FileChange], targets: list[Target], note: bytes) -> None:
        assert self._folders is not None
        token = secrets.token_hex(4)
        planned: list[tuple[str, bytes | None, bytes | None]] = [
            (target.path, change.expected, None if change.content is None else b"")
            for change, target in zip(changes, targets, strict=True)
        ]
        missing = self._missing_folders(target.folder for target in targets)
        journal = Journal(token, make_steps(token, planned), tuple(missing), b"")
        self._journal, self._state = journal, State.STAGING
        self._files.write(State.STAGING, journal)
        for path in missing:
            self._folders.make(path)
        one_by_one = len(changes) <= _SYNCED_ONE_BY_ONE
        contents: list[bytes | None] = []
        for at, (change, step) in enumerate(zip(changes, journal.steps, strict=True)):
            self._cancel.check()
            if change.content is None:
                contents.append(None)
            else:
                data = _content(change.content)
                folder = self._folders.at(step.folder)
                like = folder.stat(step.name) if step.expected is not None else None
                folder.create(step.temporary, data, like, sync=one_by_one)
                contents.append(doing.digest_of(data))
            self._progress(at + 1, 2 * len(changes))
        self._sync_staged(journal, one_by_one=one_by_one)
        self._journal = journal.with_contents(contents, note)
        self._files.write(State.READY, self._journal)
        self._state = State.READY

    def _missing_folders(self, paths: Iterable[str]) -> list[str]:
        assert self._folders is not None
        missing: dict[str, None] = {}
        for path in sorted(set(paths)):
            parts = path.split("/") if path else []
            for end in range(1, len(parts) + 1):
                part = "/".join(parts[:end])
                if part not in missing and not self._folders.exists(part):
                    missing[part] = None
        return list(missing)

    def _sync_staged(self, journal: Journal, *, one_by_one: bool) -> None:
        """Have all temporary files and the new folders on the disk before any rename."""
        assert self._folders is not None
        used = dict.fromkeys(step.folder for step in journal.steps)
        if not one_by_one:
            synced: set[int] = set()
            for path in used:
                folder = self._folders.at(path)
                if folder.device in synced:
                    continue
                if not folder.sync_file_system():
                    break
                synced.add(folder.device)
            else:
                return
            for step in journal.steps:
                if step.content is not None:
                    self._folders.at(step.folder).sync_file(step.temporary)
        doing.sync_folders(self._folders, {*used, *_parents(journal.folders)})

    def _apply(self, journal: Journal) -> None:
        assert self._folders is not None
        states: list[os.stat_result | None] = []
        for step in journal.steps:
            self._cancel.check()
            states.append(doing.expect(self._folders.at(step.folder), step))
        total = len(journal.steps)
        for at, (step, before) in enumerate(zip(journal.steps, states, strict=True)):
            self._cancel.check()
            doing.install(self._folders.at(step.folder), step, before)
            self._progress(total + at + 1, 2 * total)
        doing.sync_folders(self._folders, {step.folder for step in journal.steps})
        for step, before in zip(journal.steps, states, strict=True):
            if step.expected is not None and not _was_let_alone(
                self._folders.at(step.folder), step.backup, before
            ):
                raise ChangedOutside(step.path)

    def _undo(self) -> None:
        if self._journal is None or self._folders is None:
            return
        if self._state is State.READY:
            self._files.move(State.READY, State.UNDO)
            doing.revert_all(self._folders, self._journal)
        else:
            # An error after the renaming leaves a ready journal that this run does not know of.
            self._files.forget(State.READY)
            doing.discard(self._folders, self._journal)
        self._files.remove()

    def _close(self) -> None:
        if self._folders is not None:
            self._folders.close()
            self._folders = None
        self._lock.release()


class _ContentFailed(Exception):
    """Carries an OSError of the caller's own past the handling of ours."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error


def _content(give: Callable[[], bytes]) -> bytes:
    try:
        return give()
    except OSError as error:
        raise _ContentFailed(error) from None


def _was_let_alone(folder: Folder, backup: str, before: os.stat_result | None) -> bool:
    """Tell whether nobody wrote into the old file while it was being replaced."""
    now = folder.stat(backup)
    if now is None or before is None:
        return False
    return (now.st_size, now.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def _parents(paths: Iterable[str]) -> set[str]:
    return {path.rpartition("/")[0] for path in paths}


__all__ = [
    "FOLDER_NAME",
    "FileChange",
    "Recovery",
    "RecoveryOutcome",
    "SiteWriter",
    "recover",
]
