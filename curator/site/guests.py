"""Guests' posts on their way into a site: what the site's build would act upon is shown instead.

Only says which of a site's engines will read a post; how their syntax is shown is `formats.guests`'
business. Front matter is data that no build renders, so it stays as it is.
"""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from curator.formats import guests
from curator.formats.document import join, split
from curator.formats.front_matter import parse
from curator.site.config import SiteConfig
from curator.site.github_pages import built_by_github


def guarded(data: bytes, path: str, config: SiteConfig, *, treated: bool) -> bytes:
    """Return a guest's source text as the site at hand may hold it at `path`.

    `treated` as in `formats.guests.shown`. Raises EditError where the file's encoding does not allow
    for it.
    """
    markdown = PurePosixPath(path).suffix.lower() in config.markdown_ext
    return _guarded(data, markdown, lambda: config.github_pages, treated=treated)


def guarded_page(data: bytes, root: Path | None, *, markdown: bool) -> bytes:
    """Return a guest's source text as a preview in the site at `root` is to render it.

    Where there is no site nothing renders Liquid, which is then shown by itself.
    """
    if root is None:
        document = split(data)
        body = guests.inert(document.body, markdown=markdown)
        return data if body == document.body else join(document.with_body(body))
    return _guarded(data, markdown, lambda: built_by_github(root), treated=True)


def _guarded(data: bytes, markdown: bool, by_github: Callable[[], bool], *, treated: bool) -> bytes:
    document = split(data)
    body = document.body
    shown = guests.shown(body, markdown=markdown, treated=treated)
    if shown == body:
        return data
    values = parse(document.front_matter or "").values
    # GitHub Pages does not know the key.
    if values.get("render_with_liquid") is False and not by_github():
        shown = guests.inert(body, markdown=markdown)
    return data if shown == body else join(document.with_body(shown))


def has_live_liquid(data: bytes) -> bool:
    """Tell whether Liquid would act upon the body of a source text."""
    return b"{" in data and guests.is_live(split(data).body)
