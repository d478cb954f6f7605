"""What comes of rendering a page: the page, its parts, and what could not be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ThemeCode(StrEnum):
    """What is wrong with a site rather than with a template; codes beside those of Liquid."""

    MISSING_LAYOUT = "missing-layout"
    """Jekyll only warns: the page stands without it. `message` names the layout."""
    BROKEN_FRONT_MATTER = "broken-front-matter"
    BROKEN_DATA = "broken-data"
    """A data file that stops Jekyll's build."""
    BROKEN_SASS = "broken-sass"
    NEWER_SASS = "newer-sass"
    """A stylesheet asks for modules (`@use`), which only Dart Sass knows: much of it is missing.
    `message` is the word."""
    NOT_CONVERTED = "not-converted"
    """The converter gave up over the text; it stands there as it was."""


@dataclass(frozen=True, slots=True)
class PageProblem:
    """One problem of a page."""

    code: str
    """Of `ThemeCode` or of Liquid's `Code`."""
    file: str
    """Path in the site, or in the theme where `themed`."""
    line: int
    """From 1, 0 where there is none to name."""
    column: int
    message: str
    name: str = ""
    themed: bool = False


@dataclass(frozen=True, slots=True)
class PageResult:
    """A rendered page."""

    html: str
    """The whole page in its layouts."""
    body: str
    """The converted text alone: what the innermost layout gets as `content`."""
    url: str
    """Without `baseurl`."""
    layouts: tuple[str, ...]
    """The innermost first."""
    problems: tuple[PageProblem, ...]
    approximations: tuple[str, ...]
    """What stands in for parts that are not here: `theme:minima`."""
    lines: Sequence[int] = ()
    """For each line of the text after Liquid, from 0, the line of the file that it comes from."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the built site."""

    data: bytes
    media_type: str
    problems: tuple[PageProblem, ...] = ()
