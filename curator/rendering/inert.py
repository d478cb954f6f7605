"""A site's whole page made safe to show: what would run, reach out or lead away is taken out.

The page itself is the site's; the article in it is a stranger's. The window has walls of its own
(content policy, blocker, scripts off); this one stands before them and also before a file that
somebody opens. Elements are cut by their spans, all other characters stay.
"""

import re
from collections.abc import Callable

from curator.formats.html_tags import Attribute, Tag, tags

_CUT_WHOLE = frozenset({"script", "template", "noscript", "portal", "fencedframe", "applet"})
"""With all they hold; what `noscript` holds would show beside what the theme's scripts hide."""

_CUT_TAGS = frozenset({"base", "param", "frame", "frameset"})
_EVENT = re.compile(r"on[a-z]+", re.IGNORECASE)
_KEPT_LINKS = frozenset({"stylesheet", "icon", "shortcut", "alternate", "canonical"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "xlink:href", "ping", "poster"})
_SCRIPTED = re.compile(r"[\s\x00-\x20]*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)

Localize = Callable[[str], str]
"""Turns an address on the site's own public host into one on the host that is shown."""


def inert(source: str, localize: Localize) -> str:
    """Return a page without what could run or reach out, its own addresses made local."""
    parts: list[str] = []
    at = 0
    skipped_to = 0
    for tag in tags(source):
        if tag.start < skipped_to:
            continue
        if tag.name in _CUT_WHOLE:
            end = tag.end if tag.closing else _end_of(source, tag)
            parts.append(source[at : tag.start])
            at = skipped_to = end
        elif tag.name in _CUT_TAGS or _leads_away(tag):
            parts.append(source[at : tag.start])
            at = tag.end
        elif not tag.closing and tag.attributes:
            parts += [source[at : tag.start], _disarmed(source, tag, localize)]
            at = tag.end
    parts.append(source[at:])
    return "".join(parts)


def _end_of(source: str, tag: Tag) -> int:
    """Return where an element ends; one that is never closed takes the rest with it."""
    closing = re.compile(rf"</{re.escape(tag.name)}\s*>", re.IGNORECASE)
    found = closing.search(source, tag.raw_end)
    return found.end() if found else len(source)


def _leads_away(tag: Tag) -> bool:
    """Tell whether a `meta` acts like a header, or a `link` asks for more than a style."""
    if tag.name == "meta":
        return tag.attribute("http-equiv") is not None
    if tag.name == "link":
        return not set(tag.text("rel").lower().split()) <= _KEPT_LINKS
    return False


def _disarmed(source: str, tag: Tag, localize: Localize) -> str:
    """Return a tag without handlers and scripted addresses."""
    text: list[str] = []
    at = tag.start
    for attribute in tag.attributes:
        start = attribute.name_span[0]
        end = max(attribute.name_span[1], attribute.value_span[1])
        if (
            _EVENT.fullmatch(attribute.name)
            or attribute.name == "srcdoc"
            or _is_scripted(attribute)
        ):
            text += [source[at:start], f"data-curator-{_plain(attribute.name)}"]
            at = end
        elif tag.name == "link" and attribute.name == "href":
            text += [source[at:start], f'href="{_quoted(localize(attribute.text.strip()))}"']
            at = end
    text.append(source[at : tag.end])
    return "".join(text)


def _is_scripted(attribute: Attribute) -> bool:
    if attribute.name not in _ADDRESSES or not _SCRIPTED.match(attribute.text):
        return False
    return attribute.name != "src" or not attribute.text.strip().lower().startswith("data:image/")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9-]", "-", name)


def _quoted(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
