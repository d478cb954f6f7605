"""Differences of files, unified or plain."""

from curator.rendering.highlighting.engine import Lexer, Rule

LEXER = Lexer(
    {
        "root": [
            Rule(r"^ .*$\n?", ""),
            Rule(r"^---$\n?", "p"),
            Rule(r"^[+>].*$\n?", "gi"),
            Rule(r"^[-<].*$\n?", "gd"),
            Rule(r"^!.*$\n?", "gs"),
            Rule(r"^(?:[Ii]ndex|diff).*$\n?", "gh"),
            Rule(r"^(@@[^@]*@@)([^\n]*\n)", ("p", "")),
            Rule(r"^\w.*$\n?", "p"),
            Rule(r"^=.*$\n?", "gh"),
            Rule(r"\s.*$\n?", ""),
        ]
    }
)
