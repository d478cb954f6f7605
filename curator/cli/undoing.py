"""`curator undo`: an operation taken back."""

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, message
from curator.domain.changes import Operation, OperationKind
from curator.sentences import label_words
from curator.translation import gettext as _
from curator.translation import ngettext

_WROTE_FILES = {OperationKind.EXPORT, OperationKind.RECOVER}


@click.command("undo")
@click.argument("operation", type=int, required=False)
@click.pass_obj
def command(desk: Desk, operation: int | None) -> int:
    """Take back an operation, the newest where none is named.

    Files that an export wrote return to what they were. Undoing an undo brings the work back.
    """
    with desk.open() as services:
        changed = services.undoing.undo(operation)
        about = None
        if changed.operation is not None:
            about = services.undoing.taken_back(changed.operation)
    message(_words(len(changed.posts), *about) if about is not None else _("Taken back."))
    if changed.operation is not None:
        again = _("`curator undo {operation}` takes this back.")
        message(again.format(operation=changed.operation))
    return DONE


def _words(posts: int, about: Operation, undone: bool) -> str:
    """Return what was done to which posts, and to files."""
    if about.kind in _WROTE_FILES:
        text = (
            ngettext(
                "The export to {what} was taken back: the site's files and {number} post are as "
                "they were before it.",
                "The export to {what} was taken back: the site's files and {number} posts are as "
                "they were before it.",
                posts,
            )
            if undone
            else ngettext(
                "The export to {what} was done again: the site's files and {number} post are as "
                "it left them.",
                "The export to {what} was done again: the site's files and {number} posts are as "
                "it left them.",
                posts,
            )
        )
    elif about.kind is OperationKind.IMPORT:
        text = (
            ngettext(
                "The import of {what} was taken back, with {number} post.",
                "The import of {what} was taken back, with {number} posts.",
                posts,
            )
            if undone
            else ngettext(
                "The import of {what} stands again, with {number} post.",
                "The import of {what} stands again, with {number} posts.",
                posts,
            )
        )
    else:
        text = (
            ngettext(
                "{number} post is as it was before.",
                "{number} posts are as they were before.",
                posts,
            )
            if undone
            else ngettext(
                "{number} post is changed again.", "{number} posts are changed again.", posts
            )
        )
    return text.format(what=label_words(about.label), number=f"{posts:,}")
