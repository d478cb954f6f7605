"""`curator import`: articles into the library."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.domain.post import PostId
from curator.sentences import (
    error_code,
    error_sentence,
    match_sentence,
    note_sentence,
    pictures_sentence,
    problem_sentence,
)
from curator.services import Services
from curator.services.import_items import ImportItem, OnDuplicate, Outcome
from curator.services.links import Thing, is_link, link
from curator.services.pictures import PictureOutcome, PictureReport
from curator.translation import gettext as _
from curator.translation import listed, ngettext

_Kept = Mapping[PostId, Sequence[PictureReport]]
"""How the pictures of each post went."""


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@click.option(
    "--on-duplicate",
    type=click.Choice([choice.value for choice in OnDuplicate]),
    default=OnDuplicate.SKIP.value,
    show_default=True,
    help="For articles that are in the library already, or nearly.",
)
@click.option(
    "--pictures/--no-pictures",
    default=None,
    help="Keep the pictures of other sites too, or not; else as the settings say.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    sources: tuple[str, ...],
    dry_run: bool,
    on_duplicate: str,
    pictures: bool | None,
    as_json: bool,
) -> int:
    """Take in files, folders, archives, mails, links and whole sites.

    A file inside a Jekyll site keeps its path and stays linked to the site. Files are only read.
    """
    printer = Printer(as_json)
    things = [_thing(source) for source in sources]
    with desk.open(create=not dry_run) as services:
        ingest = services.ingest
        plan = ingest.plan(things, progress=Bar(_("Reading")))
        items: Sequence[ImportItem] = plan.items
        kept: _Kept = {}
        if not dry_run:
            report = ingest.apply(plan, OnDuplicate(on_duplicate), progress=Bar(_("Storing")))
            items = report.items
            if desk.settings.keep_pictures if pictures is None else pictures:
                kept = _keep_pictures(services, items, desk.settings.strip_positions)
    counts = dict.fromkeys(Outcome, 0)
    attention = False
    for item in items:
        of_item = kept.get(item.post, []) if item.post is not None else []
        lost = [one for one in of_item if one.error is not None]
        counts[item.outcome] += 1
        attention = attention or item.needs_attention or any(p.serious for p in item.problems)
        attention = attention or bool(lost)
        told = bool(item.problems or item.notes or lost) or item.needs_attention
        told = told or item.outcome is Outcome.DUPLICATE or item.match is not None
        told = told or item.pictures > 0
        printer.item(_values(item, of_item), _line(item, lost) if told else None)
    summary = {outcome.value: number for outcome, number in counts.items()}
    line = _counted(counts, dry_run)
    taken = {Outcome.ADDED, Outcome.UPDATED}
    summary["embedded"] = sum(item.pictures for item in items if item.outcome in taken)
    if summary["embedded"]:
        line += "\n" + pictures_sentence(summary["embedded"])
    if kept:
        outcomes = Counter(one.outcome for reports in kept.values() for one in reports)
        summary["pictures_kept"] = outcomes[PictureOutcome.KEPT]
        summary["pictures_failed"] = outcomes[PictureOutcome.FAILED]
        told_of = _("{pictures_kept} pictures kept, {pictures_failed} not to be had")
        line += "\n" + told_of.format(**summary)
    printer.summary(summary, line)
    return ATTENTION if attention else DONE


def _thing(source: str) -> Path | Thing:
    """Return what a source names: an address, else a file or folder, whether it is there or not."""
    if is_link(source):
        return link(source)
    path = Path(source)
    if "://" in source and not path.exists():
        text = _("{source}: only addresses that begin with http:// or https:// are fetched.")
        raise click.BadParameter(text.format(source=source))
    return path


def _counted(counts: Mapping[Outcome, int], dry_run: bool) -> str:
    """Return what an import did, or would do, in one sentence."""
    duplicates = counts[Outcome.DUPLICATE]
    parts = (
        (_("{number} to be added") if dry_run else _("{number} added"), Outcome.ADDED),
        (_("{number} to be updated") if dry_run else _("{number} updated"), Outcome.UPDATED),
        (_("{number} unchanged"), Outcome.UNCHANGED),
        (ngettext("{number} duplicate", "{number} duplicates", duplicates), Outcome.DUPLICATE),
        (_("{number} failed"), Outcome.FAILED),
    )
    told = [text.format(number=f"{counts[one]:,}") for text, one in parts if counts[one]]
    line = listed(told) if told else _("Nothing to import.")
    return f"{line}\n" + _("Nothing was stored: this was a dry run.") if dry_run else line


def _keep_pictures(
    services: Services, items: Sequence[ImportItem], without_position: bool
) -> _Kept:
    """Keep the pictures of what was taken in; return how each went, by its post."""
    new = {
        item.post
        for item in items
        if item.post is not None and item.outcome in {Outcome.ADDED, Outcome.UPDATED}
    }
    kept: dict[PostId, list[PictureReport]] = {}
    for report in services.pictures.keep(
        sorted(new), without_position=without_position, progress=Bar(_("Fetching pictures"))
    ):
        kept.setdefault(report.picture.post, []).append(report)
    return kept


def _values(item: ImportItem, pictures: Sequence[PictureReport]) -> dict[str, Any]:
    return {
        "source": item.origin,
        "outcome": item.outcome,
        "post": item.post,
        "path": item.path,
        "problems": _problems(item),
        "kind": item.kind,
        "inside": item.inside,
        "url": item.url,
        "embedded": item.pictures,
        "match": _match(item),
        "notes": [
            {"code": note.code, "detail": note.detail, "message": note_sentence(note)}
            for note in item.notes
        ],
        "pictures": [
            {
                "url": one.picture.url,
                "outcome": one.outcome,
                "reason": one.error.fault if one.error is not None else None,
            }
            for one in pictures
        ],
    }


def _match(item: ImportItem) -> dict[str, Any] | None:
    if item.match is None:
        return None
    match = item.match
    return {
        "reason": match.reason,
        "score": round(match.score, 3),
        "within": round(match.within, 3),
        "post": match.post,
        "title": match.title,
        "message": match_sentence(match),
    }


def _problems(item: ImportItem) -> list[dict[str, Any]]:
    problems = [
        {"code": problem.value, "message": problem_sentence(problem)} for problem in item.problems
    ]
    if item.error is not None:
        problems.append({"code": error_code(item.error), "message": error_sentence(item.error)})
    if item.conflict:
        problems.append({"code": "conflict", "message": _conflict()})
    return problems


def _conflict() -> str:
    return _("File and library were both changed; --on-duplicate replace takes the file's text.")


def _line(item: ImportItem, lost: Sequence[PictureReport]) -> str:
    inside = f" › {item.inside}" if item.inside else ""
    text = f"{item.outcome.value:<10} {item.origin}{inside}"
    if item.match is not None:
        text += f"\n{'':<10} {match_sentence(item.match)}"
        if item.match.post is not None:
            text += f" #{item.match.post}"
    if item.pictures:
        text += f"\n{'':<10} {pictures_sentence(item.pictures)}"
    for problem in _problems(item):
        text += f"\n{'':<10} {problem['message']}"
    for note in item.notes:
        text += f"\n{'':<10} {note_sentence(note)}"
    for one in lost:
        if one.error is not None:
            text += f"\n{'':<10} {error_sentence(one.error)}"
    return text
