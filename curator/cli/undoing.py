"""`curator undo`: an operation taken back."""

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, message
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("undo")
@click.argument("operation", type=int, required=False)
@click.pass_obj
def command(desk: Desk, operation: int | None) -> int:
    """Take back an operation, the newest where none is named.

    Files that an export wrote return to what they were. Undoing an undo brings the work back.
    """
    with desk.open() as services:
        changed = services.undoing.undo(operation)
    number = len(changed.posts)
    text = ngettext("{number} post was brought back.", "{number} posts were brought back.", number)
    message(text.format(number=number))
    if changed.operation is not None:
        again = _("`curator undo {operation}` takes this back.")
        message(again.format(operation=changed.operation))
    return DONE
