"""Every construct as kramdown prints it, byte for byte."""

import pytest

from curator.rendering.kramdown.converter import to_html
from curator.rendering.kramdown.options import JEKYLL_KRAMDOWN, options_from
from tests.rendering.kramdown.case_files import Case, cases
from tests.rendering.kramdown.oracle import Oracle

_COLOURING = {"default_lang": "plaintext", "guess_lang": True}


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_construct_is_what_kramdown_makes(case: Case, oracle: Oracle) -> None:
    options = options_from(
        {**JEKYLL_KRAMDOWN, "syntax_highlighter_opts": _COLOURING, **case.options}
    )
    assert to_html(case.text, options) == oracle.html(case.text, case.options)
