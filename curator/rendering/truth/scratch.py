"""A copy of what a build of one post needs of its site, in a folder of its own that is thrown away.

Nothing of the site is written to, and nothing in the copy is a link that leads back to it. The
other posts stay behind, unless they are named. Pictures and other media are stood for by empty
files of the same name and time where the site runs no code of its own, since only their names
matter to Jekyll.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.work import CancelToken
from curator.rendering.truth.overlay import overlay, write_overlay
from curator.site.config_files import config_path
from curator.site.filenames import DRAFTS, POSTS
from curator.site.folder import Site

MOST_BYTES = 256 * 1024**2
MOST_FILES = 50_000
MOST_MEDIA = 20_000
"""Beyond it no more of them are stood for; only a list of all static files would show it."""
LARGEST_FILE = 16 * 1024**2
"""Beyond it a file is stood for by an empty one."""

OVERLAY_NAME = "curator-overlay.yml"

_NEVER = frozenset(
    {
        *(".git", ".hg", ".svn", ".jekyll-cache", ".sass-cache", ".jekyll-metadata"),
        *("node_modules", ".curator-export", POSTS, DRAFTS),
    }
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_BUNDLE = frozenset({"Gemfile", "Gemfile.lock", "gems.rb", "gems.locked", ".bundle", "vendor"})
_MEDIA_SUFFIXES = (
    "png jpg jpeg gif webp avif bmp ico tif tiff psd mp4 m4v webm mov avi mkv mp3 m4a ogg oga "
    "wav flac pdf zip gz tgz bz2 xz 7z rar dmg exe woff woff2 ttf otf eot doc docx xls xlsx ppt pptx"
)
_MEDIA = frozenset(f".{suffix}" for suffix in _MEDIA_SUFFIXES.split())


@dataclass(frozen=True, slots=True)
class Scratch:
    """A copied site with one post in it."""

    folder: Path
    """Holds all; thrown away."""
    root: Path
    """The copy of the site."""
    post: str
    """The path of the post in the site, posix."""
    configs: tuple[Path, ...]
    """The configuration files, each laid over those before it; the last is the overlay."""
    destination: Path
    stand_ins: int
    """How many files are empty in place of large ones or media."""
    left_out: int
    """How many links out of the site, files that cannot be read and media beyond the limit are missing."""

    @property
    def post_file(self) -> Path:
        """Return the post's file."""
        return self.root / self.post


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be built."""

    path: str
    """Posix, relative to the site's root."""
    source: bytes
    neighbours: Mapping[str, bytes]
    """Other posts by path."""
    trusted: bool
    gems: frozenset[str] | None
    """What Jekyll can load, None where the site's bundle answers for it."""
    time: datetime


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make an empty folder, its links resolved, and remove it at the end with all that is in it.

    Raises OSError where there is no room for it.
    """
    name = tempfile.mkdtemp(prefix="curator-truth-")
    folder = Path(name).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy_site(site: Site, folder: Path, *, trusted: bool, cancel: CancelToken) -> "Copied":
    """Copy what a build needs of a site to `folder / "site"`.

    Raises JekyllError (SITE_TOO_LARGE), Cancelled, and OSError where the disk is full.
    """
    copied = Copied(site, folder / "site", trusted=trusted, cancel=cancel)
    copied.copy()
    return copied


def furnish(site: Site, copied: "Copied", wanted: Wanted) -> Scratch:
    """Put the posts and the overlay into a copied site. Raises JekyllError (BAD_PATH)."""
    root = copied.root
    for path, source in {**wanted.neighbours, wanted.path: wanted.source}.items():
        _write_post(site.root, root, path, source)
    values = overlay(
        site.config.raw,
        destination=root.parent / "out",
        time=wanted.time if site.config.time is None else None,
        trusted=wanted.trusted,
        gems=wanted.gems,
    )
    laid = root.parent / OVERLAY_NAME
    write_overlay(laid, values)
    own = config_path(root)
    return Scratch(
        folder=root.parent,
        root=root,
        post=wanted.path,
        configs=(laid,) if own is None else (own, laid),
        destination=root.parent / "out",
        stand_ins=copied.stand_ins,
        left_out=copied.left_out,
    )


def _write_post(site_root: Path, root: Path, path: str, source: bytes) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path or "\\" in path:
        raise JekyllError(JekyllFault.BAD_PATH, path=path)
    file = root.joinpath(*parts)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(source)
        # The date of a draft without one is that of its file.
        original = site_root.joinpath(*parts)
        if original.is_file():
            _keep_time(original.stat(), file)
    except OSError as error:
        raise JekyllError(JekyllFault.BAD_PATH, path=path, detail=error.strerror or "") from error


class Copied:
    """A site on its way into a scratch folder."""

    def __init__(self, site: Site, root: Path, *, trusted: bool, cancel: CancelToken) -> None:
        self.root = root
        self.stand_ins = 0
        self.left_out = 0
        self._site = site
        self._trusted = trusted
        self._cancel = cancel
        self._bytes = 0
        self._files = 0
        config = site.config
        self._never = {config.destination} | {
            name.strip("/") for name in config.exclude if name.strip("/") not in _BUNDLE
        }
        if not trusted:
            self._never |= {config.plugins_dir, f"{config.source}/{config.plugins_dir}".strip("/")}
        self._hidden = set(config.include) | ({".bundle", ".ruby-version"} if trusted else set())
        self._open: set[str] = set()

    def copy(self) -> None:
        """Copy the whole tree."""
        self.root.mkdir()
        self._folder(self._site.root, "")

    def _folder(self, folder: Path, path: str) -> None:
        self._cancel.check()
        real = os.path.realpath(folder)
        if real in self._open:
            return  # a link in a circle
        self._open.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            self.left_out += 1
            entries = []
        for entry in entries:
            below = f"{path}/{entry.name}" if path else entry.name
            if self._is_wanted(entry, below):
                self._entry(entry, below)
        self._open.discard(real)

    def _is_wanted(self, entry: "os.DirEntry[str]", path: str) -> bool:
        name = entry.name
        if name in _NEVER or (not self._trusted and name in _BUNDLE):
            return False
        if path == "vendor/bundle" or (name.startswith(".") and name not in self._hidden):
            return False
        return path not in self._never

    def _entry(self, entry: "os.DirEntry[str]", path: str) -> None:
        try:
            if entry.is_symlink() and not self._may_follow(entry):
                self.left_out += 1
            elif entry.is_dir():
                self._count()
                (self.root / path).mkdir()
                self._folder(Path(entry.path), path)
            elif entry.is_file():
                self._file(entry, path)
        except OSError as error:
            if error.errno in _FULL:
                raise
            self.left_out += 1

    def _may_follow(self, entry: "os.DirEntry[str]") -> bool:
        real = Path(os.path.realpath(entry.path))
        return self._trusted or real.is_relative_to(self._site.root)

    def _file(self, entry: "os.DirEntry[str]", path: str) -> None:
        state = entry.stat()
        target = self.root / path
        media = not self._trusted and os.path.splitext(entry.name)[1].lower() in _MEDIA
        if media and self.stand_ins >= MOST_MEDIA:
            self.left_out += 1
            return
        self._count()
        if media or state.st_size > LARGEST_FILE:
            target.touch()
            self.stand_ins += 1
        else:
            self._bytes += state.st_size
            if self._bytes > MOST_BYTES:
                raise JekyllError(JekyllFault.SITE_TOO_LARGE, path=str(self._site.root))
            shutil.copyfile(entry.path, target)
        _keep_time(state, target)

    def _count(self) -> None:
        """Count a file or folder: links may make one tree out of another without end."""
        self._files += 1
        if self._files > MOST_FILES:
            raise JekyllError(JekyllFault.SITE_TOO_LARGE, path=str(self._site.root))


def _keep_time(state: os.stat_result, file: Path) -> None:
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
