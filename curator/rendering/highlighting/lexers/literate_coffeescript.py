"""CoffeeScript in the indented blocks of a text in Markdown."""

import re

from curator.rendering.highlighting.engine import Lexer, Rule, Run
from curator.rendering.highlighting.lexers import coffeescript, markdown


def _coffeescript(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("coffeescript", coffeescript.LEXER), match[0])


def _markdown(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("markdown", markdown.LEXER), match[0])


LEXER = Lexer(
    {
        "root": [
            Rule(r"^(?:    .*\n)+", _coffeescript),
            Rule(r"^(?: {0,3}(?:\S.*)?\n)*", _markdown),
        ]
    }
)
