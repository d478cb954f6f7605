"""Typing into a cell: title, date, status, categories, tags. What cannot stand there is told below it."""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from curator.domain.listing import ListedPost, SortKey
from curator.domain.post import PostId, Status, TermKind
from curator.gui.list_columns import COLUMNS, Column
from curator.gui.post_list.cells import PostDelegate
from curator.gui.post_list.model import PostListModel
from curator.gui.post_list.terms_field import Complete, TermsField
from curator.gui.theme import Theme, set_role, set_trait
from curator.gui.words import status_word
from curator.services.cell_edits import CellEdit, CellFault, DateEdit, TermsEdit, TitleEdit
from curator.services.drafting import written_date
from curator.translation import gettext as _

_Index = QModelIndex | QPersistentModelIndex
_GOES_ON = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_TERMS = {SortKey.CATEGORIES: TermKind.CATEGORY, SortKey.TAGS: TermKind.TAG}


class CellEditors(PostDelegate):
    """Makes the editor of a cell and takes what was typed, once it can stand there."""

    edited = Signal(object, object)
    """A PostId and the CellEdit."""
    status_chosen = Signal(object, object)
    """A PostId and its Status."""

    def __init__(self, model: PostListModel, theme: Theme, view: QTableView) -> None:
        super().__init__(model, theme, view)
        self.message = CellMessage(view.viewport())
        self.complete: Complete = lambda _kind, _start: ()
        """Which terms to offer."""
        self._retry: tuple[PostId, str, str] | None = None

    def keep_for_retry(self, post: PostId, text: str, why: str) -> None:
        """Let the next editor of this post begin with what was refused, and why."""
        self._retry = post, text, why

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        post = self._posts.post_at(index.row())
        assert post is not None  # the view edits rows that are there
        column = COLUMNS[index.column()]
        self.message.hide()
        if column.key is SortKey.STATUS:
            return StatusChoice(parent, post.status, self._choose_status)
        kind = _TERMS.get(column.key)
        field = TermsField(parent, kind, self.complete) if kind else QLineEdit(parent)
        field.setObjectName("cell_field")
        field.setAccessibleName(column.heading())
        field.setFrame(False)
        set_role(field, "cell")
        field.setText(typed_text(post, column))
        field.selectAll()
        field.textEdited.connect(lambda _text: self._forgive(field))
        if self._retry is not None and self._retry[0] == post.id:
            field.setText(self._retry[1])
            self._complain(field, self._retry[2])
        self._retry = None
        return field

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Leave what is typed alone, also when the row is fetched anew meanwhile."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index
    ) -> None:
        editor.setGeometry(option.rect)
        self.message.place_below(editor)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QLineEdit):
            if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
                if event.key() in _GOES_ON and not self._stands(editor):
                    return True
            elif event.type() is QEvent.Type.FocusOut and not self._stands(editor):
                editor.undo()
                self.message.hide()
        return super().eventFilter(editor, event)

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: _Index) -> None:
        post = self._posts.post_at(index.row())
        if post is None or not isinstance(editor, QLineEdit):
            return
        column = COLUMNS[index.column()]
        self.message.hide()
        if editor.text() == typed_text(post, column):
            return
        edit = edit_of(post, column, editor.text())
        if edit.fault is None:
            self.edited.emit(post.id, edit)

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        self.message.hide()
        super().destroyEditor(editor, index)

    def _choose_status(self, editor: QWidget, status: Status) -> None:
        post = self._posts.post_at(self._view.currentIndex().row())
        if post is not None and post.status is not status:
            self.status_chosen.emit(post.id, status)
        self.closeEditor.emit(editor)

    def _stands(self, field: QLineEdit) -> bool:
        """Tell whether what is typed can stand in the cell; say so below it where it cannot."""
        index = self._view.currentIndex()
        post = self._posts.post_at(index.row())
        if post is None:
            return True
        column = COLUMNS[index.column()]
        if field.text() == typed_text(post, column):
            return True
        fault = edit_of(post, column, field.text()).fault
        if fault is None:
            return True
        self._complain(field, fault_sentence(fault))
        return False

    def _complain(self, field: QLineEdit, sentence: str) -> None:
        set_trait(field, "invalid", True)
        self.message.say(sentence)
        self.message.place_below(field)

    def _forgive(self, field: QLineEdit) -> None:
        set_trait(field, "invalid", False)
        self.message.hide()


class StatusChoice(QComboBox):
    """The statuses to choose from; the chosen one is taken at once."""

    def __init__(
        self, parent: QWidget, status: Status, chosen: Callable[[QWidget, Status], None]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cell_status")
        for one in Status:
            self.addItem(status_word(one), one)
        self.setCurrentIndex(list(Status).index(status))
        self.activated.connect(lambda number: chosen(self, list(Status)[number]))


class CellMessage(QLabel):
    """Says what is wrong, right below the cell it is wrong in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_message")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(self, "cell-message")
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.setText(sentence)
        self.adjustSize()
        self.raise_()
        self.show()

    def place_below(self, editor: QWidget) -> None:
        """Stand below a cell, above it where there is no room, and never outside the list."""
        parent = self.parentWidget()
        if parent is None:
            return
        below = editor.geometry().bottom() + 2
        if below + self.height() > parent.height():
            below = editor.geometry().top() - self.height() - 2
        left = max(0, min(editor.geometry().left(), parent.width() - self.width()))
        self.move(left, below)


def typed_text(post: ListedPost, column: Column) -> str:
    """Return what an editor begins with."""
    match column.key:
        case SortKey.TITLE:
            return post.title
        case SortKey.DATE:
            return written_date(post.date) if post.date is not None else ""
        case SortKey.CATEGORIES:
            return ", ".join(post.categories)
        case _:
            return ", ".join(post.tags)


def edit_of(post: ListedPost, column: Column, text: str) -> CellEdit:
    """Return what typing a text into a cell asks for."""
    if column.key is SortKey.TITLE:
        return TitleEdit(text)
    if column.key is SortKey.DATE:
        return DateEdit(text)
    before = post.categories if column.key is SortKey.CATEGORIES else post.tags
    return TermsEdit(_TERMS[column.key], before, text)


def fault_sentence(fault: CellFault) -> str:
    """Return why something cannot stand in a cell."""
    return {
        CellFault.NO_TITLE: _("A post needs a title; Esc leaves it as it is."),
        CellFault.NO_DATE: _("No date: write 2026-01-31 or 2026-01-31 18:09:00 +0800."),
    }[fault]
