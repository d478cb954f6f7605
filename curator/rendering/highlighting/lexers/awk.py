"""Awk as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import quoted, words

_KEYWORDS = words(
    """
    break continue delete do else exit for getline if next nextfile print printf return
    while
    """
)
_CONSTANTS = words(
    """
    ARGC ARGV CONVFMT ENVIRON FILENAME FNR FS NF NR OFMT OFS ORS RS SUBSEP
    """
)
_BUILTINS = words(
    """
    atan2 cos exp gsub index int length log match rand sin split sprintf sqrt srand sub
    substr system tolower toupper
    """
)
_NAMES = Words(
    {
        "k": _KEYWORDS,
        "kd": words("function"),
        "kr": words("BEGIN END"),
        "kc": _CONSTANTS,
        "nb": _BUILTINS,
    },
    "",
)


def _name(run: Run, match: re.Match[str]) -> None:
    name = match[0]
    kind = _NAMES.token(name)
    run.put(kind or ("nv" if name.startswith("$") else "nx"), name)
    if kind in {"k", "kd"}:
        run.go("expression start")


AWK = Lexer(
    {
        "white space": [Rule(r"\s+", ""), Rule(r"#.*?$", "c1")],
        "expression start": [
            Include("white space"),
            Rule(r"/", "sr", "=regex"),
            Rule(r"", "", "#pop"),
        ],
        "regex": [
            Rule(r"/", "sr", "=regex end"),
            Rule(r"[^/]\n|\n", "err", "#pop"),
            Rule(r"\[\^?", "se", "regex set"),
            Rule(r"\\.|[(][?][:=<!]|[{][\d,]+[}]|[()?]", "se"),
            Rule(r".", "sr"),
        ],
        "regex end": [Rule(r"", "", "#pop")],
        "regex set": [
            Rule(r"/", "se"),
            Rule(r"[^/]\n", "err", "#pop:2"),
            Rule(r"\]", "se", "#pop"),
            Rule(r"\\.", "se"),
            Rule(r".", "sr"),
        ],
        "root": [
            Include("white space"),
            Rule(r"[-<>+*/%^!=]=?|in\b|\||&&|~!?", "o", "expression start"),
            Rule(r"[(\[,]", "p", "expression start"),
            Rule(r";", "p", "statement"),
            Rule(r"[)\].]", "p"),
            Rule(r"[?]", "p", ("ternary", "expression start")),
            Rule(r"[{}]", "p", "statement"),
            Rule(r"[$a-zA-Z_][a-zA-Z0-9_]*", _name),
            Rule(r"[0-9]+\.[0-9]+", "mf"),
            Rule(r"[0-9]+", "mi"),
            Rule(quoted('"', r'[\\"]', r'[^"\\]'), "s2", opener='"'),
            Rule(r":", "p"),
        ],
        "statement": [Rule(r"[{}]", "p"), Include("expression start")],
        "ternary": [Rule(r":", "p", "=expression start"), Include("root")],
    }
)
