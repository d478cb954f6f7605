"""The steps of an export, done and undone from what lies on the disk alone.

Each may be repeated: whatever a crash interrupted is recognised by which of target, temporary file
and backup are there. A file that somebody else changed is never overwritten.
"""

import hashlib
import os
from collections.abc import Iterable

from curator.export.folders import Folder, Folders
from curator.export.journal import Journal, Step


class ChangedOutside(Exception):
    """A file is not what the export expected; nothing was done to it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def expect(folder: Folder, step: Step) -> os.stat_result | None:
    """Return the state of a step's file, once its bytes are known to be the expected ones.

    Raises ChangedOutside otherwise.
    """
    before = folder.stat(step.name)
    digest = None if before is None else folder.digest(step.name)
    if digest != step.expected:
        raise ChangedOutside(step.path)
    return before


def is_same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    """Tell whether a file is untouched between two looks at it."""
    if one is None or other is None:
        return one is other
    return (one.st_ino, one.st_dev, one.st_size, one.st_mtime_ns) == (
        other.st_ino,
        other.st_dev,
        other.st_size,
        other.st_mtime_ns,
    )


def install(folder: Folder, step: Step, before: os.stat_result | None) -> None:
    """Do a step whose file was in the state `before`; raises ChangedOutside where it no longer is."""
    if step.expected is None:
        _create(folder, step)
        return
    if not is_same(folder.stat(step.name), before):
        raise ChangedOutside(step.path)
    if step.content is None:
        folder.replace(step.name, step.backup)
        return
    if not folder.link(step.name, step.backup):
        folder.copy(step.name, step.backup)
    folder.replace(step.temporary, step.name)


def _create(folder: Folder, step: Step) -> None:
    try:
        linked = folder.link(step.temporary, step.name)
    except FileExistsError:
        raise ChangedOutside(step.path) from None
    if linked:
        folder.unlink(step.temporary)
    elif folder.stat(step.name) is None:
        folder.replace(step.temporary, step.name)
    else:
        raise ChangedOutside(step.path)


def resume(folder: Folder, step: Step) -> None:
    """Do a step that may have been done in part or in whole before a crash."""
    if step.content is None:
        if folder.stat(step.backup) is None and folder.stat(step.name) is not None:
            install(folder, step, expect(folder, step))
        return
    if folder.stat(step.temporary) is None:
        return
    digest = folder.digest(step.name)
    if digest == step.content:
        folder.unlink(step.temporary)
        return
    if digest != step.expected:
        raise ChangedOutside(step.path)
    folder.unlink(step.backup)
    install(folder, step, folder.stat(step.name))


def revert(folder: Folder, step: Step) -> None:
    """Undo a step that may have been done in part or in whole, or not at all."""
    if step.content is None:
        _bring_back(folder, step)
    elif step.expected is None:
        _take_away(folder, step)
    elif folder.stat(step.temporary) is not None:
        folder.unlink(step.temporary)
        if folder.stat(step.name) is not None:
            folder.unlink(step.backup)
        else:
            _bring_back(folder, step)
    elif folder.stat(step.backup) is not None:
        if folder.digest(step.name) == step.content:
            folder.replace(step.backup, step.name)
        else:
            _bring_back(folder, step)


def _bring_back(folder: Folder, step: Step) -> None:
    """Give a backup its name again unless somebody put another file there."""
    if folder.stat(step.backup) is None:
        return
    if folder.stat(step.name) is None and not folder.link(step.backup, step.name):
        folder.replace(step.backup, step.name)
    folder.unlink(step.backup)


def _take_away(folder: Folder, step: Step) -> None:
    temporary, created = folder.stat(step.temporary), folder.stat(step.name)
    if temporary is None:
        if created is not None and folder.digest(step.name) == step.content:
            folder.unlink(step.name)
        return
    if created is not None and os.path.samestat(temporary, created):
        folder.unlink(step.name)
    folder.unlink(step.temporary)


def discard(folders: Folders, journal: Journal) -> None:
    """Remove what was staged, before any step was done."""
    for step in journal.steps:
        try:
            folder = folders.at(step.folder)
        except FileNotFoundError:
            continue
        folder.unlink(step.temporary)
    remove_folders(folders, journal)


def revert_all(folders: Folders, journal: Journal) -> None:
    """Undo all steps, last first, and have that on the disk."""
    touched: set[str] = set()
    for step in reversed(journal.steps):
        try:
            folder = folders.at(step.folder)
        except FileNotFoundError:  # its folder was not even made
            continue
        revert(folder, step)
        touched.add(step.folder)
    sync_folders(folders, touched)
    remove_folders(folders, journal)


def clear(folders: Folders, journal: Journal) -> None:
    """Remove what an export that succeeded leaves behind."""
    for step in journal.steps:
        try:
            folder = folders.at(step.folder)
        except FileNotFoundError:
            continue
        folder.unlink(step.temporary)
        if step.expected is not None:
            folder.unlink(step.backup)


def remove_folders(folders: Folders, journal: Journal) -> None:
    """Remove the folders that an export made, where they are empty."""
    for path in reversed(journal.folders):
        folders.remove(path)


def sync_folders(folders: Folders, paths: Iterable[str]) -> None:
    """Have the entries of folders on the disk."""
    for path in sorted(paths):
        folders.at(path).sync()


def digest_of(data: bytes) -> bytes:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(data).digest()
