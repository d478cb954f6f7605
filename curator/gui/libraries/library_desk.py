"""What the window does with libraries as a whole: another one, copies, packing, plain files.

Opening another library is not done here: `open_library` closes this window and opens one on that.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QFileDialog

from curator.domain.errors import CuratorError
from curator.domain.work import CancelToken, Progress
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.libraries.recent import RecentLibraries, RecentMenu, missing
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services import libraries
from curator.services.libraries import Backup, Compacted, PlainFiles, Rebuilt
from curator.translation import gettext as _
from curator.translation import ngettext

T = TypeVar("T")
OpenLibrary = Callable[[str], None]
"""Closes the window, with everything stored, and opens one on the library of this name."""


class LibraryDesk(QObject):
    """Looks after the library of one window, and leads to others."""

    def __init__(self, desk: Desk, open_library: OpenLibrary) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._open_library = open_library
        self._name = desk.services.library.name
        self._recent = RecentLibraries(desk.memory)
        self._recent.remember(self._name)
        self._gone: frozenset[str] = frozenset()
        self.menu = RecentMenu(desk.window, self._open)
        self.menu.aboutToShow.connect(self._show_recent)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        after = self._desk.after_typing
        return {
            "new_library": self._ask_for_new,
            "open_library": self._ask_for_other,
            "recent_libraries": lambda: self.menu.popup(QCursor.pos()),
            "back_up": after(self._ask_for_backup),
            "compact": after(self._compact),
            "export_plain": after(self._ask_for_plain),
            "rebuild_library": self._ask_for_rebuild,
        }

    def check(self, actions: Mapping[str, QAction]) -> None:
        """Hang the recent libraries into the menu."""
        actions["recent_libraries"].setMenu(self.menu)
        self._show_recent()

    # Another library

    def _show_recent(self) -> None:
        names = self._recent.names()
        self.menu.show_names(names, self._name, self._gone)

        def found(gone: frozenset[str]) -> None:
            if gone != self._gone:
                self._gone = gone
                self.menu.show_names(self._recent.names(), self._name, gone)

        self._desk.tasks.run(
            Lane.READ, lambda _token: missing(names), found, topic="recent-libraries"
        )

    def _ask_for_new(self) -> None:
        dialog = self._dialog(_("New library"), QFileDialog.FileMode.AnyFile, _("library.db"))
        dialog.fileSelected.connect(lambda name: self._open(name, new=True))
        dialog.open()

    def _ask_for_other(self) -> None:
        dialog = self._dialog(_("Open a library"), QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            # Translators: keep the brackets (); Qt finds the patterns between them.
            [_("Libraries ({patterns})").format(patterns="*.db"), _("All files (*)")]
        )
        dialog.fileSelected.connect(self._open)
        dialog.open()

    def _open(self, name: str, *, new: bool = False) -> None:
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: libraries.probe(name, new=new),
            self._go_to,
            failed=self._tell,
        )

    def _go_to(self, name: str) -> None:
        if name == self._name:
            self._desk.notices.say(_("This library is open already."))
        else:
            self._desk.finish_typing()
            self._open_library(name)

    # This library

    def _ask_for_backup(self) -> None:
        name = f"{self._dated()}.db"
        dialog = self._dialog(_("Back up the library"), QFileDialog.FileMode.AnyFile, name)
        dialog.fileSelected.connect(lambda chosen: self._back_up(Path(chosen)))
        dialog.open()

    def _back_up(self, target: Path) -> None:
        service = self._desk.services.libraries

        def work(token: CancelToken, progress: Progress) -> Backup:
            # The dialog asked whether a file may be replaced.
            return service.back_up(target, replace=True, cancel=token, progress=progress)

        def done(made: Backup) -> None:
            text = ngettext(
                "Backed up to {file}: {number} post, read again and found whole.",
                "Backed up to {file}: {number} posts, read again and found whole.",
                made.posts,
            )
            self._say(text.format(file=made.file, number=f"{made.posts:,}"))

        self._work(Lane.AUDIT, _("Backing up"), work, done)

    def _compact(self) -> None:
        service = self._desk.services.libraries

        def work(token: CancelToken, progress: Progress) -> Compacted:
            return service.compact(cancel=token, progress=progress)

        def done(made: Compacted) -> None:
            text = _("The library took {before} MB and takes {after} MB now.")
            self._say(text.format(before=_megabytes(made.before), after=_megabytes(made.after)))

        # Between the writes, which would wait for it and give up.
        self._work(Lane.WRITE, _("Compacting"), work, done)

    def _ask_for_plain(self) -> None:
        name = self._dated()
        title = _("Export to plain files: name a new folder")
        dialog = self._dialog(title, QFileDialog.FileMode.AnyFile, name)
        dialog.setDefaultSuffix("")
        dialog.fileSelected.connect(lambda chosen: self._export(Path(chosen)))
        dialog.open()

    def _export(self, folder: Path) -> None:
        service = self._desk.services.libraries

        def work(token: CancelToken, progress: Progress) -> PlainFiles:
            return service.export_plain(folder, cancel=token, progress=progress)

        def done(made: PlainFiles) -> None:
            text = ngettext(
                "{number} post lies in {folder} as plain files, without its history.",
                "{number} posts lie in {folder} as plain files, without their history.",
                made.posts,
            )
            self._say(text.format(folder=made.folder, number=f"{made.posts:,}"))

        self._work(Lane.AUDIT, _("Exporting"), work, done)

    def _ask_for_rebuild(self) -> None:
        title = _("Rebuild: choose a folder of plain files")
        dialog = self._dialog(title, QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda folder: self._ask_for_rebuilt(Path(folder)))
        dialog.open()

    def _ask_for_rebuilt(self, folder: Path) -> None:
        title = _("Rebuild: name the new library")
        dialog = self._dialog(title, QFileDialog.FileMode.AnyFile, f"{folder.name}.db")
        dialog.fileSelected.connect(lambda name: self._rebuild(folder, name))
        dialog.open()

    def _rebuild(self, folder: Path, name: str) -> None:
        def work(token: CancelToken, progress: Progress) -> Rebuilt:
            return libraries.rebuild(folder, name, cancel=token, progress=progress)

        def done(made: Rebuilt) -> None:
            text = ngettext(
                "A library of {number} post was rebuilt as {library}.",
                "A library of {number} posts was rebuilt as {library}.",
                made.posts,
            )
            self._desk.notices.say(
                text.format(library=made.library, number=f"{made.posts:,}"),
                tone="success",
                action=_("Open it"),
                act=lambda: self._open(str(made.library)),
            )

        self._work(Lane.AUDIT, _("Rebuilding"), work, done)

    def _work(
        self,
        lane: Lane,
        label: str,
        work: Callable[[CancelToken, Progress], T],
        done: Callable[[T], None],
    ) -> None:
        relay = ProgressRelay(self)

        def answered(result: T) -> None:
            self._desk.jobs.release()
            done(result)

        def failed(error: CuratorError) -> None:
            self._desk.jobs.release()
            self._tell(error)

        task = self._desk.tasks.run(lane, lambda token: work(token, relay), answered, failed=failed)
        self._desk.jobs.follow(task, label, relay)

    def _dialog(self, title: str, mode: QFileDialog.FileMode, name: str = "") -> QFileDialog:
        dialog = QFileDialog(self._desk.window, title, self._folder())
        dialog.setObjectName("library_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if name:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("db")
            dialog.selectFile(name)
        return dialog

    def _dated(self) -> str:
        return f"{Path(self._name).stem}-{datetime.now().astimezone().date().isoformat()}"

    def _folder(self) -> str:
        return "" if "://" in self._name else str(Path(self._name).parent)

    def _say(self, text: str) -> None:
        self._desk.notices.say(text, tone="success")

    def _tell(self, error: CuratorError) -> None:
        self._desk.notices.say(error_sentence(error), tone="danger")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f}"
