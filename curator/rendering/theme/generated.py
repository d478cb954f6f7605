"""Pages that plugins of Jekyll add to a site: further pages of the paginator, feed, sitemap, robots.

Templates that go through `site.pages` see them. Owns which plugins are there and what their pages are
called; what stands in a feed or sitemap is not made.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from curator.formats.yaml_values import Value
from curator.rendering.theme.pages import Page
from curator.rendering.theme.pagination import per_page, with_pages

PAGINATE = "jekyll-paginate"
FEED = "jekyll-feed"
SITEMAP = "jekyll-sitemap"
_KNOWN = frozenset({PAGINATE, FEED, SITEMAP})
_OF_THEMES: Mapping[str, Sequence[str]] = {"minima": (FEED,)}
_GEM = re.compile(r"""^[ \t]*gem[ \t(]+["']([\w-]+)["']""", re.MULTILINE)


def plugins_of(
    settings: Mapping[str, Value], gemfile: str, theme: str, *, github_pages: bool
) -> list[str]:
    """Return the plugins that add pages, in the order in which they do."""
    named = [*_GEM.findall(gemfile), *_OF_THEMES.get(theme, ())]
    if github_pages:
        named.append(PAGINATE)
    for key in ("plugins", "gems"):
        value = settings.get(key)
        named += [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return [name for name in dict.fromkeys(named) if name in _KNOWN]


def with_generated(
    pages: list[Page],
    plugins: Sequence[str],
    settings: Mapping[str, Value],
    posts: Callable[[], Sequence[object]],
    url_in: Callable[[Page, str], str],
    exists: Callable[[str], bool],
) -> list[Page]:
    """Return a site's pages with those that plugins add; `posts` are what the paginator lists."""
    for plugin in plugins:
        if plugin == PAGINATE:
            if settings.get("paginate") is not None and per_page(settings) > 0:
                pages = with_pages(pages, settings, posts(), url_in)
        elif plugin == FEED:
            path = _feed_path(settings)
            if not exists(path):
                values: dict[str, Value] = {"sitemap": False, "collection": "posts"}
                pages = [*pages, _page(path, f"/{path}", values)]
        else:
            new = [name for name in ("sitemap.xml", "robots.txt") if not exists(name)]
            pages = [*pages, *(_page(name, name, {}) for name in new)]
    return pages


def _feed_path(settings: Mapping[str, Value]) -> str:
    feed = settings.get("feed")
    path = feed.get("path") if isinstance(feed, dict) else None
    return path.lstrip("/") if isinstance(path, str) and path.strip("/") else "feed.xml"


def _page(path: str, name: str, values: dict[str, Value]) -> Page:
    stem, _, extension = path.rpartition("/")[2].rpartition(".")
    return Page(
        path=path,
        data={"layout": None, **values},
        defaults={},
        content="",
        first_line=1,
        url=f"/{path}",
        name=name,
        basename=stem,
        extension=f".{extension}",
        output_extension=f".{extension}",
        generated=True,
    )
