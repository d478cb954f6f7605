"""Terms that are nearly those of other posts: another case, width or script, a comma too much."""

import re
from collections.abc import Iterator

from curator.domain.post import Problem, TermKind
from curator.domain.problems import Finding, SetValue, Step
from curator.formats.front_matter import Entry
from curator.site.problems.inspection import Inspection
from curator.site.problems.vocabulary import Twin

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_KEYS = {TermKind.CATEGORY: ("categories", "category"), TermKind.TAG: ("tags", "tag")}


def taxonomy(post: Inspection) -> Iterator[Finding]:
    """Report the terms of a post whose usual spelling is another one."""
    vocabulary = post.context.vocabulary
    if vocabulary is None:
        return
    for kind, used in (
        (TermKind.CATEGORY, post.facts.categories),
        (TermKind.TAG, post.facts.tags),
    ):
        for term in used:
            twin = vocabulary.twin(kind, term)
            if twin is not None and (found := _finding(post, twin)) is not None:
                yield found


def _finding(post: Inspection, twin: Twin) -> Finding | None:
    category = twin.kind is TermKind.CATEGORY
    # URLs are made of small letters: two such categories share their pages' folder.
    case = category and twin.difference == "case"
    code = Problem.CATEGORY_CASE if case else Problem.TERM_TWIN
    for key in _KEYS[twin.kind]:
        entry = post.front.entry(key)
        if entry is not None and isinstance(entry.value, str) and twin.difference == "comma":
            return None  # the comma itself is told of, as it separates nothing
        span = None if entry is None else _span(post, entry, twin.term)
        if entry is not None and span is not None:
            return post.found_at(
                code,
                entry,
                *_replaced(entry, twin),
                span=span,
                term=twin.term,
                usual=twin.usual,
                difference=twin.difference,
            )
    return post.found(code, None, term=twin.term, usual=twin.usual, difference=twin.difference)


def _span(post: Inspection, entry: Entry, term: str) -> tuple[int, int] | None:
    """Return where a term is written in a value, the first time that it stands alone."""
    text = post.front.text
    start, end = entry.value_span
    at = text.find(term, start, end)
    while at >= 0:
        behind = at + len(term)
        joined = term[:1].isalnum() and text[at - 1 : at].isalnum()
        if not joined and not (term[-1:].isalnum() and text[behind : behind + 1].isalnum()):
            return at, behind
        at = text.find(term, behind, end)
    return None


def _replaced(entry: Entry, twin: Twin) -> list[Step]:
    value = entry.value
    if entry.shared:
        return []
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        items = (twin.usual if item == twin.term else str(item) for item in value)
        return [SetValue(entry.key, tuple(dict.fromkeys(items)))]
    if not isinstance(value, str):
        return []
    if entry.key in {"category", "tag"}:
        return [SetValue(entry.key, twin.usual)] if value == twin.term else []
    written = (word for word in _BLANKS.split(value) if word)
    words = list(dict.fromkeys(twin.usual if word == twin.term else word for word in written))
    if any(" " in word for word in words):
        return [SetValue(entry.key, tuple(words))]
    return [SetValue(entry.key, " ".join(words))]
