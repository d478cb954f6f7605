"""What asks real Jekyll: the comparison of both pages, and Jekyll itself as the preview's renderer.

Remembers which sites may run programs of their own, and whether Jekyll renders.
"""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from curator.gui.desk import Commands, Desk
from curator.gui.post_pane import PostPane
from curator.gui.preview.consent import Consent
from curator.gui.truth.comparer import Comparer

_EXACT = "preview/exact"


class Exactness(QObject):
    """Serves one window."""

    def __init__(
        self,
        desk: Desk,
        post: PostPane,
    ) -> None:
        super().__init__(desk.window)
        self._preview = desk.services.preview
        self._post = post
        self._memory = desk.memory
        self._trusted = Consent("truth/trusted")
        self._trusted.keep_in(desk.memory)
        self._action: QAction | None = None
        self.comparer = Comparer(
            desk.window,
            desk.services.truth,
            desk.tasks,
            desk.theme,
            desk.notices,
            is_trusted=lambda root: self._trusted.holds(str(root)),
            trust=self._trust,
        )
        self._preview.by_jekyll = desk.memory.value(_EXACT, defaultValue=False, type=bool) is True

    def commands(self) -> Commands:
        """Return what the menu runs."""
        return {"compare_jekyll": self._compare, "render_exactly": self._switch}

    def check(self, actions: dict[str, QAction]) -> None:
        """Show in the menu whether Jekyll renders."""
        self._action = actions["render_exactly"]
        self._action.setChecked(self._preview.by_jekyll)

    def _compare(self) -> None:
        self._post.finish_typing()
        self.comparer.start(self._post.post, self._post.title)

    def _switch(self) -> None:
        self._preview.by_jekyll = not self._preview.by_jekyll
        self._memory.setValue(_EXACT, self._preview.by_jekyll)
        if self._action is not None:
            self._action.setChecked(self._preview.by_jekyll)
        self._post.previewing.render()

    def _trust(self, root: Path) -> None:
        self._trusted.change(str(root), True)
