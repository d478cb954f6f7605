"""Pictures that a page loads late: where their address really stands.

Scripts fill in `src` when a reader scrolls; no script runs here, so the address comes from where they
would take it.
"""

import re

from lxml import etree, html

from curator.importing.pages.addresses import Base

_LATE = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-original-src",
    "data-lazy",
    "data-url",
    "data-hi-res-src",
    "data-full-src",
    "data-srcset",
    "data-lazy-srcset",
)
_PLACEHOLDER = re.compile(
    r"^$|^data:image/(?:gif|svg\+xml|png)[;,].{0,600}$|^about:blank|"
    r"(?:^|/)(?:blank|spacer|placeholder|transparent|loading|lazy|grey|gray|pixel|1x1)[^/]{0,20}\.(?:gif|png|svg|jpe?g)",
    re.IGNORECASE | re.DOTALL,
)
_CANDIDATE = re.compile(r"(\S+?)(?:\s+([\d.]+)([wx]))?\s*(?:,\s+|,(?=https?:|/)|$)")


def unfold_pictures(container: etree._Element, base: Base) -> None:
    """Give every picture its real address, absolute, and take away what scripts needed."""
    for image in list(container.iter("img")):
        address = _address(image) or _from_noscript(image)
        if address:
            image.set("src", base.joined(address))
        image.attrib.pop("srcset", "")
    for picture in list(container.iter("picture")):
        image_in = picture.find(".//img")
        if image_in is None:
            source = next((found for one in picture.iter("source") if (found := _of_set(one))), "")
            if source:
                image_in = etree.SubElement(picture, "img")
                image_in.set("src", base.joined(source))
        elif _is_placeholder(image_in.get("src", "")):
            source = next((found for one in picture.iter("source") if (found := _of_set(one))), "")
            if source:
                image_in.set("src", base.joined(source))
        for one in list(picture.iter("source")):
            drop(one)


def drop(element: etree._Element) -> None:
    """Take an element out of its tree and leave the text behind it there."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _address(image: etree._Element) -> str:
    shown = image.get("src", "").strip()
    if shown and not _is_placeholder(shown) and not _named_lazy(image):
        return shown
    for name in _LATE:
        value = (image.get(name) or "").strip()
        if value:
            return _largest(value) if name.endswith("srcset") else value
    listed = _of_set(image)
    if listed and _is_placeholder(shown):
        return listed
    return "" if _is_placeholder(shown) else shown


def _named_lazy(image: etree._Element) -> bool:
    return any(image.get(name) for name in _LATE[:4])


def _from_noscript(image: etree._Element) -> str:
    """Return the address in the `noscript` beside a picture that has none of its own."""
    for near in (image.getnext(), image.getprevious()):
        if near is not None and near.tag == "noscript":
            inside = near.find(".//img")
            if inside is None and near.text and "<img" in near.text:
                parsed = html.fragment_fromstring(near.text, create_parent="div")
                inside = parsed.find(".//img")
            if inside is not None and inside.get("src"):
                return inside.get("src", "")
    return ""


def _of_set(element: etree._Element) -> str:
    return _largest(element.get("srcset") or element.get("data-srcset") or "")


def _largest(listed: str) -> str:
    best, width = "", -1.0
    for found in _CANDIDATE.finditer(listed[:20_000].strip()):
        try:
            size = float(found[2]) if found[2] else 1.0
        except ValueError:
            continue
        if size > width:
            best, width = found[1].rstrip(","), size
    return best


def _is_placeholder(address: str) -> bool:
    return _PLACEHOLDER.search(address) is not None
