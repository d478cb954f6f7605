"""HTML as written: every element knows the span of text that it stands in.

lxml reads markup well and forgets where it stood; what is kept byte for byte, a body that is cut out or an
edit that touches one node, needs both. Each start tag is numbered before lxml sees it. Markup that nests
deeper than any page is flattened, because the parser drops the rest of a text behind its own limit.
"""

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree, html

DEEPEST = 200
"""Open elements; deeper tags are left out, their text stays. Real pages reach 60."""

_MARK = "data-curator-at"
_LOOK_BACK = 64

_TOKEN = re.compile(
    r"<!--(?:.*?-->|.*)"
    r"|<!\[CDATA\[(?:.*?\]\]>|.*)"
    r"|<[!?](?:[^>]*+>|[^>]*+\Z)"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>\x00]*)"
    r"(?>[^>=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|=)*+(?:>|\Z)",
    re.DOTALL,
)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noframes"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"}
    | {"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol"}
    | {"p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_CLOSED_BY = {
    "p": BLOCKS - {"body", "html", "td", "th", "tr", "li", "dd", "dt"},
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "option": frozenset({"option", "optgroup"}),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Where an element stands: from `start` to `end`, its content from `inner` to `inner_end`."""

    start: int
    inner: int
    inner_end: int
    end: int


@dataclass(slots=True)
class _Open:
    name: str
    number: int
    start: int
    inner: int
    kept: bool


class HtmlSource:
    """A text of HTML, its tree, and where each element of the tree stands in the text."""

    def __init__(self, text: str, masked: str | None = None) -> None:
        """Read `text`; `masked` is the same text with blanks over what is no markup, code say."""
        self.text = text
        self.flattened = False
        self._shown = text if masked is None else masked
        self._spans: list[Span | None] = []
        self._written: list[str] = []
        self._marked = self._mark()

    def document(self) -> etree._Element:
        """Return the tree of a whole page."""
        return _parsed(self._marked)

    def fragment(self) -> etree._Element:
        """Return the tree of a fragment, in a `div` that is no part of it."""
        whole = _parsed(f"<html><body><div>{self._marked}")
        found = whole.find(".//div")
        assert found is not None
        return found

    def span(self, element: etree._Element) -> Span | None:
        """Return where an element stands; None where nothing in the text says where it ends."""
        number = element.get(_MARK)
        if number is None:
            return None
        return self._spans[int(number)]

    def _mark(self) -> str:
        """Return the text with every start tag numbered, and note where each element ends."""
        out: list[str] = []
        text, at, position = self._shown, 0, 0
        nest = _Nest(self._spans)
        while (token := _TOKEN.search(text, position)) is not None:
            start, position = token.span()
            if token["name"] is None:
                continue
            name = token["name"].lower()
            if token["close"]:
                if nest.close(name, start, position):
                    continue
                written = ""
            else:
                kept = nest.open(name, start, position)
                self.flattened = self.flattened or not kept
                head = start + 1 + len(name)
                number = f' {_MARK}="{len(self._spans) - 1}"'
                written = self.text[start:head] + number + self.text[head:position] if kept else ""
            out += (self.text[at:start], written)
            at = position
            if name in _RAW and not token["close"]:
                closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, position)
                position = len(text) if closing is None else closing.start()
        nest.finish(len(text))
        out.append(self.text[at:])
        return "".join(out)


class _Nest:
    """The elements that are open at one place of the text."""

    def __init__(self, spans: list[Span | None]) -> None:
        self._spans = spans
        self._stack: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._depth = 0

    def open(self, name: str, start: int, inner: int) -> bool:
        """Open an element; tell whether it is not too deep."""
        stack = self._stack
        while stack and name in _CLOSED_BY.get(stack[-1].name, ()):
            self._pop(start, start)
        kept = self._depth < DEEPEST
        if name in VOID:
            self._spans.append(Span(start, inner, inner, inner))
            return kept
        stack.append(_Open(name, len(self._spans), start, inner, kept))
        self._spans.append(None)
        self._names[name] += 1
        self._depth += kept
        return kept

    def close(self, name: str, start: int, end: int) -> bool:
        """Close what an end tag closes; tell whether the tag stays in the text."""
        if not self._names[name] or not _reaches(self._stack, name):
            return True
        while self._stack[-1].name != name:
            self._pop(start, start)
        kept = self._stack[-1].kept
        self._pop(end, start)
        return kept

    def finish(self, end: int) -> None:
        """Close everything at the end of the text."""
        while self._stack:
            self._pop(end, end)

    def _pop(self, end: int, close: int) -> None:
        opened = self._stack.pop()
        self._names[opened.name] -= 1
        self._depth -= opened.kept
        self._spans[opened.number] = Span(opened.start, opened.inner, close, end)


def _reaches(stack: list[_Open], name: str) -> bool:
    """Tell whether an end tag closes anything: one of a span closes no block around it."""
    if name in BLOCKS:
        return True
    for opened in reversed(stack[-_LOOK_BACK:]):
        if opened.name == name:
            return True
        if opened.name in BLOCKS:
            return False
    return False


def unmark(root: etree._Element) -> None:
    """Take the numbers off a tree that is to be written out."""
    for element in root.iter(etree.Element):
        element.attrib.pop(_MARK, "")


def _parsed(text: str) -> etree._Element:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    data = text.encode("utf-8", "replace")
    root: etree._Element | None = None
    if data.strip():
        try:
            root = etree.fromstring(data, parser)
        except etree.ParserError:
            root = None
    if root is None:
        root = etree.fromstring(b"<html><body></body></html>", parser)
    return root
