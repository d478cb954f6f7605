"""One post before and after, as the lines that change."""

import re
from difflib import unified_diff

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from curator.domain.bulk import Difference
from curator.gui.theme import Theme, Token, set_role
from curator.translation import gettext as _

_LONGEST = 200_000
"""Characters shown."""
_MOST_LINES = 20_000
"""Lines of a text that are compared one by one."""

# What a text widget cannot show as it is, made visible instead.
_UNSHOWN = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\u2028\u2029\ufeff]")


def difference_lines(difference: Difference) -> str:
    """Return the lines that change, with one around each; carriage returns are left out where both have them."""
    before, after = difference.before.split("\n"), difference.after.split("\n")
    if max(len(before), len(after)) > _MOST_LINES:
        return ""
    lines = list(unified_diff(before, after, n=1, lineterm=""))[2:]
    text = "\n".join(line.removesuffix("\r") for line in lines)
    return text[:_LONGEST]


class DifferenceView(QPlainTextEdit):
    """Shows a difference."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bulk_difference")
        self.setAccessibleName(_("Lines that change"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        set_role(self, "code")
        self._colours = _Colours(self, theme)

    def show_lines(self, text: str) -> None:
        """Show what `difference_lines` returned."""
        self.setPlainText(_UNSHOWN.sub(lambda found: f"⟨{ord(found[0]):04X}⟩", text))


class _Colours(QSyntaxHighlighter):
    def __init__(self, view: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(view.document())
        self._theme = theme
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
        }

    def highlightBlock(self, text: str) -> None:
        chosen = self._formats.get(text[:1])
        if chosen is not None:
            # Qt counts UTF-16 units, Python characters.
            self.setFormat(0, len(text.encode("utf-16-le", "surrogatepass")) // 2, chosen)


def _format(ink: QColor, ground: QColor | None) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(ink)
    if ground is not None:
        made.setBackground(ground)
    return made
