"""The door to a site's pages: render one as Jekyll would, or fetch a file of the built site.

Brings model, Liquid, Markdown and Sass together. One object serves one thread, and one configuration:
where `_config.yml` changes, open the site again.
"""

import mimetypes
import posixpath
import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from urllib.parse import unquote

from curator.rendering.liquid.sources import Sources
from curator.rendering.theme.build import Build
from curator.rendering.theme.documents import Document
from curator.rendering.theme.files import Folder, stamp_of
from curator.rendering.theme.markdown import cached, converter_for, smartifier
from curator.rendering.theme.model import SiteModel
from curator.rendering.theme.pages import Page
from curator.rendering.theme.posts import PostIndex
from curator.rendering.theme.rendering import Converter, LiquidEngine, Rendering
from curator.rendering.theme.results import Asset, PageProblem, PageResult, ThemeCode
from curator.rendering.theme.sources import SiteSources
from curator.rendering.theme.steps import Steps
from curator.rendering.theme.stylesheets import Stylesheets
from curator.site.entries import EntryFilter
from curator.site.folder import Site

_DATA_LINE = re.compile(r' data-line="(\d+)"')
_MEDIA_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
}
_ANY = "application/octet-stream"
MOST_POSTS = 3_000
"""Where a template walks over all posts, it sees so many of the newest; a longer walk is said to be
an approximation (`posts:3000`)."""
_REST = 20
"""Looking for changes takes no more than about a twentieth of the time."""
_LONGEST_REST = 10.0


def engine_of(sources: Sources) -> LiquidEngine:
    """Return Curator's Liquid over a site."""
    # python-liquid takes time to load that only those who render should pay.
    from curator.rendering.liquid.engine import Liquid  # noqa: PLC0415  start-up time

    engine: LiquidEngine = Liquid(sources)
    return engine


class SiteRenderer:
    """Renders the pages of one site."""

    def __init__(
        self,
        site: Site,
        *,
        posts: PostIndex | None = None,
        now: datetime | None = None,
        zone: tzinfo | None = None,
        environment: str = "development",
        theme_folders: Sequence[Path] = (),
        most_posts: int | None = MOST_POSTS,
        markdown: Converter | None = None,
        liquid: Callable[[Sources], LiquidEngine] = engine_of,
    ) -> None:
        model = SiteModel(site, posts=posts, now=now, zone=zone, theme_folders=theme_folders)
        convert = cached(markdown or converter_for(model.settings))
        theme = model.theme
        styles = Stylesheets(model.source, None if theme is None else theme.folder, model.settings)
        self.model = model
        self._steps = Steps(model, convert, styles)
        self._build = Build(model, self._steps, environment=environment, most_posts=most_posts)
        self._steps.use(
            liquid(
                SiteSources(
                    model,
                    lambda: self._build.index,
                    convert,
                    smartifier(convert),
                    lambda text, indented: styles.compile(text, indented=indented),
                )
            )
        )
        self._filter = EntryFilter(site.config)
        self._next_look = 0.0

    def refresh(self, *, at_once: bool = False) -> bool:
        """Look whether the site's files have changed; tell whether any page may be another now.

        To be called before each page: the longer a look takes, the longer until the next one,
        unless it is wanted `at_once`.
        """
        begun = time.monotonic()
        if begun < self._next_look and not at_once:
            return False
        changed = self.model.refresh()
        ended = time.monotonic()
        self._next_look = ended + min((ended - begun) * _REST, _LONGEST_REST)
        return changed

    def render(
        self,
        path: str,
        data: bytes | None = None,
        *,
        modified: datetime | None = None,
        lines: bool = False,
        layouts: bool = True,
    ) -> PageResult | None:
        """Render the post, document or page at a path relative to the site's root.

        `data` are the bytes that its file would have, None for those it has; `modified` dates
        drafts without a date. With `lines` the elements of the body carry `data-line`, the line
        of the file where they begin. Without `layouts` the page is the body alone. None where
        there is no such file.
        """
        file_time = modified
        if data is None:
            file = self.model.root.read(path)
            data = file.data if file is not None else self.model.posts.source(path)
            if file is not None and file_time is None:
                file_time = datetime.fromtimestamp(file.stamp[0] / 1e9, UTC)
        if data is None:
            return None
        document = self.model.documents.read(path, data, file_time)
        subject: Document | Page = document
        self._build.edit(document if document.label else None)
        if not document.label:
            subject = self._page(path, data)
        self._steps.approximations.clear()
        self._steps.themed = False
        with self._build.rendering(subject) as current:
            return self._finish(current, lines=lines, layouts=layouts)

    def _page(self, path: str, data: bytes) -> Page:
        """Return a page as it would be with these bytes, paginated where it is in the site."""
        source = self.model.site.config.source
        relative = path.removeprefix(f"{source}/") if source else path
        page = self.model.read_page(relative, data)
        for known in self._build.pages():
            if known.path == relative and known.pager is not None:
                page.pager = known.pager
                break
        return page

    def _finish(self, current: Rendering, *, lines: bool, layouts: bool) -> PageResult:
        body = self._steps.body(current, lines=lines)
        if lines:
            body = current.body = _with_source_lines(body, current.lines)
        html = self._steps.in_layouts(current) if layouts else body
        problems = list(current.problems)
        subject = current.subject
        if isinstance(subject, Page) and subject.problem is not None:
            problems.append(
                PageProblem(
                    ThemeCode.BROKEN_FRONT_MATTER,
                    subject.path,
                    subject.problem_line,
                    0,
                    subject.problem,
                )
            )
        problems += [
            PageProblem(ThemeCode.BROKEN_DATA, path, line, 0, message)
            for path, line, message in self.model.broken_data
        ]
        return PageResult(
            html=html,
            body=body,
            url=subject.url,
            layouts=tuple(current.layouts),
            problems=tuple(dict.fromkeys(problems)),
            approximations=tuple(self._approximations()),
            lines=current.lines,
        )

    def _approximations(self) -> list[str]:
        theme = self.model.theme
        found = sorted(self._steps.approximations)
        if theme is not None and theme.approximated and (theme.asked or self._steps.themed):
            found.insert(0, f"theme:{theme.name}")
        return found

    def asset(self, address: str) -> Asset | None:
        """Return the file that the built site has at a path (`/assets/main.css`), None without one.

        The path has no host and no `baseurl`; a query or fragment is ignored.
        """
        plain = unquote(address.partition("#")[0].partition("?")[0]).replace("\\", "/")
        parts = [part for part in plain.split("/") if part]
        if not parts or "\0" in plain or ".." in parts:
            return None
        path = "/".join(parts)
        page = self._page_at(f"/{path}")
        if page is not None:
            return self._rendered_asset(page)
        found = self._static(path)
        if found is not None:
            return found
        return self._collection_file(path)

    def _page_at(self, url: str) -> Page | None:
        if url.endswith((".html", ".htm")):
            return None
        for page in self._build.pages():
            if page.url == url and page.layout is None and not page.generated:
                return self.model.fresh_page(page)
        return None

    def _rendered_asset(self, page: Page) -> Asset:
        self._build.edit(None)
        with self._build.rendering(page) as current:
            text = self._steps.body(current)
            problems = tuple(current.problems)
        if not text and problems:
            text = self._stand_in_style(page)
        return Asset(text.encode("utf-8", "replace"), media_type(page.url), problems)

    def _stand_in_style(self, page: Page) -> str:
        """Return the style of what stands in for the theme whose own Sass is not here."""
        theme = self.model.theme
        if theme is None or not theme.approximated or page.output_extension != ".css":
            return ""
        for path in ("assets/main.scss", "assets/css/style.scss"):
            found = theme.folder.read(path)
            if found is not None:
                own = self.model.read_page(path, found.data)
                with self._build.rendering(own) as current:
                    return self._steps.body(current)
        return ""

    def _static(self, path: str) -> Asset | None:
        parts = path.split("/")
        for at in range(1, len(parts) + 1):
            inner = "/".join(parts[:at])
            if not self._filter.wants(parts[at - 1], f"/{inner}", is_folder=at < len(parts)):
                return None
        found = _file(self.model.source, path)
        if found is None and parts[0] == "assets" and self.model.theme is not None:
            found = _file(self.model.theme.folder, path)
        return found

    def _collection_file(self, path: str) -> Asset | None:
        for label in self.model.listing.files:
            for file in self.model.collection_files(label):
                if f"_{path}" == file.path.lstrip("/") and stamp_of(file.absolute) is not None:
                    found = self.model.source.read_located(file.absolute)
                    return None if found is None else Asset(found.data, media_type(path))
        return None


def media_type(path: str) -> str:
    """Return the media type of a file by its name."""
    extension = posixpath.splitext(path)[1].lower()
    return _MEDIA_TYPES.get(extension) or mimetypes.guess_type(path, strict=True)[0] or _ANY


def _file(folder: Folder, path: str) -> Asset | None:
    found = folder.read(path)
    if found is None:
        return None
    return Asset(found.data, media_type(path))


def _with_source_lines(body: str, lines: Sequence[int]) -> str:
    """Turn lines of the text after Liquid into lines of the file."""
    last = len(lines) - 1

    def turned(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        return f' data-line="{lines[min(at, last)]}"' if last >= 0 else ""

    return _DATA_LINE.sub(turned, body)
