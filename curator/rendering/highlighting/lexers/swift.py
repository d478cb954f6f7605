"""Swift as Rouge reads it."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import (
    LETTER,
    LETTER_OR_DIGIT,
    UPPER,
    words,
)

_KEYWORDS = words(
    """
    Self Type __COLUMN__ __FILE__ __FUNCTION__ __LINE__ as associativity async await break case
    catch continue default defer didSet do dynamicType else fallthrough for get guard if in infix
    inout is isolated mutating new none nonmutating operator override postfix precedence
    precedencegroup prefix repeat rethrows return self set super switch throw throws try unowned
    weak where while willSet
    """
)
_DECLARATIONS = words(
    """
    actor associatedtype class convenience deinit dynamic enum extension fileprivate final
    func import indirect init internal lazy let nonisolated open optional private protocol
    public required some static struct subscript typealias var
    """
)
_NAMES = Words({"k": _KEYWORDS, "kd": _DECLARATIONS, "kc": words("true false nil")}, "n")

_ASTRAL = "\U00010000-\U0010ffff"
_NAME = f"[{LETTER}_{_ASTRAL}][{LETTER_OR_DIGIT}_{_ASTRAL}]*"
_CAPITAL = re.compile(f"[{UPPER}]")


def _named(run: Run, match: re.Match[str]) -> None:
    kind = _NAMES.token(match[0])
    run.put("kt" if kind == "n" and _CAPITAL.match(match[0]) else kind, match[0])


def _called(run: Run, match: re.Match[str]) -> None:
    run.put("kt" if _CAPITAL.match(match[0]) else "nf", match[0])


def _setter(run: Run, match: re.Match[str]) -> None:
    run.put("kd", match[1] + match[2])
    run.put("kd" if match[3] == "set" else "err", match[3])
    run.put("kd", match[4])


def _unowned(run: Run, match: re.Match[str]) -> None:
    run.put("kd", match[1])
    run.put("kd" if match[2] in {"safe", "unsafe"} else "err", match[2])
    run.put("kd", match[3])


def _line_start(run: Run) -> None:
    run.go("line start")


SWIFT = Lexer(
    {
        "line start": [
            Rule(r"#.*", "cp"),
            Include("inline"),
            Rule(r"", "", "#pop"),
        ],
        "inline": [Rule(r"\s+", ""), Include("comments")],
        "comments": [Rule(r"/[*]", "cm", "comment")],
        "comment": [
            Include("comments"),
            Rule(r"[*]/", "cm", "#pop"),
            Rule(r"[^*/]+|.", "cm"),
        ],
        "root": [
            Rule(r"\n+", "", "line start"),
            Rule(r"//.*?$", "c1", "line start"),
            Include("inline"),
            Rule(r"\$(?:(?:[1-9]\d*)?\d)", "nv"),
            Rule(r"[()\[\]{}:;,?\\]", "p"),
            Rule(r"[-/=+*%<>!&|^.~]+", "o"),
            Rule(r'@?"', "s", "string"),
            Rule(r"'(?:\\.|.)'", "sc"),
            Rule(
                r"(?:\d+(?:_\d+)*\*|(?:\d(?:_?\d)*)?\.\d+(?:_\d)*)(?:e[+-]?\d+(?:_\d)*)?",
                "mf",
                flags=re.IGNORECASE,
            ),
            Rule(r"\d+[eE][+-]?[0-9]+", "mf"),
            Rule(r"0o?[0-7]+(?:_[0-7]+)*", "mo"),
            Rule(
                r"0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*"
                r"(?:(?:\.[0-9A-F]+(?:_[0-9A-F]+)*)?p[+-]?\d+)?",
                "mh",
            ),
            Rule(r"0b[01]+(?:_[01]+)*", "mb"),
            Rule(r"\d+(?:_\d+)*", "mi"),
            Rule(f"@{_NAME}", "kd"),
            Rule(r"(private|internal)(\([ ]*)(\w+)([ ]*\))", _setter),
            Rule(r"(unowned\([ ]*)(\w+)([ ]*\))", _unowned),
            Rule(r"#available\([^)]+\)", "kd"),
            Rule(
                r"(#(?:selector|keyPath)\()([^)]+?(?:[(].*?[)])?)(\))",
                ("kd", "nf", "kd"),
            ),
            Rule(r"#(?:line|file|column|function|dsohandle)", "kd"),
            Rule(rf"(let|var)\b(\s*)({_NAME})", ("k", "", "nv")),
            Rule(r"(let|var)\b(\s*)([(])", ("k", "", "p"), "tuple"),
            Rule(
                r"(?!(?:if|while|for|private|internal|unowned|switch|case)\b)"
                rf"{_NAME}(?=[?!]?\s*[(])",
                _called,
            ),
            Rule(r"as[?!]?(?=\s)|try!?(?=\s)", "k"),
            Rule(rf"(#?(?!default)(?![{UPPER}]){_NAME})(\s*)(:)", ("nv", "", "p")),
            Rule(_NAME, _named),
            Rule(f"(`)({_NAME})(`)", ("p", "nv", "p")),
        ],
        "tuple": [
            Rule(_NAME, "nv"),
            Rule(f"(`)({_NAME})(`)", ("p", "nv", "p")),
            Rule(r",", "p"),
            Rule(r"[(]", "p", "#push"),
            Rule(r"[)]", "p", "#pop"),
            Include("inline"),
        ],
        "string": [
            Rule(r"""\\[\\0tnr'"]""", "se"),
            Rule(r"\\[(]", "se", "interpolation"),
            Rule(r"\\u\{[0-9a-fA-F]{1,8}\}", "se"),
            Rule(r'[^\\"]+', "s"),
            Rule(r'"(?:"")?', "s", "#pop"),
        ],
        "interpolation": [
            Rule(r"[(]", "p", "brackets"),
            Rule(r"[)]", "se", "#pop"),
            Include("root"),
        ],
        "brackets": [
            Rule(r"[(]", "p", "#push"),
            Rule(r"[)]", "p", "#pop"),
            Include("root"),
        ],
    },
    begin=_line_start,
)
