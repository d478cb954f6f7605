"""One file's diff in a plan, with the names of both texts."""

from curator.gui.lines_view import LinesView
from curator.gui.theme import Theme
from curator.translation import gettext as _

_LONGEST = 400_000
"""Characters shown of one diff; a longer one is read with the command line."""


class DiffView(LinesView):
    """Shows one file's diff."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, heads=True)
        self.setObjectName("diff_view")
        self.setAccessibleName(_("Changes of the chosen file"))

    def show_diff(self, text: str) -> None:
        """Show a unified diff."""
        self.show_text(text if len(text) <= _LONGEST else text[:_LONGEST] + "\n…\n")
