"""How the steps see a body: its elements with the places where they stand, and edits made of them."""

import re

from lxml import etree

from curator.formats.html_source import HtmlSource, Span
from curator.importing.cleaning.edits import Edit
from curator.importing.pages.visible import visible_text

_ANCHOR = re.compile(r"#([^\s\"'<>()]{1,200})")
_ATTRIBUTE = r"""\s+{name}(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?(?=[\s/>])"""


class Body:
    """One reading of a body."""

    def __init__(self, text: str, masked: str) -> None:
        self.text = text
        self._source = HtmlSource(text, masked)
        self.root = self._source.fragment()
        self.anchors = frozenset(_ANCHOR.findall(text))
        """What links of the body lead to inside it."""

    def elements(self, *tags: str) -> list[etree._Element]:
        """Return the elements of some tags that are markup and whose ends are known."""
        found = self.root.iter(*tags) if tags else self.root.iter(etree.Element)
        return [one for one in found if self.has(one)]

    def has(self, element: etree._Element) -> bool:
        """Tell whether it is known where an element stands."""
        return element is not self.root and self._source.span(element) is not None

    def span(self, element: etree._Element) -> Span:
        """Return where an element stands."""
        span = self._source.span(element)
        assert span is not None
        return span

    def removed(self, element: etree._Element, *, words: bool = False) -> Edit:
        """Return the edit that takes an element away."""
        span = self.span(element)
        return Edit(span.start, self.text[span.start : span.end], "", named(element), words)

    def unwrapped(self, element: etree._Element) -> list[Edit]:
        """Return the edits that take an element's tags away and leave its content."""
        span = self.span(element)
        node = named(element)
        edits = [Edit(span.start, self.text[span.start : span.inner], "", node)]
        if span.end > span.inner_end:
            edits.append(Edit(span.inner_end, self.text[span.inner_end : span.end], "", node))
        return edits

    def replaced(self, start: int, end: int, after: str, node: str) -> Edit:
        """Return the edit of a run of text."""
        return Edit(start, self.text[start:end], after, node)

    def start_tag(self, element: etree._Element, after: str) -> Edit:
        """Return the edit that writes an element's start tag anew."""
        span = self.span(element)
        return self.replaced(span.start, span.inner, after, named(element))

    def tag_text(self, element: etree._Element) -> str:
        """Return an element's start tag as it is written."""
        span = self.span(element)
        return self.text[span.start : span.inner]


def without_attribute(tag: str, name: str) -> str:
    """Return a start tag without an attribute, all else as it was."""
    return re.sub(_ATTRIBUTE.format(name=re.escape(name)), "", tag, flags=re.IGNORECASE)


def named(element: etree._Element) -> str:
    """Return an element in short, as selectors write it."""
    name = str(element.tag)
    if marker := element.get("id"):
        return f"{name}#{marker}"[:60]
    if classes := (element.get("class") or "").split():
        return f"{name}.{classes[0]}"[:60]
    return name


def is_empty(element: etree._Element) -> bool:
    """Tell whether an element shows nothing: no word and nothing that is no word."""
    shown = {
        "img",
        "br",
        "hr",
        "iframe",
        "video",
        "audio",
        "svg",
        "input",
        "canvas",
        "object",
        "embed",
    }
    return not visible_text(element) and not any(
        one.tag in shown for one in element.iter(etree.Element)
    )
