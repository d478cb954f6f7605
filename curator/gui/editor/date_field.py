"""The control for dates: text as written, a calendar, and what the site's zone makes of it."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator.gui import icons
from curator.gui.editor.context import EditorContext
from curator.gui.editor.field_control import DraftEdit, FieldControl
from curator.gui.editor.line_input import LineInput, PaneKeys
from curator.gui.editor.typing_style import TypingStyle
from curator.gui.theme import set_role
from curator.services.drafting import (
    DateReading,
    Draft,
    Field,
    FieldKind,
    on_day,
    read_date,
    written_date,
)
from curator.translation import gettext as _

_ROOM_FOR_ZONE = 340
"""Pixels below which the zone's name is left to the tool tip."""


class DateControl(FieldControl):
    """A date keeps its spelling until it is edited; what Curator writes has seconds and offset."""

    def __init__(self, keys: PaneKeys, key: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, key, parent)
        self._style = TypingStyle()
        self._field: Field | None = None
        self._context: EditorContext | None = None
        self.line = _DateLine(keys, self)
        self.line.setPlaceholderText("2022-01-31 18:00:00 +0800")
        self.zone = QLabel(self)
        self.zone.setObjectName(f"{key}_zone")
        set_role(self.zone, "small")
        self.button = QToolButton(self)
        self.button.setIcon(icons.icon("calendar"))
        self.button.setObjectName(f"{key}_calendar")
        self.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hint = QLabel(self)
        self.hint.setObjectName(f"{key}_hint")
        self.hint.setWordWrap(True)
        self.hint.setIndent(2)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self._calendar: CalendarPopup | None = None
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.line, 1)
        line.addWidget(self.button)
        line.addSpacing(4)
        line.addWidget(self.zone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(line)
        layout.addWidget(self.hint)
        self.setFocusProxy(self.line)
        self.line.typed.connect(self._write)
        self.line.focus_lost.connect(self._leave)
        self.line.calendar_requested.connect(self.open_calendar)
        self.button.clicked.connect(self.open_calendar)

    def show_field(self, field: Field, context: EditorContext) -> None:
        """Show the date as it is written, and the instant it stands for in the site's zone."""
        self._field, self._context = field, context
        self.line.setReadOnly(context.read_only)
        spelling = _spelling(field)
        typed = self.line.exact_text.strip() == spelling
        self._style.note(field, typed=typed)
        if not (typed and self.typing()):
            self.line.show_text(spelling)
        self.button.setEnabled(not context.read_only)
        self.button.setToolTip(_("Choose a day (Alt+Down)"))
        self.button.setAccessibleName(_("Calendar"))
        self.zone.setText(context.zone_name)
        self.zone.setToolTip(_("The time zone in which the site is built"))
        self.line.setToolTip(_("Built in {zone}").format(zone=context.zone_name))
        self._show_hint(read_date(field.value, field.raw, context.zone))

    def suits(self, field: Field) -> bool:
        """Tell whether `field` is a date."""
        return field.kind is FieldKind.DATE

    def begin(self) -> None:
        """Let the typing end."""
        self._style.forget()

    def input(self) -> QWidget:
        """Return the line."""
        return self.line

    def open_calendar(self) -> None:
        """Open the calendar at the date that is written, or today."""
        if self._field is None or self._context is None or self._context.read_only:
            return
        zone = self._context.zone
        reading = read_date(self._field.value, self._field.raw, zone)
        day = reading.instant.date() if reading else self._context.now().astimezone(zone).date()
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.day_chosen.connect(self._choose_day)
            self._calendar.now_chosen.connect(self._choose_now)
        self._calendar.open_at(day, self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the date where there is little."""
        super().resizeEvent(event)
        self.zone.setVisible(self.width() >= _ROOM_FOR_ZONE)

    def _choose_day(self, day: date) -> None:
        assert self._context is not None
        context = self._context
        self._replace(on_day(self.line.exact_text, day, context.zone, context.now()))

    def _choose_now(self) -> None:
        assert self._context is not None
        now = self._context.now().astimezone(self._context.zone)
        self._replace(written_date(now.replace(microsecond=0)))

    def _replace(self, text: str) -> None:
        self.line.show_text(text)
        self.edit_requested.emit(self._edit(text), False)
        self.line.setFocus()

    def _write(self, text: str) -> None:
        self.edit_requested.emit(self._edit(text), True)

    def _edit(self, text: str) -> DraftEdit:
        key, like = self.key, self._style.before()

        def edit(draft: Draft) -> Draft:
            return draft.with_date(key, text, like)

        return edit

    def _leave(self) -> None:
        self._style.forget()
        self.input_left.emit()

    def _show_hint(self, reading: DateReading | None) -> None:
        assert self._context is not None
        text, warns = _hint(reading, self.line.exact_text, self._context.zone_name)
        self.hint.setText(text)
        set_role(self.hint, "error-text" if warns else "small")
        self.hint.setVisible(bool(text))


class CalendarPopup(QFrame):
    """A month to choose a day from; Esc closes it without a choice."""

    day_chosen = Signal(date)
    now_chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("date_popup")
        self.setStyleSheet("#date_popup { border: 1px solid palette(dark); }")
        self.calendar = QCalendarWidget(self)
        self.calendar.setObjectName("date_month")
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        # Qt paints week-ends red, which cannot be read on a dark ground.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, QTextCharFormat())
        for name, icon in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setIcon(icons.icon(icon))
        self.calendar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.now = QPushButton(self)
        self.now.setObjectName("date_now")
        set_role(self.now, "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.calendar)
        layout.addWidget(self.now, 0, Qt.AlignmentFlag.AlignRight)
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)
        self.now.clicked.connect(self._choose_now)

    def open_at(self, day: date, corner: QPoint) -> None:
        """Show the month of `day` below `corner`, inside the screen."""
        self.now.setText(_("Now"))
        self.calendar.setAccessibleName(_("Day"))
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        area = self.screen().availableGeometry()
        x = min(corner.x(), area.right() - self.width())
        below = corner.y() + self.height() <= area.bottom()
        self.move(x, corner.y() if below else corner.y() - self.height() - 40)
        self.show()
        self.calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        # One click on a day sends both signals.
        if self.isVisible():
            self.close()
            self.day_chosen.emit(date(day.year(), day.month(), day.day()))

    def _choose_now(self) -> None:
        self.close()
        self.now_chosen.emit()


class _DateLine(LineInput):
    calendar_requested = Signal()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Open the calendar with Alt+Down."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.calendar_requested.emit()
            return True
        return super().handle_key(event)


def _spelling(field: Field) -> str:
    if isinstance(field.value, str):
        return field.value
    return field.raw.strip() if field.raw else field.text


def _hint(reading: DateReading | None, written: str, zone_name: str) -> tuple[str, bool]:
    """Return a sentence where the build's day or time differs from what is written."""
    if reading is None:
        return "", False
    instant = reading.instant
    if reading.shifted:
        sentence = _("In {zone} this is {moment}: the post belongs to another day there.")
    elif instant.strftime("%H:%M") not in written and ":" in written:
        sentence = _("In {zone} this is {moment}.")
    else:
        return "", False
    moment = instant.strftime("%Y-%m-%d %H:%M")
    return sentence.format(zone=zone_name, moment=moment), reading.shifted
