"""`curator doctor`: examine a library, and make its indexes anew."""

import click

from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.services.doctor import Check, Examined
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Make indexes anew that are wrong or behind.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(desk: Desk, repair: bool, as_json: bool) -> int:
    """Examine the library's file, texts, pictures and indexes.

    Reads everything, which takes minutes for 100,000 posts, and changes nothing without --repair.
    Texts and pictures are never changed. Exit code 1: something is wrong.
    """
    printer = Printer(as_json)
    faults = 0
    with desk.open() as services:
        for found in services.doctor.examine(repair=repair, progress=Bar(_("Examining"))):
            printer.item(
                {
                    "check": found.check,
                    "healthy": found.healthy,
                    "faults": found.faults,
                    "waiting": found.waiting,
                    "repaired": found.repaired,
                    "details": found.details,
                },
                _line(found),
            )
            faults += 0 if found.healthy else found.faults
    printer.summary({"healthy": not faults, "faults": faults}, _verdict(faults))
    return ATTENTION if faults else DONE


def _line(found: Examined) -> str:
    name = _names()[found.check]
    if found.repaired:
        told = _("made anew")
    elif found.faults:
        text = ngettext("{number} fault", "{number} faults", found.faults)
        told = text.format(number=found.faults)
    elif found.waiting:
        text = ngettext(
            "{number} post waits to be worked through",
            "{number} posts wait to be worked through",
            found.waiting,
        )
        told = text.format(number=found.waiting)
    else:
        told = _("good")
    lines = [f"{name}: {told}", *(f"    {detail}" for detail in found.details)]
    return "\n".join(lines)


def _names() -> dict[Check, str]:
    return {
        Check.DATABASE: _("Database"),
        Check.REFERENCES: _("References"),
        Check.TEXTS: _("Texts and pictures"),
        Check.COUNTS: _("Counts"),
        Check.SEARCH: _("Index of words"),
        Check.LIKENESS: _("Marks of likeness"),
    }


def _verdict(faults: int) -> str:
    if not faults:
        return _("The library is in order.")
    return _(
        "Something is wrong. “curator doctor --repair” makes indexes anew; damage of the file, the "
        "references or the texts needs a backup."
    )
