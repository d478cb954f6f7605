"""Posts, pages and files of a site that would get into each other's way (jekyll.md §1).

An index over all of them, kept up to date one by one: adding, replacing or removing one costs what its
partners are, not what the site is. It compares paths as file systems do that ignore case or the forms of
Unicode, since the site may be built or checked out on such a one. Knows nothing of how URLs are made.
"""

import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import unquote

from curator.domain.post import Problem

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one post or page takes of a site."""

    url: str
    """As Jekyll writes it, percent-encoded, without `baseurl`."""
    output: str
    """The file that Jekyll writes, relative to the destination, not encoded; empty where it writes
    none, as for a hidden post."""
    path: str
    """The source file, relative to the site's root; empty where it has none yet."""


@dataclass(frozen=True, slots=True)
class Collision(Generic[Key]):
    """Two or more that cannot stand beside each other."""

    kind: Problem
    """SAME_URL, INDEX_URL, URL_CASE, URL_FORM, FILE_AS_FOLDER or SAME_FILE."""
    keys: tuple[Key, ...]
    """All parties, in the order in which they were added."""
    place: str
    """The output file or the source path over which they collide, as the first party writes it."""


class CollisionIndex(Generic[Key]):
    """All claims of a site and its queue, by key."""

    def __init__(self) -> None:
        self._claims: dict[Key, Claim] = {}
        self._outputs: dict[str, Key | list[Key]] = {}
        self._paths: dict[str, Key | list[Key]] = {}
        self._folders: dict[str, list[Key]] = {}

    def __len__(self) -> int:
        return len(self._claims)

    def __contains__(self, key: Key) -> bool:
        return key in self._claims

    def claim(self, key: Key) -> Claim | None:
        """Return what a party claims, None for an unknown one."""
        return self._claims.get(key)

    def put(self, key: Key, claim: Claim) -> frozenset[Key]:
        """Add a party or replace its claim; return the others whose collisions may have changed."""
        old = self._claims.get(key)
        if old == claim:
            return frozenset()
        touched = self.remove(key)
        self._put(key, claim)
        return touched | self._partners(key)

    def remove(self, key: Key) -> frozenset[Key]:
        """Take a party out, if it is there; return the others whose collisions may have changed."""
        claim = self._claims.get(key)
        if claim is None:
            return frozenset()
        touched = self._partners(key)
        del self._claims[key]
        if claim.output:
            _drop(self._outputs, folded(claim.output), key)
            for folder in _file_like_folders(claim.output):
                self._folders[folder].remove(key)
                if not self._folders[folder]:
                    del self._folders[folder]
        if claim.path:
            _drop(self._paths, folded(claim.path), key)
        return touched

    def fill(self, claims: Iterable[tuple[Key, Claim]]) -> None:
        """Add many parties at once, none of which is there yet; nobody is told of partners."""
        for key, claim in claims:
            self._put(key, claim)

    def of(self, key: Key) -> tuple[Collision[Key], ...]:
        """Return the collisions of one party."""
        claim = self._claims.get(key)
        if claim is None:
            return ()
        found: list[Collision[Key]] = []
        if claim.output:
            output = folded(claim.output)
            found += (one for one in self._same_output(output) if key in one.keys)
            found += self._as_folder(output)
            for folder in _file_like_folders(claim.output):
                found += self._as_folder(folder)
        if claim.path:
            found += self._same_path(folded(claim.path))
        return tuple(found)

    def all(self) -> Iterator[Collision[Key]]:
        """Yield every collision of the site once."""
        for output, group in self._outputs.items():
            if isinstance(group, list):
                yield from self._same_output(output)
        for folder in self._folders:
            yield from self._as_folder(folder)
        for path, group in self._paths.items():
            if isinstance(group, list):
                yield from self._same_path(path)

    def _put(self, key: Key, claim: Claim) -> None:
        self._claims[key] = claim
        if claim.output:
            _add(self._outputs, folded(claim.output), key)
            for folder in _file_like_folders(claim.output):
                self._folders.setdefault(folder, []).append(key)
        if claim.path:
            _add(self._paths, folded(claim.path), key)

    def _same_output(self, output: str) -> list[Collision[Key]]:
        """Name what those share that write one file, from the worst to the slightest."""
        keys = _keys(self._outputs, output)
        if len(keys) < 2:
            return []
        exact: dict[str, list[Key]] = {}
        for key in keys:
            exact.setdefault(self._claims[key].output, []).append(key)
        found: list[Collision[Key]] = []
        for written, same in exact.items():
            if len(same) > 1:
                urls = {unquote(self._claims[key].url) for key in same}
                kind = Problem.SAME_URL if len(urls) == 1 else Problem.INDEX_URL
                found.append(Collision(kind, tuple(same), written))
        if len(exact) > 1:
            forms = {unicodedata.normalize("NFC", written) for written in exact}
            kind = Problem.URL_FORM if len(forms) == 1 else Problem.URL_CASE
            found.append(Collision(kind, tuple(keys), next(iter(exact))))
        return found

    def _same_path(self, path: str) -> list[Collision[Key]]:
        keys = _keys(self._paths, path)
        if len(keys) < 2:
            return []
        return [Collision(Problem.SAME_FILE, tuple(keys), self._claims[keys[0]].path)]

    def _as_folder(self, output: str) -> list[Collision[Key]]:
        """Find those that write a file where others need a folder."""
        files, inside = _keys(self._outputs, output), self._folders.get(output)
        if not files or not inside:
            return []
        written = self._claims[files[0]].output
        return [Collision(Problem.FILE_AS_FOLDER, (*files, *inside), written)]

    def _partners(self, key: Key) -> frozenset[Key]:
        return frozenset(other for found in self.of(key) for other in found.keys) - {key}


def folded(path: str) -> str:
    """Return what paths have in common that some file system takes for the same: no case, NFC."""
    if path.isascii():
        low = path.lower()
    else:
        low = unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
    return path if low == path else low  # one string less in memory where nothing differs


def _file_like_folders(output: str) -> Iterator[str]:
    """Yield the folders of an output whose names might be a file's: Jekyll's files have extensions."""
    folders = output.rpartition("/")[0]
    if "." not in folders:
        return
    path = ""
    for part in folded(folders).split("/"):
        path = f"{path}/{part}" if path else part
        if "." in part:
            yield path


def _add(groups: dict[str, Key | list[Key]], name: str, key: Key) -> None:
    group = groups.get(name)
    if group is None:
        groups[name] = key
    elif isinstance(group, list):
        group.append(key)
    else:
        groups[name] = [group, key]


def _drop(groups: dict[str, Key | list[Key]], name: str, key: Key) -> None:
    group = groups[name]
    if not isinstance(group, list):
        del groups[name]
        return
    group.remove(key)
    if len(group) == 1:
        groups[name] = group[0]


def _keys(groups: dict[str, Key | list[Key]], name: str) -> list[Key]:
    group = groups.get(name)
    if group is None:
        return []
    return group if isinstance(group, list) else [group]
