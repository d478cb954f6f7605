"""When Python looks for garbage while the window is open.

What was loaded at the start stays until the end, half a million objects of it: a full search through
them keeps the window from its next turn for 0.1 to 0.5 s, wherever the search was begun.
"""

import gc

_YOUNG, _MIDDLE, _OLD = 2_000, 10, 100
"""After so many new objects, so many searches of those, so many of these. Searches among the young
are short; most of the program's garbage holds no cycles and needs none."""


def spare_what_stays() -> None:
    """Leave what is loaded by now out of every later search."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
