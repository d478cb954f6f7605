"""Looking through texts: for words in this process, for patterns in a child that is ended in time."""

from collections.abc import Callable, Sequence
from functools import partial

from curator.domain.bulk import BulkError, BulkFault, Hit, ReplaceText
from curator.domain.work import CancelToken
from curator.formats.text_search import Search, compiled, hits
from curator.processes.commands import child_command
from curator.processes.frames import Frame, FrameKind, as_data
from curator.processes.guarded import Guarded, Trouble

_COMMAND = partial(child_command, "search")
_SECONDS = 20.0
"""For one request; the child itself gives up on a text long before, where it can."""
_SECONDS_ALONE = 2.0
_BYTES = 4_000_000
"""Of texts in one request."""
_MOST_SLOW = 6
"""So many texts too slow, and the pattern is given up: the rest would take as long."""

Found = list[Hit] | BulkFault


class Finder:
    """Finds what is to be replaced; several threads may ask it."""

    def __init__(self, command: Callable[[], list[str]] = _COMMAND) -> None:
        self._many = Guarded(command, seconds=_SECONDS, remembers=False)
        self._alone = Guarded(command, seconds=_SECONDS_ALONE, remembers=False)

    def close(self) -> None:
        """End the children."""
        self._many.close()
        self._alone.close()

    def looking_for(self, wanted: ReplaceText) -> "Look":
        """Return what looks through texts, batch by batch.

        Raises BulkError: NO_PATTERN, BAD_PATTERN, TOO_SLOW where it is so already without a text.
        """
        if not wanted.regex:
            return Look(self, wanted, compiled(wanted))
        look = Look(self, wanted, None)
        look(["", "\n"])
        return look

    def ask(
        self, wanted: ReplaceText, texts: Sequence[str], cancel: CancelToken | None
    ) -> list[Found]:
        """Have the child look through texts for a pattern."""
        data = [as_data(text) for text in texts]
        found: list[Found] = []
        start = 0
        while start < len(data):
            end, size = start, 0
            while end < len(data) and (end == start or size + len(data[end]) <= _BYTES):
                size += len(data[end])
                end += 1
            found += self._ask(wanted, data[start:end], cancel)
            start = end
        return found

    def _ask(
        self, wanted: ReplaceText, data: Sequence[bytes], cancel: CancelToken | None
    ) -> list[Found]:
        answered = self._many.request(_request(wanted, data), cancel)
        if isinstance(answered, Frame):
            return _answer(answered, len(data))
        found: list[Found] = []
        slow = 0
        for one in data:  # one of them is to blame; the others are no worse for it
            if slow >= _MOST_SLOW:
                found.append(BulkFault.TOO_SLOW)
                continue
            alone = self._alone.request(_request(wanted, [one]), cancel)
            if isinstance(alone, Frame):
                found += _answer(alone, 1)
            else:
                slow += alone is Trouble.TOO_SLOW
                found.append(BulkFault.TOO_SLOW)
        return found


class Look:
    """One search under way."""

    def __init__(self, finder: Finder, wanted: ReplaceText, search: Search | None) -> None:
        self._finder = finder
        self._wanted = wanted
        self._search = search
        self._slow = 0

    def __call__(self, texts: Sequence[str], cancel: CancelToken | None = None) -> list[Found]:
        """Return the hits in each text, or why there are none.

        Raises BulkError (TOO_SLOW) where too many texts took too long, Cancelled.
        """
        if self._search is not None:
            return [_hits(self._search, text) for text in texts]
        found = self._finder.ask(self._wanted, texts, cancel)
        self._slow += found.count(BulkFault.TOO_SLOW)
        if self._slow >= _MOST_SLOW:
            raise BulkError(BulkFault.TOO_SLOW)
        return found


def _hits(search: Search, text: str) -> Found:
    try:
        return hits(search, text)
    except BulkError as error:
        return error.fault


def _request(wanted: ReplaceText, data: Sequence[bytes]) -> Frame:
    values = {
        "task": "look",
        "find": wanted.find,
        "replacement": wanted.replacement,
        "regex": wanted.regex,
        "match_case": wanted.match_case,
        "whole_words": wanted.whole_words,
        "sizes": [len(one) for one in data],
    }
    return Frame(FrameKind.REQUEST, values, b"".join(data))


def _answer(frame: Frame, count: int) -> list[Found]:
    values = frame.values
    if "error" in values:
        raise BulkError(BulkFault(values["error"]), values["detail"])
    found: list[Found] = [[] for _ in range(count)]
    for number, there in values["hits"].items():
        found[int(number)] = [Hit(*one) for one in there]
    for number, fault in values["faults"].items():
        found[int(number)] = BulkFault(fault)
    return found
