"""Python-Markdown set up as near to Jekyll's kramdown (GFM input) as small extensions bring it.

Where the two still differ, kramdown is right: a later converter replaces this one behind
`curator.rendering.converters`. Liquid is not run here and stays visible as text. Called in the
worker process only, because hostile texts can make it loop (reliability.md T10).
"""

import functools

from markdown import Extension, Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor

from curator.rendering.dialect import attributes, blocks
from curator.rendering.dialect.layout import Layout

_ALSO_ESCAPED = "<|:\"'$="
_BACKSLASH_BREAK = r"\\\\\n"
_STRIKETHROUGH = r"(~~)(?!~)([^~]+?)~~(?!~)"


class KramdownLike(Extension):
    """Everything that Python-Markdown's own extensions leave open."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the rules of the dialect."""
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *_ALSO_ESCAPED]
        layout = Layout(md)
        md.preprocessors.register(layout, "layout", 27)
        blocks.extend(md, layout)
        attributes.extend(md)
        md.inlinePatterns.register(
            SimpleTagInlineProcessor(_STRIKETHROUGH, "del"), "strikethrough", 65
        )
        md.inlinePatterns.register(
            SubstituteTagInlineProcessor(_BACKSLASH_BREAK, "br"), "backslash-break", 182
        )


@functools.cache
def _converter() -> Markdown:
    return Markdown(
        extensions=[
            AbbrExtension(),
            DefListExtension(),
            FootnoteExtension(BACKLINK_TEXT="&#8617;", USE_DEFINITION_ORDER=False),
            MarkdownInHtmlExtension(),
            SaneListExtension(),
            SmartyExtension(smart_angled_quotes=True),
            TableExtension(),
            KramdownLike(),
        ],
        output_format="html",
    )


def to_html(text: str) -> str:
    """Convert Markdown to an HTML fragment; raises RecursionError where it nests too deep."""
    converter = _converter()
    try:
        return converter.reset().convert(text)
    except BaseException:
        _converter.cache_clear()  # it stopped half-way and would carry that into the next text
        raise
