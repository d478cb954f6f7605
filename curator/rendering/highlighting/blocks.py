"""Code blocks as kramdown with rouge writes them, coloured by Pygments.

The wrapper elements and the short token classes are the same, so that a site's style for rouge
fits; which letters get which class differs where the two highlighters disagree.
"""

import functools
import html

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

PLAIN = "plaintext"
"""Jekyll's default language for a block that names none."""

_PLAIN_NAMES = frozenset({PLAIN, "text", "txt", "plain"})
_FORMATTER = HtmlFormatter(nowrap=True)


def code_block(code: str, language: str, classes: str = "") -> str:
    """Return the HTML of a code block; an unknown language gets a bare `pre`, as in kramdown."""
    name = language or PLAIN
    quoted = html.escape(name)
    coloured = _coloured(code, name)
    if coloured is None:
        extra = f' class="{html.escape(classes)}"' if classes else ""
        return (
            f'<pre{extra}><code class="language-{quoted}">{html.escape(code, False)}</code></pre>'
        )
    extra = f" {html.escape(classes)}" if classes else ""
    return (
        f'<div class="language-{quoted}{extra} highlighter-rouge"><div class="highlight">'
        f'<pre class="highlight"><code>{coloured}</code></pre></div></div>'
    )


def _coloured(code: str, language: str) -> str | None:
    """Return the code with its tokens in spans, None for a language nobody knows."""
    if language.lower() in _PLAIN_NAMES:
        return html.escape(code, False)
    lexer = _lexer(language.lower())
    if lexer is None:
        return None
    return str(highlight(code, lexer, _FORMATTER))


@functools.lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
