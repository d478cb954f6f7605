"""Requests and answers of the web, their bodies in the language the headers tell."""

import re

from curator.rendering.highlighting.engine import Feeder, Lexer, Rule, Run

_LANGUAGES = {
    "application/atom+xml": "xml",
    "application/graphql": "graphql",
    "application/hal+json": "json",
    "application/javascript": "javascript",
    "application/json": "json",
    "application/problem+json": "json",
    "application/rss+xml": "xml",
    "application/schema+json": "json",
    "application/vnd.api+json": "json",
    "application/x-javascript": "javascript",
    "application/xhtml+xml": "html",
    "application/xml": "xml",
    "image/svg+xml": "xml",
    "text/css": "css",
    "text/html": "html",
    "text/javascript": "javascript",
    "text/x-markdown": "markdown",
    "text/x-yaml": "yaml",
    "text/xml": "xml",
}


class _Content:
    type = "text/plain"


def _header(run: Run, match: re.Match[str]) -> None:
    for number, token in enumerate(("na", "", "p", "", "s", ""), 1):
        run.put(token, match[number])
    if match[1].lower() == "content-type":
        run.keep(_Content).type = match[5].partition(";")[0].lower()


def _content(run: Run) -> Feeder | None:
    name = run.options.get("content") or _LANGUAGES.get(run.keep(_Content).type, "plaintext")
    return run.inner(name)


def _body(run: Run, match: re.Match[str]) -> None:
    run.delegate(_content(run), match[0])


_LINE_END = r"(\r?\n|$)"

LEXER = Lexer(
    {
        "root": [
            Rule(
                r"(GET|POST|PUT|DELETE|HEAD|OPTIONS|TRACE|PATCH)( +)([^ ]+)( +)"
                rf"(HTTPS?)(/)(\d(?:\.\d)?){_LINE_END}",
                ("nf", "", "nn", "", "k", "o", "m", ""),
                "headers",
            ),
            Rule(
                rf"(HTTPS?)(/)(\d\.\d)( +)(\d{{3}})( +)?([^\r\n]*){_LINE_END}",
                ("k", "o", "m", "", "m", "", "ne", ""),
                "headers",
            ),
        ],
        "headers": [
            Rule(rf"([^\s:]+)( *)(:)( *)([^\r\n]+){_LINE_END}", _header),
            Rule(rf"([^\r\n]+){_LINE_END}", ("s", "")),
            Rule(r"\r?\n", "", "content"),
        ],
        "content": [Rule(r"[\s\S]+", _body)],
    }
)
