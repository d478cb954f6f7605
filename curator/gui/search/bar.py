"""The strip above the list: the field for a query, its conditions as chips, what is wrong with it.

Understands what is typed at every key, without the library: the words it needs of it are read beside.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from curator.domain.changes import PostsChanged
from curator.domain.errors import QueryError, QueryFault
from curator.domain.query import EVERYTHING, All, Field, Not, Term
from curator.domain.query_parsing import Part, parts
from curator.domain.query_tokens import MINUS, ends
from curator.gui import icons
from curator.gui.events import Events
from curator.gui.search.chips import Condition, ConditionChips
from curator.gui.search.field import FilterField
from curator.gui.search.language import LanguagePage
from curator.gui.search.wording import condition_word
from curator.gui.tasks import Lane, TaskRunner
from curator.gui.theme import Theme, set_role, set_trait
from curator.sentences import query_fault, query_suggestion
from curator.services.queries import Queries, Vocabulary
from curator.translation import gettext as _

PAUSE = 90  # milliseconds after a key before the library is asked
_LEARNING = 1_500  # milliseconds after a change before the words are read again
_MOST_VALUES = 12
_UNFINISHED = frozenset(
    {QueryFault.MISSING_VALUE, QueryFault.UNCLOSED_QUOTE, QueryFault.DANGLING_OPERATOR}
)
"""What typing on may mend."""


class SearchBar(QWidget):
    """Where a query is typed, seen and changed."""

    asked = Signal(object)
    """Another query is wanted, as a tree."""
    left_downwards = Signal()
    narrowing_dropped = Signal()
    """What was chosen at the left was taken away."""

    def __init__(self, queries: Queries, tasks: TaskRunner, events: Events, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("search_bar")
        self._queries = queries
        self._tasks = tasks
        self._words = Vocabulary()
        self._narrowing = ""
        self._error: QueryError | None = None
        self.field = FilterField(theme)
        self.chips = ConditionChips()
        self.count = QLabel()
        self.fault = QLabel()
        self._help = QToolButton()
        self._timer = _single_shot(self, PAUSE)
        self._learner = _single_shot(self, _LEARNING)
        self._lay_out()
        self._timer.timeout.connect(self.apply)
        self._learner.timeout.connect(self.learn)
        self.field.textChanged.connect(self._timer.start)
        self.field.left_downwards.connect(self.left_downwards)
        self.field.values_wanted.connect(self._read_values)
        self.chips.removed.connect(self._remove)
        self.chips.chosen.connect(self._go_to)
        self.chips.left.connect(self.field.setFocus)
        self._help.clicked.connect(self.show_language)
        events.posts_changed.connect(self._posts_changed)
        self.retranslate()
        self.learn()

    def _lay_out(self) -> None:
        self.count.setObjectName("post_count")
        set_role(self.count, "muted")
        self.fault.setObjectName("filter_fault")
        self.fault.setWordWrap(True)
        self.fault.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.fault.setContentsMargins(12, 0, 12, 6)
        self.fault.hide()
        self.fault.setTextFormat(Qt.TextFormat.RichText)
        self.fault.linkActivated.connect(lambda _link: self._take_meant())
        set_role(self.fault, "error-text")
        self._help.setObjectName("query_help")
        self._help.setIcon(icons.icon("info"))
        self._help.setAutoRaise(True)
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 8, 10, 6)
        bar.setSpacing(8)
        bar.addWidget(self.field, 1)
        bar.addWidget(self._help)
        bar.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.chips)
        layout.addWidget(self.fault)

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self._help.setToolTip(_("How to find posts"))
        self._help.setAccessibleName(_("How to find posts"))

    @property
    def text(self) -> str:
        """Return what is chosen at the left and typed, as one query."""
        typed = self.field.text().strip()
        if not self._narrowing or not typed:
            return self._narrowing or typed
        return f"{self._narrowing} {_grouped(typed)}"

    @property
    def narrowed(self) -> bool:
        """Tell whether something is chosen at the left."""
        return bool(self._narrowing)

    def narrow(self, query: str) -> None:
        """Ask only for what the left pane chose, besides what is typed."""
        self._narrowing = query
        self.apply()

    def drop_narrowing(self) -> None:
        """Ask for more than the left pane chose."""
        self._narrowing = ""
        self.narrowing_dropped.emit()
        self.apply()

    def show_language(self) -> None:
        """Open the page about the language."""
        page = LanguagePage(self)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.taken.connect(self._take_example)
        page.show_below(self._help)

    def apply(self) -> None:
        """Understand what is typed, and ask for it."""
        self._timer.stop()
        try:
            typed = self._parts(self.field.text())
        except QueryError as error:
            self._show_fault(error)
            return
        try:
            chosen = self._parts(self._narrowing)
        except QueryError as error:
            self._tell(error)  # a kept query whose key no post has any more
            return
        self._clear_fault()
        conditions = [self._condition(part, self._narrowing, at_left=True) for part in chosen]
        conditions += [self._condition(part, self.field.text()) for part in typed]
        self.chips.show_conditions(conditions if _worth_showing(chosen, typed) else [])
        nodes = tuple(part.node for part in (*chosen, *typed))
        self.asked.emit(All(nodes) if nodes else EVERYTHING)

    def learn(self) -> None:
        """Read the words that the library uses."""
        self._tasks.run(
            Lane.READ,
            lambda _token: self._queries.vocabulary(),
            self._learned,
            topic="query-words",
        )

    def _learned(self, words: Vocabulary) -> None:
        other_keys = words.keys != self._words.keys
        self._words = words
        self.field.learn(words)
        if other_keys and self.field.text():
            self.apply()

    def _posts_changed(self, _changed: PostsChanged) -> None:
        self._learner.start()

    def _read_values(self, key: str, beginning: str) -> None:
        self._tasks.run(
            Lane.READ,
            lambda _token: self._queries.values(key, beginning, _MOST_VALUES),
            lambda values: self.field.offer_values(key, values),
            topic="query-values",
        )

    def _parts(self, text: str) -> tuple[Part, ...]:
        return parts(text, datetime.now().astimezone().date(), self._words.keys)

    def _condition(self, part: Part, whole: str, *, at_left: bool = False) -> Condition:
        text = whole[part.start : part.end]
        word = condition_word(text, part.node)
        start, end = (-1, -1) if at_left else (part.start, part.end)
        return Condition(word, text, start, end, isinstance(part.node, Not))

    # Mistakes

    def _show_fault(self, error: QueryError) -> None:
        at_end = error.position + error.length >= len(self.field.text().rstrip())
        if at_end and error.fault in _UNFINISHED and self.field.hasFocus():
            return  # what is there is shown on, until it is more than unfinished
        self.field.point_at(error.position, error.length)
        self._tell(error)
        set_trait(self.field, "invalid", True)

    def _tell(self, error: QueryError) -> None:
        self._error = error
        text, suggestion = escape(query_fault(error)), escape(query_suggestion(error))
        if suggestion:
            text = f'{text} <a href="meant">{suggestion}</a>'
        self.fault.setText(text)
        self.fault.show()
        told = f"{query_fault(error)} {query_suggestion(error)}".rstrip()
        self.field.setAccessibleDescription(told)

    def _take_meant(self) -> None:
        """Write what was meant where the mistake stands."""
        error, text = self._error, self.field.text()
        if error is None or error.query != text:
            return
        start, meant = error.position, error.meant
        end = start + error.length
        if error.fault is QueryFault.UNKNOWN_VALUE and ":" in meant:
            # Another field knows the word: it takes the place of the whole condition.
            while start and not ends(text[start - 1]) and text[start - 1] not in MINUS:
                start -= 1
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.rewrite(start, end, meant)
        self.apply()

    def _clear_fault(self) -> None:
        self.field.clear_fault()
        self.fault.hide()
        set_trait(self.field, "invalid", False)
        self.field.setAccessibleDescription("")

    # Chips

    def _remove(self, condition: Condition) -> None:
        if condition.start < 0:
            self.drop_narrowing()
            return
        text = self.field.text()
        if text[condition.start : condition.end] != condition.text:
            return
        before, after = text[: condition.start].rstrip(), text[condition.end :].lstrip()
        self.field.rewrite(0, len(text), f"{before} {after}".strip())
        self.apply()

    def _go_to(self, condition: Condition) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if condition.start >= 0:
            self.field.setSelection(condition.start, condition.end - condition.start)

    def _take_example(self, text: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        typed = self.field.text()
        self.field.rewrite(0, len(typed), f"{typed.strip()} {text}".strip())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.chips.show_conditions([])
            self.apply()


def _worth_showing(chosen: Sequence[Part], typed: Sequence[Part]) -> bool:
    """Tell whether chips say more than the text itself: a single word does not need one."""
    lone = not chosen and len(typed) == 1 and isinstance(typed[0].node, Term)
    return not (lone and isinstance(typed[0].node, Term) and typed[0].node.field is Field.ANY)


def _grouped(text: str) -> str:
    return f"({text})" if " OR " in f" {text} " else text


def _single_shot(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
