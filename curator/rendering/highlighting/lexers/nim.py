"""Nim as Rouge reads it."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import words

_KEYWORDS = """
    addr as asm atomic bind block break case cast const continue converter defer discard
    distinct do elif else end enum except export finally for from func generic if import
    include interface iterator let macro method mixin nil object of out proc ptr raise ref
    return static template try tuple type using var when while with without yield
    """


def _any_spelling(text: str) -> str:
    """Return a pattern for words with an underscore wherever their author likes one."""
    spelled = ("".join(f"{letter}_?" for letter in word) for word in sorted(words(text)))
    return "(?:" + "|".join(spelled) + ")"


_ESCAPE = r"""\\(?:[\\abcefnrtvl"']|x[a-fA-F0-9]{2}|[0-9]{1,3})"""

NIM = Lexer(
    {
        "character": [Rule(_ESCAPE, "se"), Rule(r"'", "sc", "#pop"), Rule(r".", "sc")],
        "text": [
            Rule(r"\$[\w#]+", "si"),
            Rule(r"""[^\\'"$\n]+|['"\\$]""", "s"),
        ],
        "string": [
            Rule(rf"{_ESCAPE}|\\\n", "se"),
            Rule(r'"', "s", "#pop"),
            Include("text"),
        ],
        "raw string": [
            Rule(r'"(?!")', "s", "#pop"),
            Rule(r'"', "se", "#pop"),
            Include("text"),
        ],
        "long string": [
            Rule(r'"""(?!")', "s", "#pop"),
            Include("text"),
            Rule(r"\n", "s"),
        ],
        "function": [
            Rule(r"[a-zA-Z](?:_?[a-zA-Z0-9])*", "nf", "#pop"),
            Rule(r"`.+`", "nf", "#pop"),
        ],
        "fraction": [
            Rule(r"\.(?!\.)[0-9_]*|[eE][+-]?[0-9][0-9_]*", "mf"),
            Rule(r"", "", "#pop"),
        ],
        "float suffix": [Rule(r"'?[fF](?:32|64)", "mf"), Rule(r"", "", "#pop")],
        "integer suffix": [
            Rule(r"'?[iI](?:32|64)", "il"),
            Rule(r"'?[iI](?:8|16)|'?[uU]", "mi"),
            Rule(r"", "", "#pop"),
        ],
        "root": [
            Rule(r"##.*$", "sd"),
            Rule(r"#.*$", "c"),
            Rule(r"[-*=><+/@$~&%!?|\\\[\]]", "o"),
            Rule(r"[.,{}():^`;]", "p"),
            Rule(r'\w+"', "s", "raw string"),
            Rule(r'"""', "s", "long string"),
            Rule(r'"', "s", "string"),
            Rule(r"'", "sc", "character"),
            Rule(rf"{_any_spelling('and or not xor shl shr div mod in notin is isnot')}\b", "ow"),
            Rule(r"p_?r_?o_?c_?\s(?![(\[\]])", "k", "function"),
            Rule(rf"{_any_spelling(_KEYWORDS)}\b", "k"),
            Rule(r"v_?a_?r\b", "kd"),
            Rule(
                _any_spelling(
                    "int int8 int16 int32 int64 float float32 float64 bool char range array seq"
                    " set string"
                )
                + r"\b",
                "kt",
            ),
            Rule(rf"{_any_spelling('nil true false')}\b", "kp"),
            Rule(r"[a-zA-Z](?:_?[a-zA-Z0-9])*", "n"),
            Rule(
                r"[0-9][0-9_]*(?=[eE.]|'?[fF](?:32|64))",
                "mf",
                ("float suffix", "fraction"),
            ),
            Rule(r"0[xX][a-fA-F0-9][a-fA-F0-9_]*", "mh", "integer suffix"),
            Rule(r"0[bB][01][01_]*", "m", "integer suffix"),
            Rule(r"0o[0-7][0-7_]*", "mo", "integer suffix"),
            Rule(r"[0-9][0-9_]*", "mi", "integer suffix"),
            Rule(r"\s+", ""),
            Rule(r".+$", "err"),
        ],
    }
)
