"""Autosave: what is typed reaches the disk, whatever the library does."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.post import PostId
from curator.gui.events import Events
from curator.gui.sitting import Sitting
from curator.gui.tasks import TaskRunner
from curator.services import Services
from curator.services.ingest import Paste
from curator.storage import pragmas


class Desk:
    """A sitting with its library, and two posts in it."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.library = services.library
        self.tasks = TaskRunner()
        self.events = Events()
        self.sitting = Sitting(services.library, self.tasks, self.events)
        report = services.ingest.paste([Paste(b"one", "a.md"), Paste(b"two", "b.md")])
        self.first, self.second = (item.post or PostId(0) for item in report.items)

    def text(self, post: PostId) -> bytes:
        return self.library.load(post).source


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(pragmas, "BUSY_MILLISECONDS", 60)
    with open_services(str(tmp_path / "library.db")) as services:
        made = Desk(services)
        yield made
        made.tasks.close()


def test_typing_is_saved_after_a_pause_as_one_version(qtbot: QtBot, desk: Desk) -> None:
    desk.sitting.begin(desk.library.load(desk.first))
    for text in (b"one!", b"one!!", b"one!!!"):
        desk.sitting.typed(text)
    qtbot.waitUntil(lambda: desk.text(desk.first) == b"one!!!", timeout=20_000)
    desk.sitting.typed(b"one, again")
    qtbot.waitUntil(lambda: desk.text(desk.first) == b"one, again", timeout=20_000)
    assert len(desk.library.versions(desk.first)) == 2


def test_leaving_a_post_saves_it_at_once(qtbot: QtBot, desk: Desk) -> None:
    desk.sitting.begin(desk.library.load(desk.first))
    desk.sitting.typed(b"left behind")
    desk.sitting.begin(desk.library.load(desk.second))
    desk.sitting.typed(b"the other")
    desk.sitting.save()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
    assert desk.text(desk.first) == b"left behind"
    assert desk.text(desk.second) == b"the other"


def test_a_locked_library_costs_nothing(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.sitting.begin(desk.library.load(desk.first))
    holder = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with qtbot.waitSignal(desk.sitting.failed):
        desk.sitting.typed(b"precious")
        desk.sitting.save()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)
    (kept,) = (tmp_path / "library.db.unsaved").glob("*.unsaved")
    assert kept.read_bytes().endswith(b"\nprecious")
    holder.execute("ROLLBACK")
    holder.close()
    desk.sitting.save()
    qtbot.waitUntil(lambda: desk.text(desk.first) == b"precious", timeout=20_000)
    qtbot.waitUntil(lambda: not kept.exists(), timeout=20_000)


def test_a_crash_before_the_save_is_recovered(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.sitting.begin(desk.library.load(desk.first))
    desk.sitting.typed(b"typed, then the lights went out")
    qtbot.waitUntil(
        lambda: any((tmp_path / "library.db.unsaved").glob("*.unsaved")), timeout=20_000
    )
    # Nothing of this process counts any more: another one opens the library.
    with open_services(str(tmp_path / "library.db")) as again:
        again.library.recover()
        assert again.library.load(desk.first).source == b"typed, then the lights went out"


def test_another_windows_save_makes_a_copy_and_says_so(qtbot: QtBot, desk: Desk) -> None:
    stored = desk.library.load(desk.first)
    desk.sitting.begin(stored)
    desk.library.save(desk.first, stored.content, b"someone else")
    with qtbot.waitSignal(desk.sitting.copied) as told:
        desk.sitting.typed(b"mine")
        desk.sitting.save()
    assert desk.text(desk.first) == b"someone else"
    assert desk.text(told.args[0]) == b"mine"
