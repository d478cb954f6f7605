"""What a comparison with real Jekyll asks and answers, as plain values.

Apart from `services.truth`, which needs much to be loaded: whoever words these needs none of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from curator.rendering.truth.comparison import Difference

DEFAULT_SECONDS = 120.0


class Part(StrEnum):
    """What is compared."""

    PAGE = "page"
    ARTICLE = "article"
    """The converted body, before any layout."""


@dataclass(frozen=True, slots=True)
class Question:
    """How a post is to be built and compared."""

    part: Part = Part.PAGE
    trusted: bool = False
    """The editor allows this site's Gemfile and plug-ins to run."""
    neighbours: int = 0
    """How many other posts of the site are there."""
    seconds: float = DEFAULT_SECONDS


@dataclass(frozen=True, slots=True)
class JekyllName:
    """The Jekyll that builds."""

    command: str
    version: str
    bundled: bool
    bundle_fault: str
    """Why the site's bundle gave way to the machine's own Jekyll, empty where it did not."""


@dataclass(frozen=True, slots=True)
class SiteCode:
    """What of a site would run with trust."""

    root: Path
    gemfile: str
    """Its name, empty where there is none."""
    plugins: tuple[str, ...]
    """Ruby files, posix, relative to the root."""

    @property
    def any(self) -> bool:
        """Tell whether trust would change anything."""
        return bool(self.gemfile or self.plugins)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two pages of one post."""

    title: str
    root: Path
    path: str
    part: Part
    """What was compared: the article alone where the site's theme is not on this machine."""
    difference: Difference
    """Left is Jekyll's, right is Curator's."""
    jekyll: JekyllName
    seconds: float
    """How long Jekyll took."""
    own_seconds: float
    log: str
    """What Jekyll printed."""
    complete: bool
    """False where Jekyll stumbled over another page of the site afterwards."""
    missing: tuple[str, ...]
    """Themes and plug-ins of the site that were left out."""
    themeless: bool
    trusted: bool
    neighbours: int
    code: SiteCode
    jekyll_html: str
    own_html: str
    approximations: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Tell whether a browser sees the same."""
        return self.difference.equal


@dataclass(frozen=True, slots=True)
class Own:
    """What Curator makes of the same post in the same folder."""

    page: str
    body: str
    approximations: tuple[str, ...] = ()
    """Codes of what stands in for parts of the site that are not here."""
