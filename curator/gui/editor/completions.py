"""The list of completions below an input."""

from PySide6.QtWidgets import QListView


class Completions(QListView):
    """A list that looks like a menu; a QCompleter fills and shows it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setStyleSheet(
            "QListView { border: 1px solid palette(dark); padding: 4px; }"
            "QListView::item { padding: 4px 8px; border-radius: 4px; }"
        )
