"""A recipe tried on one page, in the readers' process: both may be wrong, and neither may hang the program."""

from collections.abc import Mapping
from dataclasses import dataclass

from curator.domain.work import CancelToken
from curator.importing.candidates import Note, NoteCode, Thing
from curator.importing.readers.page_body import page_text
from curator.importing.recipes.applying import applied
from curator.importing.recipes.recipe import BadRecipe, recipe
from curator.processes.frames import Frame, FrameKind, as_data
from curator.processes.guarded import Guarded, Trouble
from curator.processes.serving import Ask

TASK = "try-recipe"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a recipe makes of a page, or why it makes nothing."""

    source: str = ""
    name: str = ""
    matches: bool = True
    """Whether an import would take this recipe for this page."""
    notes: tuple[Note, ...] = ()
    where: str = ""
    """Where in the recipe the fault lies."""
    fault: str = ""
    trouble: Trouble | None = None


def try_recipe(guarded: Guarded, text: str, page: Thing, cancel: CancelToken | None) -> Trial:
    """Have the readers' process apply a recipe; raises Cancelled."""
    told = text.encode("utf-8", "replace")
    values = {
        "task": TASK,
        "size": len(told),
        "url": page.url,
        "charset": page.declared_charset,
    }
    outcome = guarded.request(Frame(FrameKind.REQUEST, values, told + page.data), cancel)
    if isinstance(outcome, Trouble):
        return Trial(trouble=outcome)
    got = outcome.values
    return Trial(
        outcome.text,
        got["name"],
        got["matches"],
        tuple(Note(NoteCode(code), detail) for code, detail in got["notes"]),
        got["where"],
        got["fault"],
    )


def serve_trial(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Apply a recipe to a page; runs in the readers' process."""
    size = request.values["size"]
    told, page = request.data[:size].decode("utf-8"), request.data[size:]
    values: dict[str, object] = {
        "name": "",
        "matches": False,
        "notes": [],
        "where": "",
        "fault": "",
    }
    try:
        read = recipe(told)
    except BadRecipe as fault:
        return {**values, "where": fault.where, "fault": fault.detail or "missing"}, b""
    url = request.values["url"]
    thing = Thing("page", page, url=url, declared_charset=request.values["charset"])
    text, notes = page_text(thing)
    made = applied(read, text, url)
    told_notes = [[note.code.value, note.detail] for note in (*notes, *made.notes)]
    values |= {"name": made.name, "matches": read.matches(url, text), "notes": told_notes}
    return values, as_data(made.source)
