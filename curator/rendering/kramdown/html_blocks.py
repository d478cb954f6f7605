"""HTML among blocks: comments, elements with raw text, elements whose body is read (`markdown="1"`).

Raw HTML is kept flat: a block's raw body becomes pieces of finished HTML in one list, however deep
its elements nest; only where an element asks for kramdown inside does a node of its own begin. The
pieces are what kramdown's converter would print: attributes normalised, text escaped, closing tags
of unclosed elements supplied.
"""

import re

from curator.rendering.kramdown import patterns, tags
from curator.rendering.kramdown.elements import Node, Words
from curator.rendering.kramdown.escaping import attributes_html, escape, escape_text
from curator.rendering.kramdown.html_tags import html_attributes, markdown_model
from curator.rendering.kramdown.patterns import CLOSE_TAG, TAG, TRAILING
from curator.rendering.kramdown.reading import DEEPEST, Reader

HTML = re.compile(r" {0,3}<(?:[^\W\d]|!--|/)")

_BLANKS = re.compile(r" {0,3}")


def read_html(reader: Reader, _found: re.Match[str]) -> bool:
    """A comment, the start of an HTML block, or the end of the one being read."""
    text, at = reader.text, reader.at
    if text.startswith("<!--", at):
        end = reader.source.find("-->", at + 4)
        if end >= 0:
            comment = Node("xml_comment", text[at : end + 3])
            comment.category, comment.line = "block", reader.line()
            reader.add(comment)
            reader.at = end + 3
            reader.skip(TRAILING)
            return True
    blanks = _BLANKS.match(text, at)
    start = blanks.end() if blanks else at
    tag = TAG.match(text, start)
    if tag is not None:
        if tag[1].lower() in tags.SPAN:
            return False
        line = reader.line()
        reader.at = tag.end()
        element = _open(tag)
        element.line = line
        reader.add(element)
        _read_body(reader, element)
        return True
    close = CLOSE_TAG.match(text, start)
    if close is not None and close[1].lower() not in tags.SPAN:
        parent = reader.parent
        if parent.kind == "html" and parent.value == close[1].lower():
            reader.at = close.end()
            reader.stopped = True
            return True
    return False


def _open(tag: re.Match[str]) -> Node:
    name = tags.normal_name(tag[1])
    element = Node("html", name, html_attributes(tag[2], known=name in tags.KNOWN))
    element.category = "block"
    element.closed = tag[3] is not None or name in tags.VOID
    return element


def _model(reader: Reader, element: Node, *, raw_parent: bool) -> str:
    if reader.ial is not None:
        element.ial, reader.ial = reader.ial, None
    raw = raw_parent or not reader.options.parse_block_html
    model = markdown_model(
        element.attr, element.value, "raw" if raw else tags.model_of(element.value)
    )
    return "raw" if model == "block" and reader.depth >= DEEPEST - 1 else model


def _read_body(reader: Reader, element: Node) -> None:
    """Read what follows the start tag of a block that is not inside raw HTML."""
    name = element.value
    raw_parent = reader.parent.kind == "html" and reader.parent.model == "raw"
    if name in ("script", "style"):
        # its text is taken first, so that trailing blanks are not
        element.kids.append(Node("raw", _raw_text(reader, name)))
        element.model = _model(reader, element, raw_parent=raw_parent)
        element.closed = False
        if element.model == "block":
            reader.skip(TRAILING)
        return
    element.model = _model(reader, element, raw_parent=raw_parent)
    if element.model == "block":
        reader.skip(TRAILING)
    if element.closed:
        return
    _read_content(reader, element)
    if not raw_parent:
        reader.skip(TRAILING)


def _read_content(reader: Reader, element: Node) -> None:
    if element.model == "block":
        reader.read_on(element)
    elif element.model == "span":
        text, at = reader.text, reader.at
        span = reader.source.search_close_tag(element.value, at)
        end, after = span if span is not None else (len(text), len(text))
        if end > at:
            words = Words("raw_text", text[at:end])
            words.line = reader.line()
            element.kids.append(words)
        reader.at = after
    else:
        _read_raw(reader, element)


def _raw_text(reader: Reader, name: str) -> str:
    text, at = reader.text, reader.at
    span = reader.source.search_close_tag(name, at)
    end, reader.at = span if span is not None else (len(text), len(text))
    return text[at:end]


def _read_raw(reader: Reader, element: Node) -> None:
    """Read raw HTML up to the element's closing tag, into flat pieces of finished HTML."""
    text = reader.text
    start = patterns.RAW_START_CDATA if reader.modern else patterns.RAW_START
    pieces: list[str] = []
    opened: list[str] = []
    size = len(text)
    while reader.at < size:
        found = start.search(text, reader.at)
        if found is None:
            pieces.append(escape_text(text[reader.at :]))
            reader.at = size
            break
        at = found.start()
        if at > reader.at:
            pieces.append(escape_text(text[reader.at : at]))
        reader.at = at
        if (markup := _markup(reader, at)) is not None:
            pieces.append(markup)
        elif tag := TAG.match(text, at):
            reader.at = tag.end()
            child = _open(tag)
            child.model = _model(reader, child, raw_parent=True)
            if child.model == "raw" or child.value in ("script", "style"):
                pieces.append(_raw_tag(reader, child, opened))
            else:
                element.kids.append(Node("raw", "".join(pieces)))
                pieces.clear()
                child.level = len(opened)
                _read_inside(reader, element, child)
        elif close := CLOSE_TAG.match(text, at):
            reader.at = close.end()
            current = opened[-1] if opened else element.value
            ours = current == (close[1].lower() if current in tags.KNOWN else close[1])
            if ours and not opened:
                break
            pieces.append(f"</{opened.pop()}>" if ours else escape_text(close[0]))
        else:
            pieces.append(escape_text(text[at]))
            reader.at = at + 1
    pieces.extend(f"</{name}>" for name in reversed(opened))
    if pieces:
        element.kids.append(Node("raw", "".join(pieces)))


def _raw_tag(reader: Reader, child: Node, opened: list[str]) -> str:
    name, attr = child.value, attributes_html(child.attr)
    if name in ("script", "style"):
        return f"<{name}{attr}>{_raw_text(reader, name)}</{name}>"
    if child.closed:
        return f"<{name}{attr} />"
    opened.append(name)
    return f"<{name}{attr}>"


def _read_inside(reader: Reader, element: Node, child: Node) -> None:
    """Read an element inside raw HTML that asks for kramdown."""
    element.kids.append(child)
    if child.model == "block":
        reader.skip(TRAILING)
    if not child.closed:
        kept, reader.parent = reader.parent, element
        _read_content(reader, child)
        reader.parent = kept


def _markup(reader: Reader, at: int) -> str | None:
    """Take a comment, an instruction or a CDATA section; None where none stands."""
    text, find = reader.text, reader.source.find
    if text.startswith("<!--", at):
        end = find("-->", at + 4)
        if end >= 0:
            reader.at = end + 3
            return text[at : end + 3]
    elif text.startswith("<?", at):
        end = find("?>", at + 2)
        if end >= 0:
            reader.at = end + 2
            return text[at : end + 2]
    elif reader.modern and text.startswith("<![CDATA[", at):
        end = find("]]>", at + 9)
        if end >= 0:
            reader.at = end + 3
            return escape(text[at + 9 : end])
    return None
