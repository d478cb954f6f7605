"""A site's configuration, as far as reading and writing posts needs it.

Read only, through the same YAML rules as front matter. Values that Jekyll itself would choke on are
read as if they were absent.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from curator.formats.yaml_values import Value
from curator.site.config_files import config_paths, read_values
from curator.site.github_pages import built_by_github, with_pages_defaults
from curator.site.moments import read_date
from curator.site.ruby_values import to_s
from curator.site.zones import build_zone

# Jekyll::Configuration::DEFAULTS and DEFAULT_EXCLUDES.
_MARKDOWN_EXTENSIONS = "markdown,mkdown,mkdn,mkd,md"
_EXCERPT_SEPARATOR = "\n\n"
_ENCODING = "utf-8"
_INCLUDE = (".htaccess",)
_ALWAYS_EXCLUDED = (
    *(".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules"),
    *("vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"),
)
_NO_LABEL = re.compile(r"[^A-Za-z0-9_\-.]")
_OLD_TYPES = {"page": "pages", "post": "posts", "draft": "drafts"}


@dataclass(frozen=True, slots=True)
class ScopeDefaults:
    """One entry of `defaults:`, its scope and its values."""

    path: str
    type: str | None
    values: Mapping[str, Value]
    scoped: bool = True
    """It has a `scope` at all."""
    odd_scope: bool = False
    """Its scope is no mapping: Jekyll stumbles over it."""
    odd_type: bool = False
    odd_path: bool = False


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What `_config.yml` says, with Jekyll's defaults for what it does not say."""

    title: str
    lang: str
    url: str
    baseurl: str
    timezone: str | None
    zone: tzinfo
    """The zone of the build: the configured one, else this machine's."""
    time: datetime | None
    """The moment that `time:` gives every build; None where builds go by the clock."""
    permalink: str
    """A style or a template."""
    future: bool
    unpublished: bool
    show_drafts: bool
    limit_posts: int
    """How many of the newest posts are built; 0 for all."""
    strict_front_matter: bool
    collections: Mapping[str, Mapping[str, Value]]
    """By label; `posts` is always among them."""
    collections_dir: str
    defaults: tuple[ScopeDefaults, ...]
    markdown_ext: tuple[str, ...]
    """With dots, in small letters; blanks in the list count, as in Jekyll."""
    excerpt_separator: str
    encoding: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    layouts_dir: str
    includes_dir: str
    plugins_dir: str
    data_dir: str
    source: str
    """Where the pages lie, relative to the root; empty for the root itself."""
    destination: str
    """Where Jekyll writes, relative to the root."""
    theme: str
    """The theme that brings layouts of its own, empty where there is none."""
    github_pages: bool
    """GitHub builds the site: its defaults are mixed in."""
    raw: Mapping[str, Value]

    @property
    def content_dir(self) -> str:
        """Return the folder that paths of posts are relative to for Jekyll; empty for the root."""
        return "/".join(part for part in (self.source, self.collections_dir) if part)


def read_config(
    root: Path, files: Sequence[Path | str] = (), *, github_pages: bool | None = None
) -> SiteConfig:
    """Read the configuration of the site in `root`, from `files` where the build names some.

    `github_pages` says whether GitHub builds the site; None leaves that to the signs in `root`.
    Raises SiteError: NO_CONFIG, DENIED, or BROKEN_CONFIG with the line where YAML or TOML fails.
    """
    values = read_values(config_paths(root, files))
    return config_from(
        values, github_pages=built_by_github(root) if github_pages is None else github_pages
    )


def config_from(values: Mapping[str, Value], *, github_pages: bool = False) -> SiteConfig:
    """Return the configuration that `values` amount to once Jekyll's defaults are filled in."""
    if github_pages:
        values = with_pages_defaults(values)
    zone_name = values.get("timezone")
    timezone = zone_name if isinstance(zone_name, str) else None
    zone = build_zone(timezone)
    include = _texts(values.get("include"), _INCLUDE)
    exclude = tuple(dict.fromkeys((*_texts(values.get("exclude"), ()), *_ALWAYS_EXCLUDED)))
    extensions = _text(values, "markdown_ext", _MARKDOWN_EXTENSIONS)
    limit = values.get("limit_posts")
    time = values.get("time")
    return SiteConfig(
        title=_text(values, "title"),
        lang=_text(values, "lang"),
        url=_text(values, "url"),
        baseurl=_text(values, "baseurl"),
        timezone=timezone,
        zone=zone,
        time=read_date(time, zone) if time not in (None, False) else None,
        permalink=_text(values, "permalink", "date"),
        future=_truthy(values.get("future")),
        unpublished=_truthy(values.get("unpublished")),
        show_drafts=_truthy(values.get("show_drafts")),
        limit_posts=limit if isinstance(limit, int) and limit > 0 else 0,
        strict_front_matter=_truthy(values.get("strict_front_matter")),
        collections=_collections(values.get("collections")),
        collections_dir=_folder(values, "collections_dir", ""),
        defaults=_defaults(values.get("defaults")),
        markdown_ext=tuple(
            f".{extension.lower()}" for extension in extensions.rstrip(",").split(",")
        )
        if extensions.rstrip(",")
        else (),
        excerpt_separator=_or_default(values.get("excerpt_separator"), _EXCERPT_SEPARATOR),
        encoding=_text(values, "encoding", _ENCODING),
        include=include,
        exclude=tuple(pattern for pattern in exclude if pattern not in include),
        layouts_dir=_folder(values, "layouts_dir", "_layouts"),
        includes_dir=_folder(values, "includes_dir", "_includes"),
        plugins_dir=_folder(values, "plugins_dir", "_plugins"),
        data_dir=_folder(values, "data_dir", "_data"),
        source=_folder(values, "source", ""),
        destination=_folder(values, "destination", "_site"),
        theme=_text(values, "theme") or _text(values, "remote_theme"),
        github_pages=github_pages,
        raw=values,
    )


def _truthy(value: Value) -> bool:
    return value is not None and value is not False


def _or_default(value: Value, default: str) -> str:
    return default if value is None else to_s(value)


def _text(values: Mapping[str, Value], key: str, default: str = "") -> str:
    value = values.get(key)
    if value is None or isinstance(value, bool | list | dict):
        return default
    return str(value)


def _texts(value: Value, default: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(value, list):
        return default
    return tuple(item for item in value if isinstance(item, str))


def _folder(values: Mapping[str, Value], key: str, default: str) -> str:
    """Return a folder relative to the root; Jekyll lets no setting but `source` lead out of it."""
    given = _text(values, key, default)
    if not given or os.path.isabs(given):
        return default
    path = os.path.normpath(given).replace(os.sep, "/")
    return default if path == ".." or path.startswith("../") else path.removeprefix(".").strip("/")


def _collections(value: Value) -> Mapping[str, Mapping[str, Value]]:
    """Return the settings of each collection; Jekyll looks them up under the cleaned label."""
    named: dict[str, Value] = {"posts": None}
    if isinstance(value, list):
        named |= {label: None for label in value if isinstance(label, str)}
    elif isinstance(value, dict):
        named |= value
    found: dict[str, Mapping[str, Value]] = {}
    for name in named:
        label = _NO_LABEL.sub("", name)
        settings = named.get(label)
        found[label] = settings if isinstance(settings, dict) else {}
    return found


def _defaults(value: Value) -> tuple[ScopeDefaults, ...]:
    if not isinstance(value, list):
        return ()
    found: list[ScopeDefaults] = []
    for entry in value:
        if not isinstance(entry, dict) or not isinstance(entry.get("values"), dict):
            continue
        values = entry["values"]
        scope = entry.get("scope")
        settings = scope if isinstance(scope, dict) else {}
        path, type_ = settings.get("path"), settings.get("type")
        assert isinstance(values, dict)
        found.append(
            ScopeDefaults(
                path if isinstance(path, str) else "",
                _OLD_TYPES.get(to_s(type_), to_s(type_)) if type_ is not None else None,
                values,
                scoped="scope" in entry,
                odd_scope="scope" in entry and not isinstance(scope, dict),
                odd_type="type" in settings and not isinstance(type_, str),
                odd_path=path not in ("", [], {}) and not isinstance(path, str | None),
            )
        )
    return tuple(found)
