"""The process that reads strangers' files, started by `curator.importing.guard`.

Results leave it one by one, as plain values with bytes beside them; it waits for each to be taken.
"""

from collections.abc import Mapping
from dataclasses import replace

from curator.importing.candidates import Limits, Thing, Unread
from curator.importing.crossing import packed, unpacked_thing
from curator.importing.reading import read
from curator.importing.recipes.trying import TASK, serve_trial
from curator.processes.frames import Frame
from curator.processes.serving import Ask, serve


def read_thing(request: Frame, ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Read a thing, given by its path or its bytes; each result is a question to the parent."""
    limits = Limits(**request.values["limits"])
    found = unread = 0
    for part in read(_thing(request), limits):
        values, data = packed(part)
        ask("found", data, **values)
        if isinstance(part, Unread):
            unread += 1
        else:
            found += 1
    return {"found": found, "unread": unread}, b""


def _thing(request: Frame) -> Thing:
    thing = unpacked_thing(request.values["thing"], request.data)
    if thing.path is None or thing.data:
        return thing
    return replace(thing, data=thing.path.read_bytes())


def main() -> None:
    """Serve over the standard streams."""
    serve({"read": read_thing, TASK: serve_trial})


if __name__ == "__main__":
    main()
