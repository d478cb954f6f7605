"""kramdown's extensions, as they stand in a text: `{::name key="value"}body{:/name}`."""

import re
from dataclasses import dataclass

from curator.rendering.kramdown.attribute_lists import read_attribute_list
from curator.rendering.kramdown.elements import Attributes, Node
from curator.rendering.kramdown.options import Options, is_option
from curator.rendering.kramdown.patterns import S
from curator.rendering.kramdown.source import Source

_TAG = re.compile(rf" {{0,3}}\{{::([A-Za-z0-9_]++)(?:(?={S})|(?=/?\}}))")
_LINE_REST = re.compile(r"[ \t\r\f\v]*+\n")
_BLOCK_STOPS = {
    name: re.compile(rf"^ {{0,3}}\{{:/(?:{name})?\}}[ \t\r\f\v]*+\n", re.M)
    for name in ("comment", "nomarkdown", "options")
}
_SPAN_STOPS = {
    name: re.compile(rf"\{{:/(?:{name})?\}}") for name in ("comment", "nomarkdown", "options")
}


@dataclass(frozen=True)
class ExtensionTag:
    """An extension as it stands in the text; `node` is what it leaves, None for options."""

    name: str
    end: int
    node: Node | None
    settings: Attributes


def read_tag(source: Source, position: int, category: str) -> ExtensionTag | None:
    """Return the extension whose start tag is at `position`, None where kramdown sees none."""
    text = source.text
    found = _TAG.match(text, position)
    if found is None or found[1] not in _SPAN_STOPS:
        return None
    block = category == "block"
    name, start = found[1], found.end()
    brace = source.brace_before_line_end(start) if block else source.next_brace(start)
    if brace < 0:
        return None
    closed = text[brace - 1] == "/" and brace > start
    settings = Attributes()
    read_attribute_list(text[start : brace - 1 if closed else brace], settings)
    end = brace + 1
    if block and (rest := _LINE_REST.match(text, end)):
        end = rest.end()
    body: str | None = None
    if not closed:
        stop = source.search((_BLOCK_STOPS if block else _SPAN_STOPS)[name], end)
        if stop is None:
            return None
        body, end = text[end : stop.start()], stop.end()
        if block:
            body = body.removesuffix("\n")
    node: Node | None = None
    if body is not None and name != "options":
        node = Node("comment" if name == "comment" else "raw", body)
        node.category = category
        if name == "nomarkdown":
            node.outputs = tuple(settings.values.get("type", "").split())
    return ExtensionTag(name, end, node, settings)


def changed(options: Options, settings: Attributes) -> Options:
    """Return options as `{::options …}` changes them, as far as the site allows it inline."""
    for key, value in settings.values.items():
        forbidden = (*options.forbidden_inline_options, "forbidden_inline_options")
        if is_option(key) and key not in forbidden:
            options = options.with_option(key, value)
    return options
