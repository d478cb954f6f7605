"""Pages and static files: everything of a site that belongs to no collection.

Owns their URLs (`Jekyll::Page`, `Jekyll::StaticFile`) and the data that templates see of them.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.formats.yaml_values import Value
from curator.rendering.theme.times import shown
from curator.site.config import SiteConfig
from curator.site.defaults import Defaults
from curator.site.merging import merge
from curator.site.ruby_values import stem_and_extension, to_s
from curator.site.url_escapes import UrlFault, escape

_HTML = frozenset({".html", ".xhtml", ".htm"})
_STYLES_WITH_EXTENSION = frozenset({"date", "ordinal", "none"})
_NO_VALUES: Mapping[str, Value] = {}


@dataclass(slots=True, eq=False)
class Page:
    """A page that has been read."""

    path: str
    """Posix, relative to the source (for a theme's: to the theme)."""
    data: dict[str, Value]
    """Front matter alone."""
    defaults: Mapping[str, Value]
    content: str
    first_line: int
    url: str
    name: str
    basename: str
    extension: str
    output_extension: str
    themed: bool = False
    """It is an asset that the theme brings."""
    generated: bool = False
    """It is one that a plugin adds, and has no file."""
    pager: Mapping[str, object] | None = None
    problem: str | None = None
    problem_line: int = 0

    @property
    def known(self) -> dict[str, Value]:
        """Return the front matter over the defaults."""
        return merge(self.defaults, self.data)

    def value(self, key: str) -> Value:
        """Return what Jekyll finds under a key: an empty one in front matter beats a default here."""
        return self.data[key] if key in self.data else self.defaults.get(key)

    @property
    def dir(self) -> str:
        """Return the folder of its URL, with a slash at the end."""
        if self.url.endswith("/"):
            return self.url
        above = os.path.dirname(self.url)
        return above if above.endswith("/") else f"{above}/"

    @property
    def is_html(self) -> bool:
        """Tell whether it becomes a page of HTML."""
        return self.output_extension in _HTML

    @property
    def rendered_with_liquid(self) -> bool:
        """Tell whether Jekyll runs Liquid over the text at all."""
        if self.value("render_with_liquid") is False:
            return False
        return "{%" in self.content or "{{" in self.content

    @property
    def layout(self) -> str | None:
        """Return the name of the layout that is asked for; None where none is to be used."""
        if self.extension in {".sass", ".scss", ".coffee"}:
            return None
        layout = self.value("layout")
        return None if layout is None or layout == "none" else to_s(layout)

    def liquid(self) -> dict[str, Value | object]:
        """Return what templates see of it (`Convertible#to_liquid`)."""
        values: dict[str, Value | object] = {**self.known}
        excerpt = values.get("excerpt")
        more: dict[str, Value] = {
            "content": self.content,
            "dir": self.dir,
            "excerpt": to_s(excerpt) if isinstance(excerpt, str) else None,
            "name": self.name,
            "path": to_s(self.data["path"]) if self.data.get("path") is not None else self.path,
            "url": self.url,
        }
        for key, value in more.items():
            if value is not None or key not in values:
                values[key] = value
        return values


@dataclass(frozen=True, slots=True, eq=False)
class StaticFile:
    """A file that is copied as it is."""

    path: str
    """Posix, relative to the source or the theme, with a slash before it."""
    name: str
    basename: str
    extension: str
    absolute: str
    modified: datetime
    label: str | None = None
    data: Mapping[str, Value] = field(default_factory=dict)

    def liquid(self) -> dict[str, Value | object]:
        """Return what templates see of it (`StaticFileDrop`)."""
        return {
            **self.data,
            "name": self.name,
            "extname": self.extension,
            "modified_time": self.modified,
            "basename": self.basename,
            "path": self.path,
            "collection": self.label,
        }


class PageReader:
    """Reads the pages of one site."""

    def __init__(self, config: SiteConfig, zone: tzinfo | None = None) -> None:
        self._config = config
        self._zone = zone or config.zone
        self._defaults = Defaults(config)

    def defaults(self, relative: str, kind: str) -> Mapping[str, Value]:
        """Return the defaults of a page (`pages`) or static file (empty)."""
        if self._defaults.fault is not None:
            return _NO_VALUES
        return self._defaults.values(relative, kind) or _NO_VALUES

    def read(self, path: str, data: bytes, *, themed: bool = False) -> Page:
        """Return the page whose file has these bytes."""
        file = split(data)
        front_matter = parse(file.front_matter or "")
        name = path.rpartition("/")[2]
        stem, extension = stem_and_extension(name)
        values = dict(shown(front_matter.values, self._zone))
        defaults = self.defaults(path, "pages")
        permalink = values["permalink"] if "permalink" in values else defaults.get("permalink")
        output = self._output_extension(extension, permalink)
        content = file.content
        page = Page(
            path=path,
            data=values,
            defaults=defaults,
            content=content,
            first_line=file.text[: len(file.text) - len(content)].count("\n") + 1,
            url="",
            name=name,
            basename=stem.rstrip("."),
            extension=extension,
            output_extension=output,
            themed=themed,
        )
        if front_matter.problem is not None:
            page.problem = front_matter.problem.message
            page.problem_line = front_matter.problem.line + 1
        page.url = self.url(page)
        return page

    def url(self, page: Page, folder: str | None = None) -> str:
        """Return a page's URL, `folder` standing in for its own (pagination)."""
        permalink = page.value("permalink")
        template = permalink if isinstance(permalink, str) and permalink else self._template(page)
        above = page.path.rpartition("/")[0]
        where = folder if folder is not None else (f"/{above}" if above else "")
        filled = template
        for name, value in (
            (":path", where),
            (":basename", page.basename),
            (":output_ext", page.output_extension),
        ):
            if ":" not in filled:
                break
            try:
                filled = filled.replace(name, escape(value))
            except UrlFault:
                filled = filled.replace(name, value)
        return sanitized(filled)

    def _template(self, page: Page) -> str:
        if not page.is_html:
            return "/:path/:basename:output_ext"
        if page.basename == "index":
            return "/:path/"
        style = self._config.permalink
        if style == "pretty" or style.endswith("/"):
            return "/:path/:basename/"
        if style in _STYLES_WITH_EXTENSION or style.endswith(":output_ext"):
            return "/:path/:basename:output_ext"
        return "/:path/:basename"

    def _output_extension(self, extension: str, permalink: Value) -> str:
        if isinstance(permalink, str) and permalink and not permalink.endswith("/"):
            own = stem_and_extension(permalink.rpartition("/")[2])[1]
            if own:
                return own
        if extension.lower() in self._config.markdown_ext:
            return ".html"
        return ".css" if extension.lower() in {".sass", ".scss"} else extension


def sanitized(url: str) -> str:
    """Return a URL with one slash before it, without `..` (`URL#sanitize_url`)."""
    url = f"/{url}".replace("..", "/").replace("./", "")
    while "//" in url:
        url = url.replace("//", "/")
    return url


def static_file(
    relative: str, absolute: str, modified: float, zone: tzinfo, defaults: Mapping[str, Value]
) -> StaticFile:
    """Return the static file at a path relative to the source."""
    name = relative.rpartition("/")[2]
    stem, extension = stem_and_extension(name)
    return StaticFile(
        f"/{relative}",
        name,
        stem.rstrip("."),
        extension,
        absolute,
        datetime.fromtimestamp(modified, zone),
        data=defaults,
    )
