"""Kotlin as Rouge reads it."""

import re

from pygments import unistring

from curator.rendering.highlighting.engine import Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import BLANK, UPPER, one_of, quoted

_KEYWORDS = one_of(
    """
    abstract annotation as break by catch class companion const constructor continue crossinline
    do dynamic else enum external false final finally for fun get if import in infix inline
    inner interface internal is lateinit noinline null object open operator out override package
    private protected public reified return sealed set super suspend tailrec this throw true try
    typealias typeof val var vararg when where while yield
    """
)

_REST = f"[-_{unistring.combine('Lu', 'Ll', 'Lt', 'Lm', 'Nl', 'Nd', 'Pc', 'Cf', 'Mn', 'Mc')}]*"
_CLASS = f"`?[{UPPER}]{_REST}`?"
_NAME = f"`?[_{unistring.combine('Lu', 'Ll', 'Lt', 'Lm', 'Nl')}]{_REST}`?"

_DIGITS = r"(?>[0-9][0-9_]*[0-9]|[0-9])"
_EXPONENT = f"[eE][+-]?{_DIGITS}"

KOTLIN = Lexer(
    {
        "root": [
            Rule(r"(companion)(\s+)(object)\b", ("k", "", "k")),
            Rule(r"(class|data\s+class|interface|object)(\s+)", ("kd", ""), "class"),
            Rule(r"(fun)(\s+)", ("k", ""), "function"),
            Rule(r"(package|import)(\s+)", ("k", ""), "package"),
            Rule(r"(val|var)(\s+)(\()", ("kd", "", "p"), "destructuring"),
            Rule(r"(val|var)(\s+)", ("kd", ""), "property"),
            Rule(rf"(return|continue|break|this|super)(@{_NAME})?\b", ("k", "nd")),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(r"^\s*\[.*?\]", "na"),
            Rule(rf"{BLANK}+|\\\n", ""),
            Rule(r"//.*?$", "c1"),
            Rule(r"/[*].*[*]/", "cm"),
            Rule(r"/[*].*", "cm", "comment"),
            Rule(r"\n", ""),
            Rule(r"(::)(class)", ("o", "k")),
            Rule(r"::|!!|\?[:.]|\.\.", "o"),
            Rule(
                rf"(?:{_DIGITS}?\.{_DIGITS}(?:{_EXPONENT})?|{_DIGITS}{_EXPONENT})[fF]?"
                rf"|{_DIGITS}[fF]",
                "mf",
            ),
            # No fraction starts at the rest of these zeros either.
            Rule(r"0+(?=0)", "mi"),
            Rule(r"0[bB](?:[01][01_]*[01]|[01])[uU]?L?", "mb"),
            Rule(r"0[xX](?:[0-9a-fA-F][0-9a-fA-F_]*[0-9a-fA-F]|[0-9a-fA-F])[uU]?L?", "mh"),
            Rule(r"(?:[1-9][0-9_]*[0-9]|[0-9])[uU]?L?", "mi"),
            Rule(r"[~!%^&*()+=|\[\]:;,.<>/?{}-]", "p"),
            Rule(r'@"(?:""|[^"])*"', "s", opener='@"'),
            Rule(r'""".*?"""', "s", opener='"""', flags=re.DOTALL),
            Rule(quoted('"', r'[\\"]', r'[^"\\\n]', r'["\n]'), "s"),
            Rule(r"'\\.'|'[^\\]'", "sc"),
            Rule(f"@{_CLASS}", "nd"),
            Rule(f"({_CLASS})(<)", ("nc", "p"), "type parameters"),
            Rule(_CLASS, "nc"),
            Rule(rf"{_NAME}(?=\s*[({{])", "nf"),
            Rule(f"{_NAME}@", "nd"),
            Rule(_NAME, "n"),
        ],
        "package": [Rule(r"\S+", "nn", "#pop")],
        "class": [Rule(_CLASS, "nc", "#pop")],
        "function": [
            Rule(r"<", "p", "type parameters"),
            Rule(r"\s+", ""),
            Rule(rf"({_CLASS})(\.)", ("nc", "p")),
            Rule(_NAME, "nf", "#pop"),
        ],
        "type parameters": [
            Rule(_CLASS, "nc"),
            Rule(r"<", "p", "type parameters"),
            Rule(r"reified|out|in", "k"),
            Rule(r"[,:.?]", "p"),
            Rule(r"\s+", ""),
            Rule(r">", "p", "#pop"),
        ],
        "property": [
            Rule(r"<", "p", "type parameters"),
            Rule(r"\s+", ""),
            Rule(_NAME, "py", "#pop"),
        ],
        "destructuring": [
            Rule(r",", "p"),
            Rule(r"\)", "p", "#pop"),
            Rule(r"\s+", ""),
            Rule(_NAME, "py"),
        ],
        "comment": [
            Rule(r"/[*]", "cm", "comment"),
            Rule(r"[*]/", "cm", "#pop"),
            Rule(r"[^/*]+|[/*]", "cm"),
        ],
    }
)
