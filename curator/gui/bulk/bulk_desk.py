"""Changes of many posts for one window: looked at in the read lane, made in the write lane, undone at a click."""

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from curator.domain.bulk import Action, Applied, Difference, Left, Outcome, Plan
from curator.domain.errors import CuratorError
from curator.domain.listing import ListedPost
from curator.domain.post import PostId, TermKind
from curator.domain.work import CancelToken
from curator.gui.bulk.difference_view import difference_lines
from curator.gui.bulk.window import BulkWindow
from curator.gui.bulk.wording import Kind, Scope, applied_words
from curator.gui.desk import Commands, Desk
from curator.gui.job_bar import ProgressRelay
from curator.gui.tasks import Lane, Task
from curator.sentences import error_sentence
from curator.translation import gettext as _

Numbers = Callable[[], Sequence[int]]

_EVERYTHING = ("", "status:trash")
"""The queries that find all posts of a library; the first leaves out what lies in the trash."""


class _Parts(QObject):
    """Brings the parts of a plan to the GUI thread, where it must be made."""

    came = Signal(int, object, object, object, int, int)


class BulkDesk(QObject):
    """Changes many posts for one window."""

    def __init__(self, desk: Desk, listed: Numbers) -> None:
        """`listed` returns all posts of the list in its order."""
        super().__init__(desk.window)
        self._desk = desk
        self._listed = listed
        self._chosen: tuple[PostId, ...] = ()
        self._ids: Sequence[int] = ()
        self._looking: Task | None = None
        self._number = 0
        self._parts = _Parts(self)
        self._parts.came.connect(self._take)
        self.window: BulkWindow | None = None

    def commands(self) -> Commands:
        """Return what the menu runs."""
        start = self._desk.with_chosen
        return {
            "bulk_change": start(lambda posts: self.start(Kind.SET, posts)),
            "bulk_replace": start(lambda posts: self.start(Kind.REPLACE, posts)),
            "bulk_dates": start(lambda posts: self.start(Kind.SHIFT, posts)),
            "rename_tags": self._desk.after_typing(lambda: self.rename(TermKind.TAG)),
            "rename_categories": self._desk.after_typing(lambda: self.rename(TermKind.CATEGORY)),
        }

    def start(self, kind: Kind, posts: Sequence[PostId]) -> None:
        """Offer changes of the given posts, of all that are listed, and of the library."""
        self._chosen = tuple(posts)
        listed = tuple(self._listed())
        sizes = {Scope.CHOSEN: len(self._chosen), Scope.LISTED: len(listed)}
        if len(self._chosen) == len(listed):
            del sizes[Scope.CHOSEN]  # the same posts twice
        sizes = {scope: number for scope, number in sizes.items() if number}
        self._open({**sizes, Scope.LIBRARY: 0}, kind)

    def rename(self, kind: TermKind, term: str = "") -> None:
        """Offer to rename or merge terms, wherever they stand."""
        self.start(Kind.TAGS if kind is TermKind.TAG else Kind.CATEGORIES, self._desk.chosen())
        if self.window is not None:
            self.window.choose_scope(Scope.LIBRARY)
            self.window.choose(Kind.TAGS if kind is TermKind.TAG else Kind.CATEGORIES, term)

    def offer_on_term(self, kind: TermKind, term: str, menu: QMenu) -> None:
        """Offer renaming in the menu of a tag or category."""
        menu.addSeparator()
        rename = menu.addAction(_("Rename or merge…"))
        rename.setObjectName("rename_term")
        rename.triggered.connect(lambda: self.rename(kind, term))

    def offer_on_posts(self, view: QWidget, menu: Callable[[], QMenu | None]) -> None:
        """Offer the commands for posts where the list is asked for a menu."""
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

        def offer(place: QPoint) -> None:
            shown = menu()
            if shown is not None:
                shown.popup(view.mapToGlobal(place))

        view.customContextMenuRequested.connect(offer)

    # The window

    def _open(self, sizes: dict[Scope, int], kind: Kind) -> BulkWindow:
        if self.window is not None:
            self.window.close()
        window = BulkWindow(self._desk.window, self._desk.theme, sizes, kind)
        window.look_requested.connect(self._look)
        window.left_alone.connect(self._stop)
        window.difference_requested.connect(self._compare)
        window.rows_wanted.connect(self._fetch)
        window.apply_requested.connect(self._apply)
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        window.show()
        library = self._desk.services.library
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: {one: library.vocabulary(one) for one in TermKind},
            lambda words: window.learn(words) if self.window is window else None,
            topic="bulk-words",
        )
        return window

    def _forget(self, window: BulkWindow) -> None:
        if self.window is window:
            self.window = None

    # Looking

    def _stop(self) -> None:
        self._number += 1
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _look(self, scope: Scope, action: Action) -> None:
        self._stop()
        number = self._number
        given = {Scope.CHOSEN: self._chosen, Scope.LISTED: tuple(self._listed())}.get(scope)
        self._show_beginning(len(given or ()))
        services, parts = self._desk.services, self._parts

        def look(token: CancelToken) -> Plan:
            ids: Sequence[int]
            if given is not None:
                ids = given
            else:
                ids = array("q")
                for query in _EVERYTHING:
                    ids.extend(services.library.find(query))
            plan = Plan(action)
            for batch in services.bulk.look(ids, action, cancel=token):
                for done in batch:
                    plan.add(done)
                shown = [one for one in batch if one.outcome in _SHOWN]
                parts.came.emit(
                    number,
                    [one.post for one in shown],
                    bytes(one.outcome for one in shown),
                    [one.hits for one in shown],
                    len(plan.ids),
                    len(ids),
                )
            return plan

        self._looking = self._desk.tasks.run(
            Lane.READ,
            look,
            lambda plan: self._looked(number, plan),
            failed=lambda error: self._not_looked(number, error),
            topic="bulk-plan",
        )

    def _show_beginning(self, total: int) -> None:
        if self.window is not None:
            self.window.begin(total)

    def _take(
        self,
        number: int,
        ids: list[int],
        outcomes: bytes,
        hits: list[int],
        done: int,
        total: int,
    ) -> None:
        if self.window is not None and number == self._number:
            self.window.take(ids, outcomes, hits, done, total)

    def _looked(self, number: int, plan: Plan) -> None:
        if self.window is not None and number == self._number:
            self.window.finish(plan)

    def _not_looked(self, number: int, error: CuratorError) -> None:
        if self.window is not None and number == self._number:
            self.window.fail(error_sentence(error))

    def _compare(self, post: PostId, action: Action) -> None:
        bulk = self._desk.services.bulk

        def compare(_token: CancelToken) -> tuple[Difference, str]:
            difference = bulk.difference(post, action)
            return difference, difference_lines(difference)

        self._desk.tasks.run(
            Lane.READ, compare, self._compared, failed=lambda _error: None, topic="bulk-difference"
        )

    def _compared(self, found: tuple[Difference, str]) -> None:
        if self.window is not None:
            self.window.show_difference(*found)

    def _fetch(self, posts: Sequence[PostId]) -> None:
        library = self._desk.services.library
        self._desk.tasks.run(Lane.READ, lambda _token: library.rows(posts), self._fetched)

    def _fetched(self, rows: Sequence[ListedPost]) -> None:
        if self.window is not None:
            self.window.show_rows(rows)

    # Changing

    def _apply(self, plan: Plan, left: Left) -> None:
        if self.window is not None:
            self.window.close()
        self._desk.finish_typing()
        relay = ProgressRelay(self)
        bulk = self._desk.services.bulk

        def work(token: CancelToken) -> Applied:
            return bulk.apply(plan, left, cancel=token, progress=relay, origin=self)

        task = self._desk.tasks.run(
            Lane.WRITE,
            work,
            lambda applied: self._applied(plan.action, applied),
            failed=self._failed,
        )
        self._desk.jobs.follow(task, _("Changing"), relay)

    def _applied(self, action: Action, applied: Applied) -> None:
        self._desk.jobs.release()
        self._desk.events.announce(applied.changed)
        words = applied_words(applied)
        if applied.changed.empty or applied.cancelled:
            self._desk.notices.say(words, tone="warning" if applied.kept else "info")
            return
        again = applied.moved_on
        self._desk.notices.say(
            words,
            tone="warning" if applied.refused or again else "success",
            action=_("Undo"),
            act=self._desk.undo,
            other=_("Look at them") if again else "",
            act_otherwise=(lambda: self._again(again, action)) if again else None,
        )

    def _again(self, posts: Sequence[PostId], action: Action) -> None:
        """Look anew at posts that were edited meanwhile."""
        self._chosen = tuple(posts)
        self._open({Scope.CHOSEN: len(posts)}, Kind.SET).fix(action)

    def _failed(self, error: CuratorError) -> None:
        self._desk.jobs.release()
        self._desk.notices.say(error_sentence(error), tone="danger")


_SHOWN = frozenset({Outcome.CHANGED, Outcome.REFUSED})
