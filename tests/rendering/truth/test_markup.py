"""Tags and texts are cut as browsers cut them, and in time linear in the text."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from html5lib._tokenizer import HTMLTokenizer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from curator.rendering.truth.comparison import lines
from curator.rendering.truth.markup import Declaration, End, Start, Text, pieces

CHARACTERS, SPACES, START, END, EMPTY = 1, 2, 3, 4, 5


def of_browsers(source: str) -> list[object]:
    """Return what html5lib cuts a text into; no element holds text alone here."""
    found: list[object] = []
    tokens: Iterator[dict[str, Any]] = iter(HTMLTokenizer(source))
    for token in tokens:
        if token["type"] in {CHARACTERS, SPACES}:
            found.append(("text", token["data"]))
        elif token["type"] in {START, EMPTY}:
            attributes: dict[str, str] = {}
            for name, value in dict(token["data"]).items():
                attributes.setdefault(name, value)
            found.append(("start", token["name"], attributes))
        elif token["type"] == END:
            found.append(("end", token["name"]))
    return joined(found)


def of_ours(source: str) -> list[object]:
    found: list[object] = []
    for piece in pieces(source):
        if isinstance(piece, Text):
            found.append(("text", piece.text))
        elif isinstance(piece, Start):
            attributes: dict[str, str] = {}
            for name, value in piece.attributes:
                attributes.setdefault(name, value)
            found.append(("start", piece.name, attributes))
        elif isinstance(piece, End):
            found.append(("end", piece.name))
    return joined(found)


def joined(found: list[object]) -> list[object]:
    """Put texts that follow each other together."""
    made: list[object] = []
    for one in found:
        last = made[-1] if made else None
        if one[0] == "text" and last is not None and last[0] == "text":  # type: ignore[index]
            made[-1] = ("text", last[1] + one[1])  # type: ignore[index]
        elif one != ("text", ""):
            made.append(one)
    return made


PARTS = st.sampled_from(
    [
        *"<>!-/=\"' \nabX&;#9",
        "<a",
        "</a",
        "<!--",
        "-->",
        "href=",
        "&amp;",
        "&copy",
        "&#33;",
        "é",
        "中",
    ]
)


@settings(max_examples=800, deadline=None)
@given(st.lists(PARTS, max_size=14).map("".join))
@example("<a href=>")
@example("<a =b>")
@example('<a b="c>')
@example("<a/b/ c = 'd'e>")
@example("<!-->x<!--->y<!----!>z")
@example('<a h="?a=1&copy=2&copy;&amp">&copy=2&copyx')
@example("</ a></>x</a b='>'>")
def test_texts_are_cut_as_by_html5lib(source: str) -> None:
    assert of_ours(source) == of_browsers(source)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<script>a<b></scripts>&amp;</SCRIPT >", [Start("script"), Text("a<b></scripts>&amp;"), End("script")]),
        ("<title>a<b>&amp;</title>", [Start("title"), Text("a<b>&"), End("title")]),
        ("<style>a", [Start("style"), Text("a")]),
        ("<textarea></textarea>", [Start("textarea"), End("textarea")]),
        ("<!DOCTYPE html>\r\n<br/>", [Declaration("DOCTYPE html"), Text("\n"), Start("br", [], closed=True)]),
        ("<![CDATA[x]]>y<?php x ?>z", [Text("y"), Text("z")]),
    ],
)  # fmt: skip
def test_elements_that_hold_text_alone_and_declarations(source: str, found: list[object]) -> None:
    assert list(pieces(source)) == found


HOSTILE = [
    *("<", "<div>", "<!", "<!--", "<a ", "<a b='", "&", "&#", "a<!-- -->", "<p>", "<ul><li>", "</", "<?"),
    *("<table><tr><td>", "<script>", "<svg/>", "<p><b>", "<a =", "</a ", "<a\n\n\n\n"),
]  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_no_text_takes_long(part: str) -> None:
    source = part * (300_000 // len(part))
    begun = time.process_time()
    lines(source)
    assert time.process_time() - begun < 15  # a quadratic reader takes minutes
