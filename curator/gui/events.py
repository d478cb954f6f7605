"""The one signal by which panes learn that posts changed."""

from PySide6.QtCore import QObject, Signal

from curator.domain.changes import PostsChanged


class Events(QObject):
    """Carries what a write returned to every pane that shows posts."""

    posts_changed = Signal(object)
    """A PostsChanged; never an empty one."""

    def announce(self, changed: PostsChanged) -> None:
        """Tell every pane, unless nothing changed."""
        if not changed.empty:
            self.posts_changed.emit(changed)
