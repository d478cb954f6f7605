"""Go as Rouge reads it."""

import re

from pygments import unistring

from curator.rendering.highlighting.engine import Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import LETTER, one_of

_KEYWORDS = one_of(
    """
    break case chan const continue default defer else fallthrough for func go goto if import
    interface map package range return select struct switch type var
    """
)
_TYPES = one_of(
    """
    bool byte complex128 complex64 error float32 float64 int int16 int32 int64 int8 rune string
    uint uint16 uint32 uint64 uint8 uintptr
    """
)
_FUNCTIONS = one_of(
    "append cap close complex copy delete imag len make new panic print println real recover"
)

_EXPONENT = r"[eE][+-]?[0-9]+"
_FLOAT = rf"(?:[0-9]+\.(?:[0-9]+)?(?:{_EXPONENT})?|[0-9]+{_EXPONENT}|\.[0-9]+(?:{_EXPONENT})?)"
_ESCAPE = r"""(?:\\[abfnrtv\\'"]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2})"""

GO = Lexer(
    {
        "root": [
            Rule(r"//.*", "c"),
            Rule(r"/\*.*?\*/", "c", opener=r"/\*", flags=re.DOTALL),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(rf"{_TYPES}\b", "kt"),
            Rule(rf"{_FUNCTIONS}\b", "nb"),
            Rule(r"(?:true|false|iota|nil)\b", "no"),
            Rule(rf"(?:[0-9]+|{_FLOAT})i|{_FLOAT}|0[xX][0-9A-Fa-f]+|[0-9]+", "m"),
            Rule(rf"'(?:[^\n]|{_ESCAPE}|\\[0-7]{{3}})'", "sc"),
            Rule(r"\.\.\.|[-+&=!|<>*^/:%.]", "o"),
            Rule(r"[()\[\]{},;]", "p"),
            Rule(f"[{LETTER}_][{LETTER}{unistring.combine('Nd')}_]*", "n"),
            Rule(r"\s+", ""),
            Rule(r"`", "s", "raw string"),
            Rule(r'"', "s", "string"),
        ],
        "string": [
            Rule(_ESCAPE, "se"),
            Rule(r"\\.", "err"),
            Rule(r'"', "s", "#pop"),
            Rule(r'[^"\\]+', "s"),
        ],
        "raw string": [Rule(r"`", "s", "#pop"), Rule(r"[^`]+", "s")],
    }
)
