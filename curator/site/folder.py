"""A Jekyll site as a folder: finding its root and opening it for reading."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from curator.domain.errors import SiteError, SiteFault
from curator.site.config import SiteConfig, config_from, read_config
from curator.site.config_files import config_path
from curator.site.filenames import DRAFTS, POSTS


@dataclass(frozen=True, slots=True)
class Site:
    """An opened site: where it lies and what its configuration says."""

    root: Path
    """Absolute, links resolved."""
    config: SiteConfig


def open_site(
    root: Path, *, config_required: bool = True, config_files: Sequence[Path | str] = ()
) -> Site:
    """Open the site in `root`, with the configuration files that its build names, if it names some.

    Without `config_required` a folder that has no configuration is read with Jekyll's defaults.
    Raises SiteError: MISSING, NOT_A_FOLDER, DENIED, NO_CONFIG or BROKEN_CONFIG with its line.
    """
    try:
        resolved = root.resolve(strict=True)
        if not resolved.is_dir():
            raise SiteError(root, SiteFault.NOT_A_FOLDER)
        os.scandir(resolved).close()
        has_config = config_path(resolved) is not None
    except (FileNotFoundError, RuntimeError):  # RuntimeError: links in a circle
        raise SiteError(root, SiteFault.MISSING) from None
    except NotADirectoryError:
        raise SiteError(root, SiteFault.NOT_A_FOLDER) from None
    except PermissionError as error:
        raise SiteError(root, SiteFault.DENIED, error.strerror or "") from None
    except (OSError, ValueError) as error:
        raise SiteError(root, SiteFault.MISSING, str(error)) from None
    if not (has_config or config_files or config_required):
        return Site(resolved, config_from({}))
    return Site(resolved, read_config(resolved, config_files))


def find_root(path: Path) -> Path | None:
    """Return the root of the site that a file or folder belongs to, None outside of any.

    The nearest folder upwards, `path` itself included, with a `_config.yml`; where there is none, the
    nearest one that holds the `_posts` or `_drafts` on the way.
    """
    absolute = Path(os.path.abspath(path))
    upwards = (absolute, *absolute.parents)
    for folder in upwards:
        if _has_config(folder):
            return folder
    for folder in upwards:
        if folder.name in {POSTS, DRAFTS} and folder.is_dir():
            return folder.parent
    if absolute.is_dir() and any((absolute / name).is_dir() for name in (POSTS, DRAFTS)):
        return absolute
    return None


def _has_config(folder: Path) -> bool:
    try:
        return config_path(folder) is not None
    except OSError:
        return False
