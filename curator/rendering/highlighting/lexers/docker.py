"""Dockerfiles, with shell in their commands."""

import re

from curator.rendering.highlighting.engine import Lexer, Rule, Run
from curator.rendering.highlighting.lexers import shell

_KEYWORDS = (
    "FROM|MAINTAINER|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|STOPSIGNAL"
    "|HEALTHCHECK|SHELL"
)


def _run(run: Run, match: re.Match[str]) -> None:
    run.put("k", match[0])
    run.go("run")
    reader = run.inner("shell", shell.LEXER)
    if reader:
        reader.reset()


def _command(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("shell", shell.LEXER), match[0])


LEXER = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(
                r"^(FROM)(\s{1,99})(.*)(\s{1,99})(AS)(\s+)(.*)",
                ("k", "w", "s", "w", "k", "w", "s"),
                flags=re.IGNORECASE,
            ),
            Rule(rf"^(ONBUILD)(\s+)({_KEYWORDS})(.*)", ("k", "w", "k", "s"), flags=re.IGNORECASE),
            Rule(rf"^({_KEYWORDS})\b(.*)", ("k", "s"), flags=re.IGNORECASE),
            Rule(r"#.*?$", "c"),
            Rule(r"^(?:ONBUILD\s+)?RUN\s+", _run, flags=re.IGNORECASE),
            Rule(r"\w+|\W+", ""),
        ],
        "run": [
            Rule(r"\n", "", "#pop"),
            Rule(r"\\[\s\S]", "se"),
            Rule(r"(?:\\.|[^\n\\])++", _command),
        ],
    }
)
