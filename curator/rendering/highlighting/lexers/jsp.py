"""JSP: tags with Java inside another language, HTML unless the option `parent` says which."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.erb import read_template, template
from curator.rendering.highlighting.lexers.java import JAVA

_DIRECTIVES = "(?:page|include|taglib)"
_ACTIONS = "(?:scriptlet|declaration|expression)"


def _java(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("java", JAVA), match[0])


def _begin(run: Run) -> None:
    feeder = template(run)
    if feeder:
        feeder.reset()


def _until(closing: str) -> Rule:
    return Rule(rf"[\s\S]+?(?={closing})", read_template, opener=r"[\s\S]")


def _string(quote: str) -> list[Rule]:
    return [
        Rule(quote, "s", "#pop"),
        Rule(r"\$\{", "si", "expression language"),
        Rule(rf"[^{quote}]+", "s"),
    ]


LEXER = Lexer(
    {
        "root": [
            Rule(r"<%--", "c", "comment"),
            Rule(rf"<%@\s*{_DIRECTIVES}\s*", "nt", "directive"),
            Rule(rf"<jsp:directive\.{_DIRECTIVES}", "nt", "directive tag"),
            Rule(rf"<jsp:{_ACTIONS}>", "nt", "action"),
            Rule(r"<[a-zA-Z]*:[a-zA-Z]*\s*", "nt", "tag"),
            Rule(r"</[a-zA-Z]*:[a-zA-Z]*>", "nt"),
            Rule(r"<%[!=]?", "nt", "code"),
            Rule(r"[\s\S][^<]*+(?:<(?!%|/?[a-zA-Z]*:)[^<]*+)*+", read_template),
        ],
        "comment": [Rule(r"--%>", "c", "#pop"), Rule(r"[\s\S]", "c")],
        "directive": [Rule(r"%>", "nt", "#pop"), Include("attributes"), _until("%>")],
        "directive tag": [Rule(r"/>", "nt", "#pop"), Include("attributes"), _until("/>")],
        "action": [
            Rule(rf"</jsp:{_ACTIONS}>", "nt", "#pop"),
            Include("attributes"),
            Rule(r"[^</]+", _java),
        ],
        "code": [Rule(r"%>", "nt", "#pop"), Rule(r"[^%>]+", _java)],
        "tag": [Rule(r"/?>", "nt", "#pop"), Include("attributes"), _until("/?>")],
        "attributes": [
            Rule(
                r"\s*[a-zA-Z0-9_:-]{1,300}\s*=\s*",
                "na",
                "value",
                opener=r"\s",
                until=r"\S",
            ),
        ],
        "value": [
            Rule(r'"', "s", "=double"),
            Rule(r"'", "s", "=single"),
            Rule(r"[^\s>]+", "s", "#pop"),
        ],
        "double": _string('"'),
        "single": _string("'"),
        "expression language": [
            Rule(r"\}", "si", "#pop"),
            Rule(r"'", "l", "literal"),
            Rule(r"[^'}]+", _java),
        ],
        "literal": [Rule(r"'", "l", "#pop"), Rule(r"[^']+", "l")],
    },
    begin=_begin,
)
