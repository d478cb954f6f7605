"""The table of an import: rows that come, change, go and are filtered, as a view must hear of them."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from curator.domain.errors import FileError, FileFault, ReadError, ReadFault
from curator.domain.likeness import Match, Reason
from curator.domain.post import PostId
from curator.gui.importing.session_model import Column, SessionModel, Shown
from curator.gui.theme import Mode, Theme
from curator.services.import_items import Kind, Note, NoteCode, Outcome
from curator.services.import_session_values import SessionItem


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


def item(number: int, outcome: Outcome | None = None, **fields: object) -> SessionItem:
    made = SessionItem(number, f"/in/{number}.md", "", f"{number}.md", Kind.MARKDOWN, outcome, None)
    return replace(made, **fields)  # type: ignore[arg-type]  # named by each test


def names(model: SessionModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


OUTCOMES = st.sampled_from([None, *Outcome])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.lists(st.tuples(st.integers(1, 30), OUTCOMES), max_size=8)),
        st.tuples(st.just("remove"), st.lists(st.integers(1, 30), max_size=8, unique=True)),
        st.tuples(st.just("show"), st.sampled_from(list(Shown))),
    ),
    max_size=12,
)


@given(STEPS)
@settings(deadline=None, max_examples=80)
def test_whatever_comes_and_goes_the_rows_are_those_that_fit(
    theme: Theme, steps: list[tuple[str, object]]
) -> None:
    model = SessionModel(theme)
    # Fails the process where the model announces other rows than it holds.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    held: dict[int, SessionItem] = {}
    for step, value in steps:
        if step == "put":
            assert isinstance(value, list)
            new = {number: item(number, outcome) for number, outcome in value}
            held |= new
            model.put(new.values())
        elif step == "remove":
            assert isinstance(value, list)
            held = {number: one for number, one in held.items() if number not in value}
            model.remove(value)
        else:
            assert isinstance(value, Shown)
            model.show_only(value)
        assert names(model) == [f"{number}.md" for number in model.numbers(model.shown)]
        for outcome in Outcome:
            wanted = [one for one in held.values() if one.outcome is outcome]
            assert model.count(Shown(outcome.value)) == len(wanted)
        assert model.count(Shown.ALL) == len(held)
    del tester


def test_a_chosen_row_stays_chosen_while_others_come_and_go(theme: Theme) -> None:
    model = SessionModel(theme)
    model.put([item(number) for number in range(1, 11)])
    chosen = QPersistentModelIndex(model.index(6, 0))
    model.remove([1, 2, 5])
    model.put([item(11, Outcome.ADDED), item(7, Outcome.ADDED)])
    assert chosen.data() == "7.md"


def test_a_row_says_what_became_of_it_and_where_it_lay(theme: Theme) -> None:
    model = SessionModel(theme)
    alike = Match(Reason.ALIKE, 0.93, "茶价小幅走高", PostId(7))
    model.put(
        [
            item(1, Outcome.ADDED, inside="letters.zip/a.md", notes=(Note(NoteCode.NO_DATE),)),
            item(2, Outcome.FAILED, error=ReadError("b.docx", ReadFault.BROKEN)),
            item(3, Outcome.DUPLICATE, post=PostId(7), match=alike),
            item(4, Outcome.UNCHANGED, conflict=True),
            item(5),
        ]
    )

    def texts(row: int) -> list[str]:
        return [str(model.index(row, column.value).data()) for column in Column]

    assert texts(0)[:4] == ["1.md ‹ letters.zip/a.md", "Markdown", "new", "No date was found."]
    assert texts(1)[2] == "failed"
    assert "b.docx" in texts(1)[3]
    assert texts(2)[2:] == [
        "duplicate",
        "93 % the same text as “茶价小幅走高” in the library.",
        "茶价小幅走高",
    ]
    assert texts(3)[2] == "conflict"
    assert texts(4)[2:4] == ["waiting", ""]
    for row in range(5):
        icon = model.index(row, Column.OUTCOME.value).data(Qt.ItemDataRole.DecorationRole)
        assert not icon.isNull()


def test_an_error_names_the_file_without_its_folders(theme: Theme) -> None:
    model = SessionModel(theme)
    from pathlib import Path

    lost = FileError(Path("/very/long/way/to/a.md"), FileFault.MISSING)
    model.put([item(1, Outcome.FAILED, error=lost)])
    text = str(model.index(0, Column.NOTES.value).data())
    assert "a.md" in text
    assert "/very" not in text


def test_100_000_rows_cost_what_changes_and_not_what_is_there(theme: Theme) -> None:
    model = SessionModel(theme)
    model.put([item(number) for number in range(1, 100_001)])

    def seconds(first: int) -> float:
        part = [item(number, Outcome.ADDED) for number in range(first, first + 200)]
        begun = time.perf_counter()
        model.put(part)
        return time.perf_counter() - begun

    # A frame is 16 ms; the bound is wide, for machines that are busy.
    assert min(seconds(first) for first in (1, 40_001, 99_001)) < 0.1
    assert model.count(Shown.WAITING) == 100_000 - 600
