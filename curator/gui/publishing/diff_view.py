"""A diff to read through: added lines green, removed lines red, long lines wrapped."""

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from curator.gui.theme import Theme, Token, set_role
from curator.translation import gettext as _

_LONGEST = 400_000
"""Characters shown of one diff; a longer one is read with the command line."""

# What a text widget cannot show as it is, made visible instead.
_UNSHOWN = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\u2028\u2029\ufeff]")


class DiffView(QPlainTextEdit):
    """Shows one file's diff."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("diff_view")
        self.setAccessibleName(_("Changes of the chosen file"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        set_role(self, "code")
        self._colours = _DiffColours(self, theme)

    def show_diff(self, text: str) -> None:
        """Show a unified diff."""
        if len(text) > _LONGEST:
            text = text[:_LONGEST] + "\n…\n"
        self.setPlainText(_UNSHOWN.sub(lambda found: f"⟨{ord(found[0]):04X}⟩", text))


class _DiffColours(QSyntaxHighlighter):
    def __init__(self, view: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(view.document())
        self._theme = theme
        self._formats: dict[str, QTextCharFormat] = {}
        self._choose_colours()
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        self._choose_colours()
        self.rehighlight()

    def _choose_colours(self) -> None:
        colour = self._theme.colour
        self._formats = {
            "+": _format(colour(Token.SUCCESS), colour(Token.SUCCESS_SOFT)),
            "-": _format(colour(Token.DANGER), colour(Token.DANGER_SOFT)),
            "@": _format(colour(Token.MUTED), None),
            "\\": _format(colour(Token.MUTED), None),
        }

    def highlightBlock(self, text: str) -> None:
        kind = "@" if text.startswith(("+++", "---")) else text[:1]
        chosen = self._formats.get(kind)
        if chosen is not None:
            # Qt counts UTF-16 units, Python characters.
            self.setFormat(0, len(text.encode("utf-16-le", "surrogatepass")) // 2, chosen)


def _format(ink: QColor, ground: QColor | None) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(ink)
    if ground is not None:
        made.setBackground(ground)
    return made
