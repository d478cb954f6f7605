"""The audit of one site: every post's verdict and problems, kept up to date post by post.

After one edit that post is looked at again, and those that collide with it. What depends on all
posts together, near-twins of terms and missing sources, is counted at once and named when it is asked
for. Reads no folder; texts come from whoever holds them, and none is kept.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from curator.domain.post import PostId, Problem, TermKind
from curator.domain.problems import Finding
from curator.formats.yaml_values import Value
from curator.services.audit_look import Look, Looker, excerpt
from curator.site.collisions import Claim, Collision, CollisionIndex
from curator.site.filenames import POSTS
from curator.site.habits import HabitCounts, Habits, Outlier
from curator.site.problems.inspection import Kept
from curator.site.problems.severities import SEVERITIES
from curator.site.problems.vocabulary import Twin, Vocabulary
from curator.site.traits import Trait
from curator.site.verdicts import Verdict
from curator.site.visibility import Visibility

__all__ = ["Audited", "Key", "Outlier", "Read", "SiteAudit", "Trait"]

Key = str | int
"""The path of a post's file, or the number of a library's post that has none in the site yet."""

Read = Callable[[Key], bytes | None]
"""Returns a post's source text again, None where it is gone."""

_WRITTEN = frozenset({Visibility.VISIBLE, Visibility.FUTURE})


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit says of one post."""

    path: str
    """Where its file lies or would lie, relative to the site's root."""
    post: PostId | None
    """Its number in the library, None for a file on the disk."""
    verdict: Verdict
    findings: tuple[Finding, ...]
    """In the order of its text; what has no place there first."""
    excerpt: Value = None
    """Only where it was asked for."""
    outliers: tuple[Outlier, ...] = ()
    """Only where they were asked for."""
    placeless: bool = False
    """Whether it lies in no site and `path` is only its name, which no post may have."""


@dataclass(frozen=True, slots=True)
class _Entry:
    look: Look
    path: str
    post: PostId | None
    foreign: bool


class SiteAudit:
    """All posts of one site and its queue, by key."""

    def __init__(self, looker: Looker, read: Read) -> None:
        self._looker = looker
        self._read = read
        config = looker.setting.site.config
        self._limit = config.limit_posts
        self._entries: dict[Key, _Entry] = {}
        self._pages: set[Key] = set()
        self._collisions: CollisionIndex[Key] = CollisionIndex()
        self._vocabulary = Vocabulary()
        self._habits = HabitCounts(config.content_dir)
        self._twins: dict[Key, tuple[tuple[Twin, ...], tuple[Finding, ...]]] = {}
        self._by_age: list[tuple[float, str, Key]] = []
        self._beyond: frozenset[Key] = frozenset()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: Key) -> bool:
        return key in self._entries

    def ordered(self) -> list[Key]:
        """Return all posts, by path."""
        entries = self._entries
        return sorted(entries, key=lambda key: (entries[key].path, str(key)))

    @property
    def looker(self) -> Looker:
        """Return what looks at the posts."""
        return self._looker

    @property
    def vocabulary(self) -> Vocabulary:
        """Return all terms of the site with their counts."""
        return self._vocabulary

    def habits(self) -> Habits:
        """Return how the site writes its posts."""
        return self._habits.habits()

    def claim_pages(self, claims: Iterable[tuple[str, Claim]]) -> None:
        """Add what pages and plain files of the site write, so that posts in their way are told of."""
        for path, claim in claims:
            if path not in self._entries:
                self._pages.add(path)
                self._collisions.put(path, claim)

    def put(
        self,
        path: str,
        source: bytes,
        *,
        key: Key | None = None,
        post: PostId | None = None,
        modified: datetime | None = None,
        foreign: bool = False,
        kept: Kept | None = None,
    ) -> frozenset[Key]:
        """Look at a post that is new or was edited; return the others whose collisions may differ.

        `key` is its path unless it lies in no site yet. `foreign` and `kept` are as in
        `problems.registry.find`.
        """
        look = self._looker.look(path, source, modified=modified, foreign=foreign, kept=kept)
        return self.place(path if key is None else key, look, post=post, foreign=foreign)

    def place(
        self,
        key: Key,
        look: Look,
        *,
        path: str | None = None,
        post: PostId | None = None,
        foreign: bool = False,
    ) -> frozenset[Key]:
        """Add or replace a post that was looked at elsewhere; as `put`.

        `path` is what an editor calls it, where that is not the path it was judged at.
        """
        shown = look.verdict.path if path is None else path
        old = self._entries.get(key)
        if old is not None:
            self._forget(key, old)
        self._pages.discard(key)
        self._entries[key] = _Entry(look, shown, post, foreign)
        for kind, terms in look.terms():
            self._vocabulary.add(kind, terms)
        if look.traits is not None and POSTS in look.verdict.path:
            self._habits.add(look.traits)
        touched = self._collisions.put(key, self._claim(key, look.verdict))
        if self._limit:
            self._age(key, look.verdict)
            touched |= self._limited()
        return (touched - self._pages) - {key}

    def remove(self, key: Key) -> frozenset[Key]:
        """Take a post out, if it is there; return the others whose collisions may differ."""
        entry = self._entries.pop(key, None)
        if entry is None:
            return frozenset()
        self._forget(key, entry)
        touched = self._collisions.remove(key)
        if self._limit:
            touched |= self._limited()
        return (touched - self._pages) - {key}

    def verdict(self, key: Key) -> Verdict:
        """Return the verdict on a post, with `limit_posts` counted in."""
        verdict = self._entries[key].look.verdict
        if key in self._beyond and verdict.reason is Visibility.VISIBLE:
            return replace(verdict, reason=Visibility.BEYOND_LIMIT)
        return verdict

    def audited(self, key: Key, *, excerpts: bool = False, outliers: bool = False) -> Audited:
        """Return all that there is to say of one post; raises KeyError for an unknown one."""
        return self._audited(key, None, excerpts=excerpts, outliers=outliers)

    def all(
        self, keys: Iterable[Key] | None = None, *, excerpts: bool = False, outliers: bool = False
    ) -> Iterator[Audited]:
        """Yield what there is to say of all posts, or of some in their order."""
        odd = frozenset((twin.kind, twin.term) for twin in self._vocabulary.twins())
        for key in self.ordered() if keys is None else keys:
            yield self._audited(key, odd, excerpts=excerpts, outliers=outliers)

    def _audited(
        self,
        key: Key,
        odd: frozenset[tuple[TermKind, str]] | None,
        *,
        excerpts: bool,
        outliers: bool,
    ) -> Audited:
        entry = self._entries[key]
        findings = entry.look.findings
        if findings and not self._habits.sources_expected:
            findings = tuple(one for one in findings if one.code is not Problem.MISSING_SOURCE)
        more = self._collision_findings(key) + self._twin_findings(key, entry, odd)
        if more:
            findings = tuple(sorted((*findings, *more), key=_order))
        verdict = self.verdict(key)
        text: Value = None
        if excerpts:
            source = self._read(key) if verdict.excerpt_rule.separator else b""
            text = excerpt(source or b"", verdict.excerpt_rule)
        odds: tuple[Outlier, ...] = ()
        if outliers and entry.look.traits is not None and POSTS in verdict.path:
            odds = self._habits.outliers(entry.look.traits)
        return Audited(entry.path, entry.post, verdict, findings, text, odds)

    def _twin_findings(
        self, key: Key, entry: _Entry, odd: frozenset[tuple[TermKind, str]] | None
    ) -> tuple[Finding, ...]:
        look = entry.look
        if odd is not None and not any(
            (kind, term) in odd for kind, terms in look.terms() for term in terms
        ):
            return ()
        twins = tuple(
            twin
            for kind, terms in look.terms()
            for term in terms
            if (twin := self._vocabulary.twin(kind, term)) is not None
        )
        if not twins:
            return ()
        known = self._twins.get(key)
        if known is not None and known[0] == twins:
            return known[1]
        source = self._read(key)
        if source is None:
            return ()
        found = self._looker.twins(
            look.verdict.path, source, self._vocabulary, foreign=entry.foreign
        )
        self._twins[key] = twins, found
        return found

    def _collision_findings(self, key: Key) -> tuple[Finding, ...]:
        """Name a post's collisions; the order in which posts came to be known decides nothing."""
        collisions = self._collisions.of(key)
        if not collisions:
            return ()
        claim = self._collisions.claim(key)
        assert claim is not None
        found = [self._collision_finding(key, claim.url, one) for one in collisions]
        return tuple(sorted(found, key=lambda one: (one.code, sorted(one.fields.items()))))

    def _collision_finding(self, key: Key, url: str, collision: Collision[Key]) -> Finding:
        others = sorted(self._name(other) for other in collision.keys if other != key)
        fields = {
            "other": others[0],
            "others": str(len(others)),
            "url": url,
            "output": min(self._claimed(party, collision.kind) for party in collision.keys),
        }
        return Finding(collision.kind, SEVERITIES[collision.kind], None, "", fields)

    def _claimed(self, key: Key, kind: Problem) -> str:
        claim = self._collisions.claim(key)
        assert claim is not None
        return claim.path if kind is Problem.SAME_FILE else claim.output

    def _name(self, key: Key) -> str:
        entry = self._entries.get(key)
        if entry is None:
            return str(key)
        return entry.path if isinstance(key, str) else str(entry.look.verdict.title or entry.path)

    def _claim(self, key: Key, verdict: Verdict) -> Claim:
        written = verdict.reason in _WRITTEN and key not in self._beyond
        output = verdict.target if written else ""
        return Claim(verdict.url or "", output or "", verdict.path)

    def _forget(self, key: Key, entry: _Entry) -> None:
        look = entry.look
        for kind, terms in look.terms():
            self._vocabulary.remove(kind, terms)
        if look.traits is not None and POSTS in look.verdict.path:
            self._habits.remove(look.traits)
        self._twins.pop(key, None)
        if self._limit and (aged := _aged(key, look.verdict)) is not None:
            del self._by_age[bisect_left(self._by_age, aged)]

    def _age(self, key: Key, verdict: Verdict) -> None:
        aged = _aged(key, verdict)
        if aged is not None:
            insort(self._by_age, aged)

    def _limited(self) -> frozenset[Key]:
        """Find which posts `limit_posts` leaves out now; return those whose collisions may differ."""
        older = frozenset(key for _, _, key in self._by_age[: -self._limit])
        changed, self._beyond = older ^ self._beyond, older
        touched: frozenset[Key] = frozenset()
        for key in changed:
            entry = self._entries.get(key)
            if entry is not None:
                touched |= self._collisions.put(key, self._claim(key, entry.look.verdict)) | {key}
        return touched


def _aged(key: Key, verdict: Verdict) -> tuple[float, str, Key] | None:
    """Return what `limit_posts` orders by, None for what is no post of the build."""
    if verdict.collection != "posts" or verdict.reason is not Visibility.VISIBLE:
        return None
    moment = verdict.date
    return (moment.timestamp() if moment is not None else 0.0, verdict.path, key)


def _order(finding: Finding) -> tuple[int, int]:
    start = -1 if finding.place is None else finding.place.start
    return start, finding.severity.rank
