"""`curator show`: the source text of a post, byte for byte."""

import sys

import click

from curator.cli.main import Desk
from curator.cli.output import DONE, Printer
from curator.domain.post import PostId


@click.command("show")
@click.argument("post", type=int, metavar="ID")
@click.option("--revision", type=int, metavar="N", help="An older version.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def command(desk: Desk, post: int, revision: int | None, as_json: bool) -> int:
    """Print the source text of a post exactly as it is."""
    with desk.open() as services:
        stored = None if revision is not None else services.library.load(PostId(post))
        if stored is not None:
            source, number = stored.source, stored.revision
        else:
            assert revision is not None
            source, number = services.library.version(PostId(post), revision), revision
        path = stored.placements[0].path if stored and stored.placements else None
    if not as_json:
        sys.stdout.buffer.write(source)
        sys.stdout.buffer.flush()
        return DONE
    text = source.decode("utf-8", "replace")
    values: dict[str, object] = {"post": post, "revision": number, "path": path, "source": text}
    values["exact"] = text.encode() == source
    printer = Printer(as_json)
    printer.item(values)
    printer.summary({"posts": 1}, "")
    return DONE
