"""What queries ask of a source text besides its facts: every key of its front matter, what its body shows.

Keys that have a field of their own (title, date, terms, layout) are left to it.
"""

import re
from collections.abc import Mapping
from itertools import islice

from curator.domain.post import Findable
from curator.domain.text import fold, value_key
from curator.formats.document import Document
from curator.formats.front_matter import FrontMatter
from curator.formats.yaml_values import Value
from curator.site.facts import clean, plain

FIELDS = frozenset({"title", "date", "tag", "tags", "category", "categories", "layout"})
MOST = 200
"""So many values of one post can be asked for."""
_VISITS = 10 * MOST

_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL
)
_PICTURE_TAG = re.compile(r"<(?:img|svg|picture)\b", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^<>]*\bhref\b", re.IGNORECASE)
_AUTOLINK = re.compile(r"<(?:https?|ftp|mailto):[^\s<>]+>", re.IGNORECASE)
_PICTURE = re.compile(r"!\[[^\]]*\][(\[]")
_LINK = re.compile(r"(?<!!)\[[^\[\]]*(?:!\[[^\]]*\][^\[\]]*)?\][(\[]")


def findable(document: Document, front_matter: FrontMatter) -> Findable:
    """Return what can be asked of the text of a post."""
    body = document.body
    if "<!--" in body or "```" in body or "~~~" in body:
        body = _UNSEEN.sub("", body)
    return Findable(keys_of(front_matter.values), _shows_picture(body), _shows_link(body))


# The quick looks spare most bodies the patterns, and one after the other is quicker than all in one.


def _shows_picture(body: str) -> bool:
    if "<" in body and _PICTURE_TAG.search(body) is not None:
        return True
    return "![" in body and _PICTURE.search(body) is not None


def _shows_link(body: str) -> bool:
    if "<" in body and (_ANCHOR.search(body) or _AUTOLINK.search(body)) is not None:
        return True
    return ("](" in body or "][" in body) and _LINK.search(body) is not None


def keys_of(values: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    """Return each key with its value, folded, in order and once."""
    found: dict[tuple[str, str], None] = {}
    waiting: list[tuple[str, Value]] = [
        (fold(name), value) for name, value in values.items() if name not in FIELDS
    ]
    waiting.reverse()
    # Values may share others through anchors, so that a few lines stand for millions.
    for _ in range(_VISITS):
        if not waiting or len(found) == MOST:
            break
        name, value = waiting.pop()
        if isinstance(value, dict):
            inner = list(islice(value.items(), MOST))
            waiting += [(f"{name}.{fold(plain(key))}", one) for key, one in reversed(inner)]
        elif isinstance(value, list):
            waiting += [(name, one) for one in reversed(value[:MOST])]
        else:
            found[value_key(clean(name)), value_key(plain(value))] = None
    return tuple(found)
