"""The dialect as an extension of Python-Markdown, which takes over its block and span parsing.

    markdown.markdown(text, extensions=[KramdownExtension()])

Python-Markdown keeps its frame; its preprocessors, block and inline parsers and serializer are
replaced as a whole, because kramdown's grammar needs one pass of its own. `converter.to_html` gives
the same HTML without that frame.
"""

from xml.etree.ElementTree import Element, ElementTree

from markdown import Extension, Markdown
from markdown.util import Registry

from curator.rendering.kramdown.converter import to_html
from curator.rendering.kramdown.options import DEFAULTS, Options


class _Parser:
    """Stands where Python-Markdown's block parser does; a document is one element of HTML."""

    def __init__(self, options: Options, *, lines: bool) -> None:
        self._options = options
        self._lines = lines

    def parseDocument(self, lines: list[str]) -> ElementTree:  # noqa: N802  Python-Markdown's name
        """Return a tree whose root holds the HTML of the text."""
        root = Element("div")
        root.text = to_html("\n".join(lines), self._options, lines=self._lines)
        return ElementTree(root)


def _serialize(root: Element) -> str:
    """Return the HTML that the parser put into the root, which Python-Markdown takes off again."""
    return f"<div>{root.text or ''}</div>"


class KramdownExtension(Extension):
    """Makes Python-Markdown read kramdown."""

    def __init__(self, options: Options = DEFAULTS, *, lines: bool = False) -> None:
        super().__init__()
        self._options = options
        self._lines = lines

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        """Replace everything between the text and its HTML."""
        md.preprocessors = Registry()
        md.inlinePatterns = Registry()
        md.treeprocessors = Registry()
        md.postprocessors = Registry()
        md.parser = _Parser(self._options, lines=self._lines)  # type: ignore[assignment]
        # a class variable that is read through the instance
        md.output_formats = {"html": _serialize, "xhtml": _serialize}  # type: ignore[misc]
