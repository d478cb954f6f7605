"""Every command of the window as data: its name, its key, its place in the menus."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from curator.domain.listing import Grouping
from curator.gui import icons
from curator.gui.list_columns import COLUMNS, Column, grouping_word
from curator.translation import gettext as _
from curator.translation import pgettext


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the window can do."""

    name: str
    text: str
    keys: str | QKeySequence.StandardKey | None = None
    icon: str = ""
    checkable: bool = False
    for_posts: bool = False
    """It acts on the selected posts, and waits where none is."""


@dataclass(frozen=True, slots=True)
class Submenu:
    """Commands behind one entry of a menu."""

    text: str
    entries: "Sequence[Entry]"


Entry = Command | Submenu | None
SEPARATOR = None
_FOR_POSTS = "for_posts"


def menus() -> list[tuple[str, list[Entry]]]:
    """Return the menu bar, in the language of the moment."""
    key = QKeySequence.StandardKey
    return [
        (
            _("&File"),
            [
                Command("import_files", _("&Import files…"), key.Open, "import"),
                Command("import_folder", _("Import a &folder or site…"), "Ctrl+Shift+O", "folder"),
                Command("paste_article", _("&Paste as an article"), "Ctrl+Shift+V"),
                Command("imports", _("I&mports…"), "Ctrl+Shift+I", "history"),
                Command("recipes", _("&Recipes for web pages…")),
                SEPARATOR,
                Command("export", _("&Export to a site…"), "Ctrl+Shift+E", "export"),
                Command("check", _("&Check the site…"), "Ctrl+Shift+K", "check"),
                Command("duplicates", _("Find d&uplicates…"), "Ctrl+Shift+D"),
                Command("compare_jekyll", _("Compare with &Jekyll…"), "Ctrl+Shift+J"),
                SEPARATOR,
                Submenu(
                    _("Li&brary"),
                    [
                        Command("new_library", _("&New library…"), None, "add"),
                        Command("open_library", _("&Open a library…"), None, "library"),
                        Command("recent_libraries", _("&Recent libraries")),
                        SEPARATOR,
                        Command("back_up", _("&Back up…")),
                        Command("compact", _("&Compact")),
                        SEPARATOR,
                        Command("export_plain", _("&Export to plain files…"), None, "export"),
                        Command("rebuild_library", _("Rebuild from &plain files…")),
                    ],
                ),
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
                Command("operations", _("&History of the library…"), "Ctrl+Alt+H", "history"),
                SEPARATOR,
                Command("copy_files", _("&Copy posts as files"), "Ctrl+Shift+C", for_posts=True),
                Command("copy_text", _("Copy posts as te&xt"), "Ctrl+Alt+C", for_posts=True),
                SEPARATOR,
                Command("filter", _("&Filter the list"), "Ctrl+L", "filter"),
                Command("save_search", _("&Save this search"), "Ctrl+D"),
                Command("find", _("Find in the &text"), key.Find, "search"),
                Command("pinyin", _("Find titles by their p&inyin initials"), checkable=True),
            ],
        ),
        (
            _("&Post"),
            [
                Command("to_inbox", _("Move to &inbox"), "Ctrl+1", "inbox", for_posts=True),
                Command("to_review", _("Move to &review"), "Ctrl+2", "review", for_posts=True),
                Command("to_ready", _("Mark as rea&dy"), "Ctrl+3", "ready", for_posts=True),
                Command(
                    "to_published", _("Mark as &published"), "Ctrl+4", "published", for_posts=True
                ),
                Command("to_trash", _("Move to &trash"), "Ctrl+Backspace", "trash", for_posts=True),
                Command("restore", _("Restore &from the trash"), "Ctrl+Alt+R", for_posts=True),
                Command("delete_for_good", _("Delete for good…"), "Shift+Del", for_posts=True),
                SEPARATOR,
                Command("advance", _("Move &on, and show the next"), "Ctrl+Return", for_posts=True),
                Command("send_back", _("Move &back"), "Ctrl+Shift+Return", for_posts=True),
                Command("next_unreviewed", _("Ne&xt unreviewed post"), "Ctrl+Shift+N"),
                Command("single_keys", _("Single ke&ys in the list"), checkable=True),
                SEPARATOR,
                Command("edit_cell", _("&Edit in the list"), "F2", "edit", for_posts=True),
                Command("versions", _("Ver&sions…"), "Ctrl+H", "history", for_posts=True),
                Command("guest", _("A &guest's text"), checkable=True),
                Command("convert_html", _("Convert &HTML to Markdown…"), for_posts=True),
                Command("keep_pictures", _("&Keep the pictures of other sites…"), for_posts=True),
                Command("clean", _("&Clean up…"), "Ctrl+Shift+L", for_posts=True),
                SEPARATOR,
                Command("compare_posts", _("Comp&are two posts…"), "Ctrl+Shift+B", for_posts=True),
                Command("merge_posts", _("Merge t&wo posts…"), "Ctrl+Shift+G", for_posts=True),
                SEPARATOR,
                Submenu(
                    _("&Many posts"),
                    [
                        Command("bulk_change", _("Change &many posts…"), "Ctrl+Shift+M", "edit"),
                        Command(
                            "bulk_replace",
                            _("Find and rep&lace in posts…"),
                            "Ctrl+Shift+H",
                            "search",
                        ),
                        Command("bulk_dates", _("Move da&tes…")),
                        Command("rename_tags", _("Rename or merge ta&gs…"), None, "tag"),
                        Command(
                            "rename_categories", _("Rename or merge categ&ories…"), None, "category"
                        ),
                    ],
                ),
                SEPARATOR,
                Command("next_post", _("&Next post"), "Alt+Down"),
                Command("previous_post", _("Pre&vious post"), "Alt+Up"),
            ],
        ),
        (
            _("&View"),
            [
                Command("palette", _("&Commands…"), "Ctrl+Shift+P", "search"),
                SEPARATOR,
                Command("show_preview", _("&Preview"), "F7", "preview"),
                Command("show_split", _("&Split"), "F8", "split"),
                Command("show_source", _("S&ource"), "F9", "source"),
                Command("overview", _("O&verview"), "F4", "calendar"),
                Submenu(
                    _("Page in the p&review"),
                    [
                        Command("preview_mode", _("&Article or full page"), "Shift+F7", "site"),
                        Command("preview_width", _("Next &width"), "Shift+F8", "width-fit"),
                        Command("preview_light", _("By &day or by night"), "Shift+F9", "moon"),
                        SEPARATOR,
                        Command("preview_reload", _("&Read the theme anew"), "F5", "refresh"),
                        Command("render_exactly", _("Let &Jekyll itself render"), checkable=True),
                    ],
                ),
                SEPARATOR,
                Submenu(
                    _("Lis&t"),
                    [
                        Submenu(_("&Columns of the list"), _columns("column", COLUMNS[1:])),
                        Submenu(_("Sort the &list by"), _columns("sort", COLUMNS)),
                        Submenu(_("Sort with&in that by"), _columns("then", COLUMNS)),
                        Submenu(
                            _("&Group the list by"),
                            [
                                *(
                                    Command(
                                        f"group_{grouping.value or 'nothing'}",
                                        grouping_word(grouping),
                                        checkable=True,
                                    )
                                    for grouping in Grouping
                                ),
                                SEPARATOR,
                                Command("close_groups", _("&Close all groups"), "Ctrl+Shift+Up"),
                                Command("open_groups", _("&Open all groups"), "Ctrl+Shift+Down"),
                            ],
                        ),
                    ],
                ),
                SEPARATOR,
                Command("toggle_sidebar", _("Side&bar"), "Ctrl+B", "sidebar", checkable=True),
                Command("next_pane", _("&Next pane"), "F6"),
                SEPARATOR,
                Command("zoom_in", _("Zoom &in"), key.ZoomIn, "add"),
                Command("zoom_out", _("Zoom o&ut"), key.ZoomOut, "remove"),
                Command("zoom_reset", _("&Actual size"), "Ctrl+0"),
                SEPARATOR,
                Command("theme_system", _("Colours of the s&ystem"), checkable=True),
                Command("theme_light", _("&Light colours"), None, "sun", checkable=True),
                Command("theme_dark", _("&Dark colours"), None, "moon", checkable=True),
                SEPARATOR,
                Submenu(
                    _("Lan&guage"),
                    [
                        Command("language_system", pgettext("language", "&System"), checkable=True),
                        # Languages are called by their own names in every language.
                        Command("language_en", "&English", checkable=True),
                        Command("language_zh_CN", "简体中文", checkable=True),
                    ],
                ),
            ],
        ),
        (_("&Help"), [Command("about", _("&About Curator"), None, "info")]),
    ]


def _columns(name: str, columns: Sequence[Column]) -> "list[Entry]":
    return [
        Command(f"{name}_{column.key.value}", column.heading(), checkable=True)
        for column in columns
    ]


def build(window: QMainWindow, act: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Fill the menu bar and return the actions by name.

    Every command must be in `act` and nothing else: a menu entry that does nothing is a bug.
    """
    actions: dict[str, QAction] = {}
    for title, entries in menus():
        _fill(window, window.menuBar().addMenu(title), entries, act, actions)
    assert actions.keys() == act.keys(), actions.keys() ^ act.keys()
    return actions


def reword(window: QMainWindow) -> None:
    """Word the menu bar anew in the language of the moment."""
    for action, (title, entries) in zip(window.menuBar().actions(), menus(), strict=True):
        _reword(action, Submenu(title, entries))


def enable(actions: Mapping[str, QAction], *, some: bool) -> None:
    """Let the commands for posts be chosen where `some` posts are selected, and only there."""
    for action in actions.values():
        if action.property(_FOR_POSTS):
            action.setEnabled(some)


def spoken(text: str) -> str:
    """Return a menu text without what only a menu needs: `导入文件(&I)…` is `导入文件`."""
    return re.sub(r"\(&.\)|&", "", text).rstrip("…")


def _fill(
    window: QMainWindow,
    menu: QMenu,
    entries: Sequence[Entry],
    act: Mapping[str, Callable[[], None]],
    actions: dict[str, QAction],
) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, Submenu):
            _fill(window, menu.addMenu(entry.text), entry.entries, act, actions)
        else:
            actions[entry.name] = _action(window, menu, entry, act[entry.name])


def _reword(action: QAction, entry: Entry) -> None:
    if entry is None:
        return
    action.setText(entry.text)
    menu = action.menu()
    if isinstance(entry, Submenu) and isinstance(menu, QMenu):
        for inner, part in zip(menu.actions(), entry.entries, strict=True):
            _reword(inner, part)


def _action(window: QMainWindow, menu: QMenu, command: Command, act: Callable[[], None]) -> QAction:
    action = QAction(command.text, window)
    action.setObjectName(command.name)
    if command.keys is not None:
        action.setShortcut(QKeySequence(command.keys))
    if command.icon:
        action.setIcon(icons.icon(command.icon))
    action.setCheckable(command.checkable)
    action.setProperty(_FOR_POSTS, command.for_posts)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
    return action
