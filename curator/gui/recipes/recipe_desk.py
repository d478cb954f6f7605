"""Recipes for one window: opened, tried as they are typed, fetched for, saved."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.gui.desk import Commands, Desk
from curator.gui.recipes.recipes_window import RecipesWindow
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.recipes import NEW, RecipeFile, Thing, Trial
from curator.translation import gettext as _


class RecipeDesk(QObject):
    """Runs the window of recipes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._recipes = desk.services.recipes
        self._page: Thing | None = None
        self.window: RecipesWindow | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"recipes": lambda: self.start(next(iter(self._desk.chosen()), None))}

    def start(self, post: PostId | None = None) -> None:
        """Show the recipes, ready to be tried on the page that a post was made of."""
        if self.window is not None:
            self.window.close()
        window = RecipesWindow(self._desk.window)
        window.opened.connect(self._open)
        window.trial_requested.connect(self._try)
        window.fetch_requested.connect(self._fetch)
        window.page_requested.connect(self._choose_page)
        window.new_requested.connect(self._new)
        window.save_requested.connect(self._save)
        window.remove_requested.connect(self._remove)
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        self._page = None
        window.show()
        self._list(None)
        if post is not None:
            self._desk.tasks.run(
                Lane.READ,
                lambda _token: self._recipes.page_of(post),
                self._take_page,
                failed=self._failed,
            )

    def _list(self, current: Path | None) -> None:
        def listed(recipes: list[RecipeFile]) -> None:
            if self.window is not None:
                self.window.show_recipes(recipes, current)

        self._desk.tasks.run(
            Lane.READ, lambda _token: list(self._recipes.all()), listed, failed=self._failed
        )

    def _open(self, recipe: RecipeFile) -> None:
        def opened(text: str) -> None:
            if self.window is not None:
                self.window.show_text(recipe.file.stem, text)

        self._desk.tasks.run(
            Lane.READ,
            lambda _token: self._recipes.text(recipe.file),
            opened,
            failed=self._failed,
            topic="recipe text",
        )

    def _try(self, text: str) -> None:
        page = self._page
        if page is None:
            return

        def tried(trial: Trial) -> None:
            if self.window is not None:
                self.window.show_trial(trial)

        self._desk.tasks.run(
            Lane.READ,
            lambda token: self._recipes.try_out(text, page, token),
            tried,
            failed=self._failed,
            topic="recipe trial",
        )

    def _fetch(self, url: str) -> None:
        self._desk.tasks.run(
            Lane.NETWORK,
            lambda token: self._recipes.page_at(url, token),
            self._take_page,
            failed=self._failed,
            topic="recipe page",
        )

    def _choose_page(self) -> None:
        dialog = QFileDialog(self.window or self._desk.window, _("Open a page"))
        dialog.setObjectName("recipe_page_file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_page)
        dialog.open()

    def open_page(self, name: str) -> None:
        """Try recipes on a saved page."""
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: self._recipes.page_in(Path(name)),
            self._take_page,
            failed=self._failed,
            topic="recipe page",
        )

    def _take_page(self, page: Thing | None) -> None:
        if page is None or self.window is None:
            return
        self._page = page
        self.window.say_page(page.url or page.name)
        if page.url:
            self.window.address.setText(page.url)
        self.window.ask()

    def _new(self) -> None:
        if self.window is not None:
            self.window.show_text("recipe", NEW.format(name=_("My recipe"), host="news.example"))

    def _save(self, name: str, text: str) -> None:
        self._desk.tasks.run(
            Lane.JOURNAL,
            lambda _token: self._recipes.save(name, text),
            self._saved,
            failed=self._failed,
        )

    def _saved(self, recipe: RecipeFile) -> None:
        self._desk.notices.say(
            _("The recipe is in {file}.").format(file=recipe.file), tone="success"
        )
        self._list(recipe.file)

    def _remove(self, recipe: RecipeFile) -> None:
        self._desk.tasks.run(
            Lane.JOURNAL,
            lambda _token: self._recipes.remove(recipe),
            lambda _none: self._list(None),
            failed=self._failed,
        )

    def _failed(self, error: CuratorError) -> None:
        if self.window is not None:
            self.window.say(error_sentence(error))
        else:
            self._desk.notices.say(error_sentence(error), tone="danger")

    def _forget(self, window: RecipesWindow) -> None:
        if self.window is window:
            self.window = None
            self._page = None
