"""What went wrong, to which file, and what to do about it: every CuratorError as a sentence."""

from collections.abc import Callable
from enum import StrEnum

from curator.domain.bulk import BulkError, BulkFault
from curator.domain.errors import (
    ConvertError,
    ConvertFault,
    CuratorError,
    EditError,
    EditFault,
    FetchError,
    FetchFault,
    FileError,
    FileFault,
    JekyllError,
    JekyllFault,
    LibraryError,
    LibraryFault,
    PlainError,
    PlainFault,
    PostMissing,
    QueryError,
    QueryFault,
    ReadError,
    ReadFault,
    RevisionMissing,
    SiteError,
    SiteFault,
    UndoError,
    UndoFault,
)
from curator.translation import gettext as _


def error_sentence(error: CuratorError) -> str:
    """Return what happened, to which file, and what to do about it."""
    for kind, wording in _WORDINGS:
        if isinstance(error, kind):
            return wording(error)
    return _("Something went wrong: {error}").format(error=error)


def error_code(error: CuratorError) -> str:
    """Return a short stable code for scripts."""
    fault = getattr(error, "fault", None)
    return str(fault.value) if isinstance(fault, StrEnum) else type(error).__name__


def _file(error: FileError) -> str:
    texts = {
        FileFault.MISSING: _("{path} is not there; check the name, then import it again."),
        FileFault.DIRECTORY: _("{path} is a folder where a file was expected."),
        FileFault.SPECIAL: _("{path} is a socket, pipe or device and holds no article."),
        FileFault.DENIED: _("{path} may not be read; change its permissions and try again."),
        FileFault.TOO_LARGE: _(
            "{path} is larger than 16 MB, too large for an article; split it or leave it out."
        ),
        FileFault.BINARY: _(
            "{path} is of a kind that is not taken in; save it as HTML, Word or text and import that."
        ),
        FileFault.PICTURE: _(
            "{path} is a picture; put it into the site's folder and import the article instead."
        ),
        FileFault.UNSUPPORTED: _(
            "{path} holds no article; Markdown, HTML, text, Word and OpenDocument files, books, "
            "mails, archives and feeds are taken in."
        ),
        FileFault.CHANGED: _("{path} changed while it was taken in; import it again."),
        FileFault.UNREADABLE: _("{path} cannot be read ({detail}); check the disk and try again."),
        FileFault.EXISTS: _(
            "{path} is there already and was left as it is; choose another name, or say that it "
            "may be replaced."
        ),
        FileFault.DISK_FULL: _("{path} could not be written because the disk is full; free some."),
    }
    return texts[error.fault].format(path=error.path, detail=error.detail)


def _library(error: LibraryError) -> str:
    texts = {
        LibraryFault.LOCKED: _(
            "The library {library} is in use by another program; close that or try again. "
            "Nothing was changed."
        ),
        LibraryFault.READ_ONLY: _(
            "The library {library} is read-only, so nothing can be stored in it; make the file "
            "and its folder writable."
        ),
        LibraryFault.CORRUPT: _(
            "The library {library} is damaged ({detail}). It was left as it is: “curator doctor” "
            "says more, “curator restore FILE” puts a backup in its place, and --library opens "
            "another one."
        ),
        LibraryFault.NEWER: _(
            "The library {library} was written by a newer Curator (schema {detail}); it was left "
            "as it is. Install that version to open it."
        ),
        LibraryFault.NOT_A_LIBRARY: _(
            "{library} is no Curator library; name another file, or a new one to create it."
        ),
        LibraryFault.DISK_FULL: _(
            "The disk that holds the library {library} is full; nothing was stored. Free some "
            "space and try again."
        ),
        LibraryFault.UNREACHABLE: _("The library {library} cannot be reached ({detail})."),
        LibraryFault.MISSING: _(
            "There is no library {library}; check the name, or create it with `curator --library "
            "{library} import …`."
        ),
        LibraryFault.DRIVER: _(
            "{library} needs a database driver that is not installed; install curator[postgres]."
        ),
        LibraryFault.DENIED: _(
            "The library {library} may not be opened or created; check the folder's permissions."
        ),
        LibraryFault.IN_USE: _(
            "The library {library} is open in another window or command; close that and try "
            "again. Nothing was changed."
        ),
        LibraryFault.EXISTS: _(
            "{library} is there already and was left as it is; name a library that is not there."
        ),
        LibraryFault.NOT_A_FILE: _(
            "The library {library} lies on a database server, whose own tools copy and pack it; "
            "export it to plain files instead."
        ),
        LibraryFault.NO_SPACE: _(
            "There is not enough space for the library {library}: {detail} are needed beside what "
            "it takes. Nothing was changed."
        ),
    }
    return texts[error.fault].format(library=error.library, detail=error.detail)


def _plain(error: PlainError) -> str:
    texts = {
        PlainFault.NOT_PLAIN: _(
            "{folder} holds no library in plain files: its file library.json is missing or is not "
            "one that Curator wrote."
        ),
        PlainFault.NEWER: _(
            "The plain files in {folder} were written by a newer Curator; install that version to "
            "rebuild a library from them."
        ),
        PlainFault.MISSING: _(
            "{detail} is missing in {folder}, so no library was made; copy the folder anew."
        ),
        PlainFault.CHANGED: _(
            "{detail} in {folder} is not what was exported, so no library was made; copy the "
            "folder anew."
        ),
    }
    return texts[error.fault].format(folder=error.folder, detail=error.detail)


def _site(error: SiteError) -> str:
    texts = {
        SiteFault.MISSING: _("The site folder {path} is not there."),
        SiteFault.NOT_A_FOLDER: _("{path} is a file; name the folder of the Jekyll site."),
        SiteFault.NO_CONFIG: _(
            "{path} holds no _config.yml, so it is no Jekyll site; choose the folder with that "
            "file, or create an empty one there."
        ),
        SiteFault.BROKEN_CONFIG: _(
            "The site settings {path} cannot be read, line {line}: {detail}. Mend the file first; "
            "Jekyll cannot build the site either."
        ),
        SiteFault.DENIED: _("The site folder {path} may not be read; check its permissions."),
        SiteFault.BUSY: _(
            "Another Curator is writing into {path}; wait until it is done and try again."
        ),
        SiteFault.DISK_FULL: _(
            "The disk that holds {path} is full; nothing was changed. Free some space and try again."
        ),
        SiteFault.CHANGED: _(
            "{path} changed since the plan was made; nothing was written. Look at the plan again."
        ),
        SiteFault.UNWRITABLE: _(
            "{path} cannot be written ({detail}); nothing was changed. Check its permissions."
        ),
    }
    return texts[error.fault].format(path=error.path, line=error.line, detail=error.detail)


def _post_missing(error: PostMissing) -> str:
    return _("There is no post {post}; `curator list` shows the numbers.").format(post=error.post)


def _revision_missing(error: RevisionMissing) -> str:
    text = _("Post {post} has no version {revision}; `curator history {post}` shows them.")
    return text.format(post=error.post, revision=error.revision)


def query_fault(error: QueryError) -> str:
    """Return what is wrong with a query, without the place."""
    texts = {
        QueryFault.UNKNOWN_FIELD: _(
            "“{word}:” is no field, and no post has such a key; put the word in quotes to search "
            "for it as it is."
        ),
        QueryFault.UNKNOWN_VALUE: _("“{word}” is none of these: {known}."),
        QueryFault.MISSING_VALUE: _("“{word}:” needs a value after the colon."),
        QueryFault.UNCLOSED_QUOTE: _("A quotation mark is missing after “{word}”."),
        QueryFault.UNBALANCED: _("A parenthesis has no partner."),
        QueryFault.EMPTY_GROUP: _("Nothing stands between the parentheses."),
        QueryFault.DANGLING_OPERATOR: _("“{word}” stands without a word to act on."),
        QueryFault.BAD_DATE: _(
            "“{word}” is no day or span; write 2022-01, 2022-01-11..2022-03 or 7d."
        ),
        QueryFault.BACKWARDS: _("“{word}” ends before it begins."),
        QueryFault.TOO_LONG: _("More than {word} conditions are too many; leave some out."),
        QueryFault.TOO_DEEP: _("So many parentheses in each other are not followed."),
    }
    return texts[error.fault].format(word=_shortened(error.word), known=error.known)


def query_suggestion(error: QueryError) -> str:
    """Return the question whether something else was meant, empty where nothing is near."""
    if not error.meant:
        return ""
    meant = f"{error.meant}:" if error.fault is QueryFault.UNKNOWN_FIELD else error.meant
    return _("Did you mean {meant}?").format(meant=meant)


def _query(error: QueryError) -> str:
    place = _("At character {position}: {fault}")
    told = place.format(position=error.position + 1, fault=query_fault(error))
    return f"{told} {query_suggestion(error)}".rstrip()


def _shortened(word: str) -> str:
    return word if len(word) <= 40 else f"{word[:39]}…"


def _edit(error: EditError) -> str:
    texts = {
        EditFault.BROKEN_YAML: _(
            "The front matter is not valid YAML, so “{key}” cannot be set; mend the YAML first."
        ),
        EditFault.NO_FRONT_MATTER: _("There is no front matter to change “{key}” in."),
        EditFault.NO_SUCH_KEY: _("There is no key “{key}”."),
        EditFault.KEY_EXISTS: _("The key “{key}” is there already."),
        EditFault.NOT_A_LIST: _("“{key}” is no list."),
        EditFault.NO_SUCH_ITEM: _("“{key}” has no such item."),
        EditFault.ALIASED: _(
            "Other keys share the value of “{key}” through an anchor; edit it as YAML."
        ),
        EditFault.UNREPRESENTABLE: _(
            "“{key}” cannot take this value without changing the rest; edit it as YAML."
        ),
        EditFault.LIMITS: _("The front matter is too large or too deep to be edited here."),
    }
    return texts[error.fault].format(key=error.key)


def _bulk(error: BulkError) -> str:
    texts = {
        BulkFault.NO_TIME: _(
            "The date has no time of day: it moves by whole days only, and has no zone."
        ),
        BulkFault.DATE_FORM: _("The date is written as “{detail}”, which is not changed in place."),
        BulkFault.OUT_OF_RANGE: _("The new date would lie outside the years 1 to 9999."),
        BulkFault.NO_DATE: _("There is no date in the front matter."),
        BulkFault.FROM_FOLDER: _(
            "The category “{detail}” comes from the folder in which the post lies."
        ),
        BulkFault.BAD_ZONE: _(
            "“{detail}” is no zone; write an offset as +08:00 or a name as Asia/Shanghai."
        ),
        BulkFault.NO_PATTERN: _("Say what to look for."),
        BulkFault.BAD_PATTERN: _("This is no regular expression: {detail}."),
        BulkFault.TOO_SLOW: _("Looking for this pattern takes too long; make it simpler."),
        BulkFault.TOO_MANY: _("There are more hits in this post than are replaced at once."),
    }
    return texts[error.fault].format(detail=error.detail)


def _convert(error: ConvertError) -> str:
    texts = {
        ConvertFault.NO_MARKDOWN_FILE: _(
            "This post lies in its site in a file that Jekyll does not read as Markdown."
        ),
        ConvertFault.UNFAITHFUL: _(
            "The text would not come out the same as Markdown, so it stays as it is."
        ),
        ConvertFault.NOT_RENDERED: _(
            "The text is too long or too involved to be compared, so it stays as it is."
        ),
    }
    return texts[error.fault]


def _undo(error: UndoError) -> str:
    texts = {
        UndoFault.NOTHING: _("There is nothing to take back."),
        UndoFault.UNKNOWN: _("There is no operation {operation}; `curator history` shows them."),
        UndoFault.ALREADY: _("Operation {operation} was taken back already."),
        UndoFault.LATER_WORK: _later_work(error),
        UndoFault.THINNED: _(
            "Operation {operation} cannot be taken back: the versions before it are kept no more, "
            "as the settings of the history say."
        ),
        UndoFault.FOR_GOOD: _(
            "Operation {operation} cannot be taken back: it deleted posts for good."
        ),
        UndoFault.GOES_ON: _(
            "This import goes on in another window or terminal; wait until it is done there."
        ),
        UndoFault.FILE_CHANGED: _(
            "Operation {operation} cannot be taken back: {detail} changed since it was written."
        ),
    }
    return texts[error.fault].format(
        operation=error.operation, detail=error.detail, title=error.title, later=error.later
    )


def _later_work(error: UndoError) -> str:
    if not error.later:
        return _(
            "Operation {operation} cannot be taken back: post {detail} was changed since. Take "
            "back the later operations first."
        )
    if not error.title:
        return _(
            "Operation {operation} cannot be taken back, as later work stands on it: operation "
            "{later} changed post {detail}. Take that back first."
        )
    return _(
        "Operation {operation} cannot be taken back, as later work stands on it: operation "
        "{later} changed post {detail}, “{title}”. Take that back first."
    )


def _fetch(error: FetchError) -> str:
    texts = {
        FetchFault.BAD_URL: _("The address {url} is no web address; the link stays as it is."),
        FetchFault.UNKNOWN_HOST: _(
            "The host of {url} is not known; check the address or the network."
        ),
        FetchFault.PRIVATE_ADDRESS: _(
            "The address {url} leads into a private network, where articles may not reach."
        ),
        FetchFault.UNREACHABLE: _("The host of {url} does not answer; try again later."),
        FetchFault.BAD_CERTIFICATE: _(
            "The host of {url} cannot prove who it is; nothing was loaded from it."
        ),
        FetchFault.TOO_SLOW: _("Loading {url} took too long and was stopped; try again later."),
        FetchFault.TOO_LARGE: _("What lies at {url} is too large to be loaded."),
        FetchFault.TOO_MANY_REDIRECTS: _("The address {url} leads in circles."),
        FetchFault.REFUSED_BY_SERVER: _("The server refused {url} ({detail})."),
        FetchFault.BROKEN_ANSWER: _("The server's answer for {url} is broken."),
        FetchFault.NOT_A_PICTURE: _("What lies at {url} is no picture; the link stays as it is."),
        FetchFault.BROKEN_PICTURE: _(
            "The picture at {url} is cut off or damaged; the link stays as it is."
        ),
        FetchFault.TRACKING_PIXEL: _(
            "What lies at {url} is a single dot that counts readers; the link stays as it is."
        ),
    }
    return texts[error.fault].format(url=error.url, detail=error.detail)


def _jekyll(error: JekyllError) -> str:
    texts = {
        JekyllFault.NOT_FOUND: _(
            "Jekyll is not installed on this machine, or not where programs are looked for; install "
            "it to compare pages with it."
        ),
        JekyllFault.CANNOT_START: _("Jekyll ({path}) does not start: {detail}."),
        JekyllFault.TOO_SLOW: _(
            "Jekyll was stopped because it took longer than {detail} seconds for {path}."
        ),
        JekyllFault.SITE_TOO_LARGE: _(
            "The site {path} is too large to be copied for the build of one page, even without its "
            "posts and pictures."
        ),
        JekyllFault.NO_SITE: _("“{path}” lies in no site yet; export it to one first."),
        JekyllFault.BAD_PATH: _("No file of the site can be called {path}."),
        JekyllFault.BROKEN_TEMPLATE: (
            _("Jekyll cannot render {path}, line {line}: {detail}.")
            if error.line
            else _("Jekyll cannot render {path}: {detail}.")
        ),
        JekyllFault.FAILED: _("Jekyll cannot build the site: {detail}."),
        JekyllFault.NO_PAGE: _(
            "Jekyll built the site, but no page came of {path}; the check of the post says why."
        ),
        JekyllFault.LOST: _(
            "Jekyll ended without a word while it rendered {path}; it is started again next time."
        ),
    }
    detail = error.detail.strip().rstrip(".")
    return texts[error.fault].format(path=error.path, detail=detail, line=error.line)


def _read(error: ReadError) -> str:
    texts = {
        ReadFault.UNSUPPORTED: _(
            "“{name}” is of a kind that is not taken in; save it as HTML, Word or text and import that."
        ),
        ReadFault.BROKEN: _(
            "“{name}” is damaged or was cut off; get it once more and import it again."
        ),
        ReadFault.EMPTY: _("“{name}” holds no article."),
        ReadFault.ENCRYPTED: _("“{name}” is locked with a password; save it without one."),
        ReadFault.BAD_NAME: _(
            "“{name}” was left out, because its name leads out of the archive it lies in."
        ),
        ReadFault.LINK: _("“{name}” is a link inside an archive and was left out."),
        ReadFault.OVERLAP: _(
            "“{name}” is no honest archive: its files overlap to unpack without end. Nothing more of "
            "it was taken in."
        ),
        ReadFault.RATIO: _(
            "“{name}” unpacks to far more than it weighs, as only archives made to harm do; it was "
            "left out."
        ),
        ReadFault.TOO_LARGE: _(
            "“{name}” holds more than is taken in at once; split it and import the parts."
        ),
        ReadFault.TOO_MANY: _(
            "“{name}” holds more files than are taken in at once; split it and import the parts."
        ),
        ReadFault.TOO_DEEP: _("“{name}” is nested too deep to be read."),
        ReadFault.TOO_SLOW: _("Reading “{name}” took too long and was stopped."),
        ReadFault.TOO_MUCH_MEMORY: _("Reading “{name}” needed too much memory and was stopped."),
        ReadFault.ONLY_LINKED: _(
            "“{name}” is only linked here ({detail}); try again to get it from there."
        ),
        ReadFault.LOST: _(
            "“{name}” was not stored before the program ended; import or paste it again."
        ),
        ReadFault.FAILED: _(
            "“{name}” cannot be read by Curator; its log says where that failed. The file is as it was."
        ),
    }
    return texts[error.fault].format(name=error.name, detail=error.detail)


_WORDINGS: tuple[tuple[type[CuratorError], Callable[..., str]], ...] = (
    (FileError, _file),
    (ReadError, _read),
    (LibraryError, _library),
    (PlainError, _plain),
    (SiteError, _site),
    (PostMissing, _post_missing),
    (RevisionMissing, _revision_missing),
    (QueryError, _query),
    (EditError, _edit),
    (BulkError, _bulk),
    (ConvertError, _convert),
    (UndoError, _undo),
    (FetchError, _fetch),
    (JekyllError, _jekyll),
)
