"""Audits of posts of the library, where they lie or would lie, over their sites and the queue.

Reading is all that an audit does; mending is `mending`'s business. What one site's audit knows is
`site_audit`'s; here is decided what belongs into it.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.errors import CuratorError, PostMissing
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.export.naming import propose_path
from curator.services.audit_folder import USUAL_BUILD, AuditReport, check_folder, fill
from curator.services.audit_look import Looker, Setting
from curator.services.audit_pages import page_claims
from curator.services.audit_pool import read_file
from curator.services.deriving import Build, facts_of
from curator.services.library import Library
from curator.services.site_audit import Audited, Key, SiteAudit
from curator.site.config import config_from
from curator.site.filenames import POSTS, is_post_name, name_key
from curator.site.folder import Site, open_site
from curator.site.habits import Habits, site_habits
from curator.site.scanning import content_files
from curator.site.verdicts import BuildOptions

__all__ = ["Audit", "AuditReport", "Audited", "BuildOptions", "Key", "SiteAudit"]

_NOWHERE = Path(os.sep)


@dataclass(slots=True)
class _Part:
    """A site's audit in the making, and which posts of the library are in it."""

    audit: SiteAudit
    texts: dict[Key, PostId]
    chosen: list[Key] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)


class Audit:
    """Audits what one library holds, and any folder beside it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    check = staticmethod(check_folder)

    def check_posts(
        self,
        ids: Sequence[PostId],
        *,
        config_files: Sequence[Path | str] = (),
        options: BuildOptions = USUAL_BUILD,
        now: datetime | None = None,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> AuditReport:
        """Audit posts of the library at their places, together with all that their sites hold.

        A post that lies in no site is judged where an export would put it, in the one site that the
        library knows, else in a site without settings. Raises Cancelled.
        """
        work = _LibraryAudit(self._library, config_files, options, now or datetime.now(UTC))
        return work.run(ids, cancel or CancelToken(), progress)


class _LibraryAudit:
    def __init__(
        self,
        library: Library,
        config_files: Sequence[Path | str],
        options: BuildOptions,
        now: datetime,
    ) -> None:
        self._library = library
        self._config_files = config_files
        self._options = options
        self._now = now
        self._parts: dict[str, _Part] = {}
        roots = [site.root for site in library.sites()]
        self._only = roots[0] if len(roots) == 1 else ""

    def run(self, ids: Sequence[PostId], cancel: CancelToken, progress: Progress) -> AuditReport:
        for done, post in enumerate(self._library.load_many(ids)):
            cancel.check()
            part, key = self._put(post)
            part.chosen.append(key)
            progress(done + 1, len(ids))
        self._put_neighbours(frozenset(ids), cancel)
        for root, part in self._parts.items():
            if root:
                self._fill(part, cancel, progress)
        for part in self._parts.values():
            part.chosen.sort(key=_by_path(part.audit))
        parts = self._parts.values()
        return AuditReport(
            tuple(part.audit for part in parts), tuple(tuple(part.chosen) for part in parts)
        )

    def _put(self, post: StoredPost) -> tuple[_Part, Key]:
        if post.placements:
            place = post.placements[0]
            part = self._part(place.root)
            part.texts[place.path] = post.id
            part.taken.add(name_key(place.path))
            kept = self._library.picture_names_of(post.id)
            part.audit.put(place.path, post.source, post=post.id, foreign=post.foreign, kept=kept)
            return part, place.path
        part = self._part(self._only)
        path = self._proposed(part, post)
        part.taken.add(name_key(path))
        part.texts[post.id] = post.id
        part.audit.put(
            path,
            post.source,
            key=int(post.id),
            post=post.id,
            foreign=post.foreign,
            kept=self._library.picture_names_of(post.id),
        )
        return part, int(post.id)

    def _put_neighbours(self, ids: frozenset[PostId], cancel: CancelToken) -> None:
        """Add the other posts that the library would write into the same sites."""
        found = [PostId(number) for number in self._library.find("is:edited OR status:ready")]
        for post in self._library.load_many([number for number in found if number not in ids]):
            cancel.check()
            root = post.placements[0].root if post.placements else self._only
            if root and root in self._parts:
                self._put(post)

    def _fill(self, part: _Part, cancel: CancelToken, progress: Progress) -> None:
        """Add what lies in the site's folder and is in the library's hands no more than that."""
        site = part.audit.looker.setting.site
        try:
            found = [file for file in content_files(site) if file not in part.audit]
        except CuratorError:  # the folder is gone; its posts are judged all the same
            return
        fill(part.audit, [(file, file) for file in found], cancel, progress)
        part.audit.claim_pages(page_claims(site))

    def _part(self, root: str) -> _Part:
        part = self._parts.get(root)
        if part is None:
            part = self._parts[root] = self._opened(root)
        return part

    def _opened(self, root: str) -> _Part:
        site = Site(Path(root) if root else _NOWHERE, config_from({}))
        habits: Habits | None = None
        plain = True
        if root:
            try:
                site = open_site(Path(root), config_required=False, config_files=self._config_files)
                habits = site_habits(site)
                plain = False
            except CuratorError:  # the folder is gone or its settings are broken
                pass
        texts: dict[Key, PostId] = {}
        looker = Looker(Setting(site, self._options, self._now, habits, plain=plain))
        return _Part(SiteAudit(looker, _reader(self._library, texts, site.root)), texts)

    def _proposed(self, part: _Part, post: StoredPost) -> str:
        setting = part.audit.looker.setting
        if is_post_name(post.name):
            return f"{POSTS}/{post.name}"
        facts = facts_of(
            post.source, None, post.name, Build(setting.zone, setting.content_dir), likeness=False
        )
        return propose_path(
            facts,
            setting.habits or Habits(),
            setting.site,
            taken=lambda path: name_key(path) in part.taken,
            suffix=os.path.splitext(post.name)[1],
            now=self._now,
        )


def _reader(
    library: Library, texts: dict[Key, PostId], root: Path
) -> Callable[[Key], bytes | None]:
    """Return what reads a text again: the library's where it has one, else the file's."""

    def read(key: Key) -> bytes | None:
        post = texts.get(key)
        if post is None:
            return read_file(root, str(key))
        try:
            return library.load(post).source
        except PostMissing:
            return None

    return read


def _by_path(audit: SiteAudit) -> Callable[[Key], tuple[str, str]]:
    return lambda key: (audit.verdict(key).path, str(key))
