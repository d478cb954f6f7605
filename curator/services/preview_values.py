"""What a preview is made of, as plain values that window and commands hold."""

from dataclasses import dataclass
from enum import StrEnum

from curator.rendering.guard import Trouble


class PictureState(StrEnum):
    """What a page shows in a picture's place."""

    SHOWN = "shown"
    REMOTE = "remote"
    """A placeholder that names the host; one click loads it."""
    FAILED = "failed"
    """The last try to load it failed."""
    MISSING = "missing"
    """No such file in the site."""
    REFUSED = "refused"
    """An address that is never followed: `file:`, `blob:`, a large or odd `data:`."""
    EMBEDDED = "embedded"
    """A frame or plug-in, which the preview never shows."""


class PageMode(StrEnum):
    """How much of the site's page is shown."""

    ARTICLE = "article"
    """The converted body under the program's own plain heading."""
    PAGE = "page"
    """The whole page in the site's layouts and styles."""


@dataclass(frozen=True, slots=True)
class PageProblem:
    """What Liquid or the theme could not do; the rest of the page is as it should be."""

    code: str
    file: str
    """Path in the site; empty for the post itself."""
    line: int
    """1-based line of that file, 0 where there is none to name."""
    column: int
    message: str
    """What the parser said, in its own words."""
    name: str = ""
    """The tag, filter, layout or file it is about."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: its address as the browser would resolve it, its token where it has one."""

    address: str
    state: PictureState
    token: str = ""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A rendered post: the whole page, and its parts for patching one that is already shown.

    Block elements of `fragment`, and of the article inside `document`, carry `data-line`: the line
    of the source text, counted from 1, where the block begins.
    """

    html: str
    title: str
    lang: str
    header: str
    fragment: str
    pictures: tuple[Picture, ...]
    notice: Trouble | None
    """Why the body is shown as plain text, None where it is as it should be."""
    document: str | None = None
    """The site's whole page, None in article mode; its relative addresses hold at `address`."""
    address: str = ""
    """Where `document` is shown: an address of the program's own scheme, one host for each site."""
    problems: tuple[PageProblem, ...] = ()
    approximations: tuple[str, ...] = ()
    """Codes of what stands in for parts of the site that are not here: `theme:minima`."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Bytes that the program's own scheme serves."""

    media_type: str
    data: bytes
