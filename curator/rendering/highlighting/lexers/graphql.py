"""GraphQL: queries and schemas."""

import re

from curator.rendering.highlighting.engine import Action, Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers import markdown
from curator.rendering.highlighting.lexers.patterns import quoted

_NAME = r"[_A-Za-z][_0-9A-Za-z]*"
_BUILTIN_TYPE = r"(?:Int|Float|String|Boolean|ID)\b"


def _description(run: Run, match: re.Match[str]) -> None:
    run.put("s2", match[1])
    run.put("w", match[2])
    run.delegate(run.fresh(markdown.LEXER), match[3])
    run.put("w", match[4])
    run.put("s2", match[5])


def _value(token: str) -> Action:
    """Return the action of a value, which is the only one unless in a list."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put(token, match[0])
        if run.state != "list":
            run.pop()

    return act


def _close(*also: str) -> Action:
    """Return the action of a bracket that ends its state, and the one around it if it is such."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put("p", match[0])
        run.pop()
        if run.state in also:
            run.pop()

    return act


_BLANKS = [
    Rule(r"\s+", "w"),
    Rule(r"#.*$", "c"),
    Rule(r"[!,]", "p"),
]

_DIRECTIVES = [
    Rule(rf"(@{_NAME})(\s*)(\()", ("k", "w", "p"), "arguments"),
    Rule(rf"@{_NAME}\b", "k"),
]

LEXER = Lexer(
    {
        "root": [
            Rule(r"(?:query|mutation|subscription)\b", "k", "query"),
            Rule(r"\{", "p", ("query", "selection")),
            Rule(r"fragment\b", "k", "fragment"),
            Rule(r"scalar\b", "k", "value"),
            Rule(r"(?:type|interface|enum|input|schema)\b", "k", "type"),
            Rule(r"union\b", "k", "union"),
            Rule(r"extend\b", "k"),
            *_BLANKS,
            Rule(r'(""")(\n)([\s\S]*?)(\n)(""")', _description, opener=r'"""\n'),
        ],
        "fragment": [Rule(r"on\b", "k"), Include("query")],
        "query": [
            *_DIRECTIVES,
            Rule(rf"{_NAME}\b", "n"),
            Rule(r"\(", "p", "variables"),
            Rule(r"\{", "p", "selection"),
            *_BLANKS,
        ],
        "type": [
            Rule(r"implements\b", "k"),
            Rule(rf"{_NAME}\b", "n"),
            Rule(r"\(", "p", "variables"),
            Rule(r"\{", "p", "fields"),
            *_BLANKS,
        ],
        "union": [
            Rule(rf"{_NAME}\b", "n"),
            Rule(r"=", "p", "union member"),
            *_BLANKS,
        ],
        "union member": [Rule(rf"{_NAME}\b", "n", "=union bar"), *_BLANKS],
        "union bar": [
            Rule(r"\|", "p", "=union member"),
            Rule(r"(?![|\s#])", "", "#pop:2"),
            *_BLANKS,
        ],
        "fields": [
            Rule(r"\}", "p", "#pop:2"),
            Rule(rf"({_NAME})(\s*)(\()", ("n", "w", "p"), "variables"),
            Rule(rf"{_NAME}\b", "n"),
            Rule(r":", "p", "field type"),
            *_BLANKS,
        ],
        "arguments": [
            Rule(r"\)", "p", "#pop"),
            Rule(rf"{_NAME}\b", "n"),
            Rule(r":", "p", "value"),
            *_BLANKS,
        ],
        "variables": [
            Rule(r"\)", "p", "#pop"),
            Rule(rf"\${_NAME}\b", "nv"),
            Rule(rf"{_NAME}\b", "n"),
            Rule(r":", "p", "field type"),
            Rule(r"=", "p", "value"),
            *_BLANKS,
        ],
        "field type": [
            Rule(_BUILTIN_TYPE, "nb", "#pop"),
            Rule(rf"{_NAME}\b", "n", "#pop"),
            Rule(r"\[", "p", "list type"),
            *_BLANKS,
        ],
        "list type": [
            Rule(_BUILTIN_TYPE, "nb"),
            Rule(rf"{_NAME}\b", "n"),
            Rule(r"\]", "p", "#pop:2"),
            *_BLANKS,
        ],
        "selection": [
            *_DIRECTIVES,
            Rule(r"\}", _close("query", "fragment")),
            Rule(rf"({_NAME})(\s*)(\()", ("n", "w", "p"), "arguments"),
            Rule(rf"({_NAME})(\s*)(:)", ("n", "w", "p")),
            Rule(rf"{_NAME}\b", "n"),
            Rule(r"(\.\.\.)(\s+)(on)\b", ("p", "w", "k")),
            Rule(r"\.\.\.", "p"),
            Rule(r"\{", "p", "selection"),
            *_BLANKS,
        ],
        "list": [Rule(r"\]", _close("value")), Include("value")],
        "object": [
            Rule(r"\}", _close("value")),
            Rule(
                rf"({_NAME})(\s*)(:)",
                ("n", "w", "p"),
                "value",
                opener=r"\w",
                until=r"\W",
            ),
            *_BLANKS,
        ],
        "value": [
            Rule(r'"""[\s\S]*?"""', "s2", opener='"""'),
            Rule(rf"\${_NAME}\b", _value("nv")),
            Rule(r"(?:true|false|null)\b", _value("kc")),
            Rule(
                r"[+-]?[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?",
                _value("mf"),
                opener=r"[0-9]",
                until=r"[^0-9]",
            ),
            Rule(r"[+-]?[1-9][0-9]*(?:[eE][+-]?[0-9]+)?", _value("mi")),
            Rule(quoted('"'), _value("s2"), opener='"'),
            Rule(rf"{_NAME}\b", _value("n")),
            Rule(r"\{", "p", "object"),
            Rule(r"\[", "p", "list"),
            *_BLANKS,
        ],
    }
)
