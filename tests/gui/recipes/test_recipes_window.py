"""The window of recipes: listed, tried while they are typed, saved as one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator import paths
from curator.composition import open_services
from curator.domain.post import PostId
from curator.gui.application import make_application
from curator.gui.recipes.recipe_desk import RecipeDesk
from curator.gui.recipes.recipes_window import RecipesWindow
from curator.services import Services
from curator.services.recipes import NEW
from tests.gui.workplace import Workplace

PAGE = """<!DOCTYPE html><html><head><title>Roofs</title></head><body><h1>Roofs</h1><article>
<p>Forty people climb to their roofs in May and count what flies above them until it is dark.</p>
<p class="ad">Buy a roof of your own today.</p></article></body></html>"""


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


class Kitchen(Workplace):
    """A desk of recipes with a page to try them on."""

    def __init__(self, services: Services, folder: Path, qtbot: QtBot, qapp: QApplication) -> None:
        super().__init__(services, folder, qtbot, qapp)
        self.tasks = self.desk.tasks
        self.notices = self.desk.notices
        self.recipes = RecipeDesk(self.desk)
        self.services = services
        self.file = folder / "roofs.html"
        self.file.write_text(PAGE)
        self._qtbot = qtbot

    def opened(self, post: PostId | None = None) -> RecipesWindow:
        self.recipes.start(post)
        window = self.recipes.window
        assert window is not None
        self._qtbot.waitUntil(lambda: "name =" in window.text.toPlainText())
        return window


@pytest.fixture
def desk(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kitchen]:
    monkeypatch.setattr(paths, "recipes_folder", lambda: tmp_path / "recipes")
    with open_services(str(tmp_path / "library.db")) as services:
        made = Kitchen(services, tmp_path, qtbot, qapp)
        yield made
        made.tasks.close()


def test_the_recipes_that_ship_are_listed_and_cannot_be_deleted(desk: Kitchen) -> None:
    window = desk.opened()
    names = [window.recipes.item(row).text() for row in range(window.recipes.count())]
    assert "Wikipedia" in names
    assert not window.remove_button.isEnabled()


def test_typing_shows_the_post_and_then_what_is_wrong(desk: Kitchen, qtbot: QtBot) -> None:
    window = desk.opened()
    desk.recipes.open_page(str(desk.file))
    window.text.setPlainText(NEW.format(name="Mine", host="news.example"))
    qtbot.waitUntil(lambda: 'title: "Roofs"' in window.made.toPlainText(), timeout=15_000)
    assert "Buy a roof" in window.made.toPlainText()
    assert "does not match" in window.words.text()
    window.text.setPlainText(window.text.toPlainText().replace('"script"', '".ad"'))
    qtbot.waitUntil(lambda: "Buy a roof" not in window.made.toPlainText(), timeout=15_000)
    window.text.setPlainText(window.text.toPlainText().replace('".ad"', '":ad"'))
    qtbot.waitUntil(lambda: "remove.elements" in window.words.text(), timeout=15_000)


def test_the_page_that_a_post_was_made_of_is_there_at_once(desk: Kitchen, qtbot: QtBot) -> None:
    report = desk.services.ingest.apply(desk.services.ingest.plan([desk.file]))
    (item,) = report.items
    window = desk.opened(item.post)
    qtbot.waitUntil(lambda: "Tried on" in window.page.text())
    window.text.setPlainText(NEW.format(name="Mine", host="news.example"))
    qtbot.waitUntil(lambda: "Forty people" in window.made.toPlainText(), timeout=15_000)


def test_saving_lists_the_recipe_as_mine_and_deleting_takes_it_away(
    desk: Kitchen, qtbot: QtBot, tmp_path: Path
) -> None:
    window = desk.opened()
    window.name.setText("ledger")
    window.text.setPlainText(NEW.format(name="The Ledger", host="ledger.example"))
    window.save_button.click()
    qtbot.waitUntil(lambda: window.recipes.item(0).text() == "The Ledger (mine)")
    assert (tmp_path / "recipes" / "ledger.toml").is_file()
    window.remove_button.click()
    qtbot.waitUntil(lambda: "(mine)" not in window.recipes.item(0).text())
    assert not (tmp_path / "recipes" / "ledger.toml").exists()


def test_an_address_inside_is_refused_with_a_sentence(desk: Kitchen, qtbot: QtBot) -> None:
    window = desk.opened()
    window.address.setText("http://127.0.0.1:9/")
    window.fetch_requested.emit(window.address.text())
    qtbot.waitUntil(lambda: window.words.text() != "")
