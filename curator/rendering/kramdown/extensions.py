"""Lines that begin with `{:`: attribute lists, their definitions, and kramdown's extensions.

{:name: .class}      defines a list              {::comment}…{:/comment}
{:.class #id}        goes to the block before    {::nomarkdown type="html"}…{:/}
                     or after it                 {::options key="value" /}
"""

import re

from curator.rendering.kramdown.attribute_lists import read_attribute_list
from curator.rendering.kramdown.elements import Attributes
from curator.rendering.kramdown.extension_tags import changed, read_tag
from curator.rendering.kramdown.patterns import ID
from curator.rendering.kramdown.reading import Reader

EXTENSION = re.compile(r" {0,3}\{:")

_DEFINITION = re.compile(rf" {{0,3}}\{{:({ID}):(?!\}})")
_KEEPS_LIST = ("link_def", "abbrev_def", "footnote_def")


def read_extension(reader: Reader, _found: re.Match[str]) -> bool:
    """One line of an attribute list or its definition, or a whole extension."""
    text = reader.text
    if definition := _DEFINITION.match(text, reader.at):
        brace = reader.source.brace_before_line_end(definition.end() + 1)
        if brace >= 0:
            into = reader.definitions.attributes.setdefault(definition[1], Attributes())
            read_attribute_list(text[definition.end() : brace], into)
            reader.at = text.find("\n", brace) + 1
            reader.add(reader.new("eob", "ald"))
            return True
    if tag := read_tag(reader.source, reader.at, "block"):
        line = reader.line()
        reader.at = tag.end
        if tag.node is not None:
            tag.node.line = line
            reader.add(tag.node)
        elif tag.name == "options":
            reader.options = changed(reader.options, tag.settings)
            reader.add(reader.new("eob", "extension"))
        return True
    brace = reader.attribute_list()
    if brace < 0:
        return False
    start = text.find("{:", reader.at) + 2
    content = text[start:brace]
    reader.at = text.find("\n", brace) + 1
    last = reader.parent.kids[-1] if reader.parent.kids else None
    if (
        last is not None
        and last.kind != "blank"
        and (last.kind != "eob" or last.value in _KEEPS_LIST)
    ):
        if last.ial is None:
            last.ial = Attributes()
        read_attribute_list(content, last.ial)
        if reader.attribute_list() < 0:
            reader.add(reader.new("eob", "ial"))
    else:
        if reader.ial is None:
            reader.ial = Attributes()
        read_attribute_list(content, reader.ial)
    return True
