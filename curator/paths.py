"""Where Curator keeps its own files on this machine."""

import os
from hashlib import sha256
from pathlib import Path

import platformdirs

_NAME = "curator"


def library_file() -> Path:
    """Return the library that opens when none is named."""
    named = os.environ.get("CURATOR_LIBRARY")
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False)) / "library.db"


def settings_file() -> Path:
    """Return the settings that a user may edit by hand."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "settings.toml"


def recipes_folder() -> Path:
    """Return the folder of the user's own recipes for web pages; it need not be there."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "recipes"


def window_file() -> Path:
    """Return the file of window geometry and column widths."""
    return Path(platformdirs.user_state_dir(_NAME, appauthor=False)) / "window.ini"


def log_file() -> Path:
    """Return the newest log file; older ones lie beside it."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False)) / "curator.log"


def sample_site() -> Path:
    """Return the folder that the sample site is copied to at the first start."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False)) / "sample-site"


def journal_folder(library: str) -> Path:
    """Return where unsaved typing in a library is kept: beside its file, else among our own data."""
    return _beside(library, "unsaved")


def import_lock(library: str, session: int) -> Path:
    """Return the file that is locked while an import goes on: beside the library's, else our own.

    So imports into a library on a server are only known to go on on the machine where they do.
    """
    return _beside(library, f"import-{session}")


def use_lock(library: Path) -> Path:
    """Return the file that everybody who has the library at a path open holds a share of."""
    return library.with_name(f"{library.name}.in-use")


def _beside(library: str, suffix: str) -> Path:
    if "://" not in library:
        file = Path(library)
        return file.with_name(f"{file.name}.{suffix}")
    key = sha256(library.encode()).hexdigest()[:16]
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False)) / f"{key}.{suffix}"
