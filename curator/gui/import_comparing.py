"""Shows what was dropped beside the post that it is taken for, and carries out what is decided.

Joins the imports with the view of two texts, which know nothing of each other.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from curator.domain.errors import CuratorError
from curator.domain.listing import ListedPost
from curator.domain.work import CancelToken
from curator.gui.desk import Desk
from curator.gui.duplicates.two_texts import Heading, TwoTexts, heading_of
from curator.gui.importing.importer import Importer
from curator.gui.importing.live_session import LiveSession
from curator.gui.importing.wording import place, sentences
from curator.gui.tasks import Lane
from curator.gui.theme import Theme, set_role
from curator.services.import_items import OnDuplicate, Outcome
from curator.services.import_session_values import SessionItem
from curator.services.import_texts import Beside, beside_post
from curator.translation import gettext as _


class ImportComparer(QObject):
    """Compares for one window."""

    def __init__(self, desk: Desk, importer: Importer) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self._importer = importer
        self.window: CompareWindow | None = None
        importer.compare_requested.connect(self.compare)

    def compare(self, live: LiveSession, item: SessionItem) -> None:
        """Show an item beside the post that it is taken for."""
        post, services = item.post, self._desk.services
        library, ingest, sessions = services.library, services.ingest, services.sessions
        if post is None:
            return

        def work(token: CancelToken) -> tuple[Sequence[ListedPost], tuple[Beside, ...]]:
            return library.rows([post]), beside_post(library, ingest, sessions, item, post, token)

        self._desk.tasks.run(
            Lane.READ,
            work,
            lambda found: self._show(live, item, *found),
            topic="import-compare",
            failed=self._failed,
        )

    def _show(
        self,
        live: LiveSession,
        item: SessionItem,
        posts: Sequence[ListedPost],
        rows: Sequence[Beside],
    ) -> None:
        if not posts:
            return
        if self.window is not None:
            self.window.close()
        owner = self._importer.window or self._desk.window
        window = CompareWindow(owner, self._desk.theme, item)
        window.texts.show_texts(heading_of(posts[0]), Heading(item.name, place(item)), rows)
        window.decided.connect(lambda choice: self._importer.choose(live, [item.number], choice))
        window.finished.connect(lambda: self._forget(window))
        self.window = window
        window.show()

    def _forget(self, window: "CompareWindow") -> None:
        if self.window is window:
            self.window = None

    def _failed(self, error: CuratorError) -> None:
        self._desk.tasks.failed.emit(error)


class CompareWindow(QDialog):
    """The post on the left, what was dropped on the right, the choices below."""

    decided = Signal(object)
    """An OnDuplicate."""

    def __init__(self, parent: QWidget, theme: Theme, item: SessionItem) -> None:
        super().__init__(parent)
        self.setObjectName("compare_window")
        self.setWindowTitle(_("Compare with the post that is there"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 640)
        why = QLabel(sentences(item)[0])
        why.setObjectName("compare_reason")
        why.setWordWrap(True)
        set_role(why, "heading")
        self.texts = TwoTexts(theme)
        self.keep = self._button("compare_keep", _("Keep as a new post"), OnDuplicate.KEEP)
        self.keep.setVisible(item.outcome is Outcome.DUPLICATE)
        self.replace = self._button(
            "compare_replace", _("Replace the post's text"), OnDuplicate.REPLACE
        )
        close = QPushButton(_("Close"))
        close.setObjectName("compare_close")
        close.setDefault(True)
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.replace)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(why)
        layout.addWidget(self.texts, 1)
        layout.addLayout(row)

    def _button(self, name: str, text: str, choice: OnDuplicate) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._decide(choice))
        return button

    def _decide(self, choice: OnDuplicate) -> None:
        self.decided.emit(choice)
        self.close()
