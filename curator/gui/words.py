"""Words of the domain in the user's language, for every pane."""

from curator.domain.changes import Operation, OperationKind
from curator.domain.post import Status, SyncState
from curator.sentences import label_words
from curator.translation import gettext as _
from curator.translation import ngettext, pgettext


def status_word(status: Status) -> str:
    """Return a status in the user's language."""
    return {
        Status.INBOX: pgettext("status", "Inbox"),
        Status.REVIEW: pgettext("status", "Review"),
        Status.READY: pgettext("status", "Ready"),
        Status.PUBLISHED: pgettext("status", "Published"),
        Status.TRASH: pgettext("status", "Trash"),
    }[status]


def sync_word(state: SyncState) -> str:
    """Return a sync state in the user's language."""
    return {
        SyncState.SAME: pgettext("sync state", "same"),
        SyncState.EDITED_HERE: pgettext("sync state", "edited here"),
        SyncState.EDITED_OUTSIDE: pgettext("sync state", "edited outside"),
        SyncState.CONFLICT: pgettext("sync state", "conflict"),
        SyncState.NEW: pgettext("sync state", "not in a site"),
        SyncState.MISSING: pgettext("sync state", "file missing"),
    }[state]


def operation_words(operation: Operation) -> str:
    """Return what an operation did, for menus and notices."""
    texts = {
        OperationKind.IMPORT: _("import of {label}"),
        OperationKind.EDIT: _("edit of “{label}”"),
        OperationKind.SET: _("change of {label}"),
        OperationKind.REPLACE: _("replacing of “{label}”"),
        OperationKind.TERMS: _("renaming of {label}"),
        OperationKind.CLEAN: _("clean-up"),
        OperationKind.STATUS: _("move to {label}"),
        OperationKind.GUEST: _("switch for a guest's text"),
        OperationKind.EXPORT: _("export to {label}"),
        OperationKind.ADOPT: _("taking over from {label}"),
        OperationKind.RECOVER: _("recovery of {label}"),
        OperationKind.RESTORE: _("return of “{label}” to an older version"),
        OperationKind.MERGE: _("merge into “{label}”"),
        OperationKind.UNTRASH: _("restoring from the trash"),
        OperationKind.DELETE: _("deletion for good"),
        OperationKind.UNDO: _("undo"),
        OperationKind.REDO: _("redo"),
    }
    label = label_words(operation.label)
    if operation.kind is OperationKind.STATUS:
        label = status_word(Status(label))
    elif len(label) > 40:
        label = label[:39] + "…"
    text = texts[operation.kind].format(label=label)
    if operation.posts > 1:
        posts = ngettext("{number} post", "{number} posts", operation.posts)
        text = _("{text} ({posts})").format(text=text, posts=posts.format(number=operation.posts))
    return text
