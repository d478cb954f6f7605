"""The body of an article that was made of a document: figures are put together, lines laid out.

Works on a tree of HTML in which captions and directions are marked; the text in it stays what it is.
"""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from lxml import etree, html

CAPTION = "curator-caption"
"""The class of a paragraph that is the caption of what stands beside it."""

_LAID_OUT = frozenset(
    {"ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "blockquote", "figure"}
)
BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "figure"}
    | {"pre", "hr", "section", "div", "article", "main", "header", "aside", "footer"}
)
_HARMLESS = frozenset({"", "http", "https", "mailto", "tel", "ftp", "sms"})
_BY = ("By ", "by ", "作者：", "作者:", "作者 ")
"""What stands before a name that only says who wrote the article."""
_BLANK = re.compile(r"[ \t\r\n]*")
_EMPTY_KEPT = frozenset({"img", "br", "hr", "td", "th", "a", "svg", "math", "input"})


def new_body() -> etree._Element:
    """Return the element that a body is built in; it is no part of it."""
    made: etree._Element = html.Element("div")
    return made


def from_fragment(text: str) -> etree._Element:
    """Return a fragment of HTML that a converter wrote, in an element that is no part of it."""
    made: etree._Element = html.fragment_fromstring(text, create_parent="div")
    return made


def finished(root: etree._Element) -> str:
    """Return the body as text: one line for each block, ending in a line break."""
    _place_anchors(root)
    _break_lines_of_code(root)
    _join_figures(root)
    _drop_unsafe_links(root)
    _unwrap_lone_paragraphs(root)
    _drop_empty_blocks(root)
    _drop_looks(root)
    _lay_out(root)
    _wrap_loose_text(root)
    while len(root) and root[-1].tag == "br":
        root.remove(root[-1])
    blocks = []
    for block in root:
        block.tail = None
        blocks.append(etree.tostring(block, method="html", encoding="unicode").strip("\n"))
    return "\n".join(blocks) + "\n" if blocks else ""


def text_of(element: etree._Element) -> str:
    """Return the text in an element with its blanks joined."""
    return " ".join("".join(map(str, element.itertext())).split())


def take_title(root: etree._Element, title: str) -> bool:
    """Take the first block off where it only says the title, which stands in the front matter."""
    return _take_first(root, {"h1", "h2", "p"}, {" ".join(title.split())})


def take_byline(root: etree._Element, author: str) -> None:
    """Take the paragraph off that stood under the title and only says the author, as front matter does."""
    name = " ".join(author.split())
    first = next(iter(root), None)
    # A link or the mark of a footnote would be lost with it.
    if name and first is not None and first.find(".//a") is None:
        _take_first(root, {"p"}, {name, *(f"{label}{name}" for label in _BY)})


def _take_first(root: etree._Element, tags: Collection[str], texts: Collection[str]) -> bool:
    """Take the first block off where it says one of these texts and nothing else; tell whether."""
    first = next(iter(root), None)
    if first is None or first.tag not in tags or first.find(".//img") is not None:
        return False
    if text_of(first) not in texts or (root.text or "").strip() or (first.tail or "").strip():
        return False
    root.remove(first)
    return True


def _place_anchors(root: etree._Element) -> None:
    """Leave out bookmarks that nothing leads to; those between blocks name the next one."""
    wanted = {
        str(one.get("href"))[1:] for one in root.iter("a") if one.get("href", "").startswith("#")
    }
    for anchor in list(root.iter("a")):
        if anchor.get("href") is not None or len(anchor) or (anchor.text or "").strip():
            continue
        after = anchor.getnext()
        if anchor.get("id") in wanted:
            if anchor.getparent() is not root or after is None or after.get("id"):
                continue
            after.set("id", anchor.get("id", ""))
        cut(anchor)


def _break_lines_of_code(root: etree._Element) -> None:
    for code in root.iter("pre"):
        for line in list(code.iter("br")):
            line.tail = "\n" + (line.tail or "")
            cut(line)
        for marked in list(code.iter("code", "strong", "em", "s", "span")):
            if len(code) > 1 or (code.text or "").strip():
                unwrap(marked)


def _join_figures(root: etree._Element) -> None:
    """Make a figure of a picture or table and the caption inside, above or below it."""
    for caption in [one for one in root.iter("p") if one.get("class") == CAPTION]:
        del caption.attrib["class"]
        pictures = list(caption.iter("img"))
        if pictures and text_of(caption):
            _figure_of_one(caption, pictures)
            continue
        if pictures:
            continue
        shown, after = caption.getprevious(), True
        if not _can_be_shown(shown):
            shown, after = caption.getnext(), False
        if shown is None or not _can_be_shown(shown):
            continue
        figure = etree.Element("figure")
        shown.addprevious(figure)
        caption.tag = "figcaption"
        for one in (shown, caption) if after else (caption, shown):
            one.tail = None
            figure.append(one)
        if shown.tag == "p":
            unwrap(shown)


def _figure_of_one(caption: etree._Element, pictures: list[etree._Element]) -> None:
    """Make a figure of a paragraph that has the picture before its caption."""
    figure = etree.Element("figure")
    caption.addprevious(figure)
    figure.tail, caption.tail = caption.tail, None
    for picture in pictures:
        cut(picture)
        figure.append(picture)
    caption.tag = "figcaption"
    while len(caption) and caption[0].tag == "br" and not (caption.text or "").strip():
        caption.text = caption[0].tail
        caption.remove(caption[0])
    figure.append(caption)


def _can_be_shown(element: etree._Element | None) -> bool:
    if element is None:
        return False
    if element.tag == "table":
        return True
    return element.tag == "p" and element.find(".//img") is not None and not text_of(element)


def _drop_unsafe_links(root: etree._Element) -> None:
    for link in list(root.iter("a")):
        address = link.get("href", "")
        try:
            scheme = urlsplit("".join(address.split())).scheme.lower()
        except ValueError:
            scheme = "?"
        if scheme not in _HARMLESS:
            del link.attrib["href"]


def _unwrap_lone_paragraphs(root: etree._Element) -> None:
    """Leave out paragraphs where a cell, an item or a caption holds just one."""
    for element in list(root.iter("td", "th", "li", "figcaption")):
        if (element.text or "").strip() or not len(element) or element[0].tag != "p":
            continue
        rest = list(element)[1:]
        alone = not rest or (element.tag == "li" and all(one.tag in {"ul", "ol"} for one in rest))
        if alone and element[0].get("dir") is None and not (element[0].tail or "").strip():
            unwrap(element[0])


def _drop_empty_blocks(root: etree._Element) -> None:
    for element in list(
        root.iter("p", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "blockquote")
    ):
        empty = not text_of(element) and element.find(".//img") is None
        if empty and not any(one.get("id") for one in element.iter()):
            cut(element)


def _drop_looks(root: etree._Element) -> None:
    """Leave out bold and italic where the style of a whole heading or caption brings it along."""
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "th"):
        while len(element) == 1 and element[0].tag in {"strong", "em"}:
            if (element.text or "").strip() or (element[0].tail or "").strip():
                break
            unwrap(element[0])
    for element in root.iter("p", "li"):
        if element.text:  # the blanks of old printers; the wide ones of Chinese texts stay
            element.text = element.text.lstrip(" \t\n")


def _lay_out(root: etree._Element) -> None:
    for element in root.iter(*_LAID_OUT):
        if not _all_blank(element) or not len(element):
            continue
        element.text = "\n"
        for child in element:
            child.tail = "\n"
    for element in root.iter("li"):
        for child in element:
            if child.tag in {"ul", "ol"}:
                before = child.getprevious()
                if before is not None:
                    before.tail = (before.tail or "").rstrip() + "\n"
                else:
                    element.text = (element.text or "").rstrip() + "\n"
                child.tail = "\n"


def _all_blank(element: etree._Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return all(_BLANK.fullmatch(text or "") for text in texts)


def _wrap_loose_text(root: etree._Element) -> None:
    """Put text that stands between blocks into paragraphs."""
    if (root.text or "").strip():
        paragraph = etree.Element("p")
        paragraph.text = (root.text or "").strip()
        root.insert(0, paragraph)
    root.text = None
    for child in list(root):
        if (child.tail or "").strip():
            paragraph = etree.Element("p")
            paragraph.text = (child.tail or "").strip()
            child.addnext(paragraph)
            child.tail = paragraph.tail = None


def unwrap(element: etree._Element) -> None:
    """Put what is in an element in its place."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    _append_text(parent, before, element.text)
    at = parent.index(element)
    children = list(element)
    tail = element.tail
    parent.remove(element)
    for child in reversed(children):
        parent.insert(at, child)
    _append_text(parent, children[-1] if children else before, tail)


def cut(element: etree._Element) -> None:
    """Take an element out and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    _append_text(parent, element.getprevious(), element.tail)
    element.tail = None
    parent.remove(element)


def _append_text(parent: etree._Element, before: etree._Element | None, text: str | None) -> None:
    if not text:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
