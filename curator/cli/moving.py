"""`curator status`: posts from one place on the desk to another."""

from contextlib import closing

import click

from curator.cli.choosing import chosen
from curator.cli.main import Desk
from curator.cli.output import DONE, Bar, Printer
from curator.domain.bulk import Applied, SetStatus
from curator.domain.post import Status
from curator.translation import gettext as _


@click.command("status")
@click.argument("new", type=click.Choice([status.value for status in Status]))
@click.argument("posts", nargs=-1, type=int, metavar="[ID…]")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(desk: Desk, new: str, posts: tuple[int, ...], where: str | None, as_json: bool) -> int:
    """Move posts on the desk: inbox, review, ready, published, trash."""
    printer = Printer(as_json)
    moved = 0
    with desk.open() as services:
        ids = chosen(services, posts, where)
        run = services.bulk.run(ids, SetStatus(Status(new)), progress=Bar(_("Moving")))
        with closing(run) as results:
            for result in results:
                if not isinstance(result, Applied) and result.changed:
                    moved += 1
                    printer.item({"post": result.post, "status": new})
    text = _("{changed} of {posts} posts moved to {status}")
    summary = {"posts": len(ids), "changed": moved, "status": new}
    printer.summary(summary, text.format(**summary))
    return DONE
