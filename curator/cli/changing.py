"""A change of many posts as commands make it: done or only looked at, and told post by post."""

from collections.abc import Generator, Sequence
from contextlib import closing
from difflib import unified_diff
from typing import Any

from curator.cli.output import ATTENTION, DONE, Bar, Printer
from curator.domain.bulk import Action, Applied, Done, Outcome
from curator.domain.changes import NOTHING_CHANGED
from curator.domain.post import PostId
from curator.sentences import error_sentence
from curator.services import Services
from curator.translation import gettext as _


def change(
    services: Services,
    ids: Sequence[PostId],
    action: Action,
    printer: Printer,
    label: str,
    *,
    dry_run: bool,
    diff: bool = False,
) -> int:
    """Change posts, or tell what would change; return the exit code.

    Interrupted, it takes back what it had written.
    """
    applied = Applied(NOTHING_CHANGED)
    changed = failed = hits = seen = 0
    with closing(_results(services, ids, action, label, dry_run)) as results:
        for result in results:
            if isinstance(result, Applied):
                applied = result
                continue
            seen += 1
            changed += result.changed
            hits += result.hits if result.changed else 0
            failed += result.outcome in {Outcome.REFUSED, Outcome.MOVED_ON}
            told = result.changed or result.fault is not None
            printer.item(_values(result, diff), _line(result, diff) if told else None)
    text = _("{changed} of {posts} posts changed, {failed} could not be")
    if dry_run:
        text = _("{changed} of {posts} posts would change, {failed} could not")
    summary: dict[str, Any] = {"posts": seen, "changed": changed, "failed": failed}
    if hits:
        summary["hits"] = hits
    operation = applied.changed.operation
    if operation is not None:
        summary["operation"] = operation
    printer.summary({**summary, "dry_run": dry_run}, text.format(**summary))
    return ATTENTION if failed else DONE


def _results(
    services: Services, ids: Sequence[PostId], action: Action, label: str, dry_run: bool
) -> Generator[Done | Applied, None, None]:
    progress = Bar(label)
    if not dry_run:
        yield from services.bulk.run(ids, action, progress=progress)
        return
    done = 0
    for batch in services.bulk.look(ids, action):
        yield from batch
        done += len(batch)
        progress(done, len(ids))


def _values(result: Done, diff: bool) -> dict[str, Any]:
    reason = error_sentence(result.fault) if result.fault is not None else None
    values: dict[str, Any] = {
        "post": result.post,
        "path": result.path,
        "changed": result.changed,
        "reason": reason,
    }
    if result.hits:
        values["hits"] = result.hits
    if diff and result.changed:
        values["diff"] = _diff(result)
    return values


def _line(result: Done, diff: bool) -> str:
    text = f"{result.post:>6}  {result.path}"
    if result.fault is not None:
        return f"{text}\n        {error_sentence(result.fault)}"
    return f"{text}\n{_diff(result)}" if diff else text


def _diff(result: Done) -> str:
    before, after = (
        text.decode("utf-8", "replace").split("\n") for text in (result.before, result.after)
    )
    return "\n".join(unified_diff(before, after, result.path, result.path, n=1, lineterm=""))
