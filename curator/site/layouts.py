"""The layouts of a site: which exist, and in which order they enclose a post (jekyll.md §7).

Reads the folder of layouts once, when asked for the first time. Layouts that a theme brings cannot
be seen: a site with a theme is taken to have whatever layout is asked for.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.formats.yaml_values import Value
from curator.site.entries import EntryFilter
from curator.site.folder import Site
from curator.site.ruby_values import to_s

_log = logging.getLogger(__name__)

_NO_LAYOUT = "none"
_ENDS_THE_CHAIN = frozenset({"", _NO_LAYOUT, "null", "nil"})


@dataclass(frozen=True, slots=True)
class Chain:
    """The layouts around a post, the innermost first."""

    layouts: tuple[str, ...] = ()
    missing: str | None = None
    """The one that is asked for but does not exist."""


@dataclass(frozen=True, slots=True)
class Layouts:
    """A site's layouts by name, each with what its front matter says its own layout is."""

    parents: Mapping[str, Value]
    themed: bool = False
    broken: tuple[str, ...] = ()
    """Files that stop any build: front matter that is no mapping, or that cannot be read where the
    site is strict; an empty permalink."""
    _chains: dict[str, Chain] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, name: str) -> bool:
        """Tell whether the site itself has a layout."""
        return name in self.parents

    def chain(self, asked: Value) -> Chain:
        """Return the layouts around a post whose `layout` has the value `asked`."""
        if asked is None or asked == _NO_LAYOUT:
            return _NONE
        name = to_s(asked)
        chain = self._chains.get(name)
        if chain is None:
            chain = self._chains[name] = self._follow(name)
        return chain

    def _follow(self, name: str) -> Chain:
        found: dict[str, None] = {}
        current: Value = name
        while isinstance(current, str) and current in self.parents:
            if current in found:
                return Chain(tuple(found))
            found[current] = None
            current = self.parents[current]
        # Only the post's own layout may be asked for with something that is no text, and only that
        # one is missed by Jekyll aloud.
        asked_in_vain = isinstance(current, str) and (not found or current not in _ENDS_THE_CHAIN)
        if not asked_in_vain or self.themed:
            return Chain(tuple(found))
        return Chain(tuple(found), str(current))


_NONE = Chain()


def read_layouts(site: Site) -> Layouts:
    """Read which layouts a site has; files that cannot be read count as layouts without a parent."""
    root = os.path.join(site.root, site.config.source, site.config.layouts_dir)
    names = sorted(_files(root))
    wants = EntryFilter(site.config).wants
    parents: dict[str, Value] = {}
    broken: list[str] = []
    for name in names:
        if not wants(name, f"/{name}", is_folder=False):
            continue
        values = _front_matter(os.path.join(root, name), site.config.strict_front_matter)
        if values is None or values.get("permalink") == "":
            broken.append(name)
            continue
        parents[name.rpartition(".")[0]] = values.get("layout")
    return Layouts(parents, bool(site.config.theme), tuple(broken))


def _files(root: str) -> list[str]:
    found: list[str] = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inner = os.path.relpath(folder, root).replace(os.sep, "/")
        prefix = "" if inner == "." else f"{inner}/"
        found += [prefix + name for name in files if "." in name and not name.startswith(".")]
    return found


def _front_matter(path: str, strict: bool) -> dict[str, Value] | None:
    """Return a layout's front matter, empty where it cannot be read; None where that is fatal."""
    try:
        with open(path, "rb") as file:
            document = split(file.read())
    except OSError as error:
        _log.info("cannot read the layout %s: %s", path, error.strerror)
        return {}
    front_matter = parse(document.front_matter or "")
    problem = front_matter.problem
    if problem is not None:
        return None if strict or problem.message == "not a mapping of keys to values" else {}
    return front_matter.values
