"""Liquid, for itself: what stands around it stays text."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run


def _end(run: Run, match: re.Match[str]) -> None:
    run.put("p", match[0])
    run.restart()


def _end_of_section(run: Run, match: re.Match[str]) -> None:
    for number, token in enumerate(("p", "w", "nt", "w", "p"), 1):
        run.put(token, match[number])
    run.restart()


def _value_token(value: str | None, otherwise: str) -> str:
    if value and re.search(r"'[^']*'", value):
        return "s1"
    if value and re.search(r'"[^"]*"', value):
        return "s2"
    return otherwise


def _cycle(run: Run, match: re.Match[str]) -> None:
    group = _value_token(match[3], "na")
    for number, token in enumerate(("nt", "w", group, "w", "p", "w"), 1):
        run.put(token, match[number])
    run.go("values")


def _loop(run: Run, match: re.Match[str]) -> None:
    over = _value_token(match[7], "nv")
    for number, token in enumerate(("nt", "w", "nv", "w", "nt", "w", over, "w"), 1):
        run.put(token, match[number])
    run.go("words")


_WORD = r"""[^\s%,|'"]|"[^"]*"|'[^']*'"""

_GENERIC = [
    Rule(r"[ \t]+", "w"),
    Rule(r"(?:false|true|nil)\b", "kc"),
    Rule(r"'[^']*'", "s1", opener="'"),
    Rule(r'"[^"]*"', "s2", opener='"'),
    Rule(r"-", "o"),
    Rule(r"\d+\.\d+", "mf"),
    Rule(r"\d+", "mi"),
]

_VARIABLES = [
    Rule(r"(?:empty|blank|forloop\.[^\s%}|:]+)\b", "nb"),
    Rule(r"\.(?=\w)|\[|\]", "p"),
    Rule(r"(?:first|last|size)\b", "nf"),
    Rule(r"[a-zA-Z_][\w-]*\??", "nv"),
]

_PARAMETERS = [
    *_GENERIC,
    Rule(r"([^\s=:]{1,300})(\s*)([=:])", ("na", "w", "o")),
    Rule(r"[,:]", "p"),
]

_END_OF_TAG = Rule(r"-?%\}", _end)
_END_OF_OUTPUT = Rule(r"-?\}\}", _end)

LEXER = Lexer(
    {
        "root": [
            Rule(r"[^{]+", ""),
            Rule(r"(\{%-?)(\s*)", ("p", "w"), "tag"),
            Rule(r"(\{\{-?)(\s*)", ("p", "w"), "output"),
            Rule(r"\{", ""),
        ],
        "tag": [
            Rule(r"(?:if|elsif|unless|case)\b", "kr", "condition"),
            Rule(r"when\b", "kr", "when"),
            Rule(r"(else)(\s*)(-?%\})", ("kr", "w", "p"), "#pop"),
            Rule(
                r"(capture|(?:in|de)crement)(\s+)([^\s%]+)(\s*)(-?%\})",
                ("nt", "w", "nv", "w", "p"),
                "#pop",
            ),
            Rule(r"(comment)(\s*)(-?%\})", ("nt", "w", "p"), "comment"),
            Rule(r"(raw)(\s*)(-?%\})", ("nt", "w", "p"), "raw"),
            Rule(r"(end(?:if|unless|case))(\s*)(-?%\})", ("kr", "w", "p"), "#pop"),
            Rule(r"(end[^\s%]+)(\s*)(-?%\})", ("nt", "w", "p"), "#pop"),
            Rule(r"(?:assign|echo)\b", "nt", "assignment"),
            Rule(r"(?:include|render)\b", "nt", "include"),
            Rule(r"(cycle)(\s+)(?:([^\s:]*)(\s*)(:))?(\s*)", _cycle),
            Rule(
                rf"(for|tablerow)(\s+)([\w-]+)(\s+)(in)(\s+)((?:{_WORD})+)(\s*)",
                _loop,
            ),
            Rule(r"([^\s%]+)(\s*)", ("nt", "w"), "words"),
        ],
        "output": [
            Rule(r"(\|)(\s*)([a-zA-Z_][^\s}|:]*)", ("p", "w", "nf"), "filters"),
            _END_OF_OUTPUT,
            *_GENERIC,
            *_VARIABLES,
        ],
        "filters": [
            Rule(r"(\|)(\s*)([a-zA-Z_][^\s%}|:]*)", ("p", "w", "nf")),
            _END_OF_OUTPUT,
            _END_OF_TAG,
            Include("parameters"),
        ],
        "parameters": [*_PARAMETERS, *_VARIABLES, Rule(r"\S+", "")],
        "condition": [
            Rule(r"[=!]=|[<>]=?", "o"),
            Rule(r"(?:and|or|contains)\b", "ow"),
            Include("when"),
        ],
        "when": [_END_OF_TAG, *_GENERIC, *_VARIABLES],
        "words": [
            Rule(r"reversed\b", "na"),
            _END_OF_TAG,
            *_PARAMETERS,
            Rule(r"\S+", ""),
        ],
        "values": [_END_OF_TAG, Include("parameters")],
        "comment": [
            Rule(r"[^{]+", "c"),
            Rule(r"(\{%-?)(\s*)(endcomment)(\s*)(-?%\})", _end_of_section),
            Rule(r"\{", "c"),
        ],
        "raw": [
            Rule(r"[^{]+", ""),
            Rule(r"(\{%-?)(\s*)(endraw)(\s*)(-?%\})", _end_of_section),
            Rule(r"\{", ""),
        ],
        "assignment": [
            Rule(r"=", "o"),
            Rule(r"(\|)(\s*)([a-zA-Z_][^\s%|:]*)", ("p", "w", "nf"), "filters"),
            Include("when"),
        ],
        "include": [
            Rule(r"(\{\{-?)(\s*)", ("p", "w"), "output inside"),
            Rule(r"(?:with|for)\b", "nt"),
            Rule(r"[/\w-]+(?:\.[\w-]+)+\b", "", opener=r"[/\w-]", until=r"[^/\w-]"),
            Include("values"),
        ],
        "output inside": [
            Rule(r"(\|)(\s*)([a-zA-Z_][^\s}|:]*)", ("p", "w", "nf")),
            Rule(r"-?\}\}", "p", "#pop"),
            Include("parameters"),
        ],
    }
)
