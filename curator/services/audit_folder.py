"""Audits of files on the disk: which files belong into one, and the report that comes of it.

Only reads. Loads nothing of the library, so that `curator check FOLDER` starts fast.
"""

import heapq
import os
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from curator.domain.errors import FileError, FileFault
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.importing import sources
from curator.services.audit_look import Looker, Setting
from curator.services.audit_pages import page_claims
from curator.services.audit_pool import look_at_files, read_file
from curator.services.site_audit import Audited, Key, SiteAudit
from curator.site.config import config_from
from curator.site.filenames import POSTS, parse_path
from curator.site.folder import Site, find_root, open_site
from curator.site.habits import Habits, learn, site_habits
from curator.site.scanning import content_files
from curator.site.verdicts import BuildOptions, Verdict
from curator.site.visibility import Abort, Visibility

__all__ = [
    "USUAL_BUILD",
    "Abort",
    "AuditReport",
    "Audited",
    "BuildOptions",
    "Verdict",
    "Visibility",
    "check_folder",
    "fill",
    "zone_named",
]

USUAL_BUILD = BuildOptions()
_NEWEST = 200


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit found, site by site; posts are put together as they are asked for."""

    sites: tuple[SiteAudit, ...]
    chosen: tuple[tuple[Key, ...] | None, ...]
    """Of each site the posts in question, None for all; the others are only there to collide with."""

    def __len__(self) -> int:
        return sum(
            len(site) if keys is None else len(keys)
            for site, keys in zip(self.sites, self.chosen, strict=True)
        )

    def posts(self, *, excerpts: bool = False, outliers: bool = False) -> Iterator[Audited]:
        """Yield what there is to say of each post, by path; excerpts are read from the texts again."""
        for site, keys in zip(self.sites, self.chosen, strict=True):
            yield from site.all(keys, excerpts=excerpts, outliers=outliers)

    @property
    def broken_layouts(self) -> tuple[str, ...]:
        """Return the layouts whose front matter stops any build."""
        return tuple(name for site in self.sites for name in site.looker.broken_layouts)


def zone_named(name: str) -> tzinfo | None:
    """Return a zone of the zone database, None for a name that it does not have."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def check_folder(
    path: Path,
    *,
    config_files: Sequence[Path | str] = (),
    options: BuildOptions = USUAL_BUILD,
    now: datetime | None = None,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
    workers: int | None = None,
) -> AuditReport:
    """Audit files on the disk: a site, a folder of one, or any folder or file.

    A folder within a site is judged together with all of its site. A file alone is judged by itself:
    near-twins and collisions need the site. What belongs to no site is judged as if it lay in
    `_posts` of a site without settings. Raises FileError, SiteError and Cancelled.
    """
    cancel = cancel or CancelToken()
    path = Path(os.path.abspath(path))
    if not path.exists():
        raise FileError(path, FileFault.MISSING)
    moment = now or datetime.now(UTC)
    root = find_root(path)
    if root is None:
        return _check_loose(path, options, moment, cancel, progress, workers)
    site = open_site(root, config_required=False, config_files=config_files)
    inner = _inner(site.root, path)
    if path.is_dir():
        found = list(content_files(site))
        habits = _habits(site, found)
    else:
        found = [inner]
        habits = site_habits(site)
    looker = Looker(Setting(site, options, moment, habits))
    audit = SiteAudit(looker, lambda key: read_file(site.root, str(key)))
    if path.is_dir():
        audit.claim_pages(page_claims(site))
    fill(audit, [(file, file) for file in found], cancel, progress, workers)
    if inner == "" or not path.is_dir():
        return AuditReport((audit,), (None,))
    below = tuple(key for key in audit.ordered() if str(key).startswith(f"{inner}/"))
    return AuditReport((audit,), (below,))


def _inner(root: Path, path: Path) -> str:
    """Return a path relative to its site; links on the way to its folder are resolved."""
    real = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    inner = real.relative_to(root).as_posix()
    return "" if inner == "." else inner


def _check_loose(
    path: Path,
    options: BuildOptions,
    now: datetime,
    cancel: CancelToken,
    progress: Progress,
    workers: int | None,
) -> AuditReport:
    folder = path if path.is_dir() else path.parent
    files = [file.relative_to(folder).as_posix() for file in sources.walk(path) if file.is_file()]
    if not path.is_dir():
        files = [path.name]
    setting = Setting(Site(folder, config_from({})), options, now, plain=True)
    audit = SiteAudit(Looker(setting), lambda key: read_file(folder, str(key)))
    wanted = [(file, f"{POSTS}/{file}") for file in files]
    fill(audit, wanted, cancel, progress, workers)
    return AuditReport((audit,), (None,))


def fill(
    audit: SiteAudit,
    wanted: Sequence[tuple[str, str]],
    cancel: CancelToken,
    progress: Progress,
    workers: int | None = None,
) -> None:
    """Look at files, each with the path to judge it at, and put them into an audit.

    Several processes share the work where it is much. Raises Cancelled.
    """
    looker = audit.looker
    looked = look_at_files(
        looker.setting, wanted, looker, cancel=cancel, progress=progress, workers=workers
    )
    for file, look in looked:
        audit.place(file, look, path=file)


def _habits(site: Site, found: Iterable[str]) -> Habits:
    """Return the habits of a site's newest posts, as `site_habits` does without a second listing."""
    content_dir = site.config.content_dir
    dated = (
        (parsed.date, path)
        for path in found
        if POSTS in path
        and (parsed := parse_path(path, collections_dir=content_dir)).date is not None
    )
    newest = [path for _, path in heapq.nlargest(_NEWEST, dated)]
    texts = ((path, read_file(site.root, path)) for path in newest)
    samples = ((path, text) for path, text in texts if text is not None)
    return learn(samples, content_dir=content_dir)
