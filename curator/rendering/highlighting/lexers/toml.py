"""TOML."""

from curator.rendering.highlighting.engine import Include, Lexer, Rule

_KEY = r"""(\S{1,500}|"[^"]+"|'[^']+')"""
_DIGITS = r"\d+(?:_\d+)*"

_BASICS = [
    Rule(r"\s+", ""),
    Rule(r"#.*?$", "c"),
    Rule(r"true|false", "kc"),
    Rule(rf"{_KEY}(\s*)(=)(\s*)(\{{)", ("nn", "", "o", "", "p"), "inline table"),
    Rule(r"\[\S{1,2000}\]", "nn"),
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
        "root": [*_BASICS, Rule(rf"{_KEY}(\s*)(=)", ("py", "", "p"), "value")],
        "value": [Rule(r"\n", "", "#pop"), Include("content")],
        "content": [
            *_BASICS,
            Rule(rf"{_KEY}(\s*)(=)", ("py", "", "p")),
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
