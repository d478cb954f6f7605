"""TOML."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Target

_QUOTED_KEY = r"""("[^"]+"|'[^']+')"""
_DIGITS = r"\d+(?:_\d+)*"


def _keyed(rest: str, tokens: tuple[str, ...], to: Target = ()) -> tuple[Rule, ...]:
    """Return the rules of a key, bare or quoted, with what follows it."""
    return (
        Rule(rf"(\S+){rest}", tokens, to, opener=r"\S", until=r"\s"),
        Rule(_QUOTED_KEY + rest, tokens, to),
    )


_BASICS = [
    Rule(r"\s+", ""),
    Rule(r"#.*?$", "c"),
    Rule(r"true|false", "kc"),
    *_keyed(r"(\s*)(=)(\s*)(\{)", ("nn", "", "o", "", "p"), "inline table"),
    Rule(r"\[\S+\]", "nn", opener=r"\[", until=r"\s"),
    Rule(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", "ld"),
    Rule(rf"[+-]?{_DIGITS}\.{_DIGITS}(?:[eE][+-]?{_DIGITS})?", "mf"),
    Rule(rf"[+-]?{_DIGITS}[eE][+-]?{_DIGITS}", "mf"),
    Rule(r"[+-]?(?:nan|inf)", "mf"),
    Rule(r"0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*", "mh"),
    Rule(r"0o[0-7]+(?:_[0-7]+)*", "mo"),
    Rule(r"0b[01]+(?:_[01]+)*", "mb"),
    Rule(rf"[+-]?{_DIGITS}", "mi"),
]

_ESCAPE = Rule(r'\\[0t\tn\n "\\r]', "se")

LEXER = Lexer(
    {
        "root": [*_BASICS, *_keyed(r"(\s*)(=)", ("py", "", "p"), "value")],
        "value": [Rule(r"\n", "", "#pop"), Include("content")],
        "content": [
            *_BASICS,
            *_keyed(r"(\s*)(=)", ("py", "", "p")),
            Rule(r'"""', "s", "long double"),
            Rule(r'"', "s", "double"),
            Rule(r"'''", "s", "long single"),
            Rule(r"'", "s", "single"),
            _ESCAPE,
            Rule(r",", "p"),
            Rule(r"\[", "p", "array"),
        ],
        "double": [
            Rule(r'"', "s", "#pop"),
            Rule(r"\n", "err", "#pop"),
            _ESCAPE,
            Rule(r'[^\\"\n]+', "s"),
        ],
        "long double": [
            Rule(r'"""', "s", "#pop"),
            _ESCAPE,
            Rule(r'[^\\"]+|"+', "s"),
        ],
        "single": [
            Rule(r"'", "s", "#pop"),
            Rule(r"\n", "err", "#pop"),
            Rule(r"[^'\n]+", "s"),
        ],
        "long single": [
            Rule(r"'''", "s", "#pop"),
            Rule(r"[^']+|'+", "s"),
        ],
        "array": [Include("content"), Rule(r"\]", "p", "#pop")],
        "inline table": [Include("content"), Rule(r"\}", "p", "#pop")],
    }
)
