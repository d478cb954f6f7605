"""`curator compact`: the library's file without room for what is gone."""

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, Bar, Printer
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("compact")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(desk: Desk, as_json: bool) -> int:
    """Make the library's file as small as what is in it.

    Texts and pictures that no post and no version has are deleted; then the file is written anew,
    which needs as much space again for a moment.
    """
    with desk.open() as services:
        made = services.libraries.compact(progress=Bar(_("Compacting")))
    text = ngettext(
        "{before} MB became {after} MB; {number} text or picture that nothing has was deleted.",
        "{before} MB became {after} MB; {number} texts and pictures that nothing has were deleted.",
        made.texts,
    ).format(
        before=f"{made.before / 1_000_000:,.1f}",
        after=f"{made.after / 1_000_000:,.1f}",
        number=f"{made.texts:,}",
    )
    summary = {"before": made.before, "after": made.after, "deleted": made.texts}
    Printer(as_json).summary(summary, text)
    return DONE
