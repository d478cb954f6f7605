"""Elixir as Rouge reads it."""

import functools
import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, State
from curator.rendering.highlighting.lexers.vocabulary import one_of

_KEYWORDS = one_of(
    """
    after bc case catch cond def defdelegate defexception defguard defguardp defimpl defmacro
    defmacrop defmodule defp defprotocol defrecord defstruct else end exit fn if lc loop raise
    receive rescue throw try unless
    """
)
_HEX = "[0-9a-fA-F]"

_OPERATOR = r"\|\|=|[%*+^-]=|===?|=~|![=~]|<=>|<[<=]?|>[>=]|>(?!<)|&(?:&&?|(?!\d))|[-+*/=^|.]|~~~"
_SYMBOL = (
    r":(?:[a-zA-Z_]\w*(?:[?!]|=(?![>=]))?|<>|===?|>=?|<=?|<=>|&&?|%\(\)|%\[\]|%\{\}|\+\+?|--?"
    r"|\|\|?|!|//|[%&`/|]|\*\*?|=?~|<-)|[a-zA-Z_]\w*[?!]?:(?!:)"
)
_CHARACTER = (
    rf"\?(?:\\(?:x\d{{1,2}}|{_HEX}{{1,2}}(?!{_HEX})\b|0[0-7]{{0,2}}(?![0-7])\b[^x0MC])"
    r"|(?:\\[MC]-)+\w|[^\s\\])"
)
_CLOSING = {"{": "}", "[": "]", "(": ")", "<": ">"}


def _sigil(run: Run, match: re.Match[str]) -> None:
    letter = match[1] or ""
    kind = "sr" if letter in {"r", "R"} else "sx"
    if kind == "sr":
        run.go("regex flags")
    elif letter in {"w", "W"}:
        run.go("list flags")
    run.put(kind, match[0])
    run.push(_sigil_state(run.lexer, match[2], kind, letter in {"S", "R", "C", "W"}))


@functools.cache
def _sigil_state(lexer: Lexer, opening: str, kind: str, interpolated: bool) -> State:
    """Return the state inside of a sigil."""
    closing = re.escape(_CLOSING.get(opening, opening))
    inner: list[Rule | Include] = (
        [Include("interpolation"), Rule("#", kind)] if interpolated else [Rule(r"[\\#]", kind)]
    )
    plain = Rule(rf"[^#{re.escape(opening)}{closing}\\]+", kind)
    return lexer.compile("sigil", [Rule(closing, kind, "#pop"), *inner, plain])


def _string(quote: str, token: str) -> list[Rule | Include]:
    return [
        Include("escapes"),
        Include("interpolation"),
        Rule(rf"[^#{quote}\\]+", token),
        Rule(quote, token, "#pop"),
        Rule(r"[#\\]", token),
    ]


ELIXIR = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"#.*$", "c1"),
            Rule(rf"{_KEYWORDS}\b(?![?!])|do\b", "k"),
            Rule(r"(?:import|require|use|recur|quote|unquote|super|refer)\b(?![?!])", "kn"),
            Rule(r"(?:and|not|or|when|xor|in)\b", "ow"),
            Rule(_OPERATOR, "o"),
            Rule(_SYMBOL, "ss"),
            Rule(r':"', "ss", "quoted symbol"),
            Rule(r"(?:nil|true|false)\b(?![?!])|[A-Z]\w*\b", "no"),
            Rule(r"__(?:FILE|LINE|MODULE|MAIN|FUNCTION)__\b(?![?!])", "bp"),
            Rule(r"[a-zA-Z_!]\w*[!?]?", "n"),
            Rule(r"::|[%(){};,/|:\\\[\]]", "p"),
            Rule(r"@[a-zA-Z_]\w*|&\d", "nv"),
            Rule(r"\d(?:_?\d)*\.(?![^\d\s])(?:_?\d)+(?:[eE][-+]?\d(?:_?\d)*)?\b", "mf"),
            Rule(rf"0x{_HEX}(?:_?{_HEX})*\b", "mh"),
            Rule(r"0o[0-7](?:_?[0-7])*\b", "mo"),
            Rule(r"0b[01](?:_?[01])*\b", "mb"),
            Rule(r"\d(?:_?\d)*\b", "mi"),
            Rule(r'(?:%[A-Ba-z])?"""[\s\S]*?"""', "sd", opener=r'(?:%[A-Ba-z])?"""'),
            Rule(r"'''[\s\S]*?'''", "sd", opener="'''"),
            Rule(r'"', "s2", "double quoted"),
            Rule(r"'", "s1", "single quoted"),
            Rule(_CHARACTER, "sx"),
            Rule(r"""~([A-Za-z])?([{\[(<|/'"])""", _sigil),
        ],
        "double quoted": _string('"', "s2"),
        "single quoted": _string("'", "s1"),
        "interpolation": [Rule(r"#\{", "si", "interpolated")],
        "interpolated": [Rule(r"\}", "si", "#pop"), Include("root")],
        "escapes": [
            Rule(rf"""\\x{_HEX}{{2}}|\\u\{{?\d+\}}?|\\[\\abdefnrstv0"']""", "se"),
        ],
        "quoted symbol": [
            Rule(r'"', "ss", "#pop"),
            Include("interpolation"),
            Rule(r'[^#"]+', "ss"),
        ],
        "regex flags": [Rule(r"[fgimrsux]*", "sr", "#pop")],
        "list flags": [Rule(r"[csa]?", "sx", "#pop")],
    }
)
