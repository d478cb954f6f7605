"""Manners: pauses, limits, and who is asked again."""

import threading
import time
from itertools import pairwise

import pytest

from curator.domain.errors import FetchError, FetchFault
from curator.domain.work import Cancelled, CancelToken
from curator.fetching.pacing import Pace, Pacer


def test_requests_to_one_host_begin_apart_and_others_do_not_wait() -> None:
    pacer = Pacer(Pace(pause=0.2))
    begun: dict[str, list[float]] = {"a": [], "b": []}
    start = time.monotonic()
    for _each in range(3):
        pacer.run("a", lambda: begun["a"].append(time.monotonic() - start))
        pacer.run("b", lambda: begun["b"].append(time.monotonic() - start))
    for times in begun.values():
        assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))
    assert begun["b"][0] < 0.15


@pytest.mark.parametrize(
    ("fault", "detail", "tries"),
    [
        (FetchFault.UNREACHABLE, "", 3),
        (FetchFault.TOO_SLOW, "", 3),
        (FetchFault.REFUSED_BY_SERVER, "503", 3),
        (FetchFault.REFUSED_BY_SERVER, "429", 3),
        (FetchFault.REFUSED_BY_SERVER, "404", 1),
        (FetchFault.NOT_A_PICTURE, "", 1),
        (FetchFault.PRIVATE_ADDRESS, "", 1),
    ],
)
def test_only_what_may_help_is_tried_again(fault: FetchFault, detail: str, tries: int) -> None:
    asked = []

    def ask() -> None:
        asked.append(time.monotonic())
        raise FetchError("https://a.example/", fault, detail)

    with pytest.raises(FetchError):
        Pacer(Pace(pause=0, back_off=0.05)).run("a", ask)
    assert len(asked) == tries
    if tries == 3:
        assert asked[2] - asked[1] > 1.5 * (asked[1] - asked[0])


def test_waiting_ends_when_asked_to() -> None:
    pacer = Pacer(Pace(pause=30))
    pacer.run("a", lambda: None)
    cancel = CancelToken()
    threading.Timer(0.1, cancel.cancel).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        pacer.run("a", lambda: None, cancel)
    assert time.monotonic() - begun < 1
