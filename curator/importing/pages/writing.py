"""A cut article as HTML text: one block a line, only attributes that mean something in a post."""

import re
from urllib.parse import urlsplit

from lxml import etree

from curator.formats.html_source import BLOCKS
from curator.importing.pages.addresses import Base

_ATTRIBUTES = frozenset(
    {
        "alt",
        "title",
        "width",
        "height",
        "colspan",
        "rowspan",
        "scope",
        "headers",
        "id",
        "lang",
        "dir",
    }
    | {
        "datetime",
        "cite",
        "start",
        "reversed",
        "type",
        "value",
        "open",
        "controls",
        "poster",
        "loop",
    }
    | {"href", "src", "name", "rowspan", "span", "abbr", "allowfullscreen", "hreflang", "muted"}
)
_ADDRESSES = ("href", "src", "cite", "poster")
_CLASSES = re.compile(
    r"(?:language|lang|highlight|brush)[-:\s]?[\w#+.-]*|footnotes?|footnote-\w+|math\w*"
)
_ROLES = re.compile(r"doc-\w+")
_UNWRAPPED = frozenset(
    {"div", "section", "article", "main", "header", "footer", "font", "span", "hgroup", "center"}
)
_BLOCK_INSIDE = BLOCKS - {"body", "html"}
_SCRIPTED = re.compile(r"^\s*(?:javascript|vbscript|data:text)", re.IGNORECASE)


def written(container: etree._Element, base: Base) -> str:
    """Return the content of a container; addresses become absolute where they can."""
    for element in list(container.iter(etree.Element)):
        if element is not container:
            _tidy(element, base)
    for element in list(container.iter(*_UNWRAPPED)):
        if element is not container:
            _unwrap(element)
    return _lines(container)


def _tidy(element: etree._Element, base: Base) -> None:
    if element.tag == "iframe" and not element.get("title"):
        element.set("title", urlsplit(element.get("src") or "").hostname or "iframe")
    for name in list(element.attrib):
        value = element.get(name) or ""
        key = str(name).lower()
        if key == "class":
            kept = [one for one in value.split() if _CLASSES.fullmatch(one)]
            if kept:
                element.set(name, " ".join(kept))
                continue
        elif key == "role" and _ROLES.fullmatch(value):
            continue
        elif key == "name" and element.tag != "a":
            pass
        elif key in _ATTRIBUTES:
            if key not in _ADDRESSES:
                continue
            if not _SCRIPTED.match(value):
                element.set(name, base.joined(value))
                continue
        del element.attrib[name]


def _unwrap(element: etree._Element) -> None:
    """Put the content of an element that only groups in its place, where that changes no line."""
    if element.get("id") or element.get("class") or element.get("role") or element.get("lang"):
        return
    parent = element.getparent()
    if parent is None:
        return
    block = element.tag not in {"span", "font"}
    if block:
        inline = (element.text or "").strip() or any(
            (child.tail or "").strip() for child in element
        )
        mixed = inline or any(
            isinstance(child.tag, str) and child.tag not in _BLOCK_INSIDE for child in element
        )
        if mixed:
            blocks = any(
                child.tag in _BLOCK_INSIDE
                for child in element.iter(etree.Element)
                if child is not element
            )
            if not blocks and element.tag != "center":
                element.tag = (
                    "p"
                    if parent.tag not in {"p", "li", "td", "th", "figure", "figcaption", "dd"}
                    else "div"
                )
            return
    index = parent.index(element)
    before = parent[index - 1] if index else None
    _append(parent, before, element.text)
    children = list(element)
    for offset, child in enumerate(children):
        parent.insert(index + offset, child)
    last = children[-1] if children else before
    _append(parent, last, element.tail)
    parent.remove(element)


def _append(parent: etree._Element, before: etree._Element | None, text: str | None) -> None:
    if not text:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


def _lines(container: etree._Element) -> str:
    parts: list[str] = []
    loose: list[str] = [_escaped(container.text or "")]
    for child in container:
        tail, child.tail = child.tail or "", None
        text = etree.tostring(child, encoding="unicode", method="html")
        if child.tag in _BLOCK_INSIDE or child.tag in {"figure", "iframe", "video", "audio"}:
            parts += _paragraph(loose)
            parts.append(text)
            loose = [_escaped(tail)]
        else:
            loose += [text, _escaped(tail)]
    parts += _paragraph(loose)
    return "\n".join(part.strip("\n") for part in parts) + "\n" if parts else ""


def _paragraph(loose: list[str]) -> list[str]:
    """Return text that stands in no block as a paragraph of its own; line breaks part two."""
    text = "".join(loose)
    pieces = re.split(r"(?:\s*<br>\s*){2,}", text)
    return [f"<p>{piece}</p>" for one in pieces if (piece := _trimmed(one))]


def _trimmed(text: str) -> str:
    return re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
