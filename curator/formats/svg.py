"""Drawings that do nothing but draw: whether a stranger's SVG may be served by a site.

Within a page's `img` nothing of a drawing runs, but its address can be opened by itself. What is not plainly
harmless is refused; nothing is repaired.
"""

import html
import re

_START = re.compile(
    r"\s*(?:<\?xml\s[^<>]*\?>)?\s*(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^<>\[\]]*>)?\s*"
    r"(?:<!--.*?-->\s*)*<svg[\s>]",
    re.DOTALL | re.IGNORECASE,
)
_RUNS = re.compile(
    r"<(?:[\w.-]+:)?(?:script|foreignObject|iframe|embed|object|handler|html|body|meta|link)\b"
    r"|[\s\"'/](?:[\w.-]+:)?on\w+\s*="
    r"|(?:java|vb)script\s*:"
    r"|<!ENTITY|<\?xml-stylesheet",
    re.IGNORECASE,
)
_DATA = re.compile(r"\bdata\s*:(?!image/(?:png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_SKIPPED = re.compile(r"[\x00-\x1f\x7f]+")
_MOST = 20_000_000


def is_inert(data: bytes) -> bool:
    """Tell whether bytes are a drawing in UTF-8 in which nothing runs and nothing else begins."""
    if len(data) > _MOST:
        return False
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if _START.match(text) is None:
        return False
    plain = html.unescape(text)
    spellings = (text, plain, _SKIPPED.sub("", plain))
    return not any(_RUNS.search(one) or _DATA.search(one) for one in spellings)
