"""Prolog as Rouge reads it."""

from curator.rendering.highlighting.engine import Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import LOWER, WORD


def _line_start(run: Run) -> None:
    run.go("line start")


PROLOG = Lexer(
    {
        "line start": [Rule(r"#.*", "c1"), Rule(r"", "", "#pop")],
        "root": [
            Rule(r"\s+", ""),
            Rule(r"%.*", "c1"),
            Rule(r"/\*", "cm", "comment"),
            Rule(r"[\[\](){}|.,;!]|:-|-->", "p"),
            Rule(r'"[^"]*"', "s2", opener='"'),
            Rule(r"\d+\.\d+", "mf"),
            Rule(r"\d+", "m"),
            Rule(rf"[{LOWER}][{WORD}]*", "ss"),
            Rule(r"'[^']*'", "ss", opener="'"),
            Rule(rf"[A-Z]+\w*|_[{WORD}]*", "nv"),
            Rule(r"(?:<|>|=<|>=|==|=:=|=|/|//|\*|\+|-)(?=\s|[a-zA-Z0-9\[])", "o"),
            # From `+` to `.` is a range: comma and hyphen belong to it.
            Rule(r"[#&*+-./:<=>?@^~]+", "o"),
        ],
        # What is no star nor behind one is an error, in Rouge.
        "comment": [
            Rule(r"/\*", "cm", "#push"),
            Rule(r"\s*\*[^*/]+", "cm"),
            Rule(r"\*/", "cm", "#pop"),
        ],
    },
    begin=_line_start,
)
