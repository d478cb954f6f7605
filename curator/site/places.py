"""Where in a site a path lies for Jekyll: which reader takes it, under which label, or why none does.

Pure: looks at paths and configuration, never at a disk (links and files without front matter are
`scanning`'s business). Answers are remembered by folder, so that a site of many posts stays quick.
"""

from dataclasses import dataclass
from typing import NamedTuple

from curator.site.config import SiteConfig
from curator.site.entries import EntryFilter
from curator.site.filenames import DRAFTS, POSTS, dated_name, is_draft_name, is_post_name
from curator.site.visibility import Visibility

POSTS_LABEL = "posts"
NOT_READ_AS_COLLECTIONS = frozenset({POSTS_LABEL, "data"})


class Place(NamedTuple):
    """What Jekyll's readers make of a path."""

    label: str
    """Of the collection it belongs to, `posts` for posts and drafts; empty for anything else."""
    relative: str
    """Jekyll's `relative_path`: from the folder of the collections."""
    dated: tuple[str, str] | None
    """Day and slug as written in its name, None where that has no date."""
    in_drafts: bool
    """Read only where drafts are shown."""
    refused: Visibility | None
    """Why no reader takes the file; None where one does."""


@dataclass(frozen=True, slots=True)
class _Folder:
    label: str
    relative: str
    """What precedes a file's name in Jekyll's `relative_path`."""
    base: str
    """The folder that is being read, with a slash before it."""
    inner: str
    """What precedes a file's name below it."""
    special: str
    """`_posts`, `_drafts` or empty."""
    refused: Visibility | None


class Places:
    """Answers for one site."""

    def __init__(self, root: str, config: SiteConfig) -> None:
        self._root = root.rstrip("/")
        self._config = config
        self._filter = EntryFilter(config)
        self._folders: dict[str, _Folder] = {}
        written = config.raw.get("collections_dir")
        self._written_dir = written if isinstance(written, str) else ""

    def find(self, path: str) -> Place:
        """Return the place of a posix path relative to the site's root."""
        parent, _, name = path.rpartition("/")
        folder = self._folders.get(parent)
        if folder is None:
            folder = self._folders[parent] = self._folder(parent)
        relative = folder.relative + name
        dated = dated_name(relative)
        return Place(
            folder.label,
            relative,
            dated,
            folder.special == DRAFTS,
            folder.refused or self._refusal(folder, name, dated is not None),
        )

    def _refusal(self, folder: _Folder, name: str, is_dated: bool) -> Visibility | None:
        entry = folder.inner + name
        path = f"{folder.base}/{entry}"
        if folder.special and name.startswith("."):
            return Visibility.IGNORED_NAME
        if not self._filter.wants(entry, path, is_folder=False):
            return self._reason(path, is_folder=False)
        # Below a folder inside `_posts` the whole path has to look like a dated name or end with one.
        if folder.special == POSTS and not (is_post_name(entry) if folder.inner else is_dated):
            return Visibility.NOT_A_POST_NAME
        if folder.special == DRAFTS and not is_draft_name(entry):
            return Visibility.NOT_A_POST_NAME
        return None

    def _reason(self, path: str, *, is_folder: bool) -> Visibility:
        excluded = self._filter.excludes(path, is_folder=is_folder)
        return Visibility.EXCLUDED if excluded else Visibility.IGNORED_NAME

    def _folder(self, folder: str) -> _Folder:
        source = self._config.source
        if source and folder != source and not folder.startswith(f"{source}/"):
            return _Folder("", "", "", "", "", Visibility.OUTSIDE)
        folder = folder[len(source) :].lstrip("/")
        relative = self._relative(folder)
        parts = folder.split("/")
        return (
            self._collection(folder, relative)
            or self._publishable(parts, relative)
            or _Folder("", relative, "", "", "", _missing_collection(parts))
        )

    def _relative(self, folder: str) -> str:
        """Return what Jekyll's `relative_path` of files in a folder begins with.

        Paths that do not lie in `collections_dir` stay absolute there.
        """
        inside = self._config.collections_dir
        if not inside:
            return f"{folder}/" if folder else ""
        if folder == inside or folder.startswith(f"{inside}/"):
            rest = folder[len(inside) + 1 :]
            return f"{rest}/" if rest else ""
        return "/".join(part for part in (self._root, self._config.source, folder) if part) + "/"

    def _collection(self, folder: str, relative: str) -> _Folder | None:
        inside = self._config.collections_dir
        if inside and folder != inside and not folder.startswith(f"{inside}/"):
            return None
        first, _, rest = relative.partition("/")
        label = first[1:]
        if first[:1] != "_" or label not in self._config.collections:
            return None
        if label in NOT_READ_AS_COLLECTIONS:
            return None
        return _Folder(label, relative, f"/{first}", rest, "", None)

    def _publishable(self, parts: list[str], relative: str) -> _Folder | None:
        at = next((at for at, part in enumerate(parts) if part in {POSTS, DRAFTS}), None)
        if at is None:
            return None
        inner = parts[at + 1 :]
        base = "".join(f"/{part}" for part in parts[: at + 1])
        refused = self._not_visited(parts[:at])
        if refused is None and any(part.startswith(".") for part in inner):
            refused = Visibility.IGNORED_NAME
        prefix = "".join(f"{part}/" for part in inner)
        return _Folder(POSTS_LABEL, relative, base, prefix, parts[at], refused)

    def _not_visited(self, parts: list[str]) -> Visibility | None:
        """Tell why Jekyll does not look for posts in a folder."""
        folder = "".join(f"/{part}" for part in parts)
        if self._written_dir and not folder.startswith(f"/{self._written_dir}"):
            return Visibility.OUTSIDE
        path = ""
        for part in parts:
            path = f"{path}/{part}"
            if path[1:] == self._config.destination:
                return Visibility.OUTSIDE
            if not self._filter.wants(part, path, is_folder=True):
                return self._reason(path, is_folder=True)
        return None


def _missing_collection(parts: list[str]) -> Visibility:
    underlined = any(part.startswith("_") for part in parts)
    return Visibility.NO_COLLECTION if underlined else Visibility.OUTSIDE
