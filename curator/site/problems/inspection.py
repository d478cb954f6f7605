"""One post under inspection: what the rules look at, and how they say what they found.

Owns places (offsets to lines) and the setting, which is the same for all posts of a site. The rules
themselves live in the modules beside this one and are named in `registry`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from curator.domain.post import PostFacts, Problem
from curator.domain.problems import Finding, Fix, Place, Severity, Step
from curator.formats.document import Document
from curator.formats.front_matter import Entry, FrontMatter
from curator.formats.yaml_values import Value
from curator.site.filenames import PathKind, PostPath, parse_path
from curator.site.habits import Habits
from curator.site.problems.liquid_tags import KNOWN_TAGS
from curator.site.problems.severities import SEVERITIES
from curator.site.problems.vocabulary import Vocabulary

MOST_OF_A_KIND = 100
"""Findings of one code in one post; a page of nothing but faults needs no more to be told."""

Kept = Callable[[], Collection[str]]
"""Gives the names and addresses of the pictures that are kept with a post."""

_NO_PATH = PostPath(PathKind.OTHER, "", (), None, "", "", "")
_MARKDOWN = (".markdown", ".mkdown", ".mkdn", ".mkd", ".md")


def no_defaults(path: str) -> Mapping[str, Value]:
    """Return the defaults of a site that sets none."""
    return {}


@dataclass(frozen=True, slots=True)
class ProblemContext:
    """What of a site and its build decides whether something is a problem."""

    zone: tzinfo = UTC
    """The zone of the build."""
    now: datetime = datetime(9999, 12, 31, tzinfo=UTC)
    """The moment of the build; what is later is hidden."""
    future: bool = False
    """The build shows posts of the future."""
    zone_configured: bool = True
    """False where the zone is that of whatever machine builds."""
    strict: bool = False
    """`strict_front_matter`: broken YAML stops the build."""
    liquid_everywhere: bool = False
    """The build ignores `render_with_liquid`, as GitHub Pages does."""
    content_dir: str = ""
    markdown_ext: tuple[str, ...] = _MARKDOWN
    excerpt_separator: str = "\n\n"
    layouts: frozenset[str] | None = None
    """Names as front matter gives them; None where nobody knows, as with a theme's."""
    tags: frozenset[str] = KNOWN_TAGS
    """Liquid tags that do not stop the build."""
    habits: Habits | None = None
    """How the site writes; None for a site without posts."""
    sources_expected: bool = False
    """The site's posts name the page they came from."""
    vocabulary: Vocabulary | None = None
    defaults: Callable[[str], Mapping[str, Value]] = no_defaults
    """The values that the site's configuration gives the post at a path."""


class Inspection:
    """A post with all that rules ask about it; made anew for each post."""

    __slots__ = (
        "_line",
        "_line_at",
        "body_start",
        "context",
        "defaults",
        "document",
        "facts",
        "foreign",
        "front",
        "header_start",
        "kept",
        "path",
        "place",
        "text",
        "values",
    )

    def __init__(
        self,
        document: Document,
        front: FrontMatter,
        path: str | None,
        context: ProblemContext,
        facts: PostFacts,
        *,
        foreign: bool = False,
        kept: Kept | None = None,
    ) -> None:
        self.document = document
        self.front = front
        self.path = path
        self.context = context
        self.facts = facts
        self.foreign = foreign
        self.kept = kept
        self.text = document.text
        self.values = front.values
        self.place = (
            _NO_PATH if path is None else parse_path(path, collections_dir=context.content_dir)
        )
        self.defaults = {} if path is None else context.defaults(path)
        self.header_start = len(document.opening)
        self.body_start = len(self.text) - len(document.body)
        self._line, self._line_at = 1, 0

    @property
    def is_markdown(self) -> bool:
        """Tell whether the body is Markdown, as that of a post without a file is taken to be."""
        return self.path is None or self.path.lower().endswith(self.context.markdown_ext)

    def value(self, key: str) -> Value:
        """Return what counts for `key`: the post's own value, else the site's default."""
        own = self.values.get(key)
        return self.defaults.get(key) if own is None else own

    def where(self, start: int, end: int) -> Place:
        """Return the place of a span of the text; asked in ascending order it costs least."""
        if start < self._line_at:
            self._line, self._line_at = 1, 0
        self._line += self.text.count("\n", self._line_at, start)
        self._line_at = start
        return Place(start, end, self._line, start - self.text.rfind("\n", 0, start))

    def found(
        self,
        code: Problem,
        span: tuple[int, int] | None,
        *steps: Step,
        key: str = "",
        severity: Severity | None = None,
        path: str | None = None,
        **fields: str,
    ) -> Finding:
        """Return a finding at a span of the whole text; steps or a new `path` make its fix."""
        place = None if span is None else self.where(*span)
        fix = Fix(code, steps, path) if steps or path is not None else None
        return Finding(code, severity or SEVERITIES[code], place, key, fields, fix)

    def found_at(
        self,
        code: Problem,
        entry: Entry,
        *steps: Step,
        severity: Severity | None = None,
        span: tuple[int, int] | None = None,
        path: str | None = None,
        **fields: str,
    ) -> Finding:
        """Return a finding at an entry's value, at its key where it has none.

        `span` is a narrower one, in the text of the front matter.
        """
        start, end = span or entry.value_span
        if start == end or not entry.raw.strip():
            start, end = entry.key_span
        return self.found(
            code,
            (self.header_start + start, self.header_start + end),
            *steps,
            key=entry.key,
            severity=severity,
            path=path,
            **fields,
        )
