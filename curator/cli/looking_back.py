"""`curator history`: operations, or the versions of one post."""

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, Printer, table
from curator.domain.post import PostId
from curator.sentences import label_words
from curator.services import Services
from curator.translation import gettext as _


@click.command("history")
@click.argument("post", type=int, required=False, metavar="[ID]")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(desk: Desk, post: int | None, limit: int, as_json: bool) -> int:
    """Show what was done, or every saved version of the post ID."""
    printer = Printer(as_json)
    with desk.open() as services:
        if post is None:
            _operations(services, limit, printer)
        else:
            _versions(services, PostId(post), printer)
    return DONE


def _operations(services: Services, limit: int, printer: Printer) -> None:
    rows = []
    for act in services.library.operations(limit):
        printer.item(
            {
                "operation": act.id,
                "kind": act.kind,
                "label": label_words(act.label),
                "at": act.at,
                "posts": act.posts,
                "author": act.author,
                "undone_by": act.undone_by,
                "undoes": act.undoes,
            }
        )
        state = _("taken back by {number}").format(number=act.undone_by) if act.undone_by else ""
        if act.thinned and not state:
            state = _("no way back")
        moment = act.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        rows.append(
            [
                *(str(act.id), moment, act.author, act.kind.value, str(act.posts)),
                *(label_words(act.label), state),
            ]
        )
    header = [_("Operation"), _("When"), _("Who"), _("Kind"), _("Posts"), _("What"), ""]
    _print(printer, header, rows, wide=5, summary={"operations": len(rows)})


def _versions(services: Services, post: PostId, printer: Printer) -> None:
    rows = []
    for version in services.library.versions(post):
        printer.item(
            {
                "post": post,
                "revision": version.number,
                "operation": version.operation,
                "kind": version.kind,
                "at": version.at,
                "author": version.author,
                "status": version.status,
                "size": version.size,
            }
        )
        moment = version.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        size = str(version.size) if version.size is not None else _("gone")
        label = f"{version.kind} {label_words(version.label)}"
        rows.append(
            [str(version.number), moment, version.author, version.status.value, size, label]
        )
    header = [_("Version"), _("When"), _("Who"), _("Status"), _("Bytes"), _("By")]
    _print(printer, header, rows, wide=5, summary={"versions": len(rows)})


def _print(
    printer: Printer,
    header: list[str],
    rows: list[list[str]],
    *,
    wide: int,
    summary: dict[str, int],
) -> None:
    if printer.as_json:
        printer.summary(summary, "")
        return
    for line in table(header, rows, wide=wide):
        click.echo(line)
