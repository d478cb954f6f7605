"""Dart as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import one_of

_KEYWORDS = one_of(
    """
    as assert await break case catch continue default do else finally for if in is new
    rethrow return super switch this throw try while with yield
    """
)
_DECLARATIONS = one_of(
    """
    abstract async const covariant dynamic extends external factory final get implements
    late native on operator required set static sync typedef var
    """
)
_TYPES = one_of(
    """
    Comparable Dynamic Function List Map Never Null Object Pattern Set String Symbol Type
    Uri bool double enum int num void
    """
)

_NAME = r"[a-zA-Z_]\w*"


def _signature(run: Run, match: re.Match[str]) -> None:
    run.recurse(match[1])
    run.put("nf", match[2])
    run.put("", match[3])
    run.put("p", match[4])


DART = Lexer(
    {
        "root": [
            # Rouge sets no limits here; they keep long rows of words from being read again.
            Rule(
                r"^(\s*(?:[a-zA-Z_][a-zA-Z\d_.\[\]]{0,250}\s+){1,40}?)([a-zA-Z_]\w*)(\s*)(\()",
                _signature,
            ),
            Rule(r"\s+", ""),
            Rule(r"//.*?$", "c1"),
            Rule(r"/\*.*?\*/", "cm", opener=r"/\*", flags=re.DOTALL),
            Rule(r'"', "s", "double quoted"),
            Rule(r"'", "s", "single quoted"),
            Rule(r'r"[^"]*"', "sx", opener='r"'),
            Rule(r"r'[^']*'", "sx", opener="r'"),
            Rule(rf"#(?:{_NAME})*", "ss"),
            Rule(f"@{_NAME}", "nd"),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(rf"{_DECLARATIONS}\b", "kd"),
            Rule(rf"{_TYPES}\b", "kt"),
            Rule(r"(?:true|false|null)\b", "kc"),
            Rule(r"(?:class|interface|mixin)\b", "kd", "class"),
            Rule(
                r"(?:import|deferred|export|library|part\s*of|part|source)\b",
                "kn",
                "import",
            ),
            Rule(rf"(\.)({_NAME})", ("o", "na")),
            Rule(f"{_NAME}:", "nl"),
            Rule(rf"\$?{_NAME}", "n"),
            Rule(r"[~^*!%&|+=:/?-]", "o"),
            Rule(r"[\[\](){}<>.,;]", "p"),
            Rule(r"\d*\.\d+(?:[eE]-?\d+)?", "mf"),
            Rule(r"0x[\da-fA-F]+", "mh"),
            Rule(r"\d+L?", "mi"),
        ],
        "class": [Rule(r"\s+", ""), Rule(_NAME, "nc", "#pop")],
        "double quoted": [
            Rule(r'"', "s", "#pop"),
            Rule(r'[^\\$"]+', "s"),
            Include("string"),
        ],
        "single quoted": [
            Rule(r"'", "s", "#pop"),
            Rule(r"[^\\$']+", "s"),
            Include("string"),
        ],
        "import": [
            Rule(r";", "o", "#pop"),
            Rule(r"(?:show|hide)\b", "kd"),
            Include("root"),
        ],
        "string": [
            Rule(rf"\$(?:{_NAME}|\{{[^}}]+\}})", "si"),
            Rule(r"""\\[nrt"'\\]""", "se"),
        ],
    }
)
