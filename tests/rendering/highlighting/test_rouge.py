"""The web's languages come out as Rouge's, span by span: whole snippets, and torn ones.

A case is a file in `cases/`, named after the language, with snippets between lines of `----`.
"""

import random
from pathlib import Path

import pytest

from curator.rendering.highlighting.guess import guess
from curator.rendering.highlighting.names import TAGS
from curator.rendering.highlighting.tokens import inner_html
from curator.rendering.highlighting.web_lexers import WEB_LEXERS
from tests.rendering.highlighting.rouge_oracle import Rouge

_FOLDER = Path(__file__).with_name("cases")
_CASES = [_FOLDER / f"{language}.txt" for language in sorted(WEB_LEXERS)]
_BETWEEN = "----\n"
_CUTS = 12
_STRAY = ('"', "'", "`", "(", "}", "<", "\\", "/*", "\n", " ", "…", "中文", "#", "${", "{{", "%>")


def _snippets(path: Path) -> list[str]:
    return path.read_text("utf-8").split(_BETWEEN)


@pytest.mark.parametrize("path", _CASES, ids=lambda path: path.stem)
def test_snippets_are_coloured_as_by_rouge(path: Path, rouge: Rouge) -> None:
    for code in _snippets(path):
        assert inner_html(code, path.stem) == rouge.html(code, path.stem)
        bare = code.rstrip("\n")
        assert inner_html(bare, path.stem) == rouge.html(bare, path.stem)


@pytest.mark.parametrize("path", _CASES, ids=lambda path: path.stem)
def test_torn_snippets_are_coloured_as_by_rouge(path: Path, rouge: Rouge) -> None:
    chance = random.Random(7)
    for code in _snippets(path):
        for _ in range(_CUTS):
            start, end = sorted(chance.randrange(len(code) + 1) for _ in range(2))
            torn = code[start:end]
            spoilt = code[:start] + chance.choice(_STRAY) + code[start : end + 200]
            for text in (torn, spoilt):
                assert inner_html(text, path.stem) == rouge.html(text, path.stem), repr(text)


def test_names_are_rouges(rouge: Rouge) -> None:
    wrong = {name: tag for name, tag in TAGS.items() if rouge.tag(name) != tag}
    assert not wrong
    for name in ("", "txt", "plain", "Ruby", "HTML", "nonsense", "c++11", "{.ruby}"):
        assert rouge.tag(name) is None
        assert inner_html("a", name) is None


@pytest.mark.parametrize(
    "code",
    [
        "#!/usr/bin/env python3\nprint(1)\n",
        "#!/bin/bash -x\nls\n",
        "<?xml version='1.0'?>\n<a/>\n",
        "<!DOCTYPE html>\n<html></html>\n",
        "  <html>\n",
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n",
        "<?php echo 1;\n",
        "%YAML 1.2\n---\na: 1\n",
        "package main\n",
        "# vim: set ft=ruby :\nputs 1\n",
        "/* -*- mode: c; tab-width: 4 -*- */\nint a;\n",
        "x = 1\n",
        "",
    ],
)
def test_guesses_are_rouges(code: str, rouge: Rouge) -> None:
    assert guess(code) == rouge.tag("guess", code)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("console?prompt=>>>", ">>> ls -l # all\ntotal 0\n# not a prompt\n"),
        ("console?prompt=$,%25", "% ls\n$ cd x\nout\n"),
        ("console?comments=true", "# a remark\n$ ls\nout\n"),
        ("console?comments=false", "# whoami\nroot\n"),
        ("console?lang=ruby&prompt=irb>", "irb> puts 'a'\na\n=> nil\n"),
        ("console?output=json", '$ curl x\n{"a": 1}\n'),
        ("console?error=ERROR,FATAL", "$ x\nERROR: no\nfine\n"),
        ("php?start_inline=1", "<b>echo 1;</b>\n"),
        ("php?start_inline=false", "echo 1; <?php echo 1;\n"),
        ("erb?parent=json", '{"a": <%= b.to_json %>}\n'),
        ("http?content=json", 'GET / HTTP/1.1\nHost: x\n\n{"a": 1}\n'),
        ("json?", '{"a": 1}'),
        ("ruby?x=1&x=2&y", "puts 1"),
    ],
)
def test_options_are_rouges(language: str, code: str, rouge: Rouge) -> None:
    assert inner_html(code, language) == rouge.html(code, language)
