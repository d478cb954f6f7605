"""Finding, reading and merging a site's configuration files, as `jekyll build --config a,b` does.

Owns files and their faults; what the values mean is `config`'s business.
"""

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from curator.domain.errors import SiteError, SiteFault
from curator.formats import front_matter
from curator.formats.encodings import decode
from curator.formats.yaml_values import Value
from curator.site.merging import merge

CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
"""In the order in which Jekyll looks for them."""

# Documents may be announced by `---`; what counts lines must not lose one.
_DOCUMENT_START = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n)*---[ \t]*(?:#[^\n]*)?\r?\n")

Stamp = tuple[tuple[int, int] | None, ...]
"""What changes with a site's configuration files: the time and size of each, None where it is not."""


def config_stamp(root: Path) -> Stamp:
    """Return what a site's configuration files look like from outside."""
    stamps: list[tuple[int, int] | None] = []
    for name in CONFIG_NAMES:
        try:
            state = (root / name).stat()
        except OSError:
            stamps.append(None)
        else:
            stamps.append((state.st_mtime_ns, state.st_size))
    return tuple(stamps)


def config_path(root: Path) -> Path | None:
    """Return the configuration file that Jekyll would read in `root`, None where there is none."""
    for name in CONFIG_NAMES:
        path = root / name
        if path.exists():
            return path
    return None


def config_paths(root: Path, files: Sequence[Path | str] = ()) -> tuple[Path, ...]:
    """Return the files to read: `files`, relative to `root`, else the one that Jekyll finds itself.

    Raises SiteError (NO_CONFIG) where there is none.
    """
    if files:
        return tuple(root / file for file in files)
    path = config_path(root)
    if path is None:
        raise SiteError(root, SiteFault.NO_CONFIG)
    return (path,)


def read_values(paths: Sequence[Path]) -> dict[str, Value]:
    """Return the values of configuration files, each laid over those before it.

    Raises SiteError: NO_CONFIG, DENIED, or BROKEN_CONFIG with the line where YAML or TOML fails.
    """
    values: dict[str, Value] = {}
    for path in paths:
        values = merge(values, _read(path))
    return values


def _read(path: Path) -> dict[str, Value]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SiteError(path, SiteFault.NO_CONFIG) from None
    except PermissionError as error:
        raise SiteError(path, SiteFault.DENIED, error.strerror or "") from None
    except OSError as error:
        raise SiteError(path, SiteFault.BROKEN_CONFIG, error.strerror or "") from None
    return _read_toml(path, data) if path.suffix.lower() == ".toml" else _read_yaml(path, data)


def _read_yaml(path: Path, data: bytes) -> dict[str, Value]:
    text = decode(data).text
    start = _DOCUMENT_START.match(text)
    if start is not None:
        text = "\n" * start.group().count("\n") + text[start.end() :]
    parsed = front_matter.parse(text)
    if parsed.problem is not None:
        raise SiteError(
            path, SiteFault.BROKEN_CONFIG, parsed.problem.message, line=parsed.problem.line
        )
    return parsed.values


def _read_toml(path: Path, data: bytes) -> dict[str, Value]:
    try:
        table = tomllib.loads(data.decode())
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else 0
        raise SiteError(path, SiteFault.BROKEN_CONFIG, str(error), line=line) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SiteError(path, SiteFault.BROKEN_CONFIG, error.reason, line=line) from None
    return {key: _plain_value(value) for key, value in table.items()}


def _plain_value(value: object) -> Value:
    if isinstance(value, dict):
        return {str(key): _plain_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    if isinstance(value, time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | date | datetime):
        return value
    raise TypeError(type(value))
