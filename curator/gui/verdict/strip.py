"""The verdict under the front matter: the URL, whether the post appears and why not, its problems.

Shows an audit's answer as values and asks for fixes; it neither judges nor edits.
"""

from collections.abc import Sequence
from datetime import UTC
from urllib.parse import unquote

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from curator.domain.problems import Finding, Severity
from curator.gui import icons
from curator.gui.theme import Theme, Token, set_role
from curator.sentences import (
    abort_sentence,
    finding_sentence,
    fix_sentence,
    outlier_sentence,
    visibility_sentence,
)
from curator.services.site_audit import Audited, Outlier
from curator.translation import gettext as _
from curator.translation import ngettext

_LIST_HEIGHT = 210
_TOKENS = {
    Severity.ERROR: Token.DANGER,
    Severity.WARNING: Token.WARNING,
    Severity.NOTE: Token.MUTED,
}
_ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


class _WrappedLabel(QLabel):
    """Keeps the height that its words need, however little room the parts around it leave."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class VerdictStrip(QFrame):
    """One line, and below it the problems when they are asked for."""

    fix_requested = Signal(object)
    """A Finding whose fix is to be applied."""
    place_requested = Signal(object)
    """A Place in the source text to go to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("verdict_strip")
        set_role(self, "bar")
        self._theme = theme
        self._audited: Audited | None = None
        self._mark = QLabel()
        self._address = QLineEdit()
        self._address.setObjectName("verdict_address")
        self._address.setReadOnly(True)
        self._address.setFrame(False)
        set_role(self._address, "bare")
        self._words = _WrappedLabel()
        self._words.setObjectName("verdict_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setWordWrap(True)
        self._toggle = QToolButton()
        self._toggle.setObjectName("verdict_problems")
        self._toggle.setCheckable(True)
        self._toggle.setAutoRaise(True)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(12, 2, 8, 6)
        self._lines.setSpacing(2)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("verdict_list")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._list)
        self._scroll.setMaximumHeight(_LIST_HEIGHT)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.hide()
        self._lay_out()
        self._toggle.toggled.connect(self._open)
        theme.changed.connect(self._repaint)
        self.clear()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self._mark)
        upper.addWidget(self._address, 1)
        upper.addStretch()
        upper.addWidget(self._toggle)
        row = QVBoxLayout()
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(2)
        row.addLayout(upper)
        row.addWidget(self._words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def clear(self) -> None:
        """Show that there is no post."""
        self._audited = None
        self._toggle.setChecked(False)
        self.hide()

    def show_verdict(self, audited: Audited) -> None:
        """Show what Jekyll would make of the post."""
        if audited == self._audited:
            return
        self._audited = audited
        visible = audited.verdict.visible
        colour = self._theme.colour(Token.SUCCESS if visible else Token.WARNING)
        self._mark.setPixmap(self._icon("check" if visible else "info", colour))
        address = audited.verdict.url or ""
        # Editors read characters, not their codes; the exact address is in the tool tip.
        self._address.setAccessibleName(_("Address on the site"))
        self._address.setText(unquote(address))
        self._address.setCursorPosition(0)
        self._address.setToolTip(address)
        self._address.setVisible(bool(address))
        words = verdict_words(audited)
        self._words.setText(words)
        self._words.setMinimumHeight(max(self._words.heightForWidth(self._words.width()), 0))
        self._words.setVisible(bool(words))
        self._show_findings(audited.findings, audited.outliers)
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._repaint()

    def _repaint(self) -> None:
        audited, self._audited = self._audited, None
        if audited is not None:
            self.show_verdict(audited)

    def _show_findings(self, findings: Sequence[Finding], outliers: Sequence[Outlier]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        worst = min((one.severity for one in findings), key=lambda one: one.rank, default=None)
        if worst is None and outliers:
            worst = Severity.NOTE
        if worst is None:
            self._toggle.setText(_("No problems"))
            self._toggle.setIcon(icons.icon("check"))
            self._toggle.setChecked(False)
            self._toggle.setEnabled(False)
            return
        number = len(findings) + len(outliers)
        text = ngettext("{number} problem", "{number} problems", number)
        self._toggle.setText(text.format(number=number))
        self._toggle.setIcon(icons.icon(_ICONS[worst], self._theme.colour(_TOKENS[worst])))
        self._toggle.setEnabled(True)
        for finding in sorted(findings, key=lambda one: one.severity.rank):
            self._lines.addWidget(self._line(finding))
        for outlier in outliers:
            line, _row = self._worded(outlier_sentence(outlier), Severity.NOTE)
            self._lines.addWidget(line)

    def _worded(self, sentence: str, severity: Severity) -> tuple[QWidget, QHBoxLayout]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(self._icon(_ICONS[severity], self._theme.colour(_TOKENS[severity])))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QLabel(sentence)
        words.setObjectName("finding_words")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        return line, row

    def _line(self, finding: Finding) -> QWidget:
        line, row = self._worded(finding_sentence(finding), finding.severity)
        if finding.place is not None:
            place = finding.place
            go = QPushButton(_("Line {number}").format(number=place.line))
            go.setObjectName("finding_place")
            set_role(go, "quiet")
            go.clicked.connect(lambda: self.place_requested.emit(place))
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        if finding.fix is not None and finding.fix.steps:
            fix = QPushButton(_("Fix"))
            fix.setObjectName("finding_fix")
            fix.setToolTip(fix_sentence(finding.fix))
            fix.clicked.connect(lambda: self.fix_requested.emit(finding))
            row.addWidget(fix, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _icon(self, name: str, colour: QColor) -> QPixmap:
        return icons.pixmap(name, 16, colour, self.devicePixelRatioF())

    def _open(self, shown: bool) -> None:
        self._scroll.setVisible(shown)


def verdict_words(audited: Audited) -> str:
    """Return why a post does not appear, or what else there is to know of its address."""
    verdict = audited.verdict
    if verdict.aborts_build is not None:
        return abort_sentence(verdict.aborts_build, verdict.abort_detail)
    if audited.placeless:
        return _("It has no place in a site yet; the export gives it one.")
    if not verdict.visible:
        until = verdict.visible_from.strftime("%Y-%m-%d %H:%M %z") if verdict.visible_from else ""
        return visibility_sentence(verdict.reason, until)
    if verdict.utc_day_differs and verdict.date is not None:
        day = verdict.date.astimezone(UTC).date().isoformat()
        return _("A build in UTC would put it on {day}.").format(day=day)
    return ""
