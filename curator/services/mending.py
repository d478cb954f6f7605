"""Fixes that an audit found, carried out on posts of the library as one operation."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from curator.domain.changes import PostsChanged
from curator.domain.errors import EditError, EditFault
from curator.domain.listing import StoredPost
from curator.domain.post import PostId, Problem
from curator.domain.problems import Finding, Fix
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.services.audit_folder import AuditReport
from curator.services.library import Library, Rewritten
from curator.site.problems.mending import apply_fixes


def fixes_of(
    report: AuditReport, codes: Collection[Problem] | None = None
) -> dict[PostId, list[Fix]]:
    """Return the fixes that change texts, by post; `codes` are the problems to mend, None for all.

    Files on the disk that the library does not hold are left out, and so are fixes that only rename.
    """
    found: dict[PostId, list[Fix]] = {}
    for audited in report.posts():
        if audited.post is None:
            continue
        fixes = _wanted(audited.findings, codes)
        if fixes:
            found[audited.post] = fixes
    return found


def mend(
    library: Library,
    fixes: Mapping[PostId, Sequence[Fix]],
    label: str,
    *,
    dry_run: bool = False,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
    origin: object = None,
) -> Iterator[Rewritten | PostsChanged]:
    """Carry out fixes as one operation that undo takes back; yields each post, then what changed.

    A post whose text is no longer the one that its fixes belong to comes back with a fault, unchanged.
    """

    def rewrite(post: StoredPost) -> bytes:
        return mended(post.source, fixes[post.id])

    yield from library.rewrite(
        list(fixes),
        rewrite,
        label,
        dry_run=dry_run,
        cancel=cancel,
        progress=progress,
        origin=origin,
    )


def mended(source: bytes, fixes: Sequence[Fix]) -> bytes:
    """Return a text with all fixes made that go together; raises EditError where none can be."""
    try:
        return apply_fixes(source, fixes)
    except EditError as fault:
        if fault.detail == "stale" or len(fixes) < 2:
            raise
    for count in range(len(fixes) - 1, 0, -1):
        try:
            return apply_fixes(source, fixes[:count])
        except EditError:
            continue
    raise EditError("", EditFault.UNREPRESENTABLE)


def _wanted(findings: Sequence[Finding], codes: Collection[Problem] | None) -> list[Fix]:
    return [
        one.fix
        for one in findings
        if one.fix is not None and one.fix.steps and (codes is None or one.code in codes)
    ]
