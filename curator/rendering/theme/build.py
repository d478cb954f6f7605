"""A build as far as it is asked for: documents in their order, and what they see of each other.

Owns the variables that templates see, the edited document in the place of the saved one, and which of
the others is converted already when one is rendered. A build is for one thread.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from curator.rendering.theme.documents import Document
from curator.rendering.theme.drops import DocumentDrop, ExcerptDrop
from curator.rendering.theme.generated import PAGINATE, plugins_of, with_generated
from curator.rendering.theme.model import SiteModel
from curator.rendering.theme.overlay import Overlaid
from curator.rendering.theme.pages import Page
from curator.rendering.theme.posts import PostIndex, PostKey
from curator.rendering.theme.rendering import Rendering
from curator.rendering.theme.site_drop import SiteDrop
from curator.rendering.theme.steps import Steps
from curator.site.ruby_values import to_s

JEKYLL_VERSION = "4.3.1"

_DEEPEST = 6
"""So many documents may be rendered for each other's sake; beyond, their source is shown."""
_DROPS_KEPT = 4_000
_TEXTS_KEPT = 400
_EXCERPTS_KEPT = 4_000
_READ_ALL_FOR_HIDDEN = 2_000
"""Up to so many posts are asked whether they are `hidden` from the paginator."""


class Build:
    """A build of one site, as far as it is asked for."""

    def __init__(
        self,
        model: SiteModel,
        steps: Steps,
        *,
        environment: str,
        most_posts: int | None = None,
    ) -> None:
        self.model = model
        self.steps = steps
        self._jekyll = {"version": JEKYLL_VERSION, "environment": environment}
        self._index: PostIndex = model.posts
        self._edited: Document | None = None
        self._edits = 0
        self._stack: list[Rendering] = []
        self._ranks = {label: at for at, label in enumerate(model.site.config.collections)}
        self._drops: dict[str, tuple[object, DocumentDrop]] = {}
        self._contents: dict[str, tuple[object, str]] = {}
        self._outputs: dict[str, tuple[object, str]] = {}
        self._excerpts: dict[str, tuple[object, str]] = {}
        self._rendered_for = ""
        self._pages: tuple[str, list[Page]] | None = None
        self._plugins = plugins_of(
            model.settings,
            _gemfile(model),
            "" if model.theme is None else model.theme.name,
            github_pages=model.site.config.github_pages,
        )
        self.site_drop = SiteDrop(
            model,
            lambda: self._index,
            self.pages,
            self.pages_revision,
            self.post_drop,
            self.document_drops,
            lambda: self._stack[-1].document_path if self._stack else None,
            most_posts,
            lambda: self.steps.approximations.add(f"posts:{most_posts}"),
        )

    @property
    def index(self) -> PostIndex:
        """Return the posts, the edited one as it is edited."""
        return self._index

    def edit(self, document: Document | None) -> None:
        """Put a document in the place of the saved one of its path."""
        self._edited = document
        self._index = self.model.posts
        if document is not None and document.label == "posts":
            self._edits += 1
            version = f"edited-{self._edits}"
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

    def pages_revision(self) -> str:
        """Return what is another text whenever `pages` may be others."""
        files = self.model.files_revision
        return f"{files}/{self._index.revision}" if PAGINATE in self._plugins else files

    def pages(self) -> list[Page]:
        """Return the site's pages, those of the paginator included."""
        revision = self.pages_revision()
        if self._pages is None or self._pages[0] != revision:
            pages = with_generated(
                self.model.pages(),
                self._plugins,
                self.model.settings,
                self._listed_posts,
                self.model.page_url,
                lambda path: self.model.source.locate(path) is not None,
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
            self.steps.approximations.add("depth")
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
            return self.steps.body(current)

    def _output_of(self, document: Document) -> str:
        with self.rendering(document) as current:
            self.steps.body(current)
            return self.steps.in_layouts(current)

    def _excerpt_of(self, document: Document, cut: str) -> str:
        with self.rendering(document, is_excerpt=True) as current:
            liquid = document.data.get("render_with_liquid") is not False
            text = cut
            if liquid and ("{%" in cut or "{{" in cut):
                text = self.steps.render(cut, current, document.first_line).text
            return self.steps.convert(text, document.extension, current, lines=False)

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
        converted = self.steps.is_markdown(subject.extension)
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
        name = self.steps.layout_name(subject)
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


def _gemfile(model: SiteModel) -> str:
    found = model.root.read("Gemfile")
    return "" if found is None else found.data.decode("utf-8", "replace")


def _true(value: object) -> bool:
    return value is not None and value is not False
