"""The window of changes of many posts: what to do and with which, what comes of it, and one post's lines.

Shows and asks; the looking and changing is done by the desk beside it.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from curator.domain.bulk import Action, Difference, Left, Outcome, Plan, ReplaceText
from curator.domain.listing import ListedPost
from curator.domain.post import PostId
from curator.gui.bulk.difference_view import DifferenceView
from curator.gui.bulk.forms import Form, TermsForm, Vocabulary, form_of
from curator.gui.bulk.hits_view import HitsView
from curator.gui.bulk.rows import BulkRows
from curator.gui.bulk.wording import Kind, Scope, kind_word, looking_words, plan_words, scope_words
from curator.gui.theme import Theme, set_role
from curator.sentences import error_sentence
from curator.translation import gettext as _
from curator.translation import ngettext

_PAUSE = 250
"""Milliseconds after the last key before the posts are looked at."""


class BulkWindow(QDialog):
    """Says a change and shows what comes of it."""

    look_requested = Signal(object, object)
    """A Scope and an action."""
    left_alone = Signal()
    """There is nothing to look at any more."""
    difference_requested = Signal(object, object)
    """A PostId and an action."""
    rows_wanted = Signal(object)
    apply_requested = Signal(object, object)
    """The Plan and what is Left."""

    def __init__(
        self, parent: QWidget, theme: Theme, sizes: Mapping[Scope, int], kind: Kind
    ) -> None:
        """`sizes` tells how many posts each scope has, those without any left out."""
        super().__init__(parent)
        self.setObjectName("bulk_window")
        self.setWindowTitle(_("Change many posts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1120, 720)
        self._plan: Plan | None = None
        self._fixed: Action | None = None
        self._left_hits: dict[PostId, set[int]] = {}
        self._shown: Difference | None = None
        self.scope = QComboBox()
        self.kind = QComboBox()
        self._forms = QStackedWidget()
        self._form_by_kind: dict[Kind, Form] = {}
        self._vocabulary: Vocabulary = {}
        self.rows = BulkRows()
        self.posts = QListView()
        self.lines = DifferenceView(theme)
        self.hits = HitsView(theme)
        self.summary = QLabel()
        self.reasons = QLabel()
        self._bar = QProgressBar()
        self.apply_button = QPushButton()
        self._pause = QTimer(self)
        self._fill(sizes)
        self._lay_out()
        self._connect()
        self.choose(kind)

    @property
    def action(self) -> Action | None:
        """Return what is said by now."""
        return self._fixed if self._fixed is not None else self._form.action()

    @property
    def _form(self) -> Form:
        return self._form_by_kind[Kind(self.kind.currentData())]

    def choose(self, kind: Kind, term: str = "") -> None:
        """Show the form of a kind of change, perhaps with a term ticked."""
        self.kind.setCurrentIndex(list(Kind).index(kind))
        self._kind_chosen()
        form = self._form
        if term and isinstance(form, TermsForm):
            form.choose(term)

    def fix(self, action: Action) -> None:
        """Say this and nothing else."""
        self._fixed = action
        for widget in (self.scope, self.kind, self._forms):
            widget.setEnabled(False)
        self._look()

    def choose_scope(self, scope: Scope) -> None:
        """Mean other posts."""
        place = self.scope.findData(scope)
        if place >= 0:
            self.scope.setCurrentIndex(place)

    def learn(self, vocabulary: Vocabulary) -> None:
        """Take the words in use, for completion."""
        self._vocabulary = vocabulary
        for form in self._form_by_kind.values():
            form.learn(vocabulary)

    # What the desk tells

    def begin(self, total: int) -> None:
        """Begin to show another plan."""
        self._plan = None
        self._left_hits.clear()
        self.rows.clear()
        self._show_nothing()
        self.reasons.hide()
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        self._bar.show()
        self.summary.setText(looking_words(0, total))
        self._word_button()

    def take(
        self, ids: Sequence[int], outcomes: bytes, hits: Sequence[int], done: int, total: int
    ) -> None:
        """Show more posts of the plan that is being made."""
        self.rows.append(ids, outcomes, hits)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.summary.setText(looking_words(done, total))
        if self.posts.currentIndex().row() < 0 and self.rows.rowCount():
            self.posts.setCurrentIndex(self.rows.index(0))

    def finish(self, plan: Plan) -> None:
        """Show the whole of a plan."""
        self._plan = plan
        self._bar.hide()
        self.summary.setText(plan_words(plan))
        told = [
            f"{number:,} · {error_sentence(plan.examples[kind][1])}"
            for kind, number in plan.faults.most_common(4)
        ]
        self.reasons.setText("\n".join(told))
        self.reasons.setVisible(bool(told))
        self._word_button()

    def fail(self, sentence: str) -> None:
        """Say why there is no plan."""
        self._bar.hide()
        self.summary.setText(sentence)
        self._word_button()

    def show_difference(self, difference: Difference, lines: str) -> None:
        """Show one post, where it is still the chosen one."""
        if self.rows.post(self.posts.currentIndex()) != difference.post:
            return
        self._shown = difference
        if difference.fault is not None:
            self.lines.show_lines(error_sentence(difference.fault))
        else:
            self.lines.show_lines(lines)
        self._list_hits(difference)

    def show_rows(self, rows: Sequence[ListedPost]) -> None:
        """Show rows that were asked for."""
        self.rows.show_rows(rows)

    # Arrangement

    def _fill(self, sizes: Mapping[Scope, int]) -> None:
        self.scope.setObjectName("bulk_scope")
        self.scope.setAccessibleName(_("Which posts"))
        for scope, number in sizes.items():
            self.scope.addItem(scope_words(scope, number), scope)
        self.kind.setObjectName("bulk_kind")
        self.kind.setAccessibleName(_("What to do"))
        self.kind.setMaxVisibleItems(len(Kind))
        for kind in Kind:
            self.kind.addItem(kind_word(kind), kind)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for label, box in ((_("Which posts"), self.scope), (_("What to do"), self.kind)):
            name = QLabel(label)
            name.setBuddy(box)
            set_role(name, "muted")
            column.addWidget(name)
            column.addWidget(box)
        column.addSpacing(6)
        area = QScrollArea()
        area.setObjectName("bulk_form")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._forms)
        column.addWidget(area, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._results())
        split.setSizes([330, 790])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(split, 1)
        layout.addLayout(self._foot())

    def _results(self) -> QWidget:
        self.summary.setObjectName("bulk_summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        set_role(self.summary, "heading")
        self.reasons.setObjectName("bulk_reasons")
        self.reasons.setTextFormat(Qt.TextFormat.PlainText)
        self.reasons.setWordWrap(True)
        set_role(self.reasons, "muted")
        self._bar.setObjectName("bulk_progress")
        self._bar.setAccessibleName(_("Looking through the posts"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.hide()
        self.posts.setObjectName("bulk_posts")
        self.posts.setAccessibleName(_("Posts that change"))
        self.posts.setModel(self.rows)
        self.posts.setUniformItemSizes(True)
        self.posts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.posts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hits.hide()
        shown = QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.hits)
        inside.addWidget(self.lines)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.posts)
        split.addWidget(shown)
        split.setSizes([300, 480])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.summary, self._bar, self.reasons):
            column.addWidget(widget)
        column.addWidget(split, 1)
        return right

    def _foot(self) -> QHBoxLayout:
        note = QLabel(_("Only what is named changes, in one step that undo takes back."))
        note.setWordWrap(True)
        set_role(note, "hint")
        close = QPushButton(_("Close"))
        close.setObjectName("bulk_close")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        self.apply_button.setObjectName("bulk_apply")
        self.apply_button.setAutoDefault(False)
        set_role(self.apply_button, "primary")
        row = QHBoxLayout()
        row.addWidget(note, 1)
        row.addWidget(close)
        row.addWidget(self.apply_button)
        return row

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self.kind.currentIndexChanged.connect(lambda _index: self._kind_chosen())
        self.scope.currentIndexChanged.connect(lambda _index: self._pause.start())
        self.posts.selectionModel().currentChanged.connect(lambda *_rows: self._ask())
        self.rows.rows_wanted.connect(self.rows_wanted)
        self.rows.ticked.connect(self._word_button)
        self.hits.ticked.connect(self._hit_ticked)
        self.apply_button.clicked.connect(self._apply)

    # What happens

    def _kind_chosen(self) -> None:
        kind = Kind(self.kind.currentData())
        form = self._form_by_kind.get(kind)
        if form is None:
            form = self._form_by_kind[kind] = form_of(kind)
            form.learn(self._vocabulary)
            form.changed.connect(self._said)
            self._forms.addWidget(form)
        self._forms.setCurrentWidget(form)
        self._look()

    def _said(self) -> None:
        """What is shown is no longer what is said."""
        self._plan = None
        self._word_button()
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        action = self.action
        scope = self.scope.currentData()
        if action is None or scope is None:
            self.left_alone.emit()
            self._plan = None
            self.rows.clear()
            self._show_nothing()
            self._bar.hide()
            self.reasons.hide()
            self.summary.setText(_("Say what to change; what comes of it is shown here."))
            self._word_button()
            return
        self.look_requested.emit(Scope(scope), action)

    def _show_nothing(self) -> None:
        self._shown = None
        self.lines.clear()
        self.lines.show()
        self.hits.hide()

    def _ask(self) -> None:
        post, action = self.rows.post(self.posts.currentIndex()), self.action
        if post is not None and action is not None:
            self.difference_requested.emit(post, action)

    def _list_hits(self, difference: Difference) -> None:
        self.hits.show_hits(difference.hits, self._left_hits.get(difference.post, ()))
        # A hit is its own difference; beside long lines another one says nothing more.
        self.hits.setVisible(bool(difference.hits))
        self.lines.setVisible(not difference.hits)

    def _hit_ticked(self, number: int, on: bool) -> None:
        if self._shown is None:
            return
        left = self._left_hits.setdefault(self._shown.post, set())
        if on:
            left.discard(number)
        else:
            left.add(number)
        self._word_button()

    def _word_button(self) -> None:
        plan = self._plan
        number = plan.count(Outcome.CHANGED) - len(self.rows.left) if plan is not None else 0
        if plan is not None and isinstance(plan.action, ReplaceText):
            text = ngettext("Replace in {number} post", "Replace in {number} posts", number)
        else:
            text = ngettext("Change {number} post", "Change {number} posts", number)
        self.apply_button.setText(text.format(number=f"{number:,}") if plan else _("Change"))
        self.apply_button.setEnabled(number > 0)

    def _apply(self) -> None:
        if self._plan is None:
            return
        hits = {post: frozenset(left) for post, left in self._left_hits.items() if left}
        self.apply_requested.emit(self._plan, Left(frozenset(self.rows.left), hits))

    def done(self, result: int) -> None:
        """End; also by Esc, which no close event tells of."""
        self._pause.stop()
        self.left_alone.emit()
        super().done(result)
