"""Standard ML as Rouge reads it: it follows what a keyword opens and closes."""

import re

from curator.rendering.highlighting.engine import Action, Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import words

_KEYWORDS = words(
    """
    abstype and andalso as case datatype do else end eqtype exception fn fun functor handle
    if in include infix infixr let local nonfix of op open orelse raise rec sharing sig
    signature struct structure then type val where while with withtype
    """
)
_SIGNS = words(": | = => -> # :>")

_NAME = r"[\w']+"
_SYMBOL = r"[!%&$#/:<=>?@\\~`^|*+-]+"
_EQUALS = rf"=(?!{_SYMBOL})"


def _word(text: str) -> str:
    """Return a pattern for words that no apostrophe prolongs."""
    return rf"(?:{'|'.join(text.split())})\b(?!')"


def _name(run: Run, match: re.Match[str]) -> None:
    name = match[0]
    run.put("kr" if name in _KEYWORDS else "p" if name in _SIGNS else "n", name)


def _path(run: Run, match: re.Match[str]) -> None:
    run.put("err" if match[1] in _KEYWORDS else "nn", match[1])
    run.put("p", match[2])


def _again(times: int) -> Action:
    """Return the action of a keyword that opens what other ones close."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put("kr", match[0])
        for _ in range(times):
            run.go("#push")

    return act


_ESCAPES: list[Rule | Include] = [
    Rule(
        r'\\[\\"abtnvfr]|\\\^[\x40-\x5e]|\\[0-9]{3}|\\u[0-9a-fA-F]{4}',
        "se",
    ),
    Rule(r"\\\s+\\", "si"),
]
_ANNOTATIONS: list[Rule | Include] = [
    Rule(r"'[\w']*", "nd"),
    Rule(r"[(]", "p", "type variables"),
]
_BREAKOUT = Rule(rf"(?={_word(' '.join(sorted(_KEYWORDS)))})", "", "#pop")

SML = Lexer(
    {
        "white space": [Rule(r"\s+", ""), Rule(r"[(][*]", "c", "comment")],
        "delimiters": [
            Rule(r"[(\[{]", "p", "main"),
            Rule(r"[)\]}]", "p", "#pop"),
            Rule(_word("let if local"), _again(2)),
            Rule(_word("struct sig while"), _again(1)),
            Rule(_word("do else end in then"), "kr", "#pop"),
        ],
        "core": [
            Rule(r"[()\[\]{},;_]|[.][.][.]", "p"),
            Rule(r'#"', "sc", "character"),
            Rule(r'"', "s2", "string"),
            Rule(r"~?0x[0-9a-fA-F]+|0wx[0-9a-fA-F]+", "mh"),
            Rule(r"0w\d+", "mi"),
            Rule(r"~?\d+(?:[.]\d+)?[eE]~?\d+|~?\d+[.]\d+", "mf"),
            Rule(r"~?\d+", "mi"),
            Rule(rf"#\s*[1-9][0-9]*|#\s*{_NAME}|#\s+{_SYMBOL}", "nl"),
            Rule(_word("datatype abstype"), "kr", "data name"),
            Rule(rf"(?={_word('exception')})", "", "exception name"),
            Rule(_word("functor include open signature structure"), "kr", "structure name"),
            Rule(_word("type eqtype"), "kr", "type name"),
            Rule(f"'{_NAME}", "nd"),
            Rule(f"({_NAME})([.])", _path, "dotted"),
            Rule(f"{_NAME}|{_SYMBOL}", _name),
        ],
        "dotted": [
            Rule(f"({_NAME})([.])", _path),
            Rule(f"{_NAME}|{_SYMBOL}", _name, "#pop"),
        ],
        "root": [Rule(r"#!.*?\n", "cp"), Rule(r"", "", "main")],
        "main": [
            Include("white space"),
            Rule(_word("val and"), "kr", "value name"),
            Rule(_word("fun"), "kr", ("=main function", "function name")),
            Include("delimiters"),
            Include("core"),
        ],
        "main function": [
            Include("white space"),
            Rule(_word("fun and"), "kr", "function name"),
            Rule(_word("val"), "kr", ("=main", "value name")),
            Rule(r"[|]", "p", "function name"),
            Rule(_word("case handle"), "kr", "=main"),
            Include("delimiters"),
            Include("core"),
        ],
        "string": [Rule(r'[^"\\]+', "s2"), Rule(r'"', "s2", "#pop"), *_ESCAPES],
        "character": [Rule(r'[^"\\]+', "sc"), Rule(r'"', "sc", "#pop"), *_ESCAPES],
        "structure name": [
            Include("white space"),
            _BREAKOUT,
            Rule(_NAME, "nn"),
            Rule(r"", "", "#pop"),
        ],
        "function name": [
            Include("white space"),
            *_ANNOTATIONS,
            Rule(f"{_NAME}|{_SYMBOL}", "nf", "#pop"),
        ],
        "value name": [
            Include("white space"),
            *_ANNOTATIONS,
            Rule(rf"({_NAME})(\s*)({_EQUALS})", ("nv", "", "p"), "#pop"),
            Rule(rf"({_SYMBOL})(\s*)({_EQUALS})", ("nv", "", "p")),
            Rule(f"{_NAME}|{_SYMBOL}", "nv", "#pop"),
            Rule(r"", "", "#pop"),
        ],
        "type name": [
            Include("white space"),
            _BREAKOUT,
            *_ANNOTATIONS,
            Rule(_EQUALS, "p", "=type binding"),
            Rule(f"{_NAME}|{_SYMBOL}", "kt"),
        ],
        "type binding": [
            Include("white space"),
            Rule(_word("and"), "kr", "=type name"),
            _BREAKOUT,
            Include("core"),
        ],
        "data name": [
            Include("white space"),
            _BREAKOUT,
            *_ANNOTATIONS,
            Rule(r"(=)(\s*)(datatype)\b", ("p", "", "kr"), "#pop"),
            Rule(_EQUALS, "p", ("=data binding", "constructor")),
            Rule(f"{_NAME}|{_SYMBOL}", "kt"),
        ],
        "data binding": [
            Include("white space"),
            Rule(_word("and"), "kr", "=data name"),
            Rule(_word("withtype"), "kr", "=type name"),
            Rule(_word("of"), "kr"),
            Rule(rf"([|])(\s*)({_NAME})", ("p", "", "nc")),
            Rule(rf"([|])(\s+)({_SYMBOL})", ("p", "", "nc")),
            _BREAKOUT,
            Include("core"),
        ],
        "exception name": [
            Include("white space"),
            Rule(rf"(exception|and)(\s+)({_NAME})", ("kr", "", "nc")),
            Rule(rf"(exception|and)(\s*)({_SYMBOL})", ("kr", "", "nc")),
            Rule(_word("of"), "kr"),
            _BREAKOUT,
            Include("core"),
        ],
        "constructor": [
            Include("white space"),
            Rule(f"{_NAME}|{_SYMBOL}", "nc", "#pop"),
        ],
        "type variables": [
            Include("white space"),
            Rule(r"'[\w']*", "nd"),
            Rule(_NAME, "n"),
            Rule(r",", "p"),
            Rule(r"[)]", "p", "#pop"),
            Rule(_SYMBOL, "n"),
        ],
        "comment": [
            Rule(r"[^(*)]+", "cm"),
            Rule(r"[(][*]", "cm", "#push"),
            Rule(r"[*][)]", "cm", "#pop"),
            Rule(r"[(*)]", "cm"),
        ],
    }
)
