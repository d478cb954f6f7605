"""What is different where GitHub itself builds a site, and the signs by which that is known.

GitHub Pages lays its own defaults below a site's configuration (jekyll.md §3, `gp:`); of them only
`future` changes which posts appear. It gives Markdown without a layout one as well.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from curator.formats.yaml_values import Value

_GEMFILES = ("Gemfile", "gems.rb")
_PAGES_GEM = re.compile(rb"""^[ \t]*gem[ \t(]+["']github-pages["']""", re.MULTILINE)
_LONGEST_GEMFILE = 100_000
_DEFAULTS: Mapping[str, Value] = {"future": True}


def built_by_github(root: Path) -> bool:
    """Tell whether the site in `root` looks like one that GitHub Pages builds by itself.

    It names the gem `github-pages`; or it has a `CNAME` but neither a Gemfile nor workflows, so that
    nobody else can be building it.
    """
    gemfiles = [data for name in _GEMFILES if (data := _beginning(root / name)) is not None]
    if gemfiles:
        return any(_PAGES_GEM.search(data) for data in gemfiles)
    return (root / "CNAME").is_file() and not (root / ".github" / "workflows").is_dir()


def _beginning(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_GEMFILE)
    except OSError:
        return None


def with_pages_defaults(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return a site's settings with those of GitHub Pages where the site leaves them open."""
    return {**_DEFAULTS, **{key: value for key, value in values.items() if value is not None}}
