"""Folders of a site held open while files in them are staged and swapped.

Each is reached from the root part by part without following a link, so that nobody can swap a folder
for a link between check and write (reliability.md T17). Where the system knows no such descriptors,
plain paths stand in.
"""

import contextlib
import ctypes
import errno
import hashlib
import os
import stat
import sys
from collections import OrderedDict
from pathlib import Path

HAS_DESCRIPTORS = os.open in os.supports_dir_fd and os.link in os.supports_dir_fd
_KEPT_OPEN = 64
_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FILE_FLAGS = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
_CHUNK = 1 << 20


class Folder:
    """One open folder; every name is that of an entry directly in it."""

    def __init__(self, path: str, descriptor: int | None) -> None:
        self._path = path
        self._descriptor = descriptor

    @property
    def device(self) -> int:
        """Return the number of the file system it lies on."""
        return (
            self._state(".").st_dev
            if self._descriptor is None
            else os.fstat(self._descriptor).st_dev
        )

    def stat(self, name: str) -> os.stat_result | None:
        """Return the state of an entry, links not followed; None where there is none."""
        try:
            return self._state(name)
        except FileNotFoundError:
            return None

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where there is none; raises OSError for a link."""
        try:
            descriptor = self._open(name, os.O_RDONLY | _FILE_FLAGS)
        except FileNotFoundError:
            return None
        try:
            size = os.fstat(descriptor).st_size
            chunks: list[bytes] = []
            while chunk := os.read(descriptor, size + 1 if not chunks else _CHUNK):
                chunks.append(chunk)
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)
        finally:
            os.close(descriptor)

    def digest(self, name: str) -> bytes | None:
        """Return the SHA-256 of a file, None where there is none."""
        data = self.read(name)
        return None if data is None else hashlib.sha256(data).digest()

    def create(self, name: str, data: bytes, like: os.stat_result | None, *, sync: bool) -> None:
        """Write a file that must not exist, with the mode and owner of `like` if given."""
        descriptor = self._open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FILE_FLAGS, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            if like is not None and hasattr(os, "fchmod"):
                _dress(descriptor, like)
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def link(self, source: str, target: str) -> bool:
        """Give a file a second name; False where the file system knows no such thing.

        Raises FileExistsError where `target` exists.
        """
        try:
            if self._descriptor is None:
                os.link(self._at(source), self._at(target))
            else:
                os.link(
                    source,
                    target,
                    src_dir_fd=self._descriptor,
                    dst_dir_fd=self._descriptor,
                    follow_symlinks=False,
                )
        except OSError as error:
            if error.errno in _NO_LINKS:
                return False
            raise
        return True

    def copy(self, source: str, target: str) -> None:
        """Copy a file, synced, to a name that must not exist."""
        state, data = self._state(source), self.read(source)
        assert data is not None
        self.create(target, data, state, sync=True)
        if self._descriptor is None:
            os.utime(self._at(target), ns=(state.st_atime_ns, state.st_mtime_ns))
        else:
            times = (state.st_atime_ns, state.st_mtime_ns)
            os.utime(target, ns=times, dir_fd=self._descriptor, follow_symlinks=False)

    def replace(self, source: str, target: str) -> None:
        """Rename a file over another, atomically."""
        if self._descriptor is None:
            os.replace(self._at(source), self._at(target))
        else:
            os.replace(source, target, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def unlink(self, name: str) -> None:
        """Remove a file if it is there."""
        try:
            if self._descriptor is None:
                os.unlink(self._at(name))
            else:
                os.unlink(name, dir_fd=self._descriptor)
        except FileNotFoundError:
            pass

    def sync(self) -> None:
        """Have the folder's entries on the disk."""
        if self._descriptor is not None:
            os.fsync(self._descriptor)

    def sync_file(self, name: str) -> None:
        """Have a file's bytes on the disk."""
        descriptor = self._open(name, os.O_RDONLY | _FILE_FLAGS)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_file_system(self) -> bool:
        """Have everything on the folder's file system on the disk; False where this is not known."""
        return self._descriptor is not None and syncfs(self._descriptor)

    def close(self) -> None:
        """Let go of the descriptor."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):  # nothing was written through it
                os.close(self._descriptor)
            self._descriptor = None

    def _open(self, name: str, flags: int, mode: int = 0o666) -> int:
        if self._descriptor is None:
            return os.open(self._at(name), flags, mode)
        return os.open(name, flags, mode, dir_fd=self._descriptor)

    def _state(self, name: str) -> os.stat_result:
        if self._descriptor is None:
            return os.lstat(self._at(name))
        return os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)

    def _at(self, name: str) -> str:
        return os.path.join(self._path, name)


class Folders:
    """The folders of one site by path, a few of them held open."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._open: OrderedDict[str, Folder] = OrderedDict()
        self._top = self._open_top()

    def at(self, path: str) -> Folder:
        """Return the folder at a posix path relative to the root.

        Raises FileNotFoundError where it is missing, OSError where a part of it is a link or a file.
        """
        if not path:
            return self._top
        folder = self._open.get(path)
        if folder is not None:
            self._open.move_to_end(path)
            return folder
        folder = self._open_below(path)
        self._open[path] = folder
        if len(self._open) > _KEPT_OPEN:
            self._open.popitem(last=False)[1].close()
        return folder

    def exists(self, path: str) -> bool:
        """Tell whether a folder is there."""
        try:
            self.at(path)
        except FileNotFoundError:
            return False
        return True

    def make(self, path: str) -> None:
        """Make a folder below one that exists."""
        above, _, name = path.rpartition("/")
        parent = self.at(above)
        try:
            if parent._descriptor is None:
                os.mkdir(parent._at(name))
            else:
                os.mkdir(name, dir_fd=parent._descriptor)
        except FileExistsError:
            pass

    def remove(self, path: str) -> None:
        """Remove a folder if it is there and empty."""
        folder = self._open.pop(path, None)
        if folder is not None:
            folder.close()
        above, _, name = path.rpartition("/")
        try:
            parent = self.at(above)
            if parent._descriptor is None:
                os.rmdir(parent._at(name))
            else:
                os.rmdir(name, dir_fd=parent._descriptor)
        except FileNotFoundError:
            pass
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                raise

    def close(self) -> None:
        """Let go of all descriptors."""
        for folder in self._open.values():
            folder.close()
        self._open.clear()
        self._top.close()

    def _open_top(self) -> Folder:
        if not HAS_DESCRIPTORS:
            return Folder(self._root, None)
        return Folder(self._root, os.open(self._root, _FOLDER_FLAGS))

    def _open_below(self, path: str) -> Folder:
        full = os.path.join(self._root, *path.split("/"))
        if self._top._descriptor is None:
            state = os.lstat(full)
            if not stat.S_ISDIR(state.st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), full)
            return Folder(full, None)
        descriptor = self._top._descriptor
        for part in path.split("/"):
            try:
                below = os.open(part, _FOLDER_FLAGS, dir_fd=descriptor)
            finally:
                if descriptor != self._top._descriptor:
                    os.close(descriptor)
            descriptor = below
        return Folder(full, descriptor)


def _dress(descriptor: int, like: os.stat_result) -> None:
    """Give an open file the mode of another, and its owner where that is allowed."""
    if os.geteuid() == 0:
        own = os.fstat(descriptor)
        if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
            os.fchown(descriptor, like.st_uid, like.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def syncfs(descriptor: int) -> bool:
    """Sync the file system of an open file; False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return False
    if call(descriptor) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return True
