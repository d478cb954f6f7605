"""Where a post that has no file yet goes, by Jekyll's rules and the site's habits (jekyll.md §1, §6).

Names keep Chinese, are portable to every system, never empty, never over-long, and never taken.
"""

import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from curator.domain.post import PostFacts
from curator.domain.slugs import slugify
from curator.site.filenames import draft_filename, name_key, numbered, post_filename
from curator.site.folder import Site
from curator.site.habits import Habits

_HTML = frozenset({".html", ".htm", ".xhtml"})


def propose_path(
    facts: PostFacts,
    habits: Habits,
    site: Site,
    *,
    taken: Callable[[str], bool],
    draft: bool = False,
    suffix: str = ".md",
    fallback: str = "post",
    now: datetime | None = None,
) -> str:
    """Return the path for a post, posix and relative to the site's root.

    `taken` tells whether a path is in use, whatever its case and form of Unicode. `suffix` is that of
    the article's own file: HTML stays HTML, all else becomes Markdown named as the site does it. The day is that
    of `facts.date`, else of `now`, in the zone of the build; one of them is needed unless `draft`.
    `fallback` names a post whose title has no letter.
    """
    extension = extension_for(suffix, habits, site)
    slug = _slug(facts, habits)
    if draft:
        path = f"{habits.drafts_folder}/{draft_filename(slug, extension, fallback=fallback)}"
    else:
        moment = facts.date or now
        if moment is None:
            raise ValueError("a post needs a day")
        day = moment.astimezone(site.config.zone)
        name = post_filename(day, slug, extension, fallback=fallback)
        path = f"{habits.folder_for(day)}/{name}"
    return _free(path, taken)


def extension_for(suffix: str, habits: Habits, site: Site) -> str:
    """Return the extension that an article gets as a post: Jekyll copies a `.txt` unrendered.

    The habit of a site that publishes HTML is none for text, whose paragraphs would run together.
    """
    suffix = suffix.lower()
    markdown = site.config.markdown_ext
    if suffix in _HTML:
        return ".html"
    if suffix in markdown:
        return suffix
    return habits.extension if habits.extension in markdown else ".md"


def _slug(facts: PostFacts, habits: Habits) -> str:
    """Return a slug in the site's manner; one that the front matter or a file name gives keeps its case."""
    if not facts.slug or facts.slug == slugify(facts.title):
        return slugify(facts.title, habits.slug_mode, cased=habits.slug_cased)
    return slugify(facts.slug, habits.slug_mode, cased=True)


def _free(path: str, taken: Callable[[str], bool]) -> str:
    """Return `path`, or with the first free number; thousands of equal titles cost little."""
    if not taken(path):
        return path
    folder, _, name = path.rpartition("/")

    def at(number: int) -> str:
        return f"{folder}/{numbered(name, number)}"

    used, free = 1, 2
    while taken(at(free)):
        used, free = free, free * 2
    while free - used > 1:
        middle = (used + free) // 2
        if taken(at(middle)):
            used = middle
        else:
            free = middle
    return at(free)


@dataclass(slots=True)
class Names:
    """The names in use in a site's folders, and those that a plan has promised."""

    root: Path
    _folders: dict[str, dict[str, str]] = field(default_factory=dict)

    def taken(self, path: str) -> bool:
        """Tell whether some file system would take `path` for a file that is there or promised."""
        folder, name = posixpath.split(path)
        return name_key(name) in self._names(folder)

    def spelling(self, path: str) -> str | None:
        """Return how the file that `path` would collide with is spelled, None where there is none."""
        folder, name = posixpath.split(path)
        return self._names(folder).get(name_key(name))

    def promise(self, path: str) -> None:
        """Remember that a plan will use `path`."""
        folder, name = posixpath.split(path)
        self._names(folder).setdefault(name_key(name), name)

    def _names(self, folder: str) -> dict[str, str]:
        names = self._folders.get(folder)
        if names is None:
            try:
                names = {name_key(name): name for name in os.listdir(self.root / folder)}
            except OSError:
                names = {}
            self._folders[folder] = names
        return names
