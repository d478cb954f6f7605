"""Liquid's filters for texts."""

import base64
import binascii
import html
import re
from urllib.parse import quote_plus, unquote_plus

from curator.domain.slugs import downcase as ruby_downcase
from curator.rendering.liquid import values
from curator.rendering.liquid.filter_calls import Filters
from curator.rendering.liquid.numerals import integer
from curator.rendering.liquid.problems import Code, Fault, LimitReached
from curator.rendering.liquid.values import BLANKS, MOST_CHARS, to_s

FILTERS = Filters()

_ESCAPE_ONCE = re.compile(r"""["><']|&(?!([a-zA-Z]+|(#\d+));)""", re.ASCII)
_TAG = re.compile(r"<[^>]*>")
_GROUP = re.compile(r"\\([0-9&\\])")
_LINE_END = re.compile(r"\r?\n")
_WHITE = re.compile(r"[ \t\n\v\f\r]+")
_HIDDEN = (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"))
_HIDDEN_START = re.compile(r"<script|<!--|<style")


def escape_html(text: str) -> str:
    """Escape as Ruby's CGI does."""
    return html.escape(text).replace("&#x27;", "&#39;")


@FILTERS.add
def downcase(value: object) -> object:
    """Return a text in small letters."""
    return ruby_downcase(to_s(value))


@FILTERS.add
def upcase(value: object) -> object:
    """Return a text in capitals."""
    return to_s(value).upper()


@FILTERS.add
def capitalize(value: object) -> object:
    """Return a text with a capital first and small letters after."""
    text = to_s(value)
    return text[:1].title() + ruby_downcase(text[1:])


@FILTERS.add
def escape(value: object) -> object:
    """Escape what means something in HTML."""
    return None if value is None else escape_html(to_s(value))


@FILTERS.add
def h(value: object) -> object:
    """Escape what means something in HTML."""
    return escape(value)


@FILTERS.add
def escape_once(value: object) -> object:
    """Escape what means something in HTML and is not escaped already."""
    return _ESCAPE_ONCE.sub(lambda match: escape_html(match[0]), to_s(value))


@FILTERS.add
def url_encode(value: object) -> object:
    """Escape a text for a query."""
    return None if value is None else quote_plus(to_s(value))


@FILTERS.add
def url_decode(value: object) -> object:
    """Take a text out of its escapes."""
    if value is None:
        return None
    try:
        return unquote_plus(to_s(value), errors="strict")
    except UnicodeDecodeError:
        raise Fault(Code.BAD_ARGUMENT, "invalid byte sequence in UTF-8") from None


@FILTERS.add
def base64_encode(value: object) -> object:
    """Write a text's bytes in Base64."""
    return base64.b64encode(to_s(value).encode()).decode()


@FILTERS.add
def base64_url_safe_encode(value: object) -> object:
    """Write a text's bytes in Base64 for URLs."""
    return base64.urlsafe_b64encode(to_s(value).encode()).decode()


@FILTERS.add
def base64_decode(value: object) -> object:
    """Read a text in Base64."""
    return _decoded(to_s(value), "base64_decode")


@FILTERS.add
def base64_url_safe_decode(value: object) -> object:
    """Read a text in Base64 for URLs."""
    text = to_s(value).translate(str.maketrans("-_", "+/"))
    return _decoded(text + "=" * (-len(text) % 4), "base64_url_safe_decode")


def _decoded(text: str, name: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        raise Fault(Code.BAD_ARGUMENT, f"invalid base64 provided to {name}") from None


@FILTERS.add
def slice_(value: object, offset: object, length: object = None) -> object:
    """Return a part of a text or list."""
    start = integer(offset)
    count = integer(length) if values.truthy(length) else 1
    source = list(values.array(value)) if values.is_list(value) else to_s(value)
    if start < 0:
        start += len(source)
    if start < 0 or start > len(source) or count < 0:
        return [] if isinstance(source, list) else ""
    return source[start : start + count]


@FILTERS.add
def truncate(value: object, length: object = 50, ellipsis_: object = "...") -> object:
    """Shorten a text to a number of characters."""
    if value is None:
        return None
    text, most, end = to_s(value), integer(length), to_s(ellipsis_)
    return text[: max(most - len(end), 0)] + end if len(text) > most else text


@FILTERS.add
def truncatewords(value: object, words: object = 15, ellipsis_: object = "...") -> object:
    """Shorten a text to a number of words."""
    if value is None:
        return None
    text, most = to_s(value), integer(words)
    most = max(most, 1)
    found = words_of(text, most + 1)
    return text if len(found) <= most else " ".join(found[:-1]) + to_s(ellipsis_)


def words_of(text: str, limit: int) -> list[str]:
    """Split at white space as Ruby's `split(" ", limit)`: the last part keeps its white space."""
    parts = _WHITE.split(text.lstrip(" \t\n\v\f\r"), maxsplit=limit - 1)
    return [] if parts == [""] else parts


@FILTERS.add
def split(value: object, pattern: object) -> object:
    """Split a text; one blank means any white space, and empty parts at the end are dropped."""
    text, glue = to_s(value), to_s(pattern)
    if len(text) > MOST_CHARS // 8:
        raise LimitReached("items")
    if glue == " ":
        return [part for part in _WHITE.split(text) if part]
    parts = list(text) if not glue else text.split(glue)
    while parts and not parts[-1]:
        parts.pop()
    return parts


@FILTERS.add
def strip(value: object) -> object:
    """Take white space from both ends."""
    return to_s(value).strip(BLANKS)


@FILTERS.add
def lstrip(value: object) -> object:
    """Take white space from the start."""
    return to_s(value).lstrip(BLANKS)


@FILTERS.add
def rstrip(value: object) -> object:
    """Take white space from the end."""
    return to_s(value).rstrip(BLANKS)


@FILTERS.add
def strip_html(value: object) -> object:
    """Leave out tags, comments, scripts and styles."""
    text = _without_hidden(to_s(value))
    end = text.rfind(">") + 1
    return _TAG.sub("", text[:end]) + text[end:]


def _without_hidden(text: str) -> str:
    if "<script" not in text and "<!--" not in text and "<style" not in text:
        return text
    last = {start: text.rfind(end) for start, end in _HIDDEN}
    ends = dict(_HIDDEN)
    kept: list[str] = []
    at = 0
    while (match := _HIDDEN_START.search(text, at)) is not None:
        start = match[0]
        if last[start] < match.end():
            kept.append(text[at : match.end()])
            at = match.end()
            continue
        kept.append(text[at : match.start()])
        at = text.index(ends[start], match.end()) + len(ends[start])
    return "".join([*kept, text[at:]])


@FILTERS.add
def strip_newlines(value: object) -> object:
    """Leave out line ends."""
    return _LINE_END.sub("", to_s(value))


@FILTERS.add
def newline_to_br(value: object) -> object:
    """Put `<br />` before line ends."""
    return _LINE_END.sub("<br />\n", to_s(value))


def _replaced(text: str, old: str, new: str, count: int) -> str:
    found = min(text.count(old), count) if count >= 0 else text.count(old)
    if len(text) + found * len(new) > MOST_CHARS:
        raise LimitReached("value")
    return text.replace(old, new, count)


@FILTERS.add
def replace(value: object, old: object, new: object = "") -> object:
    """Replace every occurrence of a text."""
    return _replaced(to_s(value), to_s(old), _filled(to_s(new), to_s(old)), -1)


@FILTERS.add
def replace_first(value: object, old: object, new: object = "") -> object:
    """Replace the first occurrence of a text."""
    return _replaced(to_s(value), to_s(old), _filled(to_s(new), to_s(old)), 1)


def _filled(replacement: str, old: str) -> str:
    """Return a replacement as Ruby's `gsub` takes it: a backslash and a digit are a group."""
    if "\\" not in replacement:
        return replacement
    groups = {"0": old, "&": old, "\\": "\\"}
    return _GROUP.sub(lambda match: groups.get(match[1], ""), replacement)


@FILTERS.add
def replace_last(value: object, old: object, new: object) -> object:
    """Replace the last occurrence of a text."""
    text, sought = to_s(value), to_s(old)
    at = text.rfind(sought)
    return text if at < 0 else text[:at] + to_s(new) + text[at + len(sought) :]


@FILTERS.add
def remove(value: object, text: object) -> object:
    """Leave out every occurrence of a text."""
    return replace(value, text, "")


@FILTERS.add
def remove_first(value: object, text: object) -> object:
    """Leave out the first occurrence of a text."""
    return replace_first(value, text, "")


@FILTERS.add
def remove_last(value: object, text: object) -> object:
    """Leave out the last occurrence of a text."""
    return replace_last(value, text, "")


@FILTERS.add
def append(value: object, text: object) -> object:
    """Put a text after."""
    return _joined(to_s(value), to_s(text))


@FILTERS.add
def prepend(value: object, text: object) -> object:
    """Put a text before."""
    return _joined(to_s(text), to_s(value))


def _joined(first: str, second: str) -> str:
    if len(first) + len(second) > MOST_CHARS:
        raise LimitReached("value")
    return first + second
