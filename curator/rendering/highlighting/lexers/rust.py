"""Rust as Rouge reads it, hidden lines of documentation tests included."""

import re
from dataclasses import dataclass, field

from pygments import unistring

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import one_of, words

_KEYWORDS = one_of(
    """
    Self abstract as async await become box break const continue crate do dyn else enum extern
    false final fn for if impl in let log loop macro match mod move mut override priv pub ref
    return self static struct super trait true try type typeof union unsafe unsized use virtual
    where while yield
    """
)
_BUILTINS = words(
    """
    Add Arc AsMut AsRef BitAnd BitOr BitXor Box Clone Cons Const Copy DIR Default Div
    DoubleEndedIterator Drop Either Eq Err ExactSizeIterator Extend FILE Failure Fn FnMut FnOnce
    From Gc Index Into IntoIterator Iterator Left Modulo Mul Neg Nil None Num Ok Option Ord
    Owned PartialEq PartialOrd Pin Ptr Rc Result Right Send Shl Shr Sized Some String Sub
    Success Sync Unpin Vec bool c_char c_double c_float c_int c_long c_longlong c_schar c_short
    c_uchar c_uint c_ulong c_ulonglong c_ushort c_void char clock_t dev_t dirent drop f32 f64
    float fpos_t i128 i16 i32 i64 i8 ino_t int intptr_t isize mode_t off_t pid_t ptrdiff_t
    size_t ssize_t str time_t u128 u16 u32 u64 u8 uint uintptr_t usize
    """
)

_NAME = f"[{unistring.xid_start}_][{unistring.xid_continue}]*"
_ESCAPE = r"""\\(?:[nrt'"\\0]|x[0-9a-fA-F]{2}|u\{(?:[0-9a-fA-F]_*){1,6}\})"""
_FRACTION = r"[.][0-9][0-9_]*"
_EXPONENT = r"[eE][-+]?[0-9_]+"
_WIDTH = r"(?:8|16|32|64|128|size)"

_CLOSING = {"[": "]", "(": ")", "{": "}"}


@dataclass(slots=True)
class _Brackets:
    """How many brackets of each kind a macro has open; below nothing when too many closed."""

    open: dict[str, int] = field(default_factory=lambda: dict.fromkeys("])}", 0))


def _open(run: Run, match: re.Match[str]) -> None:
    run.keep(_Brackets).open[_CLOSING[match[0]]] += 1
    run.put("p", match[0])


def _close(run: Run, match: re.Match[str]) -> None:
    open_ = run.keep(_Brackets).open
    open_[match[0]] -= 1
    if not any(open_.values()):
        run.pop()
    run.put("p", match[0])


def _line_start(run: Run) -> None:
    run.go("line start")


def _nested(state: str, token: str) -> list[Rule | Include]:
    """Return the rules of a block comment in which comments nest."""
    return [
        Rule(r"\*/", token, "#pop"),
        Rule(r"/\*", token, state),
        Rule(r"[^*/]+|[*/]", token),
    ]


RUST = Lexer(
    {
        "line start": [
            Include("white space"),
            Rule(r"#\s[^\n]*", "cs"),
            Rule(r"", "", "#pop"),
        ],
        "attribute": [
            Include("white space"),
            Include("literals"),
            Rule(r"[(,)=:]", "nd"),
            Rule(r"\]", "nd", "#pop"),
            Rule(_NAME, "nd"),
        ],
        "white space": [
            Rule(r"\s+", ""),
            # Three slashes document; four and more are a plain comment again.
            Rule(r"////+[^\n]*", "c1"),
            Rule(r"//[/!][^\n]*", "cd"),
            Rule(r"//[^\n]*", "c1"),
            Rule(r"/\*\*\*?/", "cm"),
            Rule(r"/\*\*\*+", "cm", "comment"),
            Rule(r"/\*[*!]", "cd", "documentation"),
            Rule(r"/\*", "cm", "comment"),
        ],
        "comment": _nested("comment", "cm"),
        "documentation": _nested("documentation", "cd"),
        "root": [
            Rule(r"\n", "", "line start"),
            Include("white space"),
            Rule(r"#!?\[", "nd", "attribute"),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Include("literals"),
            Rule(r"[=-]>|<->", "k"),
            Rule(r"[()\[\]{}|,:;]", "p"),
            Rule(r"[*/!@~&+%^<>=?-]|\.{2,3}", "o"),
            Rule(rf"(?:[.]\s*)?{_NAME}(?=\s*[(])", "nf"),
            Rule(r"[.]\s*await\b", "k"),
            Rule(rf"[.]\s*{_NAME}", "py"),
            Rule(r"[.]\s*\d+", "na"),
            Rule(rf"({_NAME})(::)", ("nn", "p")),
            Rule(r"macro_rules!", "nd", "macro rules"),
            Rule(rf"{_NAME}!", "nd", "macro"),
            Rule(r"'static\b", "k"),
            Rule(rf"'{_NAME}", "nv"),
            Rule(_NAME, Words({"nb": _BUILTINS}, "n")),
        ],
        "macro": [
            Include("literals"),
            Rule(r"[\[{(]", _open),
            Rule(r"[\]})]", _close),
            Rule(rf"{_NAME}!", "nd"),
            Include("root"),
            Rule(r".", ""),
        ],
        "macro rules": [
            Rule(rf"\$(?:{_NAME}(?::{_NAME})?)?", "nv"),
            Include("macro"),
        ],
        "literals": [
            Rule(r"(?:true|false)\b", "kc"),
            Rule(rf"b?'(?:{_ESCAPE}|[^\\])'", "sc"),
            Rule(r'b?"', "s", "string"),
            Rule(r'b?r"[^"]*"', "s", opener='b?r"'),
            Rule(r'b?r#".*?"#', "s", opener='b?r#"', flags=re.DOTALL),
            # Rouge sets no limit; one keeps a quote that never closes from being sought again.
            Rule(r'b?r(##+)".{0,8000}?"\1', "s", flags=re.DOTALL),
            Rule(
                rf"[0-9][0-9_]*(?:{_FRACTION}(?:{_EXPONENT})?(?:f32|f64)?"
                rf"|(?:{_FRACTION})?{_EXPONENT}(?:f32|f64)?"
                rf"|(?:{_FRACTION})?(?:{_EXPONENT})?(?:f32|f64)"
                rf"|[.](?![._{unistring.xid_start}]))",
                "mf",
            ),
            Rule(
                rf"(?:0b[10_]+|0x[0-9a-fA-F_]+|0o[0-7_]+|[0-9][0-9_]*)(?:[ui]{_WIDTH}?)?",
                "mi",
            ),
        ],
        "string": [
            Rule(r'"', "s", "#pop"),
            Rule(_ESCAPE, "se"),
            Rule(r'[^"\\]+', "s"),
        ],
    },
    begin=_line_start,
)
