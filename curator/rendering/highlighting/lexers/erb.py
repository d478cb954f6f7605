"""ERB: Ruby in `<% %>` inside another language, HTML unless the option `parent` says which."""

import re

from curator.rendering.highlighting.engine import Feeder, Lexer, Rule, Run
from curator.rendering.highlighting.lexers import html, ruby

_CLOSE = r"%%>|-%>|%>"


def _template(run: Run) -> Feeder | None:
    named = run.surroundings.find(run.options.get("parent", "html"))
    return run.inner("parent", named or html.LEXER)


def _ruby(run: Run) -> Feeder | None:
    return run.inner("ruby", ruby.LEXER)


def _begin(run: Run) -> None:
    for feeder in (_template(run), _ruby(run)):
        if feeder:
            feeder.reset()


def _read_template(run: Run, match: re.Match[str]) -> None:
    run.delegate(_template(run), match[0])


def _read_ruby(run: Run, match: re.Match[str]) -> None:
    run.delegate(_ruby(run), match[0])


LEXER = Lexer(
    {
        "root": [
            Rule(r"<%#", "c", "comment"),
            Rule(r"<%[%=-]?", "cp", "ruby"),
            Rule(r"[\s\S][^<]*+(?:<(?!%)[^<]*+)*+", _read_template),
        ],
        "comment": [
            Rule(_CLOSE, "c", "#pop"),
            Rule(rf"[\s\S]+?(?={_CLOSE})|[\s\S]+", "c"),
        ],
        "ruby": [
            Rule(_CLOSE, "cp", "#pop"),
            Rule(rf"[\s\S]+?(?={_CLOSE})|[\s\S]+", _read_ruby),
        ],
    },
    begin=_begin,
)
