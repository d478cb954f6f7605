"""The libraries that were open before, the newest first, and the menu that opens them again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu, QWidget

from curator.translation import gettext as _

_KEY = "libraries/recent"
_KEPT = 9


class RecentLibraries:
    """Remembers libraries by their full names."""

    def __init__(self, memory: QSettings) -> None:
        self._memory = memory

    def names(self) -> list[str]:
        """Return what was open, the newest first."""
        kept = self._memory.value(_KEY) or []
        return [kept] if isinstance(kept, str) else [str(name) for name in kept]

    def remember(self, name: str) -> None:
        """Put a library first."""
        others = [other for other in self.names() if other != name]
        self._memory.setValue(_KEY, [name, *others][:_KEPT])

    def forget(self, names: frozenset[str]) -> None:
        """Remember some libraries no more."""
        self._memory.setValue(_KEY, [name for name in self.names() if name not in names])


def missing(names: list[str]) -> frozenset[str]:
    """Return those libraries whose files are not there; asks disks, which may take long."""
    return frozenset(name for name in names if "://" not in name and not Path(name).is_file())


class RecentMenu(QMenu):
    """Shows recent libraries; what is not there is grey, and whatever is open is ticked."""

    def __init__(self, parent: QWidget, choose: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setObjectName("recent_libraries_menu")
        self.setToolTipsVisible(True)
        self._choose = choose

    def show_names(self, names: list[str], current: str, gone: frozenset[str]) -> None:
        """List libraries under their full names."""
        self.clear()
        for number, name in enumerate(names, 1):
            # The ampersand of a name is no mnemonic.
            text = f"&{number}  {name.replace('&', '&&')}"
            action = self.addAction(f"{text} ({_('not there')})" if name in gone else text)
            action.setObjectName(f"recent_library_{number}")
            action.setEnabled(name not in gone)
            action.setCheckable(name == current)
            action.setChecked(name == current)
            action.triggered.connect(lambda _checked=False, name=name: self._choose(name))
