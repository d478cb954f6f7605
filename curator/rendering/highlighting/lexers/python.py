"""Python, of both major versions, as Rouge reads it."""

import re
from dataclasses import dataclass, field

from curator.rendering.highlighting.engine import Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import BLANK, LETTER, LETTER_OR_DIGIT, words

_KEYWORDS = words(
    """
    as assert async await break continue del elif else except exec finally for from global
    if import lambda nonlocal pass print raise return try while with yield
    """
)
_BUILTINS = words(
    """
    __import__ abs all any apply ascii basestring bin bool buffer bytearray bytes callable
    chr classmethod cmp coerce compile complex delattr dict dir divmod enumerate eval
    execfile exit file filter float format frozenset getattr globals hasattr hash hex id
    input int intern isinstance issubclass iter len list locals long map max memoryview min
    next object oct open ord pow property range raw_input reduce reload repr reversed round
    set setattr slice sorted staticmethod str sum super tuple type unichr unicode vars
    xrange zip
    """
)
_EXCEPTIONS = words(
    """
    ArithmeticError AssertionError AttributeError BaseException BlockingIOError
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError
    ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError
    EnvironmentError Exception FileExistsError FileNotFoundError FloatingPointError
    FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError
    IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError
    MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented
    NotImplementedError OSError OverflowError OverflowWarning PendingDeprecationWarning
    ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError
    RuntimeWarning StandardError StopAsyncIteration StopIteration SyntaxError SyntaxWarning
    SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError
    UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
    UserWarning VMSError ValueError Warning WindowsError ZeroDivisionError
    """
)
_PSEUDO = words("self None Ellipsis NotImplemented False True")

_NAME = f"[{LETTER}_][{LETTER_OR_DIGIT}_]*"
_DOTTED = f"[{LETTER}_.][{LETTER_OR_DIGIT}_.]*"
_DIGITS = r"[0-9](?:_?[0-9])*"
_EXPONENT = rf"e[+-]?{_DIGITS}"
_GAP = r"(?:\\\s|\s)+"


@dataclass(slots=True)
class _Strings:
    """The strings open here, innermost last: prefix and quotes."""

    open: list[tuple[str, str]] = field(default_factory=list)


def _open_string(run: Run, match: re.Match[str]) -> None:
    run.put("sa", match[1])
    run.put("s", match[2])
    run.keep(_Strings).open.append((match[1].lower(), match[2]))
    run.go("string")


def _quotes(run: Run, match: re.Match[str]) -> None:
    run.put("s", match[0])
    if run.keep(_Strings).open[-1][1] == match[0]:
        run.keep(_Strings).open.pop()
        run.pop()


def _brace(run: Run, match: re.Match[str]) -> None:
    if "f" in run.keep(_Strings).open[-1][0]:
        run.put("si", match[0])
        run.go("field")
    else:
        run.put("s", match[0])


def _escape(run: Run, match: re.Match[str]) -> None:
    run.put("s" if "r" in run.keep(_Strings).open[-1][0] else "se", match[0])


def _code(run: Run, match: re.Match[str]) -> None:
    run.recurse(match[0])


PYTHON = Lexer(
    {
        "root": [
            Rule(
                r'^(:)(\s*)([ru]{0,2}""".*?""")',
                ("p", "", "sd"),
                flags=re.DOTALL | re.IGNORECASE,
            ),
            Rule(rf"\n+|{BLANK}+|\\\n?", ""),
            Rule(r"#.*\n?", "c1"),
            Rule(r"[\[\]{}:(),;.]", "p"),
            Rule(r"(?:in|is|and|or|not)\b", "ow"),
            Rule(r"(?:<<|>>|//|\*\*)=?|[-~+/*%=<>&^|@]=?|!=", "o"),
            Rule(
                rf"(from)({_GAP})({_DOTTED})({_GAP})(import)",
                ("kn", "", "nn", "", "kn"),
            ),
            Rule(rf"(import)(\s+)({_DOTTED})", ("kn", "", "nn")),
            Rule(rf"(def)({_GAP})", ("k", ""), "function name"),
            Rule(rf"(class)({_GAP})", ("k", ""), "class name"),
            Rule(r"`.*?`", "sb"),
            Rule(r"""([rfbu]{0,2})('''|\"""|['"])""", _open_string, flags=re.IGNORECASE),
            Rule(rf"@{_DOTTED}", "nd"),
            Rule(
                _NAME,
                Words({"k": _KEYWORDS, "nb": _EXCEPTIONS | _BUILTINS, "bp": _PSEUDO}, "n"),
            ),
            Rule(
                rf"(?:(?:(?:{_DIGITS})?\.{_DIGITS}|{_DIGITS}\.)(?:{_EXPONENT})?j?"
                rf"|{_DIGITS}{_EXPONENT}j?|{_DIGITS}j)",
                "mf",
                flags=re.IGNORECASE,
            ),
            Rule(r"0b(?:_?[01])+", "mb", flags=re.IGNORECASE),
            Rule(r"0o(?:_?[0-7])+", "mo", flags=re.IGNORECASE),
            Rule(r"0x(?:_?[a-f0-9])+", "mh", flags=re.IGNORECASE),
            Rule(r"\d+L", "il"),
            Rule(r"[1-9](?:_?[0-9])*|0(?:_?0)*", "mi"),
        ],
        "function name": [Rule(_NAME, "nf", "#pop")],
        "class name": [Rule(_NAME, "nc", "#pop")],
        "string": [
            Rule(r"""[^'"\\{]+|\{\{""", "s"),
            Rule(r"""'''|\"""|['"]""", _quotes),
            Rule(r"(?=\\)", "", "escape"),
            Rule(r"\{", _brace),
        ],
        "escape": [
            Rule(
                r"""\\(?:[\\abfnrtv"']|\n|newline|N\{[a-zA-Z][a-zA-Z ]+[a-zA-Z]\}"""
                r"|u[a-fA-F0-9]{4}|U[a-fA-F0-9]{8}|x[a-fA-F0-9]{2}|[0-7]{1,3})",
                _escape,
                "#pop",
            ),
            Rule(r"\\.", "s", "#pop"),
        ],
        "field": [
            Rule(r"[^{}!:]+", _code),
            Rule(r"![asr]|:", "si"),
            Rule(r"\{", "si", "field"),
            Rule(r"\}", "si", "#pop"),
        ],
    }
)
