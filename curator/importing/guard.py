"""Reading that cannot hang or crash the program, whatever was dropped (reliability.md T11, T12).

Every file that is no plain text is read in a child process. Its results are handed over one by one.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial

from curator.domain.errors import ReadError, ReadFault
from curator.domain.work import CancelToken
from curator.importing.candidates import Candidate, Limits, Thing, Unread
from curator.importing.crossing import packed_thing, unpacked, unpacked_print
from curator.processes.commands import child_command
from curator.processes.frames import Frame, FrameKind
from curator.processes.guarded import Guarded, Trouble
from curator.site.likeness import Print

LOG = logging.getLogger(__name__)

Take = Callable[[Candidate | Unread], None]

_FAULTS = {
    Trouble.TOO_LARGE: ReadFault.TOO_LARGE,
    Trouble.TOO_SLOW: ReadFault.TOO_SLOW,
    Trouble.TOO_DEEP: ReadFault.TOO_DEEP,
    Trouble.TOO_MUCH_MEMORY: ReadFault.TOO_MUCH_MEMORY,
    Trouble.FAILED: ReadFault.FAILED,
}

_IN_ALL = 10
"""How many times longer than for one result the whole of a thing may take: archives are long."""


_COMMAND = partial(child_command, "import")


class Readers(Guarded):
    """Reads things in a process of its own."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        command: Callable[[], list[str]] = _COMMAND,
    ) -> None:
        self._limits = limits or Limits()
        seconds = self._limits.seconds
        super().__init__(
            command, seconds=seconds, seconds_in_all=seconds * _IN_ALL, remembers=False
        )

    def read(self, thing: Thing, take: Take, cancel: CancelToken | None = None) -> None:
        """Hand every result of reading a thing to `take`, as it comes.

        A thing with a path and no bytes is read from its file. Raises ReadError where the whole is
        unreadable or reading was stopped, after what was found before; and Cancelled.
        """
        values, data = packed_thing(thing)
        request = {"task": "read", "thing": values, "limits": asdict(self._limits)}

        def answer(found: Frame) -> Frame:
            part = unpacked(found.values, found.data)
            if isinstance(part, Unread) and part.fault == ReadFault.FAILED:
                LOG.error("a reader failed over %s: %s", part.name, part.detail)
                part = replace(part, detail="")
            take(part)
            return Frame(FrameKind.ANSWER, {})

        outcome = self.request(Frame(FrameKind.REQUEST, request, data), cancel, answer)
        if isinstance(outcome, Trouble):
            raise ReadError(thing.name, _FAULTS[outcome], thing.inside)

    def know(self, texts: Sequence[bytes], cancel: CancelToken | None = None) -> list[Print | None]:
        """Return by what each text is known again; None where that could not be found out here.

        Raises Cancelled.
        """
        request = {"task": "know", "sizes": [len(text) for text in texts]}
        outcome = self.request(Frame(FrameKind.REQUEST, request, b"".join(texts)), cancel)
        if isinstance(outcome, Trouble):
            return [None] * len(texts)
        found: list[Print | None] = []
        at = 0
        for values in outcome.values["known"]:
            if values is None:
                found.append(None)
                continue
            found.append(unpacked_print(values, outcome.data[at : at + values["size"]]))
            at += values["size"]
        return found
