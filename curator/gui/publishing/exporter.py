"""Exports for one window: choose a site, read the plan, write, and say what was done."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.publishing.plan_dialog import PlanDialog
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.publish import (
    Action,
    ConflictChoice,
    PlannedFile,
    PublishPlan,
    PublishReport,
    Selection,
)
from curator.translation import gettext as _
from curator.translation import ngettext


class Exporter(QObject):
    """Runs exports for one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.dialog: PlanDialog | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"export": self._desk.with_chosen(self.start)}

    def start(self, chosen: Sequence[PostId]) -> None:
        """Export the chosen posts, or what is ready where fewer than two are chosen."""
        selection = Selection(posts=tuple(chosen)) if len(chosen) > 1 else Selection()
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: [site.root for site in self._desk.services.library.sites()],
            lambda roots: self._choose_site(roots, selection),
        )

    def _choose_site(self, roots: Sequence[str], selection: Selection) -> None:
        there = [root for root in roots if Path(root).is_dir()]
        last = self._desk.settings.current.site
        if last in there:
            self.plan(Path(last), selection)
        elif len(there) == 1:
            self.plan(Path(there[0]), selection)
        else:
            self._ask_for_site(selection)

    def _ask_for_site(self, selection: Selection) -> None:
        dialog = QFileDialog(self._desk.window, _("Choose the folder of the Jekyll site"))
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
        task = self._desk.tasks.run(
            Lane.WRITE,
            lambda token: self._desk.services.publish.plan(
                root,
                selection,
                choice,
                without_positions=self._desk.settings.current.strip_positions,
                cancel=token,
                progress=relay,
            ),
            lambda plan: self._show(plan, selection, choice),
            failed=self._failed,
        )
        self._desk.jobs.follow(task, _("Planning"), relay)

    def _show(self, plan: PublishPlan, selection: Selection, choice: ConflictChoice) -> None:
        self._desk.jobs.release()
        if plan.finished:
            text = ngettext(
                "An export that was interrupted was finished first: {number} post.",
                "An export that was interrupted was finished first: {number} posts.",
                plan.finished,
            )
            self._desk.notices.say(text.format(number=plan.finished), tone="warning")
        if not plan.files:
            self._desk.notices.say(
                _("There is nothing to export: mark posts as ready, or choose several in the list.")
            )
            return
        dialog = PlanDialog(self._desk.window, plan, choice, _scope(selection), self._desk.theme)
        dialog.diff_requested.connect(lambda file: self._diff(plan, file))
        dialog.confirmed.connect(lambda: self._apply(plan))
        dialog.other_site_requested.connect(lambda: self._ask_for_site(selection))
        dialog.choice_changed.connect(lambda other: self.plan(plan.root, selection, other))
        dialog.pattern_changed.connect(
            lambda pattern: self._rename_pictures(plan, selection, choice, pattern)
        )
        dialog.finished.connect(lambda: self._forget(dialog))
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        if plan.files:
            self._diff(plan, dialog.first_file())
        dialog.show()

    def _rename_pictures(
        self, plan: PublishPlan, selection: Selection, choice: ConflictChoice, pattern: str
    ) -> None:
        """Keep a pattern for the site's pictures and make the plan anew."""
        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: self._desk.services.publish.use_picture_pattern(plan.root, pattern),
            lambda _nothing: self.plan(plan.root, selection, choice),
            failed=self._failed,
        )

    def _forget(self, dialog: PlanDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _diff(self, plan: PublishPlan, file: PlannedFile) -> None:
        def text() -> str:
            if file.picture is not None:
                return _picture_words(plan, file)
            return self._desk.services.publish.diff(plan, file)

        self._desk.tasks.run(
            Lane.READ,
            lambda _token: text(),
            self._show_diff,
            topic="export-diff",
        )

    def _show_diff(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.diff.show_diff(text or _("This file stays as it is."))

    def _apply(self, plan: PublishPlan) -> None:
        relay = ProgressRelay(self)
        task = self._desk.tasks.run(
            Lane.WRITE,
            lambda token: self._desk.services.publish.apply(
                plan, cancel=token, progress=relay, origin=self
            ),
            self._done,
            failed=self._failed,
        )
        self._desk.jobs.follow(task, _("Exporting"), relay)

    def _done(self, report: PublishReport) -> None:
        self._desk.jobs.release()
        if report.root is not None:
            with suppress(OSError):  # the site is asked for again next time
                self._desk.settings.change(site=str(report.root))
        self._desk.events.announce(report.changed)
        text = ngettext("{number} file written.", "{number} files written.", report.written)
        tone = "warning" if report.attention else "success"
        self._desk.notices.say(
            text.format(number=report.written), tone=tone, action=_("Undo"), act=self._desk.undo
        )

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._desk.notices.say(error_sentence(error), tone="danger")


def _picture_words(plan: PublishPlan, file: PlannedFile) -> str:
    """Return what is to say of a picture instead of a diff."""
    if file.action is Action.UNCHANGED:
        return _("The site has this picture already; it is used where it lies.")
    told = _("A new picture, written together with “{title}”.").format(title=file.title)
    if plan.without_positions:
        told += " " + _("Where it was taken is left out.")
    return told


def _scope(selection: Selection) -> str:
    """Return which posts an export is about."""
    number = len(selection.posts)
    if not number:
        return _("What is ready, and what is published and was edited here")
    return ngettext("The chosen post", "The {number} chosen posts", number).format(number=number)
