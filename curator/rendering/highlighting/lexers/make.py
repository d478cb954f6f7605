"""Makefiles, with shell in their recipes."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers import shell
from curator.rendering.highlighting.lexers.vocabulary import one_of

_FUNCTIONS = one_of(
    """
abspath addprefix addsuffix and basename call dir error eval file filter filter-out findstring
firstword flavor foreach if join lastword notdir or origin patsubst realpath shell sort strip subst
suffix value warning wildcard word wordlist words
"""
)


def _shell(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("shell", shell.LEXER), match[0])


def _reset(run: Run) -> None:
    reader = run.inner("shell", shell.LEXER)
    if reader:
        reader.reset()


def _end_of_rule(run: Run, match: re.Match[str]) -> None:
    _reset(run)
    run.pop()


_STOP = r"\$[({]|[()}\\]|$"

LEXER = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"#.*\n", "c", opener="#", until=r"\n"),
            Rule(r"([-s]?include)((?:[\t ]+[^\t\n #]+)+)", ("k", "sx")),
            Rule(r"(ifn?def|ifn?eq)([\t ]+)([^#\n]+)", ("k", "", "nv")),
            Rule(r"(?:else|endif)[\t ]*(?=[#\n])", "k"),
            Rule(r"(export)([\t ]+)(?=[\w${}()\t -]+\n)", ("k", ""), "export"),
            Rule(r"export[\t ]+", "k"),
            Rule(r"([\w${}().-]{1,300})([\t ]*)([!?:+]?=)", ("nv", "", "o"), "shell line"),
            Rule(r'"(?:\\.|[^"\\])*+"', "s2", opener='"', until=r"\\\n"),
            Rule(r"'(?:\\.|[^'\\])*+'", "s1", opener="'", until=r"\\\n"),
            Rule(
                r"([^\n:]+)(:+)([ \t]*)",
                ("nl", "o", ""),
                "prerequisites",
                opener=r"[^\n:]",
                until=r"\n",
            ),
        ],
        "export": [
            Rule(r"[\w${}()-]", "nv"),
            Rule(r"\n", "", "#pop"),
            Rule(r"[\t ]+", ""),
        ],
        "prerequisites": [
            Rule(r"[^,\\\n#]+", "nf"),
            Rule(r",", "p"),
            Rule(r"#", "c"),
            Rule(r"\\\n|\\.", ""),
            Rule(r"\n", "", "=recipe"),
        ],
        "recipe": [
            Rule(r"(ifn?def|ifn?eq)([\t ]+)([^#\n]+)(#.*)?(\n)", ("k", "", "nv", "c", "")),
            Rule(r"(else|endif)([\t ]*)(#.*)?(\n)", ("k", "", "c", "")),
            Rule(r"(\t[\t ]*)([@-]?)", ("", "p"), "shell line"),
            Rule(r"", _end_of_rule),
        ],
        "shell": [
            Rule(r"\$[({][\t ]*\w[\w:=%.]*[\t ]*[)}]", "nv"),
            Rule(rf"(\$[({{])([\t ]*)({_FUNCTIONS})([\t ]+)", ("nf", "", "nb", ""), "function"),
            Rule(r"\\[\s\S]", _shell),
            Rule(rf"[\s\S]+?(?={_STOP})", _shell),
            Rule(_STOP, _shell),
        ],
        "function": [
            Rule(r"[({]", _shell, "#push"),
            Rule(r"[)}]", "nf", "#pop"),
            Include("shell"),
        ],
        "shell line": [Rule(r"\n", "", "#pop"), Include("shell")],
    },
    begin=_reset,
)
