"""`curator pictures`: pictures of other sites, kept in the library with the posts that show them."""

from collections import Counter

import click

from curator.cli.choosing import chosen
from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.sentences import error_sentence
from curator.services.pictures import PictureOutcome, PictureReport
from curator.translation import gettext as _


@click.command("pictures")
@click.argument("posts", nargs=-1, type=int, metavar="[ID…]")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option("--dry-run", is_flag=True, help="Only tell which pictures there are.")
@click.option(
    "--without-positions",
    is_flag=True,
    help="Take out where pictures were taken; no pixel changes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    posts: tuple[int, ...],
    where: str | None,
    dry_run: bool,
    without_positions: bool,
    as_json: bool,
) -> int:
    """Keep the pictures of other sites that posts show.

    The texts stay as they are; what cannot be had is told, and its link stays.
    """
    printer = Printer(as_json)
    counts: Counter[PictureOutcome] = Counter()
    size = 0
    with desk.open() as services:
        ids = chosen(services, posts, where)
        for report in services.pictures.keep(
            ids,
            dry_run=dry_run,
            without_position=without_positions,
            progress=Bar(_("Fetching pictures")),
        ):
            counts[report.outcome] += 1
            size += report.size
            printer.item(_values(report), _line(report))
    summary = {
        "posts": len(ids),
        "pictures": counts.total(),
        "kept": counts[PictureOutcome.KEPT],
        "already_kept": counts[PictureOutcome.ALREADY],
        "failed": counts[PictureOutcome.FAILED],
        "waiting": counts[PictureOutcome.WAITING],
        "bytes": size,
    }
    if dry_run:
        text = _(
            "{pictures} pictures of other sites: {waiting} to fetch, {already_kept} kept before"
        )
    else:
        text = _("{kept} pictures kept, {already_kept} kept before, {failed} failed")
    printer.summary(summary, text.format(**summary))
    return ATTENTION if counts[PictureOutcome.FAILED] else DONE


def _values(report: PictureReport) -> dict[str, object]:
    error = report.error
    return {
        "post": report.picture.post,
        "url": report.picture.url,
        "outcome": report.outcome,
        "bytes": report.size,
        "width": report.width,
        "height": report.height,
        "media_type": report.media_type,
        "reason": error.fault if error is not None else None,
        "detail": error.detail if error is not None else "",
    }


def _line(report: PictureReport) -> str:
    start = f"{report.picture.post:>7}  {report.outcome.value:<12}"
    if report.error is not None:
        return f"{start}  {error_sentence(report.error)}"
    if report.outcome is PictureOutcome.KEPT:
        measure = f"{report.width}×{report.height}, {report.size:,} B"
        return f"{start}  {report.picture.url}  ({measure})"
    return f"{start}  {report.picture.url}"
