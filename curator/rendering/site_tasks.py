"""The tasks that need a site: its pages and the files of its built form, in the worker process.

Holds the sites that were asked for last, each with what its theme has parsed. A site is opened again
when its configuration changes, and read again where its files' stamps are others.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.errors import SiteError
from curator.processes.frames import Frame
from curator.processes.serving import Ask, Task
from curator.rendering.asked_posts import AskedPosts
from curator.rendering.theme.renderer import MOST_POSTS, SiteRenderer
from curator.rendering.theme.results import PageProblem, PageResult
from curator.site.config import read_config
from curator.site.config_files import Stamp, config_stamp
from curator.site.folder import Site, open_site

_SITES_KEPT = 3
_OLDEST = 3600.0
"""Seconds after which a site is opened anew: what it takes for the present is past."""

_MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class _Opened:
    stamp: Stamp
    at: float
    renderer: SiteRenderer
    posts: AskedPosts | None


class OpenSites:
    """The sites of one worker."""

    def __init__(self) -> None:
        self._opened: OrderedDict[tuple[str, bool, bool], _Opened] = OrderedDict()

    def renderer(
        self, root: str, revision: str | None, ask: Ask, *, all_posts: bool = False
    ) -> SiteRenderer:
        """Return a site's renderer, up to date; with a revision, its posts are asked for.

        With `all_posts`, layouts may walk through as many posts as they like. Raises SiteError.
        """
        key = (root, revision is not None, all_posts)
        opened = self._opened.pop(key, None)
        stamp = config_stamp(Path(root))
        if opened is None or opened.stamp != stamp or time.monotonic() - opened.at > _OLDEST:
            posts = AskedPosts(revision, ask) if revision is not None else None
            site = open_site(Path(root), config_required=False)
            most = None if all_posts else MOST_POSTS
            renderer = SiteRenderer(site, posts=posts, most_posts=most)
            opened = _Opened(stamp, time.monotonic(), renderer, posts)
        elif opened.posts is not None and revision is not None:
            opened.posts.resume(revision, ask)
        self._opened[key] = opened
        while len(self._opened) > _SITES_KEPT:
            self._opened.popitem(last=False)
        opened.renderer.refresh()
        return opened.renderer

    def forget(self, root: str) -> None:
        """Read a site from the start next time."""
        for key in [key for key in self._opened if key[0] == root]:
            del self._opened[key]


def site_tasks() -> dict[str, Task]:
    """Return the tasks, which share their open sites."""
    sites = OpenSites()

    def page(request: Frame, ask: Ask) -> tuple[Mapping[str, object], bytes]:
        values = request.values
        try:
            renderer = sites.renderer(
                values["root"], values["posts"], ask, all_posts=values["all_posts"]
            )
        except SiteError as error:
            return {"fault": error.fault.value}, b""
        modified = values["modified"]
        rendered = renderer.render(
            values["path"],
            request.data,
            modified=datetime.fromtimestamp(modified, UTC) if modified is not None else None,
            lines=values["lines"],
            layouts=values["layouts"],
        )
        assert rendered is not None, "a text was given"
        return _answer(renderer, rendered, whole=values["layouts"]), b""

    def asset(request: Frame, ask: Ask) -> tuple[Mapping[str, object], bytes]:
        values = request.values
        try:
            found = sites.renderer(values["root"], values["posts"], ask).asset(values["address"])
        except SiteError:
            found = None
        if found is None:
            return {"media_type": None}, b""
        return {"media_type": found.media_type}, found.data

    def forget(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
        sites.forget(request.values["root"])
        return {}, b""

    return {"page": page, "asset": asset, "forget": forget, "scratch": scratch}


def scratch(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Render a page of a site that is there for this page only."""
    values = request.values
    root = Path(values["root"])
    try:
        config = read_config(root, values["config_files"], github_pages=values["github_pages"])
    except SiteError as error:
        return {"fault": error.fault.value}, b""
    now = datetime.fromisoformat(values["now"])
    renderer = SiteRenderer(Site(root, config), now=now, most_posts=None)
    rendered = renderer.render(values["path"], request.data)
    assert rendered is not None, "a text was given"
    return _answer(renderer, rendered, whole=True), b""


def _answer(renderer: SiteRenderer, rendered: PageResult, *, whole: bool) -> Mapping[str, object]:
    config = renderer.model.site.config
    return {
        "body": rendered.body,
        "html": rendered.html if whole else None,
        "url": rendered.url,
        "site_url": config.url,
        "baseurl": config.baseurl,
        "problems": _problems(rendered.problems),
        "approximations": rendered.approximations,
    }


def _problems(problems: tuple[PageProblem, ...]) -> list[Mapping[str, object]]:
    return [asdict(problem) for problem in problems[:_MOST_PROBLEMS]]
