"""Undo gives back the exact bytes; what was typed in one go is one step."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from curator.gui.editor.history import History


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.1
        return self.now


def steps(history: History, current: bytes) -> list[bytes]:
    """Undo everything; return the texts passed through."""
    texts = []
    while (step := history.undo(current)) is not None:
        current = step[0]
        texts.append(current)
    return texts


def typed(history: History, *texts: bytes, place: str = "body") -> None:
    for before, after in pairwise(texts):
        history.record(before, after, place, typing=True)


def test_typing_is_one_step_and_deleting_another() -> None:
    history = History(Clock())
    typed(history, b"", b"a", b"ab", b"abc", b"ab", b"a")
    assert steps(history, b"a") == [b"abc", b""]


def test_another_place_another_spot_and_a_pause_begin_a_step() -> None:
    clock = Clock()
    history = History(clock)
    typed(history, b"1234567890", b"a1234567890")
    typed(history, b"a1234567890", b"a123456789b0")
    history.record(b"a123456789b0", b"a123456789b0t", "title", typing=True)
    clock.now += 5
    history.record(b"a123456789b0t", b"a123456789b0tu", "title", typing=True)
    assert steps(history, b"a123456789b0tu") == [
        b"a123456789b0t",
        b"a123456789b0",
        b"a1234567890",
        b"1234567890",
    ]


def test_the_end_of_a_sentence_or_line_ends_a_step() -> None:
    history = History(Clock())
    one, two, three = "一。", "一。二", "一。二\n"
    typed(history, b"", "一".encode(), one.encode(), two.encode(), three.encode())
    assert steps(history, three.encode()) == [one.encode(), b""]


def test_what_is_typed_and_deleted_again_leaves_no_step() -> None:
    history = History(Clock())
    history.record(b"ab", b"aXb", "body", typing=True)
    history.record(b"aXb", b"aYXb", "body", typing=True)
    assert steps(history, b"aYXb") == [b"ab"]


def test_a_new_edit_forgets_what_was_taken_back() -> None:
    history = History(Clock())
    history.record(b"a", b"b", "body", typing=False)
    assert history.undo(b"b") == (b"a", "body")
    history.record(b"a", b"c", "body", typing=False)
    assert history.redo(b"c") is None
    assert history.undo(b"c") == (b"a", "body")
    assert history.redo(b"a") == (b"c", "body")


@given(st.lists(st.tuples(st.binary(max_size=12), st.booleans()), min_size=1, max_size=12))
def test_undo_and_redo_walk_the_same_way(versions: list[tuple[bytes, bool]]) -> None:
    history = History(Clock())
    current = b""
    for text, typing in versions:
        if text != current:
            history.record(current, text, "body", typing=typing)
        current = text
    back = [current, *steps(history, current)]
    assert back[-1] == b""
    forth = [b""]
    while (step := history.redo(forth[-1])) is not None:
        forth.append(step[0])
    assert forth == back[::-1]
