"""One post before and after, as the lines that change."""

from difflib import unified_diff

from curator.domain.bulk import Difference
from curator.gui.lines_view import LinesView
from curator.gui.theme import Theme
from curator.translation import gettext as _

_LONGEST = 200_000
"""Characters shown."""
_MOST_LINES = 20_000
"""Lines of a text that are compared one by one."""


def difference_lines(difference: Difference) -> str:
    """Return the lines that change, with one around each; carriage returns are left out where both have them."""
    before, after = difference.before.split("\n"), difference.after.split("\n")
    if max(len(before), len(after)) > _MOST_LINES:
        return ""
    lines = list(unified_diff(before, after, n=1, lineterm=""))[2:]
    text = "\n".join(line.removesuffix("\r") for line in lines)
    return text[:_LONGEST]


class DifferenceView(LinesView):
    """Shows a difference."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("bulk_difference")
        self.setAccessibleName(_("Lines that change"))
