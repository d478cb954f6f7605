"""TeX and LaTeX as Rouge reads them."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule

_COMMAND = r"\\(?:[a-zA-Z]+|\s+|.)"

TEX = Lexer(
    {
        "general": [Rule(r"%.*$", "c"), Rule(r"[{}&_^]", "p")],
        "root": [
            Rule(r"\\\[|\$\$", "p", "display"),
            Rule(r"\\\(|\$", "p", "inline"),
            Rule(r"\\(?:begin|end)\{.*?\}", "nt"),
            Rule(r"(\\verb)\b(\S)(.*?)(\2)", ("nb", "kp", "sx", "kp")),
            Rule(_COMMAND, "k", "command"),
            Include("general"),
            Rule(r"[^\\$%&_^{}]+", ""),
        ],
        "math": [
            Rule(_COMMAND, "nv"),
            Include("general"),
            Rule(r"[0-9]+", "m"),
            Rule(r"[-=!+*/()\[\]]", "o"),
            Rule(r"[^=!+*/()\[\]\\$%&_^{}0-9-]+", "nb"),
        ],
        "inline": [Rule(r"\\\)|\$", "p", "#pop"), Include("math")],
        "display": [
            Rule(r"\\\]|\$\$", "p", "#pop"),
            Rule(r"\$", "nb"),
            Include("math"),
        ],
        "command": [
            Rule(r"\[.*?\]", "na"),
            Rule(r"\*", "k"),
            Rule(r"", "", "#pop"),
        ],
    }
)
