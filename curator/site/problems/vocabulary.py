"""All categories and tags of a site with how often each is used, and the odd spelling among twins.

Kept up to date post by post; a post's terms cost what they are, whatever the site's size.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curator.domain.post import TermKind
from curator.site.problems.folding import folded, unlike


@dataclass(frozen=True, slots=True)
class Twin:
    """A spelling that differs from the usual one of the same term."""

    kind: TermKind
    term: str
    usual: str
    difference: str
    """See `folding.unlike`."""


class Vocabulary:
    """Counts of terms; equal counts go to the spelling that sorts first among the tidiest."""

    def __init__(self) -> None:
        self._groups: dict[TermKind, dict[str, dict[str, int]]] = {
            kind: defaultdict(dict) for kind in TermKind
        }

    def add(self, kind: TermKind, terms: Iterable[str]) -> None:
        """Count the terms of one post."""
        groups = self._groups[kind]
        for term in terms:
            group = groups[folded(term)]
            group[term] = group.get(term, 0) + 1

    def remove(self, kind: TermKind, terms: Iterable[str]) -> None:
        """Take back what `add` counted for a post."""
        groups = self._groups[kind]
        for term in terms:
            key = folded(term)
            group = groups[key]
            group[term] = group.get(term, 0) - 1
            if group[term] <= 0:
                del group[term]
            if not group:
                del groups[key]

    def count(self, kind: TermKind, term: str) -> int:
        """Return how many posts use exactly this spelling."""
        return self._groups[kind].get(folded(term), {}).get(term, 0)

    def twin(self, kind: TermKind, term: str) -> Twin | None:
        """Return what `term` should be, None where it is the usual spelling or the only one."""
        key = folded(term)
        group = self._groups[kind].get(key)
        if not key or not group or (len(group) == 1 and term in group):
            return None
        usual = min(group, key=lambda one: (-group[one], _untidy(one), one))
        if usual == term:
            return None
        return Twin(kind, term, usual, unlike(term, usual))

    def twins(self) -> Iterator[Twin]:
        """Yield every unusual spelling of the site, by kind, then term."""
        for kind, groups in self._groups.items():
            odd = (self.twin(kind, term) for group in groups.values() for term in group)
            yield from sorted((one for one in odd if one is not None), key=lambda one: one.term)


def _untidy(term: str) -> int:
    """Return how much of a spelling is only there by accident."""
    return len(term) - len(term.strip(" ,，、;；")) + (not term.isprintable())
