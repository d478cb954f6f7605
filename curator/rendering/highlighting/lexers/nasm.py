"""Assembler in NASM's dialect as Rouge reads it."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule

_NAME = r"[a-zA-Z$._?][\w$.?#@~]*"

NASM = Lexer(
    {
        "root": [
            Rule(r"^\s*%", "cp", "directive"),
            Include("white space"),
            Rule(f"{_NAME}:", "nl"),
            Rule(rf"({_NAME})(\s+)((?i:equ))", ("no", "kd", "kd"), "arguments"),
            # These lead to a state that Rouge's table lacks: there it fails, and nothing is shown.
            Rule(r"(?i:(?:res|d)[bwdqt]|times)", "kd", "arguments"),
            Rule(_NAME, "nf", "arguments"),
            Rule(r"[\r\n]+", ""),
        ],
        "arguments": [
            Rule(
                r""""(?:\\\\"|[^"\\n])*"|'(?:\\\\'|[^'\\n])*'|`(?:\\\\`|[^`\\n])*`""",
                "s",
            ),
            Rule(r"(?i:0x[\da-f]+|\d+[\da-f]*h)", "mh"),
            Rule(r"[0-7]+[qQ]", "mo"),
            Rule(r"[01]+[bB]", "mb"),
            Rule(r"\d+\.[eE]?\d+", "mf"),
            Rule(r"\d+", "mi"),
            Rule(r"[,():\[\]]+", "p"),
            Rule(r"[&|^<>+*/%~-]+", "o"),
            Rule(r"\$+", "kc"),
            Rule(r"(?i:seg|wrt|strict)", "ow"),
            Rule(r"(?i:byte|[dq]?word)", "kt"),
            Rule(
                r"(?i:r\d[0-5]?[bwd]|[a-d][lh]|[er]?[a-d]x|[er]?[sb]p|[er]?[sd]i|[c-gs]s|st[0-7]"
                r"|mm[0-7]|cr[0-4]|dr[0-367]|tr[3-7])",
                "nb",
            ),
            Rule(_NAME, "nv"),
            Rule(r"[\r\n]+", "", "#pop"),
            Include("white space"),
        ],
        "directive": [
            Rule(r"[^;\n]+", "cp"),
            Rule(r";.*?\n", "c1", "#pop"),
            Rule(r"\n", "cp", "#pop"),
        ],
        "white space": [Rule(r"[ \t\n]+", ""), Rule(r";.*", "c1")],
    },
)
