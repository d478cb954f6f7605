"""Solidity as Rouge reads it."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_KEYWORDS = words(
    """
    abstract anonymous as assembly break calldata catch constant constructor continue contract
    delete do else emit enum event external fallback for function hex if import indexed
    interface internal is library mapping memory modifier new override payable pragma private
    public pure receive return returns storage struct throw try type using var view virtual
    while
    """
)
_BUILTINS = words(
    """
    addmod assert balance blockhash call callcode delegatecall ecrecover false gasleft keccak256
    mulmod now require revert ripemd160 selector selfdestruct send sha256 sha3 suicide super
    this transfer true
    """
)
_RESERVED = words(
    """
    after alias apply auto case copyof default define final fixed immutable implements in inline
    let macro match mutable null of partial promise reference relocatable sealed sizeof static
    supports switch typedef typeof ufixed unchecked
    """
)
_UNITS = words("wei finney szabo ether seconds minutes hours days weeks years")
_TYPES = words("address bool byte bytes int string uint")


def _line_start(run: Run) -> None:
    run.go("line start")


def _string(quote: str, other: str) -> list[Rule | Include]:
    return [
        Rule(r"\\(?:u[a-fA-F0-9]{4}|x..|[^x])", "se"),
        Rule(r"""[^\\"'\n]+|\\\n?""", "s"),
        Rule(quote, "s", "#pop"),
        Rule(other, "s"),
    ]


SOLIDITY = Lexer(
    {
        "line start": [Include("blank"), Rule(r"", "", "#pop")],
        "blank": [Rule(r"[ \t\r]+|\\\n", ""), Rule(r"/\*", "cm", "comment")],
        "white space": [
            Rule(r"\n+", "", "line start"),
            Rule(r"//.*\n", "c1", "line start", opener="//"),
            Include("blank"),
        ],
        "root": [Include("white space"), Rule(r"", "", "statement")],
        "statement": [
            Rule(r";", "p", "#pop"),
            Include("white space"),
            Rule(r'(?:hex)?"', "s", "double quoted"),
            Rule(r"(?:hex)?'", "s", "single quoted"),
            Rule(r"\d+\.\d+(?:[eE]\d+)?", "mf"),
            Rule(r"0[xX][0-9a-fA-F]+", "mh"),
            Rule(r"\d+(?:[eE]\d+)?", "mi"),
            Rule(r"\*/", "err"),
            Rule(r"[~!%^&*+=|?:<>/-]", "o"),
            Rule(r"[()\[\],.]", "p"),
            Rule(r"u?fixed\d+x\d+", "kr"),
            Rule(r"bytes\d+|u?int\d+", "kt"),
            Rule(
                r"[a-zA-Z$_][\w$]*",
                Words(
                    {
                        "k": _KEYWORDS,
                        "nb": _BUILTINS,
                        "kc": _UNITS,
                        "kt": _TYPES,
                        "kr": _RESERVED,
                    },
                    "n",
                ),
            ),
            Rule(r"[{}]", "p"),
        ],
        "double quoted": _string('"', "'"),
        "single quoted": _string("'", '"'),
        "comment": [Rule(r"\*/", "cm", "#pop"), Rule(r"[^*/]+|[*/]", "cm")],
    },
    begin=_line_start,
)
