"""Elm as Rouge reads it."""

from curator.rendering.highlighting.engine import Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import one_of

_KEYWORDS = one_of("module exposing port import as type alias if then else case of let in")

ELM = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"--.*", "c1"),
            Rule(r"\{-", "cm", "comment"),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(r"[a-z]\w*|_", "n"),
            Rule(r"[A-Z]\w*", "kt"),
            Rule(r"::|[-+,./*%=<>^|!\\@#$&~?]", "o"),
            Rule(r'"""', "s", "long string"),
            Rule(r"'(?:\\.|.)'", "sc"),
            Rule(r'"', "s", "string"),
            Rule(r"0[xX][\da-fA-F]+", "mh"),
            Rule(r"\d+[eE][+-]?\d+|\d+\.\d+(?:[eE][+-]?\d+)?", "mf"),
            Rule(r"\d+", "mi"),
            Rule(r"[\[\]();`{}:]", "p"),
        ],
        "comment": [
            Rule(r"-\}", "cm", "#pop"),
            Rule(r"\{-", "cm", "comment"),
            Rule(r"[^-{}]+|[-{}]", "cm"),
        ],
        "string": [
            Rule(r'[^\\"]+', "s2"),
            Rule(r'\\"', "se"),
            Rule(r'"', "s2", "#pop"),
        ],
        "long string": [
            Rule(r'\\"', "se"),
            Rule(r'"""', "s", "#pop"),
            Rule(r'[^"]+|"', "s"),
        ],
    }
)
