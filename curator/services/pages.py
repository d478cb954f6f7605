"""Pages of files that need not be in any library."""

import os
from dataclasses import dataclass
from pathlib import Path

from curator.importing import sources
from curator.rendering.page import PageWords
from curator.services.preview import Preview
from curator.services.sites import Sites


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered file."""

    html: str
    name: str
    """Where it belongs below an output folder: its relative path, ending in `.html`."""


class Pages:
    """Renders files one after the other."""

    def __init__(self, words: PageWords) -> None:
        self._sites = Sites()
        self._preview = Preview(words)

    def render(self, file: Path, site: Path | None, *, body: bool) -> Page:
        """Return the page of a file, or only its converted body.

        Raises FileError where the file cannot be read, SiteError where `site` is none.
        """
        source = sources.read(file)
        absolute = Path(os.path.abspath(file))
        root = self._sites.open(site).root if site is not None else self._sites.around(absolute)
        path = file.name
        if root is not None and absolute.is_relative_to(root):
            path = absolute.relative_to(root).as_posix()
        name = str(Path(path if root is not None else _below(file)).with_suffix(".html"))
        if body:
            return Page(self._preview.body(source, path), name)
        lang = self._sites.setting(str(root) if root else None, path).lang
        return Page(self._preview.standalone(source, path, root, lang=lang), name)

    def close(self) -> None:
        """End the converter's process."""
        self._preview.close()


def _below(file: Path) -> str:
    """Return a path that stays below the folder it is joined to."""
    return "/".join(part for part in file.parts if part not in {"..", "/", file.anchor})
