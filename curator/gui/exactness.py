"""What asks real Jekyll: the comparison of both pages, and Jekyll itself as the preview's renderer.

Remembers which sites may run programs of their own, and whether Jekyll renders.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from curator.gui.notices import NoticeBar
from curator.gui.post_pane import PostPane
from curator.gui.preview.consent import Consent
from curator.gui.tasks import TaskRunner
from curator.gui.theme import Theme
from curator.gui.truth.comparer import Comparer
from curator.services import Services

_EXACT = "preview/exact"


class Exactness(QObject):
    """Serves one window."""

    def __init__(
        self,
        window: QWidget,
        services: Services,
        post: PostPane,
        tasks: TaskRunner,
        theme: Theme,
        notices: NoticeBar,
        memory: QSettings,
    ) -> None:
        super().__init__(window)
        self._preview = services.preview
        self._post = post
        self._memory = memory
        self._trusted = Consent("truth/trusted")
        self._trusted.keep_in(memory)
        self._action: QAction | None = None
        self.comparer = Comparer(
            window,
            services.truth,
            tasks,
            theme,
            notices,
            is_trusted=lambda root: self._trusted.holds(str(root)),
            trust=self._trust,
        )
        self._preview.by_jekyll = memory.value(_EXACT, defaultValue=False, type=bool) is True

    def commands(self) -> dict[str, Callable[[], None]]:
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
