"""`curator import`: articles into the library."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.sentences import (
    error_code,
    error_sentence,
    match_sentence,
    note_sentence,
    problem_sentence,
)
from curator.services.import_items import ImportItem, OnDuplicate, Outcome
from curator.services.links import is_link, link
from curator.translation import gettext as _


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
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk, sources: tuple[str, ...], dry_run: bool, on_duplicate: str, as_json: bool
) -> int:
    """Take in files, folders, archives, mails, links and whole sites.

    A file inside a Jekyll site keeps its path and stays linked to the site. Files are only read.
    """
    printer = Printer(as_json)
    with desk.open(create=not dry_run) as services:
        ingest = services.ingest
        things = [link(source) if is_link(source) else Path(source) for source in sources]
        plan = ingest.plan(things, progress=Bar(_("Reading")))
        items: Iterable[ImportItem] = plan.items
        if not dry_run:
            report = ingest.apply(plan, OnDuplicate(on_duplicate), progress=Bar(_("Storing")))
            items = report.items
    counts = dict.fromkeys(Outcome, 0)
    attention = False
    for item in items:
        counts[item.outcome] += 1
        attention = attention or item.needs_attention or any(p.serious for p in item.problems)
        told = bool(item.problems or item.notes) or item.needs_attention
        told = told or item.outcome is Outcome.DUPLICATE
        printer.item(_values(item), _line(item) if told else None)
    text = _(
        "{added} added, {updated} updated, {unchanged} unchanged, {duplicate} duplicates, {failed} failed"
    )
    summary = {outcome.value: number for outcome, number in counts.items()}
    printer.summary(summary, text.format(**summary))
    return ATTENTION if attention else DONE


def _values(item: ImportItem) -> dict[str, Any]:
    return {
        "source": item.origin,
        "outcome": item.outcome,
        "post": item.post,
        "path": item.path,
        "problems": _problems(item),
        "kind": item.kind,
        "inside": item.inside,
        "url": item.url,
        "match": _match(item),
        "notes": [
            {"code": note.code, "detail": note.detail, "message": note_sentence(note)}
            for note in item.notes
        ],
    }


def _match(item: ImportItem) -> dict[str, Any] | None:
    if item.match is None:
        return None
    match = item.match
    return {
        "reason": match.reason,
        "score": round(match.score, 3),
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


def _line(item: ImportItem) -> str:
    inside = f" › {item.inside}" if item.inside else ""
    text = f"{item.outcome.value:<10} {item.origin}{inside}"
    if item.match is not None:
        text += f"\n{'':<10} {match_sentence(item.match)}"
        if item.match.post is not None:
            text += f" #{item.match.post}"
    for problem in _problems(item):
        text += f"\n{'':<10} {problem['message']}"
    for note in item.notes:
        text += f"\n{'':<10} {note_sentence(note)}"
    return text
