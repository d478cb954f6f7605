"""The steps of one rendering: Liquid, then the converter, then the layouts around it.

Follows Jekyll's renderer. What other documents are asked for is the build's business.
"""

import re

from curator.formats.yaml_values import Value
from curator.rendering.liquid.problems import Problem, Rendered
from curator.rendering.theme.documents import Document
from curator.rendering.theme.layers import Layout
from curator.rendering.theme.model import SiteModel
from curator.rendering.theme.pages import Page
from curator.rendering.theme.rendering import Converter, LiquidEngine, Rendering
from curator.rendering.theme.results import PageProblem, ThemeCode
from curator.rendering.theme.stylesheets import SassFault, Stylesheets
from curator.site.merging import merge

_MODULES = re.compile(r"^[ \t]*@(?:use|forward)\b", re.MULTILINE)
_NO_LAYOUTS = frozenset({"", "none", "null", "nil", "false"})


class Steps:
    """Renders the texts of one site."""

    def __init__(self, model: SiteModel, markdown: Converter, stylesheets: Stylesheets) -> None:
        self.approximations: set[str] = set()
        self.themed = False
        """Whether a layout of the theme was used since this was last cleared."""
        self._model = model
        self._markdown = markdown
        self._stylesheets = stylesheets
        self._liquid: LiquidEngine | None = None
        self._source = model.site.config.source

    def use(self, liquid: LiquidEngine) -> None:
        """Take the engine, which in turn needs to know the site."""
        self._liquid = liquid

    def body(self, current: Rendering, *, lines: bool = False) -> str:
        """Render and convert the text of a document or page."""
        subject = current.subject
        text = subject.content
        if subject.rendered_with_liquid:
            rendered = self.render(text, current, subject.first_line)
            text, current.lines = rendered.text, rendered.lines
        else:
            count = text.count("\n") + 1
            current.lines = range(subject.first_line, subject.first_line + count)
        body = self.convert(text, subject.extension, current, lines=lines)
        current.body = body
        return body

    def layout_name(self, subject: Document | Page) -> str | None:
        """Return the layout of a document or page; GitHub Pages gives Markdown one by itself."""
        asks = "layout" in subject.data
        if asks or not self._model.site.config.github_pages or subject.layout is not None:
            return subject.layout
        if not self.is_markdown(subject.extension):
            return None
        names = ["default"]
        if isinstance(subject, Page):
            names.insert(0, "page")
            if subject.url in {"/", "/index.html"}:
                names.insert(0, "home")
        elif subject.label == "posts":
            names.insert(0, "post")
        return next((name for name in names if name in self._model.layouts.names()), None)

    def in_layouts(self, current: Rendering) -> str:
        """Place a converted text in its layouts, one around the other."""
        subject = current.subject
        output = current.body or ""
        name = self.layout_name(subject)
        if name is None:
            return output
        layout = self._model.layouts.get(name)
        if layout is None and name:
            layout = self._stand_in_layout(subject, name)
        if layout is None:
            if name:
                problem = PageProblem(
                    ThemeCode.MISSING_LAYOUT, self._in_site(None, subject), 0, 0, name, name
                )
                current.problems.append(problem)
            return output
        used: set[str] = set()
        data: dict[str, Value] = {}
        while layout is not None and layout.name not in used:
            used.add(layout.name)
            current.layouts.append(layout.name)
            data = merge(layout.data, data)
            current.scope["content"] = output
            current.scope["layout"] = data
            output = self.render(layout.content, current, layout.first_line, layout).text
            parent = layout.data.get("layout")
            themed = layout.themed
            self.themed = self.themed or themed
            layout = self._model.layouts.get(parent) if isinstance(parent, str) else None
            if layout is None and isinstance(parent, str) and not themed:
                layout = self._stand_in_layout(None, parent)
        return output

    def _stand_in_layout(self, subject: Document | Page | None, name: str) -> Layout | None:
        """Return a layout for one that only the theme has which is not here."""
        theme = self._model.theme
        if theme is None or not theme.approximated or name in _NO_LAYOUTS:
            return None
        self.approximations.add(f"layout:{name}")
        if subject is None:
            return self._model.layouts.get("default")
        is_post = isinstance(subject, Document) and subject.label == "posts"
        return self._model.layouts.get("post" if is_post else "page")

    def render(
        self,
        text: str,
        current: Rendering,
        first_line: int,
        layout: Layout | None = None,
    ) -> Rendered:
        """Run Liquid over a text of the document itself or of a layout, and keep the problems."""
        assert self._liquid is not None
        # What is included relatively lies beside the page, in its layouts as well.
        page = current.subject.path
        if isinstance(current.subject, Document) and self._source:
            page = page.removeprefix(f"{self._source}/")
        rendered = self._liquid.render(text, current.scope, path=page, first_line=first_line)
        themed = layout.themed if layout is not None else False
        file = self._in_site(layout, current.subject)
        includes = self._model.rooted(self._model.site.config.includes_dir)
        for problem in rendered.problems:
            current.problems.append(_problem(problem, file, includes, themed))
        return rendered

    def _in_site(self, layout: Layout | None, subject: Document | Page) -> str:
        """Return the path, relative to the root, of the file whose text is rendered."""
        if layout is not None:
            return layout.path if layout.themed else self._model.rooted(layout.path)
        if isinstance(subject, Document) or subject.themed:
            return subject.path
        return self._model.rooted(subject.path)

    def is_markdown(self, extension: str) -> bool:
        """Tell whether files of a kind are converted."""
        return extension.lower() in self._model.site.config.markdown_ext

    def convert(self, text: str, extension: str, current: Rendering, *, lines: bool) -> str:
        """Convert a text by the kind of its file."""
        kind = extension.lower()
        if kind in {".scss", ".sass"}:
            return self._compile(text, current, indented=kind == ".sass")
        if not self.is_markdown(extension):
            return text
        try:
            return self._markdown(text, lines=lines)
        except (RecursionError, ValueError) as error:
            message = type(error).__name__
            subject = current.subject
            current.problems.append(
                PageProblem(ThemeCode.NOT_CONVERTED, subject.path, 0, 0, message)
            )
            return text

    def _compile(self, text: str, current: Rendering, *, indented: bool) -> str:
        subject = current.subject
        modules = _MODULES.search(text)
        if modules is not None:
            line = subject.first_line + text.count("\n", 0, modules.start())
            problem = PageProblem(
                ThemeCode.NEWER_SASS, self._in_site(None, subject), line, 0, modules[0].strip()
            )
            current.problems.append(problem)
        try:
            return self._stylesheets.compile(text, indented=indented)
        except SassFault as fault:
            file, line, themed = (
                self._in_site(None, subject),
                fault.line + subject.first_line - 1,
                False,
            )
            if fault.file:
                file, themed = self._named(fault.file)
                line = fault.line
            current.problems.append(
                PageProblem(
                    ThemeCode.BROKEN_SASS, file, line, fault.column, fault.message, themed=themed
                )
            )
            return ""

    def _named(self, path: str) -> tuple[str, bool]:
        """Return the path of an imported file in the site, or in the theme."""
        for folder, themed in (
            (self._model.source, False),
            *([(self._model.theme.folder, True)] if self._model.theme is not None else []),
        ):
            if folder.holds(path):
                return path[len(folder.root) :].lstrip("/\\").replace("\\", "/"), themed
        return path.rpartition("/")[2], False


def _problem(problem: Problem, path: str, includes: str, themed: bool) -> PageProblem:
    if problem.file:
        return PageProblem(
            problem.code,
            f"{includes}/{problem.file}",
            problem.file_line,
            0,
            problem.message,
            problem.name,
            themed,
        )
    return PageProblem(
        problem.code, path, problem.line, problem.column, problem.message, problem.name, themed
    )
