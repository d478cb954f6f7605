"""Converters by configuration, and typographic quotes without any other Markdown."""

import json
import os
import subprocess

import pytest

from curator.rendering.theme.markdown import cached, converter_for, smartifier
from tests.rendering.theme.jekyll_sites import jekyll_missing

TEXTS = (
    'It\'s "quoted" -- and... so---on',
    "*a* _b_ `c` [d](e) # f",
    '- a "b"',
    "1. One's",
    "+ 2 > 1",
    'a | b "c"',
    "\"Über\" 's 90's",
    "# x",
    "",
    '中文"引号"',
    "<<a>> b",
    'two\nlines "x"',
    'a "b" (c) [d]',
    '"',
    "> q",
    "$x$ {y} ~z~ !w",
    "-- x",
    "... x",
    'a &amp; b & <b>"x"</b>',
)
SCRIPT = """
require "jekyll"
require "json"
Jekyll.logger.log_level = :error
converter = Jekyll::Converters::SmartyPants.new(Jekyll::Configuration.from({}))
puts JSON.generate(JSON.parse($stdin.read).map { |text| converter.convert(text) })
"""


@pytest.mark.jekyll
def test_smartify_equals_jekylls() -> None:
    if jekyll_missing():
        pytest.skip("Debian's jekyll is not installed")
    done = subprocess.run(
        ["ruby", "-Ku", "-e", SCRIPT],
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    smartify = smartifier(converter_for({}))
    assert [smartify(text) for text in TEXTS] == json.loads(done.stdout)


def test_options_of_the_site_count() -> None:
    hard = converter_for({"kramdown": {"hard_wrap": True, "input": "GFM"}})
    assert "<br" in hard("one\ntwo\n")
    assert "<br" not in converter_for({})("one\ntwo\n")


def test_a_text_is_converted_once() -> None:
    texts: list[str] = []

    def convert(text: str, *, lines: bool = False) -> str:
        texts.append(text)
        return f"{text}{lines}"

    again = cached(convert)
    assert again("a") == again("a") == "aFalse"
    assert again("a", lines=True) == "aTrue"
    assert texts == ["a", "a"]
