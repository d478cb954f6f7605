"""HTML inside text: comments, elements; a closing tag without its element is text."""

import re

from curator.rendering.kramdown import tags
from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.escaping import escape
from curator.rendering.kramdown.html_tags import html_attributes
from curator.rendering.kramdown.patterns import CLOSE_TAG, TAG
from curator.rendering.kramdown.span_state import (
    DEEPEST,
    FOUND,
    GO_ON,
    IN_EM,
    RAW,
    Frame,
    SpanState,
)

START = re.compile(r"<(?:[^\W\d]|!--|/)")
START_MODERN = re.compile(r"<(?:[^\W\d]|!--|/|!\[CDATA\[)")
_NEWLINES = re.compile(r"\n+")
_ASKED = {"0": False, "span": True}  # "block" means nothing inside text


class _Close:
    """The closing tag of an element."""

    chars = "<"

    def __init__(self, state: SpanState, name: str) -> None:
        self._text = state.text
        self._name = name
        self._known = name in tags.KNOWN
        self.end = 0

    def check(self, frame: Frame, at: int) -> int:
        """Compare the name of the tag at a place."""
        if not self._text.startswith("/", at + 1):
            return GO_ON
        found = CLOSE_TAG.match(self._text, at)
        if found is None:
            return GO_ON
        name = found[1].lower() if self._known else found[1]
        if name != self._name:
            return GO_ON
        self.end = found.end()
        return FOUND


def _markup(state: SpanState, frame: Frame, at: int) -> int:
    """Take a comment, a CDATA section or a closing tag; return the place unchanged without one."""
    text = state.text
    if text.startswith("<!", at):
        if text.startswith("<!--", at):
            end = state.source.find("-->", at + 4)
            if end >= 0:
                frame.add(Node("xml_comment", text[at : end + 3]))
                return end + 3
        elif state.modern:
            end = state.source.find("]]>", at + 9)
            if end >= 0:
                frame.words.append(escape(text[at + 9 : end]))
                return end + 3
    if close := CLOSE_TAG.match(text, at):
        frame.words.append(close[0])
        return close.end()
    return at


def read_html(state: SpanState, frame: Frame, at: int) -> int:
    """Read at a `<` that begins a tag or comment; always takes something."""
    text = state.text
    end = _markup(state, frame, at)
    if end > at:
        return end
    tag = TAG.match(text, at)
    if tag is None:
        frame.words.append("<")
        return at + 1
    name = tags.normal_name(tag[1])
    if name in tags.BLOCK:
        frame.words.append(tag[0])
        return tag.end()
    key = ("html", at, frame.bits)
    results = state.memory.results
    found = results.get(key)
    if found is None and state.depth < DEEPEST:
        node, closing, child = _element(state, frame.bits, tag, name)
        end = tag.end()
        if closing is not None:
            closed, end = state.fill(state, child, end, closing, full=node.model == "span")
            if closed:
                end = closing.end
            else:
                child.words.append(text[end:])
                end = state.size
            node.kids = [kid for kid in child.finish() if kid.kind != "text" or kid.value]
        found = results[key] = (node, end)
    if found is None:
        frame.words.append(tag[0])
        return tag.end()
    frame.add(found[0])
    return found[1]


def _element(
    state: SpanState, bits: int, tag: re.Match[str], name: str
) -> tuple[Node, _Close | None, Frame]:
    """Return the element of a start tag, what closes it if it has a body, and the body's frame."""
    attr = html_attributes(tag[2], known=name in tags.KNOWN)
    if "\n" in tag[2]:
        attr = {key: _NEWLINES.sub(" ", value) for key, value in attr.items()}
    holds_raw = tags.model_of(name) == "raw"
    parsed = state.owner.options.parse_span_html and not holds_raw and not bits & RAW
    asked = attr.pop("markdown", "")
    if asked in _ASKED:
        parsed = _ASKED[asked]
    elif asked == "1":
        parsed = not holds_raw
    node = Node("html", name, attr)
    node.model = "span" if parsed else "raw"
    node.closed = tag[3] is not None
    child = Frame(bits & ~(IN_EM | RAW) | (0 if parsed else RAW))
    if node.closed or name in tags.VOID:
        return node, None, child
    return node, _Close(state, name), child
