"""Pages of files that need not be in any library: files, folders, whole sites, several at a time."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue

from curator.domain.errors import FileError
from curator.importing import sources
from curator.rendering.guard import Guard, Trouble
from curator.rendering.page import PageWords
from curator.services.preview import PageMode, PageProblem, Preview
from curator.services.sites import Sites
from curator.site.scanning import content_files

_AHEAD = 4
"""Pages that each process may be ahead of what was taken."""


class PageForm(StrEnum):
    """What is made of a file."""

    PAGE = "page"
    """What the site's build would write; the program's own page where there is no site."""
    BODY = "body"
    """The converted text alone."""
    STANDALONE = "standalone"
    """One file with style and pictures inside, in which nothing runs and nothing is loaded."""


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered file, or why there is none."""

    file: Path
    html: str
    name: str
    """Where it belongs below an output folder: its relative path, ending in `.html`."""
    problems: tuple[PageProblem, ...] = ()
    approximations: tuple[str, ...] = ()
    trouble: Trouble | None = None
    """Why the body is plain text."""
    fault: FileError | None = None
    """Why there is no page."""


class Pages:
    """Renders files, in as many processes as it is told, and yields them in order."""

    def __init__(self, words: PageWords, processes: int = 0) -> None:
        self._words = words
        self._sites = Sites()
        self._processes = processes or os.cpu_count() or 1

    def files(self, named: Sequence[Path], site: Path | None) -> list[Path]:
        """Return the files that names stand for; a folder stands for the articles in it.

        In a site those are what a build reads as posts, drafts and documents. Raises SiteError.
        """
        found: dict[Path, None] = {}
        for path in named:
            if not path.is_dir():
                found[path] = None
                continue
            root = self._root(path, site)
            if root is None:
                found.update((file, None) for file in sources.walk(path))
                continue
            opened = self._sites.open(root, config_required=False)
            folder = path.resolve()
            for inner in content_files(opened, misnamed=False):
                absolute = opened.root / inner
                if absolute.is_relative_to(folder):
                    found[path / absolute.relative_to(folder)] = None
        return list(found)

    def render(self, files: Sequence[Path], site: Path | None, form: PageForm) -> Iterator[Page]:
        """Yield the pages of files in their order; raises SiteError where `site` is none."""
        if site is not None:
            self._sites.open(site)
        count = max(1, min(self._processes, len(files)))
        previews = [Preview(self._words, guard=Guard(seconds=60)) for _ in range(count)]
        idle: SimpleQueue[Preview] = SimpleQueue()
        for preview in previews:
            idle.put(preview)

        def one(file: Path) -> Page:
            preview = idle.get()
            try:
                return self._page(preview, file, site, form)
            finally:
                idle.put(preview)

        waiting: deque[Future[Page]] = deque()
        try:
            with ThreadPoolExecutor(count) as pool:
                for file in files:
                    waiting.append(pool.submit(one, file))
                    if len(waiting) >= count * _AHEAD:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
        finally:
            for preview in previews:
                preview.close()

    def _page(self, preview: Preview, file: Path, site: Path | None, form: PageForm) -> Page:
        root = self._root(file, site)
        path = file.name
        absolute = file.resolve()
        inside = root is not None and absolute.is_relative_to(root)
        if root is not None and inside:
            path = absolute.relative_to(root).as_posix()
        name = str(Path(path if inside else _below(file)).with_suffix(".html"))
        try:
            source = sources.read(file)
        except FileError as error:
            return Page(file, "", name, fault=error)
        if form is PageForm.STANDALONE or (form is PageForm.PAGE and root is None):
            lang = self._sites.setting(str(root) if root else None, path).lang
            return Page(file, preview.standalone(source, path, root, lang=lang), name)
        mode = PageMode.ARTICLE if form is PageForm.BODY else PageMode.PAGE
        made = preview.exact(source, path, root, mode)
        return Page(file, made.html, name, made.problems, made.approximations, made.notice)

    def _root(self, path: Path, site: Path | None) -> Path | None:
        if site is not None:
            return self._sites.open(site, config_required=False).root
        return self._sites.around(path)


def _below(file: Path) -> str:
    """Return a path that stays below the folder it is joined to."""
    return "/".join(part for part in file.parts if part not in {"..", "/", file.anchor})
