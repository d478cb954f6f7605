"""`curator restore`: a backup in the place of the library."""

from pathlib import Path

import click

from curator import paths
from curator.cli.main import Desk
from curator.cli.output import DONE, Bar, Printer
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(desk: Desk, file: Path, as_json: bool) -> int:
    """Put the backup FILE in the library's place; that is put aside.

    The backup is read from end to end first. The library that was there is kept under another name
    beside it. Refused while a window or another command has the library open.
    """
    # Here: `curator --help` needs none of what a library needs.
    from curator.services.libraries import restore  # noqa: PLC0415  start-up time

    location = desk.library if desk.library is not None else str(paths.library_file())
    made = restore(file, location, progress=Bar(_("Restoring")))
    text = ngettext(
        "Restored from {file}: {number} post.",
        "Restored from {file}: {number} posts.",
        made.backup.posts,
    ).format(file=made.backup.file, number=f"{made.backup.posts:,}")
    if made.aside is not None:
        kept = _("The library that was there is kept as {aside}.")
        text = f"{text} {kept.format(aside=made.aside)}"
    summary = {"file": made.backup.file, "posts": made.backup.posts, "aside": made.aside}
    Printer(as_json).summary(summary, text)
    return DONE
