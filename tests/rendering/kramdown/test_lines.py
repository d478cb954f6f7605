"""Which line of the text each block of the page comes from."""

import re

import pytest

from curator.rendering.kramdown.converter import to_html
from tests.rendering.kramdown.case_files import Case, cases

_MARK = re.compile(r' data-line="\d+"')


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_lines_change_nothing_else(case: Case) -> None:
    assert _MARK.sub("", to_html(case.text, lines=True)) == to_html(case.text)


def _lines(text: str) -> dict[str, int]:
    """Return the line of each element, by its tag and the letter that follows."""
    html = to_html(text, lines=True)
    found = re.findall(r'<(\w+)[^>]* data-line="(\d+)"[^>]*>(?=(?:\s|<(?!/)[^>]*>)*(\w)?)', html)
    return {f"{tag} {letter}".strip(): int(line) for tag, line, letter in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\n\nb\nb\n\nc\n", {"h1 a": 1, "p b": 3, "p c": 6}),
        ("a\n\n\n\nb", {"p a": 1, "p b": 5}),
        ("> a\n> a\n>\n> b\n", {"blockquote a": 1, "p a": 1, "p b": 4}),
        ("- a\n- b\n\n  c\n", {"ul a": 1, "li a": 1, "li b": 2, "p b": 2, "p c": 4}),
        (
            "- a\n  - b\n  - c\n- d\n",
            {"ul a": 1, "li a": 1, "ul b": 2, "li b": 2, "li c": 3, "li d": 4},
        ),
        (
            "x\n\n> - a\n>   > b\n",
            {"p x": 1, "blockquote a": 3, "ul a": 3, "li a": 3, "blockquote b": 4, "p b": 4},
        ),
        ("\n\n```ruby\na\n```\n\nb\n", {"div a": 3, "p b": 7}),
        ("    a\n\nb", {"div a": 1, "p b": 3}),
        ("t\n: a\n: b\n", {"dl t": 1, "dt t": 1, "dd a": 2, "dd b": 3}),
        ("a|b\n-|-\nc|d\n", {"table a": 1, "tr a": 1, "tr c": 3}),
        ("a\n\n<div>b</div>\n\nc", {"p a": 1, "div b": 3, "p c": 5}),
        ('<div markdown="1">\n\na\n\n- b\n</div>\n', {"div a": 1, "p a": 3, "ul b": 5, "li b": 5}),
        ("a\r\n\r\nb\r\n", {"p a": 1, "p b": 3}),
        ("a[^1]\n\n[^1]:\n    b\n\n    c\n", {"p a": 1, "p b": 4, "p c": 6}),
        ("[x]: /u\n{:r: .c}\n\na\n{: .k}\n\n***\nb", {"p a": 4, "hr b": 7, "p b": 8}),
        ("a | b\nc\n\nd", {"p a": 1, "p d": 4}),
    ],
)
def test_blocks_know_their_line(text: str, expected: dict[str, int]) -> None:
    found = _lines(text)
    assert {key: found.get(key) for key in expected} == expected
