"""The versions of one post: on the left all of them, on the right what one of them changed.

Shows values and asks by signals; it reads and restores nothing itself. Never blocks the window.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curator.domain.listing import Revision
from curator.domain.post import PostId
from curator.gui.flow_layout import FlowLayout
from curator.gui.history.wording import (
    moment_words,
    take_back_words,
    text_words,
    version_words,
)
from curator.gui.lines_view import LinesView
from curator.gui.theme import Theme, set_role
from curator.services.history import BODY, Comparison, FieldChange
from curator.translation import gettext as _
from curator.translation import ngettext

_NumberRole = Qt.ItemDataRole.UserRole
_BEFORE, _CURRENT = 0, -1
"""Stand for the version before the chosen one, and for the newest."""
_LONGEST_VALUE = 200


class VersionsWindow(QDialog):
    """Shows what a post was."""

    comparison_wanted = Signal(int, int, int)
    """The number of the chosen version, of the one it is compared with, and of the current one."""
    restore_requested = Signal(int)
    field_requested = Signal(int, str)
    """The number of a version, and the key that is to be as it was there; empty for the body."""

    def __init__(self, parent: QWidget, theme: Theme, post: PostId) -> None:
        super().__init__(parent)
        self.post = post
        self.setObjectName("versions_window")
        self.setWindowTitle(_("Versions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 720)
        self._versions: Sequence[Revision] = ()
        self.heading = QLabel()
        self.heading.setObjectName("versions_heading")
        set_role(self.heading, "heading")
        self.tree = QTreeWidget()
        self.other = QComboBox()
        self.lines = LinesView(theme)
        self.remark = QLabel()
        self.otherwise = QLabel(_("What the post has otherwise by now:"))
        self.fields = QWidget()
        self._field_buttons = FlowLayout(self.fields)
        self.restore = QPushButton(_("&Restore this version"))
        self._close = QPushButton(_("Close"))
        self._lay_out()
        self._connect()
        self._offer(())

    def _lay_out(self) -> None:
        self.tree.setObjectName("versions_list")
        self.tree.setAccessibleName(_("Saved versions, the newest first"))
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels([_("When"), _("What"), _("Who"), _("Text")])
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        self.other.setObjectName("versions_other")
        self.other.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.other.setMinimumContentsLength(28)
        self.lines.setObjectName("versions_difference")
        self.lines.setAccessibleName(_("Lines that change"))
        self.remark.setObjectName("versions_remark")
        self.remark.setWordWrap(True)
        set_role(self.remark, "muted")
        self.fields.setObjectName("versions_fields")
        self._field_buttons.setContentsMargins(0, 0, 0, 0)
        set_role(self.otherwise, "muted")
        for button, name in ((self.restore, "versions_restore"), (self._close, "versions_close")):
            button.setObjectName(name)
            button.setAutoDefault(False)
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.setSpacing(8)
        choice = QHBoxLayout()
        label = QLabel(_("&Compare with"))
        label.setBuddy(self.other)
        choice.addWidget(label)
        choice.addWidget(self.other, 1)
        beside.addLayout(choice)
        beside.addWidget(self.lines, 1)
        beside.addWidget(self.remark)
        beside.addWidget(self.otherwise)
        beside.addWidget(self.fields)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(right)
        split.setSizes([540, 620])
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda _item, _before: self._ask())
        self.other.currentIndexChanged.connect(lambda _place: self._ask())
        self.restore.clicked.connect(self._restore)
        self._close.clicked.connect(self.close)

    def number(self) -> int | None:
        """Return the version that is chosen."""
        item = self.tree.currentItem()
        return item.data(0, _NumberRole) if item is not None else None

    def show_versions(self, title: str, versions: Sequence[Revision]) -> None:
        """List all versions, the newest first; the one that was chosen stays so."""
        chosen = self.number()
        self._versions = versions
        number = len(versions)
        text = ngettext("{number} version of “{title}”", "{number} versions of “{title}”", number)
        self.heading.setText(text.format(number=f"{number:,}", title=title))
        self.tree.blockSignals(True)
        self.tree.clear()
        for version in versions:
            item = QTreeWidgetItem(
                [
                    moment_words(version.at),
                    version_words(version),
                    version.author,
                    text_words(version),
                ]
            )
            item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(1, item.text(1))
            item.setData(0, _NumberRole, version.number)
            self.tree.addTopLevelItem(item)
        self.tree.blockSignals(False)
        self._list_others()
        self.choose(chosen if chosen is not None else versions[0].number)
        self._ask()

    def choose(self, number: int) -> None:
        """Choose a version."""
        for place in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(place)
            assert item is not None
            if item.data(0, _NumberRole) == number:
                self.tree.setCurrentItem(item)
                return

    def _list_others(self) -> None:
        kept = self.other.currentData()
        self.other.blockSignals(True)
        self.other.clear()
        self.other.addItem(_("the version before it"), _BEFORE)
        self.other.addItem(_("the current version"), _CURRENT)
        for version in self._versions:
            if version.size is not None:
                words = f"{moment_words(version.at)} · {version_words(version)}"
                self.other.addItem(words, version.number)
        place = self.other.findData(kept)
        self.other.setCurrentIndex(max(0, place))
        self.other.blockSignals(False)

    def _ask(self) -> None:
        chosen = self._version(self.number())
        current = self._versions[0] if self._versions else None
        there = chosen is not None and chosen.size is not None
        going = there and current is not None and chosen is not current
        self.restore.setEnabled(going and current is not None and current.size is not None)
        self._offer(())
        if chosen is None:
            return
        newest = next((one.number for one in self._versions if one.size is not None), None)
        if not there or newest is None:
            self.lines.show_lines("")
            self._remark(_("The post was taken away here."))
            return
        other = self._compared_with(chosen)
        self.comparison_wanted.emit(
            chosen.number, other if other is not None else chosen.number, newest
        )

    def _version(self, number: int | None) -> Revision | None:
        return next((one for one in self._versions if one.number == number), None)

    def _compared_with(self, chosen: Revision) -> int | None:
        """Return the version that the chosen one is compared with; None where it is the first."""
        wanted = self.other.currentData()
        if wanted not in {_BEFORE, _CURRENT}:
            return int(wanted)
        there = [one for one in self._versions if one.size is not None]
        if wanted == _CURRENT:
            return there[0].number
        return next((one.number for one in there if one.number < chosen.number), None)

    def show_comparison(
        self, number: int, comparison: Comparison, fields: Sequence[FieldChange]
    ) -> None:
        """Show what two versions differ in, and which fields of the chosen one the post has otherwise by now."""
        if number != self.number():
            return
        chosen = self._version(number)
        assert chosen is not None
        if comparison.lines is None:
            self._remark(_("The texts are too long to be compared line by line."))
        elif comparison.lines:
            self._remark("")
        elif self._compared_with(chosen) is None:
            self._remark(_("This is the first version."))
        else:
            self._remark(_("The texts are the same."))
        self.lines.show_lines(comparison.lines or "")
        self._offer(fields)

    def _remark(self, text: str) -> None:
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def _offer(self, fields: Sequence[FieldChange]) -> None:
        while self._field_buttons.count():
            taken = self._field_buttons.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for field in fields:
            button = QPushButton(take_back_words(field.key))
            button.setObjectName(f"take_back_{field.key or 'body'}")
            button.setAutoDefault(False)
            if field.key != BODY:
                button.setToolTip(_tip(field))
            button.clicked.connect(partial(self._take_back, field.key))
            self._field_buttons.addWidget(button)
        if fields:
            self._field_buttons.addWidget(QWidget())  # the last one takes what the line leaves
        self.fields.setVisible(bool(fields))
        self.otherwise.setVisible(bool(fields))

    def _take_back(self, key: str) -> None:
        number = self.number()
        if number is not None:
            self.field_requested.emit(number, key)

    def _restore(self) -> None:
        number = self.number()
        if number is not None:
            self.restore_requested.emit(number)


def _tip(field: FieldChange) -> str:
    none = _("nothing")
    # Translators: what a field was in an older version, and what it is now.
    return _("Then: {then}\nNow: {now}").format(
        then=(field.older if field.older is not None else none)[:_LONGEST_VALUE],
        now=(field.newer if field.newer is not None else none)[:_LONGEST_VALUE],
    )
