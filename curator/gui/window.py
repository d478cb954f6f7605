"""The main window: three panes, the menus, and who hears whom.

Only wiring lives here. What a command does is the business of the pane or the service it names.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSettings, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator.domain.changes import PostsChanged
from curator.domain.errors import CuratorError
from curator.domain.post import PostId, TermKind
from curator.gui import actions, icons
from curator.gui.appearance import Appearance
from curator.gui.auditing.checker import Checker
from curator.gui.bulk.bulk_desk import BulkDesk
from curator.gui.cleaning.cleaner import Cleaner
from curator.gui.converting import Converter
from curator.gui.desk import Desk, Feature
from curator.gui.duplicates.finder import DuplicateFinder
from curator.gui.events import Events
from curator.gui.exactness import Exactness
from curator.gui.history.history_desk import HistoryDesk
from curator.gui.import_comparing import ImportComparer
from curator.gui.importing.drop_target import DropTarget
from curator.gui.importing.importer import Importer
from curator.gui.importing.opening import Opening
from curator.gui.indexing import Indexer
from curator.gui.job_bar import JobBar
from curator.gui.libraries.library_desk import LibraryDesk, OpenLibrary
from curator.gui.notices import NoticeBar
from curator.gui.overview.overviews import OverviewDesk
from curator.gui.palette.command_palette import CommandPalette
from curator.gui.pictures.keeper import Keeper
from curator.gui.post_list.arranging import Arranging
from curator.gui.post_list.carrying import Carrying
from curator.gui.post_list.pane import PostListPane
from curator.gui.post_list.retyping import Retyping
from curator.gui.post_pane import Mode, PostPane
from curator.gui.preview.pane import HAS_WEB_ENGINE
from curator.gui.publishing.exporter import Exporter
from curator.gui.recipes.recipe_desk import RecipeDesk
from curator.gui.search.saved import SavedSearches
from curator.gui.sidebar.entries import Entry, Section
from curator.gui.sidebar.pane import Sidebar
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import Theme
from curator.gui.tool_bar import ToolBar
from curator.gui.trash.trash_desk import TrashDesk
from curator.gui.triage.moving import Moving
from curator.gui.triage.triage import Triage
from curator.gui.way_back import WayBack
from curator.gui.welcome.page import WelcomePage
from curator.sentences import error_sentence
from curator.services import Services
from curator.settings import SettingsFile
from curator.translation import gettext as _
from curator.translation import ngettext


class MainWindow(QMainWindow):
    """One library at work."""

    def __init__(
        self,
        services: Services,
        settings: SettingsFile,
        theme: Theme,
        memory: QSettings,
        sample: Callable[[], Path],
        open_library: OpenLibrary = lambda _name: None,
    ) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowIcon(icons.application_icon())
        self._services = services
        self._word_title()
        self._settings = settings
        self._memory = memory
        self._sample = sample
        self.tasks = TaskRunner(self)
        self.events = Events(self)
        self.notices = NoticeBar()
        self.jobs = JobBar()
        self.way_back = WayBack(services, self.tasks, self.events, self.notices)
        self.appearance = Appearance(theme, settings, self.notices)
        self.sidebar = Sidebar(services.library, self.tasks, self.events)
        self.posts = PostListPane(
            services.library, services.queries, services.search, self.tasks, self.events, theme
        )
        self.post = PostPane(services, self.tasks, self.events, theme, self.notices)
        self.welcome = WelcomePage()
        desk = Desk(
            self,
            services,
            settings,
            memory,
            theme,
            self.tasks,
            self.events,
            self.notices,
            self.jobs,
            chosen=self.posts.view.chosen,
            show_post=self._show_post,
            finish_typing=self.post.finish_typing,
            undo=self._take_back,
            redo=self.way_back.redo,
        )
        self.importer = Importer(desk)
        self.opening = Opening(desk, self.importer, self._welcomed)
        self.import_comparer = ImportComparer(desk, self.importer)
        self.exporter = Exporter(desk)
        self.checker = Checker(desk)
        self.keeper = Keeper(desk)
        self.duplicates = DuplicateFinder(desk)
        self.indexer = Indexer(desk)
        self.cleaner = Cleaner(desk)
        self.converter = Converter(desk)
        self.bulk = BulkDesk(desk, self.posts.model.ids)
        self.libraries = LibraryDesk(desk, open_library)
        self.exactness = Exactness(desk, self.post)
        self.arranging = Arranging(desk, self.posts)
        self.carrying = Carrying(desk, self.posts.view)
        self.triage = Triage(desk, self.posts.model.ids)
        self.searches = SavedSearches(
            desk, self.sidebar.searches, lambda: self.posts.query, self.posts.search.learn
        )
        self.overview = OverviewDesk(desk, lambda: self.posts.query, self.posts.ask)
        self._features: tuple[Feature, ...] = (
            self.overview,
            self.searches,
            self.arranging,
            self.carrying,
            self.triage,
            Retyping(desk, self.posts.view),
            self.importer,
            self.opening,
            Moving(desk),
            self.exporter,
            self.checker,
            self.keeper,
            self.duplicates,
            self.indexer,
            self.cleaner,
            self.converter,
            self.bulk,
            RecipeDesk(desk),
            self.libraries,
            self.exactness,
            HistoryDesk(desk),
            TrashDesk(desk),
            CommandPalette(desk),
        )
        self._drops = DropTarget(self, theme)
        self._pages = QStackedWidget()
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._right = QStackedWidget()
        self._words = QLabel()
        self._lay_out()
        self.actions_by_name = actions.build(self, self._commands())
        self.addToolBar(ToolBar(self.actions_by_name))
        self._connect()
        self._recall()
        self._recover()
        self._tell_of_plain_preview()

    # Arrangement

    def _word_title(self) -> None:
        name = self._services.library.name
        self.setWindowTitle(_("Curator — {library}").format(library=name))

    def _lay_out(self) -> None:
        self._panes.setObjectName("panes")
        self._panes.setChildrenCollapsible(False)
        for page in (self.post, self.overview.page):
            self._right.addWidget(page)
        for pane in (self.sidebar, self.posts, self._right):
            self._panes.addWidget(pane)
        self.sidebar.setMinimumWidth(170)
        self.posts.setMinimumWidth(320)
        self._right.setMinimumWidth(460)
        for index, stretch in enumerate((0, 3, 5)):
            self._panes.setStretchFactor(index, stretch)
        self._panes.setSizes([225, 500, 875])
        desk = QWidget()
        layout = QVBoxLayout(desk)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._panes, 1)
        layout.addWidget(self.notices)
        self._pages.addWidget(desk)
        self._pages.addWidget(self.welcome)
        self.setCentralWidget(self._pages)
        self._words.setObjectName("word_count")
        bar = self.statusBar()
        bar.setObjectName("status_bar")
        bar.setContentsMargins(8, 0, 0, 0)
        bar.addWidget(self._words)
        bar.addPermanentWidget(self.indexer.label)
        bar.addPermanentWidget(self.jobs)
        self.resize(1540, 940)

    def _connect(self) -> None:
        self.tasks.failed.connect(self._tell)
        self.tasks.crashed.connect(_raise)
        self.sidebar.chosen.connect(self.posts.narrow)
        self.posts.search.narrowing_dropped.connect(self.sidebar.choose_all)
        self.sidebar.query_added.connect(self.posts.add_to_query)
        self.posts.view.current_changed.connect(self.post.open_post)
        self.posts.view.current_changed.connect(lambda _post: self._stepped_on())
        self.posts.view.selection_changed.connect(self._selection_changed)
        self.posts.view.activated_post.connect(lambda _post: self._edit())
        self.posts.view.delegate.complete = self.post.vocabulary.complete
        self.posts.view.key_pressed.connect(self.triage.take_key)
        self.posts.view.clicked.connect(lambda _index: self._show_overview(False))
        self.overview.shown.connect(self._show_overview)
        self.posts.import_requested.connect(self.opening.choose_files)
        self.post.left.connect(self.posts.view.setFocus)
        self.post.words_counted.connect(self._words.setText)
        self._drops.dropped.connect(self.take_in)
        self._drops.selection_dropped.connect(self.opening.take_selection)
        self._drops.refused.connect(lambda why: self.notices.say(why, tone="warning"))
        self.importer.imported.connect(self._show_imported)
        self.posts.model.reordered.connect(self._posts_listed)
        self.welcome.site_requested.connect(self.opening.choose_folder)
        self.welcome.sample_requested.connect(self._open_sample)
        self.welcome.dismissed.connect(self._welcomed)
        self.post.opened.connect(lambda _post: self._post_opened())
        self._post_opened()
        self._selection_changed()
        self.sidebar.menu_opened.connect(self._offer_on_term)
        self.bulk.offer_on_posts(self.posts.view, self._menu_for_posts)
        self.duplicates.prepare()
        self.indexer.moved.connect(self.posts.show_indexing)
        self.indexer.completed.connect(self.posts.search_again)
        self.indexer.prepare()
        self.way_back.name(self.actions_by_name["undo"], self.actions_by_name["redo"])
        self.appearance.check(self.actions_by_name)
        self.exactness.check(self.actions_by_name)
        self.libraries.check(self.actions_by_name)
        self.indexer.check(self.actions_by_name)
        self.arranging.check(self.actions_by_name)
        self.triage.check(self.actions_by_name)

    def _commands(self) -> dict[str, Callable[[], None]]:
        modes = {f"show_{mode.value}": lambda mode=mode: self._show_mode(mode) for mode in Mode}
        return {
            "open_sample": self._open_sample,
            "open_data_folder": self._open_data_folder,
            "quit": lambda: (self.close(), None)[1],
            "undo": self._undo,
            "redo": self._redo,
            "filter": self._filter,
            "find": self.post.find_in_text,
            "guest": lambda: self.post.treat_as_guest(not self.post.foreign),
            "next_post": lambda: self.posts.view.step(1),
            "previous_post": lambda: self.posts.view.step(-1),
            "preview_mode": self.post.preview.switch_page_mode,
            "preview_width": self.post.preview.next_page_width,
            "preview_light": self.post.preview.toggle_light,
            "preview_reload": self.post.previewing.reload,
            "toggle_sidebar": self._toggle_sidebar,
            "next_pane": self._next_pane,
            "zoom_in": lambda: self._zoom(1),
            "zoom_out": lambda: self._zoom(-1),
            "zoom_reset": lambda: self._zoom(0),
            "about": self._about,
            **modes,
            **self.appearance.commands(),
            **{name: act for feature in self._features for name, act in feature.commands().items()},
        }

    # Importing

    def take_in(self, things: Sequence[Path | str]) -> None:
        """Import files, folders and addresses that were dropped or chosen."""
        self._welcomed()
        self.importer.take_in(things)

    def _show_imported(self, post: PostId) -> None:
        if self.post.post is None:
            # The list is being asked anew; the post is shown once it is there.
            self.posts.show_when_listed(post)

    def _open_sample(self) -> None:
        self._welcomed()
        self.tasks.run(
            Lane.WRITE, lambda _token: self._sample(), lambda folder: self.take_in([folder])
        )

    def _posts_listed(self) -> None:
        if self.posts.model.rowCount() and self._pages.currentIndex():
            self._welcomed()  # a library that has posts needs no welcome

    def _welcomed(self) -> None:
        self._pages.setCurrentIndex(0)
        if not self._settings.current.welcomed:
            self.appearance.keep(welcomed=True)

    # Posts

    def _show_post(self, post: PostId, line: int = 0) -> None:
        self._show_overview(False)
        self.posts.show_when_listed(post)
        if line:
            self.post.go_to(post, line)

    def _menu_for_posts(self) -> QMenu | None:
        """Return the menu that the list shows where it is asked for one: that of the menu bar."""
        holders = self.actions_by_name["clean"].associatedObjects()
        return next((one for one in holders if isinstance(one, QMenu)), None)

    def _offer_on_term(self, entry: Entry, menu: QMenu) -> None:
        kinds = {Section.CATEGORIES: TermKind.CATEGORY, Section.TAGS: TermKind.TAG}
        if entry.section in kinds and entry.name:
            self.bulk.offer_on_term(kinds[entry.section], entry.name, menu)

    def _stepped_on(self) -> None:
        """Show a post that was chosen in the list, but not one to which a bar of a chart led."""
        if self.posts.view.hasFocus():
            self._show_overview(False)

    def _selection_changed(self) -> None:
        some = self.posts.view.selectionModel().hasSelection()
        actions.enable(self.actions_by_name, some=some)

    def _post_opened(self) -> None:
        action = self.actions_by_name["guest"]
        action.setEnabled(self.post.post is not None)
        action.setChecked(self.post.foreign)

    # The way back

    def _undo(self) -> None:
        if self.post.editor.isAncestorOf(QApplication.focusWidget() or self):
            self.post.editor.undo()
        else:
            self._take_back()

    def _redo(self) -> None:
        if self.post.editor.isAncestorOf(QApplication.focusWidget() or self):
            self.post.editor.redo()
        else:
            self.way_back.redo()

    def _take_back(self) -> None:
        self.post.finish_typing()
        self.way_back.undo()

    # View

    def _show_mode(self, mode: Mode) -> None:
        self._show_overview(False)
        self.post.set_mode(mode)

    def _show_overview(self, shown: bool) -> None:
        """Put the overview where the post stands, or the post back."""
        had_focus = self.overview.page.isAncestorOf(QApplication.focusWidget() or self)
        self._right.setCurrentWidget(self.overview.page if shown else self.post)
        if had_focus and not shown:
            self.posts.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self) -> None:
        self.posts.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.posts.field.selectAll()

    def _edit(self) -> None:
        self._show_overview(False)
        if self.post.mode is Mode.PREVIEW:
            self.post.set_mode(Mode.SPLIT)
        self.post.editor.focus_title()

    def _toggle_sidebar(self) -> None:
        self.sidebar.setVisible(not self.sidebar.isVisible())
        self.actions_by_name["toggle_sidebar"].setChecked(self.sidebar.isVisible())

    def _next_pane(self) -> None:
        stops = [self.sidebar.tree, self.posts.field, self.posts.view, self.post.editor]
        stops += [self.overview.page.calendar.chart, self.post.preview]
        shown = [pane for pane in stops if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = next(
            (
                i
                for i, pane in enumerate(shown)
                if focus and (pane is focus or pane.isAncestorOf(focus))
            ),
            -1,
        )
        following = shown[(here + 1) % len(shown)]
        if following is self.post.editor:
            self.post.editor.focus_title()
        else:
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _zoom(self, step: int) -> None:
        editors = (self.post.editor.body.editor, self.post.editor.yaml)
        focused = next((editor for editor in editors if editor.hasFocus()), None)
        if focused is not None:
            focused.zoom_by(step)
        elif step > 0:
            self.post.preview.zoom_in()
        elif step < 0:
            self.post.preview.zoom_out()
        else:
            self.post.preview.zoom_reset()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_again()
        if event.type() == QEvent.Type.LanguageChange:
            self._word_title()
            actions.reword(self)
            self.way_back.refresh()

    def _look_again(self) -> None:
        """Show what commands or another window did to the library meanwhile."""
        self.posts.model.refresh()
        self.sidebar.refresh()
        self.searches.refresh()
        self.overview.look_again()

    def _open_data_folder(self) -> None:
        folder = Path(self._services.library.name).parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _about(self) -> None:
        box = QMessageBox(self)
        box.setObjectName("about")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIconPixmap(icons.application_icon().pixmap(64, 64))
        box.setText(_("Curator {version}").format(version=version("curator")))
        box.setInformativeText(
            _("Library: {library}\nWeb engine: PySide6 {engine}").format(
                library=self._services.library.name, engine=version("pyside6")
            )
        )
        box.open()

    # Faults and memory

    def _tell_of_plain_preview(self) -> None:
        if not HAS_WEB_ENGINE:
            self.notices.say(
                _(
                    "The preview is a plain one: the web engine is missing, or Curator was "
                    "started as root, which the web engine refuses."
                ),
                tone="warning",
            )

    def _tell(self, error: CuratorError) -> None:
        self.notices.say(error_sentence(error), tone="danger")

    def _recover(self) -> None:
        self.tasks.run(Lane.WRITE, lambda _token: self._services.library.recover(), self._recovered)

    def _recovered(self, changed: PostsChanged) -> None:
        self.events.announce(changed)
        number = len(changed.posts)
        if not number:
            self.importer.offer_interrupted()
        else:
            text = ngettext(
                "{number} text was recovered from an earlier run.",
                "{number} texts were recovered from an earlier run.",
                number,
            )
            self.notices.say(text.format(number=number), tone="warning")

    def _recall(self) -> None:
        for name, restore in (
            ("window/geometry", self.restoreGeometry),
            ("window/panes", self._panes.restoreState),
        ):
            state: Any = self._memory.value(name)
            if state is not None:
                restore(state)
        self.post.recall(self._memory)
        self.actions_by_name["toggle_sidebar"].setChecked(True)
        if not self._settings.current.welcomed:
            self._pages.setCurrentIndex(1)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.setValue("window/geometry", self.saveGeometry())
        self._memory.setValue("window/panes", self._panes.saveState())
        self.arranging.remember()
        self.post.remember(self._memory)
        self.post.editor.finish_typing()
        self.post.sitting.close()
        self.post.preview.close_engine()
        # What is being written is finished; whatever cannot be is in the journal by then.
        self.tasks.close()
        self.carrying.clean_up()
        event.accept()


def _raise(error: Exception) -> None:
    raise error
