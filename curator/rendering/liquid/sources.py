"""What tags and filters of Liquid ask of a site: the only door through which a template reads.

The site model implements `Sources`. Names that reach it have already passed Jekyll's own rule for names
of includes (no `..`, no odd characters); the implementor must still refuse whatever leads out of its
folder, symbolic links included.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Protocol


class Sources(Protocol):
    """A site as its templates may ask for it. Every answer is that of one build."""

    @property
    def config(self) -> Mapping[str, object]:
        """Return the merged `_config.yml`: `url`, `baseurl`, `liquid`, `feed`, `future` and the rest."""

    @property
    def zone(self) -> tzinfo:
        """Return the zone of the build, in which dates without one are read and all are written."""

    @property
    def now(self) -> datetime:
        """Return the build's time, aware, in the build's zone: `site.time`, `"now" | date`."""

    def include(self, name: str) -> str | None:
        """Return the text of a file of `_includes`, the site's before the theme's; None if absent.

        `name` is relative (`card.html`, `posts/card.html`). The text is whole: Jekyll does not strip
        front matter here.
        """

    def relative_include(self, page_path: str, name: str) -> str | None:
        """Return the text of a file beside a page, for `include_relative`; None if absent.

        `page_path` is the page's path in the site (`_posts/2022-01-11-a.md`), `name` relative to
        its folder.
        """

    def file_url(self, path: str) -> str | None:
        """Return the URL of the page, document or static file at a path in the site, for `link`.

        `path` is as written. Pages and documents have relative paths without a `/` in front, so
        that `/about.md` is nothing; static files are found with and without. The URL has no
        `baseurl`. None where there is no such file.
        """

    def post_url(self, name: str) -> str | None:
        """Return the URL of a post for `post_url`, without `baseurl`; None where there is none.

        `name` is what the template wrote: `2022-01-11-a`, `/2022-01-11-a`, `folder/2022-01-11-a`.
        Jekyll takes the first post whose path in the site is `_posts/NAME.ext` or `FOLDER/_posts/REST.ext`
        (a leading `/` and the extension aside); failing that, the first post of the same day whose file
        has that slug, in whatever folder.
        """

    def markdown(self, text: str) -> str:
        """Return the HTML that the site's Markdown converter makes of a text, for `markdownify`."""

    def smartify(self, text: str) -> str:
        """Return a text with typographic quotes and dashes as HTML, for `smartify`."""

    def sassify(self, text: str) -> str:
        """Return CSS of indented Sass. Raises ValueError where the text is no Sass."""

    def scssify(self, text: str) -> str:
        """Return CSS of SCSS. Raises ValueError where the text is no SCSS."""
