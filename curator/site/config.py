"""A site's `_config.yml`, as far as reading and writing posts needs it.

Read only, through the same YAML rules as front matter. Values that Jekyll itself would choke on are
read as if they were absent.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from pathlib import Path

from curator.domain.errors import SiteError, SiteFault
from curator.formats import front_matter
from curator.formats.encodings import decode
from curator.formats.yaml_values import Value
from curator.site.zones import build_zone

CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
"""In the order in which Jekyll looks for them."""

# Jekyll::Configuration::DEFAULTS and DEFAULT_EXCLUDES.
_MARKDOWN_EXTENSIONS = "markdown,mkdown,mkdn,mkd,md"
_INCLUDE = (".htaccess",)
_ALWAYS_EXCLUDED = (
    *(".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules"),
    *("vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"),
)
_OLD_TYPES = {"page": "pages", "post": "posts", "draft": "drafts"}

# Documents may be announced by `---`; what counts lines must not lose one.
_DOCUMENT_START = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n)*---[ \t]*(?:#[^\n]*)?\r?\n")


@dataclass(frozen=True, slots=True)
class ScopeDefaults:
    """One entry of `defaults:`, its scope and its values."""

    path: str
    type: str | None
    values: Mapping[str, Value]


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
    permalink: str
    future: bool
    collections: Mapping[str, Mapping[str, Value]]
    """By label; `posts` is always among them."""
    collections_dir: str
    defaults: tuple[ScopeDefaults, ...]
    markdown_ext: tuple[str, ...]
    """With dots, in small letters."""
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
    raw: Mapping[str, Value]

    @property
    def content_dir(self) -> str:
        """Return the folder that paths of posts are relative to for Jekyll; empty for the root."""
        return "/".join(part for part in (self.source, self.collections_dir) if part)


def config_path(root: Path) -> Path | None:
    """Return the configuration file that Jekyll would read in `root`, None where there is none."""
    for name in CONFIG_NAMES:
        path = root / name
        if path.exists():
            return path
    return None


def read_config(root: Path) -> SiteConfig:
    """Read the configuration of the site in `root`.

    Raises SiteError: NO_CONFIG, DENIED, or BROKEN_CONFIG with the line where YAML or TOML fails.
    """
    path = config_path(root)
    if path is None:
        raise SiteError(root, SiteFault.NO_CONFIG)
    try:
        data = path.read_bytes()
    except PermissionError as error:
        raise SiteError(path, SiteFault.DENIED, error.strerror or "") from None
    except OSError as error:
        raise SiteError(path, SiteFault.BROKEN_CONFIG, error.strerror or "") from None
    values = _read_toml(path, data) if path.suffix == ".toml" else _read_yaml(path, data)
    return config_from(values)


def _read_yaml(path: Path, data: bytes) -> dict[str, Value]:
    text = decode(data).text
    start = _DOCUMENT_START.match(text)
    if start is not None:
        text = "\n" * start.group().count("\n") + text[start.end() :]
    parsed = front_matter.parse(text)
    if parsed.problem is not None:
        raise SiteError(
            path, SiteFault.BROKEN_CONFIG, parsed.problem.message, line=parsed.problem.line
        )
    return parsed.values


def _read_toml(path: Path, data: bytes) -> dict[str, Value]:
    try:
        table = tomllib.loads(data.decode())
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else 0
        raise SiteError(path, SiteFault.BROKEN_CONFIG, str(error), line=line) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SiteError(path, SiteFault.BROKEN_CONFIG, error.reason, line=line) from None
    return {key: _plain_value(value) for key, value in table.items()}


def _plain_value(value: object) -> Value:
    if isinstance(value, dict):
        return {str(key): _plain_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    if isinstance(value, time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | date | datetime):
        return value
    raise TypeError(type(value))


def config_from(values: Mapping[str, Value]) -> SiteConfig:
    """Return the configuration that `values` amount to once Jekyll's defaults are filled in."""
    timezone = _text(values, "timezone") or None
    include = _texts(values.get("include"), _INCLUDE)
    exclude = tuple(dict.fromkeys((*_texts(values.get("exclude"), ()), *_ALWAYS_EXCLUDED)))
    extensions = _text(values, "markdown_ext", _MARKDOWN_EXTENSIONS)
    return SiteConfig(
        title=_text(values, "title"),
        lang=_text(values, "lang"),
        url=_text(values, "url"),
        baseurl=_text(values, "baseurl"),
        timezone=timezone,
        zone=build_zone(timezone),
        permalink=_text(values, "permalink", "date"),
        future=not any(values.get("future") is no for no in (None, False)),
        collections=_collections(values.get("collections")),
        collections_dir=_folder(values, "collections_dir", ""),
        defaults=_defaults(values.get("defaults")),
        markdown_ext=tuple(
            f".{ext.strip().lower()}" for ext in extensions.split(",") if ext.strip()
        ),
        include=include,
        exclude=tuple(pattern for pattern in exclude if pattern not in include),
        layouts_dir=_folder(values, "layouts_dir", "_layouts"),
        includes_dir=_folder(values, "includes_dir", "_includes"),
        plugins_dir=_folder(values, "plugins_dir", "_plugins"),
        data_dir=_folder(values, "data_dir", "_data"),
        source=_folder(values, "source", ""),
        destination=_folder(values, "destination", "_site"),
        raw=values,
    )


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
    found: dict[str, Mapping[str, Value]] = {"posts": {}}
    if isinstance(value, list):
        found |= {label: {} for label in value if isinstance(label, str)}
    elif isinstance(value, dict):
        found |= {
            label: settings if isinstance(settings, dict) else {}
            for label, settings in value.items()
        }
    return {re.sub(r"[^A-Za-z0-9_\-.]", "", label): found[label] for label in found}


def _defaults(value: Value) -> tuple[ScopeDefaults, ...]:
    if not isinstance(value, list):
        return ()
    found: list[ScopeDefaults] = []
    for entry in value:
        if not isinstance(entry, dict) or not isinstance(entry.get("values"), dict):
            continue
        values = entry["values"]
        scope = entry.get("scope")
        scope = scope if isinstance(scope, dict) else {}
        path = scope.get("path")
        type_ = str(scope["type"]) if scope.get("type") is not None else None
        assert isinstance(values, dict)
        found.append(
            ScopeDefaults(
                path if isinstance(path, str) else "",
                type_ if type_ is None else _OLD_TYPES.get(type_, type_),
                values,
            )
        )
    return tuple(found)
