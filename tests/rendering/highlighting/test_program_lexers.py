"""Programming languages have the spans that Rouge gives them, whole and torn.

The blocks lie in `cases`, a file a language, blocks apart by a line of four hyphens.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator.rendering.highlighting.program_lexers import PROGRAM_LEXERS
from curator.rendering.highlighting.tokens import inner_html
from tests.rendering.highlighting.rouge_oracle import Rouge

_CASES = Path(__file__).with_name("cases")
_LANGUAGES = sorted(PROGRAM_LEXERS)
_LOSING = {"crystal"}
"""Languages of which Rouge itself loses characters."""
_INTRUDERS = ["中文", "...", "é", "\n", "", *"\"'`{}()[]<>/\\#$@:;.,=-*!?|%&~0 "]


def _blocks(language: str) -> list[str]:
    text = (_CASES / f"{language}.txt").read_text("utf-8")
    return [block.rstrip("\n") + "\n" for block in text.split("\n----\n")]


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_span_of_a_block_is_rouges(language: str, rouge: Rouge) -> None:
    for block in _blocks(language):
        assert inner_html(block, language) == rouge.html(block, language)


@pytest.mark.parametrize("language", _LANGUAGES)
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_torn_block_has_rouges_spans(language: str, rouge: Rouge, data: st.DataObject) -> None:
    block = data.draw(st.sampled_from(_blocks(language)))
    start = data.draw(st.integers(0, len(block) - 1))
    place = data.draw(st.integers(start, len(block)))
    dropped = data.draw(st.integers(0, 3))
    code = (
        block[start:place]
        + data.draw(st.sampled_from(_INTRUDERS))
        + block[place + dropped :].rstrip("\n")
        + "\n"
    )
    assert inner_html(code, language) == rouge.html(code, language)


@pytest.mark.parametrize("language", sorted(set(_LANGUAGES) - _LOSING))
def test_no_character_is_lost(language: str) -> None:
    for block in _blocks(language):
        html = inner_html(block, language)
        assert html is not None
        plain = html.replace("</span>", "").split('<span class="')
        text = plain[0] + "".join(piece.partition('">')[2] for piece in plain[1:])
        assert text == block.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
