"""All recipes there are: those that ship with the program, and the user's own, which come first.

Keeps what it read until a file of the user's folder changes. A recipe that cannot be read is left out and
its fault kept, for the editor to show.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from curator import paths, resources
from curator.importing.recipes.recipe import BadRecipe, Recipe, recipe

LOG = logging.getLogger(__name__)
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file with a recipe; either `recipe` or `fault` is there."""

    file: Path
    own: bool
    recipe: Recipe | None
    fault: BadRecipe | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Recipes in the order in which they are asked."""

    entries: tuple[Shelved, ...]

    def matching(self, url: str, text: str) -> Recipe | None:
        """Return the recipe for a page, None where there is none."""
        for entry in self.entries:
            if entry.recipe is not None and entry.recipe.matches(url, text):
                return entry.recipe
        return None


def shelf() -> Shelf:
    """Return the recipes as they are now."""
    own = paths.recipes_folder()
    state = tuple(_state(own))
    if _kept.state != state:
        shipped = sorted(resources.path("recipes").glob("*.toml"))
        entries = [_read(file, True) for file, _, _ in state]
        # One's own of the same name stands in the place of one that ships.
        replaced = {file.name for file, _, _ in state}
        entries += [_read(file, False) for file in shipped if file.name not in replaced]
        _kept.state, _kept.shelf = state, Shelf(tuple(entries))
    return _kept.shelf


@dataclass
class _Kept:
    state: tuple[tuple[Path, int, int], ...] | None = None
    shelf: Shelf = Shelf(())


_kept = _Kept()


def _state(folder: Path) -> Iterator[tuple[Path, int, int]]:
    try:
        files = sorted(folder.glob("*.toml"))[:_MOST]
    except OSError:
        return
    for file in files:
        try:
            found = file.stat()
        except OSError:
            continue
        yield file, found.st_mtime_ns, found.st_size


def _read(file: Path, own: bool) -> Shelved:
    try:
        return Shelved(file, own, recipe(file.read_text("utf-8")))
    except BadRecipe as fault:
        LOG.warning("the recipe %s cannot be used: %s", file, fault)
        return Shelved(file, own, None, fault)
    except (OSError, UnicodeDecodeError) as error:
        LOG.warning("the recipe %s cannot be read: %s", file, error)
        return Shelved(file, own, None, BadRecipe("", type(error).__name__))
