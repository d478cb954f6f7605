"""Settings of programs that are alike by accident: systemd, ssh, property lists, mail."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run

SYSTEMD = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"[;#].*", "c"),
            Rule(r"\[.*?\]$", "k", opener=r"\[", until=r"\n"),
            Rule(
                r"([^=\n]*+)(=)(.*)(\\\n)",
                ("nt", "p", "", "se"),
                "continuation",
                opener=".",
                until=r"\n",
            ),
            Rule(r"([^=\n]*+)(=)(.*)", ("nt", "p", ""), opener=".", until=r"\n"),
        ],
        "continuation": [
            Rule(r"(.*?)(\\\n)", ("", "se"), opener=".", until=r"\n"),
            Rule(r".*'", "", "#pop", opener=".", until=r"\n"),
        ],
    }
)

SSH = Lexer(
    {
        "root": [
            Rule(r"[a-zA-Z0-9]+", "k", "statement"),
            Rule(r"\s+", ""),
            Rule(r"#.*", "c1"),
        ],
        "statement": [
            Rule(r"\n", "", "#pop"),
            Rule(r"(?:yes|no|confirm|ask|always|auto|none|force)\b", "no"),
            Rule(r"\d+", "m"),
            Rule(r"[^#\s;{}$\\]+|\s+", ""),
            Rule(r"#.*", "c1"),
        ],
    }
)

_STRING = r"{0}(?:[^{0}\\]|\\.)*+{0}"

PLIST = Lexer(
    {
        "root": [
            Rule(r"//.*$", "c"),
            Rule(r"/\*[\s\S]+?\*/", "c", opener=r"/\*"),
            Rule(r"\s+", "w"),
            Rule(r"\{", "p", "dictionary"),
            Rule(r"\(", "p", "array"),
            Rule(_STRING.format('"'), "s2", opener='"', until=r"\\\n"),
            Rule(_STRING.format("'"), "s1", opener="'", until=r"\\\n"),
            Rule(r"<", "p", "data"),
            Rule(r"[\w$/:.-]+", "l"),
        ],
        "dictionary": [Include("root"), Rule(r"[=;]", "p"), Rule(r"\}", "p", "#pop")],
        "array": [Include("root"), Rule(r",", "p"), Rule(r"\)", "p", "#pop")],
        "data": [Rule(r"[0-9a-fA-F\s]+", "mh"), Rule(r">", "p", "#pop")],
    }
)


def _begin_fields(run: Run) -> None:
    run.go("fields")


EMAIL = Lexer(
    {
        "root": [Rule(r"\n", ""), Rule(r"^>.*", "c"), Rule(r".+", "")],
        "fields": [
            Rule(r":", "o", "field"),
            Rule(r"[^\n\r:]+|[\n\r]", "nt"),
        ],
        "field": [
            Rule(r"(?:\r?\n){2}", "", "#pop:2"),
            Rule(r"\r?\n(?![ \v\t\f])", "", "#pop"),
            Rule(r"[^\n\r]+|[\n\r]", "na"),
        ],
    },
    begin=_begin_fields,
)
