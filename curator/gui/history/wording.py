"""Words of versions and operations that only their two windows say."""

from datetime import datetime
from enum import Enum

from curator.domain.changes import Operation, OperationKind
from curator.domain.listing import Revision
from curator.domain.post import OperationId
from curator.gui.words import operation_words, status_word
from curator.sentences import error_sentence
from curator.services.history import BODY, Detail
from curator.services.retention import Freed
from curator.translation import gettext as _
from curator.translation import ngettext


class Shown(Enum):
    """Which operations are listed."""

    ALL = ()
    TYPING = (OperationKind.EDIT, OperationKind.RESTORE, OperationKind.RECOVER)
    MANY = (
        *(OperationKind.SET, OperationKind.REPLACE, OperationKind.TERMS),
        *(OperationKind.CLEAN, OperationKind.GUEST, OperationKind.MERGE),
    )
    DESK = (OperationKind.STATUS, OperationKind.UNTRASH, OperationKind.DELETE)
    IMPORTS = (OperationKind.IMPORT,)
    EXPORTS = (OperationKind.EXPORT, OperationKind.ADOPT)
    WAYS_BACK = (OperationKind.UNDO, OperationKind.REDO)


def shown_word(shown: Shown) -> str:
    """Return what a choice of operations is called."""
    return {
        Shown.ALL: _("All operations"),
        Shown.TYPING: _("Edits of one post"),
        Shown.MANY: _("Changes of fields, terms and texts"),
        Shown.DESK: _("Moves on the desk and the trash"),
        Shown.IMPORTS: _("Imports"),
        Shown.EXPORTS: _("Exports"),
        Shown.WAYS_BACK: _("Undo and redo"),
    }[shown]


def moment_words(moment: datetime) -> str:
    """Return when something was done, in the zone of this machine."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def first_upper(text: str) -> str:
    """Return a phrase as it begins a line."""
    return text[:1].upper() + text[1:]


def version_words(version: Revision) -> str:
    """Return what made a version."""
    kind = OperationKind(version.kind)
    operation = Operation(
        OperationId(version.operation), kind, version.at, 1, version.label, None, None
    )
    return first_upper(operation_words(operation))


def text_words(version: Revision) -> str:
    """Return how much text a version is, or that it is none, or the text of before."""
    if version.size is None:
        return _("gone")
    if version.same_text:
        return status_word(version.status)
    return ngettext("{number} byte", "{number} bytes", version.size).format(
        number=f"{version.size:,}"
    )


def take_back_words(key: str) -> str:
    """Return what the button says that takes one field back."""
    texts = {
        "title": _("Take this title back"),
        "date": _("Take this date back"),
        "tags": _("Take these tags back"),
        "categories": _("Take these categories back"),
        BODY: _("Take this text back"),
    }
    return texts.get(key) or _("Take “{key}” back").format(key=key)


def taken_back_words(key: str) -> str:
    """Return what is said once a field was taken back."""
    if key == BODY:
        return _("The text is that of the older version again.")
    return _("“{key}” is that of the older version again.").format(key=key)


def state_words(operation: Operation) -> str:
    """Return what became of an operation."""
    if operation.undone_by is not None:
        return _("taken back")
    return _("no way back") if operation.thinned else ""


def way_words(detail: Detail) -> str:
    """Return whether there is a way back, and why not."""
    undone = detail.operation.undone_by is not None
    if detail.hindrance is not None:
        return error_sentence(detail.hindrance)
    if undone:
        return _("It was taken back, and can be done again.")
    return _("It can be taken back: nothing later stands on it.")


def posts_words(number: int) -> str:
    """Return how many posts."""
    return ngettext("{number} post", "{number} posts", number).format(number=f"{number:,}")


def freed_words(freed: Freed) -> str:
    """Return what keeping fewer versions gave up and gave back."""
    text = ngettext(
        "{number} old version was given up; {size} are free inside the library.",
        "{number} old versions were given up; {size} are free inside the library.",
        freed.versions,
    ).format(number=f"{freed.versions:,}", size=size_words(freed.bytes))
    if not freed.operations:
        return text
    lost = ngettext(
        "{number} operation can be taken back no more.",
        "{number} operations can be taken back no more.",
        freed.operations,
    )
    return f"{text} {lost.format(number=f'{freed.operations:,}')}"


def size_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    if size < 1_000_000:
        # Translators: thousands of bytes.
        return _("{number} kB").format(number=f"{size / 1000:,.1f}")
    return _("{number} MB").format(number=f"{size / 1_000_000:,.1f}")
