"""The window of a clean-up: its steps with counts, the posts, and one post before and after.

Shows and asks; what it asks for is done by the cleaner.
"""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from curator.domain.post import PostId
from curator.gui.cleaning.marks import Marked
from curator.gui.cleaning.text_view import TextView
from curator.gui.cleaning.wording import step_help, step_title
from curator.gui.theme import Theme, Token, set_role
from curator.services.cleaning import CleanedPost, Step
from curator.translation import gettext as _
from curator.translation import ngettext

_StepRole = Qt.ItemDataRole.UserRole
_PostRole = Qt.ItemDataRole.UserRole


class CleaningWindow(QDialog):
    """Steps and posts on the left, the text before and after on the right."""

    difference_requested = Signal(object, object)
    """A PostId and the set of steps to show it with."""
    clean_requested = Signal(object, object)
    """The PostIds that are to be cleaned and the steps."""

    def __init__(self, parent: QWidget, results: Sequence[CleanedPost], theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("cleaning_window")
        self.setWindowTitle(_("Clean up"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 700)
        self._results = [one for one in results if one.edits or one.refused]
        self._looked_at = len(results)
        self.steps = QListWidget()
        self.posts = QListWidget()
        self.before = TextView(
            "cleaning_before", _("The text before"), theme, Token.DANGER, Token.DANGER_SOFT
        )
        self.after = TextView(
            "cleaning_after", _("The text after"), theme, Token.SUCCESS, Token.SUCCESS_SOFT
        )
        self._words = QLabel()
        self.clean_button = QPushButton()
        self._fill_steps()
        self._lay_out()
        self.steps.itemChanged.connect(self._steps_changed)
        self.posts.currentItemChanged.connect(self._ask)
        self._fill_posts()

    @property
    def chosen_steps(self) -> frozenset[Step]:
        """Return the steps that are ticked."""
        items = (self.steps.item(row) for row in range(self.steps.count()))
        return frozenset(
            item.data(_StepRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def show_difference(self, post: PostId, marked: Marked) -> None:
        """Show one post before and after, where it is still the chosen one."""
        current = self.posts.currentItem()
        if current is None or current.data(_PostRole) != post:
            return
        self.before.show_text(marked.before, marked.gone)
        self.after.show_text(marked.after, marked.new)
        told = "\n".join(marked.words)
        self._words.setText(_("These words go too:\n{words}").format(words=told))
        self._words.setVisible(bool(marked.words))

    def _fill_steps(self) -> None:
        self.steps.setObjectName("cleaning_steps")
        self.steps.setAccessibleName(_("Steps"))
        counts: Counter[Step] = Counter()
        for result in self._results:
            counts.update(result.edits)
        for step in Step:
            item = QListWidgetItem(f"{step_title(step)}  ({counts[step]:,})")
            item.setData(_StepRole, step)
            item.setToolTip(step_help(step))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if counts[step] else Qt.CheckState.Unchecked)
            if not counts[step]:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.steps.addItem(item)

    def _lay_out(self) -> None:
        number = len(self._results)
        text = ngettext(
            "{number} of {all} posts has something to clean",
            "{number} of {all} posts have something to clean",
            number,
        )
        heading = QLabel(text.format(number=f"{number:,}", all=f"{self._looked_at:,}"))
        heading.setObjectName("cleaning_heading")
        set_role(heading, "heading")
        self.posts.setObjectName("cleaning_posts")
        self.posts.setAccessibleName(_("Posts that change"))
        self.posts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words.setObjectName("cleaning_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.hide()
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.steps)
        left.addWidget(self.posts)
        texts = QSplitter(Qt.Orientation.Horizontal)
        texts.addWidget(self.before)
        texts.addWidget(self.after)
        for splitter in (left, texts):
            splitter.setChildrenCollapsible(False)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(texts, 1)
        column.addWidget(self._words)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([290, 860])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(split, 1)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        note = QLabel(_("The text before stays in the library; undo brings it back."))
        set_role(note, "hint")
        close = QPushButton(_("Close"))
        close.setObjectName("cleaning_close")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        self.clean_button.setObjectName("cleaning_apply")
        self.clean_button.setDefault(True)
        set_role(self.clean_button, "primary")
        self.clean_button.clicked.connect(self._clean)
        row = QHBoxLayout()
        row.addWidget(note)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.clean_button)
        return row

    def _fill_posts(self) -> None:
        """List the posts that the ticked steps change, the chosen one still chosen."""
        current: QListWidgetItem | None = self.posts.currentItem()
        kept = current.data(_PostRole) if current is not None else None
        steps = self.chosen_steps
        self.posts.blockSignals(True)
        self.posts.clear()
        for result in self._results:
            number = sum(count for step, count in result.edits.items() if step in steps)
            if not number:
                continue
            item = QListWidgetItem(f"{number:,} · {result.title or result.path}")
            item.setData(_PostRole, result.post)
            item.setToolTip(result.path)
            self.posts.addItem(item)
            if result.post == kept:
                self.posts.setCurrentItem(item)
        if self.posts.currentRow() < 0 and self.posts.count():
            self.posts.setCurrentRow(0)
        self.posts.blockSignals(False)
        count = self.posts.count()
        text = ngettext("Clean {number} post", "Clean {number} posts", count)
        self.clean_button.setText(text.format(number=f"{count:,}"))
        self.clean_button.setEnabled(count > 0)
        self._ask()

    def _steps_changed(self) -> None:
        self._fill_posts()

    def _ask(self) -> None:
        current: QListWidgetItem | None = self.posts.currentItem()
        if current is None:
            self.before.show_text("", ())
            self.after.show_text("", ())
            self._words.hide()
            return
        self.difference_requested.emit(current.data(_PostRole), self.chosen_steps)

    def _clean(self) -> None:
        items = (self.posts.item(row) for row in range(self.posts.count()))
        posts = [item.data(_PostRole) for item in items]
        self.clean_requested.emit(posts, self.chosen_steps)
