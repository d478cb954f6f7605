"""The middle of the window: the filter field, the list, and what stands there when it is empty."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.errors import QueryError
from curator.domain.post import PostId
from curator.gui import icons
from curator.gui.events import Events
from curator.gui.post_list.model import PostListModel
from curator.gui.post_list.view import PostListView
from curator.gui.tasks import TaskRunner
from curator.gui.theme import Theme, set_role, set_trait
from curator.sentences import error_sentence
from curator.services.library import Library
from curator.translation import gettext as _
from curator.translation import ngettext

_PAUSE = 90  # milliseconds after a key before the library is asked


class FilterField(QLineEdit):
    """Where a query is typed."""

    left_downwards = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filter_field")
        self.setClearButtonEnabled(True)
        set_role(self, "search")
        self._glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.setAccessibleName(_("Filter the list"))
        self.setPlaceholderText(_("Filter: words, status:ready, tag:…, date:2026-01"))
        self._glass.setText(_("Filter the list"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape}:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class PostListPane(QWidget):
    """The list with its filter."""

    import_requested = Signal()

    def __init__(self, library: Library, tasks: TaskRunner, events: Events, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("post_list_pane")
        self._library = library
        self.model = PostListModel(library, tasks)
        self.view = PostListView(self.model, tasks, theme)
        self.field = FilterField()
        self._fault = QLabel()
        self._count = QLabel()
        self._pages = QStackedWidget()
        self._empty_text = QLabel()
        self._empty_button = QPushButton()
        self._narrowing = ""
        self._wanted: PostId | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._lay_out()
        self._timer.timeout.connect(self._apply)
        self.field.textChanged.connect(self._timer.start)
        self.field.left_downwards.connect(self.view.setFocus)
        self.model.reordered.connect(self._show_state)
        events.posts_changed.connect(self._posts_changed)
        self.model.refresh()

    def _lay_out(self) -> None:
        self._fault.setObjectName("filter_fault")
        self._fault.setWordWrap(True)
        self._fault.hide()
        set_role(self._fault, "error-text")
        self._count.setObjectName("post_count")
        set_role(self._count, "muted")
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 8, 10, 6)
        bar.setSpacing(10)
        bar.addWidget(self.field, 1)
        bar.addWidget(self._count)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._fault)
        layout.addWidget(self._pages, 1)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("empty_list")
        set_role(page, "empty-state")
        self._empty_text.setWordWrap(True)
        self._empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_button.setObjectName("empty_list_button")
        self._empty_button.clicked.connect(self._empty_answered)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(2)
        layout.addWidget(self._empty_text)
        layout.addSpacing(8)
        layout.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return page

    @property
    def query(self) -> str:
        """Return what is typed and chosen, as one query."""
        parts = (part for part in (self._narrowing, self.field.text().strip()) if part)
        return " ".join(parts)

    def narrow(self, query: str) -> None:
        """Show only what the left pane chose, besides what is typed."""
        self._narrowing = query
        self._apply()

    def show_when_listed(self, post: PostId) -> None:
        """Choose a post, now or as soon as the list has it."""
        if not self.view.show_post(post):
            self._wanted = post

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self._fault.isVisibleTo(self):
                self._apply()
            self._show_state()

    def _apply(self) -> None:
        self._timer.stop()
        try:
            query = self._library.understand(self.query)
        except QueryError as error:
            self._fault.setText(error_sentence(error))
            self._fault.show()
            set_trait(self.field, "invalid", True)
            return
        self._fault.hide()
        set_trait(self.field, "invalid", False)
        self.model.set_query(query)

    def _show_state(self) -> None:
        if self._wanted is not None and self.view.show_post(self._wanted):
            self._wanted = None
        number = self.model.post_count
        text = ngettext("{number} post", "{number} posts", number)
        self._count.setText(text.format(number=f"{number:,}") if self.model.complete else "…")
        self._pages.setCurrentIndex(0 if number else 1)
        if number:
            return
        if self.field.text().strip():
            self._say_empty(_("No post matches what is typed above."), _("Clear the filter"))
        elif self._narrowing:
            self._say_empty(_("Nothing here."), _("Show all posts"))
        else:
            self._say_empty(
                _("Drop articles here: Markdown, HTML or text files, folders, or a Jekyll site."),
                _("Import files…"),
            )

    def _say_empty(self, text: str, button: str) -> None:
        self._empty_text.setText(text)
        self._empty_button.setText(button)

    def _empty_answered(self) -> None:
        if self.field.text().strip():
            self.field.clear()
        elif self._narrowing:
            self.narrow("")
        else:
            self.import_requested.emit()

    def _posts_changed(self, changed: PostsChanged) -> None:
        if changed.aspects & (Aspect.ADDED | Aspect.REMOVED):
            self.model.refresh()
        else:
            self.model.follow(changed.posts)
