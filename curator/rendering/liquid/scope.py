"""The state of one rendering: variables, loops, counters, limits and problems."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO

from liquid.context import RenderContext
from liquid.exceptions import ContextDepthError, LiquidError
from liquid.utils import ReadOnlyChainMap

from curator.rendering.liquid.problems import (
    Code,
    Fault,
    LimitReached,
    Problem,
    TemplateStopped,
)
from curator.rendering.liquid.sources import Sources
from curator.rendering.liquid.templates import Template

_MOST_STEPS = 4_000_000
"""How many nodes one rendering may write: some seconds' worth."""
_MOST_OUTPUT = 64 * 1024 * 1024
_MOST_ASSIGNED = 256 * 1024 * 1024
"""How many characters the variables of one rendering may be given in all."""
_MOST_PROBLEMS = 1000
_TAIL = 32_768
"""How far back an open HTML element is looked for before a chip is written."""
_NO_MARKUP = ("script", "style", "title", "textarea")
_LONGEST_CHIP = 120


class Output(StringIO):
    """Rendered text, limited in size, with marks that say from which source line a part comes."""

    def __init__(self, *, marked: bool = False) -> None:
        super().__init__(newline="")
        self.size = 0
        self.marks: list[tuple[int, int, bool]] | None = [] if marked else None
        """(position, line from 0, whether source lines follow output lines from here)"""

    def write(self, text: str) -> int:
        """Add text; raises LimitReached."""
        self.size += len(text)
        if self.size > _MOST_OUTPUT:
            raise LimitReached("output")
        return super().write(text)

    def mark(self, line: int, *, follows: bool) -> None:
        """Say that what is written next comes from a line."""
        if self.marks is not None:
            self.marks.append((self.size, line, follows))

    def spoils_chips(self) -> bool:
        """Tell whether an element would break the page here.

        So it is inside of `<…`, in the head, and in elements whose content is no markup.
        """
        self.seek(max(0, self.size - _TAIL))
        tail = self.read().lower()
        self.seek(0, 2)
        at = tail.rfind("<")
        if at > tail.rfind(">") and tail[at + 1 : at + 2].isalpha():
            return True
        if any(tail.rfind(f"<{name}") > tail.rfind(f"</{name}") for name in _NO_MARKUP):
            return True
        head = max(tail.rfind("<head>"), tail.rfind("<head "))
        return head > max(tail.rfind("</head"), tail.rfind("<body"))


class Context(RenderContext):
    """Variables and state of one rendering of a page's text with all that it includes."""

    __slots__ = (
        "assigned_chars",
        "chips",
        "compile",
        "current",
        "cycles",
        "file",
        "first_line",
        "ifchanged_text",
        "interrupts",
        "loop_ends",
        "loop_stack",
        "main",
        "outer_place",
        "path",
        "place",
        "problems",
        "shown_chips",
        "site",
        "steps",
        "strict_variables",
    )

    def __init__(
        self,
        template: Template,
        scope: Mapping[str, object],
        site: Sources,
        compiler: Callable[[str], Template],
        *,
        path: str,
        first_line: int = 1,
        chips: bool = True,
        strict_variables: bool = False,
    ) -> None:
        super().__init__(template, globals=scope)
        # Unlike python-liquid's, Jekyll's templates have no variables `now` and `today`.
        self.scope = ReadOnlyChainMap(self.locals, self.counters, self.globals)
        self.site = site
        self.compile = compiler
        self.path = path
        self.chips = chips
        self.strict_variables = strict_variables
        self.problems: dict[Problem, None] = {}
        self.interrupts: list[str] = []
        self.cycles: dict[object, int] = {}
        self.loop_ends: dict[str, int] = {}
        self.loop_stack: list[Mapping[str, object]] = []
        self.ifchanged_text: str | None = None
        self.steps = 0
        self.assigned_chars = 0
        self.main = self.current = template
        self.first_line = first_line
        self.file = ""
        self.outer_place = 0
        self.shown_chips = 0
        self.place = 0
        """Where a limit was reached, an offset in the main template."""

    def may_show_chip(self) -> bool:
        """Tell whether a chip is worth writing, which none is after a thousand."""
        self.shown_chips += 1
        return self.chips and self.shown_chips <= _MOST_PROBLEMS

    def find(self, name: object) -> object:
        """Return a variable's value, None where there is none."""
        try:
            return self.scope[name]  # type: ignore[index]
        except (KeyError, TypeError):
            if self.strict_variables:
                raise Fault(
                    Code.UNKNOWN_VARIABLE, f"undefined variable {name}", str(name)
                ) from None
            return None

    def known(self, name: str) -> object:
        """Return the value of a variable that Jekyll always has, None if it is not in the scope."""
        return self.scope.get(name)

    def assign(self, key: str, val: object) -> None:
        """Set a variable of the template, whatever the scope; raises LimitReached."""
        if isinstance(val, str):
            self.assigned_chars += len(val)
            if self.assigned_chars > _MOST_ASSIGNED:
                raise LimitReached("value")
        self.locals[key] = val

    @contextmanager
    def frame(self, variables: Mapping[str, object]) -> Iterator[None]:
        """Let variables be seen first; raises Fault (TOO_DEEP)."""
        try:
            with self.extend(variables):
                yield
        except ContextDepthError as error:
            raise Fault(Code.TOO_DEEP, "Nesting too deep") from error

    def count(self, steps: int) -> None:
        """Count nodes before they are written; raises LimitReached."""
        self.steps += steps
        if self.steps > _MOST_STEPS:
            raise LimitReached("steps")

    @contextmanager
    def inside(self, template: Template, file: str, place: int) -> Iterator[None]:
        """Report problems as those of an included file, at the place of the outermost tag."""
        before = self.current, self.file, self.outer_place
        if not self.file:
            self.outer_place = place
        self.current, self.file = template, file
        try:
            yield
        finally:
            self.current, self.file, self.outer_place = before

    def report(self, fault: Fault, place: int) -> None:
        """Note a problem at an offset of the current template; raises TemplateStopped without chips."""
        if len(self.problems) >= _MOST_PROBLEMS:
            return
        row, column = self.current.position(place)
        file_line = 0
        if self.file:
            file_line = row
            row, column = self.main.position(self.outer_place)
        line = row - 1 + self.first_line
        problem = Problem(fault.code, fault.text, line, column, fault.name, self.file, file_line)
        if not self.chips:
            raise TemplateStopped(problem)
        self.problems[problem] = None


def fault_of(error: BaseException) -> Fault:
    """Return an error as the fault that a reader is told of."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, RecursionError):
        return Fault(Code.TOO_DEEP, "Nesting too deep")
    if isinstance(error, LiquidError):
        return Fault(Code.BAD_ARGUMENT, str(error.message))
    return Fault(Code.FAILED, f"{type(error).__name__}: {error}")


def chip(source: str) -> str:
    """Return a harmless mark for a piece of a template, safe in HTML and in Markdown."""
    text = " ".join(source.split())
    if len(text) > _LONGEST_CHIP:
        text = f"{text[: _LONGEST_CHIP - 1]}…"
    safe = "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in text)
    return f'<span class="curator-liquid-chip">{safe}</span>'
