"""Which Jekyll is on this machine, and the environment in which it runs.

A site's `Gemfile` is a program: `bundle exec` runs only for a site that the editor trusts. Without
trust it is the machine's own `jekyll`, which is kept from every Gemfile.
"""

import json
import os
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from curator import resources
from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.work import CancelToken
from curator.rendering.truth.messages import plain
from curator.rendering.truth.processes import run

GEMFILES = ("Gemfile", "gems.rb")

_PROBE_SECONDS = 60
_MEMORY_BYTES = 2 * 1024**3
_NOT_PASSED_ON = ("RUBYOPT", "RUBYLIB", "BUNDLE", "BUNDLER", "JEKYLL", "PAGES_", "CURATOR_")
"""How the names of variables begin that decide what Ruby loads and how Jekyll builds."""


@dataclass(frozen=True, slots=True)
class Jekyll:
    """A Jekyll that answered."""

    command: tuple[str, ...]
    """What starts it, without a subcommand."""
    version: str
    ruby: str
    """The Ruby that runs it."""
    gems: frozenset[str]
    """The names of all gems it can load."""
    bundled: bool = False
    """It is the one of the site's own bundle."""
    bundle_fault: str = ""
    """Why the site's bundle does not work, where it has one and the machine's Jekyll stands in."""


class Jekylls:
    """Finds Jekyll and remembers what the machine's own one answered. Safe from several threads."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Jekyll] = {}
        self._lock = threading.Lock()

    def find(self, folder: Path, *, trusted: bool, site: Path, cancel: CancelToken) -> Jekyll:
        """Return the Jekyll that builds the site copied to `folder`.

        `site` is the folder it was copied from, where its bundle may lie. Raises JekyllError
        (NOT_FOUND, CANNOT_START) and Cancelled.
        """
        fault = ""
        if trusted and any((folder / name).is_file() for name in GEMFILES):
            bundle = shutil.which("bundle")
            if bundle is not None:
                environment = environment_for(trusted=True, site=site)
                command = (bundle, "exec", "jekyll")
                found = _ask(command, folder, environment, cancel)
                if isinstance(found, Jekyll):
                    return Jekyll(command, found.version, found.ruby, found.gems, bundled=True)
                fault = found or "bundle"
            else:
                fault = "bundle: not found"
        own = self._own(folder, cancel)
        return Jekyll(own.command, own.version, own.ruby, own.gems, bundle_fault=fault)

    def _own(self, folder: Path, cancel: CancelToken) -> Jekyll:
        program = shutil.which("jekyll")
        if program is None:
            raise JekyllError(JekyllFault.NOT_FOUND)
        key = (program, _stamp(program))
        with self._lock:
            known = self._known.get(key)
        if known is not None:
            return known
        found = _ask((program,), folder, environment_for(trusted=False), cancel)
        if not isinstance(found, Jekyll):
            raise JekyllError(JekyllFault.CANNOT_START, path=program, detail=found)
        with self._lock:
            self._known[key] = found
        return found


def environment_for(*, trusted: bool, site: Path | None = None, seconds: int = 0) -> dict[str, str]:
    """Return the environment of a build; `seconds` of processor time end one that nobody watches.

    Without trust nothing that the user has set for Ruby, Bundler or Jekyll is passed on, except where
    gems lie.
    """
    made = dict(os.environ)
    if not trusted:
        made = {name: value for name, value in made.items() if not name.startswith(_NOT_PASSED_ON)}
        made["JEKYLL_NO_BUNDLER_REQUIRE"] = "true"
        made["CURATOR_MEMORY"] = str(_MEMORY_BYTES)
    elif site is not None and (site / "vendor" / "bundle").is_dir():
        made.setdefault("BUNDLE_PATH", str(site / "vendor" / "bundle"))
    # Jekyll's own default, and what Curator's pages are made for.
    made |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "JEKYLL_ENV": "development"}
    if seconds:
        made["CURATOR_SECONDS"] = str(seconds)
    return made


def reporting(environment: Mapping[str, str], report: Path, post: Path | None) -> dict[str, str]:
    """Return an environment in which Jekyll writes what it made of `post` to `report`."""
    scripts = resources.path("ruby")
    libraries = [str(scripts), *environment.get("RUBYLIB", "").split(os.pathsep)]
    return {
        **environment,
        "RUBYLIB": os.pathsep.join(one for one in libraries if one),
        "RUBYOPT": f"{environment.get('RUBYOPT', '')} -rcurator_report".strip(),
        "CURATOR_REPORT": str(report),
        "CURATOR_POST": str(post) if post is not None else "",
    }


def read_report(file: Path) -> dict[str, object]:
    """Return what Jekyll reported, nothing where it came to no report."""
    try:
        values = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _ask(
    command: tuple[str, ...], folder: Path, environment: Mapping[str, str], cancel: CancelToken
) -> Jekyll | str:
    """Return the Jekyll that a command starts, or what was said instead."""
    report = folder / ".curator-jekyll.json"
    try:
        ended = run(
            [*command, "--version"],
            folder=folder,
            environment=reporting(environment, report, None),
            seconds=_PROBE_SECONDS,
            cancel=cancel,
        )
        told = read_report(report)
    except OSError as error:
        return error.strerror or type(error).__name__
    finally:
        report.unlink(missing_ok=True)
    version, gems = told.get("jekyll"), told.get("gems")
    if ended.code != 0 or not isinstance(version, str):
        return plain(ended.output)
    names = frozenset(str(name) for name in gems) if isinstance(gems, list) else frozenset()
    return Jekyll(command, version, str(told.get("ruby") or "ruby"), names)


def _stamp(program: str) -> int:
    try:
        return Path(program).stat().st_mtime_ns
    except OSError:
        return 0
