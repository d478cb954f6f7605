"""Graphviz' language for graphs as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import quoted


def _html(run: Run, match: re.Match[str]) -> None:
    run.delegate(run.inner("html"), match[0])


def _open_html(run: Run, match: re.Match[str]) -> None:
    run.put("p", match[0])
    html = run.inner("html")
    if html:
        html.reset()
    run.go("html")


DOT = Lexer(
    {
        "white space": [
            Rule(r"\s+", ""),
            Rule(r"#.*|//.*?$", "c1"),
            Rule(r"/(?:\\\n)?[*].*?[*](?:\\\n)?/", "cm", opener=r"/(?:\\\n)?[*]", flags=re.DOTALL),
        ],
        "html": [
            Rule(r"[^<>]+|<[^>]+>|<>[^>]*>", _html),
            Rule(r">", "p", "#pop"),
        ],
        "value": [
            Rule(r"([a-zA-Z][a-zA-Z_0-9]*)(\s*)(=)", ("n", "", "p")),
            Rule(r"[a-zA-Z][a-zA-Z_0-9]*", "nv"),
            Rule(r"(?:[0-9]+)?\.[0-9]+", "mf"),
            Rule(r"[0-9]+", "mi"),
            Rule(quoted('"', '"', r'[^"\\]'), "s2", opener='"'),
            Rule(r"<", _open_html),
        ],
        "attributes": [
            Include("white space"),
            Include("value"),
            Rule(r"[=;,]", "p"),
            Rule(r"\]", "o", "#pop"),
        ],
        "root": [
            Include("white space"),
            Rule(
                r"(?:strict|graph|digraph|subgraph|node|edge)\b",
                "k",
                flags=re.IGNORECASE,
            ),
            Rule(r"[{};:=]", "p"),
            Rule(r"-[->]", "o"),
            Rule(r"\[", "o", "attributes"),
            Include("value"),
        ],
    }
)
