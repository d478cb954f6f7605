"""HashiCorp's configuration language and Terraform's use of it, as Rouge reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import words

_CONSTANTS = dict.fromkeys(words("true false null"), "kc")
_TERRAFORM_WORDS = {
    **_CONSTANTS,
    **dict.fromkeys(
        words("terraform module provider variable resource data provisioner output"), "k"
    ),
    **dict.fromkeys(words("var local"), "kd"),
}

_Rules = list[Rule | Include]


@dataclass(slots=True)
class _Heredoc:
    """The word that ends the heredoc entered last."""

    end: str = ""


def _open_heredoc(run: Run, match: re.Match[str]) -> None:
    for token, text in zip(("o", "", "sh", "sh", "no", "sh"), match.groups(), strict=True):
        run.put(token, text)
    run.keep(_Heredoc).end = match[5]
    run.go("heredoc")


def _heredoc_line(run: Run, match: re.Match[str]) -> None:
    if match[1] == run.keep(_Heredoc).end:
        run.put("no", match[0])
        run.pop(2)
    else:
        run.put("sh", match[0])


class _Names:
    """Puts a name by a table; one that begins something opens a composite, outside of `${}`."""

    def __init__(self, table: Mapping[str, str], *, opens: bool) -> None:
        self._table = table
        self._opens = opens

    def __call__(self, run: Run, match: re.Match[str]) -> None:
        kind = self._table.get(match[0], "nx")
        run.put(kind, match[0])
        if self._opens and kind != "kc":
            run.go("composite")


_SPACE: _Rules = [
    Rule(r"\s+", ""),
    Rule(r"(?://|#).*?$", "c1"),
    Rule(r"/[*]", "cm", "comment"),
]
_VALUES: _Rules = [
    Rule(r"[0-9]+\.[0-9]+(?:[eE][0-9]+)?[fd]?(?:[kKmMgG]b?)?", "mf"),
    Rule(r"[0-9]+(?:[kKmMgG]b?)?", "mi"),
    Rule(r'"', "s2", "double quoted"),
    Rule(r"'", "s1", "single quoted"),
    Rule(r"(<<-?)(\s*)('?)(\\?)(\w+)(\3)", _open_heredoc),
]


def _states(table: Mapping[str, str], extra: _Rules) -> dict[str, _Rules]:
    return {
        "comment": [Rule(r"[*]/", "cm", "#pop"), Rule(r"[^*/]+|[*/]", "cm")],
        "root": [
            *_SPACE,
            *_VALUES,
            Rule(r"\{", "p", "hash"),
            Rule(r"\[", "p", "array"),
            Rule(r"[$a-zA-Z_][a-zA-Z0-9_]*", _Names(table, opens=True)),
        ],
        "composite": [
            *_SPACE,
            Rule(r"\{", "p", "=hash"),
            Rule(r"\[", "p", "=array"),
            Include("root"),
            Rule(r"", "", "#pop"),
        ],
        "hash": [
            *extra,
            *_SPACE,
            Rule(r"=", "p"),
            Rule(r"\}", "p", "#pop"),
            Include("root"),
        ],
        "array": [
            *extra,
            *_SPACE,
            Rule(r",", "p"),
            Rule(r"\]", "p", "#pop"),
            Include("root"),
        ],
        "double quoted": [
            Rule(r'[^\\"]+', "s2"),
            Rule(r'\\"', "se"),
            Rule(r'"', "s2", "#pop"),
        ],
        "single quoted": [
            Rule(r"[^\\']+", "s1"),
            Rule(r"\\'", "se"),
            Rule(r"'", "s1", "#pop"),
        ],
        "heredoc": [
            Rule(r"\n", "sh", "heredoc line"),
            Rule(r"[^$\n]+|\$", "sh"),
        ],
        "heredoc line": [
            Rule(r"\s*(\w+)\s*\n", _heredoc_line),
            Rule(r"", "", "#pop"),
        ],
    }


HCL = Lexer(_states(_CONSTANTS, []))

_INTERPOLATED: _Rules = [Rule(r"\\.", "se"), Rule(r"\$\{", "k", "interpolation")]

TERRAFORM = Lexer(
    {
        **_states(_TERRAFORM_WORDS, [Rule(r"[.,()*]", "p")]),
        "double quoted": [
            Rule(r'[^\\"$]+', "s2"),
            *_INTERPOLATED,
            Rule(r'"', "s2", "#pop"),
        ],
        "single quoted": [
            Rule(r"[^\\'$]+", "s1"),
            *_INTERPOLATED,
            Rule(r"'", "s1", "#pop"),
        ],
        "interpolation": [
            Rule(r"\}", "k", "#pop"),
            Rule(r'"/', "dl", "=regex"),
            *_VALUES,
            Rule(r"\s+", ""),
            Rule(r"~|\\(?=\n)|[-<>+*%&|^/!=?:]=?", "o"),
            Rule(r"[(\[,)\].]", "p"),
            Rule(r"[$a-zA-Z_-][a-zA-Z0-9_-]*", _Names(_TERRAFORM_WORDS, opens=False)),
        ],
        "regex": [
            Rule(r'[^"/\\]+|\\.', "sr"),
            Rule(r'/"', "dl", "#pop"),
            Rule(r'["/]', "sr"),
        ],
    }
)
