"""Verdicts while a post is edited: at once from its own text, soon from its whole site.

A look at one post takes a few milliseconds. What others have to do with it, collisions and
near-twins of terms, comes from the site's audit, which is made once in the background and then kept
up to date post by post.
"""

import threading
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.changes import NOTHING_CHANGED, PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.post import PostId, Problem
from curator.domain.problems import Finding, Severity
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.audit import Audit
from curator.services.audit_folder import USUAL_BUILD, AuditReport
from curator.services.audit_look import Looker, Setting
from curator.services.library import Library
from curator.services.mending import fixes_of, mend, mended
from curator.services.site_audit import Audited, SiteAudit
from curator.services.sites import Sites
from curator.site.config import config_from
from curator.site.filenames import POSTS, is_post_name
from curator.site.folder import Site
from curator.site.visibility import Visibility

_NOWHERE = Path("/")


class LiveVerdicts:
    """Judges the post under edit; calls may come from any thread."""

    def __init__(self, library: Library, sites: Sites, audit: Audit) -> None:
        self._library = library
        self._sites = sites
        self._audit = audit
        self._lookers: dict[str, tuple[Site, Looker]] = {}
        self._whole: dict[str, AuditReport] = {}
        self._lock = threading.Lock()

    def look(
        self, post: PostId, source: bytes, root: str | None, path: str, *, foreign: bool
    ) -> Audited:
        """Return what Jekyll would make of a text at `path`, the post's file or its name."""
        with self._lock:
            audit = self._site_audit(root)
            if audit is not None and root is not None:
                kept = self._library.picture_names_of(post)
                audit.put(path, source, post=post, foreign=foreign, kept=kept)
                return audit.audited(path, outliers=True)
            placed = root is not None or not is_post_name(path)
            where = path if placed else f"{POSTS}/{path}"
            kept = self._library.picture_names_of(post)
            look = self._looker(root).look(where, source, foreign=foreign, kept=kept)
            findings = tuple(one for one in look.findings if one.code is not Problem.MISSING_SOURCE)
            nowhere = root is None and look.verdict.reason is Visibility.OUTSIDE
            return Audited(path, post, look.verdict, findings, placeless=nowhere)

    def knows(self, root: str) -> bool:
        """Tell whether the whole site at `root` was audited."""
        return root in self._whole

    def prepare(self, root: str, cancel: CancelToken) -> PostsChanged:
        """Audit the whole site at `root` and mark its posts in the library; raises Cancelled.

        Belongs in the background: it reads every post of the site.
        """
        ids = self._library.posts_of(root)
        report = self._audit.check_posts(list(ids.values())[:1], cancel=cancel)
        marks = {}
        for site in report.sites:
            for audited in site.all():
                cancel.check()
                post = audited.post if audited.post is not None else ids.get(audited.path)
                if post is not None:
                    marks[post] = marks_of(audited)
        with self._lock:
            self._whole[root] = AuditReport(report.sites, (None,) * len(report.sites))
        return self._library.mark(marks)

    def check(
        self, root: str, *, cancel: CancelToken, progress: Progress = ignore_progress
    ) -> tuple[AuditReport, PostsChanged]:
        """Audit all posts of the library that lie in a site, from their texts as they are now.

        Raises Cancelled.
        """
        ids = self._library.posts_of(root)
        report = self._audit.check_posts(list(ids.values()), cancel=cancel, progress=progress)
        marks = {one.post: marks_of(one) for one in report.posts() if one.post is not None}
        with self._lock:
            self._whole[root] = report
        return report, self._library.mark(marks)

    def mend(self, report: AuditReport, code: Problem, *, cancel: CancelToken) -> PostsChanged:
        """Mend one kind of problem wherever that is safe, as one operation."""
        fixes = fixes_of(report, {code})
        for done in mend(self._library, fixes, code.value, cancel=cancel):
            if isinstance(done, PostsChanged):
                return done
        return NOTHING_CHANGED

    def report(self, root: str) -> AuditReport | None:
        """Return the audit of a whole site, None where it was not made yet."""
        return self._whole.get(root)

    def forget(self, root: str) -> None:
        """Have the site audited anew next time: its settings or files changed."""
        with self._lock:
            self._whole.pop(root, None)
            self._lookers.pop(root, None)

    def mended(self, source: bytes, finding: Finding) -> bytes:
        """Return a text with one finding mended; raises EditError where it cannot be."""
        return mended(source, [finding.fix]) if finding.fix is not None else source

    def mark(self, audited: Audited) -> PostsChanged:
        """Keep the marks of one post in the library, for the list and its filter."""
        if audited.post is None:
            return NOTHING_CHANGED
        return self._library.mark({audited.post: marks_of(audited)})

    def _site_audit(self, root: str | None) -> SiteAudit | None:
        report = self._whole.get(root or "")
        return report.sites[0] if report is not None and report.sites else None

    def _looker(self, root: str | None) -> Looker:
        site = Site(_NOWHERE, config_from({}))
        plain = True
        if root is not None:
            try:
                site = self._sites.open(Path(root), config_required=False)
                plain = False
            except CuratorError:
                pass  # the folder is gone or its settings are broken: judged by Jekyll's defaults
        known = self._lookers.get(root or "")
        if known is None or known[0] is not site:
            setting = Setting(site, USUAL_BUILD, datetime.now(UTC), plain=plain)
            known = (site, Looker(setting))
            self._lookers[root or ""] = known
        return known[1]


def marks_of(audited: Audited) -> tuple[Problem, ...]:
    """Return the codes that a list marks a post with: what is more than a note, the worst first."""
    told = [one for one in audited.findings if one.severity is not Severity.NOTE]
    told.sort(key=lambda one: one.severity.rank)
    return tuple(dict.fromkeys(one.code for one in told))
