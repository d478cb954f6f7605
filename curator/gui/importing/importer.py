"""Brings what was dropped, opened or pasted into the library: plan, choice, execution, notice."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from curator.domain.changes import PostsChanged
from curator.gui.events import Events
from curator.gui.importing.drop_target import local_paths
from curator.gui.importing.report_dialog import ImportDialog, report_words
from curator.gui.job_bar import JobBar, ProgressRelay
from curator.gui.notices import NoticeBar
from curator.gui.tasks import Lane, TaskRunner
from curator.services.import_items import ImportPlan, ImportReport, OnDuplicate, Outcome
from curator.services.ingest import Ingest, Paste
from curator.translation import gettext as _

_WITHOUT_ASKING = 500
"""So many articles are taken in without a question, where all of them are new: undo is at hand."""


class Importer(QObject):
    """Runs imports for one window."""

    imported = Signal(object)
    """The PostId of the first new post."""

    def __init__(
        self,
        window: QWidget,
        ingest: Ingest,
        tasks: TaskRunner,
        events: Events,
        notices: NoticeBar,
        jobs: JobBar,
        undo: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ingest = ingest
        self._tasks = tasks
        self._events = events
        self._notices = notices
        self._jobs = jobs
        self._undo = undo
        self.dialog: ImportDialog | None = None

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Take in files and folders; asks only where something is not simply new."""
        relay = ProgressRelay(self)
        things = tuple(paths)
        task = self._tasks.run(
            Lane.READ,
            lambda token: self._ingest.plan(things, cancel=token, progress=relay),
            self._planned,
            failed=self._failed,
        )
        self._jobs.follow(task, _("Reading"), relay)

    def paste(self, data: QMimeData) -> bool:
        """Take in what is on the clipboard; tell whether there was anything."""
        paths = local_paths(data)
        if paths:
            self.import_paths(paths)
            return True
        paste = pasted(data)
        if paste is None:
            return False
        self._tasks.run(
            Lane.WRITE,
            lambda _token: self._ingest.paste([paste], origin=self),
            self._done,
        )
        return True

    def _planned(self, plan: ImportPlan) -> None:
        self._jobs.release()
        new = plan.count(Outcome.ADDED)
        if new == len(plan.items) and 0 < new <= _WITHOUT_ASKING:
            self._apply(plan, OnDuplicate.SKIP)
            return
        dialog = ImportDialog.of_plan(self._window, plan)
        dialog.confirmed.connect(lambda choice: self._apply(plan, choice))
        self._show(dialog)

    def _apply(self, plan: ImportPlan, choice: OnDuplicate) -> None:
        relay = ProgressRelay(self)
        task = self._tasks.run(
            Lane.WRITE,
            lambda token: self._ingest.apply(
                plan, choice, cancel=token, progress=relay, origin=self
            ),
            self._done,
            failed=self._failed,
        )
        self._jobs.follow(task, _("Importing"), relay)

    def _done(self, report: ImportReport) -> None:
        self._jobs.release()
        changed: PostsChanged = report.changed
        self._events.announce(changed)
        failed = report.count(Outcome.FAILED)
        text = report_words(report)
        if failed:
            self._notices.say(
                text, tone="warning", action=_("Show"), act=lambda: self._tell(report)
            )
        elif changed.empty:
            self._notices.say(text)
        else:
            self._notices.say(text, tone="success", action=_("Undo"), act=self._undo)
        for item in report.items:
            if item.post is not None:
                self.imported.emit(item.post)
                break

    def _tell(self, report: ImportReport) -> None:
        self._show(ImportDialog.of_report(self._window, report))

    def _failed(self, error: object) -> None:
        self._jobs.release()
        self._tasks.failed.emit(error)

    def _show(self, dialog: ImportDialog) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(lambda: self._forget(dialog))
        dialog.show()

    def _forget(self, dialog: ImportDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None


def pasted(data: QMimeData) -> Paste | None:
    """Return the article on the clipboard: as HTML where there is any structure, else as text."""
    text = data.text()
    if data.hasHtml() and not text.lstrip().startswith("---"):
        return Paste(data.html().encode(), _("pasted") + ".html")
    if text.strip():
        return Paste(text.encode(), _("pasted") + ".md")
    return None
