"""One post built by the real Jekyll in a scratch folder.

Without trust nothing of the site runs: neither its Gemfile nor its plug-ins, nor what its
configuration could start (`overlay`). With trust the site runs as its owner builds it.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from curator.domain.errors import JekyllError, JekyllFault
from curator.domain.work import CancelToken
from curator.rendering.truth.jekylls import (
    Jekyll,
    Jekylls,
    environment_for,
    read_report,
    reporting,
)
from curator.rendering.truth.messages import fault_of, in_file, plain, without_folder
from curator.rendering.truth.overlay import missing_gems, missing_theme
from curator.rendering.truth.processes import run
from curator.rendering.truth.scratch import Scratch, Wanted, copy_site, furnish, scratch_folder
from curator.site.folder import Site


@dataclass(frozen=True, slots=True)
class Built:
    """What Jekyll made of a post."""

    page: str
    """The whole page."""
    body: str
    """The article alone, before its layouts."""
    url: str
    jekyll: Jekyll
    seconds: float
    log: str
    """What it printed, without backtraces; paths are those of the site."""
    missing: tuple[str, ...]
    """Gems that the site names and that were left out, since they are not there or not trusted."""
    themeless: bool
    """The theme was among them: the page lacks its layouts, the article is as it should be."""
    complete: bool
    """False where it stumbled over another page of the site after this one was made."""
    scratch: Scratch
    """Where it was built; gone once the context that gave this is left."""


@dataclass(frozen=True, slots=True)
class Order:
    """One post to be built."""

    site: Site
    path: str
    """Posix, relative to the site's root; it need not be there."""
    source: bytes
    time: datetime
    """The moment of the build, aware; counts where the site's configuration names none."""
    trusted: bool = False
    """The editor allows the site's Gemfile and plug-ins to run."""
    neighbours: Mapping[str, bytes] | None = None
    """Other posts that are to be there, by path."""
    seconds: float = 120.0


@contextmanager
def built(
    jekylls: Jekylls,
    order: Order,
    cancel: CancelToken | None = None,
    progress: Callable[[Jekyll], None] = lambda _jekyll: None,
) -> Iterator[Built]:
    """Build a post and yield what came of it while the scratch folder is still there.

    `progress` is told which Jekyll builds, as soon as that is known. Raises JekyllError, and Cancelled
    with every process ended.
    """
    token = cancel or CancelToken()
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch_folder())
            copied = copy_site(order.site, folder, trusted=order.trusted, cancel=token)
            jekyll = jekylls.find(
                copied.root, trusted=order.trusted, site=order.site.root, cancel=token
            )
            progress(jekyll)
            scratch = furnish(order.site, copied, _wanted(order, jekyll))
            made = _build(order, jekyll, scratch, token)
        except OSError as error:
            detail = error.strerror or ""
            raise JekyllError(
                JekyllFault.CANNOT_START, path=tempfile.gettempdir(), detail=detail
            ) from error
        yield made


def _wanted(order: Order, jekyll: Jekyll) -> Wanted:
    return Wanted(
        order.path,
        order.source,
        order.neighbours or {},
        order.trusted,
        None if jekyll.bundled else jekyll.gems,
        order.time,
    )


def _build(order: Order, jekyll: Jekyll, scratch: Scratch, cancel: CancelToken) -> Built:
    report = scratch.folder / "report.json"
    command = [
        *jekyll.command,
        "build",
        *("--source", str(scratch.root / order.site.config.source)),
        *("--destination", str(scratch.destination)),
        # Relative: the list is split at commas, which a temporary folder's name may hold.
        *("--config", ",".join(os.path.relpath(file, scratch.root) for file in scratch.configs)),
        "--no-watch",
        *(() if order.trusted else ("--safe",)),
    ]
    environment = environment_for(
        trusted=order.trusted, site=order.site.root, seconds=round(order.seconds) + 30
    )
    if not jekyll.bundled:
        environment["JEKYLL_NO_BUNDLER_REQUIRE"] = "true"
    try:
        ended = run(
            command,
            folder=scratch.root,
            environment=reporting(environment, report, scratch.post_file),
            seconds=order.seconds,
            cancel=cancel,
        )
    except OSError as error:
        detail = error.strerror or ""
        raise JekyllError(JekyllFault.CANNOT_START, path=command[0], detail=detail) from error
    log = without_folder(plain(ended.output), str(scratch.root), str(scratch.folder))
    told = read_report(report)
    page, body, url = told.get("page"), told.get("body"), told.get("url")
    if isinstance(page, str):
        return Built(
            page=page,
            body=body if isinstance(body, str) else "",
            url=url if isinstance(url, str) else "",
            jekyll=jekyll,
            seconds=ended.seconds,
            log=log,
            missing=()
            if jekyll.bundled
            else missing_gems(order.site.config.raw, jekyll.gems, trusted=order.trusted),
            themeless=not jekyll.bundled and missing_theme(order.site.config.raw, jekyll.gems),
            complete=ended.code == 0,
            scratch=scratch,
        )
    if ended.code is None:
        raise JekyllError(
            JekyllFault.TOO_SLOW, path=order.path, detail=f"{order.seconds:g}", log=log
        )
    if ended.code != 0:
        raise _placed(fault_of(log), scratch)
    raise JekyllError(JekyllFault.NO_PAGE, path=order.path, log=log)


def _placed(fault: JekyllError, scratch: Scratch) -> JekyllError:
    """Give a fault of a template the line that an editor shows."""
    try:
        return in_file(fault, (scratch.root / fault.path).read_bytes()) if fault.path else fault
    except (OSError, ValueError):  # an include that is not there, or one of a theme
        return fault
