"""XML."""

from curator.rendering.highlighting.engine import Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import LETTER, WORD

_NAME_PART = f"{WORD}\u00ad\u200b-\u200f\u2060\ufeff:.\u00b7-"
_NAME = f"[{LETTER}:_][{_NAME_PART}]*"

LEXER = Lexer(
    {
        "root": [
            Rule(r"[^<&]+", ""),
            Rule(r"&\S{0,200}?;", "ni"),
            Rule(r"<!\[CDATA\[.*?\]\]>", "cp", opener=r"<!\[CDATA\[", until=r"\n"),
            Rule(r"<!--", "c", "comment"),
            Rule(r"<\?.*?\?>", "cp", opener=r"<\?", until=r"\n"),
            Rule(r"<![^>]*>", "cp", opener=r"<!"),
            Rule(rf"<\s*{_NAME}", "nt", "tag"),
            Rule(rf"<\s*/\s*{_NAME}\s*>", "nt"),
        ],
        "comment": [
            Rule(r"[^-]+", "c"),
            Rule(r"-->", "c", "#pop"),
            Rule(r"-", "c"),
        ],
        "tag": [
            Rule(r"\s+", ""),
            Rule(
                rf"{_NAME}\s*=", "na", "value", opener=f"[{_NAME_PART}]", until=f"[^{_NAME_PART}]"
            ),
            Rule(r"/?\s*>", "nt", "#pop"),
        ],
        "value": [
            Rule(r"\s+", ""),
            Rule(r'"[^"]*"', "s", "#pop", opener='"'),
            Rule(r"'[^']*'", "s", "#pop", opener="'"),
            Rule(r"[^\s>]+", "s", "#pop"),
        ],
    }
)
