"""HTML bodies as Markdown, on request: shown first, then carried out as one operation.

Each converted text is rendered beside the one it came from. What does not come out the same stays
HTML; a text of which nothing can be said so is left alone and reported.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from curator.domain.changes import PostsChanged
from curator.domain.errors import ConvertError, ConvertFault
from curator.domain.listing import StoredPost
from curator.domain.post import PostId
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.export.diffs import unified_diff
from curator.formats.document import join, split
from curator.formats.guests import inert
from curator.rendering.converters import BodyKind, kind_of
from curator.rendering.guard import Guard
from curator.services.library import Library, Rewritten

if TYPE_CHECKING:
    # lxml is loaded with the first conversion, not with every library.
    from curator.formats.kramdown_writer.writer import Conversion as Written

MARKDOWN_SUFFIX = ".md"


class Conversion:
    """Writes posts of one library as Markdown."""

    def __init__(self, library: Library, guard: Guard | None = None) -> None:
        self._library = library
        self._guard = guard or Guard()

    def convert(
        self,
        ids: Sequence[PostId],
        *,
        dry_run: bool = False,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> Iterator[Rewritten | PostsChanged]:
        """Write the HTML in posts as Markdown as one operation; yields each post, then what changed.

        A post that cannot be converted comes back with a ConvertError, unchanged.
        """
        yield from self._library.rewrite(
            ids,
            lambda post: self.converted(post, cancel),
            "markdown",
            rename=_renamed,
            dry_run=dry_run,
            cancel=cancel,
            progress=progress,
            origin=origin,
        )

    def converted(self, post: StoredPost, cancel: CancelToken | None = None) -> bytes:
        """Return the text of a post with its HTML as Markdown.

        Raises ConvertError, EditError where the file's encoding lacks a sign, and Cancelled.
        """
        kind = kind_of(post.placements[0].path if post.placements else post.name)
        if kind is BodyKind.TEXT or (kind is BodyKind.HTML and post.placements):
            raise ConvertError(ConvertFault.NO_MARKDOWN_FILE)
        document = split(post.source)
        # In a guest's text no Liquid is meant, until an export has escaped what there was of it.
        liquid = not post.foreign or bool(post.placements)
        markdown = kind is BodyKind.MARKDOWN
        body = self._body(
            document.body, markdown=markdown, liquid=liquid, foreign=post.foreign, cancel=cancel
        )
        return post.source if body == document.body else join(document.with_body(body))

    def diff(self, done: Rewritten) -> str:
        """Return what a conversion changed, or would change, as a unified diff."""
        return unified_diff(done.before, done.after, done.path)

    def close(self) -> None:
        """End the rendering process."""
        self._guard.close()

    def _body(
        self,
        body: str,
        *,
        markdown: bool,
        liquid: bool,
        foreign: bool,
        cancel: CancelToken | None,
    ) -> str:
        from curator.formats.kramdown_writer.writer import convert  # noqa: PLC0415  start-up time

        made = convert(body, markdown=markdown, liquid=liquid)
        text = self._faithful(made, markdown=markdown, foreign=foreign, cancel=cancel)
        if text is None and made.footnotes:
            made = convert(body, markdown=markdown, liquid=liquid, footnotes=False)
            text = self._faithful(made, markdown=markdown, foreign=foreign, cancel=cancel)
        if text is None:
            raise ConvertError(ConvertFault.UNFAITHFUL)
        return made.restored(text)

    def _faithful(
        self, made: "Written", *, markdown: bool, foreign: bool, cancel: CancelToken | None
    ) -> str | None:
        """Return a text that renders as the same elements, None where none does."""
        from curator.formats.kramdown_writer.sameness import same  # noqa: PLC0415  start-up time

        def page(text: str, *, source: bool = False) -> str:
            return text if source and not markdown else self._rendered(text, cancel)

        source = "".join(piece.html for piece in made.pieces)
        # In a guest's text an export shows attribute lists instead of obeying them.
        wrong = {
            index
            for index, piece in enumerate(made.pieces)
            if foreign and piece.markdown and inert(piece.markdown, markdown=True) != piece.markdown
        }
        if any(made.pieces[index].bound for index in wrong):
            return None
        text = made.text(kept=wrong.__contains__)
        if markdown and text == source:
            return text
        before = page(source, source=True)
        if same(before, page(text)):
            return text
        worse = {
            index
            for index, piece in enumerate(made.pieces)
            if piece.markdown is not None
            and not piece.bound
            and not same(page(piece.html, source=True), page(piece.markdown))
        }
        if worse <= wrong:
            return None
        text = made.text(kept=(wrong | worse).__contains__)
        return text if same(before, page(text)) else None

    def _rendered(self, text: str, cancel: CancelToken | None) -> str:
        converted = self._guard.convert(BodyKind.MARKDOWN, text, cancel)
        if converted.trouble is not None:
            raise ConvertError(ConvertFault.NOT_RENDERED)
        return converted.fragment


def _renamed(post: StoredPost) -> str:
    """Return the name of a post whose text is Markdown now."""
    name = PurePosixPath(post.name)
    if kind_of(post.name) is BodyKind.HTML:
        return str(name.with_suffix(MARKDOWN_SUFFIX))
    return post.name
