"""What a check of a site came to, made ready off the GUI thread."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from curator.domain.post import PostId
from curator.reports.remarks import remarks
from curator.reports.summary import Summary
from curator.services.audit_folder import AuditReport


@dataclass(frozen=True, slots=True)
class Results:
    """An audit with its counts."""

    title: str
    report: AuditReport
    summary: Summary
    posts: Mapping[str, PostId]
    """The posts of the library by path."""
    fixes: Mapping[str, int]
    """How many posts have a safe fix for a problem, by its code."""

    def fixable(self, code: str) -> int:
        """Return in how many posts a problem can be mended at once."""
        return self.fixes.get(code, 0)


def results_of(title: str, report: AuditReport) -> Results:
    """Count what an audit found."""
    summary = Summary()
    posts: dict[str, PostId] = {}
    fixes: Counter[str] = Counter()
    for audited in report.posts(outliers=True):
        summary.add(audited, remarks(audited))
        if audited.post is not None:
            posts[audited.path] = audited.post
            mended = {
                one.code.value for one in audited.findings if one.fix is not None and one.fix.steps
            }
            fixes.update(mended)
    return Results(title, report, summary, posts, fixes)
