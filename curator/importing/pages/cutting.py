"""An article cut out of its page: what belongs to it stays as it was, what stands around it goes.

Text that was located is never dropped for its looks. What was not located is judged by what it is,
how it is called, how much of it is links, and whether the article goes on behind it.
"""

import re

from lxml import etree

from curator.importing.pages.locating import Located
from curator.importing.pages.moments import moment
from curator.importing.pages.pictures import drop
from curator.importing.pages.visible import is_hidden, texts, visible_text

_NEVER = frozenset(
    {"script", "style", "template", "nav", "form", "button", "input", "select", "textarea"}
    | {"link", "meta", "dialog", "menu", "canvas", "object", "embed", "noscript", "base"}
)
_MEDIA = frozenset({"img", "picture", "figure", "iframe", "video", "audio", "table", "pre", "math"})
_KEPT = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote"}
    | {"figcaption", "caption", "td", "th", "tr", "tbody", "thead", "tfoot", "details", "summary"}
    | {"code", "kbd", "samp", "cite", "hr", "br", "math"}
    | _MEDIA
)
_FOREIGN = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|socials|related|recommend(?:ed|ations?|s)?|comments?|"
    r"sidebar|breadcrumbs?|newsletter|subscribe|subscription|promo|advert\w*|ads?|adsbygoogle|sponsor\w*|"
    r"cookie\w*|toolbar|pagination|pager|popup|modal|hotnews|tags?|taglist|keywords|byline|bio|"
    r"author-?(?:box|info|card)|copyright|disclaimer|print|qrcode|menu|nav|navbar|navigation|"
    r"skip|meta|metadata|post-?meta|entry-?meta|postinfo|more-?(?:news|stories)|read-?more|"
    r"teasers?|outbrain|taboola|paywall|toc-toggle|prevnext|prev-?next|like|vote|rating)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTES = re.compile(r"foot-?notes?|endnotes?|doc-endnote|references|fnlist", re.IGNORECASE)
_MOSTLY = 0.5
_FEW_FIGURES = 3
_HEAD = 300
"""Characters within which a title is repeated; a later one is the article's own heading."""

_STAMP = re.compile(
    r"(?:^|[\s_-])(?:date|time|pub\w*|author|byline|source|editor)(?:$|[\s_-])", re.IGNORECASE
)


def cut(located: Located, title: str) -> etree._Element:
    """Return the element that holds the article, cleared of everything that is not it."""
    container = located.container
    leading = _leading(container)
    _Knife(located).clear(container)
    for figure in reversed(leading):
        container.insert(0, figure)
        figure.tail, container.text = container.text, None
    _drop_title(container, title)
    _drop_empty(container)
    return container


def _leading(container: etree._Element) -> list[etree._Element]:
    """Return the figures that an article opens with, before the part that holds its text."""
    around: etree._Element | None = container.getparent()
    while around is not None and around.tag not in {"article", "main", "body"}:
        around = around.getparent()
    if around is None or around.tag == "body":
        return []
    # The stubs cannot know that this path gives elements and nothing else.
    before = set(container.xpath("preceding::figure"))  # type: ignore[arg-type]
    return [
        figure
        for figure in around.iter("figure")
        if figure in before
        and figure.find(".//img") is not None
        and not any(one.tag in {"nav", "aside", "footer", "a"} for one in figure.iterancestors())
    ][:_FEW_FIGURES]


class _Knife:
    """Walks a container once, from the outside in."""

    def __init__(self, located: Located) -> None:
        self._located = located
        self._total = located.article.get(located.container, 0)
        self._passed = 0
        """Characters of the article that stand before the walk."""

    def clear(self, container: etree._Element) -> None:
        etree.strip_tags(container, etree.Comment)
        waiting: list[etree._Element] = list(reversed(container))
        while waiting:
            element = waiting.pop()
            tag = element.tag
            own = self._located.article.get(element, 0)
            if self._goes(element, tag, own):
                drop(element)
                self._passed += own
            elif own and tag not in {"pre", "table", "figure", "blockquote"}:
                waiting.extend(reversed(element))
                if not any(self._located.article.get(child, 0) for child in element):
                    self._passed += own
            else:
                self._passed += own
                self._scripts(element)

    def _scripts(self, element: etree._Element) -> None:
        for inside in list(element.iter()):
            if inside is not element and (inside.tag in _NEVER or is_hidden(inside)):
                drop(inside)

    def _goes(self, element: etree._Element, tag: str, own: int) -> bool:
        if tag in _NEVER:
            return True
        if is_hidden(element) and own < self._total * _MOSTLY:
            return True
        marks = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
        if _NOTES.search(marks) or (element.get("role") or "").startswith("doc-"):
            return False
        if not self._located.certain:
            return tag in {"header", "footer", "aside"} and own < self._total * _MOSTLY
        share = self._located.share(element)
        if marks and _FOREIGN.search(marks) and own < self._total * _MOSTLY:
            return share < 0.9 or tag in {"ul", "ol", "div", "section", "aside", "nav", "footer"}
        if tag in {"aside", "footer", "address"} and share < _MOSTLY:
            return True
        if self._passed <= 0 and marks and _STAMP.search(marks):
            shown = visible_text(element)
            if len(shown) < 60 and moment(shown) is not None:
                return True
        if own:
            return False
        if (
            self._passed <= 0
            and marks
            and _STAMP.search(marks)
            and len(visible_text(element)) < 120
        ):
            return True
        if tag not in _BLOCKISH or self._located.named:
            return False
        return self._stands_outside(element, tag, marks)

    def _stands_outside(self, element: etree._Element, tag: str, marks: str) -> bool:
        """Judge a block without a word of the article in it."""
        words = len(visible_text(element))
        if not words:
            return False
        outside = self._passed <= 0 or self._passed >= self._total
        if tag in {"ul", "ol"}:
            # A list of sources belongs to the text it stands in, one of headlines does not.
            return (outside or bool(marks)) and _linked_items(element) > _MOSTLY
        media = tag in _MEDIA or any(child.tag in _MEDIA for child in element.iter(etree.Element))
        shown = tag in {"figure", "table", "pre"} or (not outside and tag in {"p", "center"})
        if _linked(element) > _MOSTLY and not (media and shown):
            return True
        if media:
            return False
        if outside:
            if tag not in _PROSE:
                return True
            long_enough = words >= _FEW_WORDS or tag in _HEADINGS
            if long_enough and self._has_article_beside(element):
                return False
            return bool(marks) or not self._is_in_article(element)
        if tag == "center" and not marks:
            return False  # a caption below its picture, or a line between parts
        return tag not in _KEPT and words < 200

    def _is_in_article(self, element: etree._Element) -> bool:
        """Tell whether a page says by itself that an element belongs to the article."""
        container = self._located.container
        holders = (container, *element.iterancestors("article", "section", "div"))
        return any(one.tag == "article" for one in holders) and element.getparent() in (
            container,
            *container.iter("article"),
        )

    def _has_article_beside(self, element: etree._Element) -> bool:
        """Tell whether a neighbour of an element is a block of the article's own text."""
        near = (element.getprevious(), element.getnext())
        return any(
            one is not None and one.tag in _KEPT and self._located.article.get(one, 0)
            for one in near
        )


_PROSE = frozenset({"p", "blockquote", "dl", "h2", "h3", "h4", "h5", "h6"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_FEW_WORDS = 15
"""Characters; a shorter line at an end of the article may be anything."""


def _linked_items(element: etree._Element) -> float:
    """Return the share of a list's items that are a link and nothing else."""
    items = [one for one in element if one.tag == "li"]
    if not items:
        return _linked(element)
    return sum(_linked(one) > 0.95 for one in items) / len(items)


_BLOCKISH = frozenset(
    {
        "div",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "main",
        "p",
        "ul",
        "ol",
        "dl",
        "table",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "pre", "center", "details", "li"}
    | {"address", "time", "fieldset", "hgroup"}
)


def _linked(element: etree._Element) -> float:
    whole = inside = 0
    for holder, text in texts(element):
        size = len("".join(text.split()))
        whole += size
        at: etree._Element | None = holder
        while at is not None and at is not element:
            if at.tag == "a":
                inside += size
                break
            at = at.getparent()
        else:
            inside += size if element.tag == "a" else 0
    return inside / whole if whole else 0.0


def _drop_title(container: etree._Element, title: str) -> None:
    """Drop what says the title once more before the text begins: a site shows it by itself."""
    wanted = "".join(title.split()).lower()
    if not wanted:
        return
    passed = 0
    for element in container.iter(etree.Element):
        if element is not container:
            said = "".join(visible_text(element).split()).lower()
            if said == wanted:
                drop(element)
                return
        passed += len("".join((element.text or "").split()))
        if passed > _HEAD:
            return


def _drop_empty(container: etree._Element) -> None:
    """Drop what the cut left empty; cells and marks of tables stay."""
    for element in reversed(
        list(container.iter("div", "section", "header", "span", "p", "ul", "ol", "li", "footer"))
    ):
        if element is container or len(element) or (element.text or "").strip():
            continue
        if element.get("id") is None:
            drop(element)
