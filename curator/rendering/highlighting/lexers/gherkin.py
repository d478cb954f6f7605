"""Gherkin, in all its human languages, as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.gherkin_words import (
    ELEMENTS,
    EXAMPLES,
    FEATURES,
    STEPS,
)


def _step_pattern() -> str:
    """Return a pattern for the words that begin a step; `<` at the end means no space follows."""
    patterns: list[str] = []
    for step in STEPS:
        if step.endswith("<"):
            patterns.append(re.escape(step[:-1]))
        elif step.endswith(" "):
            patterns.append(re.escape(step))
        else:
            patterns.append(re.escape(step) + r"\b")
    return "|".join(patterns)


def _heading(run: Run, match: re.Match[str]) -> None:
    run.restart()
    keyword = match[1]
    if keyword in ELEMENTS:
        run.go("description")
        kind = "kn"
    elif keyword in FEATURES:
        run.go("feature description")
        kind = "kd"
    elif keyword in EXAMPLES:
        run.go("example description")
        kind = "nn"
    else:
        kind = "err"
    run.put(kind, keyword)
    run.put("p", match[2])


def _step(run: Run, match: re.Match[str]) -> None:
    run.put("nf", match[0])
    run.restart()
    run.go("step")


def _leave(run: Run, match: re.Match[str]) -> None:
    run.restart()


_REST = Rule(r".*?(?=[#\n])", "", opener=r"(?=.)")

GHERKIN = Lexer(
    {
        "basic": [Rule(r"#.*$", "c"), Rule(r"[ \r\t]+", "")],
        "root": [
            Include("basic"),
            Rule(r"\n", ""),
            Rule(r'""".*?"""', "s", opener='"""', flags=re.DOTALL),
            Rule(r"@[^\s@]+", "nt"),
            Include("table start"),
            Include("steps"),
        ],
        "headings": [Rule(r"(.{0,400}?)(:)", _heading)],
        "steps": [Include("headings"), Rule(_step_pattern(), _step)],
        "table start": [Rule(r"(?=[|])", "", "table head")],
        "table head": [
            Rule(r"[^|\s]+", "nv"),
            Rule(r"\n", "", "=table"),
            Include("table"),
        ],
        "table": [
            Include("basic"),
            Rule(r"\n", "", "table line start"),
            Rule(r"[|]", "p"),
            Rule(r"[^|\s]+", "n"),
        ],
        "table line start": [
            Rule(r"(?=\s*[^\s|])", _leave),
            Rule(r"", "", "#pop"),
        ],
        "description": [Include("basic"), Include("steps"), Rule(r"\n", ""), _REST],
        "feature description": [
            Include("basic"),
            Include("headings"),
            Rule(r"\n", ""),
            _REST,
        ],
        "example description": [
            Include("basic"),
            Include("table start"),
            Rule(r"\n", ""),
            _REST,
        ],
        "step": [
            Include("basic"),
            Rule(r"<.{0,400}?>", "nv"),
            Rule(r'".*?"', "s"),
            Rule(r"\S[^\s<]*", ""),
            Rule(r".*?(?=[#\n])", "", "#pop", opener=r"(?=.)"),
        ],
    }
)
