"""What a user or the machine caused: kinds with fields, never prose.

`curator.sentences` turns each into a sentence that names the file and the way out. Anything that
is not a CuratorError is a bug and may crash loudly.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(eq=False)
class CuratorError(Exception):
    """Base of all errors a user can do something about."""

    def __post_init__(self) -> None:
        super().__init__(type(self).__name__)


class FileFault(StrEnum):
    """Why a file could not be read or taken in."""

    MISSING = "missing"
    DIRECTORY = "directory"
    SPECIAL = "special"
    """A socket, a pipe or a device."""
    DENIED = "denied"
    TOO_LARGE = "too-large"
    BINARY = "binary"
    PICTURE = "picture"
    UNSUPPORTED = "unsupported"
    CHANGED = "changed"
    """It changed between the plan and its execution."""
    UNREADABLE = "unreadable"
    DISK_FULL = "disk-full"
    EXISTS = "exists"
    """Something is there already that must not be written over."""


@dataclass(eq=False)
class FileError(CuratorError):
    """A file cannot be read, taken in or written."""

    path: Path
    fault: FileFault
    detail: str = ""


class ReadFault(StrEnum):
    """Why something that was dropped, or a part of it, became no post."""

    UNSUPPORTED = "unsupported-kind"
    """No kind that is read."""
    BROKEN = "broken-content"
    """It is damaged or cut off; `detail` says where reading stopped."""
    EMPTY = "empty-content"
    """There is no article in it."""
    ENCRYPTED = "encrypted"
    BAD_NAME = "unsafe-name"
    """Its name in an archive leads out of the archive."""
    LINK = "archive-link"
    """A link or device in an archive."""
    OVERLAP = "overlapping-entries"
    """Entries of an archive share bytes, which only bombs do."""
    RATIO = "unpacks-too-far"
    TOO_LARGE = "content-too-large"
    TOO_MANY = "too-many-entries"
    TOO_DEEP = "nested-too-deep"
    TOO_SLOW = "reading-too-slow"
    TOO_MUCH_MEMORY = "reading-too-big"
    ONLY_LINKED = "only-linked"
    """A feed has only its address, which `detail` is."""
    LOST = "no-longer-there"
    """It was pasted or dropped without a file, and the program ended before it was stored."""
    FAILED = "reading-failed"
    """The reader itself has a fault; the log has its traceback."""


@dataclass(eq=False)
class ReadError(CuratorError):
    """Something that was dropped, or a part of it, cannot become a post."""

    name: str
    fault: ReadFault
    inside: str = ""
    """Where it lies in what was dropped."""
    detail: str = ""


class LibraryFault(StrEnum):
    """Why a library cannot be opened or written."""

    LOCKED = "locked"
    READ_ONLY = "read-only"
    CORRUPT = "corrupt"
    NEWER = "newer"
    NOT_A_LIBRARY = "not-a-library"
    DISK_FULL = "disk-full"
    UNREACHABLE = "unreachable"
    DENIED = "denied"
    MISSING = "missing"
    DRIVER = "driver"
    """The program lacks what speaks to this kind of database."""
    IN_USE = "in-use"
    """Somebody has it open, who must not, or is being put in its place."""
    EXISTS = "exists"
    """A new one was to be made where something is already."""
    NOT_A_FILE = "not-a-file"
    """It lies in a server's database, and only a file can be treated like this."""
    NO_SPACE = "no-space"
    """The work needs more space than the disk has, as many bytes as `detail` says."""


@dataclass(eq=False)
class LibraryError(CuratorError):
    """The library cannot be opened or written."""

    library: str
    fault: LibraryFault
    detail: str = ""


class PlainFault(StrEnum):
    """Why a folder of plain files does not make a library."""

    NOT_PLAIN = "not-plain-files"
    """It is no folder that an export to plain files wrote."""
    NEWER = "newer-plain-files"
    MISSING = "plain-file-missing"
    """`detail` is the name of a file that is not there."""
    CHANGED = "plain-file-changed"
    """`detail` is the name of a file that is not what was exported."""


@dataclass(eq=False)
class PlainError(CuratorError):
    """No library can be rebuilt from a folder of plain files."""

    folder: Path
    fault: PlainFault
    detail: str = ""


class SiteFault(StrEnum):
    """Why a folder cannot be used as a Jekyll site."""

    MISSING = "missing"
    NOT_A_FOLDER = "not-a-folder"
    NO_CONFIG = "no-config"
    BROKEN_CONFIG = "broken-config"
    DENIED = "denied"
    BUSY = "busy"
    """Another run of Curator writes into it."""
    DISK_FULL = "disk-full"
    CHANGED = "changed"
    """A file changed between the plan and its execution; nothing was written."""
    UNWRITABLE = "unwritable"


@dataclass(eq=False)
class SiteError(CuratorError):
    """A folder cannot be used, read or written as a Jekyll site."""

    path: Path
    fault: SiteFault
    detail: str = ""
    line: int = 0


@dataclass(eq=False)
class PostMissing(CuratorError):
    """No post has this number."""

    post: int


@dataclass(eq=False)
class RevisionMissing(CuratorError):
    """The post has no version of this number."""

    post: int
    revision: int


class QueryFault(StrEnum):
    """What is wrong with a query."""

    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_VALUE = "unknown-value"
    MISSING_VALUE = "missing-value"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNBALANCED = "unbalanced"
    EMPTY_GROUP = "empty-group"
    DANGLING_OPERATOR = "dangling-operator"
    BAD_DATE = "bad-date"
    BACKWARDS = "backwards"
    """A span that ends before it begins."""
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"


@dataclass(eq=False)
class QueryError(CuratorError):
    """A query cannot be understood; `position` counts characters from its start."""

    query: str
    position: int
    fault: QueryFault
    word: str = ""
    known: str = ""
    """What would have been understood instead."""
    length: int = 1
    """How many characters the mistake takes."""
    meant: str = ""
    """What was meant most likely."""


class EditFault(StrEnum):
    """Why front matter cannot be edited as asked."""

    BROKEN_YAML = "broken-yaml"
    NO_FRONT_MATTER = "no-front-matter"
    NO_SUCH_KEY = "no-such-key"
    KEY_EXISTS = "key-exists"
    NOT_A_LIST = "not-a-list"
    NO_SUCH_ITEM = "no-such-item"
    ALIASED = "aliased"
    """The value is an anchor or alias that other keys share."""
    UNREPRESENTABLE = "unrepresentable"
    """No edit of this text reads back as the wanted value."""
    LIMITS = "limits"


@dataclass(eq=False)
class EditError(CuratorError):
    """Front matter cannot be edited as asked; the text stays as it is."""

    key: str
    fault: EditFault
    detail: str = ""


class ConvertFault(StrEnum):
    """Why a text stays HTML."""

    NO_MARKDOWN_FILE = "no-markdown-file"
    """It lies in a site in a file that no build reads as Markdown."""
    UNFAITHFUL = "unfaithful"
    """Its Markdown would not come out the same."""
    NOT_RENDERED = "not-rendered"
    """It is too long or too hard to be rendered for comparison."""


@dataclass(eq=False)
class ConvertError(CuratorError):
    """A post cannot be written as Markdown; its text stays as it is."""

    fault: ConvertFault


class UndoFault(StrEnum):
    """Why an operation cannot be taken back."""

    NOTHING = "nothing"
    UNKNOWN = "unknown"
    ALREADY = "already"
    LATER_WORK = "later-work"
    """Posts it touched were changed since."""
    FILE_CHANGED = "file-changed"
    GOES_ON = "goes-on"
    """Another process is at work on it: an import that is not done."""
    THINNED = "thinned"
    """Versions that it needs are kept no more, as the settings of history say."""
    FOR_GOOD = "for-good"
    """It deleted posts for good."""


@dataclass(eq=False)
class UndoError(CuratorError):
    """An operation cannot be taken back."""

    operation: int
    fault: UndoFault
    detail: str = ""
    """With LATER_WORK the number of the post that was changed since."""
    title: str = ""
    """With LATER_WORK what that post is called now; empty where it is gone."""
    later: int = 0
    """With LATER_WORK the operation that changed it, nothing where that is not known."""


class FetchFault(StrEnum):
    """Why something on the web could not be fetched."""

    BAD_URL = "bad-url"
    """Not an absolute http or https address, or one that carries a password."""
    UNKNOWN_HOST = "unknown-host"
    PRIVATE_ADDRESS = "private-address"
    """The host is this machine or stands in a private network."""
    UNREACHABLE = "unreachable"
    BAD_CERTIFICATE = "bad-certificate"
    TOO_SLOW = "too-slow"
    TOO_LARGE = "too-large"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    REFUSED_BY_SERVER = "refused-by-server"
    """An answer other than success; `detail` is its status code."""
    BROKEN_ANSWER = "broken-answer"
    NOT_A_PICTURE = "not-a-picture"
    BROKEN_PICTURE = "broken-picture"
    """It begins as a picture and is cut off or damaged; `detail` is what the decoder said."""
    TRACKING_PIXEL = "tracking-pixel"


@dataclass(eq=False)
class FetchError(CuratorError):
    """Something on the web cannot be fetched."""

    url: str
    fault: FetchFault
    detail: str = ""


class JekyllFault(StrEnum):
    """Why real Jekyll gave no page for a post."""

    NOT_FOUND = "jekyll-not-found"
    """Neither `jekyll` nor, where the site may run its own code, `bundle exec jekyll` works."""
    CANNOT_START = "jekyll-cannot-start"
    TOO_SLOW = "jekyll-too-slow"
    """`detail` is the number of seconds after which it was stopped."""
    SITE_TOO_LARGE = "site-too-large"
    """What a build needs of the site is more than is copied for one page."""
    NO_SITE = "no-site"
    """The post lies in no site that is there."""
    BAD_PATH = "bad-path"
    """The post's path cannot be a file of the site."""
    BROKEN_TEMPLATE = "broken-template"
    """Liquid cannot render `path`, at `line` where it says so."""
    FAILED = "jekyll-failed"
    """It stopped for another reason; `detail` is its own message."""
    NO_PAGE = "no-page"
    """It built the site, but no page came of the post."""
    LOST = "jekyll-lost"
    """The process that renders ended without a word."""


@dataclass(eq=False)
class JekyllError(CuratorError):
    """Real Jekyll, run on request, gave no page."""

    fault: JekyllFault
    path: str = ""
    detail: str = ""
    line: int = 0
    log: str = ""
    """All that it printed."""
