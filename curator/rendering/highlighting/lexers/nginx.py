"""Configuration of nginx."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule

_WORD = r"[^\s$;{}()#]+"

LEXER = Lexer(
    {
        "root": [
            Rule(r"(include)(\s+)([^\s;]+)", ("k", "", "n")),
            Rule(_WORD, "k", "statement"),
            Include("parts"),
        ],
        "block": [
            Rule(r"\}", "p", "#pop"),
            Rule(_WORD, "kn", "statement"),
            Include("parts"),
        ],
        "statement": [
            Rule(r"\{", "p", "=block"),
            Rule(r";", "p", "#pop"),
            Include("parts"),
        ],
        "parts": [
            Rule(r"\s+", ""),
            Rule(r"#.*", "c1"),
            Rule(r"(?:on|off)\b", "no"),
            Rule(r"\$[\w-]+", "nv"),
            Rule(r"([a-zA-Z0-9.-]+)(:)([0-9]+)", ("nf", "p", "mi")),
            Rule(r"[a-zA-Z-]+/[a-zA-Z-]+", "nc"),
            Rule(r"[0-9]+[kmgKMG]?\b", "mi"),
            Rule(r"(~)(\s*)([^\s{]+)", ("p", "", "sr")),
            Rule(r"[:=~]", "p"),
            Rule(r"/(?:[^\s$;{}()#]+)?", "n"),
            Rule(r"[^#\s;{}$\\]+", "s"),
            Rule(r"[$;]", ""),
        ],
    }
)
