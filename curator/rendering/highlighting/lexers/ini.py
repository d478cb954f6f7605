"""Settings as lines of names and values: INI, Java's properties, and plain configuration."""

from curator.rendering.highlighting.engine import Lexer, Rule


def _lexer(comment: str, assignment: str, escapes: list[Rule], headings: list[Rule]) -> Lexer:
    blanks = [
        Rule(rf"{comment}.*\n", "c", opener=comment, until=r"\n"),
        Rule(r"\s+", ""),
        Rule(r"\\\n", "se"),
    ]
    return Lexer(
        {
            "root": [
                *blanks,
                Rule(rf"([\w.-]{{1,300}})(\s*)({assignment})", ("py", "", "p"), "value"),
                *headings,
            ],
            "value": [
                Rule(r"\n", "", "#pop"),
                *blanks,
                Rule(r'"', "s", "quoted"),
                Rule(r"'.*?'", "s", opener="'", until=r"\n"),
                *escapes,
                Rule(r"[^\\\n]+", "s"),
            ],
            "quoted": [
                Rule(r'"', "s", "#pop"),
                *escapes,
                Rule(r'[^\\"]+', "s"),
            ],
        }
    )


_ESCAPE = Rule(r"\\[\s\S]", "se")

INI = _lexer("[;#]", "=", [_ESCAPE], [Rule(r"\[.*?\]", "nn", opener=r"\[", until=r"\n")])
PROPERTIES = _lexer("[!#]", "[=:]", [Rule(r"\\u[0-9]{4}", "se"), _ESCAPE], [])

CONF = Lexer(
    {
        "root": [
            Rule(r"#.*\n", "c", opener="#", until=r"\n"),
            Rule(r'".*?"', "s2", opener='"', until=r"\n"),
            Rule(r"'.*?'", "s1", opener="'", until=r"\n"),
            Rule(r"[a-zA-Z]\w*", "n"),
            Rule(r"\d+", "m"),
            Rule(r"""[^\w#"']+""", ""),
        ]
    }
)
