"""Ada as Rouge reads it."""

import re

from pygments import unistring

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import (
    LETTER,
    LETTER_OR_DIGIT,
    WORD,
    words,
)

_NAMES = Words(
    {
        "k": words(
            """
            abort abstract accept access aliased all array at begin body case constant declare delay
            delta digits do else elsif end exception exit for generic goto if in interface is
            limited loop new null of others out overriding pragma private protected raise range
            record renames requeue return reverse select separate some synchronized tagged task
            terminate then until use when while with
            """
        ),
        "ow": words("abs and mod not or rem xor"),
        "kd": words("entry function package procedure subtype type"),
        "nb": words(
            """
            boolean character constraint_error duration float integer natural positive long_float
            long_integer long_long_float long_long_integer program_error short_float short_integer
            short_short_integer storage_error string tasking_error wide_character wide_string
            wide_wide_character wide_wide_string
            """
        ),
    },
    "n",
    fold=str.lower,
)

_JOIN = unistring.combine("Pc")
_NAME = rf"[{LETTER}](?:[{_JOIN}]?[{LETTER_OR_DIGIT}])*\b"
_NUMBER = r"\d(?:_?\d)*"
_HEX = "[0-9a-fA-F](?:_?[0-9a-fA-F])*"
_EXPONENT = f"(?:[eE][-+]?{_NUMBER})?"


def _name(run: Run, match: re.Match[str]) -> None:
    kind = _NAMES.token(match[0])
    run.put(kind, match[0])
    if kind == "kd":
        run.go("declared name")


def _unit_name(run: Run, match: re.Match[str]) -> None:
    kind = _NAMES.token(match[0])
    if kind in {"n", "nb"}:
        run.put("nn", match[0])
    else:
        run.put(kind, match[0])
        run.go("=declared name" if kind == "kd" else "#pop")


ADA = Lexer(
    {
        "white space": [Rule(r"\s+", ""), Rule(r"--.*$", "c1")],
        "string": [
            Rule(r'[^"\n]+', "s2"),
            Rule(r'""', "se"),
            Rule(r'"', "s2", "#pop"),
            Rule(r"\n", "err", "#pop"),
        ],
        "attribute": [
            Include("white space"),
            Rule(_NAME, "na", "#pop"),
            Rule(r"", "", "#pop"),
        ],
        "declared name": [
            Include("white space"),
            Rule(r"[bB][oO][dD][yY]\b", "kd"),
            Rule(rf"({_NAME})(\.)", ("nn", "p")),
            Rule(
                rf'{_NAME}|"(?:and|or|xor|/?=|<=?|>=?|\+|–|&\|/|mod|rem|\*?\*|abs|not)"',
                "nf",
                "#pop",
            ),
            Rule(r"", "", "#pop"),
        ],
        "unit name": [
            Include("white space"),
            Rule(_NAME, _unit_name),
            Rule(r"[.,]", "p"),
            Rule(r"", "", "#pop"),
        ],
        "root": [
            Include("white space"),
            Rule(r"'.'", "sc"),
            Rule(r'"[^"\n]*', "s2", "string"),
            Rule(
                rf"{_NUMBER}\.{_NUMBER}{_EXPONENT}|{_NUMBER}#{_HEX}\.{_HEX}#{_EXPONENT}",
                "mf",
            ),
            Rule(rf"2#[01](?:_?[01])*#{_EXPONENT}", "mb"),
            Rule(rf"8#[0-7](?:_?[0-7])*#{_EXPONENT}", "mo"),
            Rule(rf"16#(?:{_HEX})?#{_EXPONENT}", "mh"),
            Rule(rf"{_NUMBER}#{_HEX}#{_EXPONENT}", "mi"),
            Rule(rf"{_NUMBER}#\w+#", "err"),
            Rule(rf"{_NUMBER}{_EXPONENT}", "mi"),
            Rule(r"'", "p", "attribute"),
            Rule(f"<<{_NAME}>>", "nl"),
            Rule(
                r"^(?:(limited)(\s+))?(?:(private)(\s+))?(with)\b",
                ("kn", "", "kn", "", "kn"),
                "unit name",
                flags=re.IGNORECASE,
            ),
            Rule(r"[+*/&<=>|-]|\.\.|:=", "o"),
            Rule(r"[.,:;()]", "p"),
            Rule(_NAME, _name),
            Rule(rf"[{_JOIN}alph][{WORD}]*", "err"),
        ],
    }
)
