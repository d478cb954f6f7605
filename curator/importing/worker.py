"""The process that reads strangers' files, started by `curator.importing.guard`.

Results leave it one by one, as plain values with bytes beside them; it waits for each to be taken.
By what a text is known again is found out here too: the program has other things to do meanwhile.
"""

from collections.abc import Mapping
from dataclasses import replace

from curator.importing.candidates import Limits, Thing, Unread
from curator.importing.crossing import packed, packed_print, unpacked_thing
from curator.importing.reading import read
from curator.importing.recipes.trying import TASK, serve_trial
from curator.importing.spool import stored_bytes
from curator.processes.frames import Frame
from curator.processes.serving import Ask, serve
from curator.site.likeness import Print, print_of

_LONGEST_KNOWN = 1024 * 1024
"""Bytes of the longest text that is looked at here: longer ones would take the memory of the readers."""


def read_thing(request: Frame, ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Read a thing, given by its path or its bytes; each result is a question to the parent."""
    limits = Limits(**request.values["limits"])
    found = unread = 0
    for part in read(_thing(request), limits):
        if isinstance(part, Unread):
            unread += 1
            values, data = packed(part)
        else:
            found += 1
            values, data = packed(replace(part, known=_known(stored_bytes(part))))
        ask("found", data, **values)
    return {"found": found, "unread": unread}, b""


def know_texts(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Find out by what each of some texts, given by their sizes, is known again."""
    told: list[object] = []
    packs: list[bytes] = []
    at = 0
    for size in request.values["sizes"]:
        known = _known(request.data[at : at + size])
        at += size
        values, shingles = packed_print(known) if known is not None else (None, b"")
        told.append(values)
        packs.append(shingles)
    return {"known": told}, b"".join(packs)


def _known(source: bytes) -> Print | None:
    """Return by what a text is known; None where that is left to whoever stores it."""
    if len(source) > _LONGEST_KNOWN:
        return None
    try:
        return print_of(source)
    except (ValueError, RecursionError, MemoryError):
        return None


def _thing(request: Frame) -> Thing:
    thing = unpacked_thing(request.values["thing"], request.data)
    if thing.path is None or thing.data:
        return thing
    return replace(thing, data=thing.path.read_bytes())


def main() -> None:
    """Serve over the standard streams."""
    serve({"read": read_thing, "know": know_texts, TASK: serve_trial})


if __name__ == "__main__":
    main()
