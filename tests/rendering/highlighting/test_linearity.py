"""A text that is ten times as long costs about ten times as much, whatever it repeats.

Costs are compared, not times limited: a rule that scans the rest of the text at each place costs
a hundred times as much. What is done in a wink either way is left alone.
"""

import time

import pytest

from curator.rendering.highlighting.tokens import tokens
from curator.rendering.highlighting.web_lexers import WEB_LEXERS

_SHORT = 1_200
_TIMES = 10
_WORST_RATIO = 40
_WINK = 0.12
"""Seconds."""

_REPEATED = ('"', "a", "[", "<a ", "\\", "`")


def _seconds(code: str, language: str) -> float:
    start = time.process_time()
    tokens(code, language)
    return time.process_time() - start


@pytest.mark.parametrize("language", sorted(WEB_LEXERS))
def test_cost_follows_length(language: str) -> None:
    tokens("a", language)
    slow = []
    for piece in _REPEATED:
        short = piece * (_SHORT // len(piece))
        long_seconds = _seconds(short * _TIMES, language)
        if long_seconds > _WINK and long_seconds > _WORST_RATIO * _seconds(short, language):
            slow.append(piece)
    assert not slow
