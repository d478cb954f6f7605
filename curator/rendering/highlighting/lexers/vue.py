"""Vue's components as Rouge reads them: HTML whose top tags hold other languages."""

import re
from dataclasses import dataclass

from curator.rendering.highlighting.engine import Action, Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers import html

_LANGUAGES = {
    "html": "html",
    "css": "css",
    "javascript": "javascript",
    "sass": "sass",
    "scss": "scss",
    "coffee": "coffeescript",
}
_QUOTES = re.compile("[\"']")


@dataclass(slots=True)
class _Content:
    """The language inside of the tag entered last."""

    language: str = ""


def _open(language: str) -> Action:
    """Return the action of a tag with content of a language."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put("nt", match[1])
        run.put("", match[2])
        run.put("k", match[3])
        run.keep(_Content).language = language
        run.go(match[3])
        run.go("language tag")

    return act


def _language(run: Run, match: re.Match[str]) -> None:
    run.put("na", match[1])
    run.put("", match[2])
    run.put("s", match[3])
    name = _QUOTES.sub("", match[3].lower())
    run.keep(_Content).language = _LANGUAGES.get(name, "plaintext")


def _content(run: Run, match: re.Match[str]) -> None:
    # Each piece is read anew, in Rouge: it remembers nothing of the piece before.
    language = run.surroundings.find(run.keep(_Content).language)
    run.delegate(run.fresh(language) if language else None, match[0])


def _script(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("javascript"), match[0])


def _expression(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("expression", run.surroundings.find("javascript")), match[0])


def _open_expression(run: Run, match: re.Match[str]) -> None:
    run.put("si", match[0])
    expression = run.inner("expression", run.surroundings.find("javascript"))
    if expression:
        expression.reset()


_STATES = html.LEXER.states

VUE = Lexer(
    {
        **_STATES,
        "root": [
            Rule(r"(<)(\s*)(template)", _open("html")),
            Rule(r"(<)(\s*)(style)", _open("css")),
            Rule(r"(<)(\s*)(script)", _open("javascript")),
            *_STATES["root"],
        ],
        "tag": [Rule(r"[a-zA-Z0-9_:#\[\]()*.-]+\s*=\s*", "na", "value"), *_STATES["tag"]],
        "language tag": [
            Rule(
                r"""(lang\s*=)(\s*)("(?:\\.|[^\\])*?"|'(?:\\.|[^\\])*?'|[^\s>]+)""",
                _language,
            ),
            Include("tag"),
        ],
        "style": [
            Rule(r"(<\s*/\s*)(style)(\s*>)", ("nt", "k", "nt"), "#pop"),
            Rule(r"[^<]+|<", _content),
        ],
        "script": [
            Rule(r"(<\s*/\s*)(script)(\s*>)", ("nt", "k", "nt"), "#pop"),
            Rule(r"[^<]+|<", _script),
        ],
        "template": [
            Rule(r"(<\s*/\s*)(template)(\s*>)", ("nt", "k", "nt"), "#pop"),
            Rule(r"\{\{", _open_expression, "expression"),
            Rule(r"[^{<]+|[<{][^<{]*", _content),
        ],
        "expression": [
            Rule(r"\}\}", "si", "#pop"),
            Rule(r"\}", "err"),
            Rule(r"\{", _expression, "#push"),
            Rule(r"[^{}]+", _expression),
        ],
    }
)
