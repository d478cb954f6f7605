"""The steps of a clean-up: each finds what it changes in one reading of a body.

A step is a function from a `Body` to edits. Adding one is a function here, a line in `FINDERS`, and its words in
`gui/cleaning` and `cli/cleaning`. No step may take a word that a reader sees without saying so in its edit.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from types import MappingProxyType

from lxml import etree

from curator.importing.cleaning.addresses import counts_readers, untracked
from curator.importing.cleaning.edits import Edit, Step
from curator.importing.cleaning.nodes import Body, is_empty, named, without_attribute
from curator.importing.pages.visible import bare, is_hidden, visible_text

Finder = Callable[[Body], Iterator[Edit]]

_QUOTE_SPAN = re.compile(r"(?:bk|stock|quote|bkquote|stockquote)_[\w.]+", re.IGNORECASE)
_QUOTE_ADDRESS = re.compile(
    r"//(?:quote\.eastmoney\.com|[\w.]*webquoteklinepic\.eastmoney\.com|xueqiu\.com/S/|finance\.sina\.com\.cn/realstock)",
    re.IGNORECASE,
)
_MARKERS = re.compile(r"<!--\s*EM_StockImg_(?:Start|End)\s*-->")
_CENTRED = re.compile(r"text-align:center", re.IGNORECASE)
_LONGEST_CAPTION = 120
_NAVIGATION = re.compile(
    r"^(?:返回.{0,20}|回到?(?:首页|顶部|列表)|首页|上一[篇页].{0,60}|下一[篇页].{0,60}|更多.{0,12}|查看更多|相关阅读|阅读原文|"
    r"back(?: to .{1,30})?|home(?:page)?|next(?: (?:post|article|page))?|prev(?:ious)?(?: (?:post|article|page))?|read more|"
    r"more (?:news|stories)|top|zurück(?: zu.{1,30})?|startseite|weiter(?:lesen)?|retour.{0,20}|accueil)\W*$",
    re.IGNORECASE,
)
_MARKDOWN_LINKS = re.compile(r"^[ \t]*(?:\[[^\]\n]{1,80}\]\([^)\n]{0,500}\)[ \t|｜·•,，/、-]*)+$")
_MARKDOWN_LINK = re.compile(r"\[([^\]\n]{1,80})\]\([^)\n]{0,500}\)")
_BETWEEN = re.compile(r"[\s|｜·•,，/、»«<>›‹←→-]*")
_PRESENTATION = (
    "style",
    "align",
    "bgcolor",
    "color",
    "face",
    "valign",
    "hspace",
    "vspace",
    "border",
)
_HANDLER = re.compile(r"on[a-z]{3,20}")


def scripts(body: Body) -> Iterator[Edit]:
    """Scripts, style sheets, and what runs on a touch."""
    gone = body.elements("script", "style", "noscript")
    for element in gone:
        yield body.removed(element)
    for element in body.elements():
        tag = body.tag_text(element)
        after = tag
        for name in element.attrib:
            key, value = str(name).lower(), str(element.get(name) or "")
            scripted = key in {"href", "src"} and bare(value).lower().startswith("javascript:")
            if _HANDLER.fullmatch(key) or scripted:
                after = without_attribute(after, key)
        if after != tag:
            yield body.start_tag(element, after)


def hidden(body: Body) -> Iterator[Edit]:
    """What is hidden by its own style or attribute."""
    for element in body.elements():
        if is_hidden(element):
            yield body.removed(element)


def pixels(body: Body) -> Iterator[Edit]:
    """Pictures of one point, and those of known counters."""
    for image in body.elements("img"):
        style = bare(image.get("style") or "").lower()
        tiny = all(
            (image.get(side) or "").strip().removesuffix("px") in {"0", "1"}
            or re.search(rf"(?:^|;){side}:[01](?:px)?(?:;|$)", style)
            for side in ("width", "height")
        )
        if tiny or counts_readers(image.get("src") or ""):
            yield body.removed(image)


def links(body: Body) -> Iterator[Edit]:
    """Addresses of links, without what tells of their reader."""
    for element in body.elements("a"):
        address = element.get("href") or ""
        after = untracked(address)
        tag = body.tag_text(element)
        if after != address:
            written = re.search(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag, re.I)
            if written is None:
                continue
            which = next(n for n in (1, 2, 3) if written[n] is not None)
            value = untracked(written[which])
            if value == written[which] or not value.startswith(written[which].partition("?")[0]):
                value = escape(after)
            tag = tag[: written.start(which)] + value + tag[written.end(which) :]
        tag = without_attribute(tag, "ping")
        if tag != body.tag_text(element):
            yield body.start_tag(element, tag)


def quotes(body: Body) -> Iterator[Edit]:
    """Stock quotes: words in a link keep their words, pictures of courses go."""
    for span in body.elements("span"):
        if _QUOTE_SPAN.fullmatch(span.get("id") or ""):
            if is_empty(span):
                yield body.removed(span)
            else:
                yield from body.unwrapped(span)
    for link in body.elements("a"):
        if _QUOTE_ADDRESS.search(link.get("href") or "") is None:
            continue
        holder = link.getparent()
        if visible_text(link):
            if link.find(".//img") is None:
                yield from body.unwrapped(link)
        elif (
            holder is not None
            and holder.tag == "p"
            and len(holder) == 1
            and not visible_text(holder)
        ):
            yield body.removed(holder if body.has(holder) else link)
        else:
            yield body.removed(link)
    for marker in _MARKERS.finditer(body.text):
        yield body.replaced(marker.start(), marker.end(), "", "comment")


def figures(body: Body) -> Iterator[Edit]:
    """A centred picture alone, with the centred line under it, becomes a figure."""
    for element in body.elements("center", "p"):
        picture = _only_picture(element)
        if picture is None or (element.tag == "p" and not _is_centred(element)):
            continue
        span = body.span(element)
        caption = _caption(body, element)
        if element.tag == "p" and caption is None:
            continue
        inner = body.text[span.inner : span.inner_end].strip()
        told = end = ""
        last = span.end
        if caption is not None:
            under = body.span(caption)
            told = body.text[under.inner : under.inner_end].strip()
            last = under.end
            end = f"<figcaption>{told}</figcaption>"
        if "\n\n" in inner + told:
            continue
        yield body.replaced(span.start, last, f"<figure>{inner}{end}</figure>", named(element))


def styles(body: Body) -> Iterator[Edit]:
    """Looks that stand at an element; what hides it stays, and `font` goes."""
    for element in body.elements():
        if element.tag == "font":
            yield from body.unwrapped(element)
            continue
        if is_hidden(element):
            continue
        tag = after = body.tag_text(element)
        for name in _PRESENTATION:
            if element.get(name) is not None and not (name == "border" and element.tag == "table"):
                after = without_attribute(after, name)
        if after != tag:
            yield body.start_tag(element, after)


def spans(body: Body) -> Iterator[Edit]:
    """Spans without content or without meaning."""
    for element in body.elements("span", "b", "strong", "em", "i", "u"):
        if _is_target(body, element):
            continue
        if is_empty(element) and not (element.text or ""):
            yield body.removed(element)
        elif element.tag == "span" and not _meaning(element):
            yield from body.unwrapped(element)


def tail(body: Body) -> Iterator[Edit]:
    """Links around the site at the end: lines of Markdown, or blocks of nothing but such links."""
    end = len(body.text.rstrip())
    while end:
        start = body.text.rfind("\n", 0, end) + 1
        line = body.text[start:end]
        if _MARKDOWN_LINKS.match(line) is None:
            break
        if not all(_NAVIGATION.match(found.strip()) for found in _MARKDOWN_LINK.findall(line)):
            break
        kept = len(body.text[:start].rstrip())
        yield Edit(kept, body.text[kept:end], "", "line", words=True)
        end = kept
    for element in reversed(list(body.root)):
        if (
            element.tail
            and element.tail.strip()
            and body.text[:end].rstrip().endswith(element.tail.strip()[-1:])
        ):
            break
        if not body.has(element):
            break
        if is_empty(element):
            continue
        if not _is_navigation(element):
            break
        yield body.removed(element, words=True)


FINDERS: Mapping[Step, Finder] = MappingProxyType(
    {
        Step.SCRIPTS: scripts,
        Step.HIDDEN: hidden,
        Step.PIXELS: pixels,
        Step.LINKS: links,
        Step.QUOTES: quotes,
        Step.FIGURES: figures,
        Step.STYLES: styles,
        Step.SPANS: spans,
        Step.TAIL: tail,
    }
)


def _only_picture(element: etree._Element) -> etree._Element | None:
    pictures = list(element.iter("img"))
    if len(pictures) != 1 or visible_text(element):
        return None
    allowed = {"img", "a", "br"}
    inside = [one.tag for one in element.iter(etree.Element) if one is not element]
    return pictures[0] if set(inside) <= allowed else None


def _is_centred(element: etree._Element) -> bool:
    return (
        _CENTRED.search(bare(element.get("style") or "")) is not None
        or (element.get("align") or "").lower() == "center"
    )


def _caption(body: Body, element: etree._Element) -> etree._Element | None:
    below = element.getnext()
    if below is None or below.tag not in {"p", "center"} or (element.tail or "").strip():
        return None
    if not body.has(below) or not (below.tag == "center" or _is_centred(below)):
        return None
    text = visible_text(below)
    blocks = any(
        one.tag in {"img", "p", "div", "table", "iframe"} for one in below.iterdescendants()
    )
    return below if 0 < len(text) <= _LONGEST_CAPTION and not blocks else None


def _is_target(body: Body, element: etree._Element) -> bool:
    name = element.get("id")
    return name in body.anchors


def _meaning(element: etree._Element) -> bool:
    told = {str(name).lower() for name in element.attrib} - {"data-curator-at"}
    return bool(told - {"style"}) or bool(element.get("style"))


def _is_navigation(element: etree._Element) -> bool:
    if element.tag not in {"p", "div", "ul", "nav", "center", "a", "span", "footer", "section"}:
        return False
    found = list(element.iter("a"))
    if not found or any(True for _ in element.iter("img", "table", "figure", "iframe")):
        return False
    texts = [visible_text(one) for one in found]
    if not all(_NAVIGATION.match(text) for text in texts if text):
        return False
    rest = visible_text(element)
    for text in texts:
        rest = rest.replace(text, "", 1)
    return _BETWEEN.fullmatch(rest) is not None
