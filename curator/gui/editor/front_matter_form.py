"""The form over the front matter: a row for each key, in the order of the text.

It holds no text of its own: rows ask for edits of the draft, and the pane shows the result here.
"""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from curator.gui.editor.add_field import AddField
from curator.gui.editor.context import EditorContext
from curator.gui.editor.field_control import DraftEdit
from curator.gui.editor.field_row import FieldRow
from curator.gui.editor.form_notice import FormNotice
from curator.gui.editor.inherited_row import InheritedRow
from curator.gui.editor.line_input import PaneKeys
from curator.gui.editor.wording import yaml_sentence
from curator.services.drafting import Draft, Field, FieldFault, FieldKind, kind_of, written_date

USUAL_KEYS = (
    "title",
    "date",
    "categories",
    "tags",
    "layout",
    "author",
    "excerpt",
    "description",
    "image",
    "slug",
    "permalink",
    "published",
    "last_modified_at",
)
_LABEL_EMS = (5.5, 11.0)
"""Least and greatest width of the keys' column, in heights of the font."""
_WIDEST = 900
"""Pixels beyond which fields only grow harder to read."""
_MARGINS = (16, 12, 12, 14)


class FrontMatterForm(QStackedWidget):
    """Typed controls over the front matter of one draft."""

    edit_requested = Signal(str, object, bool)
    """Key, DraftEdit, and whether it goes on with what was being typed."""
    yaml_requested = Signal()
    """The user wants to see the YAML, where it is broken."""

    # Qt sends changes of the font while the object is still being made.
    _order: tuple[tuple[str, bool], ...] = ()

    def __init__(self, keys: PaneKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("front_matter_form")
        self._keys = keys
        self._draft: Draft | None = None
        self._context: EditorContext | None = None
        self._rows: dict[str, FieldRow] = {}
        self._inherited: dict[str, InheritedRow] = {}
        self._page = QWidget()
        self._page.setObjectName("form_rows")
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(*_MARGINS)
        self._column.setSpacing(6)
        self.add = AddField(keys, self._page)
        self.add.key_chosen.connect(self._add_key)
        self._column.addWidget(self.add)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._page)
        self.notice = FormNotice(self)
        self.notice.button.clicked.connect(self._answer_notice)
        self.addWidget(self._scroll)
        self.addWidget(self.notice)

    def show_draft(self, draft: Draft, context: EditorContext) -> None:
        """Show the fields of `draft`; rows that stay keep cursor and focus."""
        self._draft, self._context = draft, context
        if draft.problem is not None:
            self.notice.show_broken(yaml_sentence(draft.problem))
            self.setCurrentWidget(self.notice)
            return
        if draft.front_matter_text is None:
            self.notice.show_missing(read_only=context.read_only)
            self.setCurrentWidget(self.notice)
            return
        self._show_fields(draft.fields(context.defaults, context.zone), context)
        self.add.show_keys([key for key in USUAL_KEYS if key not in draft.keys])
        self.add.setVisible(not context.read_only)
        self.setCurrentWidget(self._scroll)

    def begin(self) -> None:
        """Forget what was typed: another post is about to be shown."""
        for row in self._rows.values():
            row.begin()
        self.add.begin()
        self._scroll.verticalScrollBar().setValue(0)

    def finish(self) -> None:
        """Ask for the edits that still wait in an input."""
        for row in list(self._rows.values()):
            if row.control is not None:
                row.control.finish()

    def refuse(self, key: str, sentence: str) -> None:
        """Say under the field `key` why its edit was not made."""
        if row := self._rows.get(key):
            row.refuse(sentence)

    def row(self, key: str) -> FieldRow | None:
        """Return the row of a key that stands in the text."""
        return self._rows.get(key)

    def focus_key(self, key: str) -> None:
        """Give the keys to the control of `key` and bring it into view."""
        row = self._rows.get(key)
        if row is not None and row.control is not None:
            row.control.setFocus()
            self._scroll.ensureWidgetVisible(row, 0, 8)

    def focus_first(self) -> None:
        """Give the keys to the first control."""
        first = next((key for key, inherited in self._order if not inherited), None)
        if self.currentWidget() is self.notice:
            self.notice.button.setFocus()
        elif first is not None:
            self.focus_key(first)
        else:
            self.add.button.setFocus()

    def content_height(self) -> int:
        """Return the height at which nothing needs to be scrolled."""
        if self.currentWidget() is self.notice:
            hint = self.notice.sizeHint().height()
            return max(hint, self.notice.heightForWidth(self.width()))
        return self._page.sizeHint().height()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        for row in self._rows.values():
            row.retranslate()
        self.add.retranslate()
        if self._draft is not None and self._context is not None:
            self.show_draft(self._draft, self._context)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fields at a width that is easy to read."""
        super().resizeEvent(event)
        left, top, right, bottom = _MARGINS
        spare = max(0, self.width() - _WIDEST) // 2
        self._column.setContentsMargins(left + spare, top, right + spare, bottom)

    def changeEvent(self, event: QEvent) -> None:
        """Give keys and controls their room when the font grows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._order:
            self._align()

    # rows

    def _show_fields(self, fields: tuple[Field, ...], context: EditorContext) -> None:
        order = tuple((field.key, field.inherited) for field in fields)
        if order != self._order:
            self._arrange(order)
        for field in fields:
            row = (self._inherited if field.inherited else self._rows)[field.key]
            row.show_field(field, context)
        if order != self._order:
            self._order = order
            self._set_tab_order()
            self._align()

    def _arrange(self, order: tuple[tuple[str, bool], ...]) -> None:
        wanted = set(order)
        for inherited, rows in ((False, self._rows), (True, self._inherited)):
            for key in [key for key in rows if (key, inherited) not in wanted]:
                row = rows.pop(key)
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
        place = 0
        for key, inherited in order:
            if inherited and place == len(order) - sum(each[1] for each in order):
                place += 1  # the button for another key stands between own and inherited
            row = self._inherited_row(key) if inherited else self._own_row(key)
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            place += 1

    def _own_row(self, key: str) -> FieldRow:
        if key not in self._rows:
            row = FieldRow(self._keys, key, self._page)
            row.edit_requested.connect(self.edit_requested)
            row.rename_requested.connect(self._rename)
            row.move_requested.connect(self._move)
            row.mend_requested.connect(self._mend)
            self._rows[key] = row
            row.show()
        return self._rows[key]

    def _inherited_row(self, key: str) -> InheritedRow:
        if key not in self._inherited:
            row = InheritedRow(key, self._page)
            row.override_requested.connect(self._override)
            self._inherited[key] = row
            row.show()
        return self._inherited[key]

    def _set_tab_order(self) -> None:
        stops: list[QWidget] = []
        for key, inherited in self._order:
            if inherited:
                continue
            control = self._rows[key].control
            if control is not None:
                stops.append(control.input())
        stops.append(self.add.button)
        stops += [self._inherited[key].button for key, inherited in self._order if inherited]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _align(self) -> None:
        rows: list[FieldRow | InheritedRow] = [*self._rows.values(), *self._inherited.values()]
        metrics = self.fontMetrics()
        widest = max([metrics.horizontalAdvance(row.key) + 4 for row in rows] or [0])
        em = metrics.height() * 0.7
        width = round(min(max(widest, _LABEL_EMS[0] * em), _LABEL_EMS[1] * em))
        for row in rows:
            row.set_label_width(width)
        self.add.set_indent(width + 8)

    # acts

    def _rename(self, key: str, name: str) -> None:
        self.edit_requested.emit(key, lambda draft: draft.renamed(key, name), False)
        self.focus_key(name)

    def _move(self, key: str, step: int) -> None:
        assert self._draft is not None
        index = self._draft.keys.index(key) + step
        if 0 <= index < len(self._draft.keys):
            self.edit_requested.emit(key, lambda draft: draft.moved(key, index), False)
            self.focus_key(key)

    def _mend(self, key: str, fault: FieldFault) -> None:
        assert self._context is not None
        zone = self._context.zone
        self.edit_requested.emit(key, lambda draft: draft.mended(key, fault, zone), False)

    def _override(self, key: str) -> None:
        assert self._context is not None
        value = self._context.defaults[key]
        self.edit_requested.emit(key, lambda draft: draft.with_value(key, value), False)
        self.focus_key(key)

    def _add_key(self, key: str) -> None:
        assert self._draft is not None
        if key not in self._draft.keys:
            self.edit_requested.emit(key, self._first_edit(key), False)
        self.focus_key(key)

    def _first_edit(self, key: str) -> DraftEdit:
        """Return the edit that adds `key` with a value that harms nothing."""
        assert self._context is not None
        kind = kind_of(key)
        if kind is FieldKind.DATE:
            now = self._context.now().astimezone(self._context.zone)
            text = written_date(now.replace(microsecond=0))
            return lambda draft: draft.with_date(key, text)
        if kind is FieldKind.SWITCH:
            return lambda draft: draft.with_value(key, True)
        if kind is FieldKind.LIST:
            return lambda draft: draft.with_value(key, [])
        return lambda draft: draft.emptied(key)

    def _answer_notice(self) -> None:
        if self._draft is not None and self._draft.front_matter_text is None:
            self.edit_requested.emit("", lambda draft: draft.with_front_matter_text(""), False)
            self.focus_first()
        else:
            self.yaml_requested.emit()
