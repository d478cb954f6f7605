"""Haskell, plain and literate, as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run
from curator.rendering.highlighting.lexers.vocabulary import words

_RESERVED = words(
    """
    _ case class data default deriving do else if in infix infixl infixr instance let newtype of
    then type where
    """
)
_CONTROL_CODES = (
    "NUL|SOH|[SE]TX|EOT|ENQ|ACK|BEL|BS|HT|LF|VT|FF|CR|S[OI]|DLE"
    "|DC[1-4]|NAK|SYN|ETB|CAN|EM|SUB|ESC|[FGRU]S|SP|DEL"
)

_SYMBOL = r"[:!#$%&*+.\\/<=>?@^|~-]"
_MODULE = r"[A-Z][\w.]*"
_TYPE_NAME = re.compile(r"'?[A-Z]")


def _name(run: Run, match: re.Match[str]) -> None:
    word = match[0]
    if word in {"import", "module"}:
        run.put("kr", word)
        run.go(word)
    elif word in _RESERVED:
        run.put("kr", word)
    else:
        run.put("kt" if _TYPE_NAME.match(word) else "n", word)


def _comment(token: str) -> list[Rule | Include]:
    """Return the rules of a block comment; those nested in it are plain ones."""
    return [
        Rule(r"-\}", token, "#pop"),
        Rule(r"\{-", token, "comment"),
        Rule(r"[^-{}]+|[-{}]", token),
    ]


HASKELL = Lexer(
    {
        "basic": [
            Rule(r"\s+", ""),
            Rule(r"\{-#", "cp", "pragma"),
            Rule(r"\{-", "cm", "comment"),
            Rule(r"^--\s+\|.*?$", "cd"),
            Rule(r"--(?![!#$%&*+./<=>?@^|_~]).*?$", "c1"),
        ],
        "comment": _comment("cm"),
        "pragma": _comment("cp"),
        "root": [
            Include("basic"),
            Rule(r"'(?=(?:.|\\\S+)')", "sc", "character"),
            Rule(r'"', "s", "string"),
            Rule(r"\d+e[+-]?\d+|\d+\.\d+(?:e[+-]?\d+)?", "mf", flags=re.IGNORECASE),
            Rule(r"0[oO][0-7]+", "mo"),
            Rule(r"0[xX][\da-fA-F]+", "mh"),
            Rule(r"\d+", "mi"),
            Rule(r"[\w']+", _name),
            Rule(rf"\\(?!{_SYMBOL}+)", "nf"),
            Rule(rf"(?:<-|::|->|=>|=)(?!{_SYMBOL}+)|{_SYMBOL}+", "o"),
            Rule(r"\[\s*\]", "kt"),
            Rule(r"\(\s*\)", "nb"),
            Rule(r"(\[)([_a-z][\w']*)(\|)", ("o", "n", "o"), "quasi-quotation"),
            Rule(r"[\[\](),;`{}]", "p"),
        ],
        "import": [
            Rule(r"\s+", ""),
            Rule(r'"', "s", "string"),
            Rule(r"qualified\b", "k"),
            Rule(
                rf"({_MODULE})(\s+)(as)(\s+)([A-Z][a-zA-Z0-9_.]*)",
                ("nn", "", "k", "", "n"),
                "#pop",
            ),
            Rule(rf"({_MODULE})(\s+)(hiding)(\s+)(\()", ("nn", "", "k", "", "p"), "=names"),
            Rule(rf"({_MODULE})(\s+)(\()", ("nn", "", "p"), "=names"),
            Rule(r"[\w.]+", "nn", "#pop"),
        ],
        "module": [
            Rule(r"\s+", ""),
            Rule(rf"({_MODULE})(\s+)(\()", ("nn", "", "p"), "names"),
            Rule(r"where\b", "kr", "#pop"),
            Rule(r"[A-Z][a-zA-Z0-9_.]*", "nn", "#pop"),
        ],
        "names": [
            Include("basic"),
            Rule(r"[A-Z]\w*", "kt"),
            Rule(r"_[\w']+|[a-z][\w']*", "nf"),
            Rule(r",", "p"),
            Rule(rf"{_SYMBOL}+", "o"),
            Rule(r"\(", "p", "names"),
            Rule(r"\)", "p", "#pop"),
        ],
        "character": [
            Rule(r"\\", "se", ("=character end", "escape")),
            Rule(r".", "sc", "=character end"),
        ],
        "character end": [Rule(r"'", "sc", "#pop"), Rule(r".", "err", "#pop")],
        "quasi-quotation": [
            Rule(r"\|\]", "o", "#pop"),
            Rule(r"[^|]+|\|", ""),
        ],
        "string": [
            Rule(r'"', "s", "#pop"),
            Rule(r"\\", "se", "escape"),
            Rule(r'[^\\"]+', "s"),
        ],
        "escape": [
            Rule(r"""[abfnrtv"'&\\]|\^[\]\[A-Z@^_]""", "se", "#pop"),
            Rule(_CONTROL_CODES, "se", "#pop"),
            Rule(r"[oO][0-7]+|[xX][\da-fA-F]+|\d+|\s+\\", "se", "#pop"),
        ],
    }
)


def _code_line(run: Run, match: re.Match[str]) -> None:
    run.put("nl", match[1])
    run.delegate(run.inner("haskell", HASKELL), match[2])


LITERATE_HASKELL = Lexer(
    {
        "root": [
            Rule(r"\s*?\n(?=>)", "", "code"),
            # No code follows the rest of this space either.
            Rule(r"\s*\n|.*?\n|.+\Z", ""),
        ],
        "code": [
            Rule(r"(>)( .*?(?:\n|\Z))", _code_line),
            Rule(r"\s*\n(?=\s*[^>])", "", "#pop"),
        ],
    }
)
