"""Queries kept under names in the left pane: saved, named, counted, removed and brought back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from curator.composition import open_services
from curator.domain.post import PostId, Status
from curator.gui.application import make_application
from curator.gui.search.saved import SavedSearches
from curator.gui.sidebar.model import CountRole
from curator.gui.sidebar.pane import Sidebar
from curator.gui.theme import Mode, Theme
from curator.services import Services
from tests.gui.workplace import Workplace


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Mode.LIGHT)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Return a library with three posts."""
    files = []
    for name in ("one", "two", "three"):
        files.append(tmp_path / f"{name}.md")
        files[-1].write_text(f"---\ntitle: {name}\nauthor: Wang\n---\n")
    with open_services(str(tmp_path / "library.db")) as opened:
        opened.ingest.apply(opened.ingest.plan(files))
        yield opened


class Shelf(Workplace):
    """The left pane with its kept queries; `text` is the query of the moment."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        desk = self.desk
        self.services = services
        self.text = ""
        self.sidebar = Sidebar(services.library, desk.tasks, desk.events)
        self.tree = self.sidebar.tree
        qtbot.addWidget(self.sidebar)
        self.feature = SavedSearches(desk, self.sidebar.searches, lambda: self.text, lambda: None)
        self.sidebar.resize(240, 600)
        self.sidebar.show()
        qtbot.waitExposed(self.sidebar)
        self.sidebar.activateWindow()
        self._qtbot = qtbot

    def entries(self) -> list[tuple[str, str]]:
        """Return the names and counts that are shown."""
        return [(str(item.data()), str(item.data(CountRole))) for item in self.items()]

    def items(self) -> list[QModelIndex]:
        """Return the entries below the heading."""
        model = self.sidebar.model
        tops = (model.index(row, 0) for row in range(model.rowCount()))
        section = next((one for one in tops if one.data() == "Saved searches"), None)
        if section is None:
            return []
        return [model.index(row, 0, section) for row in range(model.rowCount(section))]

    def wait_for(self, entries: list[tuple[str, str]]) -> None:
        """Wait until these are shown."""
        self._qtbot.waitUntil(lambda: self.entries() == entries, timeout=20_000)


@pytest.fixture
def shelf(services: Services, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Shelf]:
    made = Shelf(services, tmp_path, qtbot, qapp)
    yield made
    made.desk.tasks.close()


def test_a_query_is_saved_and_named_where_it_stands(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.text = "author:wang -status:ready"
    shelf.feature.save()
    shelf.wait_for([("author:wang -status:ready", "3")])
    editor = shelf.tree.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "To do")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shelf.services.queries.saved()[0].name == "To do", timeout=20_000)
    with qtbot.waitSignal(shelf.sidebar.chosen) as told:
        shelf.sidebar.choose_all()
        shelf.tree.setCurrentIndex(shelf.items()[0])
    assert told.args is not None


def test_counts_follow_what_happens_to_posts(shelf: Shelf) -> None:
    shelf.services.queries.keep("author:wang -status:ready", "To do")
    shelf.feature.refresh()
    shelf.wait_for([("To do", "3")])
    post = PostId(shelf.services.library.find("one")[0])
    shelf.desk.events.announce(shelf.services.library.set_status([post], Status.READY))
    shelf.wait_for([("To do", "2")])


def test_a_removed_query_comes_back(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.services.queries.keep("author:wang", "Wang's")
    shelf.feature.refresh()
    shelf.wait_for([("Wang's", "3")])
    shelf.tree.setFocus()
    shelf.tree.setCurrentIndex(shelf.items()[0])
    qtbot.keyClick(shelf.tree, Qt.Key.Key_Delete)
    shelf.wait_for([])
    undo = shelf.desk.notices.findChild(QPushButton, "notice_action")
    assert isinstance(undo, QPushButton)
    undo.click()
    shelf.wait_for([("Wang's", "3")])


def test_another_query_takes_the_name(shelf: Shelf) -> None:
    kept = shelf.services.queries.keep("author:wang", "Mine")
    shelf.feature.refresh()
    shelf.wait_for([("Mine", "3")])
    shelf.text = "title:two"
    shelf.sidebar.searches.replace_requested.emit(kept.id)
    shelf.wait_for([("Mine", "1")])


def test_without_a_query_nothing_is_saved(shelf: Shelf) -> None:
    shelf.feature.save()
    assert shelf.desk.notices.text
    assert shelf.services.queries.saved() == []
