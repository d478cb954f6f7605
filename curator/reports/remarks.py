"""What an audit says of a post, in sentences and as plain JSON values (design.md §6).

Owns the form of `curator check --json`; the sentences are `sentences`' business.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from curator.domain.post import Problem
from curator.domain.problems import Finding, Place, Severity
from curator.sentences import (
    abort_sentence,
    finding_sentence,
    fix_sentence,
    outlier_sentence,
    visibility_sentence,
)
from curator.services.audit_folder import Abort, Audited, Visibility

_TOLD_BY: Mapping[Abort | Visibility, frozenset[Problem]] = {
    Abort.BAD_DATE: frozenset({Problem.BAD_DATE}),
    Abort.STRICT_FRONT_MATTER: frozenset({Problem.BROKEN_YAML, Problem.CATEGORIES_TYPE}),
    Abort.YAML_FILE: frozenset({Problem.BROKEN_YAML}),
    Abort.NOT_UTF8: frozenset({Problem.NOT_UTF8, Problem.UNDECODABLE}),
    Abort.SLUG_NOT_TEXT: frozenset({Problem.SLUG_TYPE}),
    Abort.PERMALINK_NOT_TEXT: frozenset({Problem.PERMALINK_TYPE}),
    Abort.NAME_TOO_LONG: frozenset({Problem.LONG_NAME}),
    Visibility.NOT_A_POST_NAME: frozenset({Problem.NAME_WITHOUT_DATE}),
    Visibility.NOT_UTF8: frozenset({Problem.NOT_UTF8, Problem.UNDECODABLE}),
}
"""The problems that tell of a consequence already."""

_NOBODY_WANTS = frozenset(
    {
        Visibility.NOT_A_POST_NAME,
        Visibility.NOT_UTF8,
        Visibility.YAML_FILE,
        Visibility.UNREADABLE,
    }
)
"""Why a post is missing from the site although its editor did nothing to hide it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell of a post."""

    code: str
    severity: Severity
    message: str
    fix: str | None
    place: Place | None


def remarks(audited: Audited, least: Severity = Severity.NOTE) -> list[Remark]:
    """Return what is wrong with a post, no less severe than `least`; what has no place comes first."""
    found = [
        remark_of(finding) for finding in audited.findings if finding.severity.rank <= least.rank
    ]
    if least is Severity.NOTE:
        found += [
            Remark(f"unusual-{one.trait.value}", Severity.NOTE, outlier_sentence(one), None, None)
            for one in audited.outliers
        ]
    consequence = _consequence(audited)
    return found if consequence is None else [consequence, *found]


def remark_of(finding: Finding) -> Remark:
    """Return a finding in words."""
    fix = None if finding.fix is None else fix_sentence(finding.fix)
    return Remark(
        finding.code.value, finding.severity, finding_sentence(finding), fix, finding.place
    )


def _consequence(audited: Audited) -> Remark | None:
    """Return what Jekyll does with a post where no finding tells of it."""
    verdict = audited.verdict
    what = verdict.aborts_build or verdict.reason
    codes = _TOLD_BY.get(what, frozenset())
    if any(finding.code in codes for finding in audited.findings):
        return None
    if verdict.aborts_build is not None:
        message = abort_sentence(verdict.aborts_build, verdict.abort_detail)
    elif verdict.reason in _NOBODY_WANTS:
        message = visibility_sentence(verdict.reason)
    else:
        return None
    return Remark(what.value, Severity.ERROR, message, None, None)


def values(audited: Audited, told: list[Remark]) -> dict[str, Any]:
    """Return the JSON object of one post; `audited` was asked for with its excerpt."""
    verdict = audited.verdict
    return {
        "path": audited.path,
        "url": verdict.url,
        "output": verdict.output,
        "visible": verdict.visible,
        "reason": None if verdict.visible else verdict.reason.value,
        "date": None if verdict.date is None else verdict.date.isoformat(),
        "title": plain(verdict.title),
        "categories": plain(verdict.categories),
        "tags": plain(verdict.tags),
        "slug": plain(verdict.slug),
        "excerpt": plain(audited.excerpt),
        "problems": [
            {
                "code": remark.code,
                "severity": remark.severity.value,
                "message": remark.message,
                "fix": remark.fix,
            }
            for remark in told
        ],
    }


def plain(value: Any) -> Any:
    """Return a value of front matter as JSON knows it; dates and odd numbers become text."""
    if isinstance(value, str):
        # Bytes that are no UTF-8 come as lone surrogates, which no JSON reader takes.
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
