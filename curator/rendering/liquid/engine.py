"""Liquid as Jekyll renders it: a text and its variables to a text, with problems and a line map."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from liquid import Environment

from curator.rendering.liquid.filters import collections, dates, lists, numbers, strings, texts
from curator.rendering.liquid.nodes import Chip
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import LimitReached, Rendered
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.sources import Sources
from curator.rendering.liquid.tags.table import TAGS
from curator.rendering.liquid.templates import Template
from curator.rendering.liquid.tokens import Kind, Token, tokens_of
from curator.rendering.liquid.values import truthy

_MOST_TEMPLATES = 400
_MOST_CACHED_CHARS = 8 * 1024 * 1024


class _JekyllEnvironment(Environment):
    """python-liquid's environment with Ruby's limits and no tags or filters but ours."""

    context_depth_limit = 101

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Register Liquid's filters and, over them, Jekyll's."""
        for module in (strings, numbers, lists, dates, texts, collections):
            self.filters.update(module.FILTERS.table)


class Liquid:
    """Renders the texts of one site. Parsed templates are kept, so that layouts are parsed once.

    With `chips` whatever Jekyll would stop at becomes a chip in the output and a problem; without,
    `render` raises TemplateStopped there.
    """

    def __init__(self, sources: Sources, *, chips: bool = True) -> None:
        self._sources = sources
        self._chips = chips
        settings = sources.config.get("liquid")
        options: Mapping[str, object] = settings if isinstance(settings, Mapping) else {}
        mode = options.get("error_mode")
        self._mode = mode if isinstance(mode, str) and mode in ("strict", "lax") else "warn"
        self._strict_variables = truthy(options.get("strict_variables"))
        self._environment = _JekyllEnvironment(strict_filters=truthy(options.get("strict_filters")))
        self._templates: OrderedDict[str, Template] = OrderedDict()
        self._cached_chars = 0

    def render(
        self, text: str, scope: Mapping[str, object], *, path: str, first_line: int = 1
    ) -> Rendered:
        """Return a text after Liquid.

        `scope` holds what Jekyll's payload does: `site`, `page`, `layout`, `content`, `paginator`,
        `jekyll`, and `highlighter_prefix` and `highlighter_suffix`, a line end each for Markdown.
        Plain data are dicts and lists; documents and other drops are mappings of a class of their
        own, which may be lazy and whose `str` is what `{{ drop }}` writes. `path` is the page's
        path in the site, beside which `include_relative` looks; `first_line` is the line of its
        file in which the text begins. Raises TemplateStopped in an engine without chips.
        """
        if "{{" not in text and "{%" not in text:
            return Rendered(text, (), range(first_line, first_line + text.count("\n") + 1))
        template = self.compiled(text)
        context = Context(
            template,
            scope,
            self._sources,
            self.compiled,
            path=path,
            first_line=first_line,
            chips=self._chips,
            strict_variables=self._strict_variables,
        )
        out = Output(marked=True)
        for fault, place in template.faults:
            context.report(fault, place)
        try:
            template.write(context, out)
        except LimitReached as limit:
            context.report(limit, context.place)
            if out.size <= len(text) + _MOST_CACHED_CHARS:
                Chip(Token(Kind.TAG, "{% … %}", 0, 0)).write(context, out)
        written = out.getvalue()
        lines = _lines(written, out.marks or [], first_line)
        found = sorted(context.problems, key=lambda problem: (problem.line, problem.column))
        return Rendered(written, tuple(found), lines)

    def compiled(self, text: str) -> Template:
        """Return a text parsed, from the cache if it was before."""
        found = self._templates.get(text)
        if found is not None:
            self._templates.move_to_end(text)
            return found
        parser = Parser(TAGS, tokens_of(text), mode=self._mode)
        template = Template(self._environment, parser.document(), text, parser.faults)
        self._templates[text] = template
        self._cached_chars += len(text)
        while len(self._templates) > 1 and (
            len(self._templates) > _MOST_TEMPLATES or self._cached_chars > _MOST_CACHED_CHARS
        ):
            dropped, _ = self._templates.popitem(last=False)
            self._cached_chars -= len(dropped)
        return template


def _lines(text: str, marks: Sequence[tuple[int, int, bool]], first_line: int) -> list[int]:
    """Return the source line of each line of a rendered text."""
    lines: list[int] = []
    at = following = 0
    line, follows = 0, True
    while True:
        while following < len(marks) and marks[following][0] <= at:
            position, line, follows = marks[following]
            if follows and position < at:
                line += text.count("\n", position, at)
            following += 1
        lines.append(line + first_line)
        end = text.find("\n", at)
        if end < 0:
            return lines
        at = end + 1
        if follows:
            line += 1
