"""Duplicates: groups on the left, two posts side by side on the right, what to do below.

Asks by signals and changes nothing itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from curator.domain.likeness import Group, Pair
from curator.domain.listing import ListedPost
from curator.domain.post import PostId
from curator.gui.duplicates.two_texts import TwoTexts
from curator.gui.theme import Theme, set_role
from curator.sentences import match_word, percent
from curator.services.duplicates import Beside
from curator.translation import gettext as _
from curator.translation import ngettext

_PairRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Found:
    """The duplicates of a library, with what lists show of the posts."""

    groups: Sequence[Group]
    rows: Mapping[PostId, ListedPost]


class DuplicatesWindow(QDialog):
    """Shows duplicates; never blocks the window."""

    pair_chosen = Signal(object)
    """A Pair to be compared, None for none."""
    different = Signal(object)
    """A Pair whose posts are two articles."""
    discarded = Signal(object, object)
    """A Pair, and the PostId of it that goes into the trash."""
    merge_requested = Signal(object)
    """A Pair whose posts are to become one."""
    post_requested = Signal(object)
    """A PostId to open."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("duplicates_window")
        self.setWindowTitle(_("Duplicates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1240, 720)
        self._rows: Mapping[PostId, ListedPost] = {}
        self.heading = QLabel()
        self.heading.setObjectName("duplicates_heading")
        set_role(self.heading, "heading")
        self.tree = QTreeWidget()
        self.tree.setObjectName("duplicates_groups")
        self.tree.setAccessibleName(_("Articles that are there more than once"))
        self.tree.setHeaderHidden(True)
        self.tree.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.texts = TwoTexts(theme)
        self.both = _button("duplicates_keep_both", _("&Keep both: two articles"))
        self.merge = _button("duplicates_merge", _("&Merge…"))
        self.discard_left = _button("duplicates_discard_left", _("Move the &left one to the trash"))
        self.discard_right = _button(
            "duplicates_discard_right", _("Move the &right one to the trash")
        )
        self.open_left = _button("duplicates_open_left", _("&Open the left one"))
        self.open_right = _button("duplicates_open_right", _("O&pen the right one"))
        self._close = _button("duplicates_close", _("Close"))
        self._lay_out()
        self._connect()
        self._choose(None)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self.texts)
        split.setSizes([330, 880])
        row = QHBoxLayout()
        for button in (self.open_left, self.discard_left):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.both)
        row.addWidget(self.merge)
        row.addStretch(1)
        for button in (self.discard_right, self.open_right, self._close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _connect(self) -> None:
        self.both.clicked.connect(lambda: self.different.emit(self.pair()))
        self.merge.clicked.connect(lambda: self.merge_requested.emit(self.pair()))
        self.discard_left.clicked.connect(lambda: self._discard(left=True))
        self.discard_right.clicked.connect(lambda: self._discard(left=False))
        self.open_left.clicked.connect(lambda: self._open(left=True))
        self.open_right.clicked.connect(lambda: self._open(left=False))
        self._close.clicked.connect(self.close)

    def show_found(self, found: Found) -> None:
        """List all groups and compare the first."""
        self._rows = found.rows
        self.tree.clear()
        for group in found.groups:
            self._add(group)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self._tell()
        self.tree.setFocus()

    def _add(self, group: Group) -> None:
        title = self._title(group.best.first)
        item = QTreeWidgetItem([f"{title}\n{self._about(group.best)}"])
        item.setToolTip(0, item.text(0))
        item.setData(0, _PairRole, group.best)
        self.tree.addTopLevelItem(item)
        if len(group.pairs) > 1:
            for pair in group.pairs:
                titles = f"{self._title(pair.first)} — {self._title(pair.second)}"
                child = QTreeWidgetItem([f"{titles}\n{self._about(pair)}"])
                child.setToolTip(0, child.text(0))
                child.setData(0, _PairRole, pair)
                item.addChild(child)

    def _title(self, post: PostId) -> str:
        row = self._rows.get(post)
        return (row.title or row.path) if row is not None else ""

    def _about(self, pair: Pair) -> str:
        # Translators: why two posts are one article, and how much of their text is the same.
        text = _("{reason}, {share} % of the text")
        return text.format(reason=match_word(pair.reason), share=percent(pair.score))

    def pair(self) -> Pair | None:
        """Return the pair that is shown."""
        return _pair_of(self.tree.currentItem())

    def show_pair(self, pair: Pair, rows: Sequence[Beside]) -> None:
        """Show two posts side by side, where that pair is still the one that is wanted."""
        left, right = self._rows.get(pair.first), self._rows.get(pair.second)
        if pair == self.pair() and left is not None and right is not None:
            self.texts.show_posts(left, right, rows)

    def settle(self, gone: Sequence[Pair]) -> None:
        """Take away pairs that were decided, and go on to what stands there next."""
        decided = set(gone)
        for place in reversed(range(self.tree.topLevelItemCount())):
            group = self.tree.topLevelItem(place)
            assert group is not None
            for inside in reversed(range(group.childCount())):
                if _pair_of(group.child(inside)) in decided:
                    group.takeChild(inside)
            if _pair_of(group) in decided:
                self._settle_group(place, group)
        self._tell()

    def _settle_group(self, place: int, group: QTreeWidgetItem) -> None:
        if group.childCount() == 0:
            self.tree.takeTopLevelItem(place)
            return
        next_pair = _pair_of(group.child(0))
        assert next_pair is not None
        group.setData(0, _PairRole, next_pair)
        group.setText(0, f"{self._title(next_pair.first)}\n{self._about(next_pair)}")
        if self.tree.currentItem() is group:
            self._choose(group)

    def pairs_of(self, post: PostId) -> list[Pair]:
        """Return all pairs that a post is one of."""
        found: list[Pair] = []
        for place in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(place)
            assert group is not None
            items = [group, *(group.child(inside) for inside in range(group.childCount()))]
            pairs = [pair for item in items if (pair := _pair_of(item)) is not None]
            found += [pair for pair in pairs if post in {pair.first, pair.second}]
        return found

    def _tell(self) -> None:
        number = self.tree.topLevelItemCount()
        text = ngettext(
            "{number} article is there more than once.",
            "{number} articles are there more than once.",
            number,
        )
        nothing = _("No article is there more than once.")
        self.heading.setText(text.format(number=f"{number:,}") if number else nothing)
        if not number:
            self._choose(None)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        pair = self.pair() if item is not None else None
        for button in (
            *(self.both, self.merge, self.discard_left, self.discard_right),
            *(self.open_left, self.open_right),
        ):
            button.setEnabled(pair is not None)
        if pair is None:
            self.texts.show_nothing()
        self.pair_chosen.emit(pair)

    def _discard(self, *, left: bool) -> None:
        pair = self.pair()
        if pair is not None:
            self.discarded.emit(pair, pair.first if left else pair.second)

    def _open(self, *, left: bool) -> None:
        pair = self.pair()
        if pair is not None:
            self.post_requested.emit(pair.first if left else pair.second)


def _pair_of(item: QTreeWidgetItem | None) -> Pair | None:
    pair = item.data(0, _PairRole) if item is not None else None
    return pair if isinstance(pair, Pair) else None


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button
