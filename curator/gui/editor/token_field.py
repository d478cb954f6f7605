"""The control for lists of terms: removable chips, an input behind them, known terms below it."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from curator.domain.post import TermKind
from curator.gui.editor.chips import Chip, InputFrame, TermInput
from curator.gui.editor.completions import Completions
from curator.gui.editor.context import EditorContext
from curator.gui.editor.field_control import FieldControl
from curator.gui.editor.line_input import PaneKeys
from curator.gui.flow_layout import FlowLayout
from curator.services.drafting import Draft, Field, FieldKind

_ENDS = ",，、;；"
"""Typing one of these ends a term, as it does on paper; terms never need them."""
_KINDS = {
    "tags": TermKind.TAG,
    "tag": TermKind.TAG,
    "categories": TermKind.CATEGORY,
    "category": TermKind.CATEGORY,
}
_MOST_OFFERED = 12
_WIDEST_CHIP = 260


class TokenControl(FieldControl):
    """Terms as chips.

    Enter or a comma ends a term. Left, Right and Backspace from an empty input walk over the
    chips, Delete removes the one they stand on.
    """

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, key, parent)
        self._items: tuple[str, ...] = ()
        self._chips: list[Chip] = []
        self._context: EditorContext | None = None
        self.frame = InputFrame(self)
        self.frame.setObjectName(f"{key}_tokens")
        self._flow = FlowLayout(self.frame)
        self._flow.setContentsMargins(5, 4, 5, 4)
        self.line = TermInput(keys, self.frame)
        self._flow.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.line)
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST_OFFERED)
        self._completer.setWidget(self.line)
        self._popup = Completions(f"{key}_completions")
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._choose)
        self.line.typed.connect(self._type)
        self.line.entered.connect(self._enter)
        self.line.composed.connect(self._popup.hide)
        self.line.walked_back.connect(self._walk_into)
        self.line.focus_lost.connect(self._leave)

    @property
    def chips(self) -> list[Chip]:
        """Return the chips in the order of the terms."""
        return list(self._chips)

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show the terms as chips; what is being typed stays."""
        self._context = context
        self.line.setReadOnly(context.read_only)
        if field.items == self._items and len(self._chips) == len(field.items):
            return
        self._items = field.items
        kept = {chip.term: chip for chip in self._chips}
        self._chips = []
        for index, item in enumerate(field.items):
            chip = kept.pop(item, None)
            if chip is None:
                chip = self._new_chip(item)
            else:
                self._flow.removeWidget(chip)
            self._flow.insert(index, chip)
            self._chips.append(chip)
        for chip in kept.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.invalidate()
        self.updateGeometry()

    def suits(self, field: Field) -> bool:
        """Tell whether `field` is a list of terms."""
        return field.kind is FieldKind.LIST

    def begin(self) -> None:
        """Drop what was typed but not ended."""
        self._popup.hide()
        self.line.show_text("")

    def finish(self) -> None:
        """Make a term of what was typed."""
        self._add(self.line.exact_text)

    def input(self) -> QWidget:
        """Return the line behind the chips."""
        return self.line

    def typing(self) -> bool:
        """Tell whether the input or a chip has the keys."""
        return self.line.hasFocus() or any(chip.hasFocus() for chip in self._chips)

    # terms

    def _type(self, text: str) -> None:
        *whole, rest = _split(text)
        if whole:
            self.line.show_text(rest)
            self._edit_items(added=whole)
        self._offer(rest)

    def _enter(self) -> None:
        chosen = self._popup.currentIndex()
        if self._popup.isVisible() and chosen.isValid():
            self._add(str(chosen.data()))
        else:
            self._add(self.line.exact_text)

    def _choose(self, chosen: object) -> None:
        self._add(str(chosen))
        self.line.setFocus()

    def _add(self, text: str) -> None:
        self._popup.hide()
        self.line.show_text("")
        if text.strip():
            self._edit_items(added=[text.strip()])

    def _leave(self) -> None:
        if not self._popup.isVisible():
            self._add(self.line.exact_text)
            self.input_left.emit()

    def _remove(self, term: str) -> None:
        self.line.setFocus()
        self._edit_items(removed=[term])

    def _edit_items(
        self, *, added: list[str] | None = None, removed: list[str] | None = None
    ) -> None:
        key = self.key

        def edit(draft: Draft) -> Draft:
            for item in added or []:
                draft = draft.with_item(key, item)
            for item in removed or []:
                draft = draft.without_item(key, item)
            return draft

        self.edit_requested.emit(edit, False)

    def _offer(self, text: str) -> None:
        kind = _KINDS.get(self.key)
        if kind is None or self._context is None or not text.strip():
            self._popup.hide()
            return
        known = self._context.complete(kind, text.strip())
        offered = [term for term in known if term not in self._items][:_MOST_OFFERED]
        self._known.setStringList(offered)
        if offered and offered != [text.strip()]:
            self._completer.complete()
        else:
            self._popup.hide()

    def _new_chip(self, term: str) -> Chip:
        chip = Chip(term, self.frame, removable=not self.line.isReadOnly())
        chip.removed.connect(self._remove)
        chip.walked.connect(self._walk)
        chip.left.connect(self.keys.left)
        chip.show()
        return chip

    # walking over the chips

    def _walk_into(self) -> None:
        if self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _walk(self, step: int) -> None:
        current = next((i for i, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if current is None:
            return
        target = max(current + step, 0)
        if target < len(self._chips):
            self._chips[target].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _split(text: str) -> list[str]:
    """Split a typed text at what ends a term; the last part is still being typed."""
    parts, start = [], 0
    for at, character in enumerate(text):
        if character in _ENDS:
            parts.append(text[start:at].strip())
            start = at + 1
    return [part for part in parts if part] + [text[start:].lstrip() if parts else text]
