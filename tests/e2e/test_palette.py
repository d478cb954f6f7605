"""The command palette in the real window: opened, searched and run by the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.gui.palette.command_palette import PaletteDialog
from tests.e2e.conftest import OpenWindow


def opened(qtbot: QtBot) -> PaletteDialog:
    def palette() -> PaletteDialog | None:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, PaletteDialog) else None

    qtbot.waitUntil(lambda: palette() is not None)
    dialog = palette()
    assert dialog is not None
    return dialog


def test_a_command_is_found_and_run_by_the_keyboard(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    shown = window.sidebar.isVisible()
    action = window.actions_by_name["palette"]
    assert action.shortcut().toString() == "Ctrl+Shift+P"
    action.trigger()
    dialog = opened(qtbot)
    qtbot.keyClicks(dialog.field, "sidebar")
    assert dialog.list.count() == 1
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.sidebar.isVisible() != shown)


def test_what_cannot_be_chosen_now_is_not_run(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window()
    window.actions_by_name["palette"].trigger()
    dialog = opened(qtbot)
    qtbot.keyClicks(dialog.field, "clean up")
    item = dialog.list.item(0)
    assert "Clean up" in item.text()
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_arrows_choose_while_the_field_keeps_the_focus(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    window = open_window()
    window.actions_by_name["palette"].trigger()
    dialog = opened(qtbot)
    first = dialog.list.currentRow()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == first + 1
    qtbot.keyClicks(dialog.field, "dark")
    assert dialog.field.text() == "dark"
    dialog.reject()
