"""`curator clean`: clutter taken out of posts, in named steps, as one operation."""

from collections import Counter
from typing import Any

import click

from curator.cli.choosing import chosen
from curator.cli.main import Desk
from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.sentences import error_sentence
from curator.services.cleaning import CleanedPost, Step
from curator.translation import gettext as _
from curator.translation import ngettext


def _steps(_context: click.Context, _parameter: click.Parameter, value: str | None) -> list[Step]:
    if value is None:
        return list(Step)
    known = {step.value: step for step in Step}
    wanted = [word.strip() for word in value.split(",") if word.strip()]
    for word in wanted:
        if word not in known:
            text = _("There is no step “{word}”; the steps are: {steps}.")
            raise click.BadParameter(text.format(word=word, steps=", ".join(known)))
    return [known[word] for word in wanted]


@click.command("clean")
@click.argument("posts", nargs=-1, type=int, metavar="[ID…]")
@click.option("--where", metavar="QUERY", help="All posts that match.")
@click.option("--steps", callback=_steps, metavar="STEP,…", help="Only these steps; else all.")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_obj
def command(
    desk: Desk,
    posts: tuple[int, ...],
    where: str | None,
    steps: list[Step],
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take clutter out of posts: scripts, tracking, links around the site.

    Steps: scripts, hidden, pixels, links, quotes, figures, styles, spans, tail. The text before stays in
    the library; `curator undo` brings it back.
    """
    printer = Printer(as_json)
    counts: Counter[Step] = Counter()
    seen = changed = failed = 0
    with desk.open() as services:
        ids = chosen(services, posts, where)
        for result in services.cleaning.clean(
            ids, steps, dry_run=dry_run, progress=Bar(_("Cleaning"))
        ):
            if not isinstance(result, CleanedPost):
                continue
            seen += 1
            changed += result.changed
            failed += result.fault is not None
            counts.update(result.edits)
            told = result.changed or result.fault is not None or bool(result.refused)
            printer.item(_values(result), _line(result) if told else None)
    summary: dict[str, Any] = {"posts": seen, "changed": changed, "failed": failed}
    if not changed and not failed:
        text = ngettext(
            "Nothing to clean in {posts} post.", "Nothing to clean in {posts} posts.", seen
        )
    elif dry_run:
        text = _("{changed} of {posts} posts would be cleaned, {failed} could not be cleaned.")
    else:
        text = _("{changed} of {posts} posts cleaned, {failed} could not be cleaned.")
    words = text.format(**summary)
    told_steps = {step.value: counts[step] for step in steps}
    printer.summary({**summary, "dry_run": dry_run, "steps": told_steps}, words)
    return ATTENTION if failed else DONE


def _values(result: CleanedPost) -> dict[str, Any]:
    return {
        "post": result.post,
        "path": result.path,
        "changed": result.changed,
        "steps": {step.value: number for step, number in result.edits.items()},
        "words": list(result.words),
        "refused": [step.value for step in result.refused],
        "reason": error_sentence(result.fault) if result.fault is not None else None,
    }


def _line(result: CleanedPost) -> str:
    text = f"{result.post:>6}  {result.path}"
    steps = ", ".join(f"{step.value} {number}" for step, number in result.edits.items())
    if steps:
        text += f"\n        {steps}"
    for word in result.words:
        text += f"\n        − {word}"
    for step in result.refused:
        left = _("{step}: left out, it would have changed the text")
        text += f"\n        {left.format(step=step.value)}"
    return f"{text}\n        {error_sentence(result.fault)}" if result.fault is not None else text
