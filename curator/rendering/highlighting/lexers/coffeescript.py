"""CoffeeScript. `operand` is where a slash starts a regular expression."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_KEYWORDS = words(
    """
for by while until loop break continue return switch when then if else do yield throw try catch
finally await new delete typeof instanceof super extends this class import export debugger
"""
)
_CONSTANTS = words("true false yes no on off null NaN Infinity undefined")
_BUILTINS = words(
    """
Array Boolean Date Error Function Math netscape Number Object Packages RegExp String sun decodeURI
decodeURIComponent encodeURI encodeURIComponent eval isFinite isNaN parseFloat parseInt document
window
"""
)

_NAME = r"[$a-zA-Z_][a-zA-Z0-9_]*"
_FLAGS = r"(?:[gimy]+\b|\B)"
_OPERATOR = (
    r"\+\+|--|~|&&|(?:and|or|is|isnt|not|in|of)\b|\?|:|=|\|\||\\(?=\n)"
    r"|(?:<<|>>>?|!=?|[-<>+*`%&|^/])=?"
)
_REGEX = rf"/(?:\\.|[^\[/\\\n]|\[(?:\\.|[^\]\\\n]){{0,1000}}+\])++/{_FLAGS}"

_COMMENTS = [
    Rule(r"###[^#][\s\S]*?###", "cm", opener=r"###[^#]"),
    Rule(r"#.*$", "c1"),
]
_SPACES = Rule(r"\s+", "")
_CODE = Rule(r"\\(?:c[A-Z]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{4}\})", "se")
_INTERPOLATION = Rule(r"#\{", "si", "interpolation")


def _string(quote: str, length: int) -> list[Rule | Include]:
    """Return the rules of a string between one or three quotes."""
    double = quote == '"'
    rules: list[Rule | Include] = [Rule(quote * length, "s", "#pop")]
    if length > 1:
        rules.append(Rule(quote, "s"))
    rules.append(Rule("'" if double else '"', "s"))
    if double:
        rules.append(_INTERPOLATION)
    return [*rules, Rule(r"""[^#\\'"]+""", "s"), _CODE, Rule(r"\\.", "se"), Rule(r"#", "s")]


LEXER = Lexer(
    {
        "root": [
            Rule(r"^(?=\s|/|<!--)", "", "operand"),
            *_COMMENTS,
            _SPACES,
            Rule(_OPERATOR, "o", "operand"),
            Rule(rf"(@)([ \t]*)({_NAME})", ("vi", "", "na"), "operand"),
            Rule(rf"(\.)([ \t]*)({_NAME})", ("p", "", "na"), "operand"),
            Rule(rf"{_NAME}(?=\s*:)", "na", "operand"),
            Rule(
                _NAME,
                Words({"k": _KEYWORDS, "no": _CONSTANTS, "nb": _BUILTINS}, "nx"),
                "operand",
            ),
            Rule(r"[{(\[;,]", "p", "operand"),
            Rule(r"[})\].]", "p"),
            Rule(r"\d+\.\d+(?:[eE]\d+)?[fd]?", "mf"),
            Rule(r"0x[0-9a-fA-F]+", "mh"),
            Rule(r"\d+", "mi"),
            Rule(r'"""', "s", "long double"),
            Rule(r"\'\'\'", "s", "long single"),
            Rule(r'"', "s", "double"),
            Rule(r"'", "s", "single"),
        ],
        "operand": [
            *_COMMENTS,
            _SPACES,
            Rule(r"///", "sr", "=long regex"),
            Rule(_REGEX, "sr", "#pop"),
            Rule(r"", "", "#pop"),
        ],
        "long regex": [
            Rule(rf"///{_FLAGS}", "sr", "#pop"),
            Rule(r"^#(?!\{).*$", "c1"),
            Rule(r"(\s+)(#(?!\{).*)$", ("", "c1")),
            _INTERPOLATION,
            *_COMMENTS,
            _SPACES,
            _CODE,
            Rule(r"\\\D", "se"),
            Rule(r"\\\d+", "nv"),
            Rule(r"[\s\S]", "sr"),
        ],
        "interpolation": [Rule(r"\}", "si", "#pop"), Include("root")],
        "double": _string('"', 1),
        "long double": _string('"', 3),
        "single": _string("'", 1),
        "long single": _string("'", 3),
    }
)
