"""`curator export`: posts into a Jekyll site."""

from pathlib import Path
from typing import Any

import click

from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer, message
from curator.sentences import picture_sentence, reason_sentence
from curator.services.publish import (
    Action,
    ConflictChoice,
    Publish,
    PublishPlan,
    Selection,
    is_pattern,
)
from curator.translation import gettext as _
from curator.translation import ngettext


@click.command("export")
@click.argument("site", type=click.Path(path_type=Path), metavar="SITE")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option("--all", "everything", is_flag=True, help="All posts but the trash.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be written.")
@click.option("--diff", "show_diff", is_flag=True, help="Print the changes as a patch.")
@click.option(
    "--on-conflict",
    type=click.Choice([choice.value for choice in ConflictChoice]),
    default=ConflictChoice.STOP.value,
    show_default=True,
    help="When a file was changed outside since library and file last agreed.",
)
@click.option(
    "--pictures",
    metavar="PATTERN",
    help="Name pictures so from now on in this site, such as assets/images/{year}/{slug}-{n}.{ext}; "
    "empty for where the site keeps its own.",
)
@click.option(
    "--without-positions/--with-positions",
    default=None,
    help="Leave out of written pictures where they were taken, or not; else as the settings say.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    site: Path,
    where: str | None,
    everything: bool,
    dry_run: bool,
    show_diff: bool,
    on_conflict: str,
    pictures: str | None,
    without_positions: bool | None,
    as_json: bool,
) -> int:
    """Write posts into the Jekyll site SITE, all of the plan or nothing.

    Without --where or --all: what is ready, and what is published and was edited here. The pictures
    that came with an article go with it.
    """
    if where is not None and everything:
        raise click.UsageError(_("Choose either --where or --all."))
    if pictures and not is_pattern(pictures):
        text = _("--pictures needs a path in the site that ends with .{ext}, not {pattern}.")
        raise click.UsageError(text.format(ext="{ext}", pattern=pictures))
    printer = Printer(as_json)
    with desk.open() as services:
        query = services.library.understand(where) if where is not None else None
        selection = Selection(query=query, everything=everything)
        choice = ConflictChoice(on_conflict)
        publish = services.publish
        strip = desk.settings.strip_positions if without_positions is None else without_positions
        plan = publish.plan(
            site,
            selection,
            choice,
            without_positions=strip,
            picture_pattern=pictures,
            progress=Bar(_("Planning")),
        )
        if pictures is not None and not dry_run:
            publish.use_picture_pattern(site, pictures)
        if plan.finished:
            text = ngettext(
                "An export that was interrupted was finished first: {number} post.",
                "An export that was interrupted was finished first: {number} posts.",
                plan.finished,
            )
            message(text.format(number=plan.finished))
        _print_files(publish, plan, printer, show_diff=show_diff)
        written = 0
        if not dry_run and plan.can_apply:
            written = publish.apply(plan, progress=Bar(_("Writing"))).written
    attention = sum(1 for file in plan.files if file.attention)
    summary: dict[str, Any] = {action.value: plan.count(action) for action in Action}
    summary |= {"written": written, "dry_run": dry_run, "blocked": plan.blocked}
    summary["pictures"] = plan.pictures
    printer.summary(summary, _words(plan, written, dry_run=dry_run))
    if plan.blocked and not dry_run:
        message(_("Nothing was written because of the conflicts; see --on-conflict."))
    return ATTENTION if attention else DONE


def _print_files(publish: Publish, plan: PublishPlan, printer: Printer, *, show_diff: bool) -> None:
    for file in plan.files:
        diff = publish.diff(plan, file) if show_diff and file.action in _SHOWN else None
        values: dict[str, Any] = {
            "path": file.path,
            "action": file.action,
            "post": file.post if file.picture is None else file.picture.post,
            "reason": file.reason.value if file.reason is not None else None,
            **({"other": file.other} if file.other else {}),
            **({"picture": True} if file.picture is not None else {}),
            **({"pictures": [one.path for one in file.pictures]} if file.pictures else {}),
        }
        if diff is not None:
            values["diff"] = diff
        told = file.action is not Action.UNCHANGED or file.attention
        line = None
        if diff is not None and not printer.as_json:
            line = diff.rstrip("\n") or None
            if file.attention and file.reason is not None:
                # On stderr, so that stdout stays a patch.
                message(f"{file.path}: {reason_sentence(file.reason, file.other)}")
        elif told:
            reason = ""
            if file.reason is not None:
                reason = f"  {reason_sentence(file.reason, file.other)}"
            elif file.picture is not None:
                reason = f"  {picture_sentence(file.title)}"
            line = f"{file.action.value:<10} {file.path}{reason}"
        printer.item(values, line)


_SHOWN = frozenset({Action.CREATE, Action.UPDATE, Action.RENAME, Action.DELETE, Action.CONFLICT})


def _words(plan: PublishPlan, written: int, *, dry_run: bool) -> str:
    counts = ", ".join(
        f"{plan.count(action)} {action.value}" for action in Action if plan.count(action)
    )
    if dry_run or not plan.files:
        return _("Plan: {counts}").format(counts=counts or _("nothing to export"))
    return _("{counts}; {written} written").format(counts=counts, written=written)
