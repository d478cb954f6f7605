"""What the features of one window work with, handed to each of them as one value.

A feature is a folder beside this module: it takes a `Desk`, names its commands, and knows no other
feature.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from curator.domain.post import PostId
from curator.gui.events import Events
from curator.gui.job_bar import JobBar
from curator.gui.notices import NoticeBar
from curator.gui.tasks import TaskRunner
from curator.gui.theme import Theme
from curator.services import Services
from curator.settings import SettingsFile

Commands = Mapping[str, Callable[[], None]]
"""What the menu runs, by the names of `gui/actions.py`."""


class ShowPost(Protocol):
    """Brings a post to the front."""

    def __call__(self, post: PostId, line: int = 0) -> None:
        """Choose the post in the list; `line` of its source is shown, counted from one."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One window with one library."""

    window: QWidget
    services: Services
    settings: SettingsFile
    memory: QSettings
    """What the window remembers until its next start."""
    theme: Theme
    tasks: TaskRunner
    events: Events
    notices: NoticeBar
    jobs: JobBar
    chosen: Callable[[], Sequence[PostId]]
    """The posts that are selected in the list, in its order."""
    show_post: ShowPost
    finish_typing: Callable[[], None]
    """Store what is typed before a command reads the library."""
    undo: Callable[[], None]
    redo: Callable[[], None]

    def after_typing(self, act: Callable[[], None]) -> Callable[[], None]:
        """Return a command that acts once what is typed is stored."""

        def command() -> None:
            self.finish_typing()
            act()

        return command

    def with_chosen(self, act: Callable[[Sequence[PostId]], None]) -> Callable[[], None]:
        """Return a command that acts on the posts that are selected, as they are typed by now."""
        return self.after_typing(lambda: act(self.chosen()))


class Feature(Protocol):
    """What the window wires."""

    def commands(self) -> Commands:
        """Return what the menu runs."""
