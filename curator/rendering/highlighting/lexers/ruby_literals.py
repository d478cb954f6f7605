"""What Ruby and Crystal write alike: here-documents, and literals between chosen brackets such as `%w(…)`.

The states that a lexer has for them are entered by these names: `heredoc announced`, `heredoc`,
`heredoc line`, `regex flags`, `escapes`, `operand`.
"""

import re
from collections.abc import Callable

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, State

_PAIRS = {"{": "}", "[": "]", "(": ")", "<": ">"}
_SPACE = " \t\n\v\f\r\0"

Rules = list[Rule | Include]


class _Heredocs:
    """The here-documents announced on a line: whether the end may be indented, and its name."""

    def __init__(self) -> None:
        """None is announced."""
        self.queue: list[tuple[bool, str]] = []


def percent(pattern: str, lexer: Callable[[], Lexer]) -> Rule:
    """Return the rule of literals between brackets; its groups are their letter and their bracket.

    `lexer` returns the one they belong to, which is made after its rules.
    """
    states: dict[tuple[str, str], State] = {}

    def start(run: Run, match: re.Match[str]) -> None:
        kind, opening = match[1] or "", match[2]
        if kind == "r":
            run.go("regex flags")
        run.put("sr" if kind == "r" else "sx", match[0])
        state = states.get((opening, kind))
        if state is None:
            state = states[opening, kind] = lexer().compile(
                "percent", _percent_rules(opening, kind)
            )
        run.push(state)

    return Rule(pattern, start)


def _percent_rules(opening: str, kind: str) -> Rules:
    """Return the rules inside such a literal; pairs of brackets nest."""
    closing = _PAIRS.get(opening, opening)
    token = "sr" if kind == "r" else "sx"
    ends = re.escape(opening + closing)
    shut = "" if opening == "#" else ends
    rules: Rules = [Rule(rf"\\[#{shut}\\]", "se")]
    if opening != closing:
        rules.append(Rule(re.escape(opening), token, "#push"))
    rules.append(Rule(re.escape(closing), token, "#pop"))
    if kind and kind in "rQWxI":
        rules += [Include("escapes"), Rule(r"#", token)]
    else:
        rules.append(Rule(r"[\\#]", token))
    rules.append(Rule(rf"[^#{shut}\\]+", token))
    return rules


def _announce(run: Run, match: re.Match[str]) -> None:
    """A here-document is announced; it starts on the next line."""
    run.put("o", match[1])
    run.put("no", match[0][len(match[1]) :])
    run.keep(_Heredocs).queue.append((len(match[1]) > 2, match["name"]))
    if run.state != "heredoc announced":
        run.go("heredoc announced")


def _heredoc_line(run: Run, match: re.Match[str]) -> None:
    queue = run.keep(_Heredocs).queue
    line = match[0]
    if queue:
        indented, name = queue[0]
        if (line.strip(_SPACE) if indented else line.rstrip(_SPACE)) == name:
            queue.pop(0)
            run.put("no", line)
            run.pop(1 if queue else 2)
            return
    run.put("sh", line)
    run.pop()


ANNOUNCEMENTS: Rules = [
    Rule(r"""(<<[-~]?)(["`']?)(?P<name>[a-zA-Z_]\w*)\2""", _announce),
    Rule(r"""(<<[-~]?)(["'])(?P<name>)\2""", _announce),
]

HEREDOC_STATES: dict[str, Rules] = {
    "heredoc announced": [Rule(r"(?=\n)", "", "=heredoc"), Include("root")],
    "heredoc": [
        Include("escapes"),
        Rule(r"\n", "sh", "heredoc line"),
        Rule(r"[#\\]|[^#\\\n]+", "sh"),
    ],
    "heredoc line": [Rule(r"[^#\\\n]*$", _heredoc_line), Rule(r"", "", "#pop")],
}


def begin(run: Run) -> None:
    """Start where a value is due."""
    run.go("operand")


def quoted_state(token: str, quote: str) -> Rules:
    """Return the rules inside quotes in which other code may stand."""
    return [
        Include("escapes"),
        Rule(rf"[^\\{quote}#]+|[\\#]", token),
        Rule(quote, token, "#pop"),
    ]
