"""Compares and merges two posts for one window, whoever chose them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from curator.domain.errors import CuratorError
from curator.domain.post import PostId
from curator.gui.desk import Commands, Desk
from curator.gui.duplicates.compare_window import CompareWindow
from curator.gui.duplicates.merge_window import MergeWindow
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.merging import Choices, Comparison, Merged
from curator.translation import gettext as _


class Comparer(QObject):
    """Compares two posts for one window."""

    merged = Signal(object)
    """The PostId that went to the trash."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.window: CompareWindow | None = None
        self.merging: MergeWindow | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {
            "compare_posts": self._desk.with_chosen(self._compare_chosen),
            "merge_posts": self._desk.with_chosen(self._merge_chosen),
        }

    def _compare_chosen(self, chosen: Sequence[PostId]) -> None:
        self._with_two(chosen, self.compare)

    def _merge_chosen(self, chosen: Sequence[PostId]) -> None:
        self._with_two(chosen, self.merge)

    def _with_two(self, chosen: Sequence[PostId], act: Callable[[PostId, PostId], None]) -> None:
        if len(chosen) != 2:
            self._desk.notices.say(_("Choose two posts in the list first."))
            return
        act(chosen[0], chosen[1])

    def compare(self, left: PostId, right: PostId) -> None:
        """Show two posts side by side."""
        self._read(left, right, self._show_both)

    def merge(self, left: PostId, right: PostId) -> None:
        """Offer to merge two posts."""
        self._read(left, right, self._offer)

    def _read(self, left: PostId, right: PostId, show: Callable[[Comparison], None]) -> None:
        service = self._desk.services.merging
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: service.compare(left, right),
            show,
            failed=self._tell,
            topic="compare-posts",
        )

    def _show_both(self, comparison: Comparison) -> None:
        if self.window is not None:
            self.window.close()
        window = CompareWindow(self._desk.window, self._desk.theme, comparison)
        window.merge_requested.connect(lambda: self._merge_from(window, comparison))
        window.post_requested.connect(self._desk.show_post)
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        window.show()

    def _merge_from(self, window: CompareWindow, comparison: Comparison) -> None:
        window.close()
        # What was typed since is merged too.
        self._desk.finish_typing()
        self.merge(comparison.left.id, comparison.right.id)

    def _offer(self, comparison: Comparison) -> None:
        if self.merging is not None:
            self.merging.close()
        window = MergeWindow(self._desk.window, self._desk.theme, comparison)
        window.choices_changed.connect(lambda choices: self._preview(window, choices))
        window.merge_requested.connect(lambda choices: self._merge(window, choices))
        window.finished.connect(lambda: self._forget(window))
        self.merging = window
        window.show()
        window.ask()

    def _preview(self, window: MergeWindow, choices: Choices) -> None:
        service, comparison = self._desk.services.merging, window.comparison

        def show(texts: tuple[str, str]) -> None:
            if self.merging is window:
                window.show_outcome(choices, *texts)

        def fail(error: CuratorError) -> None:
            if self.merging is window:
                window.show_fault(error_sentence(error))

        self._desk.tasks.run(
            Lane.READ,
            lambda _token: service.preview(comparison, choices),
            show,
            failed=fail,
            topic="merge-preview",
        )

    def _merge(self, window: MergeWindow, choices: Choices) -> None:
        service, comparison = self._desk.services.merging, window.comparison
        posts = (comparison.left.id, comparison.right.id)
        stays, goes = posts if choices.stays.value == "left" else posts[::-1]
        window.close()
        self._desk.finish_typing()

        def done(merged: Merged) -> None:
            if merged.moved_on:
                self._desk.notices.say(
                    _("One of the posts was edited meanwhile. Look at them again."),
                    tone="warning",
                    action=_("Look at them"),
                    act=lambda: self.merge(*posts),
                )
                return
            self._desk.events.announce(merged.changed)
            self.merged.emit(goes)
            self._desk.show_post(stays)
            self._desk.notices.say(
                _("The posts were merged. The other one lies in the trash."),
                tone="success",
                action=_("Undo"),
                act=self._desk.undo,
            )

        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: service.merge(comparison, choices, origin=self),
            done,
            failed=self._tell,
        )

    def _forget(self, window: CompareWindow | MergeWindow) -> None:
        if self.window is window:
            self.window = None
        if self.merging is window:
            self.merging = None
        window.deleteLater()

    def _tell(self, error: CuratorError) -> None:
        self._desk.notices.say(error_sentence(error), tone="danger")
