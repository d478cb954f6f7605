"""Finds the files that ship with the program: icons, styles, catalogues, the sample site.

Read only. A checkout keeps them in `resources/` beside the package; a wheel carries the same tree
inside the package as `curator/_resources` (pyproject.toml, force-include).
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return where the resource `parts` lies; without parts, the whole folder.

    Raises FileNotFoundError for anything that was not shipped: that is a fault of the build,
    not of the user.
    """
    found = _folder().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(found)
    return found


def read_text(*parts: str) -> str:
    """Read the resource `parts` as UTF-8, its newlines as they are in the file."""
    return read_bytes(*parts).decode("utf-8")


def read_bytes(*parts: str) -> bytes:
    """Read the resource `parts`."""
    return path(*parts).read_bytes()


def _folder() -> Path:
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"
