"""Pictures looked at whole, in a process of their own: is it one, is it all there, how large is it.

A header says anything. Decoding a stranger's file belongs into a process that has a cap of memory and a
deadline (reliability.md T14).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import CancelToken
from curator.processes.commands import child_command
from curator.processes.frames import Frame, FrameKind
from curator.processes.guarded import Guarded, Trouble

_FAULTS = {
    Trouble.TOO_LARGE: FetchFault.TOO_LARGE,
    Trouble.TOO_SLOW: FetchFault.TOO_LARGE,
    Trouble.TOO_DEEP: FetchFault.BROKEN_PICTURE,
    Trouble.TOO_MUCH_MEMORY: FetchFault.TOO_LARGE,
    Trouble.FAILED: FetchFault.BROKEN_PICTURE,
}


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """A picture that decodes from its first to its last byte."""

    data: bytes
    width: int
    height: int


_COMMAND = partial(child_command, "picture")


class PictureCheck(Guarded):
    """Decodes pictures in a process of its own, which is started when one is needed."""

    def __init__(
        self,
        *,
        seconds: float = 20,
        command: Callable[[], list[str]] = _COMMAND,
    ) -> None:
        super().__init__(command, seconds=seconds, remembers=False)

    def check(
        self,
        url: str,
        data: bytes,
        *,
        without_position: bool = False,
        cancel: CancelToken | None = None,
    ) -> CheckedPicture:
        """Return a picture with its size, where asked for without the place it was taken at.

        Raises FetchError with BROKEN_PICTURE or TOO_LARGE, and Cancelled.
        """
        values = {"task": "check", "without_position": without_position}
        answered = self.request(Frame(FrameKind.REQUEST, values, data), cancel)
        if isinstance(answered, Trouble):
            raise FetchError(url, _FAULTS[answered], answered.value)
        told = answered.values
        if told["fault"]:
            raise FetchError(url, FetchFault(told["fault"]), told["detail"])
        return CheckedPicture(answered.data, told["width"], told["height"])
