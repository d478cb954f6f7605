"""Every command of the window as data: its name, its key, its place in the menus."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from curator.gui import icons
from curator.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the window can do."""

    name: str
    text: str
    keys: str | QKeySequence.StandardKey | None = None
    icon: str = ""
    checkable: bool = False


SEPARATOR = None


def menus() -> list[tuple[str, list[Command | None]]]:
    """Return the menu bar, in the language of the moment."""
    key = QKeySequence.StandardKey
    return [
        (
            _("&File"),
            [
                Command("import_files", _("&Import files…"), key.Open, "import"),
                Command("import_folder", _("Import a &folder or site…"), "Ctrl+Shift+O", "folder"),
                Command("paste_article", _("&Paste as an article"), "Ctrl+Shift+V"),
                SEPARATOR,
                Command("export", _("&Export to a site…"), "Ctrl+E", "export"),
                SEPARATOR,
                Command("open_sample", _("Open the &sample site"), None, "library"),
                Command("open_data_folder", _("Show the &library's folder")),
                SEPARATOR,
                Command("quit", _("&Quit"), key.Quit),
            ],
        ),
        (
            _("&Edit"),
            [
                Command("undo", _("&Undo"), key.Undo, "undo"),
                Command("redo", _("&Redo"), "Ctrl+Shift+Z", "redo"),
                SEPARATOR,
                Command("filter", _("&Filter the list"), "Ctrl+L", "filter"),
                Command("find", _("Find in the &text"), key.Find, "search"),
            ],
        ),
        (
            _("&Post"),
            [
                Command("to_inbox", _("Move to &inbox"), "Ctrl+1", "inbox"),
                Command("to_review", _("Move to &review"), "Ctrl+2", "review"),
                Command("to_ready", _("Mark as &ready"), "Ctrl+3", "ready"),
                Command("to_published", _("Mark as &published"), "Ctrl+4", "published"),
                Command("to_trash", _("Move to &trash"), "Ctrl+Backspace", "trash"),
                SEPARATOR,
                Command("next_post", _("&Next post"), "Alt+Down"),
                Command("previous_post", _("Pre&vious post"), "Alt+Up"),
            ],
        ),
        (
            _("&View"),
            [
                Command("show_preview", _("&Preview"), "F7", "preview"),
                Command("show_split", _("&Split"), "F8", "split"),
                Command("show_source", _("S&ource"), "F9", "source"),
                SEPARATOR,
                Command("toggle_sidebar", _("Side&bar"), "Ctrl+B", "sidebar", checkable=True),
                Command("next_pane", _("&Next pane"), "F6"),
                SEPARATOR,
                Command("zoom_in", _("Zoom &in"), key.ZoomIn, "add"),
                Command("zoom_out", _("Zoom &out"), key.ZoomOut, "remove"),
                Command("zoom_reset", _("&Actual size"), "Ctrl+0"),
                SEPARATOR,
                Command("theme_system", _("Colours of the s&ystem"), checkable=True),
                Command("theme_light", _("&Light colours"), None, "sun", checkable=True),
                Command("theme_dark", _("&Dark colours"), None, "moon", checkable=True),
            ],
        ),
        (_("&Help"), [Command("about", _("&About Curator"), None, "info")]),
    ]


def build(window: QMainWindow, act: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Fill the menu bar and return the actions by name.

    Every command must be in `act` and nothing else: a menu entry that does nothing is a bug.
    """
    actions: dict[str, QAction] = {}
    for title, commands in menus():
        menu = window.menuBar().addMenu(title)
        for command in commands:
            if command is None:
                menu.addSeparator()
            else:
                actions[command.name] = _action(window, menu, command, act[command.name])
    assert actions.keys() == act.keys(), actions.keys() ^ act.keys()
    return actions


def _action(window: QMainWindow, menu: QMenu, command: Command, act: Callable[[], None]) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.name)
    if command.keys is not None:
        action.setShortcut(QKeySequence(command.keys))
    if command.icon:
        action.setIcon(icons.icon(command.icon))
    action.setCheckable(command.checkable)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
    return action
