"""A text that is eight times as long costs about eight times as much, whatever it repeats.

Costs are compared, not times limited: a rule that scans the rest of the text at each place costs
sixty-four times as much. What is done in a wink either way is left alone.
"""

import time

import pytest

from curator.rendering.highlighting.tokens import tokens
from curator.rendering.highlighting.web_lexers import WEB_LEXERS

_SHORT = 2_500
_TIMES = 8
_WORST_RATIO = 32
_WINK = 0.25
"""Seconds."""

_REPEATED = (
    *"\"'`/*<>{}()[]%!&@#\\:;=-+~|?$._0aA \n\t",
    *("/*", "<!--", "--", "{{", "{%", "${", "#{", "$(", "[[", "%%", "##", "**", "__", "``", "..."),
    *("\\\\", '\\"', "\\'", "\n\n", "\n ", " a", "a.", "a_", "a-", "a:", "a=", "a(", "(a ", "1_"),
    *("<<A\n", "<<<A\n", "<?php ", "<%", "%w(", "$a[", "[a](", "<a ", "<a b=", "<script>", "url("),
    *(
        '"a\n',
        "'''",
        '"""\n',
        "```\n",
        "```a\n",
        "---\n",
        "=begin\n",
        "/[",
        "///",
        "中",
        "a中",
        "a@b.",
    ),
)


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
