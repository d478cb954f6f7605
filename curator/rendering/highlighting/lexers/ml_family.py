"""OCaml, Reason and F# as Rouge reads them."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_COMMON_KEYWORDS = words(
    """
    as assert begin class constraint do done downto else end exception external false for
    fun function functor if in include inherit initializer lazy let module mutable new
    nonrec object of open rec sig struct then to true try type val virtual when while with
    """
)
_OCAML_KEYWORDS = _COMMON_KEYWORDS | {"match", "raise"}
_REASON_KEYWORDS = _COMMON_KEYWORDS | {"switch"}
_FSHARP_KEYWORDS = words(
    """
    abstract and as assert atomic base begin break checked class component const constraint
    constructor continue default delegate do done downcast downto eager elif else end event
    exception extern external false finally fixed for fun function functor global if in
    include inherit inline interface internal lazy let let! match member method mixin module
    mutable namespace new not null object of open or override parallel private process
    protected public pure rec return return! sealed select sig static struct tailcall then
    to trait true try type upcast use use! val virtual void volatile when while with yield
    yield!
    """
)
_FSHARP_PUNCTUATION = words(
    """
    != # & && ( ) * , - -. -> . .. : :: := :> ; ;; < <- = > >] >} ? ?? [ [< [> [| ] _ ` { {< | |]
    } ~ |> <| <>
    """
)
_WORD_OPERATORS = words("and asr land lor lsl lxor mod or")
_TYPES = words("unit int float bool string char list array")

_UPPER_NAME = r"[A-Z][\w']*"
_OCAML_NAME = r"[a-zA-Z_][\w']*"
_FSHARP_NAME = r"(?:[a-zA-Z][\w']*|``[^`\n\r\t]+``)"
_FSHARP_OPERATORS = Words({"p": _FSHARP_PUNCTUATION}, "o")

_Rules = list[Rule | Include]

_SIGNS: _Rules = [
    Rule(r"[(){}\[\];]+", "p"),
    Rule(r"[;,_!$%&*+./:<=>?@^|~#-]+", "o"),
]


def _names(keywords: frozenset[str]) -> Words:
    return Words({"k": keywords, "ow": _WORD_OPERATORS, "kt": _TYPES}, "n")


def _literals(name: str, plain: str = "[.]") -> _Rules:
    """Return the rules for numbers, characters (`plain` is one without escape) and strings."""
    return [
        Rule(r"-?\d[\d_]*+(?:[^\d_\n][\d_]*+)?[eE][+-]?\d[\d_]*", "mf"),
        Rule(r"0[xX][0-9a-fA-F][0-9a-fA-F_]*", "mh"),
        Rule(r"0[oO][0-7][0-7_]*", "mo"),
        Rule(r"0[bB][01][01_]*", "mb"),
        Rule(r"\d[\d_]*", "mi"),
        Rule(rf"""'(?:\\[\\"'ntbr ]|\\[0-9]{{3}}|\\x[0-9a-fA-F]{{2}}|{plain})'""", "sc"),
        Rule(r"'", "k"),
        Rule(r'"', "s2", "string"),
        Rule(f"[~?]{name}", "nv"),
    ]


def _shared(name: str, opening: str) -> dict[str, _Rules]:
    """Return the states that both languages have."""
    return {
        "comment": [
            Rule(r"[^(*)]+", "c"),
            Rule(r"[(][*]", "c", "#push"),
            Rule(r"[*][)]", "c", "#pop"),
            Rule(r"[(*)]", "c"),
        ],
        "string": [
            Rule(r'[^\\"]+', "s2"),
            Rule(r"""\\[\\"'ntbr]|\\\d{3}|\\x[0-9a-fA-F]{2}""", "se"),
            Rule(r"\\\n", "s2"),
            Rule(r'"', "s2", "#pop"),
        ],
        "dotted": [
            Rule(r"\s+", ""),
            Rule(r"[.]", "p"),
            Rule(rf"{_UPPER_NAME}(?=\s*[.])", "nn"),
            Rule(_UPPER_NAME, "nc", "#pop"),
            Rule(name, "n", "#pop"),
            Rule(opening, "p", "#pop"),
        ],
    }


OCAML = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"false|true|[(][)]|\[\]", "bp"),
            Rule(rf"{_UPPER_NAME}(?=\s*[.])", "nn", "dotted"),
            Rule(f"`{_OCAML_NAME}", "nt"),
            Rule(_UPPER_NAME, "nc"),
            Rule(r"[(][*](?![)])", "c", "comment"),
            Rule(_OCAML_NAME, _names(_OCAML_KEYWORDS)),
            *_SIGNS,
            *_literals(_OCAML_NAME),
        ],
        **_shared(_OCAML_NAME, r"[({\[]"),
    }
)

REASON = Lexer(
    {
        **_shared(_OCAML_NAME, r"[({\[]"),
        "root": [
            Rule(r"\s+", ""),
            Rule(r"false|true|[(][)]|\[\]", "bp"),
            Rule(rf"{_UPPER_NAME}(?=\s*[.])", "nn", "dotted"),
            Rule(f"`{_OCAML_NAME}", "nt"),
            Rule(_UPPER_NAME, "nc"),
            Rule(r"//.*", "c1"),
            Rule(r"/\*", "cm", "comment"),
            Rule(_OCAML_NAME, _names(_REASON_KEYWORDS)),
            *_SIGNS,
            *_literals(_OCAML_NAME, "[^'/]"),
        ],
        "comment": [
            Rule(r"[^/*]+", "cm"),
            Rule(r"/\*", "cm", "comment"),
            Rule(r"\*/", "cm", "#pop"),
            Rule(r"[*/]", "cm"),
        ],
    }
)

FSHARP = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"false|true|[(][)]|\[\]", "bp"),
            Rule(rf"{_UPPER_NAME}(?=\s*[.])", "nn", "dotted"),
            Rule(_UPPER_NAME, "nc"),
            Rule(r"[(][*](?![)])", "c", "comment"),
            Rule(r"//.*?$", "c1"),
            Rule(_FSHARP_NAME, _names(_FSHARP_KEYWORDS)),
            Rule(r"[\[\];,{}_()!$%&*+./:<=>?@^|~#-]+", _FSHARP_OPERATORS),
            *_literals(_FSHARP_NAME),
        ],
        **_shared(_FSHARP_NAME, r"\["),
    }
)
