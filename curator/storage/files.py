"""Files and folders that get their name only when they are whole, and are on the disk by then."""

import contextlib
import os
from pathlib import Path


def put_in_place(part: Path, target: Path, *, replace: bool) -> None:
    """Give a whole file its name, over what has it only where that may be replaced; raises OSError."""
    if replace:
        os.replace(part, target)
    else:
        try:
            os.link(part, target)  # fails where the name is taken, whoever was quicker
        except FileExistsError:
            raise
        except OSError:  # a file system without second names
            if os.path.lexists(target):
                raise FileExistsError(17, os.strerror(17), str(target)) from None
            os.rename(part, target)
        part.unlink(missing_ok=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Bring everything in a folder to the disk."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for root, _folders, names in os.walk(folder):
        for name in names:
            with open(os.path.join(root, name), "rb+") as stream:
                os.fsync(stream.fileno())
