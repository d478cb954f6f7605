"""Nix as Rouge reads it: what it has no rule for in strings and comments, ends of lines too, is wrong."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule

_WORD = "[a-zA-Z0-9._-]{1,300}+"
"""A part of a path. Rouge sets no limit; one keeps a long one from being read at each of its parts."""

_PATH = f"{_WORD}(?:/{_WORD})+"

NIX = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"#.*$", "c"),
            Rule(r"/\*", "c", "comment"),
            Rule(r"true|false|null", "kc"),
            Rule(r"[0-9]", "mi"),
            Rule(rf"~?(?:/{_WORD})+|{_PATH}|[a-z+]{{1,100}}+:///?{_PATH}", "sx"),
            Rule(r'"', "s2", "string"),
            Rule(r"''", "s2", "indented string"),
            Rule(r"(?:with|in|inherit)\b", "kn"),
            Rule(r"let\b", "kd"),
            Rule(r"(?:if|then|else)\b", "k"),
            Rule(
                r"(?:rec|assert|map|abort|baseNameOf|builtins|derivation|fetchTarball|import|isNull"
                r"|removeAttrs|throw|toString)\b",
                "kr",
            ),
            Rule(r"//|[.?+!/*<>=@-]|&&|\|\|", "o"),
            Rule(r"[$;,:]", "p"),
            Rule(r"[a-zA-Z_][a-zA-Z0-9-]*", "nv"),
            Rule(r"\(", "p", "brackets"),
            Rule(r"\{", "p", "set"),
            Rule(r"\[", "p", "list"),
        ],
        "brackets": [Include("root"), Rule(r"\)", "p", "#pop")],
        "set": [Rule(r"\}", "p", "#pop"), Include("root")],
        "list": [Rule(r"\]", "p", "#pop"), Include("root")],
        "comment": [Rule(r"\*/", "c", "#pop"), Rule(r".", "c")],
        "interpolated": [Include("root"), Rule(r"\}", "si", "#pop")],
        "string": [
            Rule(r"\\.|\$\$", "se"),
            Rule(r"\$\{", "si", "interpolated"),
            Rule(r'"', "s2", "#pop"),
            Rule(r".", "s2"),
        ],
        "indented string": [
            Rule(r"'''|''\$|\$\$|''\\.", "se"),
            Rule(r"\$\{", "si", "interpolated"),
            Rule(r"''", "s2", "#pop"),
            Rule(r".", "s2"),
        ],
    }
)
