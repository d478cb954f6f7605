"""Jinja and Handlebars as Rouge reads them: marks inside of HTML, or what the option `parent` names."""

import re

from curator.rendering.highlighting.engine import Feeder, Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers import html
from curator.rendering.highlighting.lexers.vocabulary import quoted, words


def _parent(run: Run) -> Feeder | None:
    named = run.surroundings.find(run.options.get("parent", "html"))
    return run.inner("parent", named or html.LEXER)


def _begin(run: Run) -> None:
    parent = _parent(run)
    if parent:
        parent.reset()


def _text(run: Run, match: re.Match[str]) -> None:
    run.delegate(_parent(run), match[0])


_JINJA_WORDS = Words(
    {
        "k": words(
            """
            as autoescape block call context do else endautoescape endblock endcall endfilter endfor
            endif endmacro endset endtrans endwith extends filter for from if ignore import include
            macro missing recursive reversed scoped set trans with without
            """
        ),
        "kp": words("true false none True False None"),
        "ow": words("is in and or not"),
        "nb": words(
            """
            callable defined divisibleby equalto escaped even iterable lower mapping none number odd
            sameas sequence string undefined upper
            """
        ),
    },
    "nv",
)

_RAW = r"(\{%%-?)(\s*)(%s)(\s*)(-?%%\})"


def _raw(name: str) -> list[Rule | Include]:
    """Return the rules of a block whose text stays as it is."""
    return [
        Rule(_RAW % f"end{name}", ("cp", "", "k", "", "cp"), "#pop"),
        Rule(r"[^{]+|\{", ""),
    ]


JINJA = Lexer(
    {
        "root": [
            Rule(r"\{#", "c", "comment"),
            Rule(r"##.*", "c"),
            Rule(_RAW % "raw", ("cp", "", "k", "", "cp"), "raw"),
            Rule(_RAW % "verbatim", ("cp", "", "k", "", "cp"), "verbatim"),
            Rule(r"\{%", "cp", "statement"),
            Rule(r"\{\{", "cp", "expression"),
            Rule(r"[\s\S](?:(?!\{[{%#]|##)[^\\])*", _text),
        ],
        "values": [
            Rule(r"(\|\s*)(\w+)", ("o", "nf")),
            Rule(quoted('"', ".", r'[^"\\\n]'), "s2"),
            Rule(quoted("'", ".", r"[^'\\\n]"), "s1"),
            Rule(r"[-+*/=<>]|!=", "o"),
            Rule(r"[,\[\]()]", "p"),
            Rule(r"\s+", ""),
        ],
        "comment": [
            Rule(r"[^#]+", "c"),
            Rule(r"#\}", "c", "#pop"),
            Rule(r"#", "c"),
        ],
        "expression": [
            Rule(r"\w+\.?", "nv"),
            Include("values"),
            Rule(r"[%}]\}", "cp", "#pop"),
        ],
        "statement": [
            Rule(r"\w+\.?", _JINJA_WORDS),
            Include("values"),
            Rule(r"%\}", "cp", "#pop"),
        ],
        "raw": _raw("raw"),
        "verbatim": _raw("verbatim"),
    },
    begin=_begin,
)

_NAME = r"[\w$-]+"


def _text_before_mark(run: Run, match: re.Match[str]) -> None:
    parent = _parent(run)
    run.delegate(parent, match[0])
    if isinstance(parent, Run) and parent.state == "value":
        parent.pop()


HANDLEBARS = Lexer(
    {
        "root": [
            Rule(r"\\\{+", _text),
            Rule(r"\{\{!--", "c", "comment"),
            Rule(r"\{\{!.*?\}\}", "c"),
            Rule(r"\{\{\{?", "k", ("mark", "symbol")),
            Rule(r"[\s\S](?:(?!\{\{)[^\\])*(?=\\|\{\{)", _text_before_mark),
            Rule(r"[\s\S]+", _text),
        ],
        "comment": [
            Rule(r"\{\{", "c", "#push"),
            Rule(r"\}\}", "c", "#pop"),
            Rule(r"[^{}]+|[{}]", "c"),
        ],
        "mark": [
            Rule(r"\}\}\}?", "k", "#pop"),
            Rule(r"\|", "p"),
            Rule(r"~", "k"),
            Rule(r"\s+", ""),
            Rule(r"=", "o"),
            Rule(r"[\[\]()]", "p"),
            Rule(r"\.(?=[}\s])|\.\.", "nv"),
            Rule(r"[/.]", "p"),
            Rule(quoted('"', ".", r'[^"\\\n]'), "s2"),
            Rule(quoted("'", ".", r"[^'\\\n]"), "s1"),
            Rule(r"\d+(?=\}\s)", "m"),
            Rule(r"(?:true|false)(?=[}\s])", "kc"),
            Rule(r"else(?=[}\s])", "k"),
            Rule(r"this(?=[}\s])", "bp"),
            Rule(f"@{_NAME}", "na"),
            Rule(_NAME, "nv"),
        ],
        "symbol": [
            Rule(r"[#/]", "k", "=block name"),
            Rule(r"[>^&~]", "k"),
            Rule(r"", "", "#pop"),
        ],
        "block name": [
            Rule(r"if(?=[}\s])", "k"),
            Rule(_NAME, "nn", "#pop"),
            Rule(r"", "", "#pop"),
        ],
    },
    begin=_begin,
)
