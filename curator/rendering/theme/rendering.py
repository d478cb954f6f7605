"""One rendering in progress, and what it needs of Liquid and Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from curator.rendering.liquid.problems import Rendered
from curator.rendering.theme.documents import Document
from curator.rendering.theme.pages import Page
from curator.rendering.theme.results import PageProblem


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
