"""Recipes for web pages: which there are, trying one on a page, keeping one's own.

Those that ship are only read; saving makes a file in the user's folder, which stands before them.
"""

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from curator import paths
from curator.domain.errors import FileError, FileFault
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.fetching.session import Fetcher
from curator.importing import sources
from curator.importing.candidates import Limits, Thing
from curator.importing.guard import Readers
from curator.importing.recipes.shelf import shelf
from curator.importing.recipes.trying import Trial, try_recipe
from curator.services.charsets import Charsets
from curator.services.links import Fetch, fetching

__all__ = ["RecipeFile", "Recipes", "Thing", "Trial"]

_SECONDS = 10
_NAME = re.compile(r"[^\w-]+")
NEW = """name = "{name}"

[match]
hosts = ["{host}"]

[select]
title = ["h1"]
body = ["article"]

[remove]
elements = ["script"]

[write]
front_matter = \"\"\"
title: {{title|quoted}}
date: {{date|%Y-%m-%d %H:%M:%S %z}}
source: {{url}}
\"\"\"
"""
"""What a new recipe begins with."""


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe as it lies on the disk."""

    file: Path
    name: str
    own: bool
    broken: bool = False


class Recipes:
    """The recipes of this user."""

    def __init__(
        self, charsets: Charsets, readers: Readers | None = None, fetch: Fetch | None = None
    ) -> None:
        self._charsets = charsets
        self._readers = readers or Readers(limits=Limits(seconds=_SECONDS))
        self._fetch = fetch or fetching(Fetcher())

    def close(self) -> None:
        """End the process that tries recipes."""
        self._readers.close()

    def all(self) -> Sequence[RecipeFile]:
        """Return all recipes in the order in which they are asked."""
        return [
            RecipeFile(
                entry.file,
                entry.recipe.name if entry.recipe is not None else entry.file.stem,
                entry.own,
                entry.recipe is None,
            )
            for entry in shelf().entries
        ]

    def text(self, file: Path) -> str:
        """Return the text of a recipe; raises FileError."""
        try:
            return file.read_text("utf-8", "replace")
        except OSError as error:
            raise FileError(file, FileFault.UNREADABLE, error.strerror or "") from error

    def try_out(self, text: str, page: Thing, cancel: CancelToken | None = None) -> Trial:
        """Say what a recipe makes of a page; raises Cancelled."""
        return try_recipe(self._readers, text, page, cancel)

    def page_at(self, url: str, cancel: CancelToken | None = None) -> Thing:
        """Fetch a page to try recipes on; raises FetchError and Cancelled."""
        return self._fetch(url, cancel)

    def page_in(self, file: Path) -> Thing:
        """Read a saved page to try recipes on; raises FileError."""
        return Thing(file.name, sources.read(file), file)

    def page_of(self, post: PostId) -> Thing | None:
        """Return the page that a post was made of, None where it was made of none."""
        original = self._charsets.original(post)
        if not original.made or original.media_type != "text/html":
            return None
        return Thing(original.name, original.data, url=original.url)

    def save(self, name: str, text: str) -> RecipeFile:
        """Write a recipe into the user's folder, whole or not at all; raises FileError."""
        folder = paths.recipes_folder()
        stem = _NAME.sub("-", name).strip("-")[:60] or "recipe"
        target = folder / f"{stem}.toml"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=".recipe-")
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(target)
        except OSError as error:
            raise FileError(target, FileFault.DENIED, error.strerror or "") from error
        return next(
            (one for one in self.all() if one.file == target), RecipeFile(target, stem, True)
        )

    def remove(self, recipe: RecipeFile) -> None:
        """Delete one of the user's own recipes; raises FileError."""
        if not recipe.own:
            raise FileError(recipe.file, FileFault.DENIED)
        try:
            recipe.file.unlink(missing_ok=True)
        except OSError as error:
            raise FileError(recipe.file, FileFault.DENIED, error.strerror or "") from error
