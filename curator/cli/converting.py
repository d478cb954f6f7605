"""`curator convert`: HTML in posts as Markdown, as one operation."""

from typing import Any

import click

from curator.cli.choosing import chosen
from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.sentences import error_sentence
from curator.services.library import Rewritten
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("convert")
@click.argument("numbers", nargs=-1, type=int, metavar="[ID…]")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--diff", is_flag=True, help="Print what changes in each text.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    numbers: tuple[int, ...],
    where: str | None,
    dry_run: bool,
    diff: bool,
    as_json: bool,
) -> int:
    """Write the HTML in posts as Markdown that comes out the same.

    What Markdown cannot say stays HTML, and so does a text that would come out differently. `curator
    undo` takes it back.
    """
    printer = Printer(as_json)
    changed = failed = seen = 0
    with desk.open() as services:
        ids = chosen(services, numbers, where)
        results = services.conversion.convert(ids, dry_run=dry_run, progress=Bar(_("Converting")))
        for result in results:
            if not isinstance(result, Rewritten):
                continue
            seen += 1
            changed += result.changed
            failed += result.fault is not None
            text = services.conversion.diff(result) if diff and result.changed else ""
            told = result.changed or result.fault is not None
            printer.item(_values(result, text, diff), _line(result, text) if told else None)
    summary = {"posts": seen, "changed": changed, "failed": failed}
    if not changed and not failed:
        text = ngettext(
            "No HTML to convert in {posts} post.", "No HTML to convert in {posts} posts.", seen
        )
    elif dry_run:
        text = _("{changed} of {posts} posts would be converted, {failed} stay as they are.")
    else:
        text = _("{changed} of {posts} posts converted, {failed} stay as they are.")
    printer.summary({**summary, "dry_run": dry_run}, text.format(**summary))
    return ATTENTION if failed else DONE


def _values(result: Rewritten, text: str, with_diff: bool) -> dict[str, Any]:
    values: dict[str, Any] = {
        "post": result.post,
        "path": result.path,
        "changed": result.changed,
        "reason": error_sentence(result.fault) if result.fault is not None else None,
    }
    return {**values, "diff": text} if with_diff else values


def _line(result: Rewritten, text: str) -> str:
    line = f"{result.post:>6}  {result.path}"
    if result.fault is not None:
        return f"{line}\n        {error_sentence(result.fault)}"
    return f"{line}\n{text}" if text else line
