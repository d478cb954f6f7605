"""The text of a new post: front matter of what is known of an article, then its body.

Used by every reader, so that all candidates look alike. The site's own manner, its layout and other
keys are added at export, where the site is known.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from curator.formats.emit import Quote, block, inline, key
from curator.formats.entries import Style

Field = str | datetime | Sequence[str] | None

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(r"\s+")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST_NAME = 80


def post_source(fields: Mapping[str, Field], body: str) -> str:
    """Return a post with these keys in this order; empty ones are left out, titles are quoted.

    A datetime needs an offset; a text is written on one line.
    """
    lines = ["---"]
    for name, value in fields.items():
        lines += _lines(name, value)
    lines.append("---")
    return "\n".join(lines) + "\n" + body.replace("\0", "\ufffd")


def one_line(text: str) -> str:
    """Return a text fit for a title: blanks joined, controls gone."""
    return _BLANKS.sub(" ", _CONTROLS.sub(" ", text)).strip()


def file_name(title: str, suffix: str, otherwise: str = "article") -> str:
    """Return a portable file name for an article of this title."""
    stem = _UNSAFE.sub(" ", one_line(title)).strip(" .")[:_LONGEST_NAME].strip(" .")
    return (stem or otherwise) + suffix


def _lines(name: str, value: Field) -> list[str]:
    if value is None:
        return []
    if isinstance(value, datetime):
        return [f"{key(name, Quote.DOUBLE)}: {inline(value, Style.PLAIN, Quote.DOUBLE)}"]
    if isinstance(value, str):
        text = one_line(value)
        style = Style.DOUBLE if name == "title" else Style.PLAIN
        return [f"{key(name, Quote.DOUBLE)}: {inline(text, style, Quote.DOUBLE)}"] if text else []
    texts = [text for item in value if (text := one_line(item))]
    return [f"{key(name, Quote.DOUBLE)}:", *block(list(texts), "  ", Quote.DOUBLE)] if texts else []
