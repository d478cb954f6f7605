"""`curator backup`: a verified copy of the library in one file."""

from pathlib import Path

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, Bar, Printer
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Write over a FILE that is there already.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(desk: Desk, file: Path, replace: bool, as_json: bool) -> int:
    """Write a verified copy of the library into FILE.

    Works while the window is open. The copy is read again from end to end before it gets its name.
    """
    with desk.open() as services:
        made = services.libraries.back_up(file, replace=replace, progress=Bar(_("Copying")))
    text = ngettext(
        "Backed up to {file}: {number} post, {size} MB, read again and found whole.",
        "Backed up to {file}: {number} posts, {size} MB, read again and found whole.",
        made.posts,
    ).format(file=made.file, number=f"{made.posts:,}", size=f"{made.bytes / 1_000_000:,.1f}")
    summary = {"file": made.file, "posts": made.posts, "bytes": made.bytes}
    Printer(as_json).summary(summary, text)
    return DONE
