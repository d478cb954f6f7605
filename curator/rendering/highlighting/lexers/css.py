"""Cascading style sheets."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.css_words import COLOURS, PROPERTIES, VALUES
from curator.rendering.highlighting.lexers.patterns import quoted
from curator.rendering.highlighting.lexers.vocabulary import LETTER, WORD, words

_NAME_PART = f"{WORD}\u00ad\u200b-\u200f\u2060\ufeff-"
_NAME = f"[{LETTER}_-][{_NAME_PART}]*"
_UNITS = (
    "em|px|pt|pc|in|mm|cm|ex|rem|ch|vw|vh|vmin|vmax|dpi|dpcm|dppx|deg|grad|rad|turn|s|ms|Hz|kHz"
)
_VENDORS = tuple(
    words(
        "-ah- -atsc- -hp- -khtml- -moz- -ms- -o- -rim- -ro- -tc- -wap- -webkit- -xv- mso- prince-"
    )
)


def _property(run: Run, match: re.Match[str]) -> None:
    known = match[1] in PROPERTIES or match[1].startswith(_VENDORS)
    run.put("nl" if known else "py", match[1])
    run.put("", match[2])
    run.put("p", match[3])
    run.go("property value")


_BLANKS = [
    Rule(r"\s+", ""),
    Rule(r"/\*[\s\S]*?\*/", "c", opener=r"/\*"),
]

_STRINGS = [
    Rule(quoted('"'), "s1", opener='"'),
    Rule(quoted("'"), "s2", opener="'"),
]

LEXER = Lexer(
    {
        "root": [
            *_BLANKS,
            Rule(r"\{", "p", "block"),
            Rule(rf"::?{_NAME}", "nd"),
            Rule(rf"\.{_NAME}", "nc"),
            Rule(rf"\#{_NAME}", "nf"),
            Rule(rf"@{_NAME}", "k", "at rule"),
            Rule(_NAME, "nt"),
            Rule(r"[~^*!%&\[\]()<>|+=@:;,./?-]", "o"),
            *_STRINGS,
        ],
        "value": [
            *_BLANKS,
            Rule(r"url\(.*?\)", "sx", opener=r"url\(", until=r"\n"),
            Rule(r"#[0-9a-fA-F]{1,6}", "m"),
            Rule(rf"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:%|(?:{_UNITS})\b)?", "m"),
            Rule(r"[\[\]():/.,]", "p"),
            *_STRINGS,
            Rule(_NAME, Words({"no": COLOURS, "nb": VALUES}, "n")),
        ],
        "at rule": [
            Rule(rf"\{{(?=\s*{_NAME}\s*:)", "p", "at declarations"),
            Rule(r"\{", "p", "at block"),
            Rule(r";", "p", "#pop"),
            Include("value"),
        ],
        "at block": [Rule(r"\}", "p", "#pop:2"), Include("root")],
        "at declarations": [Rule(r"\}", "p", "#pop:2"), Include("block")],
        "block": [
            *_BLANKS,
            Rule(r"\}", "p", "#pop"),
            Rule(
                rf"({_NAME})(\s*)(:)", _property, opener=f"[{_NAME_PART}]", until=f"[^{_NAME_PART}]"
            ),
        ],
        "property value": [
            Rule(r";", "p", "#pop"),
            Rule(r"(?=\})", "", "#pop"),
            Rule(r"!\s*important\b", "cp"),
            Rule(r"^@.*?$", "cp"),
            Include("value"),
        ],
    }
)
