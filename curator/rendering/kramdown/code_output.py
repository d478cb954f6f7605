"""The elements round code: what kramdown with Rouge, and Rouge's own formatters, put there.

The colours themselves come from `curator.rendering.highlighting`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from curator.rendering.highlighting.tokens import inner_html, rouge_tag
from curator.rendering.kramdown.elements import STRIPPED
from curator.rendering.kramdown.escaping import escape
from curator.rendering.kramdown.options import Options

LANGUAGE = re.compile(r"\blanguage-([^ \t\n\r\f\v]+)")

_LANGUAGE_OR_START = re.compile(r"\blanguage-[^ \t\n\r\f\v]+|^")
_SHOWN = re.compile(r"^[ \t]+|[ \t]+$|[ \t]+", re.M)
_SHOW = re.compile(r"\bshow-whitespaces\b")


@dataclass(frozen=True)
class Coloured:
    """Coloured code, and the language its element is named for where the author named none."""

    html: str
    default_language: str | None


def line_table(
    inner: str, code: str, first: int = 1, settings: Mapping[str, object] | None = None
) -> str:
    """Return coloured code in Rouge's table with a column of line numbers (`HTMLTable`)."""
    settings = settings or {}
    lines = code.count("\n")
    if not code.endswith("\n"):
        lines += 1
        inner += "\n"
    line_format = str(settings.get("line_format", "%i"))
    try:
        numbers = "\n".join(line_format % number for number in range(first, first + lines))
    except (TypeError, ValueError):
        numbers = "\n".join(str(number) for number in range(first, first + lines))
    table, gutter, body = (
        str(settings.get(key, default))
        for key, default in (
            ("table_class", "rouge-table"),
            ("gutter_class", "rouge-gutter"),
            ("code_class", "rouge-code"),
        )
    )
    return (
        f'<table class="{table}"><tbody><tr><td class="{gutter} gl">'
        f'<pre class="lineno">{numbers}\n</pre></td>'
        f'<td class="{body}"><pre>{inner}</pre></td></tr></tbody></table>'
    )


def coloured(code: str, language: str | None, where: str, options: Options) -> Coloured | None:
    """Return code as Rouge's formatter writes it; None where kramdown leaves code uncoloured.

    `where` is "block" or "span", for which the highlighter's options may differ.
    """
    if options.syntax_highlighter != "rouge":
        return None
    settings = _settings(options, where)
    default = settings.get("default_lang")
    if not (language or default or settings.get("guess_lang")) or settings.get("disable"):
        return None
    name = language or (str(default) if default else "guess")
    tag = rouge_tag(name)
    if tag is None or (tag == "plaintext" and not settings.get("guess_lang")):
        return None
    inner = inner_html(code, name)
    if inner is None:
        return None
    if settings.get("line_numbers"):
        start = settings.get("start_line", 1)
        inner = line_table(inner, code, start if isinstance(start, int) else 1, settings)
    if where == "block" and settings.get("wrap", True):
        css = settings.get("css_class") or "highlight"
        inner = f'<div class="highlight"><pre class="{css}"><code>{inner}</code></pre></div>'
    return Coloured(inner, str(default) if default else None)


def _settings(options: Options, where: str) -> dict[str, object]:
    given = dict(options.syntax_highlighter_opts)
    special = {name: given.pop(name, None) for name in ("block", "span")}[where]
    if isinstance(special, Mapping):
        given.update({str(key).removeprefix(":"): value for key, value in special.items()})
    return given


def language_of(attr: Mapping[str, str]) -> str | None:
    """Return the language an element's classes name."""
    found = LANGUAGE.search(attr.get("class", ""))
    return found[1] if found else None


def without_language(attr: dict[str, str]) -> None:
    """Take the language out of an element's classes."""
    rest = LANGUAGE.sub("", attr["class"], count=1).strip(STRIPPED)
    if rest:
        attr["class"] = rest
    else:
        del attr["class"]


def name_highlighter(attr: dict[str, str], language: str | None, options: Options) -> None:
    """Add the highlighter's class, and the language's in place of any that is there."""
    classes = f"{attr.get('class', '')} highlighter-{options.syntax_highlighter}".lstrip(STRIPPED)
    if language:
        found = _LANGUAGE_OR_START.search(classes)
        # the start of the text matches before any later class does
        named = f"language-{language}"
        if found is not None and found[0]:
            classes = classes[: found.start()] + named + classes[found.end() :]
        else:
            classes = f"{named} {classes}"
    attr["class"] = classes


def plain_code(code: str, classes: str) -> str:
    """Return a block's code without colours, blanks made visible where its class wants them."""
    text = escape(code).removesuffix("\n")
    return _SHOWN.sub(_visible, text) if _SHOW.search(classes) else text


def _visible(found: re.Match[str]) -> str:
    at_start = found.start() == 0 or found.string[found.start() - 1] == "\n"
    at_end = found.end() == len(found.string) or found.string[found.end()] == "\n"
    suffix = "-l" if at_start else "-r" if at_end else ""
    return "".join(
        f'<span class="ws-tab{suffix}">\t</span>'
        if char == "\t"
        else f'<span class="ws-space{suffix}">&#8901;</span>'
        for char in found[0]
    )
