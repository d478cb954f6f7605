"""What `site.*` says of the configuration: `_config.yml` over the theme's over Jekyll's defaults.

Owns the table of those defaults (`Jekyll::Configuration::DEFAULTS`) and the order of the layers.
"""

import os
from collections.abc import Mapping

from curator.formats.yaml_values import Value
from curator.site.config import SiteConfig
from curator.site.merging import merge
from curator.site.permalinks import STYLES

_DEFAULTS: Mapping[str, Value] = {
    "collections_dir": "",
    "cache_dir": ".jekyll-cache",
    "plugins_dir": "_plugins",
    "layouts_dir": "_layouts",
    "data_dir": "_data",
    "includes_dir": "_includes",
    "collections": {},
    "safe": False,
    "include": [".htaccess"],
    "exclude": [],
    "keep_files": [".git", ".svn"],
    "encoding": "utf-8",
    "markdown_ext": "markdown,mkdown,mkdn,mkd,md",
    "strict_front_matter": False,
    "show_drafts": None,
    "limit_posts": 0,
    "future": False,
    "unpublished": False,
    "whitelist": [],
    "plugins": [],
    "markdown": "kramdown",
    "highlighter": "rouge",
    "lsi": False,
    "excerpt_separator": "\n\n",
    "incremental": False,
    "detach": False,
    "port": "4000",
    "host": "127.0.0.1",
    "baseurl": None,
    "show_dir_listing": False,
    "permalink": "date",
    "paginate_path": "/page:num",
    "timezone": None,
    "quiet": False,
    "verbose": False,
    "defaults": [],
    "liquid": {"error_mode": "warn", "strict_filters": False, "strict_variables": False},
    "kramdown": {
        "auto_ids": True,
        "toc_levels": [1, 2, 3, 4, 5, 6],
        "entity_output": "as_char",
        "smart_quotes": "lsquo,rsquo,ldquo,rdquo",
        "input": "GFM",
        "hard_wrap": False,
        "guess_lang": True,
        "footnote_nr": 1,
        "show_warnings": False,
    },
    "serving": False,
}
_OF_THE_MACHINE = frozenset({"source", "destination"})


def settings_of(config: SiteConfig, root: str, themed: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the merged settings; `themed` is what the theme's own configuration says."""
    own = merge(_DEFAULTS, config.raw)
    if config.raw.get("ignore_theme_config") is not True:
        known = {
            key: value
            for key, value in themed.items()
            if key not in _DEFAULTS and key not in _OF_THE_MACHINE
        }
        own = merge(known, own)
    own["collections"] = {
        label: _posts(config, settings) if label == "posts" else dict(settings)
        for label, settings in config.collections.items()
    }
    own["exclude"] = list(config.exclude)
    own["source"] = os.path.join(root, config.source) if config.source else root
    own["destination"] = os.path.join(root, config.destination)
    return own


def _posts(config: SiteConfig, settings: Mapping[str, Value]) -> dict[str, Value]:
    permalink = settings.get("permalink")
    if permalink is None or permalink is False:
        permalink = STYLES.get(config.permalink, config.permalink)
    return {**settings, "output": True, "permalink": permalink}
