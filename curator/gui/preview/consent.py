"""For which sites the editor agreed to something, to pictures of other sites say; kept at once."""

from PySide6.QtCore import QSettings

_PICTURES = "preview/consent"


class Consent:
    """Site roots that the editor agreed to; without settings it lasts as long as the window."""

    def __init__(self, key: str = _PICTURES) -> None:
        self._key = key
        self._settings: QSettings | None = None
        self._roots: set[str] = set()

    def keep_in(self, settings: QSettings) -> None:
        """Read what was agreed to earlier, and write changes there from now on."""
        self._settings = settings
        stored = settings.value(self._key)
        names = [stored] if isinstance(stored, str) else stored
        if isinstance(names, list):
            self._roots |= {name for name in names if isinstance(name, str) and name}

    def holds(self, root: str | None) -> bool:
        """Tell whether the editor agreed for a site."""
        return root in self._roots

    def change(self, root: str, agreed: bool) -> None:
        """Agree for a site, or take it back."""
        if agreed:
            self._roots.add(root)
        else:
            self._roots.discard(root)
        if self._settings is not None:
            self._settings.setValue(self._key, sorted(self._roots))
            self._settings.sync()
