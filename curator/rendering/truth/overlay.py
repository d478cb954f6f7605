"""The configuration laid over a site's own when one post of it is built on request.

With trust it changes only what a build of one post in another folder must: where it writes, what
it shows. Without, it also closes the ways in which a configuration runs code: Jekyll's `safe` stops
plug-ins of the site, but not a template for kramdown, which is a Ruby program, nor a parser or a gem
named by a path.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from curator.formats.yaml_values import Value

KNOWN_PLUGINS = frozenset(
    {
        *("jekyll-archives", "jekyll-avatar", "jekyll-commonmark", "jekyll-default-layout"),
        *("jekyll-feed", "jekyll-gist", "jekyll-include-cache", "jekyll-mentions"),
        *("jekyll-optional-front-matter", "jekyll-paginate", "jekyll-paginate-v2"),
        *("jekyll-readme-index", "jekyll-redirect-from", "jekyll-relative-links"),
        *("jekyll-seo-tag", "jekyll-sitemap", "jekyll-titles-from-headings", "jekyll-toc"),
        "jemoji",
    }
)
"""Published gems that only look at the site's texts. They are code of the machine, not of the site."""

_PLAIN_NAME = re.compile(r"[A-Za-z]\w*")


def overlay(
    config: Mapping[str, Value],
    *,
    destination: Path,
    time: datetime | None,
    trusted: bool,
    gems: frozenset[str] | None,
) -> dict[str, object]:
    """Return the values laid over `config`.

    `time` is the moment of the build, None where the site names one; `gems` are those that Jekyll can
    load, None where the site's bundle answers for them. What the site names and Jekyll lacks would
    stop the build: it is left out, and `missing_gems` names it.
    """
    values: dict[str, object] = {
        "destination": str(destination),
        "limit_posts": 0,
        "incremental": False,
        "future": True,
        "unpublished": True,
        "show_drafts": True,
        "disable_disk_cache": True,
        "lsi": False,
        "watch": False,
        "quiet": False,
        "verbose": False,
        "profile": False,
    }
    if time is not None:
        values["time"] = time.strftime("%Y-%m-%d %H:%M:%S %z")
    if gems is not None:
        if _theme(config) and _theme(config) not in gems:
            values["theme"] = False
        if not set(_ordered(config)) <= gems:
            values["plugins"] = [name for name in _ordered(config) if name in gems]
    if not trusted:
        values |= safe_values(config, gems or frozenset())
    return values


def missing_gems(
    config: Mapping[str, Value], gems: frozenset[str], *, trusted: bool
) -> tuple[str, ...]:
    """Return what a site names and a build with the machine's gems does without."""
    loaded = gems if trusted else gems & KNOWN_PLUGINS
    plugins = [name for name in _ordered(config) if name not in loaded]
    theme = _theme(config)
    return tuple(([theme] if theme and theme not in gems else []) + plugins)


def missing_theme(config: Mapping[str, Value], gems: frozenset[str]) -> bool:
    """Tell whether a site's theme, and with it most layouts, is not on this machine."""
    theme = _theme(config)
    return bool(theme) and theme not in gems


def safe_values(config: Mapping[str, Value], gems: frozenset[str]) -> dict[str, object]:
    """Return what keeps a configuration from running code of the site's choice."""
    allowed = sorted(KNOWN_PLUGINS & gems)
    kramdown: dict[str, object] = {"template": ""}
    own = config.get("kramdown")
    if isinstance(own, dict):
        given = own.get("input")
        if given is not None and not (isinstance(given, str) and _PLAIN_NAME.fullmatch(given)):
            kramdown["input"] = "GFM"
    values: dict[str, object] = {
        "safe": True,
        "whitelist": allowed,
        "plugins": [name for name in _ordered(config) if name in allowed],
        "kramdown": kramdown,
        "gist": {"noscript": False},  # else it is fetched from the web
    }
    return values | ({"gems": []} if "gems" in config else {})


def write_overlay(file: Path, values: Mapping[str, object]) -> None:
    """Write values as YAML, of which JSON is a part."""
    file.write_text(json.dumps(values), "utf-8")


def _theme(config: Mapping[str, Value]) -> str:
    theme = config.get("theme")
    return theme if isinstance(theme, str) else ""


def _ordered(config: Mapping[str, Value]) -> list[str]:
    return list(dict.fromkeys([*_names(config.get("plugins")), *_names(config.get("gems"))]))


def _names(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
