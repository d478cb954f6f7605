"""The Jekyll sites that the desk works with, read once and again only when their settings change."""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from curator.domain.errors import CuratorError
from curator.site.config import local_zone
from curator.site.folder import Site, find_root, open_site

CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")


@dataclass(frozen=True, slots=True)
class _Read:
    stamp: tuple[int, ...]
    site: Site


class Sites:
    """Opens sites by their root; whoever asks again gets the same one until its settings change."""

    def __init__(self) -> None:
        self._read: dict[Path, _Read] = {}

    def open(self, root: Path, *, config_required: bool = True) -> Site:
        """Return the site at `root`; raise SiteError where it is none or its settings are broken."""
        root = root.resolve()
        stamp = _stamp(root)
        known = self._read.get(root)
        if known is None or known.stamp != stamp or (config_required and not any(stamp)):
            known = _Read(stamp, open_site(root, config_required=config_required))
            self._read[root] = known
        return known.site

    def around(self, path: Path) -> Path | None:
        """Return the root of the site that a file or folder lies in."""
        return find_root(path.resolve())

    def title(self, root: str) -> str:
        """Return what a site calls itself, its folder's name where it does not say."""
        try:
            title = self.open(Path(root), config_required=False).config.title
        except CuratorError:
            title = ""
        return title or Path(root).name

    def zone(self, root: str | None) -> tzinfo:
        """Return the build zone of a site; this machine's where there is no readable site."""
        if not root:
            return local_zone()
        try:
            return self.open(Path(root), config_required=False).config.zone
        except CuratorError:
            return local_zone()


def _stamp(root: Path) -> tuple[int, ...]:
    stamps = []
    for name in CONFIG_NAMES:
        try:
            state = (root / name).stat()
        except OSError:
            stamps.append(0)
        else:
            stamps.append(state.st_mtime_ns ^ state.st_size)
    return tuple(stamps)
