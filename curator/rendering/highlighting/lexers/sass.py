"""Sass in both spellings: SCSS with braces, and the older one with indentation."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.css_words import COLOURS, PROPERTIES, VALUES

_NAME = r"[\w-]+"
_STRING_PART = r"(?:\\.|#(?!\{)|[^\n%s#])++"


def _end(run: Run, match: re.Match[str]) -> None:
    run.put("p", match[0])
    run.restart()


def _end_of_line(run: Run, match: re.Match[str]) -> None:
    run.put("", match[0])
    run.restart()


def _part(state: str, token: str) -> dict[str, list[Rule | Include]]:
    """Return a state for the rest of a name that may hold interpolations."""
    return {state: [Rule(_NAME, token), Include("interpolations"), Rule(r"", "", "#pop")]}


_STATEMENTS = [
    Rule(r"@for\b", "k", "loop"),
    Rule(r"@(?:debug|warn|if|each|while|else|return|media)", "k", "value"),
    Rule(rf"(@(?:mixin|function))(\s+)({_NAME})", ("k", "", "nf"), "value"),
    Rule(r"@extend\b", "k", "selector"),
    Rule(rf"(@include)(\s+)({_NAME})", ("k", "", "nd"), "value"),
    Rule(rf"@{_NAME}|&", "k", "selector"),
    Rule(rf"(\${_NAME})([ \t]*)(:)", ("nv", "", "p"), "value"),
]

_STRINGS = [Rule(r'"', "s2", "double"), Rule(r"'", "s1", "single")]

_COMMON: dict[str, list[Rule | Include]] = {
    "interpolations": [Rule(r"#\{", "si", "interpolation")],
    "interpolation": [Rule(r"\}", "si", "#pop"), Include("value")],
    "value": [
        Include("end"),
        Rule(r"[ \t]+", ""),
        Rule(rf"\${_NAME}", "nv"),
        Rule(r"url\(", "sx", "url"),
        Rule(r"[\w-]++(?=\s*\()", "nf"),
        Rule(rf"%{_NAME}", "nd"),
        Rule(r"(?:true|false)\b", "bp"),
        Rule(r"(?:and|or|not)\b", "ow"),
        Rule(r"#[a-zA-Z0-9]{1,6}", "mh"),
        Rule(r"-?\d+(?:%|[a-z]+)?", "m"),
        Rule(r"-?\d*\.\d+(?:%|[a-z]+)?", "mi"),
        *_STRINGS,
        Include("interpolations"),
        Rule(r"[~^*!&%<>|+=@:,./?-]+", "o"),
        Rule(r"[\[\]()]+", "p"),
        Rule(_NAME, Words({"nb": VALUES, "no": COLOURS}, "n")),
    ],
    "loop": [Rule(r"from|to|through", "ow"), Include("value")],
    "selector": [
        Include("end"),
        *_STRINGS,
        Include("interpolations"),
        Rule(r"[ \t]+", ""),
        Rule(r":", "nd", "pseudo class"),
        Rule(r"\.", "nc", "class"),
        Rule(r"#", "nn", "id"),
        Rule(r"%", "nv", "placeholder"),
        Rule(_NAME, "nt"),
        Rule(r"&", "k"),
        Rule(r"[~^*!&\[\]()<>|+=@:;,./?-]", "o"),
    ],
    **_part("pseudo class", "nd"),
    **_part("class", "nc"),
    **_part("id", "nn"),
    **_part("placeholder", "nv"),
    "double": [
        Rule(r'"', "s2", "#pop"),
        Include("interpolations"),
        Rule(_STRING_PART % '"', "s2"),
    ],
    "single": [
        Rule(r"'", "s1", "#pop"),
        Include("interpolations"),
        Rule(_STRING_PART % "'", "s1"),
    ],
    "url": [
        Rule(r"\)", "sx", "#pop"),
        Rule(_STRING_PART % ")", "sx"),
        Include("interpolations"),
    ],
    "property name": [
        Include("interpolations"),
        Rule(_NAME, Words({"nl": PROPERTIES}, "na")),
    ],
    "property": [
        Include("property name"),
        Rule(r"([ \t]*)(:)", ("", "p"), "value", opener=r"[ \t]", until=r"[^ \t]"),
    ],
}

SCSS = Lexer(
    {
        **_COMMON,
        "root": [
            Rule(r"\s+", ""),
            Rule(r"//.*?$", "c1"),
            Rule(r"/\*[\s\S]*?\*/", "cm", opener=r"/\*"),
            Rule(r"@import\b", "k", "value"),
            *_STATEMENTS,
            Rule(r"(?=[^;{}][;}])|(?=[^;{}:\[]+:[^a-z])", "", "property"),
            Rule(r"", "", "selector"),
        ],
        "end": [Rule(r"\n", ""), Rule(r"[;{}]", _end)],
    }
)


class _Comment:
    """The comment whose deeper lines belong to it, and where it stands."""

    state = ""
    indent = ""
    last_indent = ""


def _indent(run: Run, match: re.Match[str]) -> None:
    """A line starts: it goes on with a comment, or is one of its own."""
    run.put("", match[0])
    comment = run.keep(_Comment)
    comment.last_indent = match[0]
    deeper = match[0].startswith(comment.indent) and match[0] != comment.indent
    if not comment.state or not deeper:
        comment.state = comment.indent = ""
    run.go(comment.state or "content")


def _comment(run: Run, match: re.Match[str]) -> None:
    single = match[0].startswith("//")
    run.put("c1" if single else "cm", match[0])
    run.pop()
    comment = run.keep(_Comment)
    comment.state = "single comment" if single else "multiline comment"
    comment.indent = comment.last_indent


SASS = Lexer(
    {
        **_COMMON,
        "root": [Rule(r"[ \t]*\n", ""), Rule(r"[ \t]*", _indent)],
        "content": [
            Rule(r"//.*?$", _comment),
            Rule(r"/\*.*\n", _comment),
            Rule(r"@import\b", "k", "import"),
            *_STATEMENTS,
            Rule(rf"={_NAME}", "nf", "value"),
            Rule(rf"\+{_NAME}", "nd", "value"),
            Rule(r":", "na", "colon first"),
            Rule(r"(?=[^\[\n]+?:(?:[^a-z]|$))", "", "property"),
            Rule(r"", "", "selector"),
        ],
        "single comment": [Rule(r".*?$", "c1", "#pop")],
        "multiline comment": [Rule(r".*\n", "cm", "#pop")],
        "import": [
            Rule(r"[ \t]+", ""),
            Rule(r"\S+", "s"),
            Rule(r"\n", "", "#pop"),
        ],
        "colon first": [Include("property name"), Rule(r"", "", "=value")],
        "end": [Rule(r"\n", _end_of_line)],
    }
)
