"""Front-matter defaults from `_config.yml`, with Jekyll's precedence (jekyll.md §7).

They are shown and never written. Drafts are of type `posts`: Jekyll matches no scope of type
`drafts` with a document.
"""

from collections.abc import Mapping

from curator.formats.yaml_values import Value
from curator.site.config import ScopeDefaults, SiteConfig
from curator.site.patterns import scope_glob


def defaults_for(config: SiteConfig, path: str, type_: str) -> dict[str, Value]:
    """Return the values that Jekyll gives a document before its own front matter.

    `path` is posix and relative to the site's root; `type_` is `posts`, `pages` or a collection.
    """
    inner = _within(path, config.content_dir)
    merged: dict[str, Value] = {}
    strongest: ScopeDefaults | None = None
    for scope in config.defaults:
        if not _applies(scope, inner, type_, config):
            continue
        if strongest is None or _beats(scope, strongest):
            merged = merge(merged, scope.values)
            strongest = scope
        else:
            merged = merge(scope.values, merged)
    return merged


def merge(below: Mapping[str, Value], above: Mapping[str, Value]) -> dict[str, Value]:
    """Return `below` overridden by `above`, mappings within included; an empty value overrides none."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = merge(old, value)
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def _applies(scope: ScopeDefaults, path: str, type_: str, config: SiteConfig) -> bool:
    if scope.type is not None and scope.type != type_:
        return False
    if not scope.path:
        return True
    if "*" not in scope.path:
        return path.startswith(_within(scope.path, config.collections_dir))
    pattern = scope_glob(_within(scope.path.rstrip("/"), config.collections_dir))
    # Jekyll globs the folder; for a post that is there, every folder above it is as well.
    parts = path.split("/")
    return any(pattern.fullmatch("/".join(parts[:end])) for end in range(1, len(parts) + 1))


def _within(path: str, folder: str) -> str:
    return path.removeprefix(f"{folder}/") if folder else path


def _beats(new: ScopeDefaults, old: ScopeDefaults) -> bool:
    """Tell whether `new` overrides `old`: the longer path does, then a scope with a type."""
    new_size, old_size = len(new.path.removeprefix("/")), len(old.path.removeprefix("/"))
    if new_size != old_size:
        return new_size > old_size
    return new.type is not None or old.type is None
