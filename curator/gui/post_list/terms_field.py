"""Where terms are typed into a cell, with commas between them: the library's own are offered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from curator.domain.post import TermKind

Complete = Callable[[TermKind, str], Sequence[str]]
"""Returns terms that hold what was typed, the best first."""

_SEPARATORS = ",，、;；"


class TermsField(QLineEdit):
    """A line of terms; what is typed behind the last comma is completed."""

    def __init__(self, parent: QWidget, kind: TermKind, complete: Complete) -> None:
        super().__init__(parent)
        self._kind = kind
        self._complete = complete
        self._terms = QStringListModel(self)
        self._completer = QCompleter(self._terms, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._popup.setObjectName("cell_completions")
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def _start(self) -> int:
        """Return where the term that is being typed begins."""
        before = self.text()[: self.cursorPosition()]
        return max(before.rfind(separator) for separator in _SEPARATORS) + 1

    def _offer(self, _text: str) -> None:
        typed = self.text()[self._start() : self.cursorPosition()].strip()
        found = list(self._complete(self._kind, typed)) if typed else []
        if not found or found == [typed]:
            self._popup.hide()
            return
        self._terms.setStringList(found)
        self._completer.complete()

    def _take(self, term: object) -> None:
        if not isinstance(term, str):
            return  # the same choice, told as an index
        start, end = self._start(), self.cursorPosition()
        blank = " " if self.text()[:start].rstrip().endswith(",") else ""
        before = self.text()[:start] + blank + term
        self.setText(before + self.text()[end:])
        self.setCursorPosition(len(before))

    @property
    def offering(self) -> bool:
        """Tell whether terms are offered right now."""
        return self._popup.isVisible()

    def offered(self) -> list[str]:
        """Return the terms that are offered."""
        return self._terms.stringList() if self.offering else []
