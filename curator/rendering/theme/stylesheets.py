"""Sass to CSS as Jekyll's converter does it: libsass, the site's `_sass` before the theme's.

Owns the search for imported files, which never leaves the site or its theme, and the cache: a
stylesheet is compiled again only when its text or a file that it imported is another.
"""

import os
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sass

from curator.formats.encodings import decode
from curator.formats.yaml_values import Value
from curator.rendering.theme.files import Folder, Stamp, stamp_of

_Style = Literal["nested", "expanded", "compact", "compressed"]
_STYLES: Mapping[str, _Style] = {
    "nested": "nested",
    "expanded": "expanded",
    "compact": "compact",
    "compressed": "compressed",
}
_DEFAULT_STYLE: _Style = "compact"
_PRECISION = 10
"""What libsass uses where nobody says otherwise."""
_EXTENSIONS = (".scss", ".sass", ".css")
_PLACE = re.compile(r"on line (\d+):(\d+) of (.+)")
_BYTE_ORDER_MARK = "\ufeff"
_KEPT = 64


class SassFault(ValueError):
    """A stylesheet that cannot be compiled."""

    def __init__(self, message: str, file: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        """Absolute path of an imported file; empty for the text itself."""
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class _Compiled:
    css: str
    read: Mapping[str, Stamp | None]


class Stylesheets:
    """The Sass of one site."""

    def __init__(self, source: Folder, theme: Folder | None, settings: Mapping[str, Value]) -> None:
        options = settings.get("sass")
        options = options if isinstance(options, dict) else {}
        style = str(options.get("style") or _DEFAULT_STYLE).removeprefix(":")
        self._style = _STYLES.get(style, _DEFAULT_STYLE)
        self._source = source
        self._theme = theme
        self._paths = self._load_paths(options)
        self._known: dict[tuple[str, bool], _Compiled] = {}

    def _load_paths(self, options: Mapping[str, Value]) -> list[tuple[Folder, str]]:
        given = options.get("load_paths")
        named: list[Value] = list(given) if isinstance(given, list) else [given]
        named.append(options.get("sass_dir") or "_sass")
        found: list[tuple[Folder, str]] = []
        for name in named:
            if isinstance(name, str) and name:
                path = os.path.normpath(os.path.join(self._source.root, name.lstrip("/")))
                if self._source.holds(path):
                    found.append((self._source, path))
        if self._theme is not None:
            found.append((self._theme, os.path.join(self._theme.root, "_sass")))
        return found

    def compile(self, text: str, *, indented: bool = False) -> str:
        """Return the CSS of a stylesheet; raises SassFault."""
        key = (text, indented)
        known = self._known.pop(key, None)
        if known is None or any(stamp_of(path) != stamp for path, stamp in known.read.items()):
            known = self._compile(text, indented)
        self._known[key] = known
        if len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]
        return known.css

    def _compile(self, text: str, indented: bool) -> _Compiled:
        imports = _Imports(self._source, self._paths)
        if not text.strip():
            return _Compiled("", {})
        try:
            css = sass.compile(
                string=text,
                indented=indented,
                output_style=self._style,
                precision=_PRECISION,
                importers=((0, imports.find),),
            )
        except sass.CompileError as error:
            fault = _fault(str(error))
            if imports.missing:
                fault.message = f"File to import not found or unreadable: {imports.missing}."
            raise fault from None
        except (UnicodeError, ValueError) as error:
            raise SassFault(str(error)) from None
        return _Compiled(css.removeprefix(_BYTE_ORDER_MARK), imports.read)


class _Imports:
    """Finds what one stylesheet imports."""

    def __init__(self, source: Folder, paths: Sequence[tuple[Folder, str]]) -> None:
        self._source = source
        self._paths = paths
        self.read: dict[str, Stamp | None] = {}
        self.missing = ""
        """What was looked for in vain, which libsass does not say."""

    def find(self, name: str, previous: str) -> list[tuple[str, ...]] | None:
        """Return path and text of an import, None for what stays an import of CSS."""
        for folder, base in self._bases(previous):
            for candidate in _candidates(name):
                path = os.path.normpath(os.path.join(base, candidate))
                if os.path.isfile(path) and folder.holds(path):
                    return self._found(folder, path)
        if name.endswith(".css") or name.startswith(("http:", "https:", "//")):
            return None
        self.missing = name
        raise FileNotFoundError(name)

    def _bases(self, previous: str) -> Sequence[tuple[Folder, str]]:
        if os.path.isabs(previous):
            above = os.path.dirname(previous)
            for folder in {id(folder): folder for folder, _ in self._paths}.values():
                if folder.holds(above):
                    return [(folder, above), *self._paths]
        return [(self._source, self._source.root), *self._paths]

    def _found(self, folder: Folder, path: str) -> list[tuple[str, ...]]:
        file = folder.read_located(path)
        if file is None:
            self.missing = path
            raise FileNotFoundError(path)
        self.read[path] = file.stamp
        if path.endswith(".sass"):
            # Only libsass itself can read the indented syntax of an imported file.
            return [(path,)]
        return [(path, decode(file.data).text)]


def _candidates(name: str) -> Sequence[str]:
    folder, file = posixpath.split(name.replace("\\", "/"))
    prefix = f"{folder}/" if folder else ""
    found: list[str] = []
    if file.endswith(_EXTENSIONS):
        found += [f"{prefix}{file}", f"{prefix}_{file}"]
    for extension in _EXTENSIONS:
        found += [f"{prefix}_{file}{extension}", f"{prefix}{file}{extension}"]
    for extension in _EXTENSIONS:
        found += [f"{prefix}{file}/_index{extension}", f"{prefix}{file}/index{extension}"]
    return found


def _fault(text: str) -> SassFault:
    lines = text.strip().split("\n")
    message = lines[0].removeprefix("Error: ").strip()
    place = _PLACE.search(text)
    if place is None:
        return SassFault(message)
    # libsass writes paths from where the process happens to stand.
    file = "" if place[3].strip() == "stdin" else os.path.abspath(place[3].strip())
    return SassFault(message, file, int(place[1]), int(place[2]))
