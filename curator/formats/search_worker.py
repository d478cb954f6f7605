"""The child process in which patterns look through texts: one that never ends is ended there.

Every text is given a share of the processor's time, where the system can count that; the parent's deadline
holds everywhere.
"""

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from curator.domain.bulk import BulkError, BulkFault, Hit, ReplaceText, Where
from curator.formats.text_search import Search, compiled, hits
from curator.processes.frames import Frame
from curator.processes.serving import Ask, serve

SECONDS = 0.5
"""Of the processor's time for one text."""
MOST_SLOW = 3
"""So many texts in one request, and the pattern is called too slow for the rest of it."""


class _TooSlow(Exception):
    """A text has had its share of time."""


def look(request: Frame, _ask: Ask) -> tuple[Mapping[str, object], bytes]:
    """Look through texts, which lie one behind the other: `sizes` are their lengths in bytes.

    Answers `error`, or else `hits` and `faults` by the number of the text.
    """
    values = request.values
    wanted = ReplaceText(
        values["find"],
        values["replacement"],
        values["regex"],
        values["match_case"],
        values["whole_words"],
        Where.BODY,
    )
    try:
        search = compiled(wanted)
    except BulkError as error:
        return {"error": error.fault.value, "detail": error.detail}, b""
    found: dict[int, list[tuple[int, int, str]]] = {}
    faults: dict[int, str] = {}
    slow = start = 0
    for number, size in enumerate(values["sizes"]):
        text = request.data[start : start + size].decode("utf-8", "surrogatepass")
        start += size
        if slow >= MOST_SLOW:
            faults[number] = BulkFault.TOO_SLOW.value
            continue
        try:
            here = _in_time(search, text)
        except _TooSlow:
            slow += 1
            faults[number] = BulkFault.TOO_SLOW.value
        except BulkError as error:
            faults[number] = error.fault.value
        else:
            if here:
                found[number] = [(hit.start, hit.end, hit.replacement) for hit in here]
    return {"hits": found, "faults": faults}, b""


def _in_time(search: Search, text: str) -> list[Hit]:
    with _share_of_time():
        return hits(search, text)


@contextmanager
def _share_of_time() -> Iterator[None]:
    if sys.platform == "win32":  # knows no such clock
        yield
        return
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _stop(_number: int, _frame: object) -> None:
    raise _TooSlow


def main() -> None:
    """Serve until the parent is gone."""
    if sys.platform != "win32":
        signal.signal(signal.SIGVTALRM, _stop)
    serve({"look": look})


if __name__ == "__main__":
    main()
