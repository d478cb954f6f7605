"""What the pages and plain files of a site write, so that a post in their way can be told of.

Follows Jekyll's Page and StaticFile as far as their addresses are plain (jekyll.md §1, §6): text files
only, no pages that plugins make. Reads the beginnings of files, writes nothing.
"""

import logging
import os
import posixpath
from collections.abc import Iterator

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.collisions import Claim
from curator.site.entries import EntryFilter
from curator.site.folder import Site
from curator.site.permalinks import output_extension, output_path
from curator.site.url_escapes import UrlFault, escape

_log = logging.getLogger(__name__)

_TEXTS = frozenset({".html", ".htm", ".xhtml", ".xml", ".json", ".txt"})
_HEAD = 65_536
_WITH_EXTENSION = frozenset({"date", "ordinal", "none", "weekdate"})


def page_claims(site: Site) -> Iterator[tuple[str, Claim]]:
    """Yield path and claim of each page and text file that Jekyll writes or copies."""
    yield from _Pages(site).claims("")


class _Pages:
    def __init__(self, site: Site) -> None:
        self._config = config = site.config
        self._source = os.path.join(site.root, config.source)
        self._prefix = f"{config.source}/" if config.source else ""
        self._wants = EntryFilter(config).wants
        self._read = _TEXTS | set(config.markdown_ext)

    def claims(self, folder: str) -> Iterator[tuple[str, Claim]]:
        """Yield the claims below a folder, relative to the source; links are not followed."""
        try:
            with os.scandir(os.path.join(self._source, folder)) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            _log.info("cannot list %s: %s", folder, error.strerror)
            return
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if path != self._config.destination and self._wants(
                    entry.name, f"/{path}", is_folder=True
                ):
                    yield from self.claims(path)
            elif posixpath.splitext(entry.name)[1].lower() in self._read and self._wants(
                entry.name, f"/{path}", is_folder=False
            ):
                claim = self._claim(path, entry)
                if claim is not None:
                    yield claim.path, claim

    def _claim(self, path: str, entry: os.DirEntry[str]) -> Claim | None:
        try:
            with open(entry.path, "rb") as file:
                head = file.read(_HEAD)
        except OSError as error:
            _log.info("cannot read %s: %s", path, error.strerror)
            return None
        document = split(head)
        if document.front_matter is None or document.bom:
            return Claim(f"/{escape(path)}", path, self._prefix + path)
        values = parse(document.front_matter).values
        if values.get("published") is False:
            return None
        stem, extension = posixpath.splitext(path)
        permalink = values.get("permalink")
        try:
            output_ext = output_extension(extension, permalink, self._config.markdown_ext)
            if isinstance(permalink, str) and permalink:
                if ":" in permalink:
                    return None
                url = f"/{permalink.lstrip('/')}"
            else:
                url = escape(self._url(stem, output_ext))
            return Claim(url, output_path(url, output_ext), self._prefix + path)
        except UrlFault:
            return None

    def _url(self, stem: str, output_ext: str) -> str:
        """Return a page's address by the site's permalink style, not escaped."""
        folder, _, name = stem.rpartition("/")
        style = self._config.permalink
        if output_ext != ".html":
            return f"/{stem}{output_ext}"
        if name == "index":
            return f"/{folder}/" if folder else "/"
        if style == "pretty" or style.endswith("/"):
            return f"/{stem}/"
        if style in _WITH_EXTENSION or style.endswith(":output_ext"):
            return f"/{stem}{output_ext}"
        return f"/{stem}"
