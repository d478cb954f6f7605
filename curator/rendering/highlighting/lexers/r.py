"""R as Rouge reads it."""

from curator.rendering.highlighting.engine import Lexer, Rule, Words
from curator.rendering.highlighting.lexers.vocabulary import (
    LETTER,
    LETTER_OR_DIGIT,
    one_of,
    quoted,
    words,
)

_KEYWORDS = words("if else for while repeat in next break function")
_CONSTANTS = words(
    """
    NULL Inf TRUE FALSE NaN NA NA_integer_ NA_real_ NA_complex_ NA_character_
    """
)
_BUILTINS = words("LETTERS letters month.abb month.name pi T F")
# A dot in these names stands for any character, as in Rouge.
_FUNCTIONS = one_of(
    """
    Arg Conj Im Mod Re UseMethod abs acos acosh all any anyNA as.call as.character
    as.complex as.double as.environment as.integer as.logical as.null.default as.numeric
    as.raw asin asinh atan atanh attr attributes baseenv browser c call ceiling class cos
    cosh cospi cummax cummin cumprod cumsum digamma dim dimnames emptyenv exp expression
    floor forceAndCall gamma gc.time globalenv interactive invisible is.array is.atomic
    is.call is.character is.complex is.double is.environment is.expression is.finite
    is.function is.infinite is.integer is.language is.list is.logical is.matrix is.na
    is.name is.nan is.null is.numeric is.object is.pairlist is.raw is.recursive is.single
    is.symbol lazyLoadDBfetch length lgamma list log max min missing names nargs nzchar
    oldClass on.exit pos.to.env proc.time prod quote range rep retracemem return round
    seq.int seq_along seq_len sign signif sin sinh sinpi sqrt standardGeneric substitute sum
    switch tan tanh tanpi tracemem trigamma trunc unclass untracemem xtfrm
    """
)

R = Lexer(
    {
        "root": [
            Rule(r"#'.*?$", "cd"),
            Rule(r"#.*?$", "c1"),
            Rule(r"\s+", "w"),
            Rule(r"`[^`]+?`", "n", opener="`[^`]"),
            Rule(quoted("'", r"[\s\S]", r"[^'\\]"), "s1", opener="'"),
            Rule(quoted('"', r"[\s\S]", r'[^"\\]'), "s2", opener='"'),
            Rule(r"%[^%]*?%", "o", opener="%"),
            Rule(r"0[xX][a-fA-F0-9]+(?:[pP][0-9]+)?[Li]?", "mh"),
            Rule(r"[+-]?(?:\d+(?:[.]\d+)?|[.]\d+)(?:[eE][+-]?\d+)?[Li]?", "m"),
            Rule(rf"{_FUNCTIONS}(?=\()", "nf"),
            Rule(
                rf"(?:[{LETTER}]|[.][._{LETTER}])[._{LETTER_OR_DIGIT}]*|[.]",
                Words({"k": _KEYWORDS, "kc": _CONSTANTS, "nb": _BUILTINS}, "n"),
            ),
            Rule(r"[\[\]{}();,]", "p"),
            Rule(r"[-<>?*+^/!=~$@:%&|]", "o"),
        ],
    }
)
