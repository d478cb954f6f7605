"""Where a query is typed: its completions below the cursor, the mistake in it underlined."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import QCompleter, QLineEdit

from curator.domain.query_completion import Offer, Spot, offers, spot
from curator.gui import icons
from curator.gui.search.offers import OfferList, OfferModel
from curator.gui.theme import Theme, Token, set_role
from curator.services.queries import Vocabulary
from curator.translation import gettext as _

_MOST = 12
_Values = dict[str, Sequence[str]]


class FilterField(QLineEdit):
    """One line with a query; Down, Return and Escape leave it for the list below."""

    left_downwards = Signal()
    values_wanted = Signal(str, str)
    """A key of front matter, and how a value of it begins: `offer_values` answers."""

    def __init__(self, theme: Theme, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._theme = theme
        self._today = today
        self._known: _Values = {}
        self._keys: tuple[str, ...] = ()
        self._spot: Spot | None = None
        self._fault: tuple[int, int] | None = None
        self._composing = False
        self._writing = False
        self.setObjectName("filter_field")
        self.setClearButtonEnabled(True)
        set_role(self, "search")
        self._glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._offers = OfferModel(self)
        self._popup = OfferList(theme)
        self._completer = QCompleter(self._offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST)
        self._completer.setWidget(self)
        self._completer.setPopup(self._popup)
        self._popup.clicked.connect(lambda index: self._take_row(index.row()))
        self._popup.installEventFilter(self)
        self.textEdited.connect(lambda _text: self.complete())
        self.textChanged.connect(self._forget_spot)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.setAccessibleName(_("Filter the list"))
        self.setPlaceholderText(_("Filter: words, status:ready, tag:…, date:2026-01"))
        self._glass.setText(_("Filter the list"))

    @property
    def popup(self) -> OfferList:
        """Return the list of completions."""
        return self._popup

    def offered(self, text: str) -> list[Offer]:
        """Return what would be offered at the end of a text."""
        at = spot(text, len(text))
        return [] if at is None else offers(at, self._known, self._keys, self._today())

    def learn(self, words: Vocabulary) -> None:
        """Complete with the words that the library uses."""
        self._keys = words.keys or ()
        self._known = {
            "tag": words.tags,
            "category": words.categories,
            "source": words.sources,
            "layout": words.layouts,
            "site": words.sites,
        }

    def point_at(self, start: int, length: int) -> None:
        """Underline what is wrong."""
        self._fault = (start, start + length)
        self.update()

    def clear_fault(self) -> None:
        """Take the underline away."""
        if self._fault is not None:
            self._fault = None
            self.update()

    def rewrite(self, start: int, end: int, text: str) -> None:
        """Put `text` in the place of a part, as typing would, so that it can be undone."""
        self._writing = True
        self.setSelection(start, end - start)
        self.insert(text)
        self._writing = False

    # Completion

    def complete(self, *, asked: bool = False) -> None:
        """Offer what could stand at the cursor; where nothing is typed yet, only when `asked`."""
        quiet = self._composing or self._writing
        self._spot = None if quiet else spot(self.text(), self.cursorPosition())
        if self._spot is None or not (asked or self._spot.typed or self._spot.field):
            self._popup.hide()
            return
        self._offer(self._spot)
        if self._spot.field in self._keys:
            self.values_wanted.emit(self._spot.field, self._spot.typed)

    def offer_values(self, key: str, values: Sequence[str]) -> None:
        """Offer values of a key, if that is still what is typed."""
        self._known[key] = values
        if self._spot is not None and self._spot.field == key and self.hasFocus():
            self._offer(self._spot)

    def _offer(self, at: Spot) -> None:
        found = offers(at, self._known, self._keys, self._today())[:_MOST]
        whole = self.text()[at.start : at.end]
        if not found or (len(found) == 1 and found[0].text == whole and found[0].final):
            self._popup.hide()
            return
        self._offers.show_offers(found)
        before = self.fontMetrics().horizontalAdvance(self.text()[at.start : self.cursorPosition()])
        place = self.cursorRect()
        place.moveLeft(max(place.center().x() - before - 12, 0))
        place.setBottom(self.height())
        place.setWidth(self._popup.wanted_width())
        self._completer.complete(place)
        self._popup.setCurrentIndex(self._offers.index(-1, 0))

    def _take_row(self, row: int) -> None:
        offer = self._offers.offer(row)
        if offer is not None:
            self._take(offer)

    def _take(self, offer: Offer) -> None:
        self._popup.hide()
        at = self._spot
        if at is None:
            return
        text = self.text()
        after = text[at.end :]
        blank = " " if offer.final and not after[:1].isspace() and after[:1] != ")" else ""
        self.rewrite(at.start, at.end, offer.text + blank)
        if not offer.final:
            self.complete()

    def _forget_spot(self) -> None:
        """Close the completions of what is no longer there."""
        if self._spot is not None and self._spot != spot(self.text(), self.cursorPosition()):
            self._spot = None
            self._popup.hide()

    # Qt's overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab take an offer, and Return leave where none is chosen."""
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and watched is self._popup and isinstance(event, QKeyEvent):
            return self._key_in_popup(event)
        return super().eventFilter(watched, event)

    def _key_in_popup(self, event: QKeyEvent) -> bool:
        row = self._popup.currentIndex().row()
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Tab or (enter and row >= 0):
            self._take_row(max(row, 0))
        elif enter:
            self._popup.hide()
            self.left_downwards.emit()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Space:
            self.complete(asked=True)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape}:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Close completions while a word is composed."""
        self._composing = bool(event.preeditString())
        if self._composing:
            self._popup.hide()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._popup.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and a wave under what is wrong in it."""
        super().paintEvent(event)
        if self._fault is None or self._composing:
            return
        start, end = (self._place(at) for at in self._fault)
        room = self.rect().adjusted(30, 0, -30, 0)
        start, end = max(start, room.left()), min(max(end, start + 6), room.right())
        if start >= end:
            return
        bottom = self.cursorRect().bottom() - 2
        wave = [QPoint(x, bottom + (x - start) // 2 % 2 * 2) for x in range(start, end + 1, 2)]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colour(Token.DANGER)), 1.3))
        painter.drawPolyline(QPolygon(wave))
        painter.end()

    def _place(self, at: int) -> int:
        """Return where the character at an offset stands, in pixels."""
        width = self.fontMetrics().horizontalAdvance
        text = self.text()
        return (
            self.cursorRect().center().x() + width(text[:at]) - width(text[: self.cursorPosition()])
        )
