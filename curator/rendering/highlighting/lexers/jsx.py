"""JSX and TSX: JavaScript and TypeScript with tags where a value may stand."""

import re
from collections.abc import Mapping, Sequence

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, States
from curator.rendering.highlighting.lexers import html
from curator.rendering.highlighting.lexers.javascript import (
    BLANKS,
    TYPESCRIPT_NAME,
    javascript_states,
    typed,
)


def _text(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("html", html.LEXER), match[0])


def _with_tags(states: Mapping[str, Sequence[Rule | Include]]) -> dict[str, list[Rule | Include]]:
    return {
        **{name: list(rules) for name, rules in states.items()},
        "operand": [Include("tag"), *states["operand"]],
        "tag": [Rule(r"<", "p", ("content", "element", "element name"))],
        "content": [
            Rule(r"</", "p", ("=element", "element name")),
            Include("tag"),
            Rule(r"\{", "si", ("expression", "operand")),
            Rule(r"[^<{]+", _text),
        ],
        "element": [
            *BLANKS,
            Rule(r"/>", "p", "#pop:2"),
            Rule(r">", "p", "#pop"),
            Rule(r"\{", "si", ("expression", "operand")),
            Rule(r"\w[\w-]*", "na"),
            Rule(r"=", "p"),
            Rule(r'".*?"', "s", opener='"', until=r"\n"),
            Rule(r"'.*?'", "s", opener="'", until=r"\n"),
        ],
        "element name": [
            Rule(r"[A-Z]\w*", "nc"),
            Rule(r"\w+", "nt"),
            Rule(r"\.", "p"),
            Rule(r"", "", "#pop"),
        ],
        "expression": [
            Rule(r"\}", "si", "#pop"),
            Rule(r"\{", "p", ("braces", "statement")),
            Include("root"),
        ],
        "braces": [Rule(r"\}", "p", "=statement"), Include("root")],
    }


def _begin(run: Run) -> None:
    run.go("operand")


def _with_type_parameters(states: Mapping[str, list[Rule | Include]]) -> States:
    """Return the states where `<T,` does not open an element."""
    return {
        **states,
        "element name": [
            Rule(r"(\w+)(,)", ("nx", "p"), "#pop:3"),
            *states["element name"],
        ],
    }


JSX = Lexer(_with_tags(javascript_states()), begin=_begin)
TSX = Lexer(
    _with_type_parameters(_with_tags(typed(javascript_states(TYPESCRIPT_NAME)))), begin=_begin
)
