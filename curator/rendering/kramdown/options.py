"""kramdown's options: their names, types and defaults, and how Jekyll's configuration sets them.

Values are read as kramdown's `Options.parse` reads them, from YAML or from
`{::options key="value" /}`; a value that kramdown refuses leaves the option as it was, because a
preview should appear where a build would stop.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import yaml

JEKYLL_KRAMDOWN: Mapping[str, object] = {
    "auto_ids": True,
    "toc_levels": [1, 2, 3, 4, 5, 6],
    "entity_output": "as_char",
    "smart_quotes": "lsquo,rsquo,ldquo,rdquo",
    "input": "GFM",
    "hard_wrap": False,
    "guess_lang": True,
    "footnote_nr": 1,
}
_SMART_QUOTES = ("lsquo", "rsquo", "ldquo", "rdquo")
_DIGIT_LIST = re.compile(r"\d(?:,\d)*\Z")
_DIGIT_RANGE = re.compile(r"(\d)\.\.(\d)\Z")


@dataclass(frozen=True)
class Options:
    """kramdown's options with kramdown's defaults; `DEFAULTS` below are Jekyll's."""

    auto_id_prefix: str = ""
    auto_id_stripping: bool = False
    auto_ids: bool = True
    entity_output: str | None = "as_char"
    footnote_backlink: str = "&#8617;"
    footnote_backlink_inline: bool = False
    footnote_link_text: str = "%s"
    footnote_nr: int = 1
    footnote_prefix: str = ""
    forbidden_inline_options: tuple[str, ...] = ("template",)
    gfm_quirks: tuple[str, ...] = ("paragraph_end",)
    hard_wrap: bool = True
    header_links: bool = False
    header_offset: int = 0
    html_to_native: bool = False
    input: str = "kramdown"
    link_defs: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    math_engine: str | None = "mathjax"
    parse_block_html: bool = False
    parse_span_html: bool = True
    remove_line_breaks_for_cjk: bool = False
    smart_quotes: tuple[str, ...] = _SMART_QUOTES
    syntax_highlighter: str | None = "rouge"
    syntax_highlighter_opts: Mapping[str, object] = field(default_factory=dict)
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    transliterated_header_ids: bool = False
    typographic_symbols: Mapping[str, str] = field(default_factory=dict)
    version: str = "2.4"

    @property
    def gfm(self) -> bool:
        """Whether GitHub's dialect is read."""
        return self.input.upper() == "GFM"

    @property
    def modern(self) -> bool:
        """Whether kramdown 2.5 is imitated instead of 2.4."""
        return not self.version.startswith("2.4")

    def with_option(self, name: str, value: object) -> "Options":
        """Return options with one changed; unknown names and refused values change nothing."""
        reader = _READERS.get(name)
        if reader is None:
            return self
        try:
            changes: dict[str, Any] = {name: reader(value)}
            return replace(self, **changes)
        except (ValueError, TypeError, yaml.YAMLError):
            return self


def is_option(name: str) -> bool:
    """Return whether kramdown knows an option of that name."""
    return name in _READERS


def _text(value: object) -> str:
    return "true" if value is True else "false" if value is False else str(value)


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = "" if value is None else str(value)
    return text.lower().strip() != "false" and text != ""


def _integer(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else int(str(value))


def _symbol(value: object) -> str | None:
    if value is None:
        return None
    text = _text(value).strip()
    text = text.removeprefix(":")
    return None if text in ("", "nil") else text


def _list(value: object) -> list[object]:
    if isinstance(value, str):
        return list(value.split(","))
    if isinstance(value, list | tuple):
        return list(value)
    raise TypeError(value)


def _mapping(value: object) -> dict[str, Any]:
    if isinstance(value, str):
        value = yaml.safe_load(value)
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return {_symbol(key) or "": item for key, item in value.items()}


def _symbols(value: object) -> tuple[str, ...]:
    return tuple(symbol for item in _list(value) if (symbol := _symbol(item)))


def _levels(value: object) -> tuple[int, ...]:
    if isinstance(value, str):
        if found := _DIGIT_RANGE.match(value):
            levels = list(range(int(found[1]), int(found[2]) + 1))
        elif _DIGIT_LIST.match(value):
            levels = [int(item) for item in value.split(",")]
        else:
            raise ValueError(value)
    else:
        levels = [int(str(item)) for item in _list(value)]
    if any(not 1 <= level <= 6 for level in levels):
        raise ValueError(value)
    return tuple(dict.fromkeys(levels))


def _quotes(value: object) -> tuple[str, ...]:
    names = tuple(str(item).strip() for item in _list(value))
    if len(names) != 4:
        raise ValueError(value)
    return names


def _symbols_to_text(value: object) -> dict[str, str]:
    return {key: _text(item) for key, item in _mapping(value).items()}


def _link_definitions(value: object) -> dict[str, tuple[str, str | None]]:
    if isinstance(value, str):
        value = yaml.safe_load(value)
    if not isinstance(value, Mapping):
        raise TypeError(value)
    found: dict[str, tuple[str, str | None]] = {}
    for key, item in value.items():
        parts = _list([item] if isinstance(item, str) else item)
        if not 1 <= len(parts) <= 2:
            raise ValueError(value)
        title = parts[1] if len(parts) == 2 else None
        found[str(key)] = (str(parts[0]), None if title is None else str(title))
    return found


_BY_TYPE: Mapping[object, Callable[[object], object]] = {bool: _boolean, int: _integer, str: _text}
_SPECIAL: Mapping[str, Callable[[object], object]] = {
    "entity_output": _symbol,
    "forbidden_inline_options": _symbols,
    "gfm_quirks": _symbols,
    "link_defs": _link_definitions,
    "math_engine": _symbol,
    "smart_quotes": _quotes,
    "syntax_highlighter": _symbol,
    "syntax_highlighter_opts": _mapping,
    "toc_levels": _levels,
    "typographic_symbols": _symbols_to_text,
}
_READERS: Mapping[str, Callable[[object], object]] = {
    item.name: _SPECIAL.get(item.name) or _BY_TYPE[item.type]
    for item in fields(Options)
    if item.name != "version"
}


def options_from(mapping: Mapping[str, object], base: Options | None = None) -> Options:
    """Return kramdown's options from a mapping of names to values, as `Kramdown::Document` takes it."""
    options = base or Options()
    for key, value in mapping.items():
        name = str(key).removeprefix(":")
        if name == "kramdown_version":
            options = replace(options, version=str(value))
        else:
            options = options.with_option(name, value)
    return options


def options_for(config: Mapping[str, object]) -> Options:
    """Return the options Jekyll gives kramdown for a site, from its whole `_config.yml`.

    Jekyll merges its defaults in, names the highlighter of the site (`highlighter:`) where kramdown's
    own key is absent, and adds `default_lang` and `guess_lang` to the highlighter's options.
    """
    given = config.get("kramdown")
    merged = {**JEKYLL_KRAMDOWN, **(given if isinstance(given, Mapping) else {})}
    highlighter = config.get("highlighter") or "rouge"
    if merged.get("enable_coderay"):
        highlighter = "coderay"
    merged["syntax_highlighter"] = merged.get("syntax_highlighter") or highlighter
    try:
        colouring = _mapping(merged.get("syntax_highlighter_opts") or {})
    except (TypeError, ValueError, yaml.YAMLError):
        colouring = {}
    colouring["default_lang"] = colouring.get("default_lang") or "plaintext"
    colouring["guess_lang"] = merged.get("guess_lang")
    merged["syntax_highlighter_opts"] = colouring
    if "kramdown_version" in config:
        merged["kramdown_version"] = config["kramdown_version"]
    return options_from(merged)


DEFAULTS = options_for({})
