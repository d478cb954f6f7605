"""Lines of two texts that differ, to read through: what came green, what went red.

Shows the lines of a unified diff; it compares nothing. Every view of a difference is made of it.
"""

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from curator.gui.theme import Theme, Token, set_role

_LONGEST = 200_000
"""Characters shown."""

# What a text widget cannot show as it is, made visible instead.
_UNSHOWN = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\u2028\u2029\ufeff]")


class LinesView(QPlainTextEdit):
    """Shows a difference; `heads` says that the lines which name both texts come with it."""

    def __init__(self, theme: Theme, *, heads: bool = False) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        set_role(self, "code")
        self._colours = _Colours(self, theme, ("+++", "---") if heads else ())

    def show_lines(self, text: str) -> None:
        """Show a diff; where a carriage return is all that differs, it is made visible."""
        lines = [line.removesuffix("\r") for line in text[:_LONGEST].split("\n")]
        shown = "\n".join(lines) if len(set(lines)) >= len(set(text.split("\n"))) else text
        self.show_text(shown.replace("\r", "⟨000D⟩"))

    def show_text(self, text: str) -> None:
        """Show a diff as it is, whatever its length."""
        self.setPlainText(_UNSHOWN.sub(lambda found: f"⟨{ord(found[0]):04X}⟩", text))


class _Colours(QSyntaxHighlighter):
    def __init__(self, view: QPlainTextEdit, theme: Theme, heads: tuple[str, ...]) -> None:
        super().__init__(view.document())
        self._theme = theme
        self._heads = heads
        self._formats: dict[str, QTextCharFormat] = {}
        self._choose()
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        self._choose()
        self.rehighlight()

    def _choose(self) -> None:
        colour = self._theme.colour
        self._formats = {
            "+": _format(colour(Token.SUCCESS), colour(Token.SUCCESS_SOFT)),
            "-": _format(colour(Token.DANGER), colour(Token.DANGER_SOFT)),
            "@": _format(colour(Token.MUTED), None),
            "\\": _format(colour(Token.MUTED), None),
        }

    def highlightBlock(self, text: str) -> None:
        chosen = self._formats.get("@" if text.startswith(self._heads) else text[:1])
        if chosen is not None:
            # Qt counts UTF-16 units, Python characters.
            self.setFormat(0, len(text.encode("utf-16-le", "surrogatepass")) // 2, chosen)


def _format(ink: QColor, ground: QColor | None) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(ink)
    if ground is not None:
        made.setBackground(ground)
    return made
