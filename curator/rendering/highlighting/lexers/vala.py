"""Vala as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import one_of, quoted

_KEYWORDS = one_of(
    """
    abstract as async base break case catch const construct continue default delegate delete
    do dynamic else ensures enum errordomain extern false finally for foreach get global if
    in inline interface internal is lock new null out override owned private protected
    public ref requires return set signal sizeof static switch this throw throws true try
    typeof unowned value var virtual void weak while yield
    """
)
_TYPES = one_of(
    """
    bool char double float int int16 int32 int64 int8 long short size_t ssize_t string uint
    uint16 uint32 uint64 uint8 ulong unichar ushort
    """
)

_NAME = "@?[_a-zA-Z][a-zA-Z0-9_]*"

VALA = Lexer(
    {
        "white space": [
            Rule(r"\s+", ""),
            Rule(r"//.*?$", "c1"),
            Rule(r"/[*].*?[*]/", "cm", opener=r"/[*]", flags=re.DOTALL),
        ],
        "root": [
            Include("white space"),
            Rule(r"^\s*\[.*?\]", "na"),
            Rule(rf"<\[\s*(?:{_NAME}:)?|\]>", "k"),
            Rule(r"[~!%^&*()+=|\[\]{}:;,.<>/?-]", "p"),
            Rule(quoted('@"', ".", r'[^"\\\n]', '"', '"'), "s"),
            Rule(quoted('"', ".", r'[^"\\\n]', r'["\n]'), "s"),
            Rule(r"'(?:\\.|.)'", "sc"),
            Rule(r"0x[0-9a-f]+[lu]?", "m", flags=re.IGNORECASE),
            Rule(r"[0-9](?:[.][0-9]*)?(?:e[+-][0-9]+)?[fldu]?", "m", flags=re.IGNORECASE),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(rf"{_TYPES}\b", "kt"),
            Rule(r"class|struct", "k", "class"),
            Rule(r"namespace|using", "k", "namespace"),
            Rule(rf"{_NAME}(?=\s*[(])", "nf"),
            Rule(_NAME, "n"),
            Rule(r"#.*", "cp"),
        ],
        "class": [Include("white space"), Rule(_NAME, "nc", "#pop")],
        "namespace": [
            Include("white space"),
            Rule(r"(?=[(])", "", "#pop"),
            Rule(rf"(?:{_NAME}|[.])+", "nn", "#pop"),
        ],
    }
)
