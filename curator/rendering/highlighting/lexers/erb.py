"""Code in `<% %>` inside another language, HTML unless the option `parent` says which.

The code is Ruby in ERB, Elixir in EEx.
"""

import re

from curator.rendering.highlighting.engine import Feeder, Language, Lexer, Rule, Run
from curator.rendering.highlighting.lexers import html, ruby
from curator.rendering.highlighting.lexers.elixir import ELIXIR


def template(run: Run) -> Feeder | None:
    """Return the reader of what stands around the code."""
    named = run.surroundings.find(run.options.get("parent", "html"))
    return run.inner("parent", named or html.LEXER)


def read_template(run: Run, match: re.Match[str]) -> None:
    """Let the reader of what stands around read the match."""
    run.delegate(template(run), match[0])


def _lexer(code: Language, opening: str, closing: str) -> Lexer:
    def begin(run: Run) -> None:
        for feeder in (template(run), run.inner("code", code)):
            if feeder:
                feeder.reset()

    def read_code(run: Run, match: re.Match[str]) -> None:
        run.delegate(run.inner("code", code), match[0])

    return Lexer(
        {
            "root": [
                Rule(r"<%#", "c", "comment"),
                Rule(opening, "cp", "code"),
                Rule(r"[\s\S][^<]*+(?:<(?!%)[^<]*+)*+", read_template),
            ],
            "comment": [
                Rule(closing, "c", "#pop"),
                Rule(rf"[\s\S]+?(?={closing})|[\s\S]+", "c"),
            ],
            "code": [
                Rule(closing, "cp", "#pop"),
                Rule(rf"[\s\S]+?(?={closing})|[\s\S]+", read_code),
            ],
        },
        begin=begin,
    )


ERB = _lexer(ruby.LEXER, r"<%[%=-]?", r"%%>|-%>|%>")
EEX = _lexer(ELIXIR, r"<%[%=]?", r"%%>|%>")
