"""What becomes of an export whose run was killed: finished if all was staged, else undone."""

import errno
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from curator.domain.errors import SiteError, SiteFault
from curator.export import steps as doing
from curator.export.folders import Folders
from curator.export.journal import JournalFiles, State
from curator.export.locks import Lock
from curator.export.steps import ChangedOutside

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


class RecoveryOutcome(StrEnum):
    """What became of an export that was killed."""

    FINISHED = "finished"
    """All its files are in place."""
    UNDONE = "undone"
    """The site is as it was before."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """An export that a killed run left behind."""

    root: Path
    outcome: RecoveryOutcome
    note: bytes
    """What was given to `stage`; empty where it was undone."""
    paths: tuple[str, ...]

    def finish(self) -> None:
        """Clear the old files away, once the library knows that the export is FINISHED.

        Until then every `recover` gives the same answer again.
        """
        if self.outcome is not RecoveryOutcome.FINISHED:
            return
        files = JournalFiles(self.root)
        lock = Lock(self.root, files.folder)
        lock.take()
        folders = None
        try:
            folders = Folders(self.root)
            found = files.read()
            if found is not None and found[0] is State.READY:
                files.move(State.READY, State.DONE)
                clear_leftovers(self.root, files, folders)
        except OSError as error:
            raise site_error(self.root, error) from None
        finally:
            if folders is not None:
                folders.close()
            lock.release()


def recover(root: Path) -> Recovery | None:
    """Finish or undo what a killed run left in the site at `root`; None where there is nothing.

    Call it before anything else is done with a site. An export whose files were all staged is
    finished, and `Recovery.finish` must follow once the library has taken the note (one without a
    note is finished right away); any other is undone. Where another run is at work, there is nothing to recover. Raises SiteError.
    """
    root = Path(os.path.realpath(root))
    files = JournalFiles(root)
    if not files.folder.is_dir() or files.folder.is_symlink():
        return None
    lock = Lock(root, files.folder)
    folders = None
    try:
        lock.take()
        folders = Folders(root)
        return _recover(root, files, folders)
    except SiteError as error:
        if error.fault is SiteFault.BUSY:
            return None
        raise
    except OSError as error:
        raise site_error(root, error) from None
    finally:
        if folders is not None:
            folders.close()
        lock.release()


def _recover(root: Path, files: JournalFiles, folders: Folders) -> Recovery | None:
    found = files.read()
    if found is None or found[0] is State.DONE:
        clear_leftovers(root, files, folders)
        return None
    state, journal = found
    paths = tuple(step.path for step in journal.steps)
    if state is State.READY:
        try:
            for step in journal.steps:
                doing.resume(folders.at(step.folder), step)
            doing.sync_folders(folders, {step.folder for step in journal.steps})
        except (ChangedOutside, FileNotFoundError):
            files.move(State.READY, State.UNDO)
        else:
            if not journal.note:  # the caller has nothing to learn, so nobody need confirm
                files.move(State.READY, State.DONE)
                clear_leftovers(root, files, folders)
            return Recovery(root, RecoveryOutcome.FINISHED, journal.note, paths)
    clear_leftovers(root, files, folders)
    return Recovery(root, RecoveryOutcome.UNDONE, b"", paths)


def clear_leftovers(root: Path, files: JournalFiles, folders: Folders) -> None:
    """Undo or clear away what is not waiting to be finished; raises SiteError (BUSY) for that."""
    found = files.read()
    if found is not None:
        state, journal = found
        if state is State.READY:
            raise SiteError(root, SiteFault.BUSY, "unfinished")
        if state is State.STAGING:
            doing.discard(folders, journal)
        elif state is State.UNDO:
            doing.revert_all(folders, journal)
        else:
            doing.clear(folders, journal)
    files.remove()


def site_error(root: Path, error: OSError) -> SiteError:
    """Return what an error of the system's means for an export into the site at `root`."""
    path = root / os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else root
    fault = SiteFault.DISK_FULL if error.errno in _DISK_FULL else SiteFault.UNWRITABLE
    return SiteError(path, fault, error.strerror or "")
