"""The folders that a site's pages are made from: its own, below it the theme's.

Owns finding the theme, its configuration, layouts and includes, each site first and then theme.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curator import resources
from curator.domain.errors import SiteError
from curator.formats.document import split
from curator.formats.encodings import decode
from curator.formats.front_matter import parse
from curator.formats.yaml_values import Value
from curator.rendering.theme.files import Folder, Remembered
from curator.rendering.theme.gems import find_folder, find_gem
from curator.site.config_files import read_values
from curator.site.entries import EntryFilter
from curator.site.folder import Site

DEFAULT_PAGES_THEME = "jekyll-theme-primer"
"""What GitHub Pages uses where a site names no theme."""

_OF_PAGES = (
    *("architect", "cayman", "dinky", "hacker", "leap-day", "merlot", "midnight", "minimal"),
    *("modernist", "primer", "slate", "tactile", "time-machine"),
)
_STAND_INS = {"minima": "minima", **{f"jekyll-theme-{name}": "primer" for name in _OF_PAGES}}
_ANY_STAND_IN = "minima"
"""Its names of layouts are those that most themes have."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's folder."""

    name: str
    folder: Folder
    version: str = ""
    approximated: bool = False
    """Not the theme itself but layouts of our own that stand in for it."""
    asked: bool = True
    """The site names it; else it is what GitHub Pages falls back on."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as Jekyll reads it."""

    name: str
    path: str
    """Relative to the site's source, or to the theme."""
    data: Mapping[str, Value]
    content: str
    first_line: int
    themed: bool


def wanted_theme(site: Site) -> tuple[str, bool]:
    """Return the name of the theme that a site asks for and whether it is a remote one."""
    raw = site.config.raw
    remote = raw.get("remote_theme")
    if isinstance(remote, str) and remote:
        return remote, True
    theme = raw.get("theme")
    if isinstance(theme, str) and theme:
        return theme.strip().lower(), False
    if site.config.github_pages and "theme" not in raw:
        return DEFAULT_PAGES_THEME, False
    return "", False


def find_theme(site: Site, theme_folders: Sequence[Path] = ()) -> Theme | None:
    """Return the theme of a site: its gem or folder, else what stands in for it, None without one.

    `theme_folders` hold folders of themes that are no gems.
    """
    name, remote = wanted_theme(site)
    if not name:
        return None
    bare = name.partition("@")[0].rpartition("/")[2].lower() if remote else name
    spellings = [name.partition("@")[0], name.partition("@")[0].replace("/", "-"), bare]
    own = find_folder(spellings, theme_folders)
    if own is not None:
        return Theme(bare, Folder(own))
    for candidate in (bare, f"{bare}-jekyll", f"jekyll-theme-{bare}") if remote else (bare,):
        gem = find_gem(candidate, site.root)
        if gem is not None:
            return Theme(candidate, Folder(gem.root), gem.version)
    stand_in = _STAND_INS.get(bare, _ANY_STAND_IN)
    folder = Folder(resources.path("themes", stand_in))
    asked = remote or "theme" in site.config.raw
    return Theme(bare, folder, approximated=True, asked=asked)


def theme_config(theme: Theme) -> Mapping[str, Value]:
    """Return what a theme's own `_config.yml` says, empty where it says nothing."""
    path = theme.folder.locate("_config.yml")
    if path is None or os.path.islink(path):
        return {}
    try:
        return read_values([Path(path)])
    except SiteError:
        return {}


class Layouts:
    """The layouts of a site and its theme."""

    def __init__(self, site: Site, source: Folder, theme: Theme | None) -> None:
        self._config = site.config
        self._source = source
        self._theme = theme
        self._site_layouts = Remembered(source, self._make)
        self._theme_layouts = None if theme is None else Remembered(theme.folder, self._make)
        self._names: dict[str, tuple[str, bool]] | None = None

    def refresh(self) -> None:
        """Look again which layouts there are."""
        self._names = None

    def names(self) -> Mapping[str, tuple[str, bool]]:
        """Return by name where each layout lies and whether the theme brings it."""
        if self._names is None:
            found: dict[str, tuple[str, bool]] = {}
            if self._theme is not None:
                for file in self._files(self._theme.folder, "_layouts"):
                    found[file.rpartition(".")[0]] = (f"_layouts/{file}", True)
            base = self._config.layouts_dir
            for file in self._files(self._source, base):
                found[file.rpartition(".")[0]] = (f"{base}/{file}" if base else file, False)
            self._names = found
        return self._names

    def get(self, name: str) -> Layout | None:
        """Return a layout by name, read again where its file has changed."""
        place = self.names().get(name)
        if place is None:
            return None
        path, themed = place
        known = self._theme_layouts if themed else self._site_layouts
        made = None if known is None else known.get(path)
        if made is None:
            return None
        data, content, first_line = made
        return Layout(name, path, data, content, first_line, themed)

    def _files(self, folder: Folder, base: str) -> Iterator[str]:
        root = os.path.join(folder.root, base)
        if not folder.holds(root):
            return
        wants = EntryFilter(self._config).wants
        found: list[str] = []
        for above, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            inner = os.path.relpath(above, root).replace(os.sep, "/")
            prefix = "" if inner == "." else f"{inner}/"
            found += [prefix + name for name in files if "." in name and not name.startswith(".")]
        for name in sorted(found):
            if wants(name, f"/{name}", is_folder=False):
                yield name

    @staticmethod
    def _make(_path: str, data: bytes) -> tuple[Mapping[str, Value], str, int]:
        file = split(data)
        content = file.content
        values = parse(file.front_matter or "").values
        return values, content, file.text[: len(file.text) - len(content)].count("\n") + 1


class Includes:
    """The texts of `_includes`, the site's before the theme's."""

    def __init__(self, site: Site, source: Folder, theme: Theme | None) -> None:
        self._base = site.config.includes_dir
        self._texts = Remembered(source, _text)
        self._themed = None if theme is None else Remembered(theme.folder, _text)

    def text(self, name: str) -> str | None:
        """Return the text of an include; None where neither has it."""
        own = self._texts.get(f"{self._base}/{name}" if self._base else name)
        if own is not None or self._themed is None:
            return own
        return self._themed.get(f"_includes/{name}")


def _text(_path: str, data: bytes) -> str:
    return decode(data).text
