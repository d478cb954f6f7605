"""One row of the form: the key, the control that suits its value, what is wrong with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from curator.gui import icons
from curator.gui.editor.context import EditorContext
from curator.gui.editor.date_field import DateControl
from curator.gui.editor.field_control import DraftEdit, FieldControl
from curator.gui.editor.field_message import FieldMessage
from curator.gui.editor.line_input import LineInput, PaneKeys
from curator.gui.editor.raw_field import RawControl
from curator.gui.editor.switch_field import SwitchControl
from curator.gui.editor.text_field import TextArea, TextLine, wants_area
from curator.gui.editor.token_field import TokenControl
from curator.gui.editor.wording import default_sentence, field_sentence, mend_label
from curator.gui.theme import set_role, set_trait
from curator.services.drafting import Draft, Field, FieldKind
from curator.translation import gettext as _

_CONTROLS: dict[FieldKind, type[FieldControl]] = {
    FieldKind.TEXT: TextLine,
    FieldKind.NUMBER: TextLine,
    FieldKind.DATE: DateControl,
    FieldKind.LIST: TokenControl,
    FieldKind.SWITCH: SwitchControl,
    FieldKind.RAW: RawControl,
}


class FieldRow(QWidget):
    """A key that stands in the text. Everything it can do is in its menu and has a key."""

    edit_requested = Signal(str, object, bool)
    """Key, DraftEdit, and whether it goes on with what was being typed."""
    rename_requested = Signal(str, str)
    move_requested = Signal(str, int)
    mend_requested = Signal(str, object)

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.key = key
        self.control: FieldControl | None = None
        self._field: Field | None = None
        self._typed = False
        self._refusal = ""
        self.setObjectName(f"{key}_row")
        self.label = QLabel(key, self)
        self.label.setObjectName(f"{key}_label")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        set_role(self.label, "muted")
        self._name: LineInput | None = None
        self.more = QToolButton(self)
        self.more.setObjectName(f"{key}_more")
        self.more.setIcon(icons.icon("more"))
        self.more.setIconSize(QSize(16, 16))
        self.more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.more.clicked.connect(self._open_menu)
        self.message = FieldMessage(self)
        self.message.mend.clicked.connect(self._mend)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.more, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.message, 1, 1, 1, 2)
        self._grid.setColumnStretch(1, 1)
        self._make_actions()

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show `field` in the control that suits it."""
        self._field = field
        if self.control is None or not self.control.suits(field):
            self._make_control(field)
        assert self.control is not None
        self.control.show_field(field, context)
        self._refusal = ""
        for action in self.actions():
            action.setEnabled(not context.read_only)
        self.more.setVisible(not context.read_only)
        self.message.mend.setEnabled(not context.read_only)
        self._show_message()

    def begin(self) -> None:
        """Forget what was typed: another post is about to be shown."""
        self._typed, self._refusal = False, ""
        self._stop_renaming()
        if self.control is not None:
            self.control.begin()

    def refuse(self, sentence: str) -> None:
        """Say why the last edit was not made; what was typed stays in the control."""
        self._refusal = sentence
        self._show_message()

    def set_label_width(self, width: int) -> None:
        """Align the control with those of the other rows."""
        self.label.setFixedWidth(width)
        metrics = self.label.fontMetrics()
        self.label.setText(metrics.elidedText(self.key, Qt.TextElideMode.ElideRight, width))
        self.label.setToolTip(self.key)
        height = _line_height(self)
        self.label.setMinimumHeight(height)
        self.more.setMinimumHeight(height)

    def start_renaming(self) -> None:
        """Turn the label into an input for another key."""
        if self._name is not None or not self.more.isVisibleTo(self):
            return
        self._name = LineInput(self._keys, self, pending=True)
        self._name.setObjectName(f"{self.key}_name")
        self._name.setAccessibleName(_("New name of “{key}”").format(key=self.key))
        self._name.setFixedWidth(self.label.width())
        self._name.show_text(self.key)
        self._name.selectAll()
        self._grid.replaceWidget(self.label, self._name)
        self.label.hide()
        self._name.show()
        self._name.setFocus()
        self._name.entered.connect(self._rename)
        self._name.focus_lost.connect(self._stop_renaming)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show what the row can do, where no input has a menu of its own."""
        self._menu().popup(event.globalPos())

    # parts

    def _make_control(self, field: Field) -> None:
        kind = _CONTROLS[field.kind]
        if kind is TextLine and wants_area(field):
            kind = TextArea
        control = kind(self._keys, self.key, self)
        focus = self.control is not None and self.control.typing()
        if self.control is not None:
            self._grid.removeWidget(self.control)
            self.control.hide()
            self.control.deleteLater()
        self.control = control
        self._grid.addWidget(control, 0, 1)
        control.input().setObjectName(f"{self.key}_field")
        control.input().setAccessibleName(self.key)
        control.input().addActions(self.actions())
        self.label.setBuddy(control.input())
        control.edit_requested.connect(self._edit)
        control.input_left.connect(self._leave)
        control.show()
        if focus:
            control.setFocus()

    def _make_actions(self) -> None:
        for name, shortcut, act in (
            ("rename", "F2", self.start_renaming),
            ("move_up", "Ctrl+Shift+Up", self._move_up),
            ("move_down", "Ctrl+Shift+Down", self._move_down),
            ("remove", "Ctrl+Shift+Backspace", self._remove),
        ):
            action = QAction(self)
            action.setObjectName(f"{self.key}_{name}")
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        words = (_("Rename field"), _("Move up"), _("Move down"), _("Remove field"))
        for action, text in zip(self.actions(), words, strict=True):
            action.setText(text)
        self.more.setAccessibleName(_("More about “{key}”").format(key=self.key))
        self.more.setToolTip(_("Rename, move or remove this field"))
        self._show_message()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions())
        return menu

    def _open_menu(self) -> None:
        self._menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # acts

    def _edit(self, edit: DraftEdit, typing: bool) -> None:
        self._typed = self._typed or typing
        self.edit_requested.emit(self.key, edit, typing)

    def _rename(self) -> None:
        assert self._name is not None
        name = self._name.exact_text.strip()
        self._stop_renaming()
        if name and name != self.key:
            self.rename_requested.emit(self.key, name)

    def _stop_renaming(self) -> None:
        name, self._name = self._name, None
        if name is None:
            return
        self._grid.replaceWidget(name, self.label)
        name.hide()
        name.deleteLater()
        self.label.show()
        if self.control is not None:
            self.control.setFocus()

    def _move_up(self) -> None:
        self.move_requested.emit(self.key, -1)

    def _move_down(self) -> None:
        self.move_requested.emit(self.key, 1)

    def _remove(self) -> None:
        key = self.key

        def edit(draft: Draft) -> Draft:
            return draft.without(key)

        self.edit_requested.emit(key, edit, False)

    def _mend(self) -> None:
        if self._field is not None and self._field.problem is not None:
            self.mend_requested.emit(self.key, self._field.problem.fault)

    def _leave(self) -> None:
        self._typed = False
        self._show_message()

    def _show_message(self) -> None:
        """Show a refusal at once, a problem only when the user is not in the middle of typing."""
        field = self._field
        if field is None:
            return
        problem = None if self._typed else field.problem
        if self._refusal:
            self.message.show_sentence(self._refusal, serious=True)
        elif problem is not None:
            mend = mend_label(problem.fault) if problem.mendable else ""
            self.message.show_sentence(field_sentence(field), serious=problem.serious, mend=mend)
        elif default := default_sentence(field):
            self.message.show_sentence(default, serious=False)
        else:
            self.message.hide()
        if self.control is not None:
            invalid = bool(self._refusal) or (problem is not None and problem.serious)
            set_trait(self.control.input(), "invalid", invalid)


def _line_height(widget: QWidget) -> int:
    """Return the height of a control of one line, with which labels are aligned."""
    line = QLineEdit(widget)
    height = line.sizeHint().height()
    line.deleteLater()
    return height
