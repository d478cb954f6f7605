"""Cleaning posts: what each step would do to a selection, and doing it as one operation.

The text before stays in the library as a revision, and undo brings it back. A body is changed only between the
places where a step found something; front matter never.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from curator.domain.changes import OperationKind, PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.formats.document import join, split
from curator.importing.cleaning.cleaning import Cleaned, clean
from curator.importing.cleaning.edits import Step
from curator.services.library import Library

__all__ = ["CleanedPost", "Cleaning", "Difference", "Step"]

_HTML = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, slots=True)
class CleanedPost:
    """What a clean-up did, or would do, with one post."""

    post: PostId
    title: str
    path: str
    edits: Mapping[Step, int] = field(default_factory=dict)
    """How many places each step changes."""
    words: tuple[str, ...] = ()
    """What goes although a reader sees it, as it is written."""
    refused: tuple[Step, ...] = ()
    """Steps left out because they could not be shown to keep every other word."""
    fault: CuratorError | None = None

    @property
    def changed(self) -> bool:
        """Tell whether the text differs."""
        return bool(self.edits) and self.fault is None


@dataclass(frozen=True, slots=True)
class Difference:
    """The text of one post before and after."""

    before: str
    after: str
    words: tuple[str, ...] = ()


class Cleaning:
    """Cleans posts of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def clean(
        self,
        ids: Sequence[PostId],
        steps: Collection[Step],
        *,
        dry_run: bool = False,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> Iterator[CleanedPost | PostsChanged]:
        """Take steps over posts as one operation; yields each post's outcome, then what changed."""
        wanted = frozenset(steps)
        done: dict[PostId, Cleaned] = {}

        def rewrite(post: StoredPost) -> bytes:
            after, cleaned = _rewritten(post, wanted)
            done[post.id] = cleaned
            return after

        label = ", ".join(step.value for step in Step if step in wanted)
        for result in self._library.rewrite(
            ids,
            rewrite,
            label,
            kind=OperationKind.CLEAN,
            dry_run=dry_run,
            cancel=cancel,
            progress=progress,
            origin=origin,
        ):
            if isinstance(result, PostsChanged):
                yield result
                continue
            cleaned = done.pop(result.post, None)
            if cleaned is None:
                yield CleanedPost(result.post, result.title, result.path, fault=result.fault)
                continue
            counts = Counter({one.step: len(one.edits) for one in cleaned.done})
            words = tuple(edit.before.strip() for edit in cleaned.removed_words)
            yield CleanedPost(
                result.post, result.title, result.path, counts, words, cleaned.refused, result.fault
            )

    def difference(self, post: PostId, steps: Collection[Step]) -> Difference:
        """Return the body of one post before and after; raises PostMissing."""
        stored = self._library.load(post)
        before = split(stored.source).body
        _, cleaned = _rewritten(stored, frozenset(steps))
        return Difference(
            before, cleaned.text, tuple(edit.before.strip() for edit in cleaned.removed_words)
        )


def _rewritten(post: StoredPost, steps: frozenset[Step]) -> tuple[bytes, Cleaned]:
    document = split(post.source)
    path = post.placements[0].path if post.placements else post.name
    markdown = PurePosixPath(path).suffix.lower() not in _HTML
    cleaned = clean(document.body, steps, markdown=markdown)
    if cleaned.text == document.body:
        return post.source, cleaned
    return join(document.with_body(cleaned.text)), cleaned
