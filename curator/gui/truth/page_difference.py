"""Two pages to read through, side by side or one below the other: rows of a table, differences marked.

Shows values; it compares nothing. Lines wrap, and what belongs together stays on one height.
"""

import html
import re
from collections.abc import Iterator

from curator.gui.rows_browser import RowsBrowser
from curator.gui.theme import Theme, Token, set_role
from curator.services.truth import Difference, Hunk, Row
from curator.translation import gettext as _
from curator.translation import ngettext

_MOST_ROWS = 1_500
"""Rows shown at once; the rest is counted."""
_LONGEST_LINE = 3_000

# What a text widget cannot show as it is, made visible instead.
_UNSHOWN = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\u2028\u2029\ufeff]")


class PageDifference(RowsBrowser):
    """Shows where two pages differ."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=3)
        self.setObjectName("page_difference")
        self.setAccessibleName(_("Where the pages differ"))
        set_role(self, "code")
        self._theme = theme
        self._difference: Difference | None = None
        self._beside = True
        theme.changed.connect(self._draw)

    def show_difference(self, difference: Difference, *, beside: bool) -> None:
        """Show a difference; with `beside` the pages stand beside each other."""
        self._difference = difference
        self._beside = beside
        self._draw()

    def _draw(self) -> None:
        if self._difference is None:
            return
        longest = max(self._difference.left_lines, self._difference.right_lines, 10)
        margin = self.fontMetrics().horizontalAdvance(f"{longest}0")
        drawing = _Drawing(self._theme, beside=self._beside, margin=margin)
        self.draw_rows(drawing.rows(self._difference))


class _Drawing:
    """A difference as the rich text that Qt's text widgets know."""

    def __init__(self, theme: Theme, *, beside: bool, margin: int) -> None:
        self._beside = beside
        self._margin = margin
        self._colours = {token: theme.colour(token).name() for token in Token}
        # Within a line the changed words stand out on a ground one step stronger than the line's.
        strong = 0.30 if theme.dark else 0.22
        self._removed_word = self._mixed(Token.DANGER, Token.DANGER_SOFT, strong)
        self._added_word = self._mixed(Token.SUCCESS, Token.SUCCESS_SOFT, strong)

    def rows(self, difference: Difference) -> Iterator[str]:
        """Yield the rows of a table, up to a limit, and how much is left beyond."""
        yield from self._head()
        left = _MOST_ROWS
        for shown, hunk in enumerate(difference.hunks):
            if left <= 0:
                hidden = len(difference.hunks) - shown
                text = ngettext(
                    "{number} further place is not shown.",
                    "{number} further places are not shown.",
                    hidden,
                )
                yield self._across(html.escape(text.format(number=hidden)))
                return
            yield self._place(hunk)
            rows = hunk.rows[:left]
            yield from self._side_by_side(rows) if self._beside else self._unified(rows)
            if len(rows) < len(hunk.rows):
                yield self._across("…")
            left -= len(hunk.rows)

    def _head(self) -> Iterator[str]:
        if not self._beside:
            return
        cells = "".join(
            self._number("") + f'<td width="50%"><b>{html.escape(name)}</b></td>'
            for name in ("Jekyll", "Curator")
        )
        yield f"<tr>{cells}</tr>"

    def _place(self, hunk: Hunk) -> str:
        numbers = [row.left_line or row.right_line for row in hunk.rows]
        text = _("Line {number}").format(number=min(numbers))
        return self._across(html.escape(text))

    def _across(self, text: str) -> str:
        ground, ink = self._colours[Token.RAISED], self._colours[Token.MUTED]
        return (
            f'<tr><td colspan="{4 if self._beside else 3}" bgcolor="{ground}">'
            f'<font color="{ink}">{text}</font></td></tr>'
        )

    def _side_by_side(self, rows: tuple[Row, ...]) -> Iterator[str]:
        for row in rows:
            cells = self._number(row.left_line or "") + self._left(row)
            cells += self._number(row.right_line or "") + self._right(row)
            yield f"<tr>{cells}</tr>"

    def _unified(self, rows: tuple[Row, ...]) -> Iterator[str]:
        waiting: list[str] = []
        for row in rows:
            if row.same:
                yield from waiting
                waiting = []
                yield self._line(row.left_line, row.right_line, "", self._plain(row.left or ""))
                continue
            if row.left is not None:
                yield self._line(row.left_line, "", "−", self._left(row))
            if row.right is not None:
                waiting.append(self._line("", row.right_line, "+", self._right(row)))
        yield from waiting

    def _line(self, left: object, right: object, sign: str, cell: str) -> str:
        return (
            f"<tr>{self._number(left)}{self._number(right)}{cell.replace('>', f'>{sign} ', 1)}</tr>"
        )

    def _left(self, row: Row) -> str:
        if row.same:
            return self._plain(row.left or "")
        if row.left is None:
            return self._nothing()
        ground = self._colours[Token.DANGER_SOFT]
        return self._cell(_marked(row.left, row.left_spans, self._removed_word), ground)

    def _right(self, row: Row) -> str:
        if row.same:
            return self._plain(row.right or "")
        if row.right is None:
            return self._nothing()
        ground = self._colours[Token.SUCCESS_SOFT]
        return self._cell(_marked(row.right, row.right_spans, self._added_word), ground)

    def _plain(self, text: str) -> str:
        return self._cell(f'<font color="{self._colours[Token.MUTED]}">{_escaped(text)}</font>', "")

    def _nothing(self) -> str:
        return self._cell("", self._colours[Token.RAISED])

    def _cell(self, inner: str, ground: str) -> str:
        coloured = f' bgcolor="{ground}"' if ground else ""
        width = ' width="50%"' if self._beside else ' width="100%"'
        return f"<td{width}{coloured}>{inner}</td>"

    def _number(self, number: object) -> str:
        ink = self._colours[Token.PLACEHOLDER]
        return (
            f'<td width="{self._margin}" align="right" valign="top">'
            f'<font color="{ink}">{number}</font></td>'
        )

    def _mixed(self, ink: Token, ground: Token, share: float) -> str:
        above = self._colours_of(ink)
        below = self._colours_of(ground)
        mixed = [round(a * share + b * (1 - share)) for a, b in zip(above, below, strict=True)]
        return "#" + "".join(f"{channel:02x}" for channel in mixed)

    def _colours_of(self, token: Token) -> tuple[int, int, int]:
        name = self._colours[token]
        return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


def _marked(line: str, spans: tuple[tuple[int, int], ...], ground: str) -> str:
    """Return a line with its changed parts on a ground of their own."""
    parts = []
    reached = 0
    cut = len(line) > _LONGEST_LINE
    line = line[:_LONGEST_LINE]
    for first, last in spans:
        parts.append(_escaped(line[reached:first]))
        if line[first:last]:
            changed = _escaped(line[first:last])
            parts.append(f'<span style="background-color:{ground}">{changed}</span>')
        reached = last
    parts.append(_escaped(line[reached:]))
    return "".join(parts) + ("…" if cut else "")


def _escaped(text: str) -> str:
    cut = text[:_LONGEST_LINE]
    visible = _UNSHOWN.sub(lambda found: f"⟨{ord(found[0]):04X}⟩", cut)
    return html.escape(visible).replace("  ", " \u00a0") + ("…" if len(text) > len(cut) else "")
