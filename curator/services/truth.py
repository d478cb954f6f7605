"""The truth on request: one post built by real Jekyll, beside the page that Curator makes of it.

Both pages are made from one and the same scratch folder, so that they differ only where the two
programs do. Nothing of the site is written to. Without trust none of its code runs.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.domain.slugs import slugify
from curator.domain.work import CancelToken
from curator.importing import sources
from curator.rendering.site_requests import ScratchRequest
from curator.rendering.truth import comparison
from curator.rendering.truth.build import Built, Order, built
from curator.rendering.truth.comparison import Difference, Hunk, Row
from curator.rendering.truth.jekylls import GEMFILES, Jekyll, Jekylls
from curator.rendering.truth.neighbours import neighbours_of
from curator.rendering.truth.renderer import ExactRenderer, Rendered
from curator.services.compared import Compared, JekyllName, Own, Part, Question, SiteCode
from curator.services.preview import PageWords, Preview
from curator.services.sites import Sites
from curator.site.filenames import is_post_name
from curator.site.folder import Site
from curator.site.guests import guarded

if TYPE_CHECKING:
    # The library's parts take time to load, and a file is compared without one.
    from curator.services.library import Library

__all__ = [
    "Compared",
    "Difference",
    "Hunk",
    "JekyllName",
    "Own",
    "OwnMaker",
    "Part",
    "Question",
    "Rendered",
    "Row",
    "SiteCode",
    "Truth",
    "difference_lines",
]

_MOST_NAMED = 200
_UNSEEN = frozenset({"data-line"})


OwnMaker = Callable[[ScratchRequest, CancelToken], Own]
"""Renders a post of the scratch folder as Curator does. It must not keep the site: the folder goes.
Raises JekyllError and Cancelled."""


class Truth:
    """Builds posts with real Jekyll and compares. Safe from several threads."""

    def __init__(self, sites: Sites, own: OwnMaker, library: "Library | None" = None) -> None:
        self._sites = sites
        self._library = library
        self._own = own
        self._jekylls = Jekylls()
        self._exact: ExactRenderer | None = None
        self._exact_site: Site | None = None
        self._lock = threading.Lock()

    def post(
        self,
        post: PostId,
        question: Question,
        *,
        site: Path | None = None,
        cancel: CancelToken | None = None,
        building: Callable[[JekyllName], None] = lambda _jekyll: None,
    ) -> Compared:
        """Compare the pages of a post as the library holds it.

        `site` is where a post is built that lies in none. `building` is told which Jekyll builds once
        that is known. Raises PostMissing, JekyllError, SiteError and Cancelled.
        """
        assert self._library is not None
        stored = self._library.load(post)
        opened, path = self._place(stored, site)
        title = stored.title or stored.name
        source = stored.source
        if stored.foreign:
            source = guarded(source, path, opened.config, treated=bool(stored.placements))
        return self._compare(opened, path, source, title, question, cancel, building)

    def file(
        self,
        file: Path,
        question: Question,
        *,
        site: Path | None = None,
        cancel: CancelToken | None = None,
    ) -> Compared:
        """Compare the pages of a file of a site; needs no library.

        Raises FileError, JekyllError, SiteError and Cancelled.
        """
        source = sources.read(file)
        absolute = file.resolve()
        root = site if site is not None else self._sites.around(absolute)
        if root is None:
            raise JekyllError(JekyllFault.NO_SITE, path=str(file))
        opened = self._sites.open(root, config_required=False)
        inside = absolute.is_relative_to(opened.root)
        path = absolute.relative_to(opened.root).as_posix() if inside else _path_for(file.name, "")
        return self._compare(opened, path, source, file.name, question, cancel, _nobody)

    def code(self, root: Path) -> SiteCode:
        """Return what of a site would run if the editor trusted it."""
        return site_code(self._sites.open(root, config_required=False))

    def site_of(self, post: PostId, site: Path | None = None) -> Path:
        """Return the root of the site in which a post would be built; raises JekyllError (NO_SITE)."""
        assert self._library is not None
        return self._place(self._library.load(post), site)[0].root

    # The process that stays

    def exact(
        self, root: Path, path: str, source: bytes, part: Part, cancel: CancelToken | None = None
    ) -> Rendered:
        """Render a text with a Jekyll that is kept running for this site.

        Plug-ins of the site never run in it. Raises JekyllError, SiteError and Cancelled.
        """
        opened = self._sites.open(root, config_required=False)
        with self._lock:
            renderer = self._exact
            # Another site, or the same one with another configuration.
            if renderer is None or self._exact_site is not opened:
                if renderer is not None:
                    renderer.close()
                renderer = self._exact = ExactRenderer(opened, self._jekylls)
                self._exact_site = opened
        render = renderer.page if part is Part.PAGE else renderer.body
        return render(path, source, cancel)

    def close(self) -> None:
        """End the process that stays; a later rendering starts another."""
        with self._lock:
            renderer, self._exact = self._exact, None
        if renderer is not None:
            renderer.close()

    # Building

    def _place(self, stored: StoredPost, site: Path | None) -> tuple[Site, str]:
        for placement in stored.placements:
            if site is not None and Path(placement.root) != site:
                continue
            if Path(placement.root).is_dir():
                return self._sites.open(Path(placement.root), config_required=False), placement.path
        assert self._library is not None
        known = [one.root for one in self._library.sites() if Path(one.root).is_dir()]
        root = site or (Path(known[0]) if len(known) == 1 else None)
        if root is None:
            raise JekyllError(JekyllFault.NO_SITE, path=stored.title or stored.name)
        opened = self._sites.open(root, config_required=False)
        return opened, _path_for(stored.name, stored.title)

    def _compare(
        self,
        site: Site,
        path: str,
        source: bytes,
        title: str,
        question: Question,
        cancel: CancelToken | None,
        building: Callable[[JekyllName], None],
    ) -> Compared:
        token = cancel or CancelToken()
        now = datetime.now().astimezone().replace(microsecond=0)
        order = Order(
            site=site,
            path=path,
            source=source,
            time=now,
            trusted=question.trusted,
            neighbours=neighbours_of(site, path, question.neighbours),
            seconds=question.seconds,
        )
        with self._built(order, token, building) as made:
            begun = time.monotonic()
            own = self._own(_own_request(made, path, source, now), token)
            own_seconds = time.monotonic() - begun
        part = Part.ARTICLE if made.themeless else question.part
        theirs, ours = (made.page, own.page) if part is Part.PAGE else (made.body, own.body)
        return Compared(
            title=title,
            root=site.root,
            path=path,
            part=part,
            difference=comparison.compare(theirs, ours, unseen=_UNSEEN),
            jekyll=_named(made.jekyll),
            seconds=made.seconds,
            own_seconds=own_seconds,
            log=made.log,
            complete=made.complete,
            missing=made.missing,
            themeless=made.themeless,
            trusted=question.trusted,
            neighbours=len(order.neighbours or {}),
            code=site_code(site),
            jekyll_html=theirs,
            own_html=ours,
            approximations=own.approximations,
        )

    def _built(
        self, order: Order, cancel: CancelToken, building: Callable[[JekyllName], None]
    ) -> AbstractContextManager[Built]:
        return built(self._jekylls, order, cancel, lambda jekyll: building(_named(jekyll)))


def _own_request(made: Built, path: str, source: bytes, now: datetime) -> ScratchRequest:
    """Return what Curator renders: the scratch site configured as Jekyll has it there.

    What GitHub changes in a configuration is done by the gem of its bundle, and by nothing else here.
    """
    files = tuple(str(file) for file in made.scratch.configs)
    github_pages = None if made.jekyll.bundled else False
    return ScratchRequest(made.scratch.root, files, github_pages, path, source, now)


@contextmanager
def for_files(words: PageWords) -> Iterator[Truth]:
    """Yield what compares files and needs no library."""
    preview = Preview(words)
    truth = Truth(Sites(), preview.of_scratch)
    try:
        yield truth
    finally:
        truth.close()
        preview.close()


def site_code(site: Site) -> SiteCode:
    """Return what of a site would run with trust, up to some hundred files of it."""
    gemfile = next((name for name in GEMFILES if (site.root / name).is_file()), "")
    folder = site.root / site.config.source / site.config.plugins_dir
    try:
        found = sorted(folder.rglob("*.rb"))[:_MOST_NAMED]
        plugins = tuple(one.relative_to(site.root).as_posix() for one in found)
    except (OSError, ValueError):
        plugins = ()
    return SiteCode(site.root, gemfile, plugins)


def difference_lines(compared: Compared) -> list[str]:
    """Return the difference as lines of a unified diff: from Jekyll's page to Curator's."""
    return comparison.unified(
        compared.difference,
        labels=(f"jekyll/{compared.path}", f"curator/{compared.path}"),
    )


def _named(jekyll: Jekyll) -> JekyllName:
    return JekyllName(
        " ".join([Path(jekyll.command[0]).name, *jekyll.command[1:]]),
        jekyll.version,
        jekyll.bundled,
        jekyll.bundle_fault,
    )


def _path_for(name: str, title: str) -> str:
    """Return where a post stands in the scratch folder that has no file in the site yet."""
    if is_post_name(name):
        return f"_posts/{name}"
    slug = slugify(title or Path(name).stem) or "post"
    suffix = Path(name).suffix.lower()
    ending = suffix if suffix in {".md", ".markdown", ".html"} else ".md"
    return f"_posts/{datetime.now().astimezone():%Y-%m-%d}-{slug[:60]}{ending}"


def _nobody(_jekyll: JekyllName) -> None:
    """Tell nobody which Jekyll builds."""
