"""The marks by which source and preview find each other: `data-line` on blocks.

A converter counts the lines of the text it was given; here they become lines of the file.
"""

import re
from collections.abc import Callable

_MARK = re.compile(r' data-line="(\d+)"')


def moved(html: str, line_of: Callable[[int], int]) -> str:
    """Return a fragment whose marks name other lines; `line_of` takes and gives lines from 1."""
    return _MARK.sub(lambda mark: f' data-line="{line_of(int(mark[1]))}"', html)
