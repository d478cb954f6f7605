"""Exports for one window: choose a site, read the plan, write, and say what was done."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.gui.events import Events
from curator.gui.job_bar import JobBar, ProgressRelay
from curator.gui.notices import NoticeBar
from curator.gui.publishing.plan_dialog import PlanDialog
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import Theme
from curator.sentences import error_sentence
from curator.services import Services
from curator.services.publish import (
    ConflictChoice,
    PlannedFile,
    PublishPlan,
    PublishReport,
    Selection,
)
from curator.settings import SettingsFile
from curator.translation import gettext as _
from curator.translation import ngettext


class Exporter(QObject):
    """Runs exports for one window."""

    def __init__(
        self,
        window: QWidget,
        services: Services,
        tasks: TaskRunner,
        events: Events,
        theme: Theme,
        settings: SettingsFile,
        notices: NoticeBar,
        jobs: JobBar,
        undo: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._tasks = tasks
        self._events = events
        self._theme = theme
        self._settings = settings
        self._notices = notices
        self._jobs = jobs
        self._undo = undo
        self.dialog: PlanDialog | None = None

    def start(self, chosen: Sequence[PostId]) -> None:
        """Export the chosen posts, or what is ready where fewer than two are chosen."""
        selection = Selection(posts=tuple(chosen)) if len(chosen) > 1 else Selection()
        self._tasks.run(
            Lane.READ,
            lambda _token: [site.root for site in self._services.library.sites()],
            lambda roots: self._choose_site(roots, selection),
        )

    def _choose_site(self, roots: Sequence[str], selection: Selection) -> None:
        there = [root for root in roots if Path(root).is_dir()]
        last = self._settings.current.site
        if last in there:
            self.plan(Path(last), selection)
        elif len(there) == 1:
            self.plan(Path(there[0]), selection)
        else:
            self._ask_for_site(selection)

    def _ask_for_site(self, selection: Selection) -> None:
        dialog = QFileDialog(self._window, _("Choose the folder of the Jekyll site"))
        dialog.setObjectName("site_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(lambda chosen: self.plan(Path(chosen[0]), selection))
        dialog.open()

    def plan(
        self, root: Path, selection: Selection, choice: ConflictChoice = ConflictChoice.STOP
    ) -> None:
        """Make the plan and show it."""
        relay = ProgressRelay(self)
        # In the write lane: whatever was typed before is stored before the plan is made.
        task = self._tasks.run(
            Lane.WRITE,
            lambda token: self._services.publish.plan(
                root, selection, choice, cancel=token, progress=relay
            ),
            lambda plan: self._show(plan, selection, choice),
            failed=self._failed,
        )
        self._jobs.follow(task, _("Planning"), relay)

    def _show(self, plan: PublishPlan, selection: Selection, choice: ConflictChoice) -> None:
        self._jobs.release()
        if plan.finished:
            text = ngettext(
                "An export that was interrupted was finished first: {number} post.",
                "An export that was interrupted was finished first: {number} posts.",
                plan.finished,
            )
            self._notices.say(text.format(number=plan.finished), tone="warning")
        if not plan.files:
            self._notices.say(
                _("There is nothing to export: mark posts as ready, or choose several in the list.")
            )
            return
        dialog = PlanDialog(self._window, plan, choice, _scope(selection), self._theme)
        dialog.diff_requested.connect(lambda file: self._diff(plan, file))
        dialog.confirmed.connect(lambda: self._apply(plan))
        dialog.other_site_requested.connect(lambda: self._ask_for_site(selection))
        dialog.choice_changed.connect(lambda other: self.plan(plan.root, selection, other))
        dialog.finished.connect(lambda: self._forget(dialog))
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        if plan.files:
            self._diff(plan, dialog.first_file())
        dialog.show()

    def _forget(self, dialog: PlanDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _diff(self, plan: PublishPlan, file: PlannedFile) -> None:
        self._tasks.run(
            Lane.READ,
            lambda _token: self._services.publish.diff(plan, file),
            self._show_diff,
            topic="export-diff",
        )

    def _show_diff(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.diff.show_diff(text or _("This file stays as it is."))

    def _apply(self, plan: PublishPlan) -> None:
        relay = ProgressRelay(self)
        task = self._tasks.run(
            Lane.WRITE,
            lambda token: self._services.publish.apply(
                plan, cancel=token, progress=relay, origin=self
            ),
            self._done,
            failed=self._failed,
        )
        self._jobs.follow(task, _("Exporting"), relay)

    def _done(self, report: PublishReport) -> None:
        self._jobs.release()
        if report.root is not None:
            with suppress(OSError):  # the site is asked for again next time
                self._settings.change(site=str(report.root))
        self._events.announce(report.changed)
        text = ngettext("{number} file written.", "{number} files written.", report.written)
        tone = "warning" if report.attention else "success"
        self._notices.say(
            text.format(number=report.written), tone=tone, action=_("Undo"), act=self._undo
        )

    def _failed(self, error: CuratorError) -> None:
        self._jobs.release()
        self._notices.say(error_sentence(error), tone="danger")


def _scope(selection: Selection) -> str:
    """Return which posts an export is about."""
    number = len(selection.posts)
    if not number:
        return _("What is ready, and what is published and was edited here")
    return ngettext("The chosen post", "The {number} chosen posts", number).format(number=number)
