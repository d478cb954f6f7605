"""The text of a tree that a reader sees, and who holds how much of it.

Counts characters without blanks, so that the ways of writing one text compare equal.
"""

from collections.abc import Iterator

from lxml import etree

from curator.formats.html_source import BLOCKS

UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "textarea", "select"}
)


def bare(text: str) -> str:
    """Return a text without any blanks."""
    return "".join(text.split())


def texts(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield each run of text that is seen, with the element it stands in, in order."""
    stack: list[tuple[etree._Element, bool]] = [(root, False)]
    while stack:
        element, tail = stack.pop()
        if tail:
            parent = element.getparent()
            if element.tail and parent is not None:
                yield parent, element.tail
            continue
        if element is not root:
            stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        if element.text:
            yield element, element.text
        stack.extend((child, False) for child in reversed(element))


def visible_text(root: etree._Element) -> str:
    """Return all text that is seen, blanks joined."""
    return " ".join("".join(_spaced(root)).split())


def _spaced(root: etree._Element) -> Iterator[str]:
    for element, text in texts(root):
        if element.tag in BLOCKS:
            yield " "
        yield text


def block_of(element: etree._Element) -> etree._Element:
    """Return the nearest block around a piece of text."""
    found: etree._Element | None = element
    while found is not None and found.tag not in BLOCKS:
        above = found.getparent()
        if above is None:
            return found
        found = above
    assert found is not None
    return found


def is_hidden(element: etree._Element) -> bool:
    """Tell whether an element says of itself that nobody sees it."""
    style = bare(element.get("style") or "").lower()
    return (
        element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
    )
