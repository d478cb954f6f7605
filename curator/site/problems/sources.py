"""Posts that do not say where they come from, on a site whose posts do."""

import re
from collections.abc import Iterator

from curator.domain.post import Problem
from curator.domain.problems import Finding
from curator.site.filenames import PathKind
from curator.site.problems.inspection import Inspection

_TAIL = 2_000
_NAMED = re.compile(
    r"(?:来源|來源|出处|出處|原文|转自|轉自|转载自|轉載自|出典|\bsource|\bvia)\s*(?:[:：]|</?\w[^<>]*>)\s*[^\s<>）)】\]]",
    re.IGNORECASE,
)


def missing_source(post: Inspection) -> Iterator[Finding]:
    """Report a post that names no source, neither as a key nor near its end."""
    if not post.context.sources_expected or post.facts.source:
        return
    if post.place.kind is PathKind.COLLECTION:
        return
    body = post.document.body
    if _NAMED.search(body, max(len(body) - _TAIL, 0)) is not None:
        return
    end = post.body_start + len(body.rstrip())
    yield post.found(Problem.MISSING_SOURCE, (end, end))
