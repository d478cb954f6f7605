"""Two posts to read through side by side, the words marked that differ.

Shows values; it compares nothing.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curator.domain.listing import ListedPost
from curator.gui.rows_browser import RowsBrowser
from curator.gui.theme import Theme, Token
from curator.gui.words import status_word
from curator.services.duplicates import Beside, Spans
from curator.translation import gettext as _

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a text."""

    title: str
    about: str


class TwoTexts(RowsBrowser):
    """Shows two posts beside each other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=6)
        self.setObjectName("two_texts")
        self.setAccessibleName(_("The two posts side by side"))
        self._theme = theme
        self._heads: tuple[Heading, Heading] | None = None
        self._rows: Sequence[Beside] = ()
        theme.changed.connect(self._draw)

    def show_posts(self, left: ListedPost, right: ListedPost, rows: Sequence[Beside]) -> None:
        """Show two posts."""
        self.show_texts(heading_of(left), heading_of(right), rows)

    def show_texts(self, left: Heading, right: Heading, rows: Sequence[Beside]) -> None:
        """Show two texts, which need not be posts yet."""
        self._heads = (left, right)
        self._rows = rows
        self._draw()

    def show_nothing(self) -> None:
        """Show that there is nothing to compare, or not yet."""
        self._heads = None
        self.draw_nothing()

    def _draw(self) -> None:
        if self._heads is None:
            return
        drawing = _Drawing(self._theme)
        self.draw_rows(drawing.rows(self._heads, self._rows))


class _Drawing:
    """Two posts as the rich text that Qt's text widgets know."""

    def __init__(self, theme: Theme) -> None:
        self._colour = {token: theme.colour(token).name() for token in Token}

    def rows(self, heads: tuple[Heading, Heading], rows: Sequence[Beside]) -> Iterator[str]:
        """Yield the rows of a table: what the posts are, then their paragraphs."""
        yield f"<tr>{self._head(heads[0])}{self._head(heads[1])}</tr>"
        for row in rows:
            left = self._cell(row.left, row.left_spans, Token.DANGER_SOFT, alone=row.right is None)
            right = self._cell(
                row.right, row.right_spans, Token.SUCCESS_SOFT, alone=row.left is None
            )
            yield f"<tr>{left}{right}</tr>"

    def _head(self, head: Heading) -> str:
        ground, ink = self._colour[Token.RAISED], self._colour[Token.MUTED]
        return (
            f'<td width="50%" bgcolor="{ground}"><b>{html.escape(head.title)}</b><br>'
            f'<font color="{ink}">{html.escape(head.about)}</font></td>'
        )

    def _cell(self, text: str | None, spans: Spans, ground: Token, *, alone: bool) -> str:
        if text is None:
            return f'<td width="50%" bgcolor="{self._colour[Token.SUNKEN]}"></td>'
        if alone:
            return f'<td width="50%" bgcolor="{self._colour[ground]}">{_escaped(text)}</td>'
        parts: list[str] = []
        reached = 0
        for first, last in spans:
            parts.append(_escaped(text[reached:first]))
            changed = _escaped(text[first:last])
            # Not by colour alone: some cannot tell these two apart.
            parts.append(
                f'<u><span style="background-color:{self._colour[ground]}">{changed}</span></u>'
            )
            reached = last
        parts.append(_escaped(text[reached:]))
        return f'<td width="50%">{"".join(parts)}</td>'


def heading_of(post: ListedPost) -> Heading:
    """Return what stands above a post."""
    day = f"{post.date:%Y-%m-%d %H:%M}" if post.date is not None else _("no date")
    return Heading(post.title, f"{day} · {status_word(post.status)} · {post.path}")


def _escaped(text: str) -> str:
    cut = text[:_LONGEST]
    shown = "".join(char if char.isprintable() else "\ufffd" for char in cut)
    return html.escape(shown) + ("…" if len(text) > len(cut) else "")
