"""CommonMark equals what the plugin jekyll-commonmark writes, as a browser reads it."""

import json
import os
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from curator.rendering.theme.commonmark import commonmark_for, wants_commonmark
from tests.rendering.theme.jekyll_sites import jekyll_missing, tokens

SCRIPT = """
require "jekyll"
require "json"
require "jekyll-commonmark"
Jekyll.logger.log_level = :error
asked = JSON.parse($stdin.read)
config = Jekyll::Configuration.from(asked["config"])
converter = Jekyll::Converters::Markdown::CommonMark.new(config)
puts JSON.generate(asked["texts"].map { |text| converter.convert(text) })
"""
TEXTS = (
    '# One\n\nA *b* **c** `d <e>` [f](g "h") ![i](j.png)\nsoft  \nhard\\\nend\n',
    "- a\n- b\n  1. c\n  2. d\n\n     e\n\n***\n\n> q\n> r\n",
    "| a | b | c |\n|:--|--:|:-:|\n| 1 | `x` | **3** |\n| 4 |\n",
    "~~gone~~ and not~~ so\n",
    "```ruby\ndef x; 1; end\n```\n\n```\nplain <b>\n```\n\n    indented\n\n~~~ no-such-lang x\nz\n~~~\n",
    '    <?xml version="1.0"?>\n    <a b="c"/>\n\n```\n#!/bin/sh\necho "x"\n```\n',
    "<div>raw</div>\n\ntext <b>inline</b> <!-- c -->\n",
    "[x](javascript:alert) <javascript:x> ![y](data:text/html,x) [z](data:image/png;base64,A)\n",
    "- [ ] todo\n- [x] done\n- [x]not\n",
    "中文，**加粗**。“引号”\n\n「*强调*」后文\n",
    "a &amp; b &copy; &#35; \\* <https://e.example/?a=b&c=d>\n",
    "[ref] and [ref][] and [t][ref]\n\n[ref]: /u 'T'\n",
    "Setext\n===\n\nTwo\n---\n\n####### no\n",
    '"a \'b\' c" it\'s \'tis *"in"* "*out*" (\'x\') ["y"](z "t \'u\'") 5\'9" \\" &quot;q&quot; "\n',
    "a--b---c----d-----e-------f -- - ... .. .... x...y `--'` ![it's \"z\"](a.png)\n",
    "a(\"<b>x</b>\" ['' (' 'y) *'z' \"w* v\" \\'u' 'a *b' c*\n",
    "l'*eau*' \"\"two\"\" ''x'' 中'文'字 \"引\"号 **\"b** c\" _'d_ e'\n",
    'At http://a.example/b_c_d. (ftp://e.example/(f)) 看https://中文.example/路？"x" &copy; xhttp://no\n',
    "{% raw %} {: .class}\n\nTerm\n: Def\n",
    "",
)


@pytest.fixture
def ask() -> Callable[..., list[str]]:
    """Return what asks the plugin; the test is skipped without it."""
    if jekyll_missing():
        pytest.skip("Debian's jekyll is not installed")

    def asked(config: dict[str, Any]) -> list[str]:
        done = subprocess.run(
            ["ruby", "-Ku", "-e", SCRIPT],
            input=json.dumps({"config": config, "texts": TEXTS}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "LANG": "C.UTF-8"},
        )
        if "cannot load such file -- jekyll-commonmark" in done.stderr:
            pytest.skip("Debian's ruby-jekyll-commonmark is not installed")
        assert done.returncode == 0, done.stderr
        found: list[str] = json.loads(done.stdout)
        return found

    return asked


@pytest.mark.jekyll
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"options": ["UNSAFE"], "extensions": ["table", "strikethrough", "tasklist"]},
        {"options": ["SMART", "UNSAFE"], "extensions": ["autolink"]},
        {"options": ["unsafe", "HARDBREAKS", "GITHUB_PRE_LANG"], "extensions": ["tagfilter"]},
    ],
    ids=["plain", "extended", "smart", "others"],
)
def test_texts_equal_the_plugins(
    options: dict[str, list[str]], ask: Callable[..., list[str]]
) -> None:
    config = {"markdown": "CommonMark", "commonmark": options}
    convert = commonmark_for(config)
    for text, wanted in zip(TEXTS, ask(config), strict=True):
        assert tokens(convert(text)) == tokens(wanted), text


def test_which_settings_ask_for_it() -> None:
    assert wants_commonmark({"markdown": "CommonMark"})
    assert wants_commonmark({"markdown": "CommonMarkGhPages"})
    assert not wants_commonmark({"markdown": "kramdown"})


def test_blocks_carry_their_lines() -> None:
    convert = commonmark_for({"markdown": "CommonMark"})
    html = convert("one\n\n- two\n\n```\nthree\n```\n", lines=True)
    assert [part.partition('"')[0] for part in html.split('data-line="')[1:]] == [
        *("1", "3", "3", "5"),
    ]


def test_github_gives_headings_ids() -> None:
    convert = commonmark_for({"markdown": "CommonMarkGhPages"})
    assert convert("# A b\n\n# A b\n") == '<h1 id="a-b">A b</h1>\n<h1 id="a-b-1">A b</h1>\n'
