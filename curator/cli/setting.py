"""`curator set`: front matter of many posts, as one operation."""

import re
from datetime import timedelta

import click

from curator.cli.changing import change
from curator.cli.choosing import chosen
from curator.cli.main import Desk
from curator.cli.output import Printer
from curator.domain.bulk import Edit, Keep, MergeTerms, RenameKey, ShiftDate, ZoneDate
from curator.domain.post import TermKind
from curator.services.edits import AddItem, RemoveItem, SetValue, Unset
from curator.translation import gettext as _

_SHIFT = re.compile(r"([+-]?)((?:\d+[wdhms])+)", re.IGNORECASE)
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


@click.command("set")
@click.argument("words", nargs=-1, metavar="KEY=VALUE… [ID…]")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option("--add", multiple=True, metavar="KEY=V", help="Add one item to a list.")
@click.option("--remove", multiple=True, metavar="KEY=V", help="Take one item out of a list.")
@click.option("--unset", multiple=True, metavar="KEY", help="Take a key away.")
@click.option("--rename", multiple=True, metavar="KEY=NEW", help="Call a key by another name.")
@click.option(
    "--rename-tag",
    multiple=True,
    metavar="TAG=NEW",
    help="Call a tag by another name, in every form that Jekyll reads; also merges two.",
)
@click.option(
    "--rename-category", multiple=True, metavar="CATEGORY=NEW", help="The same for categories."
)
@click.option("--shift", metavar="TIME", help="Move dates on or back: 2h, -1d12h, 1w.")
@click.option("--zone", metavar="ZONE", help="Write dates in a zone: +08:00, Asia/Shanghai.")
@click.option(
    "--keep",
    type=click.Choice([keep.value for keep in Keep]),
    default=Keep.MOMENT.value,
    help="What stays in another zone: the moment, or what the clock shows.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--diff", is_flag=True, help="Show the lines that change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    words: tuple[str, ...],
    where: str | None,
    add: tuple[str, ...],
    remove: tuple[str, ...],
    unset: tuple[str, ...],
    rename: tuple[str, ...],
    rename_tag: tuple[str, ...],
    rename_category: tuple[str, ...],
    shift: str | None,
    zone: str | None,
    keep: str,
    dry_run: bool,
    diff: bool,
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
    edits += [RenameKey(*_pair(word)) for word in rename]
    edits += [_merge(TermKind.TAG, word) for word in rename_tag]
    edits += [_merge(TermKind.CATEGORY, word) for word in rename_category]
    if shift is not None:
        edits.append(ShiftDate(_time(shift)))
    if zone is not None:
        edits.append(ZoneDate(zone, Keep(keep)))
    if not edits:
        raise click.UsageError(_("Say what to set: KEY=VALUE, --add, --remove or --unset."))
    with desk.open() as services:
        ids = chosen(services, numbers, where)
        return change(
            services,
            ids,
            tuple(edits),
            Printer(as_json),
            _("Setting"),
            dry_run=dry_run,
            diff=diff,
        )


def _pair(word: str) -> tuple[str, str]:
    key, equals, value = word.partition("=")
    if not equals or not key:
        raise click.UsageError(_("“{word}” is neither KEY=VALUE nor a number.").format(word=word))
    return key, value


def _merge(kind: TermKind, word: str) -> MergeTerms:
    old, new = _pair(word)
    if not new:
        raise click.UsageError(_("“{word}” gives no new name.").format(word=word))
    return MergeTerms(kind, (old,), new)


def _time(text: str) -> timedelta:
    found = _SHIFT.fullmatch(text)
    if found is None:
        raise click.UsageError(
            _("“{text}” is no time; write it as 2h, -1d12h or 1w.").format(text=text)
        )
    parts = {
        _UNITS[unit.lower()]: int(number) for number, unit in re.findall(r"(\d+)(\D)", found[2])
    }
    try:
        size = timedelta(**parts)
    except OverflowError as error:
        raise click.UsageError(_("“{text}” is too long a time.").format(text=text)) from error
    return -size if found[1] == "-" else size
