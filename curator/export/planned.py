"""The words of an export's plan: what goes out, what would happen to a file, and why."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from curator.domain.post import ContentHash, PostFacts, PostId


class Action(StrEnum):
    """What happens to a file; stable codes."""

    CREATE = "create"
    UPDATE = "update"
    RENAME = "rename"
    DELETE = "delete"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a file is treated so, or what needs attention about it; stable codes."""

    EDITED_OUTSIDE = "edited-outside"
    DELETED_OUTSIDE = "deleted-outside"
    OTHER_FILE_THERE = "other-file-there"
    """The site has another file at the path of a post that was never exported there."""
    TAKE_THEIRS = "take-theirs"
    """The library is to take the file's text."""
    ADOPTED = "adopted"
    """The site has this very text already; the library is to take note."""
    SAME_TARGET = "same-target"
    """Two posts would take one file."""
    SAME_URL = "same-url"
    """Another post or page has the address that this one would get."""
    INDEX_URL = "index-url"
    URL_CASE = "url-case"
    URL_FORM = "url-form"
    FILE_AS_FOLDER = "file-as-folder"
    SAME_FILE = "same-file"
    CASE_COLLISION = "case-collision"
    """Some systems would take it for another file of the folder, spelled differently."""
    OUTSIDE_SITE = "outside-site"
    PROTECTED = "protected"
    BAD_NAME = "bad-name"
    SYMLINK = "symlink"
    NOT_A_FILE = "not-a-file"
    UNWRITABLE = "unwritable"
    MADE_UTF8 = "made-utf8"
    """The post came in another encoding; its new file is written in UTF-8."""
    NOT_UTF8 = "not-utf8"
    UNDECODABLE = "undecodable"
    BROKEN_YAML = "broken-yaml"
    BAD_DATE = "bad-date"
    NAME_WITHOUT_DATE = "name-without-date"
    EMPTY_TITLE = "empty-title"
    NO_DATE = "no-date"
    DUPLICATE_KEY = "duplicate-key"
    PICTURE_REFUSED = "picture-refused"
    """One of its pictures cannot be written where it belongs."""
    LOST_PICTURE = "lost-picture"
    """It shows a picture that neither the library nor the site has."""
    UNFIT_PICTURE = "unfit-picture"
    """A file that it shows is no picture, or one in which something could run."""


class ConflictChoice(StrEnum):
    """What to do where library and file both changed."""

    STOP = "stop"
    """Nothing at all is written."""
    SKIP = "skip"
    """The conflicting files stay as they are."""
    THEIRS = "theirs"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class PostPicture:
    """A file that the library keeps with a post on its way out."""

    asset: int
    name: str
    """How the text calls it."""
    origin: str
    """Its address on the web, empty where it came as a file."""
    place: str = ""
    """Where an earlier export wrote it in this site."""
    elsewhere: tuple[str, ...] = ()
    """Where other sites have it."""


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """A picture of a post and its file in the site."""

    asset: int
    post: PostId
    path: str
    """Posix, relative to the site's root."""
    before: ContentHash | None
    """What lies there now; None where the export makes the file."""
    content: ContentHash
    """What lies there afterwards."""


@dataclass(frozen=True, slots=True)
class ExportPost:
    """A post on its way out."""

    post: PostId
    revision: int
    title: str
    path: str | None
    """Its place in this site, else the one it had in another; None if it never was in one."""
    base: ContentHash | None
    """The text on which the library and this site's file last agreed."""
    content: ContentHash
    """Of the library's text."""
    facts: PostFacts
    """Derived in the zone of this site's build."""
    suffix: str
    """Of the article's own file, with its dot."""
    draft: bool = False
    foreign: bool = False
    """A guest's text, in which Liquid and kramdown's attributes are shown."""
    pictures: tuple[PostPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A new source text without its body, which the library has anyway: plans of many posts stay small."""

    head: bytes
    rest_from: int
    """Where in the library's text the unchanged rest begins."""
    load: Callable[[], bytes]
    of: ContentHash
    """The library's text that it stands for."""

    def text(self) -> bytes:
        """Return the whole new source text."""
        return self.head + self.load()[self.rest_from :]


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """What an export would do to one file."""

    post: PostId | None
    revision: int
    title: str
    path: str
    action: Action
    reason: Reason | None
    before: ContentHash | None
    """The file as it is now; None where there is none."""
    after: ContentHash | None
    """The file as it will be, or would be but for a conflict; None where it goes."""
    attention: bool
    other: str = ""
    """The other party of a collision; the picture that a reason is about."""
    pictures: tuple[PlannedPicture, ...] = ()
    """Those that the text of a post refers to."""
    picture: PlannedPicture | None = None
    """Set where the file is a picture; it then has no post of its own."""
    completion: Completion | None = field(default=None, repr=False, compare=False)

    @property
    def completed(self) -> bytes | None:
        """Return the new source text if the site's habits added to it; loads the library's text."""
        return None if self.completion is None else self.completion.text()


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export would do to a site, ordered by path."""

    root: Path
    files: tuple[PlannedFile, ...]

    @property
    def counts(self) -> Mapping[Action, int]:
        """Return how many files have each action."""
        return Counter(file.action for file in self.files)
