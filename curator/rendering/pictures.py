"""Pictures in an HTML fragment: found by span, answered by a resolver, everything else untouched.

Decides nothing about files or networks: the caller's resolver does. A picture that is overlooked here
shows nothing, because the page's policy refuses whatever has no own address.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass

from curator.formats.html_tags import Tag, tags


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture is at this address of the program's own."""

    address: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The picture is not shown; this HTML, phrasing content, stands for it."""

    markup: str


@dataclass(frozen=True, slots=True)
class PictureTag:
    """What a resolver is told: the address, and the text that stands in for the picture."""

    address: str
    alternative: str
    embedded: bool
    """A frame, object or embed rather than a picture."""


Resolver = Callable[[PictureTag], Shown | Replaced]

_LOOKED_AT = frozenset({"a", "source", "img", "image", "iframe", "embed", "object"})
_EMBEDS = {"iframe": "src", "embed": "src", "object": "data"}


def rewritten(source: str, resolve: Resolver) -> str:
    """Return a fragment whose pictures are shown or replaced as `resolve` says.

    Only tags of pictures and of embedded pages change; all other characters stay identical.
    """
    parts: list[str] = []
    at = 0
    anchor = ""
    for tag in tags(source, _LOOKED_AT):
        if tag.name == "a":
            anchor = "" if tag.closing else source[tag.start : tag.end]
        if tag.closing:
            continue
        change = _change(source, tag, anchor, resolve)
        if change is not None:
            start, end, replacement = change
            parts += [source[at:start], replacement]
            at = end
    parts.append(source[at:])
    return "".join(parts)


def _change(source: str, tag: Tag, anchor: str, resolve: Resolver) -> tuple[int, int, str] | None:
    """Return what to put in the place of which span, None where a tag stays."""
    if tag.name == "source":
        return tag.start, tag.end, _disarmed(source, tag, "srcset")
    if tag.name in {"img", "image"} and tag.text("src").strip():
        answer = resolve(PictureTag(_address(tag, "src"), tag.text("alt"), embedded=False))
        if isinstance(answer, Shown):
            return tag.start, tag.end, _with_address(source, tag, answer.address)
        return tag.start, tag.end, _outside(anchor, answer.markup)
    if tag.name in _EMBEDS:
        address = _address(tag, _EMBEDS[tag.name])
        answer = resolve(PictureTag(address, tag.text("title"), embedded=True))
        if isinstance(answer, Replaced):
            end = tag.raw_end
            if tag.name == "iframe":
                close = source.find(">", end)
                end = len(source) if close < 0 else close + 1
            return tag.start, max(end, tag.end), _outside(anchor, answer.markup)
    return None


def _address(tag: Tag, name: str) -> str:
    return tag.text(name).strip()


def _outside(anchor: str, markup: str) -> str:
    """Put markup that holds a link outside the link it stands in: links do not nest."""
    return f"</a>{markup}{anchor}" if anchor else markup


def _with_address(source: str, tag: Tag, address: str) -> str:
    """Return a picture's tag with another address and without other candidates."""
    text = _disarmed(source, tag, "srcset")
    shifted = next(tags(text)).attribute("src")
    assert shifted is not None
    start, end = shifted.value_span
    return f'{text[:start]}"{html.escape(address)}"{text[end:]}'


def _disarmed(source: str, tag: Tag, name: str) -> str:
    """Return a tag in which one attribute means nothing to the browser."""
    text = source[tag.start : tag.end]
    found = tag.attribute(name)
    if found is None:
        return text
    at = found.name_span[0] - tag.start
    return f"{text[:at]}data-{text[at:]}"
