"""Mathematica as Rouge reads it."""

from curator.rendering.highlighting.engine import Lexer, Rule, Words
from curator.rendering.highlighting.lexers.mathematica_words import BUILTINS
from curator.rendering.highlighting.lexers.vocabulary import quoted, words

_NUMBER = r"(?:\.\d+|\d+\.\d*|\d+)"
_PRECISION = rf"`(?:`?{_NUMBER})?"
_EXPONENT = r"(?:\*\^[+-]?\d+)?"
_NAME = r"[a-zA-Z$][$a-zA-Z0-9]*"
_SYMBOL = rf"(?:[a-zA-Z$][$a-zA-Z0-9]*+|\\\[{_NAME}\])++"
_STRING = quoted('"', r'[\\"]', r'[^"\\]')

MATHEMATICA = Lexer(
    {
        "root": [
            Rule(r"\s+", "w"),
            Rule(r"\(\*", "c", "comment"),
            Rule(rf"\d+\^\^(?:\.\w+|\w+\.\w*|\w+)(?:{_PRECISION})?{_EXPONENT}", "m"),
            Rule(rf"{_NUMBER}(?:{_PRECISION})?{_EXPONENT}", "m"),
            Rule(rf"::(?:{_NAME}|{_STRING})", "nt"),
            Rule(r"(?:In|Out)\[[0-9]+\]:?=", "gp"),
            Rule(
                rf"`?{_SYMBOL}(?:`{_SYMBOL})*`?",
                Words({"bp": words("Module With Block"), "nb": BUILTINS}, "nv"),
            ),
            Rule(rf'#(?:{_NAME}|"{_NAME}")|#[0-9]*', "nf"),
            Rule(r"[+\-*/|,;.:@~=><&`'^?!_%]", "o"),
            Rule(r"[\[\](){}]", "p"),
            Rule(_STRING, "s"),
        ],
        "comment": [
            Rule(r"\(\*", "c", "comment"),
            Rule(r"\*\)", "c", "#pop"),
            Rule(rf"::{_NAME}::", "cp"),
            Rule(r"[ ]:(?:[a-zA-Z$][$a-zA-Z0-9]*+|\s)++:[ ]", "cp"),
            Rule(r".", "c"),
        ],
    }
)
