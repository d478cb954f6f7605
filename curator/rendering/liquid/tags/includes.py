"""`include`, `include_cached` and `include_relative`."""

import re
from collections.abc import Callable

from curator.rendering.liquid.expressions import Expression, Literal, parse
from curator.rendering.liquid.nodes import Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token
from curator.rendering.liquid.values import BLANKS

_PARAMETER = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))""",
    re.ASCII,
)
_PARAMETERS = re.compile(rf"\s*(?:{_PARAMETER.pattern}(?=\s|\Z)\s*)*", re.ASCII)
_VARIABLE = re.compile(
    r"([^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}[^\s{}]*)+)(.*)", re.DOTALL | re.ASCII
)
_NAME = re.compile(r"^[\w/.\-()+~#@]+$", re.MULTILINE | re.ASCII)
_BAD_SEQUENCE = re.compile(r"[./]{2,}")

_Find = Callable[[Context, str], str | None]


class Include(Part):
    """A tag that renders another file in its place, with `include` for its parameters."""

    __slots__ = ("find", "name", "parameters", "variable")

    def __init__(self, token: Token, find: _Find) -> None:
        super().__init__(token)
        self.find = find
        markup = token.markup.strip(BLANKS)
        match = _dynamic(markup)
        given: str | None
        if match is not None:
            self.name = match[1].strip(BLANKS)
            given = match[2].strip(BLANKS)
        else:
            words = re.split(r"\s+", markup, maxsplit=1, flags=re.ASCII)
            self.name = words[0]
            given = words[1] if len(words) > 1 else None
        self.variable = match is not None
        self.parameters = None if given is None else _parameters(given)

    def write(self, context: Context, out: Output) -> None:
        """Write the file rendered; raises Fault where there is none."""
        name = self.name
        if self.variable:
            name = rendered(context, name)
        if not name or _BAD_SEQUENCE.search(name) or not _NAME.search(name):
            raise Fault(Code.BAD_INCLUDE_NAME, name=name)
        text = self.find(context, name.removeprefix("/"))
        if text is None:
            raise Fault(Code.NO_INCLUDE, name=name)
        template = context.compile(text)
        frame: dict[str, object] = {}
        if self.parameters is not None:
            frame["include"] = {key: one.evaluate(context) for key, one in self.parameters.items()}
        marks, out.marks = out.marks, None
        try:
            with context.frame(frame), context.inside(template, name, self.start):
                for fault, place in template.faults:
                    context.report(fault, place)
                template.write(context, out)
        finally:
            out.marks = marks


def _dynamic(markup: str) -> re.Match[str] | None:
    """Find a file name that holds variables, in time linear in the length."""
    at = 0
    while markup.find("}}", at) >= 0:
        match = _VARIABLE.match(markup, at)
        if match is not None:
            return match
        brace = markup.find("{", at)
        if brace < 0:
            return None
        at = brace + 1
    return None


def _parameters(markup: str) -> dict[str, Expression]:
    if _PARAMETERS.fullmatch(markup) is None:
        raise Fault(Code.BAD_SYNTAX, f"Invalid syntax for include tag: {markup}")
    found: dict[str, Expression] = {}
    for key, double, single, variable in _PARAMETER.findall(markup):
        if variable:
            found[key] = parse(variable)
        else:
            quoted = double.replace('\\"', '"') if double else single.replace("\\'", "'")
            found[key] = Literal(quoted)
    return found


def rendered(context: Context, markup: str) -> str:
    """Return a piece of a tag rendered as a template of its own."""
    template = context.compile(markup)
    out = Output()
    template.write(context, out)
    return out.getvalue()


def _from_includes(context: Context, name: str) -> str | None:
    return context.site.include(name)


def _from_folder(context: Context, name: str) -> str | None:
    return context.site.relative_include(context.path, name)


def parse_include(parser: Parser, token: Token) -> Part:
    """Parse `include` or `include_cached`."""
    return Include(token, _from_includes)


def parse_include_relative(parser: Parser, token: Token) -> Part:
    """Parse `include_relative`."""
    return Include(token, _from_folder)
