"""HTML to Markdown from the window: what would change is shown as a diff, then done or left.

The texts are converted once to be shown and again to be stored, so that nothing typed meanwhile is
lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from curator.domain.changes import NOTHING_CHANGED, PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.domain.work import CancelToken, Progress
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.publishing.diff_view import DiffView
from curator.gui.tasks import Lane
from curator.gui.theme import Theme, set_role
from curator.sentences import error_sentence
from curator.translation import gettext as _
from curator.translation import ngettext

_LONGEST = 400_000
"""Characters of diffs that are shown; the command line shows them all."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a conversion would do."""

    diff: str
    changed: int
    left: int
    """Posts that would have changed but could not."""
    reason: str


class ConversionDialog(QDialog):
    """Shows what would change."""

    confirmed = Signal()

    def __init__(self, parent: QWidget, shown: _Shown, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("conversion_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Convert HTML to Markdown"))
        text = ngettext(
            "{number} text changes. What Markdown cannot say stays HTML.",
            "{number} texts change. What Markdown cannot say stays HTML.",
            shown.changed,
        ).format(number=shown.changed)
        if shown.left:
            left = ngettext(
                "{number} stays as it is: {reason}",
                "{number} stay as they are, the first for this reason: {reason}",
                shown.left,
            )
            text = f"{text} {left.format(number=shown.left, reason=shown.reason)}"
        summary = QLabel(text)
        summary.setObjectName("conversion_summary")
        summary.setWordWrap(True)
        summary.setTextFormat(Qt.TextFormat.PlainText)
        set_role(summary, "muted")
        self.diff = DiffView(theme)
        self.diff.show_diff(shown.diff)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        convert = buttons.addButton(_("Convert"), QDialogButtonBox.ButtonRole.AcceptRole)
        convert.setObjectName("convert_button")
        buttons.accepted.connect(self.confirmed)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(summary)
        layout.addWidget(self.diff, 1)
        layout.addWidget(buttons)
        self.resize(860, 620)


class Converter(QObject):
    """Converts posts for one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._conversion = desk.services.conversion
        self.dialog: ConversionDialog | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"convert_html": self._desk.with_chosen(self.start)}

    def start(self, posts: Sequence[PostId]) -> None:
        """Show what converting these posts would change."""
        if not posts:
            return
        relay = ProgressRelay(self)
        # In the write lane: whatever was typed before is stored before it is read.
        task = self._desk.tasks.run(
            Lane.WRITE,
            lambda token: self._preview(posts, token, relay),
            lambda shown: self._show(posts, shown),
            failed=self._failed,
        )
        self._desk.jobs.follow(task, _("Converting"), relay)

    def _preview(self, posts: Sequence[PostId], token: CancelToken, progress: Progress) -> _Shown:
        diffs: list[str] = []
        length = changed = left = 0
        reason = ""
        for done in self._conversion.convert(posts, dry_run=True, cancel=token, progress=progress):
            if isinstance(done, PostsChanged):
                continue
            if done.fault is not None:
                left += 1
                reason = reason or error_sentence(done.fault)
            elif done.changed:
                changed += 1
                if length < _LONGEST:
                    diffs.append(self._conversion.diff(done))
                    length += len(diffs[-1])
        return _Shown("".join(diffs), changed, left, reason)

    def _show(self, posts: Sequence[PostId], shown: _Shown) -> None:
        self._desk.jobs.release()
        if not shown.changed:
            self._desk.notices.say(
                shown.reason or _("There is no HTML here that Markdown could say.")
            )
            return
        dialog = ConversionDialog(self._desk.window, shown, self._desk.theme)
        dialog.confirmed.connect(lambda: self._convert(posts))
        dialog.finished.connect(lambda: self._forget(dialog))
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.open()

    def _forget(self, dialog: ConversionDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _convert(self, posts: Sequence[PostId]) -> None:
        relay = ProgressRelay(self)

        def convert(token: CancelToken) -> PostsChanged:
            changed = NOTHING_CHANGED
            for done in self._conversion.convert(posts, cancel=token, progress=relay):
                if isinstance(done, PostsChanged):
                    changed = done
            return changed

        task = self._desk.tasks.run(Lane.WRITE, convert, self._converted, failed=self._failed)
        self._desk.jobs.follow(task, _("Converting"), relay)

    def _converted(self, changed: PostsChanged) -> None:
        self._desk.jobs.release()
        self._desk.events.announce(changed)
        text = ngettext("{number} text converted.", "{number} texts converted.", len(changed.posts))
        self._desk.notices.say(
            text.format(number=len(changed.posts)),
            tone="success",
            action=_("Undo"),
            act=self._desk.undo,
        )

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._desk.notices.say(error_sentence(error), tone="danger")
