"""The tool bar: the commands used all day, under shorter names than in the menus."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar

from curator.gui.actions import spoken
from curator.translation import gettext as _

_GROUPS = (
    ("import_files", "import_folder"),
    ("undo", "redo"),
    ("to_review", "to_ready", "to_trash"),
    ("export",),
)


class ToolBar(QToolBar):
    """Shows some of the actions of the menus."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("tool_bar")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._shown = {name: actions[name] for group in _GROUPS for name in group}
        for number, group in enumerate(_GROUPS):
            if number:
                self.addSeparator()
            for name in group:
                self.addAction(actions[name])
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.setWindowTitle(_("Tools"))
        short = {
            "import_files": _("Import"),
            "import_folder": _("Open site"),
            "undo": _("Undo"),
            "redo": _("Redo"),
            "to_review": _("Review"),
            "to_ready": _("Ready"),
            "to_trash": _("Trash"),
            "export": _("Export"),
        }
        for name, action in self._shown.items():
            action.setIconText(short[name])
            shortcut = action.shortcut().toString()
            text = spoken(action.text())
            action.setToolTip(f"{text} ({shortcut})" if shortcut else text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
