"""Going through what came in: one key moves a post on and shows the next one that waits."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from curator.domain.changes import PostsChanged
from curator.domain.post import PostId
from curator.gui.desk import Commands, Desk
from curator.gui.tasks import Lane
from curator.translation import gettext as _
from curator.translation import ngettext

Numbers = Callable[[], Sequence[int]]

SINGLE_KEYS = {".": "advance", ",": "send_back", "n": "next_unreviewed"}
"""Keys that work while the list has the keyboard."""


class Triage(QObject):
    """Moves posts from the inbox over review to ready, and finds what waits."""

    def __init__(self, desk: Desk, numbers: Numbers) -> None:
        """`numbers` returns all posts of the list in its order."""
        super().__init__(desk.window)
        self._desk = desk
        self._numbers = numbers
        self._actions: Mapping[str, QAction] = {}

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {
            "advance": self._desk.with_chosen(lambda posts: self._advance(posts, back=False)),
            "send_back": self._desk.with_chosen(lambda posts: self._advance(posts, back=True)),
            "next_unreviewed": self._desk.after_typing(self._go_on),
            "single_keys": self._switch_keys,
        }

    def check(self, actions: Mapping[str, QAction]) -> None:
        """Mark in the menu what holds."""
        self._actions = actions
        actions["single_keys"].setChecked(self._desk.settings.current.single_keys)

    def take_key(self, text: str) -> None:
        """Do what a key in the list stands for."""
        name = SINGLE_KEYS.get(text)
        if name is not None and self._desk.settings.current.single_keys:
            self._actions[name].trigger()

    def _switch_keys(self) -> None:
        on = not self._desk.settings.current.single_keys
        try:
            self._desk.settings.change(single_keys=on)
        except OSError:
            self._desk.notices.say(_("The choice holds until Curator is closed."), tone="warning")
        self._actions["single_keys"].setChecked(on)

    def _advance(self, posts: Sequence[PostId], *, back: bool) -> None:
        library, numbers = self._desk.services.library, self._numbers()

        def move() -> tuple[PostsChanged, PostId | None]:
            following = (
                None if back else library.next_unreviewed(numbers, _behind(numbers, posts), posts)
            )
            return library.advance(posts, back=back), following

        self._desk.tasks.run(
            Lane.WRITE, lambda _token: move(), lambda done: self._advanced(*done, back=back)
        )

    def _advanced(self, changed: PostsChanged, following: PostId | None, *, back: bool) -> None:
        if changed.empty:
            self._desk.notices.say(
                _("Nothing to move back.")
                if back
                else _("Nothing to move on: it is ready already.")
            )
        else:
            number = len(changed.posts)
            if back:
                words = ngettext("{number} post moved back", "{number} posts moved back", number)
            else:
                words = ngettext("{number} post moved on", "{number} posts moved on", number)
            self._desk.notices.say(
                words.format(number=f"{number:,}"), action=_("Undo"), act=self._desk.undo
            )
        # Chosen first: where the list drops what was moved, the keyboard has a place already.
        if following is not None:
            self._desk.show_post(following)
        self._desk.events.announce(changed)

    def _go_on(self) -> None:
        library, numbers = self._desk.services.library, self._numbers()
        chosen = self._desk.chosen()
        self._desk.tasks.run(
            Lane.READ,
            lambda _token: library.next_unreviewed(numbers, _behind(numbers, chosen)),
            self._show,
            topic="next-unreviewed",
        )

    def _show(self, post: PostId | None) -> None:
        if post is None:
            self._desk.notices.say(_("Nothing in this list waits to be reviewed."))
        else:
            self._desk.show_post(post)


def _behind(numbers: Sequence[int], posts: Sequence[PostId]) -> int:
    """Return the place behind the last of some posts, which stand in the order of the list."""
    if not posts:
        return 0
    try:
        return numbers.index(posts[-1]) + 1
    except ValueError:
        return 0
