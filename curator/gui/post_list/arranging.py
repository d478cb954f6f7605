"""Order, groups and columns of the list as commands, remembered for each library."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtGui import QAction

from curator.domain.listing import Grouping, Sort, SortKey
from curator.gui.desk import Commands, Desk
from curator.gui.list_columns import COLUMNS
from curator.gui.post_list.pane import PostListPane


class Arranging(QObject):
    """Lets the keyboard do what a click on the headings does, and remembers it."""

    def __init__(self, desk: Desk, pane: PostListPane) -> None:
        super().__init__(desk.window)
        self._memory = desk.memory
        library = sha256(desk.services.library.name.encode()).hexdigest()[:16]
        self._place = f"lists/{library}"
        self._model, self._view, self._header = pane.model, pane.view, pane.view.header
        self._actions: Mapping[str, QAction] = {}
        self._recall()
        self._model.arranged_otherwise.connect(self._show)
        self._header.columns_changed.connect(self._show)

    def commands(self) -> Commands:
        """Return what the menu runs."""
        columns = {
            f"column_{column.key.value}": lambda key=column.key: self._toggle(key)
            for column in COLUMNS[1:]
        }
        sorts = {
            f"sort_{column.key.value}": lambda key=column.key: self._header.order_by(
                key, further=False
            )
            for column in COLUMNS
        }
        further = {
            f"then_{column.key.value}": lambda key=column.key: self._header.order_by(
                key, further=True
            )
            for column in COLUMNS
        }
        groups = {
            f"group_{grouping.value or 'nothing'}": lambda grouping=grouping: self._group(grouping)
            for grouping in Grouping
        }
        return {
            **columns,
            **sorts,
            **further,
            **groups,
            "close_groups": self._model.close_all,
            "open_groups": self._model.open_all,
        }

    def check(self, actions: Mapping[str, QAction]) -> None:
        """Mark in the menu what holds."""
        self._actions = actions
        self._show()

    def remember(self) -> None:
        """Write down how the list is arranged."""
        keys = [f"{'-' if one.descending else ''}{one.key.value}" for one in self._model.sort_order]
        self._memory.setValue(f"{self._place}/sort", ",".join(keys))
        self._memory.setValue(f"{self._place}/group", self._model.grouping.value)
        self._memory.setValue(f"{self._place}/columns", self._header.saveState())

    def _recall(self) -> None:
        state = self._memory.value(f"{self._place}/columns")
        if isinstance(state, QByteArray):
            self._header.recall(state)
        sort = _sort(str(self._memory.value(f"{self._place}/sort", "")))
        try:
            grouping = Grouping(str(self._memory.value(f"{self._place}/group", "")))
        except ValueError:
            grouping = Grouping.NOTHING
        self._model.set_order(sort, grouping)
        self._header.show_order(sort)

    def _toggle(self, key: SortKey) -> None:
        self._header.show_column(key, shown=not self._header.column_shown(key))

    def _group(self, grouping: Grouping) -> None:
        self._model.set_order(self._model.sort_order, grouping)
        self._show()

    def _show(self) -> None:
        if not self._actions:
            return
        for column in COLUMNS[1:]:
            shown = self._header.column_shown(column.key)
            self._actions[f"column_{column.key.value}"].setChecked(shown)
        ordering = {one.key for one in self._model.sort_order}
        for column in COLUMNS:
            first = self._model.sort_order.key is column.key
            self._actions[f"sort_{column.key.value}"].setChecked(first)
            further = not first and column.key in ordering
            self._actions[f"then_{column.key.value}"].setChecked(further)
        for grouping in Grouping:
            name = f"group_{grouping.value or 'nothing'}"
            self._actions[name].setChecked(grouping is self._model.grouping)
        grouped = self._model.grouping is not Grouping.NOTHING
        for name in ("close_groups", "open_groups"):
            self._actions[name].setEnabled(grouped)


def _sort(text: str) -> Sort:
    """Read an order as it was written down; what is not understood is left out."""
    keys = []
    for part in text.split(","):
        try:
            keys.append(Sort(SortKey(part.removeprefix("-")), part.startswith("-")))
        except ValueError:
            continue
    return replace(keys[0], then=tuple(keys[1:])) if keys else Sort()
