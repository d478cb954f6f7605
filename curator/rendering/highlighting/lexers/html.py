"""HTML with the scripts and styles inside."""

import re

from curator.rendering.highlighting.engine import Action, Lexer, Rule, Run
from curator.rendering.highlighting.lexers import css, javascript
from curator.rendering.highlighting.lexers.vocabulary import LETTER, WORD

_FORMAT = "\u00ad\u200b-\u200f\u2060\ufeff"
_TAG = f"[{LETTER}:_-][{WORD}{_FORMAT}:.\u00b7-]*"
_VALUED = rf"[{LETTER}:_\[\]()*.-][{WORD}{_FORMAT}:.\u00b7\[\]()*-]{{0,300}}\s*=\s*"
_BARE = f"[{LETTER}:_*#-][{WORD}{_FORMAT}:.\u00b7*#-]*"

_INNER = {"script": ("javascript", javascript.LEXER), "style": ("css", css.LEXER)}


def _open(kind: str) -> Action:
    """Return the action of a tag after which another language starts."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put("nt", match[0])
        reader = run.inner(*_INNER[kind])
        if reader:
            reader.reset()
        run.go(kind)
        run.go("tag")

    return act


def _inside(kind: str) -> list[Rule]:
    """Return the rules for the content of such a tag."""

    def read(run: Run, match: re.Match[str]) -> None:
        run.delegate(run.inner(*_INNER[kind]), match[0])

    return [
        Rule(r"[^<]+", read),
        Rule(rf"<\s*/\s*{kind}\s*>", "nt", "#pop"),
        Rule(r"<", read),
    ]


LEXER = Lexer(
    {
        "root": [
            Rule(r"[^<&]+", ""),
            Rule(r"&\S{0,200}?;", "ni"),
            Rule(r"(?i)<!DOCTYPE [^>]*>", "cp", opener=r"(?i)<!DOCTYPE "),
            Rule(r"<!\[CDATA\[[\s\S]*?\]\]>", "cp", opener=r"<!\[CDATA\["),
            Rule(r"<!--", "c", "comment"),
            Rule(r"<\?[\s\S]*?\?>", "cp", opener=r"<\?"),
            Rule(r"<\s*script\s*", _open("script")),
            Rule(r"<\s*style\s*", _open("style")),
            Rule(r"</", "nt", "closing tag"),
            Rule(r"<", "nt", "opening tag"),
        ],
        "closing tag": [
            Rule(r"\s+", ""),
            Rule(r">", "nt", "#pop"),
            Rule(_TAG, "nt", "=end of closing tag"),
        ],
        "end of closing tag": [Rule(r"\s+", ""), Rule(r">", "nt", "#pop")],
        "opening tag": [
            Rule(r"\s+", ""),
            Rule(_TAG, "nt", "=tag"),
            Rule(r"", "", "=tag"),
        ],
        "comment": [
            Rule(r"[^-]+", "c"),
            Rule(r"-->", "c", "#pop"),
            Rule(r"-", "c"),
        ],
        "tag": [
            Rule(r"\s+", ""),
            Rule(_VALUED, "na", "value"),
            Rule(_BARE, "na"),
            Rule(r"/?\s*>", "nt", "#pop"),
        ],
        "value": [
            Rule(r'"', "s", "=double"),
            Rule(r"'", "s", "=single"),
            Rule(r"[^\s>]+", "s", "#pop"),
        ],
        "double": [Rule(r'"', "s", "#pop"), Rule(r'[^"]+', "s")],
        "single": [Rule(r"'", "s", "#pop"), Rule(r"[^']+", "s")],
        "script": _inside("script"),
        "style": _inside("style"),
    }
)
