"""The list's model against a real library: what it asks for, what it leaves where it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.listing import Grouping, Sort, SortKey
from curator.domain.post import PostId, Status
from curator.gui.application import make_application
from curator.gui.post_list.model import PAGE, PostListModel
from curator.gui.tasks import TaskRunner
from curator.services import Services
from curator.services.edits import SetValue, rewritten
from curator.services.library import Library

LONG = 20_000  # milliseconds
POSTS = 2 * PAGE + 5


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return a library of a little more than two pages."""
    files = []
    for number in range(POSTS):
        files.append(tmp_path / f"{number:03}.md")
        day = f"2022-01-{1 + number % 28:02} 10:00:00 +0800"
        files[-1].write_text(f"---\ntitle: t{number:03}\ndate: {day}\n---\n{number}\n")
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan(files))
        yield opened


class Asked:
    """A library that counts how often it is asked for an order."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.times = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def arrange(self, *arguments: Any) -> Any:
        self.times += 1
        return self._library.arrange(*arguments)


class Desk:
    """A model with its lanes, and how often it was exchanged."""

    def __init__(self, services: Services, qtbot: QtBot) -> None:
        self.asked = Asked(services.library)
        self.tasks = TaskRunner()
        self.model = PostListModel(self.asked, self.tasks)  # type: ignore[arg-type]  # one that counts
        self.resets = 0
        self.model.modelReset.connect(self._reset)
        self._qtbot = qtbot

    def _reset(self) -> None:
        self.resets += 1

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.tasks.busy, timeout=LONG)

    def opened(self) -> "Desk":
        self.model.refresh()
        self.settle()
        self.model.post_at(0)
        self.settle()
        self.resets = 0
        return self


@pytest.fixture
def desk(services: Services, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(services, qtbot)
    yield made
    made.tasks.close()


def test_the_first_rows_are_there_before_all_numbers(desk: Desk) -> None:
    seen: list[tuple[int, bool]] = []
    desk.model.reordered.connect(
        lambda: seen.append((desk.model.post_count, desk.model.post_at(0) is not None))
    )
    desk.model.refresh()
    desk.settle()
    assert [count for count, _there in seen] == [POSTS, POSTS]  # fewer than a beginning holds
    assert desk.model.complete
    assert desk.model.post_at(0) is not None


def test_changes_that_come_faster_than_answers_hold_nothing_up(desk: Desk) -> None:
    desk.opened()
    before = desk.asked.times
    for _ in range(100):
        desk.model.refresh()
    desk.settle()
    assert desk.asked.times - before == 2  # the one under way, and one for all that came meanwhile


def test_an_answer_that_changes_nothing_leaves_the_rows(desk: Desk) -> None:
    desk.opened()
    desk.model.refresh()
    desk.settle()
    assert desk.resets == 0
    assert desk.model.post_at(0) is not None


@pytest.mark.parametrize(
    ("sort", "grouping", "moves"),
    [
        (Sort(), Grouping.NOTHING, False),
        (Sort(), Grouping.DAY, False),
        (Sort(SortKey.TITLE, False), Grouping.NOTHING, True),
        (Sort(SortKey.DATE, True, (Sort(SortKey.TITLE, False),)), Grouping.NOTHING, True),
    ],
)
def test_the_order_is_asked_anew_only_where_an_edit_may_change_it(
    desk: Desk, services: Services, sort: Sort, grouping: Grouping, *, moves: bool
) -> None:
    desk.model.set_order(sort, grouping)
    desk.opened()
    row = 1 if grouping is Grouping.DAY else 0
    desk.model.post_at(row)
    desk.settle()
    post = desk.model.id_at(row)
    assert post is not None
    edit = SetValue("title", "zzz")
    list(services.library.rewrite([post], lambda one: rewritten(one, [edit]), "title"))
    before = desk.asked.times
    desk.model.follow(frozenset({post}))
    desk.settle()
    assert (desk.asked.times > before) is moves
    place = desk.model.row_of(post)
    desk.model.post_at(place)
    desk.settle()
    shown = desk.model.post_at(place)
    assert shown is not None
    assert shown.title == "zzz"


def test_what_enters_the_trash_leaves_the_list(desk: Desk, services: Services) -> None:
    desk.opened()
    post = PostId(desk.model.ids()[3])
    services.library.set_status([post], Status.TRASH)
    desk.model.follow(frozenset({post}))
    desk.settle()
    assert desk.model.row_of(post) == -1
    assert desk.model.post_count == POSTS - 1


def test_nothing_moves_while_a_cell_is_typed_into(desk: Desk, services: Services) -> None:
    desk.opened()
    desk.model.hold(held=True)
    services.library.set_status([PostId(desk.model.ids()[0])], Status.TRASH)
    desk.model.refresh()
    desk.settle()
    assert (desk.resets, desk.model.post_count) == (0, POSTS)
    desk.model.hold(held=False)
    desk.settle()
    assert (desk.resets, desk.model.post_count) == (1, POSTS - 1)


def test_few_pages_are_held_however_far_one_scrolls(desk: Desk) -> None:
    desk.opened()
    for row in range(0, POSTS, 10):
        desk.model.post_at(row)
        desk.settle()
    assert {desk.model.post_at(row) is None for row in (0, PAGE, POSTS - 1)} == {False}
