"""What `paginator` is on pages that list posts page by page, as the plugin jekyll-paginate has it.

Owns the choice of the page that is paginated, the addresses of its further pages and `paginator.*`.
"""

import math
import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from curator.formats.yaml_values import Value
from curator.rendering.theme.pages import Page


def per_page(settings: Mapping[str, Value]) -> int:
    """Return how many posts a page lists."""
    value = settings.get("paginate")
    if isinstance(value, str) and value.strip().isdigit():
        return int(value)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0


def template_page(pages: Sequence[Page], settings: Mapping[str, Value]) -> Page | None:
    """Return the page that is paginated: the deepest `index.html` above the paginated addresses."""
    folder = posixpath.dirname(_path(settings).lstrip("/"))
    above = {""}
    while folder:
        above.add(folder)
        folder = posixpath.dirname(folder)
    candidates = [
        page
        for page in pages
        if page.name == "index.html" and not page.themed and posixpath.dirname(page.path) in above
    ]
    return max(candidates, key=lambda page: len(page.path), default=None)


def _path(settings: Mapping[str, Value]) -> str:
    value = settings.get("paginate_path")
    return value if isinstance(value, str) else "/page:num"


def page_path(settings: Mapping[str, Value], first_url: str, number: int) -> str:
    """Return the address of a page of posts."""
    if number <= 1:
        return first_url
    path = _path(settings).replace(":num", str(number), 1)
    return path if path.startswith("/") else f"/{path}"


def page_count(posts: int, settings: Mapping[str, Value]) -> int:
    """Return how many pages the posts fill."""
    return math.ceil(posts / per_page(settings))


def paginator(
    settings: Mapping[str, Value], first_url: str, number: int, posts: Sequence[object]
) -> Mapping[str, object]:
    """Return what `paginator` is on one page."""
    size = per_page(settings)
    pages = page_count(len(posts), settings)
    start = (number - 1) * size
    before = number - 1 if number != 1 else None
    after = number + 1 if number != pages else None
    return {
        "page": number,
        "per_page": size,
        "posts": posts[start : start + size],
        "total_posts": len(posts),
        "total_pages": pages,
        "previous_page": before,
        "previous_page_path": None if before is None else page_path(settings, first_url, before),
        "next_page": after,
        "next_page_path": None if after is None else page_path(settings, first_url, after),
    }


def with_pages(
    pages: Sequence[Page],
    settings: Mapping[str, Value],
    posts: Sequence[object],
    url_in: Callable[[Page, str], str],
) -> list[Page]:
    """Return the pages with a pager on the paginated one, and its copies at the end."""
    template = template_page(pages, settings)
    if template is None:
        return list(pages)
    total = page_count(len(posts), settings)
    if total < 1:
        return list(pages)
    first = replace(template, pager=paginator(settings, template.url, 1, posts))
    found = [first if page is template else page for page in pages]
    copied = template
    # The plugin reads the copies from where the page's address points to. With a permalink that leads
    # elsewhere nothing is there, and they stay empty.
    if posixpath.join(template.dir, template.name).lstrip("/") != template.path:
        copied = replace(template, data={}, content="")
    for number in range(2, total + 1):
        folder = page_path(settings, template.url, number)
        found.append(
            replace(
                copied,
                url=url_in(copied, folder),
                pager=paginator(settings, template.url, number, posts),
            )
        )
    return found
