"""A document from text to tree: blocks, then spans, abbreviations, breaks and ids."""

import re

from curator.rendering.kramdown import (
    code_blocks,
    definition_blocks,
    definition_lists,
    extensions,
    html_blocks,
    lists,
    paragraphs,
    patterns,
    tables,
)
from curator.rendering.kramdown.abbreviations import Abbreviations
from curator.rendering.kramdown.attribute_lists import apply_attributes
from curator.rendering.kramdown.definitions import Definitions, link_id
from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.ids import raw_text
from curator.rendering.kramdown.line_breaks import settle
from curator.rendering.kramdown.options import Options
from curator.rendering.kramdown.output import Output
from curator.rendering.kramdown.reading import Reader, Step

_NEWLINES = re.compile(r"\r\n?")


def _steps(*, gfm: bool) -> list[Step]:
    """Return the block constructs in kramdown's order."""
    atx = paragraphs.ATX_GFM if gfm else paragraphs.ATX
    return [
        (patterns.BLANK_LINES, paragraphs.read_blank),
        (code_blocks.INDENTED, code_blocks.read_indented),
        (code_blocks.FENCE_GFM if gfm else code_blocks.FENCE, code_blocks.read_fenced),
        (paragraphs.QUOTE, paragraphs.read_quote),
        (atx, paragraphs.read_atx),
        (patterns.HORIZONTAL_RULE, paragraphs.read_rule),
        (lists.LIST, lists.read_list),
        (definition_lists.DEFINITION, definition_lists.read_definition_list),
        (html_blocks.HTML, html_blocks.read_html),
        (paragraphs.SETEXT, paragraphs.read_setext),
        (paragraphs.MATH, paragraphs.read_math),
        (tables.TABLE, tables.read_table),
        (definition_blocks.FOOTNOTE, definition_blocks.read_footnote),
        (definition_blocks.LINK, definition_blocks.read_link),
        (definition_blocks.ABBREVIATION, definition_blocks.read_abbreviation),
        (extensions.EXTENSION, extensions.read_extension),
        (patterns.EOB_MARK, paragraphs.read_eob),
        (paragraphs.PARAGRAPH, paragraphs.read_paragraph),
    ]


_STEPS = {gfm: _steps(gfm=gfm) for gfm in (True, False)}


class Document:
    """A text as a tree, with the options and definitions it came to."""

    def __init__(self, text: str, options: Options, *, lines: bool = False) -> None:
        self.definitions = Definitions()
        for name, (url, title) in options.link_defs.items():
            self.definitions.links[link_id(name)] = (url, title, None)
            self.definitions.longest_link = max(self.definitions.longest_link, len(name))
        self.root = Node("root")
        self._lines = lines
        reader = Reader(options, self.definitions, _STEPS[options.gfm])
        text = _NEWLINES.sub("\n", text) if "\r" in text else text
        reader.read(self.root, text.removesuffix("\n") + "\n", 1 if lines else 0)
        self._reader = reader
        self._read_spans(self.root)
        for footnote in self.definitions.footnotes.values():
            self._read_spans(footnote.content)
        self._replace_abbreviations()
        self.options = reader.options
        if reader.gfm:
            settle(self.root, self.options, hard_wrap=options.hard_wrap)

    def html(self) -> str:
        """Return the document as HTML."""
        return Output(self.options, self.definitions, lines=self._lines).document(self.root)

    def _read_spans(self, root: Node) -> None:
        """Read the text of all blocks, and put their attribute lists on them."""
        reader, definitions = self._reader, self.definitions.attributes
        read = reader.spans.read
        keeps_raw_text = reader.gfm or reader.options.auto_id_stripping
        stack = [root]
        while stack:
            element = stack.pop()
            kids: list[Node] = []
            inside: list[Node] = []
            after_blank = False
            for kid in element.kids:
                if kid.kind == "raw_text":
                    after_blank = False
                    kids += read(reader, kid.value)
                elif kid.kind == "eob":
                    if kid.ial is not None:
                        apply_attributes(kid.attr, kid.ial, definitions)
                elif kid.kind == "blank":
                    if not after_blank:
                        kids.append(kid)
                    after_blank = True
                else:
                    after_blank = False
                    kids.append(kid)
                    if kid.kids:
                        inside.append(kid)
                    if kid.ial is not None:
                        apply_attributes(kid.attr, kid.ial, definitions)
            element.kids = kids
            if element.kind == "dt" or (element.kind == "header" and keeps_raw_text):
                element.text = raw_text(element, gfm=reader.gfm)
            stack.extend(reversed(inside))

    def _replace_abbreviations(self) -> None:
        known = self.definitions.abbreviations
        if not known:
            return
        words = Abbreviations(known, any_blank=self._reader.modern)
        words.replace(self.root)
        for footnote in self.definitions.footnotes.values():
            words.replace(footnote.content)
