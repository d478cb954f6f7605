"""Links and images, by URL or by name; autolinks; footnote marks.

[text](url "title")   [text][name]   [name]   ![text](url)   <https://…>   [^note]
"""

import re

from curator.rendering.kramdown.attribute_lists import apply_attributes
from curator.rendering.kramdown.definitions import link_id
from curator.rendering.kramdown.elements import STRIPPED, Attributes, Node
from curator.rendering.kramdown.patterns import ESCAPED, ID, S
from curator.rendering.kramdown.span_state import (
    FOUND,
    GIVE_UP,
    GO_ON,
    IN_EM,
    LINK,
    RAW,
    Found,
    Frame,
    SpanState,
)

_FOOTNOTE = re.compile(rf"\[\^({ID})\]")
_BLANKS = re.compile(rf"{S}*+")
_QUOTE_AFTER_BLANK = rf"{S}(?=[\"'])"
_TITLE_END = {quote: rf"{quote}(?={S}*+\))" for quote in "\"'"}
_ADDRESS = re.compile(r"<([-\w.]++@[-\w.]++)>")
_SCHEME = re.compile(r"<(?:mailto|https?|ftps?):[^\n]")
# A link's name may hold blanks that do not count; beyond this factor it is no name.
_SLACK = 1000


class _Bracket:
    """The bracket that ends a link's text; remembers which brackets inside belong together."""

    chars = "]!["

    def __init__(self, state: SpanState, bits: int) -> None:
        self._memory = state.memory.brackets
        self._text = state.text
        self._bits = bits
        self.opened: list[int] = []

    def check(self, frame: Frame, at: int) -> int:
        """Count the bracket at a place."""
        if self._text[at] != "]":
            self.opened.append(at)
            # one inside that is never closed leaves none for those around it
            return GIVE_UP if self._memory.get((at, self._bits)) == -1 else GO_ON
        if not self.opened:
            return FOUND
        self._memory[self.opened.pop(), self._bits] = at
        return GO_ON


def read_bracket(state: SpanState, frame: Frame, at: int) -> int:
    """Read at `[` or `![`; return the place unchanged where neither link nor footnote begins."""
    text = state.text
    image = text[at] == "!"
    begin = at + (2 if image else 1)
    if text.startswith("^", begin) or begin >= state.size:
        note = None if image else _FOOTNOTE.match(text, at)
        return at if note is None else _footnote(state, frame, note)
    bits = frame.bits
    if not image and bits & LINK:
        frame.words.append("[")
        return begin
    key = ("link", at, bits)
    results = state.memory.results
    if key in results:
        found = results[key]
    else:
        found = results[key] = _attempt(state, at, begin, bits)
    if found is None:
        frame.words.append(text[at:begin])
        return begin
    frame.add(found[0])
    if image and frame.brackets:
        frame.brackets.pop()
    return found[1]


def _footnote(state: SpanState, frame: Frame, found: re.Match[str]) -> int:
    definition = state.owner.definitions.footnotes.get(found[1])
    if definition is None:
        frame.words.append(found[0])
    else:
        node = Node("footnote")
        node.text, node.target = found[1], definition.content
        frame.add(node)
    return found.end()


def _attempt(state: SpanState, at: int, begin: int, bits: int) -> Found:
    inner = bits & ~(IN_EM | RAW) | LINK
    brackets = state.memory.brackets
    close = brackets.get((at, inner))
    kids: list[Node] | None = None
    if close is None:
        close, kids = _fill(state, begin, inner)
        brackets[at, inner] = close
    if close < 0:
        return None
    target = _target(state, begin, close)
    if target is None:
        return None
    url, title, ial, end = target
    image = text_is_image(state.text, at)
    node = Node("img" if image else "a")
    if ial is not None:
        node.ial = ial.copy()
        apply_attributes(node.attr, ial, state.owner.definitions.attributes)
    if image:
        node.attr["src"] = url
        node.attr["alt"] = _alternative(state, begin, close)
    else:
        if kids is None:
            kids = _fill(state, begin, inner)[1]
        node.kids = kids
        node.attr["href"] = url
    if title:
        node.attr["title"] = title
    return node, end


def text_is_image(text: str, at: int) -> bool:
    """Return whether an image rather than a link begins at a bracket's place."""
    return text[at] == "!"


def _fill(state: SpanState, begin: int, bits: int) -> tuple[int, list[Node]]:
    frame = Frame(bits)
    bracket = _Bracket(state, bits)
    frame.brackets = bracket.opened
    found, at = state.fill(state, frame, begin, bracket)
    if found:
        return at, frame.finish()
    for opened in bracket.opened:
        state.memory.brackets[opened, bits] = -1
    return -1, []


def _alternative(state: SpanState, begin: int, close: int) -> str:
    return ESCAPED.sub(r"\1", state.text[begin:close])


Target = tuple[str, str | None, Attributes | None, int]


def _target(state: SpanState, begin: int, close: int) -> Target | None:
    """Return (URL, title, attribute list, end) of what follows a link's text."""
    text, after = state.text, close + 1
    blanks = _BLANKS.match(text, after)
    at = blanks.end() if blanks else after
    if text.startswith("[", at):
        end = state.source.find("]", at + 1)
        if end >= 0:
            return _defined(state, text[at + 1 : end], begin, close, end + 1)
    if not text.startswith("(", after):
        return _defined(state, "", begin, close, after)
    if text.startswith("<", after + 1):
        end = state.source.find_in_line(">", after + 2)
        if end >= 0:
            url = text[after + 2 : end]
            if text.startswith(")", end + 1):
                return url, None, None, end + 2
            return _titled(state, url, end + 1)
    partner = state.source.partner(after)
    blank = state.source.next_position(_QUOTE_AFTER_BLANK, after)
    if partner >= 0 and (blank < 0 or partner < blank):
        return text[after + 1 : partner].strip(STRIPPED), None, None, partner + 1
    if blank < 0:
        return None
    return _titled(state, text[after + 1 : blank].strip(STRIPPED), blank + 1)


def _defined(state: SpanState, name: str, begin: int, close: int, end: int) -> Target | None:
    definitions = state.owner.definitions
    if not definitions.links:
        return None
    if not name:
        if close - begin > definitions.longest_link * 2 + _SLACK:
            return None
        name = _alternative(state, begin, close)
    elif len(name) > definitions.longest_link * 2 + _SLACK:
        return None
    definition = definitions.links.get(link_id(name))
    if definition is None:
        return None
    url, title, mark = definition
    return url, title, mark.ial if mark is not None else None, end


def _titled(state: SpanState, url: str, at: int) -> Target | None:
    text = state.text
    blanks = _BLANKS.match(text, at)
    at = blanks.end() if blanks else at
    quote = text[at : at + 1]
    if quote not in _TITLE_END:
        return None
    end = state.source.next_position(_TITLE_END[quote], at + 2)
    if end < 0:
        return None
    return url, text[at + 1 : end], None, text.index(")", end) + 1


def read_autolink(state: SpanState, at: int) -> Found:
    """Return the link that `<https://…>` or `<name@host>` makes, None where none stands."""
    text = state.text
    if _SCHEME.match(text, at):
        begin = text.index(":", at) + 2
        end = state.source.find_in_line(">", begin)
        if end < 0:
            return None
        url = text[at + 1 : end]
        href = url
    else:
        found = _ADDRESS.match(text, at)
        if found is None:
            return None
        url, end = found[1], found.end() - 1
        href = f"mailto:{url}"
    node = Node("a", attr={"href": href})
    node.kids.append(Node("text", url.removeprefix("mailto:")))
    return node, end + 1
