"""Spans without nesting: code, math, escapes, line breaks, attribute lists, extensions."""

import re

from curator.rendering.kramdown.attribute_lists import apply_attributes, read_attribute_list
from curator.rendering.kramdown.elements import STRIPPED, WHITESPACE, Attributes, Node
from curator.rendering.kramdown.extension_tags import changed, read_tag
from curator.rendering.kramdown.patterns import ESCAPED, ESCAPED_GFM, ID, S
from curator.rendering.kramdown.span_state import Frame, SpanState

_TICKS = re.compile(r"`+")
_EXTENSION = re.compile(rf"\{{::[A-Za-z0-9_]++(?:{S}|/?\}})")
_EXTENSION_STOP = re.compile(rf"\{{:/(?:{ID})?\}}")


def read_code(state: SpanState, frame: Frame, at: int) -> int:
    """Read at a backtick: a code span up to as many of them, else the marks themselves."""
    text = state.text
    found = _TICKS.match(text, at)
    begin = found.end() if found else at + 1
    marks = text[at:begin]
    single = len(marks) == 1
    if (
        single
        and (at == 0 or text[at - 1] in WHITESPACE)
        and begin < state.size
        and text[begin] in WHITESPACE
    ):
        frame.words.append(marks)
        return begin
    end = state.source.find(marks, begin)
    if end < 0:
        frame.words.append(marks)
        return begin
    value = text[begin:end]
    if not single:
        value = value.removeprefix(" ").removesuffix(" ")
    frame.add(Node("codespan", value))
    return end + len(marks)


def read_math(state: SpanState, frame: Frame, at: int) -> int:
    """Read at `$$`; return the place unchanged where it is not closed."""
    end = state.source.find("$$", at + 2)
    if end < 0:
        return at
    frame.add(Node("math", state.text[at + 2 : end].strip(STRIPPED)))
    return end + 2


def read_backslash(state: SpanState, frame: Frame, at: int) -> int:
    """Read an escaped character; return the place unchanged where none is."""
    found = (ESCAPED_GFM if state.gfm else ESCAPED).match(state.text, at)
    if found is None:
        return at
    frame.words.append(found[1])
    return found.end()


def read_extension(state: SpanState, frame: Frame, at: int) -> int:
    """Read at `{:`: an extension, or an attribute list for the element before it."""
    text, source, owner = state.text, state.source, state.owner
    if _EXTENSION_STOP.match(text, at):
        frame.words.append("{")
        return at + 1
    if (start := _EXTENSION.match(text, at)) and source.next_brace(start.end() - 1) >= 0:
        tag = read_tag(source, at, "span")
        if tag is None:
            frame.words.append("{")
            return at + 1
        if tag.node is not None:
            frame.add(tag.node)
        elif tag.name == "options":
            owner.options = changed(owner.options, tag.settings)
        return tag.end
    brace = source.next_brace(at + 3) if not text.startswith("}", at + 2) else -1
    if brace < 0 or frame.words or not frame.kids:
        frame.words.append("{")
        return at + 1
    given = Attributes()
    read_attribute_list(text[at + 2 : brace], given)
    last = frame.kids[-1] = frame.kids[-1].copy()  # others may remember it without the list
    if last.ial is None:
        last.ial = Attributes()
    last.ial.update(given)
    apply_attributes(last.attr, given, owner.definitions.attributes)
    return brace + 1
