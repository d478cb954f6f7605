"""Where the gems of this machine lie, and a theme among them: by looking at folders, never by Ruby.

Owns the list of places in which RubyGems, Bundler and Debian keep gems.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOCKED = r"^ {{4}}{name} \(([^)]+)\)"
_VERSION_PART = re.compile(r"\d+|[a-z]+", re.ASCII)
_SYSTEM = (
    "/usr/share/rubygems-integration/*",
    "/usr/lib/ruby/gems/*",
    "/usr/lib64/ruby/gems/*",
    "/usr/lib/*/rubygems-integration/*",
    "/usr/local/lib/ruby/gems/*",
    "/usr/local/bundle",
    "/var/lib/gems/*",
    "/opt/homebrew/lib/ruby/gems/*",
    "/Library/Ruby/Gems/*",
    "C:/Ruby*/lib/ruby/gems/*",
)
_OF_THE_USER = (
    ".gem/ruby/*",
    ".local/share/gem/ruby/*",
    ".rbenv/versions/*/lib/ruby/gems/*",
    ".rvm/gems/*",
    ".asdf/installs/ruby/*/lib/ruby/gems/*",
    ".bundle/ruby/*",
    "gems",
)


@dataclass(frozen=True, slots=True)
class Gem:
    """A gem's folder."""

    name: str
    version: str
    root: Path


def gem_homes(site_root: Path, environment: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Yield the folders whose `gems/` hold gems: the site's own first, then the user's."""
    for pattern in ("vendor/bundle/ruby/*", ".bundle/ruby/*", "vendor/bundle", "vendor"):
        yield from sorted(site_root.glob(pattern))
    named = [environment.get("GEM_HOME", ""), *environment.get("GEM_PATH", "").split(os.pathsep)]
    named.append(environment.get("BUNDLE_PATH", ""))
    for name in named:
        if name:
            yield Path(name)
            yield from sorted(Path(name).glob("ruby/*"))
    home = Path(environment.get("HOME") or Path.home())
    for pattern in _OF_THE_USER:
        yield from sorted(home.glob(pattern))
    for pattern in _SYSTEM:
        root = Path(pattern[: pattern.index("/") + 1])
        if root.is_dir():
            yield from sorted(root.glob(pattern[len(str(root)) :].lstrip("/")))


def find_gem(name: str, site_root: Path, environment: Mapping[str, str] = os.environ) -> Gem | None:
    """Return a gem's folder: of the version that the site has locked, else of the highest one."""
    name = name.strip().lower()
    if not name or "/" in name or name.startswith("."):
        return None
    found: list[Gem] = []
    for home in gem_homes(site_root, environment):
        for folder in (home / "gems", home / "bundler" / "gems"):
            found += _versions(folder, name)
    if not found:
        return None
    locked = _locked_version(site_root, name)
    for gem in found:
        if gem.version == locked:
            return gem
    return max(found, key=lambda gem: _sortable(gem.version))


def find_folder(names: Sequence[str], folders: Sequence[Path]) -> Path | None:
    """Return the first of several folders that is there below some others."""
    for folder in folders:
        for name in names:
            candidate = folder / name
            if (candidate / "_layouts").is_dir():
                return candidate
    return None


def _versions(folder: Path, name: str) -> list[Gem]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return []
    found: list[Gem] = []
    for entry in sorted(names):
        if entry.lower().startswith(f"{name}-"):
            version = entry[len(name) + 1 :]
            root = folder / entry
            if (version[:1].isdigit() or "bundler" in folder.parts) and root.is_dir():
                found.append(Gem(name, version, root))
    return found


def _locked_version(site_root: Path, name: str) -> str | None:
    try:
        with (site_root / "Gemfile.lock").open(encoding="utf-8", errors="replace") as file:
            text = file.read(500_000)
    except OSError:
        return None
    match = re.search(_LOCKED.format(name=re.escape(name)), text, re.MULTILINE)
    return None if match is None else match[1]


def _sortable(version: str) -> list[tuple[int, int, str]]:
    """Return a version so that 2.10 comes after 2.9 and 2.0.pre before 2.0."""
    parts = [
        (1, int(part), "") if part.isdigit() else (0, 0, part)
        for part in _VERSION_PART.findall(version)
    ]
    return [*parts, (1, 0, "")]
