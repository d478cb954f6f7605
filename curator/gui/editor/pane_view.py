"""How the editor pane is laid out: its parts, their sizes and the words on them."""

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from curator.gui.editor.body_editor import BodyView
from curator.gui.editor.elided_label import ElidedLabel
from curator.gui.editor.front_matter_form import FrontMatterForm
from curator.gui.editor.line_input import PaneKeys
from curator.gui.editor.problem_strip import ProblemStrip
from curator.gui.editor.yaml_editor import YamlEditor
from curator.gui.theme import set_role
from curator.translation import gettext as _
from curator.translation import pgettext

FORM, YAML = 0, 1
"""The two views of the front matter, as the switch numbers them."""

_FRONT_SHARE = 0.5
"""Most of the height that the front matter takes by itself."""


class PaneView(QStackedWidget):
    """The parts of the pane; what happens in them is the pane's business."""

    def __init__(self, keys: PaneKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._user_sized = False
        self._footer: QWidget | None = None
        self.form = FrontMatterForm(keys)
        self.yaml = YamlEditor()
        self.strip = ProblemStrip()
        self.body = BodyView()
        self.switch = QTabBar()
        self.switch.setObjectName("form_yaml_switch")
        self.switch.addTab("")
        self.switch.addTab("")
        self._path = ElidedLabel()
        self._path.setObjectName("editor_path")
        set_role(self._path, "small")
        self._front = QStackedWidget()
        self._front.addWidget(self.form)
        self._front.addWidget(self.yaml)
        self.switch.currentChanged.connect(self._front.setCurrentIndex)
        self.switch.currentChanged.connect(self._share_later)
        self._splitter = self._make_splitter()
        self._splitter.splitterMoved.connect(self._note_sizes)
        self._empty = QFrame()
        self._empty.setObjectName("editor_empty")
        set_role(self._empty, "empty-state")
        self._empty_text = QLabel()
        self._empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_text.setWordWrap(True)
        set_role(self._empty_text, "muted")
        QVBoxLayout(self._empty).addWidget(self._empty_text)
        self._post = QWidget()
        column = _column(self._post)
        column.addWidget(self._make_bar())
        column.addWidget(self._splitter, 1)
        self.addWidget(self._empty)
        self.addWidget(self._post)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._share_height)
        self.retranslate()

    def set_footer(self, footer: QWidget) -> None:
        """Put a widget under the front matter; what it shows is its owner's business."""
        self._footer = footer
        layout = self._upper.layout()
        assert layout is not None
        layout.addWidget(footer)

    def show_empty(self) -> None:
        """Show that no post is open."""
        self.setCurrentWidget(self._empty)

    def show_post(self, path: str) -> None:
        """Show the parts; `path` is the post's file."""
        self._path.show_text(path)
        self.setCurrentWidget(self._post)
        self._share_later()

    def save_sizes(self) -> QByteArray:
        """Return the sizes that the user gave the parts; empty where that never happened."""
        return self._splitter.saveState() if self._user_sized else QByteArray()

    def restore_sizes(self, state: QByteArray) -> None:
        """Give the parts the sizes they had."""
        self._user_sized = not state.isEmpty() and self._splitter.restoreState(state)

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        # Translators: the front matter shown as labelled fields.
        self.switch.setTabText(FORM, pgettext("front matter", "Form"))
        self.switch.setTabText(YAML, "YAML")
        self.switch.setAccessibleName(_("How the front matter is shown"))
        self.yaml.setAccessibleName(_("Front matter as YAML"))
        self.yaml.setPlaceholderText(_("There is no front matter. Type “title: …” to begin."))
        self.body.editor.setAccessibleName(_("Text of the post"))
        self.body.editor.setPlaceholderText(_("The text of the post goes here."))
        self._empty_text.setText(_("Choose a post in the list to edit it here."))
        self.form.retranslate()

    def event(self, event: QEvent) -> bool:
        """Share the height anew when fields come, go or grow."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_later()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        super().resizeEvent(event)
        self._share_later()

    def _make_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("editor_bar")
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 0, 14, 0)
        row.setSpacing(16)
        row.addWidget(self.switch)
        row.addWidget(self._path, 1)
        return bar

    def _make_splitter(self) -> QSplitter:
        upper = self._upper = QFrame()
        upper.setObjectName("front_matter_part")
        column = _column(upper)
        column.addWidget(self._front, 1)
        column.addWidget(self.strip)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setObjectName("editor_splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(upper)
        splitter.addWidget(self.body)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        return splitter

    def _share_later(self) -> None:
        self._timer.start(0)

    def _share_height(self) -> None:
        """Give the front matter what it needs, within its share, until the user decides."""
        total = self._splitter.height()
        if self._user_sized or self.currentWidget() is self._empty or total <= 0:
            return
        wanted = self.form.content_height()
        if self.strip.isVisibleTo(self):
            wanted += self.strip.sizeHint().height()
        if self._footer is not None and self._footer.isVisibleTo(self):
            height = self._footer.heightForWidth(self._upper.width())
            wanted += max(height, self._footer.sizeHint().height())
        front = min(wanted, round(total * _FRONT_SHARE))
        if self._splitter.sizes()[0] != front:
            self._splitter.setSizes([front, total - front - self._splitter.handleWidth()])

    def _note_sizes(self) -> None:
        self._user_sized = True


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
