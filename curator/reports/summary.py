"""What an audit comes to: problems by kind with the posts that have them, and counts.

Keeps one line for each finding, as a report of thousands of them is sorted by kind; no texts.
"""

from collections import Counter
from dataclasses import dataclass, field

from curator.domain.problems import Severity
from curator.reports.remarks import Remark
from curator.services.audit_folder import Audited, Visibility


@dataclass(frozen=True, slots=True)
class Line:
    """A problem of one post."""

    path: str
    line: int
    """0 where it has no place in the text."""
    column: int
    message: str
    fix: str | None


@dataclass(slots=True)
class Group:
    """All posts with one problem."""

    code: str
    severity: Severity
    lines: list[Line] = field(default_factory=list)

    @property
    def posts(self) -> int:
        """Return how many posts have it."""
        return len({line.path for line in self.lines})


@dataclass(slots=True)
class Summary:
    """Grows post by post."""

    posts: int = 0
    aborting: int = 0
    """Posts that stop the whole build."""
    hidden: Counter[Visibility] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    _groups: dict[tuple[Severity, str], Group] = field(default_factory=dict)

    @property
    def visible(self) -> int:
        """Return how many posts the built site has."""
        return self.posts - self.hidden.total()

    @property
    def needs_attention(self) -> bool:
        """Tell whether there are errors or warnings."""
        return bool(self.severities[Severity.ERROR] or self.severities[Severity.WARNING])

    def add(self, audited: Audited, told: list[Remark], *, lines: bool = True) -> None:
        """Count a post; without `lines` only counts are kept."""
        verdict = audited.verdict
        self.posts += 1
        self.aborting += verdict.aborts_build is not None
        if not verdict.visible:
            self.hidden[verdict.reason] += 1
        for remark in told:
            self.severities[remark.severity] += 1
            if lines:
                key = remark.severity, remark.code
                group = self._groups.get(key)
                if group is None:
                    group = self._groups[key] = Group(remark.code, remark.severity)
                group.lines.append(_line(audited.path, remark))

    def groups(self) -> list[Group]:
        """Return the problems, the worst first, then the most frequent."""
        return sorted(
            self._groups.values(), key=lambda one: (one.severity.rank, -one.posts, one.code)
        )


def _line(path: str, remark: Remark) -> Line:
    place = remark.place
    if place is None:
        return Line(path, 0, 0, remark.message, remark.fix)
    return Line(path, place.line, place.column, remark.message, remark.fix)
