"""What an action makes of a batch of posts, without storing anything."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from curator.domain.bulk import (
    BulkError,
    Difference,
    Done,
    Edit,
    Hit,
    Left,
    Outcome,
    ReplaceText,
    ShownHit,
    Where,
)
from curator.domain.errors import CuratorError, EditError, EditFault
from curator.domain.listing import StoredPost
from curator.domain.work import CancelToken
from curator.formats import front_matter
from curator.formats.document import Document, join, split
from curator.formats.text_search import spliced
from curator.services.deriving import Build
from curator.services.edits import keeps_article, rewritten
from curator.services.searching import Finder, Found, Look
from curator.services.sites import Sites

_AROUND = 60
"""Characters shown on each side of a hit."""
_LONGEST = 400
"""Characters shown of what was found, and of what takes its place."""


class Builds:
    """How the sites of some posts read dates and folders, each asked for once."""

    def __init__(self, sites: Sites) -> None:
        self._sites = sites
        self._known: dict[str | None, Build] = {}

    def of(self, post: StoredPost) -> Build:
        """Return that of the site that a post lies in."""
        root = post.placements[0].root if post.placements else None
        build = self._known.get(root)
        if build is None:
            build = self._known[root] = self._sites.build(root)
        return build


class FrontMatterEditor:
    """Edits front matter."""

    def __init__(self, edits: Sequence[Edit], builds: Builds) -> None:
        self._edits = edits
        self._builds = builds
        self.same_article = keeps_article(edits)
        """No text that comes of it is another article."""
        self.knows_again = True
        """By what a text is known again is worth the time now, not later."""

    def edit(
        self, posts: Sequence[StoredPost], _left: Left, _cancel: CancelToken | None = None
    ) -> list[Done]:
        """Return what comes of posts."""
        return [self._one(post) for post in posts]

    def difference(self, post: StoredPost) -> Difference:
        """Return one post before and after."""
        done = self._one(post)
        before = split(done.before).text
        return Difference(post.id, before, split(done.after).text, fault=done.fault)

    def _one(self, post: StoredPost) -> Done:
        try:
            after = rewritten(post, self._edits, self._builds.of(post))
        except CuratorError as fault:
            return outcome(post, post.source, fault=fault)
        return outcome(post, after)


@dataclass(frozen=True, slots=True)
class _Parts:
    document: Document
    title: str
    body: str


class TextReplacer:
    """Puts text in the place of other text."""

    def __init__(self, wanted: ReplaceText, finder: Finder) -> None:
        self._wanted = wanted
        self._look: Look = finder.looking_for(wanted)
        self.same_article = wanted.where is Where.TITLE
        self.knows_again = False

    def edit(
        self, posts: Sequence[StoredPost], left: Left, cancel: CancelToken | None = None
    ) -> list[Done]:
        """Return what comes of posts; raises BulkError where the pattern takes too long."""
        parts = [self._parts(post) for post in posts]
        found = self._look([one.title for one in parts] + [one.body for one in parts], cancel)
        titles, bodies = found[: len(parts)], found[len(parts) :]
        return [
            self._one(post, part, in_title, in_body, left.hits.get(post.id, frozenset()))
            for post, part, in_title, in_body in zip(posts, parts, titles, bodies, strict=True)
        ]

    def difference(self, post: StoredPost) -> Difference:
        """Return one post before and after, and every hit in it."""
        part = self._parts(post)
        in_title, in_body = self._look([part.title, part.body])
        done = self._one(post, part, in_title, in_body, frozenset())
        shown: tuple[ShownHit, ...] = ()
        if isinstance(in_title, list) and isinstance(in_body, list):
            shown = (
                *_shown(part.title, in_title, 0, 0),
                *_shown(part.body, in_body, len(in_title), 1),
            )
        return Difference(post.id, part.document.text, split(done.after).text, shown, done.fault)

    def _parts(self, post: StoredPost) -> _Parts:
        document = split(post.source)
        title = ""
        if self._wanted.where is not Where.BODY:
            value = front_matter.parse(document.front_matter or "").values.get("title")
            title = value if isinstance(value, str) else ""
        body = document.body if self._wanted.where is not Where.TITLE else ""
        return _Parts(document, title, body)

    def _one(
        self,
        post: StoredPost,
        part: _Parts,
        in_title: Found,
        in_body: Found,
        left: Collection[int],
    ) -> Done:
        for found in (in_title, in_body):
            if not isinstance(found, list):
                return outcome(post, post.source, fault=BulkError(found))
        assert isinstance(in_title, list)
        assert isinstance(in_body, list)
        document = part.document
        count = len(in_title) + len(in_body)
        try:
            title = spliced(part.title, in_title, left)
            if title != part.title:
                text = document.front_matter or ""
                document = document.with_front_matter(front_matter.set_value(text, "title", title))
            body = spliced(part.body, in_body, {number - len(in_title) for number in left})
            if body != part.body:
                document = _with_body(document, body)
        except CuratorError as fault:
            return outcome(post, post.source, fault=fault)
        after = join(document) if document is not part.document else post.source
        return outcome(post, after, hits=count - len(left) if after != post.source else 0)


def _with_body(document: Document, body: str) -> Document:
    changed = document.with_body(body)
    if changed.front_matter != document.front_matter:
        raise EditError("", EditFault.UNREPRESENTABLE, "fence")  # a new body would become a header
    return changed


def outcome(
    post: StoredPost, after: bytes, *, hits: int = 0, fault: CuratorError | None = None
) -> Done:
    """Return what came of one post."""
    kind = Outcome.CHANGED if after != post.source else Outcome.UNCHANGED
    return Done(
        post.id,
        post.title,
        post.placements[0].path if post.placements else post.name,
        Outcome.REFUSED if fault is not None else kind,
        post.source,
        after,
        hits,
        fault,
        mark_of(post),
    )


def mark_of(post: StoredPost) -> int:
    """Return what tells whether a post still has the text that was looked at."""
    return int.from_bytes(post.content[:8], "big")


def _shown(text: str, found: Sequence[Hit], first: int, line: int) -> list[ShownHit]:
    shown = []
    counted = 0
    for number, hit in enumerate(found, first):
        if line:
            line += text.count("\n", counted, hit.start)
            counted = hit.start
        start = max(text.rfind("\n", 0, hit.start) + 1, hit.start - _AROUND)
        end = text.find("\n", hit.end)
        end = min(len(text) if end < 0 else end, hit.end + _AROUND)
        shown.append(
            ShownHit(
                number,
                line,
                text[start : hit.start],
                text[hit.start : hit.end][:_LONGEST],
                hit.replacement[:_LONGEST],
                text[hit.end : end].rstrip("\r"),
            )
        )
    return shown
