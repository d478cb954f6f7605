"""Markdown to HTML as Jekyll's kramdown makes it.

Nothing is kept between calls and nothing is shared, so any thread may call. Time grows no faster
than the text, whatever the text; nesting beyond a limit is shown as text.
"""

from curator.rendering.kramdown.document import Document
from curator.rendering.kramdown.options import DEFAULTS, Options


def to_html(text: str, options: Options = DEFAULTS, *, lines: bool = False) -> str:
    """Return the HTML of a body.

    With `lines`, block elements carry `data-line`: the line of `text`, from 1, where they begin.
    """
    return Document(text, options, lines=lines).html()
