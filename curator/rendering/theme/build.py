"""Rendering as Jekyll's renderer does it: Liquid, then Markdown, then the layouts around it.

Owns the order of things: what of other documents is converted already when one is rendered, the
variables that templates see, the chain of layouts. A build is for one thread.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from curator.formats.yaml_values import Value
from curator.rendering.liquid.problems import Problem, Rendered
from curator.rendering.theme.documents import Document
from curator.rendering.theme.drops import DocumentDrop, ExcerptDrop
from curator.rendering.theme.layers import Layout
from curator.rendering.theme.model import SiteModel
from curator.rendering.theme.overlay import Overlaid
from curator.rendering.theme.pages import Page
from curator.rendering.theme.pagination import paginates, with_pages
from curator.rendering.theme.posts import PostIndex, PostKey
from curator.rendering.theme.results import PageProblem, ThemeCode
from curator.rendering.theme.site_drop import SiteDrop
from curator.rendering.theme.stylesheets import SassFault, Stylesheets
from curator.site.merging import merge
from curator.site.ruby_values import to_s

JEKYLL_VERSION = "4.3.1"

_DEEPEST = 6
"""So many documents may be rendered for each other's sake; beyond, their source is shown."""
_NO_LAYOUTS = frozenset({"", "none", "null", "nil", "false"})
_DROPS_KEPT = 4_000
_TEXTS_KEPT = 400
_EXCERPTS_KEPT = 4_000
_READ_ALL_FOR_HIDDEN = 2_000
"""Up to so many posts are asked whether they are `hidden` from the paginator."""


class LiquidEngine(Protocol):
    """What a build needs of Liquid."""

    def render(
        self, text: str, scope: Mapping[str, object], *, path: str, first_line: int = 1
    ) -> Rendered:
        """Return a rendered template."""


class Converter(Protocol):
    """Markdown to HTML; with `lines` its blocks carry `data-line`."""

    def __call__(self, text: str, *, lines: bool = False) -> str:
        """Return the HTML."""


@dataclass(slots=True)
class Rendering:
    """One document or page while it is rendered."""

    subject: Document | Page
    scope: dict[str, object]
    is_excerpt: bool = False
    body: str | None = None
    """Its converted text, once there is one."""
    problems: list[PageProblem] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    lines: Sequence[int] = ()

    @property
    def document_path(self) -> str | None:
        """Return the path of the document that is rendered; None for pages and excerpts."""
        subject = self.subject
        return subject.path if isinstance(subject, Document) and not self.is_excerpt else None


class Build:
    """A build of one site, as far as it is asked for."""

    def __init__(
        self,
        model: SiteModel,
        markdown: Converter,
        stylesheets: Stylesheets,
        *,
        environment: str,
        most_posts: int | None = None,
    ) -> None:
        self.model = model
        self.approximations: set[str] = set()
        self._markdown = markdown
        self._stylesheets = stylesheets
        self._liquid: LiquidEngine | None = None
        self._jekyll = {"version": JEKYLL_VERSION, "environment": environment}
        self._index: PostIndex = model.posts
        self._edited: Document | None = None
        self._stack: list[Rendering] = []
        self._ranks = {label: at for at, label in enumerate(model.site.config.collections)}
        self._drops: dict[str, tuple[object, DocumentDrop]] = {}
        self._contents: dict[str, tuple[object, str]] = {}
        self._outputs: dict[str, tuple[object, str]] = {}
        self._excerpts: dict[str, tuple[object, str]] = {}
        self._rendered_for = ""
        self._pages: tuple[str, list[Page]] | None = None
        self._paginates = paginates(model.site.config, _gemfile(model))
        self.site_drop = SiteDrop(
            model,
            lambda: self._index,
            self.pages,
            self.post_drop,
            self.document_drops,
            lambda: self._stack[-1].document_path if self._stack else None,
            most_posts,
            lambda: self.approximations.add(f"posts:{most_posts}"),
        )

    @property
    def index(self) -> PostIndex:
        """Return the posts, the edited one as it is edited."""
        return self._index

    def use(self, liquid: LiquidEngine) -> None:
        """Take the engine, which in turn needs to know the site."""
        self._liquid = liquid

    def edit(self, document: Document | None) -> None:
        """Put a document in the place of the saved one of its path."""
        self._edited = document
        self._index = self.model.posts
        if document is not None and document.label == "posts":
            version = f"edited-{id(document):x}"
            key = PostKey(document.path, document.date, version)
            self._index = Overlaid(self.model.posts, key, visible=document.verdict.visible)
        revision = self.model.revision
        if self._rendered_for != revision:
            self._rendered_for = revision
            for known in (self._contents, self._outputs, self._excerpts):
                known.clear()
            self._drops.clear()

    # Documents and pages as templates get them.

    def post_drop(self, key: PostKey) -> DocumentDrop:
        """Return what templates see of a post."""
        edited = self._edited
        if edited is not None and edited.path == key.path:
            return self.document_drop(edited)
        known = self._drops.get(key.path)
        if known is None or known[0] != key.version:
            known = (key.version, DocumentDrop(self, lambda: self.model.post(key)))
            self._remember(self._drops, key.path, known)
        return known[1]

    def document_drop(self, document: Document) -> DocumentDrop:
        """Return what templates see of a document that is read already."""
        known = self._drops.get(document.path)
        if known is None or known[0] is not document:
            known = (document, DocumentDrop(self, lambda: document))
            self._remember(self._drops, document.path, known)
        return known[1]

    def document_drops(self, label: str) -> list[DocumentDrop]:
        """Return the documents of a collection."""
        edited = self._edited
        return [
            self.document_drop(
                edited if edited is not None and edited.path == document.path else document
            )
            for document in self.model.collection(label)
        ]

    @staticmethod
    def _remember(
        known: dict[str, tuple[object, DocumentDrop]], path: str, value: tuple[object, DocumentDrop]
    ) -> None:
        known.pop(path, None)
        known[path] = value
        if len(known) > _DROPS_KEPT:
            del known[next(iter(known))]

    def pages(self) -> list[Page]:
        """Return the site's pages, those of the paginator included."""
        revision = f"{self.model.revision}/{self._index.revision}"
        if self._pages is None or self._pages[0] != revision:
            pages = self.model.pages()
            if self._paginates:
                pages = with_pages(
                    pages, self.model.settings, self._listed_posts(), self.model.page_url
                )
            self._pages = (revision, pages)
        return self._pages[1]

    def _listed_posts(self) -> Sequence[object]:
        posts = self.site_drop.post_list()
        if len(posts) > _READ_ALL_FOR_HIDDEN:
            return posts
        drops = [drop for drop in posts if isinstance(drop, DocumentDrop)]
        if not any(_true(drop.get("hidden")) for drop in drops):
            return posts
        return [drop for drop in drops if not _true(drop.get("hidden"))]

    def beside(self, document: Document) -> tuple[object, object]:
        """Return the documents before and after one in its collection."""
        if document.label == "posts":
            found = self._index.neighbours(document.path, document.date)
            older, newer = found.previous, found.next
            return (
                None if older is None else self.post_drop(older),
                None if newer is None else self.post_drop(newer),
            )
        drops = self.document_drops(document.label) if document.label in self._ranks else []
        at = next((n for n, drop in enumerate(drops) if drop.document.path == document.path), None)
        if at is None:
            return None, None
        return (drops[at - 1] if at else None, drops[at + 1] if at + 1 < len(drops) else None)

    # What is rendered of other documents.

    def content(self, document: Document) -> str:
        """Return a document's text: converted where the build has come past it, else its source."""
        current = self._stack[-1] if self._stack else None
        if current is not None and current.document_path == document.path:
            return document.content if current.body is None else current.body
        if not self._is_past(document):
            return document.content
        return self._once(self._contents, document, lambda: self._body_of(document))

    def output(self, document: Document) -> str | None:
        """Return a document's page where the build has come past it."""
        current = self._stack[-1] if self._stack else None
        if current is not None and current.document_path == document.path:
            return None
        if not self._is_past(document):
            return None
        return self._once(self._outputs, document, lambda: self._output_of(document))

    def excerpt(self, document: Document) -> str:
        """Return a document's excerpt."""
        own = document.data.get("excerpt")
        if own is not None:
            return to_s(own)
        cut = document.cut_excerpt
        if cut is None:
            return ""
        if len(self._stack) > _DEEPEST:
            return cut
        return self._once(self._excerpts, document, lambda: self._excerpt_of(document, cut))

    def _once(
        self, known: dict[str, tuple[object, str]], document: Document, make: Callable[[], str]
    ) -> str:
        found = known.get(document.path)
        if found is None or found[0] is not document:
            found = (document, make())
            known[document.path] = found
            if len(known) > (_EXCERPTS_KEPT if known is self._excerpts else _TEXTS_KEPT):
                del known[next(iter(known))]
        return found[1]

    def _is_past(self, document: Document) -> bool:
        """Tell whether Jekyll renders a document before the one that is rendered now."""
        if len(self._stack) > _DEEPEST:
            self.approximations.add("depth")
            return False
        subject = self._stack[-1].subject if self._stack else None
        if not isinstance(subject, Document):
            return True
        return self._place(document) < self._place(subject)

    def _place(self, document: Document) -> tuple[int, float, str]:
        return (
            self._ranks.get(document.label, len(self._ranks)),
            document.date.timestamp() if document.label == "posts" else 0.0,
            document.path,
        )

    def _body_of(self, document: Document) -> str:
        with self.rendering(document) as current:
            return self.body(current)

    def _output_of(self, document: Document) -> str:
        with self.rendering(document) as current:
            self.body(current)
            return self.in_layouts(current)

    def _excerpt_of(self, document: Document, cut: str) -> str:
        with self.rendering(document, is_excerpt=True) as current:
            liquid = document.data.get("render_with_liquid") is not False
            text = cut
            if liquid and ("{%" in cut or "{{" in cut):
                text = self._render(cut, current, document.relative, document.first_line).text
            return self._convert(text, document.extension, current, lines=False)

    # The steps of one rendering.

    @contextmanager
    def rendering(
        self, subject: Document | Page, *, is_excerpt: bool = False
    ) -> Iterator[Rendering]:
        """Begin rendering a document or page; what it asks of the site is asked for its sake."""
        page: object
        if isinstance(subject, Page):
            page = subject.liquid()
        elif is_excerpt:
            page = ExcerptDrop(self, lambda: subject)
        else:
            page = self.document_drop(subject)
        converted = self._is_markdown(subject.extension)
        around = "\n" if converted else ""
        scope: dict[str, object] = {
            "site": self.site_drop,
            "page": page,
            "jekyll": self._jekyll,
            "paginator": subject.pager if isinstance(subject, Page) else None,
            "theme": self._theme_drop(),
            "highlighter_prefix": around,
            "highlighter_suffix": around,
            "layout": None,
            "content": None,
        }
        name = self._layout_name(subject)
        layout = None if name is None else self.model.layouts.get(name)
        if layout is not None and not is_excerpt:
            scope["layout"] = dict(layout.data)
        current = Rendering(subject, scope, is_excerpt)
        self._stack.append(current)
        try:
            yield current
        finally:
            self._stack.pop()

    def _theme_drop(self) -> Mapping[str, object] | None:
        theme = self.model.theme
        return None if theme is None else {"root": theme.folder.root, "version": theme.version}

    def body(self, current: Rendering, *, lines: bool = False) -> str:
        """Render and convert the text of a document or page."""
        subject = current.subject
        text = subject.content
        if subject.rendered_with_liquid:
            path = subject.path
            rendered = self._render(text, current, path, subject.first_line)
            text, current.lines = rendered.text, rendered.lines
        else:
            count = text.count("\n") + 1
            current.lines = range(subject.first_line, subject.first_line + count)
        body = self._convert(text, subject.extension, current, lines=lines)
        current.body = body
        return body

    def _layout_name(self, subject: Document | Page) -> str | None:
        """Return the layout of a document or page; GitHub Pages gives Markdown one by itself."""
        asks = "layout" in subject.data
        if asks or not self.model.site.config.github_pages or subject.layout is not None:
            return subject.layout
        if not self._is_markdown(subject.extension):
            return None
        names = ["default"]
        if isinstance(subject, Page):
            names.insert(0, "page")
            if subject.url in {"/", "/index.html"}:
                names.insert(0, "home")
        elif subject.label == "posts":
            names.insert(0, "post")
        return next((name for name in names if name in self.model.layouts.names()), None)

    def in_layouts(self, current: Rendering) -> str:
        """Place a converted text in its layouts, one around the other."""
        subject = current.subject
        output = current.body or ""
        name = self._layout_name(subject)
        if name is None:
            return output
        layout = self.model.layouts.get(name)
        if layout is None and name:
            layout = self._stand_in_layout(subject, name)
        if layout is None:
            if name:
                problem = PageProblem(ThemeCode.MISSING_LAYOUT, subject.path, 0, 0, name, name)
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
            output = self._render(
                layout.content, current, layout.path, layout.first_line, layout
            ).text
            parent = layout.data.get("layout")
            themed = layout.themed
            layout = self.model.layouts.get(parent) if isinstance(parent, str) else None
            if layout is None and isinstance(parent, str) and not themed:
                layout = self._stand_in_layout(None, parent)
        return output

    def _stand_in_layout(self, subject: Document | Page | None, name: str) -> Layout | None:
        """Return a layout for one that only the theme has which is not here."""
        theme = self.model.theme
        if theme is None or not theme.approximated or name in _NO_LAYOUTS:
            return None
        self.approximations.add(f"layout:{name}")
        if subject is None:
            return self.model.layouts.get("default")
        is_post = isinstance(subject, Document) and subject.label == "posts"
        return self.model.layouts.get("post" if is_post else "page")

    def _render(
        self,
        text: str,
        current: Rendering,
        path: str,
        first_line: int,
        layout: Layout | None = None,
    ) -> Rendered:
        assert self._liquid is not None
        rendered = self._liquid.render(text, current.scope, path=path, first_line=first_line)
        themed = layout.themed if layout is not None else False
        current.problems += [_problem(problem, path, themed) for problem in rendered.problems]
        return rendered

    def _is_markdown(self, extension: str) -> bool:
        return extension.lower() in self.model.site.config.markdown_ext

    def _convert(self, text: str, extension: str, current: Rendering, *, lines: bool) -> str:
        kind = extension.lower()
        if kind in {".scss", ".sass"}:
            return self._compile(text, current, indented=kind == ".sass")
        if not self._is_markdown(extension):
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
        try:
            return self._stylesheets.compile(text, indented=indented)
        except SassFault as fault:
            subject = current.subject
            file, line, themed = subject.path, fault.line + subject.first_line - 1, False
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
            (self.model.source, False),
            *([(self.model.theme.folder, True)] if self.model.theme is not None else []),
        ):
            if folder.holds(path):
                return path[len(folder.root) :].lstrip("/\\").replace("\\", "/"), themed
        return path.rpartition("/")[2], False


def _problem(problem: Problem, path: str, themed: bool) -> PageProblem:
    if problem.file:
        return PageProblem(
            problem.code,
            f"_includes/{problem.file}",
            problem.file_line,
            0,
            problem.message,
            problem.name,
            themed,
        )
    return PageProblem(
        problem.code, path, problem.line, problem.column, problem.message, problem.name, themed
    )


def _gemfile(model: SiteModel) -> str:
    found = model.root.read("Gemfile")
    return "" if found is None else found.data.decode("utf-8", "replace")


def _true(value: object) -> bool:
    return value is not None and value is not False
