"""What is chosen in a dialog, or lies on the clipboard, on its way to an import."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from curator.gui.desk import Commands, Desk
from curator.gui.importing.importer import Importer
from curator.translation import gettext as _


class Opening(QObject):
    """Asks for what is to be taken in; `begun` is called before anything is."""

    def __init__(self, desk: Desk, importer: Importer, begun: Callable[[], None]) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._importer = importer
        self._begun = begun

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {
            "import_files": self.choose_files,
            "import_folder": self.choose_folder,
            "paste_article": self._paste,
        }

    def choose_files(self) -> None:
        """Ask for articles."""
        dialog = self._dialog(_("Import files"), QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                # Translators: keep the brackets (); Qt finds the patterns between them.
                _("Articles ({patterns})").format(
                    patterns="*.md *.markdown *.html *.htm *.txt *.text *.textile *.docx *.odt "
                    "*.eml *.mbox *.mhtml *.mht *.zip *.epub *.rss *.atom *.opml *.xml"
                ),
                _("All files ({patterns})").format(patterns="*"),
            ]
        )
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder, or for a site."""
        self._dialog(_("Import a folder or a Jekyll site"), QFileDialog.FileMode.Directory).open()

    def take_selection(self, data: QMimeData) -> None:
        """Take in what was dragged out of another program."""
        self._begun()
        self._importer.paste(data)

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._desk.window, title)
        dialog.setObjectName("file_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._chosen)
        return dialog

    def _chosen(self, files: list[str]) -> None:
        self._begun()
        self._importer.take_in([Path(one) for one in files])

    def _paste(self) -> None:
        if not self._importer.paste(QGuiApplication.clipboard().mimeData()):
            self._desk.notices.say(_("There is no article on the clipboard."))
