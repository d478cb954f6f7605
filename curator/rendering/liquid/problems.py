"""What goes wrong in a template, as values and as the exceptions that carry them to their place.

Codes and values only: the sentences for them are written where users read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from liquid.exceptions import LiquidError


class Code(StrEnum):
    """What is wrong with a place of a template."""

    UNCLOSED_TAG = "unclosed-tag"
    """`{%` without `%}`."""
    UNCLOSED_OUTPUT = "unclosed-output"
    """`{{` without `}}`."""
    UNKNOWN_TAG = "unknown-tag"
    """A tag that Jekyll lacks, perhaps a plugin's. `name` says which."""
    STRAY_TAG = "stray-tag"
    """`endif`, `else` or the like where no block of that name is open."""
    NEVER_CLOSED = "never-closed"
    """A block without its end tag."""
    BAD_SYNTAX = "bad-syntax"
    """A known tag whose words Jekyll does not understand."""
    NO_INCLUDE = "no-include"
    """A file to include that is not there. `name` says which."""
    BAD_INCLUDE_NAME = "bad-include-name"
    NO_POST = "no-post"
    NO_FILE = "no-file"
    UNKNOWN_FILTER = "unknown-filter"
    """Only with `liquid: strict_filters: true`."""
    UNKNOWN_VARIABLE = "unknown-variable"
    """Only with `liquid: strict_variables: true`."""
    BAD_ARGUMENT = "bad-argument"
    """A filter or tag got a value that Jekyll refuses. `message` is Liquid's own."""
    TOO_DEEP = "too-deep"
    """Blocks or includes nested beyond Liquid's limit, mostly an include that includes itself."""
    LIMIT = "limit"
    """More output, values or rounds than a preview makes. `name` says of what."""
    FAILED = "failed"
    """Something else went wrong; `message` is the error's own text."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, at a place of the text given to `render`.

    `line` and `column` count from 1. A problem inside an included file stands at the tag that
    includes it; `file` is then the file's name in `_includes` and `file_line` its line there.
    """

    code: Code
    message: str
    line: int
    column: int
    name: str = ""
    file: str = ""
    file_line: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text after Liquid. `lines[i]` is the source line (from `first_line`) of output line `i`."""

    text: str
    problems: tuple[Problem, ...] = ()
    lines: Sequence[int] = field(default=(), repr=False)


class Fault(LiquidError):
    """A problem on its way to the node that shows it."""

    def __init__(self, code: Code, message: str = "", name: str = "") -> None:
        super().__init__(message or code.value, token=None)
        self.code = code
        self.text = message
        self.name = name
        self.file = ""
        self.file_line = 0

    def __str__(self) -> str:
        return self.text or self.code.value


class LimitReached(Fault):
    """A limit: `steps` and `output` end the whole rendering, others only the node they concern."""

    def __init__(self, name: str) -> None:
        super().__init__(Code.LIMIT, name=name)
        self.final = name in ("steps", "output")


class TemplateStopped(Exception):
    """Jekyll would stop here; raised only by an engine without chips."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code} in line {problem.line}: {problem.message}")
        self.problem = problem
