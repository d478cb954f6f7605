"""Searches for duplicates for one window, and carries out what is decided about them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.likeness import Pair
from curator.domain.post import PostId, Status
from curator.domain.work import CancelToken
from curator.gui.desk import Commands, Desk
from curator.gui.duplicates.comparer import Comparer
from curator.gui.duplicates.window import DuplicatesWindow, Found
from curator.gui.job_bar import ProgressRelay
from curator.gui.tasks import Lane
from curator.sentences import error_sentence
from curator.services.duplicates import Beside
from curator.translation import gettext as _

_PIECE = 0.5
"""So many seconds at once posts are made known again."""


class DuplicateFinder(QObject):
    """Finds duplicates for one window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.window: DuplicatesWindow | None = None
        self.comparer = Comparer(desk)
        self.comparer.merged.connect(self._merged)
        desk.events.posts_changed.connect(self._posts_changed)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {
            "duplicates": self._desk.after_typing(self.start),
            **self.comparer.commands(),
        }

    def prepare(self) -> None:
        """Make posts known again that were stored without that, unseen and in the background.

        In short pieces: other work of the lane comes in between.
        """
        duplicates = self._desk.services.duplicates
        self._desk.tasks.run(
            Lane.AUDIT,
            lambda token: duplicates.fill(seconds=_PIECE, cancel=token),
            self._go_on,
            failed=lambda _error: None,  # nobody asked for it; whoever asks for duplicates is told
            topic="duplicates-fill",
        )

    def _go_on(self, left: int) -> None:
        if left:
            self.prepare()
        else:
            self._look()

    def _look(self) -> None:
        """Compare what is new or changed, so that the list can be asked for duplicates."""
        duplicates = self._desk.services.duplicates
        self._desk.tasks.run(
            Lane.AUDIT,
            lambda token: duplicates.look(seconds=_PIECE, cancel=token),
            self._looked,
            failed=lambda _error: None,
            topic="duplicates-look",
        )

    def _looked(self, seen: tuple[int, frozenset[PostId]]) -> None:
        left, changed = seen
        if changed:
            self._desk.events.announce(PostsChanged(changed, Aspect.MARKS, None, self))
        if left:
            self._look()

    def _posts_changed(self, changed: PostsChanged) -> None:
        # A change of many texts leaves their likeness for later, as an import does.
        many = Aspect.TEXT in changed.aspects and len(changed.posts) > 1
        if Aspect.ADDED in changed.aspects or many:
            self.prepare()
        elif Aspect.TEXT in changed.aspects:
            self._look()

    def start(self) -> None:
        """Search the library and show what is found."""
        relay = ProgressRelay(self)
        duplicates, library = self._desk.services.duplicates, self._desk.services.library

        def work(token: CancelToken) -> Found:
            groups = duplicates.groups(cancel=token, progress=relay)
            posts = [post for group in groups for post in group.posts]
            return Found(groups, {row.id: row for row in library.rows(posts)})

        task = self._desk.tasks.run(Lane.AUDIT, work, self._show, failed=self._failed)
        self._desk.jobs.follow(task, _("Comparing"), relay)

    def _show(self, found: Found) -> None:
        self._desk.jobs.release()
        if not found.groups:
            self._desk.notices.say(_("No article is there more than once."))
            return
        if self.window is not None:
            self.window.close()
        window = DuplicatesWindow(self._desk.window, self._desk.theme)
        window.pair_chosen.connect(self._compare)
        window.different.connect(self._keep_both)
        window.discarded.connect(self._discard)
        window.merge_requested.connect(self._merge)
        window.post_requested.connect(self._desk.show_post)
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        window.show_found(found)
        window.show()

    def _forget(self, window: DuplicatesWindow) -> None:
        if self.window is window:
            self.window = None

    def _compare(self, pair: Pair | None) -> None:
        if pair is None:
            return
        duplicates = self._desk.services.duplicates

        def show(rows: Sequence[Beside]) -> None:
            if self.window is not None:
                self.window.show_pair(pair, rows)

        self._desk.tasks.run(
            Lane.READ,
            lambda _token: duplicates.beside(pair.first, pair.second),
            show,
            failed=self._tell,
            topic="duplicates-beside",
        )

    def _keep_both(self, pair: Pair) -> None:
        duplicates = self._desk.services.duplicates

        def take_back() -> None:
            self._desk.tasks.run(
                Lane.WRITE,
                lambda _token: duplicates.forget_different(pair.first, [pair.second]),
                lambda _nothing: self.start(),
                failed=self._tell,
            )

        def done(_nothing: object) -> None:
            self._settle([pair])
            self._desk.notices.say(
                _("Remembered: these are two articles."), action=_("Undo"), act=take_back
            )

        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: duplicates.call_different(pair.first, [pair.second]),
            done,
            failed=self._tell,
        )

    def _discard(self, pair: Pair, post: PostId) -> None:
        library = self._desk.services.library

        def done(changed: PostsChanged) -> None:
            self._desk.events.announce(changed)
            window = self.window
            self._settle(window.pairs_of(post) if window is not None else [pair])
            self._desk.notices.say(
                _("The post was moved to the trash."), action=_("Undo"), act=self._desk.undo
            )

        self._desk.tasks.run(
            Lane.WRITE,
            lambda _token: library.set_status([post], Status.TRASH, origin=self),
            done,
            failed=self._tell,
        )

    def _merge(self, pair: Pair) -> None:
        self._desk.finish_typing()
        self.comparer.merge(pair.first, pair.second)

    def _merged(self, gone: PostId) -> None:
        if self.window is not None:
            self._settle(self.window.pairs_of(gone))

    def _settle(self, pairs: Sequence[Pair]) -> None:
        if self.window is not None:
            self.window.settle(pairs)

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._tell(error)

    def _tell(self, error: CuratorError) -> None:
        self._desk.notices.say(error_sentence(error), tone="danger")
