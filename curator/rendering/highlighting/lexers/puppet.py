"""Puppet as Rouge reads it."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Words
from curator.rendering.highlighting.lexers.vocabulary import quoted, words

_KEYWORDS = words(
    """
    and case class default define else elsif if import in inherits node unless
    """
)
_NAME = r"[a-z]\w*"
_PATH = rf"(?:::)?(?:{_NAME}::)*\w+"

PUPPET = Lexer(
    {
        "white space": [Rule(r"\s+", ""), Rule(r"#.*\n", "c", opener="#")],
        "root": [
            Include("white space"),
            Rule(rf"\${_PATH}", "nv"),
            Rule(
                rf"{_NAME}(?=\s*[=+]>)",
                Words({"kp": words("before require notify subscribe")}, "py"),
            ),
            Rule(rf"{_PATH}(?=\s*[(])", "nf"),
            Rule(r"[A-Z]\w*", "nc"),
            Rule(r"[+=|~-]>|<[|~-]|[|:}();\[\]]", "p"),
            Rule(r"[{,]", "p", "regex allowed"),
            Rule(r"(?:in|and|or)\b", "ow"),
            Rule(r"[=!<>]=", "o"),
            Rule(r"[=!]~", "o", "regex allowed"),
            Rule(r"[.=<>!+*/-]", "o"),
            Rule(rf"(class|include)(\s*)({_PATH})", ("k", "", "nc")),
            Rule(r"node\b", "k", "regex allowed"),
            Rule(quoted("'", r"[\\']", r"[^'\\]"), "s1", opener="'"),
            Rule(r'"', "s2", "string"),
            Rule(r"\d+(?:[.]\d+)?(?:e[+-]\d+)?", "m"),
            Rule(_PATH, Words({"k": _KEYWORDS, "kc": words("false true undef")}, "n")),
        ],
        "regex allowed": [
            Include("white space"),
            Rule(r"/", "sr", "regex"),
            Rule(r"", "", "#pop"),
        ],
        "regex": [
            Rule(r"/", "sr", "#pop"),
            Rule(r"\\.", "se"),
            Rule(r"[(){}]", "si"),
            Rule(r"\[", "si", "regex set"),
            Rule(r".", "sr"),
        ],
        "regex set": [
            Rule(r"\]", "si", "#pop"),
            Rule(r"-(?=\])", "sr"),
            Rule(r"-", "si"),
            Rule(r"\\.", "se"),
            Rule(r"[^\\\]-]+", "sr"),
        ],
        "string": [
            Rule(r'"', "s2", "#pop"),
            Rule(r'[^$\\"]+', "s2"),
            Rule(r"\\[\s\S]", "se"),
            Rule(rf"\$(?:{_PATH}|\{{{_PATH}\}})", "nv"),
        ],
    }
)
