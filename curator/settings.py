"""What the user chose, in a TOML file that keeps the user's own comments."""

import os
import tempfile
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    theme: str = "system"
    """`system`, `light` or `dark`."""
    language: str = ""
    """A language code such as `zh_CN`; empty follows the system."""
    site: str = ""
    """The Jekyll site that export and preview use first."""
    pinyin: bool = False
    """Find titles by the first letters of their words in pinyin."""
    remote_pictures: bool = False
    """Load pictures from other hosts without asking."""
    keep_pictures: bool = False
    """Keep the pictures of other sites with every article that is taken in."""
    strip_positions: bool = False
    """Take out of kept pictures where they were taken."""
    single_keys: bool = True
    """Keys without Ctrl or Alt move posts on while the list has the keyboard."""
    history_days: int = 0
    """So many days every version of a post is kept; 0 keeps all of them for ever."""
    history_daily_days: int = 365
    """So many days one version a day is kept, then one a week."""
    welcomed: bool = False
    """The first-start page was answered."""


class SettingsFile:
    """Reads and writes the settings; a broken file counts as empty and is kept as it is."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.broken = False
        self.current = self._read()

    def _read(self) -> Settings:
        try:
            document = tomlkit.parse(self._file.read_text("utf-8")).unwrap()
        except FileNotFoundError:
            return Settings()
        except (OSError, UnicodeDecodeError, TOMLKitError):
            self.broken = True
            return Settings()
        known: dict[str, Any] = {}
        for field in fields(Settings):
            value = document.get(field.name, field.default)
            known[field.name] = value if isinstance(value, type(field.default)) else field.default
        return Settings(**known)

    def change(self, **values: Any) -> Settings:
        """Set some settings and write them, leaving everything else in the file as it is.

        Raises OSError where the file cannot be written; the change then holds for this run.
        """
        self.current = replace(self.current, **values)
        if self.broken:
            return self.current
        try:
            document = tomlkit.parse(self._file.read_text("utf-8"))
        except FileNotFoundError:
            document = tomlkit.document()
        document.update(values)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".settings-")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(tomlkit.dumps(document))
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(self._file)
        return self.current
