"""The Jekyll sites that the desk works with, read once and again only when their settings change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from curator.domain.errors import CuratorError
from curator.formats.yaml_values import Value
from curator.services.deriving import Build
from curator.site.config_files import Stamp, config_stamp
from curator.site.defaults import defaults_for
from curator.site.filenames import parse_path
from curator.site.folder import Site, find_root, open_site
from curator.site.zones import build_zone


@dataclass(frozen=True, slots=True)
class _Read:
    stamp: Stamp
    site: Site


@dataclass(frozen=True, slots=True)
class PostSetting:
    """What a post's place in a site gives it: defaults that it inherits, the build zone."""

    defaults: Mapping[str, Value]
    zone: tzinfo
    zone_name: str
    """What `_config.yml` calls the zone; empty where this machine's counts."""
    lang: str


class Sites:
    """Opens sites by their root; whoever asks again gets the same one until its settings change."""

    def __init__(self) -> None:
        self._read: dict[Path, _Read] = {}

    def open(self, root: Path, *, config_required: bool = True) -> Site:
        """Return the site at `root`; raise SiteError where it is none or its settings are broken."""
        root = root.resolve()
        stamp = config_stamp(root)
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

    def build(self, root: str | None) -> Build:
        """Return how a site reads dates and folders; this machine's way where there is none."""
        if root:
            try:
                config = self.open(Path(root), config_required=False).config
            except CuratorError:
                pass
            else:
                return Build(config.zone, config.content_dir)
        return Build(build_zone(None))

    def setting(self, root: str | None, path: str | None) -> PostSetting:
        """Return what the site at `root` gives to the post at `path`."""
        if root is None or path is None:
            return PostSetting({}, build_zone(None), "", "")
        try:
            config = self.open(Path(root), config_required=False).config
        except CuratorError:
            return PostSetting({}, build_zone(None), "", "")
        place = parse_path(path, collections_dir=config.content_dir)
        kind = place.collection or "pages"
        defaults = defaults_for(config, path, kind)
        return PostSetting(defaults, config.zone, config.timezone or "", config.lang)
