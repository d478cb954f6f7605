"""YAML, with its indentation: a scalar goes on for as long as its lines are deeper."""

import re

from curator.rendering.highlighting.engine import Action, Include, Lexer, Rule, Run

_SCALAR_START = r"""[^ \t\n\r\f\v?:,\[\]{}#&*!|>'"%@`]"""
_ANCHOR_NAME = r"(?:(?u:[^\W_])|[_-])+"
_TAG = r"(?:![\w-]+)?![\w;/?:@&=+$,.!~*'()\[\]%-]*"


class _Indents:
    """The columns of the collections that are open, and the one a new one would get."""

    def __init__(self) -> None:
        """Start a document."""
        self.columns = [0]
        self.next = 0
        self.scalar: int | None = None

    @property
    def current(self) -> int:
        """The column of the innermost collection."""
        return self.columns[-1]

    def line(self, column: int) -> int:
        """Start a line there; return how much of its indent fits what stays open."""
        self.next = column
        if column >= self.current:
            return column
        while column < self.current:
            self.columns.pop()
        return self.current

    def nest(self, width: int = 0) -> None:
        """Open a collection at the column reached, then move on by `width`."""
        if self.current < self.next:
            self.columns.append(self.next)
        self.next += width


def _fresh(token: str, state: str) -> Action:
    """Return the action of a mark that starts a document or belongs before one."""

    def act(run: Run, match: re.Match[str]) -> None:
        run.put(token, match[0])
        indents = run.keep(_Indents)
        indents.columns, indents.next, indents.scalar = [0], 0, None
        run.go(state)

    return act


def _line(run: Run, match: re.Match[str]) -> None:
    fitting = run.keep(_Indents).line(len(match[0]))
    run.put("", match[0][:fitting])
    run.put("err", match[0][fitting:])
    run.go("block")
    run.go("indentation")


def _move(run: Run, match: re.Match[str]) -> None:
    run.put("", match[0])
    run.keep(_Indents).next += len(match[0])


def _entry(run: Run, match: re.Match[str]) -> None:
    run.keep(_Indents).nest(len(match[0]))
    run.put("pi", match[0])


def _key(run: Run, match: re.Match[str]) -> None:
    run.put("na", match[1])
    run.put("pi", match[2])
    run.keep(_Indents).nest()


def _scalar_header(run: Run, match: re.Match[str]) -> None:
    """What stands behind `|` and `>`: a number is the indent of the scalar."""
    indents = run.keep(_Indents)
    indents.scalar = None
    run.go("=rest of line")
    if match[0]:
        number = re.match(r"[+-]?\d", match[0])
        indents.scalar = indents.current + (int(number[0]) if number else 0)
        run.put("pi", match[0])


def _scalar_blank(run: Run, match: re.Match[str]) -> None:
    """A line of spaces: those beyond the scalar's indent belong to it."""
    own = run.keep(_Indents).scalar or 0
    if run.keep(_Indents).scalar is None:
        own = len(match[0])
    run.put("", match[0][:own])
    run.put("no", match[0][own:])


def _scalar_line(run: Run, match: re.Match[str]) -> None:
    """The indent of a line: the first sets the scalar's own, a lesser one ends it."""
    indents = run.keep(_Indents)
    run.put("", match[0])
    column = len(match[0])
    least = indents.current if indents.scalar is None else indents.scalar
    if indents.scalar is None:
        indents.scalar = column
    if column < least:
        indents.line(column)
        run.go("=indentation")


def _plain_line(run: Run, match: re.Match[str]) -> None:
    """The indent of a line after a plain scalar's: the scalar goes on if it is deeper."""
    indents = run.keep(_Indents)
    run.put("", match[0])
    run.pop()
    if len(match[0]) <= indents.current:
        indents.line(len(match[0]))
        run.go("=indentation")


_COMMENT = Rule(r"#.*$", "c1")

_DESCRIPTORS = [
    Rule(r"!<[0-9A-Za-z;/?:@&=+$,_.!~*'()\[\]%-]+>", "kt"),
    Rule(_TAG, "kt"),
    Rule(rf"&{_ANCHOR_NAME}", "nl"),
    Rule(rf"\*{_ANCHOR_NAME}", "nv"),
]

_FLOWS = [
    Rule(r"\[", "pi", "flow sequence"),
    Rule(r"\{", "pi", "flow mapping"),
    Rule(r"'", "s1", "single"),
    Rule(r'"', "s2", "double"),
]

LEXER = Lexer(
    {
        "root": [
            _COMMENT,
            Rule(r"\n+", ""),
            Rule(r" +(?=#|$)", ""),
            Rule(r"^%YAML\b", _fresh("nt", "version")),
            Rule(r"^%TAG\b", _fresh("nt", "tag handle")),
            Rule(r"^(?:---|\.\.\.)(?= |$)", _fresh("nn", "block")),
            Rule(r" *(?!\s|$)", _line),
        ],
        "indentation": [
            Rule(r"[^\S\n]*\n", "", "#pop:2"),
            Rule(r" +(?=[-:?](?: |$))", _move),
            Rule(r"[?:-](?= |$)", _entry),
            Rule(r" *", _move, "#pop"),
        ],
        "block": [
            Rule(r" *(?=#|$)", "", "#pop"),
            Rule(r" +", ""),
            *_DESCRIPTORS,
            Rule(
                r"""([^#,:?\[\]{}"'\n]+)(:)(?=\s|$)""",
                _key,
                opener=r"""[^#,:?\[\]{}"'\n]""",
                until=r"""[#,:?\[\]{}"'\n]""",
            ),
            Rule(r"[|>][+-]?", "pi", ("scalar", "scalar header")),
            *_FLOWS,
            Rule(rf"(?={_SCALAR_START}|[?:-][^ \t\n\r\f\v])", "", "plain"),
        ],
        "flow": [
            Rule(r"\s+", ""),
            _COMMENT,
            Rule(r"[?:,]", "pi"),
            *_DESCRIPTORS,
            *_FLOWS,
            Rule(rf"(?={_SCALAR_START})", "", "plain in flow"),
        ],
        "flow sequence": [Rule(r"\]", "pi", "#pop"), Include("flow")],
        "flow mapping": [Rule(r"\}", "pi", "#pop"), Include("flow")],
        "scalar header": [
            Rule(r"(?:[1-9][+-]?|[+-]?[1-9]?)(?= |$)", _scalar_header),
        ],
        "scalar": [
            Rule(r"\n+", ""),
            Rule(r"^ +$", _scalar_blank),
            Rule(r"^ *", _scalar_line),
            Rule(r"[^\n\r\f\v]+", "s"),
        ],
        "rest of line": [_COMMENT, Rule(r" +", ""), Rule(r"\n", "", "#pop")],
        "space in quotes": [
            Rule(r"^ +", ""),
            Rule(r" +$", ""),
            Rule(r"\n+", ""),
            Rule(r" +", "nv"),
        ],
        "single": [
            Include("space in quotes"),
            Rule(r"\\'", "se"),
            Rule(r"'", "s", "#pop"),
            Rule(r"[^\s']+", "s"),
        ],
        "double": [
            Rule(r'"', "s", "#pop"),
            Include("space in quotes"),
            Rule(r'\\[0abt\tn\nvfre "\\N_LP]', "se"),
            Rule(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})", "se"),
            Rule(r'[^ \t\n\r\f\v"\\]+', "s"),
        ],
        "plain": [
            Rule(r" *(?=:[ \n]|:$)", "", "#pop"),
            Rule(r" *:\S+", "s"),
            Rule(r" +(?=#)", "", "#pop"),
            Rule(r" +$", ""),
            Rule(r"\n+", "", "plain line"),
            Rule(r" +", "s"),
            Rule(r"true|false|null", "no"),
            Rule(r"\d+(?:\.\d+)?(?=\r?\n| +#)", "m", "#pop"),
            Rule(r"[^\s:]+", "s"),
        ],
        "plain line": [
            Rule(r"^ +\n", ""),
            Rule(r"\n+", ""),
            Rule(r"^(?=---|\.\.\.)", "", "#pop:3"),
            Rule(r"^ *", _plain_line),
        ],
        "plain in flow": [
            Rule(r" *(?=[,:?\[\]{}])", "", "#pop"),
            Rule(r" +(?=#)", "", "#pop"),
            Rule(r"^ +", ""),
            Rule(r" +$", ""),
            Rule(r"\n+", ""),
            Rule(r" +", "nv"),
            Rule(r"[^\s,:?\[\]{}]+", "nv"),
        ],
        "version": [Rule(r"( +)(\d+\.\d+)", ("", "m"), "=rest of line", opener=" ", until="[^ ]")],
        "tag handle": [
            Rule(
                r"( +)(!|![\w-]*!)( +)(!|!?[\w;/?:@&=+$,.!~*'()\[\]%-]+)",
                ("", "kt", "", "kt"),
                "=rest of line",
                opener=" ",
                until="[^ ]",
            )
        ],
    }
)
