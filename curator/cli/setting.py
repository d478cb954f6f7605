"""`curator set`: front matter of many posts, as one operation."""

from typing import Any

import click

from curator.cli.choosing import chosen
from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.sentences import error_sentence
from curator.services.edits import AddItem, Edit, RemoveItem, SetValue, Unset, rewritten
from curator.services.library import Rewritten
from curator.translation import gettext as _


@click.command("set")
@click.argument("words", nargs=-1, metavar="KEY=VALUE… [ID…]")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option("--add", multiple=True, metavar="KEY=V", help="Add one item to a list.")
@click.option("--remove", multiple=True, metavar="KEY=V", help="Take one item out of a list.")
@click.option("--unset", multiple=True, metavar="KEY", help="Take a key away.")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    words: tuple[str, ...],
    where: str | None,
    add: tuple[str, ...],
    remove: tuple[str, ...],
    unset: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> int:
    """Set front matter, as in `curator set category=news 12 13`.

    A list gains an item with `curator set --add tags=财经 --where …`.
    Only the lines of the keys named change. A value is read as YAML where the key holds no text:
    `published=false`, `tags=[a, b]`.
    """
    numbers = [int(word) for word in words if word.isdecimal()]
    edits: list[Edit] = [SetValue(*_pair(word)) for word in words if not word.isdecimal()]
    edits += [AddItem(*_pair(word)) for word in add]
    edits += [RemoveItem(*_pair(word)) for word in remove]
    edits += [Unset(key) for key in unset]
    if not edits:
        raise click.UsageError(_("Say what to set: KEY=VALUE, --add, --remove or --unset."))
    printer = Printer(as_json)
    changed = failed = seen = 0
    with desk.open() as services:
        ids = chosen(services, numbers, where)
        label = ", ".join(dict.fromkeys(edit.key for edit in edits))
        results = services.library.rewrite(
            ids,
            lambda post: rewritten(post, edits),
            label,
            dry_run=dry_run,
            progress=Bar(_("Setting")),
        )
        for result in results:
            if not isinstance(result, Rewritten):
                continue
            seen += 1
            changed += result.changed
            failed += result.fault is not None
            told = result.changed or result.fault is not None
            printer.item(_values(result), _line(result) if told else None)
    text = _("{changed} of {posts} posts changed, {failed} could not be")
    if dry_run:
        text = _("{changed} of {posts} posts would change, {failed} could not")
    summary = {"posts": seen, "changed": changed, "failed": failed}
    printer.summary({**summary, "dry_run": dry_run}, text.format(**summary))
    return ATTENTION if failed else DONE


def _pair(word: str) -> tuple[str, str]:
    key, equals, value = word.partition("=")
    if not equals or not key:
        raise click.UsageError(_("“{word}” is neither KEY=VALUE nor a number.").format(word=word))
    return key, value


def _values(result: Rewritten) -> dict[str, Any]:
    reason = error_sentence(result.fault) if result.fault is not None else None
    return {
        "post": result.post,
        "path": result.path,
        "changed": result.changed,
        "reason": reason,
    }


def _line(result: Rewritten) -> str:
    text = f"{result.post:>6}  {result.path}"
    return f"{text}\n        {error_sentence(result.fault)}" if result.fault is not None else text
