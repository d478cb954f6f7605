"""Where in a page its article stands: trafilatura finds the text, which is then found in the tree.

trafilatura's own output loses figures, code and frames (stack.md §4.2), so only its word for which text
is the article's is taken. Runs in the readers' process only.
"""

import logging
import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree, html

from curator.importing.pages.visible import bare, block_of, texts

_SIGNS = re.compile(r"[\W_]+")
_SHORT = 12
"""Characters; a shorter text counts only where it is a whole line of the article."""
_ENOUGH = 0.85
"""Share of the article that the part of the page which is cut out must hold."""
_FEW = 40
"""Characters; less was found by accident."""
_PARTS = frozenset(
    {
        "p",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "ul",
        "ol",
        "dl",
        "li",
        "dt",
        "dd",
        "blockquote",
    }
    | {"pre", "figure", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "details"}
)
"""Elements that are no article by themselves: one that holds nothing else is what stands around them."""

_BODY_NAME = re.compile(
    r"(?:^|\s)(?:arti(?:cle)?[-_]?(?:body|content|text|main)|(?:entry|post|story|news|rich)[-_]?(?:body|content|text)|"
    r"content[-_]?body|js_content|mw-parser-output|field-name-body)(?:\s|$)",
    re.IGNORECASE,
)

_CERTAIN = ("[@itemprop='articleBody']", "[self::article]", "[self::main]", "[@role='main']")

# Pages that it can do nothing with are what it warns of; that is said by a note of our own.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Located:
    """The part of a page that holds its article, and how much of each element belongs to it."""

    container: etree._Element
    article: dict[etree._Element, int]
    """Characters of the article in each element of the page."""
    everything: dict[etree._Element, int]
    certain: bool
    """Whether the article was found, and not only where most text is."""
    named: bool = False
    """Whether the page itself calls the container the body of its article."""

    def share(self, element: etree._Element) -> float:
        """Return which part of an element's text is the article's; 1 where it has no text."""
        whole = self.everything.get(element, 0)
        return self.article.get(element, 0) / whole if whole else 1.0


def locate(root: etree._Element, again: html.HtmlElement) -> Located | None:
    """Find the article in a page; `again` is the same page once more, which is used up.

    None where a page has no text at all.
    """
    blocks: dict[etree._Element, list[str]] = defaultdict(list)
    unlinked: set[etree._Element] = set()
    for element, text in texts(root):
        block = block_of(element)
        blocks[block].append(text)
        if text.strip() and not _in_link(element, block):
            unlinked.add(block)
    own = {block: bare("".join(parts)) for block, parts in blocks.items()}
    everything = _summed(root, {block: len(text) for block, text in own.items()})
    if not everything.get(root):
        return None
    found = _article_text(again)
    if len(bare(found)) >= _FEW:
        located = _located(own, found)
        article = _summed(root, located)
        # Lists of nothing but links may be the article's; where it stands they do not tell.
        firm = _summed(root, {block: n for block, n in located.items() if block in unlinked})
        if firm.get(root, 0) >= _FEW:
            named = _named(root, firm)
            container = named if named is not None else _smallest(root, firm)
            return Located(container, article, everything, True, named is not None)
    for test in _CERTAIN:
        marked = root.xpath(f"//*{test}")
        if isinstance(marked, list) and len(marked) == 1:
            only = marked[0]
            assert isinstance(only, etree._Element)
            if everything.get(only, 0) >= _FEW:
                return Located(only, everything, everything, True)
    body = root.find("body")
    return Located(body if body is not None else root, everything, everything, False)


def _article_text(page: html.HtmlElement) -> str:
    import trafilatura  # noqa: PLC0415  half a second, which other kinds of things need not wait

    try:
        read = trafilatura.bare_extraction(
            page, favor_recall=True, include_comments=False, include_tables=True
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, etree.Error):
        return ""  # a stranger's markup that its rules do not foresee
    text = read.get("text") if isinstance(read, dict) else getattr(read, "text", "")
    return text or ""


def _located(own: dict[etree._Element, str], found: str) -> dict[etree._Element, int]:
    """Find the blocks whose text is the article's, whatever became of signs and joiners in it."""
    lines = {_letters(line) for line in found.splitlines()}
    whole = _letters(found)
    located = {}
    for block, text in own.items():
        letters = _letters(text)
        if letters in lines or (len(letters) >= _SHORT and letters in whole):
            located[block] = len(text)
    return located


def _letters(text: str) -> str:
    return _SIGNS.sub("", text)


def _summed(root: etree._Element, own: dict[etree._Element, int]) -> dict[etree._Element, int]:
    """Return for each element how much it and what is in it have together."""
    total: dict[etree._Element, int] = {}
    for element, count in own.items():
        at: etree._Element | None = element
        while at is not None:
            total[at] = total.get(at, 0) + count
            if at is root:
                break
            at = at.getparent()
    return total


def _smallest(root: etree._Element, article: dict[etree._Element, int]) -> etree._Element:
    """Go down from the root while one child still holds nearly all of the article."""
    at, total = root, article[root]
    while True:
        holding = [child for child in at if article.get(child, 0) >= total * _ENOUGH]
        if len(holding) != 1:
            break
        at = holding[0]
    while at.tag in _PARTS and (above := at.getparent()) is not None:
        at = above
    return at


def _named(root: etree._Element, article: dict[etree._Element, int]) -> etree._Element | None:
    """Return the part that a page itself calls the body of its article, where that is believable."""
    best: etree._Element | None = None
    for element in root.iter("div", "section", "article", "td"):
        names = f"{element.get('id') or ''} {element.get('class') or ''}"
        if element.get("itemprop") == "articleBody" or _BODY_NAME.search(names):
            held = article.get(element, 0)
            if held * 2 >= article[root] and held > (article[best] if best is not None else 0):
                best = element
    return best


def _in_link(element: etree._Element, block: etree._Element) -> bool:
    at: etree._Element | None = element
    while at is not None and at is not block:
        if at.tag == "a":
            return True
        at = at.getparent()
    return False
