"""Front-matter defaults from `_config.yml`, with Jekyll's precedence (jekyll.md §7).

They are shown and never written. Drafts are of type `posts`: Jekyll matches no scope of type
`drafts` with a document.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum

from curator.formats.yaml_values import Value
from curator.site.config import ScopeDefaults, SiteConfig
from curator.site.merging import merge
from curator.site.moments import read_moment
from curator.site.patterns import scope_glob


class DefaultsFault(Enum):
    """What Jekyll does with every document because the configuration's defaults are wrong."""

    SKIPS = "skips"
    """It cannot read them: posts vanish, documents of collections turn empty."""
    ABORTS = "aborts"


class Defaults:
    """The defaults of one site, remembered by which scopes apply: ask it for many posts."""

    def __init__(self, config: SiteConfig) -> None:
        self._scopes = config.defaults
        self._matchers = [_matcher(scope, config) for scope in config.defaults]
        self._merged: dict[tuple[bool, ...], dict[str, Value] | None] = {}
        self.fault = _fault(config)

    def values(self, relative: str, type_: str) -> Mapping[str, Value] | None:
        """Return what a document gets; None where Jekyll stumbles over two scopes.

        `relative` is the path from the folder of the collections, Jekyll's `relative_path`; `type_`
        is `posts`, `pages` or a collection. Not to be asked where there is a `fault`.
        """
        if not self._matchers:
            return _NO_VALUES
        matching = tuple([matches(relative, type_) for matches in self._matchers])
        if matching not in self._merged:
            self._merged[matching] = _merged(
                [scope for scope, does in zip(self._scopes, matching, strict=True) if does]
            )
        return self._merged[matching]


_NO_VALUES: Mapping[str, Value] = {}


def defaults_for(config: SiteConfig, path: str, type_: str) -> dict[str, Value]:
    """Return the values that Jekyll gives a document before its own front matter.

    `path` is posix and relative to the site's root; `type_` is `posts`, `pages` or a collection.
    Scopes over which Jekyll stumbles are read leniently.
    """
    inner = _within(path, config.content_dir)
    matching = [scope for scope in config.defaults if _matcher(scope, config)(inner, type_)]
    return _laid_together(matching)


def _merged(scopes: Sequence[ScopeDefaults]) -> dict[str, Value] | None:
    strongest: ScopeDefaults | None = None
    for scope in scopes:
        if strongest is not None and (
            not scope.scoped or scope.odd_path or (strongest.scoped and strongest.odd_path)
        ):
            return None
        if strongest is None or _beats(scope, strongest):
            strongest = scope if scope.scoped else None
    return _laid_together(scopes)


def _laid_together(scopes: Sequence[ScopeDefaults]) -> dict[str, Value]:
    merged: dict[str, Value] = {}
    strongest: ScopeDefaults | None = None
    for scope in scopes:
        if strongest is None or _beats(scope, strongest):
            merged = merge(merged, scope.values)
            strongest = scope if scope.scoped else None
        else:
            merged = merge(scope.values, merged)
    return merged


def _fault(config: SiteConfig) -> DefaultsFault | None:
    for scope in config.defaults:
        if scope.odd_scope:
            return DefaultsFault.SKIPS
        date = scope.values.get("date")
        if "date" not in scope.values or isinstance(date, datetime):
            continue
        if not isinstance(date, str):
            return DefaultsFault.SKIPS
        if read_moment(date, config.zone, _ANY_DAY) is None:
            return DefaultsFault.ABORTS
    return DefaultsFault.SKIPS if any(scope.odd_type for scope in config.defaults) else None


_ANY_DAY = datetime.fromisoformat("2022-01-11T00:00:00+00:00")


def _matcher(scope: ScopeDefaults, config: SiteConfig) -> Callable[[str, str], bool]:
    """Return what tells whether a scope applies to a relative path and a type."""
    wanted, path = scope.type, _within(scope.path, config.collections_dir)
    if "*" not in scope.path:
        return lambda relative, type_: (
            (wanted is None or wanted == type_) and relative.startswith(path)
        )
    pattern = scope_glob(_within(scope.path.rstrip("/"), config.collections_dir))

    def matches(relative: str, type_: str) -> bool:
        if wanted is not None and wanted != type_:
            return False
        # Jekyll globs the folder; for a post that is there, every folder above it is as well.
        parts = relative.split("/")
        return any(pattern.fullmatch("/".join(parts[:end])) for end in range(1, len(parts) + 1))

    return matches


def _within(path: str, folder: str) -> str:
    return path.removeprefix(f"{folder}/") if folder else path


def _beats(new: ScopeDefaults, old: ScopeDefaults) -> bool:
    """Tell whether `new` overrides `old`: the longer path does, then a scope with a type."""
    new_size, old_size = len(new.path.removeprefix("/")), len(old.path.removeprefix("/"))
    if new_size != old_size:
        return new_size > old_size
    return new.type is not None or old.type is None
