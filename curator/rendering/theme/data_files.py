"""`site.data`: the files of `_data`, nested by folder, under names as Jekyll makes them.

Reads a file when its key is first asked for, and again when it has changed. A theme's data lies below
the site's.
"""

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from curator.formats.encodings import decode
from curator.formats.yaml_values import Value
from curator.rendering.theme.data_yaml import DataFault, load
from curator.rendering.theme.files import Folder, Remembered
from curator.rendering.theme.lazy import LazyDict

_KINDS = ("yaml", "yml", "json", "csv", "tsv")
# Ruby's `\w` and `\s` are ASCII: of a Chinese name nothing is left.
_ODD = re.compile(r"[^A-Za-z0-9_ \t\r\n\f\v-]+")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_INTEGER = re.compile(r"\s*[+-]?\d[\d_]*\s*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class BrokenData:
    """A data file that stops Jekyll's build, and is empty here."""

    path: str
    line: int
    message: str


@dataclass(slots=True)
class CsvOptions:
    """What `csv_reader` or `tsv_reader` of the configuration says."""

    headers: bool = True
    converters: tuple[str, ...] = ()
    separator: str = ","


@dataclass(slots=True)
class DataFiles:
    """The data folder of one site or theme."""

    folder: Folder
    base: str
    """Relative to `folder`."""
    csv: CsvOptions = field(default_factory=CsvOptions)
    tsv: CsvOptions = field(default_factory=lambda: CsvOptions(separator="\t"))
    zone: tzinfo = UTC
    broken: dict[str, BrokenData] = field(default_factory=dict)
    _remembered: Remembered[Value] = field(init=False)

    def __post_init__(self) -> None:
        self._remembered = Remembered(self.folder, self._parse)

    def tree(self) -> LazyDict:
        """Return the folder as it is now."""
        return self._folder(self.base)

    def read(self, relative: str) -> Value:
        """Return what a file says, None where it cannot be read."""
        return self._remembered.get(relative)

    def _parse(self, relative: str, data: bytes) -> Value:
        self.broken.pop(relative, None)
        text = decode(data).text
        kind = relative.rpartition(".")[2].lower()
        try:
            if kind in {"csv", "tsv"}:
                return _rows(text, self.csv if kind == "csv" else self.tsv)
            if kind == "json":
                try:
                    loaded: Value = json.loads(text)
                except ValueError:  # Jekyll reads it as YAML, which takes more
                    return load(text, self.zone)
                return loaded
            return load(text, self.zone)
        except (DataFault, csv.Error, RecursionError) as fault:
            line = fault.line if isinstance(fault, DataFault) else 1
            self.broken[relative] = BrokenData(relative, line, str(fault))
            return None

    def _folder(self, relative: str) -> LazyDict:
        """Return a folder as a mapping from names to values and to further folders."""
        entries = self._list(relative)

        def make(key: str) -> object:
            path, is_folder = entries[key]
            return self._folder(path) if is_folder else self.read(path)

        return LazyDict(entries, make)

    def _list(self, relative: str) -> dict[str, tuple[str, bool]]:
        """Return path and kind by key; Jekyll reads kind by kind, then folders, the last one wins."""
        base = os.path.join(self.folder.root, relative)
        if not self.folder.holds(base):
            return {}
        try:
            with os.scandir(base) as found:
                listed = sorted(found, key=lambda entry: entry.name)
        except OSError:
            return {}
        listed = [entry for entry in listed if not entry.name.startswith(".")]
        entries: dict[str, tuple[str, bool]] = {}
        for kind in _KINDS:
            for entry in listed:
                if entry.name.endswith(f".{kind}") and not entry.is_dir():
                    stem = entry.name.rpartition(".")[0]
                    entries[sanitized(stem)] = (f"{relative}/{entry.name}", False)
        for entry in listed:
            if entry.is_dir():
                entries[sanitized(entry.name)] = (f"{relative}/{entry.name}", True)
        return entries


def sanitized(name: str) -> str:
    """Return the key for a file's or folder's name (`DataReader#sanitize_filename`)."""
    if name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        return name
    return _BLANKS.sub("_", _ODD.sub("", name).lstrip(" \t\r\n\f\v"))


def merged(below: Mapping[str, object], above: Mapping[str, object]) -> Mapping[str, object]:
    """Return a theme's data with the site's laid over it."""
    if not below:
        return above
    result: dict[str, object] = dict(below.items())
    for key, value in above.items():
        old = result.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = merged(old, value)
        elif value is not None or key not in result:
            result[key] = value
    return result


def csv_options(settings: Value, separator: str) -> CsvOptions:
    """Return the options of `csv_reader` or `tsv_reader`."""
    if not isinstance(settings, dict):
        return CsvOptions(separator=separator)
    converters = settings.get("csv_converters")
    named = tuple(str(one) for one in converters) if isinstance(converters, list) else ()
    headers = settings.get("headers", True)
    return CsvOptions(headers not in (None, False), named, separator)


def _rows(text: str, options: CsvOptions) -> Value:
    rows = list(csv.reader(io.StringIO(text), delimiter=options.separator))
    if not options.headers:
        return [[_converted(cell, options) for cell in row] for row in rows]
    if not rows:
        return []
    head = rows[0]
    result: list[Value] = []
    for row in rows[1:]:
        values: dict[str, Value] = {}
        for at, name in enumerate(head):
            if name not in values:
                values[name] = _converted(row[at], options) if at < len(row) else None
        result.append(values)
    return result


def _converted(cell: str, options: CsvOptions) -> Value:
    """Convert a cell as Ruby's CSV does; an empty one without quotes is nil there."""
    if cell == "":
        return None
    names = options.converters
    if ("integer" in names or "numeric" in names or "all" in names) and _INTEGER.match(cell):
        return int(cell)
    if "float" in names or "numeric" in names or "all" in names:
        try:
            return float(cell)
        except ValueError:
            return cell
    return cell
