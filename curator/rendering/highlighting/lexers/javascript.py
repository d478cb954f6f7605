"""JavaScript and its kin: TypeScript, JSX and TSX.

Whether a slash divides or starts a regular expression is told by the state: `operand` is entered
wherever a value may come next, and left at once when none does.
"""

import re
from collections.abc import Mapping, Sequence

from curator.rendering.highlighting.engine import Action, Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import LETTER, WORD, words

_NAME = rf"[{LETTER}$_][{WORD}]*"

_WORDS: Mapping[str, frozenset[str]] = {
    "k": words("""
as async await break case catch continue debugger default delete do else export finally from for if
import in instanceof new of return super switch this throw try typeof void while yield
"""),
    "kd": words("""
var let const with function class extends constructor get set static
"""),
    "kr": words("enum implements interface package private protected public"),
    "kc": words("true false null NaN Infinity undefined"),
    "nb": words("""
Array Boolean Date Error Function Math netscape Number Object Packages RegExp String sun decodeURI
decodeURIComponent encodeURI encodeURIComponent eval isFinite isNaN parseFloat parseInt document
window navigator self global Promise Set Map WeakSet WeakMap Symbol Proxy Reflect Int8Array
Uint8Array Uint8ClampedArray Int16Array Uint16Array Uint16ClampedArray Int32Array Uint32Array
Uint32ClampedArray Float32Array Float64Array DataView ArrayBuffer
"""),
}

_TYPED_WORDS: Mapping[str, frozenset[str]] = {
    "k": words("is namespace static private protected public implements readonly"),
    "kd": words("type abstract"),
    "kr": words("string any void number namespace module declare default interface keyof"),
    "nb": words("Pick Partial Readonly Record"),
}


class _Name:
    """Tells the kinds of words apart; behind some of them an operand comes next."""

    def __init__(self, *tables: Mapping[str, frozenset[str]]) -> None:
        self._tokens: dict[str, str] = {}
        for token in _WORDS:
            for table in tables:
                for word in table.get(token, ()):
                    self._tokens.setdefault(word, token)

    def __call__(self, run: Run, match: re.Match[str]) -> None:
        token = self._tokens.get(match[0], "nx")
        run.put(token, match[0])
        if token in {"k", "kd"}:
            run.go("operand")


BLANKS = [
    Rule(r"\s+", ""),
    Rule(r"<!--", "c"),
    Rule(r"//.*?$", "c1"),
    Rule(r"/\*", "cm", "comment"),
]


_JAVASCRIPT_NAME = _Name(_WORDS)
TYPESCRIPT_NAME = _Name(_WORDS, _TYPED_WORDS)


def javascript_states(name: Action = _JAVASCRIPT_NAME) -> dict[str, list[Rule | Include]]:
    """Return the states; `name` is what is done with a word."""
    return {
        "root": [
            Rule(r"\s*#![^\n]*\n", "cp", "statement"),
            *BLANKS,
            Rule(r"\+\+|--|~|\?\?=?|&&|\|\||\\(?=\n)|<<|>>>?|===|!==", "o", "operand"),
            Rule(r"[-<>+*%&|^/!=]=?", "o", "operand"),
            Rule(r"[(\[,]", "p", "operand"),
            Rule(r";", "p", "statement"),
            Rule(r"[)\].]", "p"),
            Rule(r"`", "s2", "template"),
            Rule(r"\?\.", "p"),
            Rule(r"\?", "p", ("ternary", "operand")),
            Rule(r"(@)(\w+)?", ("p", "nd"), "operand"),
            Rule(r"[{}]", "p", "statement"),
            Rule(_NAME, name),
            Rule(r"[0-9]+\.[0-9]+(?:[eE][0-9]+)?[fd]?", "mf"),
            Rule(r"0[xX][0-9a-fA-F]+", "mh"),
            Rule(r"0[oO][0-7][0-7_]*", "mo"),
            Rule(r"0[bB][01][01_]*", "mb"),
            Rule(r"[0-9]+", "mi"),
            Rule(r'"', "dl", "double"),
            Rule(r"'", "dl", "single"),
            Rule(r":", "p"),
        ],
        "comment": [
            Rule(r"\*/", "cm", "#pop"),
            Rule(r"[^*/]+|[*/]", "cm"),
        ],
        "operand": [
            *BLANKS,
            Rule(r"/", "sr", "=regex"),
            Rule(r"\{", "p", "=object"),
            Rule(r"", "", "#pop"),
        ],
        "regex": [
            Rule(r"/", "sr", "=regex flags"),
            Rule(r"[^/]?\n", "err", "#pop"),
            Rule(r"\[\^?", "se", "regex class"),
            Rule(r"\\.|\(\?[:=<!]|\{[\d,]+\}|[()?]", "se"),
            Rule(r".", "sr"),
        ],
        "regex flags": [Rule(r"[gimuy]*", "sr", "#pop")],
        "regex class": [
            Rule(r"/", "se"),
            Rule(r"[^/]\n", "err", "#pop:2"),
            Rule(r"\]", "se", "#pop"),
            Rule(r"\\.", "se"),
            Rule(r".", "sr"),
        ],
        "double": [
            Rule(r'\\[\\nrt"]?', "se"),
            Rule(r'[^\\"]+', "s2"),
            Rule(r'"', "dl", "#pop"),
        ],
        "single": [
            Rule(r"\\[\\nrt']?", "se"),
            Rule(r"[^\\']+", "s1"),
            Rule(r"'", "dl", "#pop"),
        ],
        "statement": [
            Rule(r"case\b", "k", "=operand"),
            Rule(rf"({_NAME})(\s*)(:)", ("nl", "", "p")),
            Include("operand"),
        ],
        "object": [
            *BLANKS,
            Rule(r"\{", "p", "#push"),
            Rule(r"\}", "p", "=statement"),
            Rule(rf"({_NAME})(\s*)(:)", ("na", "", "p"), "operand"),
            Rule(r":", "p"),
            Include("root"),
        ],
        "ternary": [Rule(r":", "p", "=operand"), Include("root")],
        "template": [
            Rule(r"\$\{", "p", "template expression"),
            Rule(r"`", "s2", "#pop"),
            Rule(r"\\[$`]", "se"),
            Rule(r"[^$`\\]+|[\\$]", "s2"),
        ],
        "template expression": [Rule(r"\}", "p", "#pop"), Include("root")],
    }


def typed(
    states: Mapping[str, Sequence[Rule | Include]],
) -> dict[str, list[Rule | Include]]:
    """Return the states with what TypeScript adds."""
    return {
        **{state: list(rules) for state, rules in states.items()},
        "root": [Rule(r"\?\.", "p"), Rule(r"\?\?", "o"), *states["root"]],
        "statement": [
            Rule(rf"({_NAME})(\??)(\s*)(:)", ("nl", "p", "", "p"), "operand"),
            *states["statement"],
        ],
    }


LEXER = Lexer(javascript_states())
TYPESCRIPT = Lexer(typed(javascript_states(TYPESCRIPT_NAME)))
