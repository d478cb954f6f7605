"""What Liquid's tags and filters ask of a site, answered from the site model."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from curator.formats.encodings import decode
from curator.rendering.theme.model import SiteModel
from curator.rendering.theme.pages import StaticFile
from curator.rendering.theme.posts import PostIndex, PostKey
from curator.site.ruby_values import to_s

_DATED = re.compile(r"^(.+/)*(\d+-\d+-\d+)-(.*)$", re.ASCII)


class SiteSources:
    """The door through which templates read a site."""

    def __init__(
        self,
        model: SiteModel,
        posts: Callable[[], PostIndex],
        markdown: Callable[[str], str],
        smartify: Callable[[str], str],
        sass: Callable[[str, bool], str],
    ) -> None:
        self._model = model
        self._posts = posts
        self._markdown = markdown
        self._smartify = smartify
        self._sass = sass
        self._urls: dict[str, str] = {}
        self._urls_for = ""

    @property
    def config(self) -> Mapping[str, object]:
        """Return the merged settings."""
        return self._model.settings

    @property
    def zone(self) -> tzinfo:
        """Return the zone of the build."""
        return self._model.zone

    @property
    def now(self) -> datetime:
        """Return the time of the build."""
        return self._model.now

    def include(self, name: str) -> str | None:
        """Return the text of an include."""
        return self._model.includes.text(name)

    def relative_include(self, page_path: str, name: str) -> str | None:
        """Return the text of a file beside a page."""
        folder = page_path.rpartition("/")[0]
        found = self._model.source.read(f"{folder}/{name}" if folder else name)
        return None if found is None else decode(found.data).text

    def file_url(self, path: str) -> str | None:
        """Return the URL of a page, document or static file."""
        model = self._model
        path = path.removeprefix("/")
        if self._urls_for != model.revision:
            self._urls = self._known_urls()
            self._urls_for = model.revision
        found = self._urls.get(path)
        if found is not None:
            return found
        inner = model.site.config.collections_dir
        key = self._posts().find(model.rooted(f"{inner}/{path}" if inner else path))
        return None if key is None else model.post(key).url

    def _known_urls(self) -> dict[str, str]:
        model = self._model
        found: dict[str, str] = {}
        for label in model.listing.documents:
            for document in model.collection(label):
                found[document.relative] = document.url
        for file in model.static_files():
            found[file.path.lstrip("/")] = _static_url(file)
        for page in model.pages():
            found[page.path] = page.url
        return found

    def post_url(self, name: str) -> str | None:
        """Return the URL of a post by the name of its file without the extension."""
        match = _DATED.match(name.removeprefix("/"))
        if match is None:
            return None
        folder, day, slug = match[1] or "", match[2], match[3]
        stem = f"{day}-{slug}"
        named = self._posts().named(stem)
        places = {f"_posts/{folder}", f"{folder}_posts/"}
        for key in named:
            document = self._model.post(key)
            if document.relative.rpartition("/")[0] + "/" in places:
                return document.url
        return self._by_day_and_slug(day, slug, named)

    def _by_day_and_slug(self, day: str, slug: str, named: "list[PostKey] | object") -> str | None:
        year, month, date = (int(part) for part in day.split("-"))
        spellings = dict.fromkeys(
            (
                f"{day}-{slug}",
                f"{year:04}-{month:02}-{date:02}-{slug}",
                f"{year}-{month}-{date}-{slug}",
            )
        )
        for spelling in spellings:
            for key in self._posts().named(spelling):
                document = self._model.post(key)
                same_day = (document.date.year, document.date.month, document.date.day)
                if same_day == (year, month, date) and to_s(document.data.get("slug")) == slug:
                    return document.url
        return None

    def markdown(self, text: str) -> str:
        """Return the HTML of Markdown."""
        return self._markdown(text)

    def smartify(self, text: str) -> str:
        """Return a text with typographic quotes and dashes."""
        return self._smartify(text)

    def sassify(self, text: str) -> str:
        """Return CSS of indented Sass; raises ValueError."""
        return self._sass(text, True)

    def scssify(self, text: str) -> str:
        """Return CSS of SCSS; raises ValueError."""
        return self._sass(text, False)


def _static_url(file: StaticFile) -> str:
    return file.path if file.path.startswith("/") else f"/{file.path}"
