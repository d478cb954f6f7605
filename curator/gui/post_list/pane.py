"""The middle of the window: the filter field, the list, and what stands there when it is empty."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from curator.domain.changes import Aspect, PostsChanged
from curator.domain.post import PostId
from curator.domain.query_words import asks_for_words
from curator.gui.events import Events
from curator.gui.post_list.model import PostListModel
from curator.gui.post_list.snippets import Snippets
from curator.gui.post_list.view import PostListView
from curator.gui.search.bar import SearchBar
from curator.gui.tasks import TaskRunner
from curator.gui.theme import Theme, set_role
from curator.services.library import Library
from curator.services.queries import Queries
from curator.services.search import Indexed, Search
from curator.translation import gettext as _
from curator.translation import ngettext


class PostListPane(QWidget):
    """The list with its filter."""

    import_requested = Signal()

    def __init__(
        self,
        library: Library,
        queries: Queries,
        search: Search,
        tasks: TaskRunner,
        events: Events,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.setObjectName("post_list_pane")
        self.model = PostListModel(library, tasks)
        self.view = PostListView(self.model, tasks, theme)
        self.search = SearchBar(queries, tasks, events, theme)
        self.field = self.search.field
        self._pages = QStackedWidget()
        self._empty_text = QLabel()
        self._empty_button = QPushButton()
        self._wanted: PostId | None = None
        self._indexed = True
        self._lay_out()
        self.snippets = Snippets(search, tasks)
        self.view.show_snippets(self.snippets)
        self.search.asked.connect(self.snippets.follow)
        self.search.asked.connect(self.model.set_query)
        self.search.left_downwards.connect(self.view.setFocus)
        self.model.reordered.connect(self._show_state)
        events.posts_changed.connect(self._posts_changed)
        self.model.refresh()

    def _lay_out(self) -> None:
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.search)
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
        return self.search.text

    def narrow(self, query: str) -> None:
        """Show only what the left pane chose, besides what is typed."""
        self.search.narrow(query)

    def add_to_query(self, query: str) -> None:
        """Type a query behind what is typed already."""
        self.field.setText(f"{self.field.text().strip()} {query}".strip())

    def show_indexing(self, state: Indexed) -> None:
        """Know whether words may be missed."""
        self._indexed = state.complete
        if not self.model.post_count:
            self._show_state()

    def search_again(self) -> None:
        """Ask once more for words that were not indexed yet."""
        if asks_for_words(self.model.query):
            self.model.refresh()

    def ask(self, query: str) -> None:
        """Show what a query finds, whatever was typed or chosen at the left before."""
        if self.search.narrowed:
            self.search.drop_narrowing()
        self.field.setText(query)
        self.search.apply()

    def show_when_listed(self, post: PostId) -> None:
        """Choose a post, now or as soon as the list has it."""
        if not self.view.show_post(post):
            self._wanted = post

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_state()

    def _show_state(self) -> None:
        if self._wanted is not None and self.view.show_post(self._wanted):
            self._wanted = None
        number = self.model.post_count
        text = ngettext("{number} post", "{number} posts", number)
        if number > 1 and self.model.by_relevance:
            text = ngettext("{number} post, best first", "{number} posts, best first", number)
        self.search.count.setText(text.format(number=f"{number:,}") if self.model.complete else "…")
        self._pages.setCurrentIndex(0 if number else 1)
        if number:
            return
        if self.field.text().strip() and not self._indexed:
            text = _("No post matches so far: the library is still being indexed.")
            self._say_empty(text, _("Clear the filter"))
        elif self.field.text().strip():
            self._say_empty(_("No post matches what is typed above."), _("Clear the filter"))
        elif self.search.narrowed:
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
        elif self.search.narrowed:
            self.search.drop_narrowing()
        else:
            self.import_requested.emit()

    def _posts_changed(self, changed: PostsChanged) -> None:
        self.snippets.forget(changed.posts)
        if changed.aspects & (Aspect.ADDED | Aspect.REMOVED):
            self.model.refresh()
        else:
            self.model.follow(changed.posts)
