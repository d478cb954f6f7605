"""The pane in which one post is edited: front matter as form or YAML, and the body.

It owns the draft and its history. Every view asks for edits and is shown the result, so that all
of them always say the same; nothing is stored here, `source_changed` tells who stores.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from curator.domain.errors import EditError
from curator.gui.editor.context import EditorContext
from curator.gui.editor.counts import Counts
from curator.gui.editor.field_control import DraftEdit
from curator.gui.editor.history import History
from curator.gui.editor.line_input import PaneKeys
from curator.gui.editor.pane_view import FORM, YAML, PaneView
from curator.gui.editor.text_remarks import text_remarks
from curator.gui.editor.wording import refusal_sentence
from curator.services.drafting import Draft

_BODY_PLACE = "body"
_YAML_PLACE = "yaml"
_FIELD_PLACE = "field:"


@dataclass(frozen=True)
class _Refusal:
    """An edit that could not be made."""

    place: str
    error: EditError
    edit: DraftEdit


class EditorPane(QWidget):
    """One post's text, edited in several views with one history."""

    source_changed = Signal(object)
    """The text after an edit here, as exact bytes."""
    editing_paused = Signal()
    """The keys went elsewhere: a good moment to save."""
    undo_exhausted = Signal()
    redo_exhausted = Signal()
    undo_state_changed = Signal()
    left = Signal()
    """Esc: the user wants back to the list."""
    line_shown = Signal(float)
    """The body was scrolled by the user: the line of the source text now at its top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor_pane")
        self._key: object = None
        self._draft: Draft | None = None
        self._context: EditorContext | None = None
        self._history = History()
        self._refused: _Refusal | None = None
        self._yaml_ending = "\n"
        self._keys = PaneKeys(self)
        self._keys.undo_requested.connect(self.undo)
        self._keys.redo_requested.connect(self.redo)
        self._keys.left.connect(self.left)
        self._view = PaneView(self._keys, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.switch, self.form, self.yaml = self._view.switch, self._view.form, self._view.yaml
        self.body, self.strip = self._view.body, self._view.strip
        self.switch.currentChanged.connect(self._switch_view)
        self.form.edit_requested.connect(self._edit_field)
        self.form.yaml_requested.connect(self._show_problem)
        self.yaml.edited.connect(self._edit_yaml)
        self.body.editor.edited.connect(self._edit_body)
        for editor in (self.yaml, self.body.editor):
            editor.undo_requested.connect(self.undo)
            editor.redo_requested.connect(self.redo)
            editor.left.connect(self.left)
        self.body.editor.line_shown.connect(self._tell_line)
        self.clear()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    # what it shows

    @property
    def key(self) -> object:
        """Return what the caller named the shown post; None while the pane is empty."""
        return self._key

    @property
    def source(self) -> bytes | None:
        """Return the text as it stands; None while the pane is empty."""
        return self._draft.source if self._draft else None

    @property
    def unwritten(self) -> bool:
        """Tell whether a field shows something that cannot be written as it is."""
        return self._refused is not None and self._refused.place.startswith(_FIELD_PLACE)

    @property
    def can_undo(self) -> bool:
        """Tell whether an edit made here can be taken back."""
        return self._history.can_undo or self.unwritten

    @property
    def can_redo(self) -> bool:
        """Tell whether an edit taken back here can be made again."""
        return self._history.can_redo

    def counts(self) -> Counts:
        """Count the words and Chinese characters of the body."""
        return self.body.editor.counts()

    def show_draft(self, key: object, source: bytes, context: EditorContext) -> None:
        """Show a post from its start; the same post keeps cursor and history."""
        if key == self._key and self._draft is not None:
            self._context = context
            self.replace_source(source)
            self._show_front_matter()
            return
        self.finish_typing()
        self.form.begin()
        self._key, self._draft, self._context = key, Draft(source), context
        self._refused = None
        self._history.clear()
        self._show_everything(anew=True)
        self.undo_state_changed.emit()

    def replace_source(self, source: bytes) -> None:
        """Show what the library has now; cursor and scroll position stay, the history does not."""
        if self._draft is None or source == self._draft.source:
            return
        self._draft = Draft(source)
        self._refused = None
        self._history.clear()
        self._show_everything(anew=False)
        self.undo_state_changed.emit()

    def clear(self) -> None:
        """Show that no post is open."""
        self.finish_typing()
        self.form.begin()
        self._key, self._draft, self._context, self._refused = None, None, None, None
        self._history.clear()
        self.body.editor.show_source("", "\n")
        self.yaml.show_source("", "\n")
        self._view.show_empty()
        self.undo_state_changed.emit()

    def finish_typing(self) -> None:
        """Take over what still waits in an input: a word being composed, a term without its end."""
        if self._draft is not None:
            if self._has_keys():
                QGuiApplication.inputMethod().commit()
            self.form.finish()

    def undo(self) -> None:
        """Take the last edit back, in whichever view it was made."""
        if self.unwritten:
            self._refused = None
            self._show_everything(anew=False)
            self.undo_state_changed.emit()
        elif not self._walk(back=True):
            self.undo_exhausted.emit()

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        if not self._walk(back=False):
            self.redo_exhausted.emit()

    def focus_title(self) -> None:
        """Give the keys to the first field, or to the YAML where that is shown."""
        if self.switch.currentIndex() == YAML:
            self.yaml.setFocus()
        else:
            self.form.focus_first()

    def show_yaml(self, line: int = 0, column: int = 1) -> None:
        """Show the YAML, at a line where one is given."""
        self.switch.setCurrentIndex(YAML)
        if line:
            self.yaml.show_line(line, column)
        self.yaml.setFocus()

    def change_source(self, source: bytes) -> None:
        """Take a text that was changed for the user, as one step that can be undone."""
        self._apply(lambda _draft: Draft(source), "fix", typing=False)

    def set_footer(self, footer: QWidget) -> None:
        """Put a widget under the front matter."""
        self._view.set_footer(footer)

    def show_place(self, line: int, column: int = 1) -> None:
        """Go to a place of the source text, in the YAML or in the body; lines count from 1."""
        if self._draft is None:
            return
        before = self._lines_before_body()
        if 2 <= line < before:
            self.show_yaml(line - 1, column)
            return
        self.body.editor.show_line(max(line - before, 1), column)
        self.body.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def top_line(self) -> float:
        """Return the line of the source text at the body's top, from 1, with its fraction."""
        return self._lines_before_body() + self.body.editor.top_line

    @property
    def line_count(self) -> int:
        """Return the number of lines of the source text."""
        return self._lines_before_body() + self.body.editor.line_count

    @property
    def at_end(self) -> bool:
        """Tell whether the body is scrolled to its end."""
        return self.body.editor.at_end

    def scroll_to_line(self, line: float) -> None:
        """Bring a line of the source text to the body's top; `line_shown` is not told of it."""
        self.body.editor.scroll_to_line(max(line - self._lines_before_body(), 1.0))

    def _tell_line(self, line: float) -> None:
        self.line_shown.emit(self._lines_before_body() + line)

    def _lines_before_body(self) -> int:
        """Return how many lines of the source text the front matter and its fences take."""
        front = self._draft.front_matter_text if self._draft is not None else None
        return 0 if front is None else front.count("\n") + 2

    def save_layout(self) -> QByteArray:
        """Return the sizes of the parts, to be remembered."""
        return self._view.save_sizes()

    def restore_layout(self, state: QByteArray) -> None:
        """Give the parts the sizes they had."""
        self._view.restore_sizes(state)

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self._view.retranslate()
        if self._draft is not None:
            self._show_remarks()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # edits

    def _edit_field(self, key: str, edit: DraftEdit, typing: bool) -> None:
        self._apply(edit, _FIELD_PLACE + key, typing=typing)

    def _edit_yaml(self) -> None:
        text = self.yaml.source

        def edit(draft: Draft) -> Draft:
            return draft.with_front_matter_text(text + self._yaml_ending if text else "")

        self._apply(edit, _YAML_PLACE, typing=True)

    def _edit_body(self) -> None:
        text = self.body.editor.source
        self._apply(lambda draft: draft.with_body(text), _BODY_PLACE, typing=True)

    def _apply(self, edit: DraftEdit, place: str, *, typing: bool) -> None:
        """Make an edit that a view asked for, and show the result in all the others."""
        if self._draft is None:
            return
        try:
            draft = edit(self._draft)
        except EditError as error:
            self._refuse(_Refusal(place, error, edit))
            return
        was_refused, self._refused = self._refused, None
        if draft == self._draft:
            if was_refused is not None:
                self._show_front_matter()
            return
        before, self._draft = self._draft, draft
        self._history.record(before.source, draft.source, place, typing=typing)
        if draft.body != self.body.editor.source:
            self.body.editor.replace_source(draft.body, draft.newline)
        self._show_front_matter()
        self.source_changed.emit(draft.source)
        self.undo_state_changed.emit()

    def _refuse(self, refusal: _Refusal) -> None:
        """Say why an edit was not made.

        The body and the YAML go back to what is stored, so that nobody types on what is lost. A
        field keeps what was typed: YAML is broken while it is written.
        """
        draft = self._draft
        assert draft is not None
        self._refused = refusal
        if refusal.place == _BODY_PLACE:
            self.body.editor.replace_source(draft.body, draft.newline, select=True)
        elif refusal.place == _YAML_PLACE:
            text = self._yaml_text(draft)
            self.yaml.replace_source(text, draft.front_matter_newline, select=True)
        else:
            sentence = refusal_sentence(refusal.error, draft.encoding)
            self.form.refuse(refusal.place.removeprefix(_FIELD_PLACE), sentence)
        self._show_remarks()
        self.undo_state_changed.emit()

    def _walk(self, *, back: bool) -> bool:
        if self._draft is None:
            return False
        current = self._draft.source
        step = self._history.undo(current) if back else self._history.redo(current)
        if step is None:
            return False
        source, place = step
        had_keys = self._has_keys()
        self._draft = Draft(source)
        self._refused = None
        self._show_place(place)
        self._show_everything(anew=False, changed=place)
        if had_keys:
            self._give_keys(place)
        self.source_changed.emit(source)
        self.undo_state_changed.emit()
        return True

    def _show_place(self, place: Hashable) -> None:
        if place == _YAML_PLACE:
            self.switch.setCurrentIndex(YAML)
        elif place != _BODY_PLACE:
            self.switch.setCurrentIndex(FORM)

    def _give_keys(self, place: Hashable) -> None:
        if place == _BODY_PLACE:
            self.body.editor.setFocus()
        elif place == _YAML_PLACE:
            self.yaml.setFocus()
        else:
            self.form.focus_key(str(place).removeprefix(_FIELD_PLACE))

    # showing

    def _show_everything(self, *, anew: bool, changed: Hashable = None) -> None:
        draft, context = self._draft, self._context
        assert draft is not None
        assert context is not None
        self.yaml.setReadOnly(context.read_only)
        self.body.editor.setReadOnly(context.read_only)
        if anew:
            self.body.editor.show_source(draft.body, draft.newline)
            self.yaml.show_source(self._yaml_text(draft), draft.front_matter_newline)
            if self.body.find_bar.isVisible():
                self.body.find_bar.close_bar()
        else:
            at = changed == _BODY_PLACE
            self.body.editor.replace_source(draft.body, draft.newline, select=at)
        self._show_front_matter(select=changed == _YAML_PLACE)
        self._view.show_post(context.path or "")

    def _show_front_matter(self, *, select: bool = False) -> None:
        """Bring the visible view of the front matter up to date; the other waits its turn."""
        draft, context = self._draft, self._context
        if draft is None or context is None:
            return
        if self.switch.currentIndex() == FORM:
            self.form.show_draft(draft, context)
        else:
            text = self._yaml_text(draft)
            self.yaml.replace_source(text, draft.front_matter_newline, select=select)
            self.yaml.mark_problem(draft.problem)
        self._show_remarks()

    def _yaml_text(self, draft: Draft) -> str:
        """Return the front matter without its last line end, which is the fence's own."""
        text = draft.front_matter_text or ""
        self._yaml_ending = draft.front_matter_newline
        for ending in ("\r\n", "\n"):
            if text.endswith(ending):
                self._yaml_ending = ending
                return text.removesuffix(ending)
        return text

    def _switch_view(self, index: int) -> None:
        self._history.close_step()
        self._show_front_matter()

    def _show_remarks(self) -> None:
        if self._draft is None or self._context is None:
            return
        refused = self._refused
        of_field = refused is not None and refused.place.startswith(_FIELD_PLACE)
        self.strip.show_remarks(
            text_remarks(
                self._draft,
                None if refused is None or of_field else refused.error,
                in_yaml=self.switch.currentIndex() == YAML,
                read_only=self._context.read_only,
                show_line=self._show_problem,
                convert=self._convert,
            )
        )

    def _convert(self) -> None:
        """Write the text in UTF-8, and then what the old encoding could not take."""
        refused = self._refused

        def edit(draft: Draft) -> Draft:
            draft = draft.in_utf8()
            return draft if refused is None else refused.edit(draft)

        self._apply(edit, _BODY_PLACE, typing=False)

    def _show_problem(self) -> None:
        problem = self._draft.problem if self._draft else None
        if problem is None:
            self.show_yaml()
        else:
            self.show_yaml(problem.line, problem.column)

    # focus

    def _has_keys(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is None or not self.isAncestorOf(old):
            return
        self._history.close_step()
        if new is None or not self.isAncestorOf(new):
            self.editing_paused.emit()
