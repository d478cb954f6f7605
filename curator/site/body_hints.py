"""What a body tells where front matter is silent: a title, the page it came from.

Guesses for lists, naming and sorting, made by looking at the text; nothing is rendered here.
"""

import html
import re
from collections.abc import Mapping

from curator.formats.yaml_values import Value

SOURCE_KEYS = (
    *("source", "source_url", "original", "original_url", "origin", "link", "url"),
    *("external_url", "canonical_url", "canonical", "via"),
)
"""Front-matter keys that name the page an article came from, most telling first."""

_LONGEST_TITLE = 100
_HEAD = 20_000
_TAIL = 2_000
_TAIL_OF_LINE = 500
_LAST_LINES = 6

_HOST = re.compile(r"\s*https?://(?:[^/?#\s\"'<>@]*@)?([^/?#\s\"'<>@:\\]+)", re.IGNORECASE)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?\s*(https?://[^\s\"'<>]+)", re.IGNORECASE)
_DIGITS = re.compile(r"\d{6,}", re.ASCII)

_HIDDEN = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_HTML_TITLE = re.compile(r"<(h1|title)\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_HTML_HEADING = re.compile(r"<(h[1-6])\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(
    r"^ {0,3}#{1,6}[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*(?:\{[^{}\n]*\})?[ \t]*\r?$", re.M
)
_UNDERLINED = re.compile(r"^ {0,3}(\S[^\n]*)\r?\n {0,3}(?:=+|-{2,})[ \t]*\r?$", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_BLOCK_END = re.compile(
    r"</(?:p|div|li|h[1-6]|center|td|blockquote)\s*>|<br\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_BLOCK_MARKS = re.compile(r"^(?:\s*(?:>|[-*+](?=\s)|\d+[.)](?=\s)|#{1,6}(?=\s)))+\s*")
_EMPHASIS = re.compile(r"(\*\*|__|`)(\S.*?)\1")


def first_words(body: str) -> str:
    """Return the first heading of a body, else its first line of text, without markup.

    At most 100 characters; empty where the body shows none.
    """
    if heading := first_heading(body):
        return heading
    for line in _BLOCK_END.sub("\n", _visible(body)).split("\n"):
        if words := _words(line):
            return words
    return ""


def first_heading(body: str) -> str:
    """Return the title of a page or the first heading of a body, without markup; else ''."""
    titled = _HTML_TITLE.search(body[:_HEAD])
    if titled is not None and (words := _words(titled[2])):
        return words
    text = _visible(body)
    headings = [found for form in _HEADINGS if (found := form.search(text)) is not None]
    for found in sorted(headings, key=re.Match.start):
        if words := _words(found[found.lastindex or 0]):
            return words
    return ""


def _visible(body: str) -> str:
    return _FENCED.sub("", _HIDDEN.sub("", body[:_HEAD]))


_HEADINGS = (_HEADING, _UNDERLINED, _HTML_HEADING)


def _words(markup: str) -> str:
    text = _TAG.sub(" ", markup)
    text = _LINK.sub(r"\1", _BLOCK_MARKS.sub("", text))
    text = " ".join(html.unescape(_EMPHASIS.sub(r"\2", text)).split())
    if not any(char.isalnum() for char in text):
        return ""
    if len(text) > _LONGEST_TITLE:
        cut = text[:_LONGEST_TITLE]
        text = (cut.rpartition(" ")[0] or cut) if " " in cut[_LONGEST_TITLE // 2 :] else cut
    return text


def source_host(values: Mapping[str, Value], body: str) -> str:
    """Return the host of the page that a post came from, empty where nothing names it."""
    for key in SOURCE_KEYS:
        value = values.get(key)
        if isinstance(value, str) and (found := _HOST.match(value)) is not None:
            return found[1].lower()
    link = source_link(body)
    found = _HOST.match(link) if link else None
    return "" if found is None else found[1].lower()


def source_link(body: str) -> str:
    """Return the last autolink, else the last HTML link, near the end of a body.

    Collected articles close with a link to their source. Markdown links are left out: those lead
    onwards, back to the category for one.
    """
    tail = body[-_TAIL:]
    if "http" not in tail:
        return ""
    lines = [line[-_TAIL_OF_LINE:] for line in tail.split("\n") if line.strip()]
    for form in (_AUTOLINK, _ANCHOR):
        for line in reversed(lines[-_LAST_LINES:]):
            links = form.findall(line)
            if links:
                return str(links[-1])
    return ""


def source_number(values: Mapping[str, Value], body: str) -> str:
    """Return the longest number in the source's address, which names the article there; or ''."""
    links = [value for key in SOURCE_KEYS if isinstance(value := values.get(key), str)]
    for link in (*links, source_link(body)):
        numbers = _DIGITS.findall(link)
        if numbers:
            return str(max(numbers, key=len))
    return ""
