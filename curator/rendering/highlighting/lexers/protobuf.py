"""Protocol Buffers as Rouge reads them."""

from curator.rendering.highlighting.engine import Lexer, Rule

_NAME = r"[a-zA-Z_]\w*"


def _named(token: str) -> list[Rule]:
    """Return the rules for the name that a declaration gives."""
    return [Rule(_NAME, token, "#pop"), Rule(r"", "", "#pop")]


PROTOBUF = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"[,;{}\[\]()]", "p"),
            # A backslash at its end carries a comment on to the next line.
            Rule(r"/(?:\\\n)?/(?:$|[\s\S]*?[^\\]$)", "c1"),
            Rule(
                r"/(?:\\\n)?\*[\s\S]*?\*(?:\\\n)?/",
                "cm",
                opener=r"/(?:\\\n)?\*",
            ),
            Rule(
                r"(?:ctype|default|extensions|import|max|oneof|option|optional|packed|repeated"
                r"|required|returns|rpc|to)\b",
                "k",
            ),
            Rule(
                r"(?:bool|bytes|double|fixed32|fixed64|float|int32|int64|sfixed32|sfixed64|sint32"
                r"|sint64|string|uint32|uint64)\b",
                "kt",
            ),
            Rule(r"true|false", "kc"),
            Rule(r"(package)(\s+)", ("kn", ""), "package"),
            Rule(r"(message|extend)(\s+)", ("kd", ""), "message"),
            Rule(r"(enum|group|service)(\s+)", ("kd", ""), "type"),
            Rule(r""""[^"\n]*"|'[^'\n]*'""", "s"),
            Rule(r"(?:\d+\.\d*|\.\d+|\d+)[eE][+-]?\d+[LlUu]*", "mf"),
            Rule(r"(?:\d+\.\d*|\.\d+|\d+[fF])[fF]?", "mf"),
            Rule(r"-?(?:inf|nan)\b", "mf"),
            Rule(r"0x[0-9a-fA-F]+[LlUu]*", "mh"),
            Rule(r"0[0-7]+[LlUu]*", "mo"),
            Rule(r"\d+[LlUu]*", "mi"),
            # A range of characters in Rouge, surely meant as a list of four.
            Rule(r"[+-=]", "o"),
            Rule(r"([a-zA-Z_][\w.]*)([ \t]*)(=)", ("na", "", "o")),
            Rule(r"[a-zA-Z_][\w.]*", "n"),
        ],
        "package": _named("nn"),
        "message": _named("nc"),
        "type": _named("n"),
    }
)
