"""The window of recipes: which there are, the text of one, and what it makes of a page as it is typed.

Shows and asks; the desk of recipes does what it asks for.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from curator.gui.recipes.wording import trial_words
from curator.gui.theme import set_role
from curator.services.recipes import RecipeFile, Trial
from curator.translation import gettext as _

_PAUSE = 350
"""Milliseconds after the last key before the recipe is tried."""
_LONGEST = 200_000
_UNSHOWN = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\u2028\u2029\ufeff]")
_RecipeRole = Qt.ItemDataRole.UserRole


class RecipesWindow(QDialog):
    """Recipes on the left, the text in the middle, the result on the right."""

    opened = Signal(object)
    """The RecipeFile that was chosen."""
    trial_requested = Signal(str)
    fetch_requested = Signal(str)
    page_requested = Signal()
    """A file is to be chosen as the page."""
    new_requested = Signal()
    save_requested = Signal(str, str)
    """The name of the file and the text."""
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recipes_window")
        self.setWindowTitle(_("Recipes for web pages"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1240, 740)
        self.recipes = QListWidget()
        self.text = _editor("recipe_text", _("The recipe"), read_only=False)
        self.made = _editor("recipe_result", _("The post that it makes"), read_only=True)
        self.address = QLineEdit()
        self.name = QLineEdit()
        self.words = QLabel()
        self.page = QLabel()
        self.save_button = QPushButton(_("Save as my recipe"))
        self.remove_button = QPushButton(_("Delete"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.ask)
        self._lay_out()
        self.recipes.currentItemChanged.connect(self._choose)
        self.text.textChanged.connect(self._pause.start)
        self.say_page("")

    def show_recipes(self, recipes: Sequence[RecipeFile], current: Path | None = None) -> None:
        """List recipes, one's own first; opens `current`, else the first."""
        self.recipes.blockSignals(True)
        self.recipes.clear()
        wanted = 0
        for row, recipe in enumerate(recipes):
            text = _("{name} (mine)") if recipe.own else "{name}"
            if recipe.broken:
                text = _("{name} (cannot be used)")
            item = QListWidgetItem(text.format(name=recipe.name))
            item.setData(_RecipeRole, recipe)
            item.setToolTip(str(recipe.file))
            self.recipes.addItem(item)
            if recipe.file == current:
                wanted = row
        self.recipes.blockSignals(False)
        if recipes:
            self.recipes.setCurrentRow(wanted)
            self._choose()

    def show_text(self, name: str, text: str) -> None:
        """Put a recipe's text into the editor and try it."""
        self.name.setText(name)
        self.text.setPlainText(text)
        self._pause.stop()
        self.ask()

    def show_trial(self, trial: Trial) -> None:
        """Show what the recipe makes of the page."""
        shown = trial.source[:_LONGEST]
        if trial.name:
            shown = f"{trial.name}\n\n{shown}"
        self.made.setPlainText(_UNSHOWN.sub("\ufffd", shown))
        self.say(trial_words(trial))

    def say(self, words: str) -> None:
        """Say something under the result; nothing hides the line."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def say_page(self, name: str) -> None:
        """Name the page that recipes are tried on."""
        text = _("Tried on {page}").format(page=name) if name else _("Choose a page to try it on.")
        self.page.setText(text)

    def ask(self) -> None:
        """Ask for a trial of what stands in the editor."""
        self.trial_requested.emit(self.text.toPlainText())

    def _choose(self) -> None:
        current: QListWidgetItem | None = self.recipes.currentItem()
        if current is None:
            return
        recipe: RecipeFile = current.data(_RecipeRole)
        self.remove_button.setEnabled(recipe.own)
        self.opened.emit(recipe)

    def _remove(self) -> None:
        current: QListWidgetItem | None = self.recipes.currentItem()
        if current is not None:
            self.remove_requested.emit(current.data(_RecipeRole))

    def _save(self) -> None:
        self.save_requested.emit(self.name.text(), self.text.toPlainText())

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for pane in (self._left(), self._middle(), self._right()):
            split.addWidget(pane)
        split.setSizes([210, 500, 500])
        close = _button(_("Close"), "recipes_close", self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _left(self) -> QWidget:
        self.recipes.setObjectName("recipes_list")
        self.recipes.setAccessibleName(_("Recipes"))
        new = _button(_("New"), "recipe_new", self.new_requested.emit)
        self.remove_button.setObjectName("recipe_remove")
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.addWidget(new)
        row.addWidget(self.remove_button)
        return _column(self.recipes, row)

    def _middle(self) -> QWidget:
        self.name.setObjectName("recipe_name")
        self.name.setAccessibleName(_("Name of the file"))
        self.name.setPlaceholderText(_("Name of the file"))
        self.save_button.setObjectName("recipe_save")
        self.save_button.setAutoDefault(False)
        set_role(self.save_button, "primary")
        self.save_button.clicked.connect(self._save)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.save_button)
        return _column(self.text, row)

    def _right(self) -> QWidget:
        self.address.setObjectName("recipe_address")
        self.address.setAccessibleName(_("Address of a page"))
        self.address.setPlaceholderText(_("Address of a page"))
        self.address.returnPressed.connect(self._fetch)
        fetch = _button(_("Fetch"), "recipe_fetch", self._fetch)
        choose = _button(_("Open a page…"), "recipe_open_page", self.page_requested.emit)
        row = QHBoxLayout()
        row.addWidget(self.address, 1)
        row.addWidget(fetch)
        row.addWidget(choose)
        self.page.setObjectName("recipe_page")
        self.page.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.page, "hint")
        self.words.setObjectName("recipe_words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.hide()
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.page)
        layout.addWidget(self.made, 1)
        layout.addWidget(self.words)
        return pane

    def _fetch(self) -> None:
        address = self.address.text().strip()
        if address:
            self.fetch_requested.emit(address)


def _editor(name: str, title: str, *, read_only: bool) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setReadOnly(read_only)
    made.setTabChangesFocus(True)
    set_role(made, "code")
    return made


def _button(text: str, name: str, act: object) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.clicked.connect(act)
    return made


def _column(widget: QWidget, row: QHBoxLayout) -> QWidget:
    pane = QWidget()
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget, 1)
    layout.addLayout(row)
    return pane
