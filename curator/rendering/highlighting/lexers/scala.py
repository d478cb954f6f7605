"""Scala as Rouge reads it."""

import re

from pygments import unistring

from curator.rendering.highlighting.engine import Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import BLANK, one_of, quoted

_KEYWORDS = one_of(
    """
    abstract case catch def do else extends final finally for forSome if implicit lazy match
    new override private protected requires return sealed super this throw try val var while
    with yield
    """
)

_LETTER = f"{unistring.combine('Lu', 'Ll', 'Lt', 'Lm', 'Lo')}$_"
_OPERATOR = rf"[!'#%&*+\-/:<=>?@\\^`|~\x7f{unistring.combine('Sm', 'So')}]"
_NAME = f"[{_LETTER}][{_LETTER}0-9]*(?:(?<=_){_OPERATOR}+)?"
_ANY_NAME = f"(?:{_NAME}|{_OPERATOR}+|`[^`]+`)"
_CHUNK = rf"(?:{_NAME}|{_OPERATOR}+`[^`]+`)"
_TYPE = rf"{_CHUNK}(?:\.{_CHUNK})*"
_CAPITAL = f"[{unistring.combine('Lu')}$_]"

SCALA = Lexer(
    {
        "root": [
            Rule(r"(class|trait|object)(\s+)", ("k", ""), "class"),
            Rule(f"'{_NAME}(?!')", "ss"),
            Rule(rf"{BLANK}+", ""),
            Rule(r"//.*", "c1"),
            Rule(r"/\*", "cm", "comment"),
            Rule(f"@{_NAME}", "nd"),
            Rule(rf"(def)(\s+)({_ANY_NAME})(\s*)", ("k", "", "nf", "")),
            Rule(rf"(val)(\s+)({_ANY_NAME})(\s*)", ("k", "", "nv", "")),
            Rule(rf"(this)(\n*)(\.)({_NAME})", ("k", "", "o", "py")),
            Rule(rf"({_NAME}|_)(\n*)(\.)({_NAME})", ("nv", "", "o", "py")),
            Rule(rf"{_CAPITAL}{_NAME}\b", "nc"),
            Rule(rf"({_NAME})((?u:\s)*)(\()", ("nf", "", "o")),
            Rule(rf"(\.)({_NAME})", ("o", "py")),
            Rule(rf"{_KEYWORDS}\b|(?:<[%:-]|=>|>:|[#=@_\u21D2\u2190])(?:\b|(?=\s)|$)", "k"),
            Rule(rf":(?!{_OPERATOR})", "k", "type"),
            Rule(r"(?:true|false|null)\b", "kc"),
            Rule(r"(import|package)(\s+)", ("k", ""), "import"),
            Rule(r"(type)(\s+)", ("k", ""), "type"),
            Rule(r'""".*?"""(?!")', "s", opener='"""', flags=re.DOTALL),
            Rule(quoted('"', r'[\\"]', r'[^"\\]'), "s", opener='"'),
            Rule(r"'\\.'|'[^\\]'|'\\u[0-9a-fA-F]{4}'", "sc"),
            Rule(f"{_NAME}|`[^`]+`", "n"),
            Rule(r"\[", "o", "type parameters"),
            Rule(rf"[(){{}};,.#]|{_OPERATOR}+", "o"),
            Rule(
                r"(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?|[0-9]+[fFdD]",
                "mf",
            ),
            Rule(r"0x[0-9a-fA-F]+", "mh"),
            Rule(r"[0-9]+L?", "mi"),
            Rule(r"\n", ""),
        ],
        "class": [
            Rule(rf"({_ANY_NAME})(\s*)(\[)", ("nc", "", "o"), "type parameters"),
            Rule(r"\s+", ""),
            Rule(r"[{(]", "o", "#pop"),
            Rule(r"//.*", "c1", "#pop"),
            Rule(_ANY_NAME, "nc", "#pop"),
        ],
        "type": [
            Rule(r"\s+", ""),
            Rule(r"<[%:]|>:|[#_\u21D2]|forSome|type", "k"),
            Rule(r"([,);}]|=>|=)(\s*)", ("o", ""), "#pop"),
            Rule(r"[({]", "o", "type"),
            Rule(rf"({_TYPE})(\s*)(\[)", ("kt", "", "o"), "=type parameters"),
            Rule(rf"({_TYPE})(\s*)$", ("kt", ""), "#pop"),
            Rule(r"//.*", "c1", "#pop"),
            Rule(rf"\.|{_ANY_NAME}", "kt"),
        ],
        "type parameters": [
            Rule(r"[\s,]+", ""),
            Rule(r"<[%:]|=>|>:|[#_\u21D2]|forSome|type", "k"),
            Rule(r"[\])}]", "o", "#pop"),
            Rule(r"[(\[{]", "o", "type parameters"),
            Rule(rf"\.|{_ANY_NAME}", "kt"),
        ],
        "comment": [
            Rule(r"[^/*]+", "cm"),
            Rule(r"/\*", "cm", "comment"),
            Rule(r"\*/", "cm", "#pop"),
            Rule(r"[*/]", "cm"),
        ],
        "import": [Rule(rf"(?:{_NAME}|\.)+", "nn", "#pop")],
    }
)
