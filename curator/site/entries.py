"""Which files and folders Jekyll passes over: `include`, `exclude` and special names (jekyll.md §1).

Owns the rule for one name; walking folders is `scanning`'s business.
"""

from curator.site.config import SiteConfig
from curator.site.patterns import EntryPatterns

_SPECIAL = (".", "_", "#", "~")


class EntryFilter:
    """Jekyll's entry filter for one site."""

    def __init__(self, config: SiteConfig) -> None:
        self._include = EntryPatterns(config.include)
        self._exclude = EntryPatterns(config.exclude)

    def wants(self, name: str, path: str, *, is_folder: bool) -> bool:
        """Tell whether an entry is read.

        `name` is relative to the folder that is being read, `path` to the site's source and begins
        with a slash; below a collection it begins with the collection's folder.
        """
        if name.endswith("."):
            return False
        base = name.rpartition("/")[2]
        special = name.startswith(_SPECIAL) or base.startswith(_SPECIAL) or name.endswith("~")
        if not special and not self.excludes(path, is_folder=is_folder):
            return True
        return self._include.match(name, is_folder=is_folder) or self._include.match(
            base, is_folder=False
        )

    def excludes(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether `exclude` names a path; `include` can still override it."""
        return self._exclude.match(path, is_folder=is_folder)
