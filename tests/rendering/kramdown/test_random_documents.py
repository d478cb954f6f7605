"""Documents put together by chance: the same as kramdown's, and never an error."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from curator.rendering.kramdown.converter import to_html
from curator.rendering.kramdown.options import DEFAULTS, Options, options_from
from tests.rendering.kramdown.case_files import cases
from tests.rendering.kramdown.oracle import Oracle, OracleError

_PLAIN = {"syntax_highlighter": None}
_UNCOLOURED = options_from(_PLAIN, DEFAULTS)
_PIECES = sorted({line for case in cases() for line in case.text.split("\n")})
_MARKS = list("*_`[]()<>!#|:{}\\\"'$&~-+=. \t\n^%?/ab1中")


def _document(seed: int) -> str:
    chance = random.Random(seed)
    pieces = []
    for _ in range(chance.randint(1, 14)):
        piece = chance.choice(_PIECES)
        if chance.random() < 0.3:
            piece = chance.choice(["> ", "- ", "  ", "    ", "1. ", "\t", "* ", ": "]) + piece
        if chance.random() < 0.2:
            piece += chance.choice(["", " ", "\n"]) + chance.choice(_PIECES)
        pieces.append(piece)
    return chance.choice(["\n", "\n", "\n\n", " "]).join(pieces)


def test_documents_of_known_pieces_are_what_kramdown_makes(oracle: Oracle) -> None:
    for seed in range(900):
        text = _document(seed)
        assert to_html(text, _UNCOLOURED) == oracle.html(text, _PLAIN), repr(text)


def test_changed_cases_are_what_kramdown_makes(oracle: Oracle) -> None:
    chance = random.Random(4)
    for case in cases():
        text = case.text
        for _ in range(chance.randint(1, 4)):
            at = chance.randint(0, len(text))
            cut = chance.choice([0, 0, 1, 3])
            text = text[:at] + chance.choice([*_MARKS, "\n\n", "\n    ", ""]) + text[at + cut :]
        options = {**case.options, **_PLAIN}
        # the case's own highlighter options do not matter without one
        options.pop("syntax_highlighter_opts", None)
        ours = to_html(text, options_from(options, DEFAULTS))
        try:
            expected = oracle.html(text, options)
        except OracleError:  # an option that the change broke
            continue
        assert ours == expected, (case, text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_MARKS), max_size=60).map("".join))
def test_marks_in_any_order_are_what_kramdown_makes(oracle: Oracle, text: str) -> None:
    assert to_html(text, _UNCOLOURED) == oracle.html(text, _PLAIN)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_no_text_raises(text: str, lines: bool) -> None:
    for options in (DEFAULTS, Options(), Options(version="2.5", input="GFM")):
        to_html(text, options, lines=lines)
