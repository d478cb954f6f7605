"""Definitions that leave nothing where they stand: footnotes, links, abbreviations."""

import re

from curator.rendering.kramdown.code_blocks import extent
from curator.rendering.kramdown.definitions import Footnote, link_id
from curator.rendering.kramdown.elements import STRIPPED, Node
from curator.rendering.kramdown.patterns import ID, INDENT
from curator.rendering.kramdown.reading import Reader

FOOTNOTE = re.compile(rf" {{0,3}}\[\^({ID})\]:([^\n]*\n)")
LINK = re.compile(r" {0,3}\[([^\n\]]++)\]:[ \t]*+([^\n]*)\n")
ABBREVIATION = re.compile(r" {0,3}\*\[([^\n])")

_TITLE_START = re.compile(r"(?<![ \t])[ \t]+([\"'])")
_NEXT_TITLE = re.compile(r"[ \t]*+([\"'])([^\n]+)\n")


def read_footnote(reader: Reader, found: re.Match[str]) -> bool:
    """`[^name]: text`, with the indented blocks after it."""
    line = reader.line()
    end = extent(reader, found.end())
    content = Node("footnote_def")
    reader.at = end
    reader.read(content, INDENT.sub("", reader.text[found.start(2) : end]), line)
    mark = reader.new("eob", "footnote_def")
    reader.add(mark)
    reader.definitions.footnotes[found[1]] = Footnote(content, mark)
    return True


def read_link(reader: Reader, found: re.Match[str]) -> bool:
    """`[name]: url "title"`; the title may stand on the next line."""
    rest = found[2].rstrip(" \t")
    parts = _angled(reader, rest, found.end()) or _plain(reader, rest, found.end())
    if parts is None:
        return False
    url, title, end = parts
    reader.at = end
    mark = reader.new("eob", "link_def")
    reader.add(mark)
    definitions = reader.definitions
    name = link_id(found[1])
    definitions.links[name] = (url, title, mark)
    definitions.longest_link = max(definitions.longest_link, len(name))
    return True


def _angled(reader: Reader, rest: str, after: int) -> tuple[str, str | None, int] | None:
    if not rest.startswith("<"):
        return None
    close = rest.find(">")
    while close >= 0:
        if close == len(rest) - 1:
            title, end = _title_below(reader, after)
            return rest[1:close], title, end
        begin = _TITLE_START.match(rest, close + 1)
        if begin is not None and _closes(rest, begin):
            return rest[1:close], rest[begin.end() : -1], after
        close = rest.find(">", close + 1)
    return None


def _plain(reader: Reader, rest: str, after: int) -> tuple[str, str | None, int] | None:
    url = rest.lstrip("\r\f\v \t")
    if not url:
        return None
    first = len(rest) - len(url)
    begin = _TITLE_START.search(rest, first + 1)
    if begin is None:
        title, end = _title_below(reader, after)
        return rest, title, end
    # the first quote after a blank must open the title, else kramdown sees no definition
    if not _closes(rest, begin):
        return None
    return rest[: begin.start()], rest[begin.end() : -1], after


def _closes(rest: str, begin: re.Match[str]) -> bool:
    return rest.endswith(begin[1]) and len(rest) > begin.end() + 1


def _title_below(reader: Reader, after: int) -> tuple[str | None, int]:
    found = _NEXT_TITLE.match(reader.text, after)
    if found is not None:
        inner = found[2].rstrip(" \t")
        if len(inner) > 1 and inner.endswith(found[1]):
            return inner[:-1], found.end()
    return None, after


def read_abbreviation(reader: Reader, found: re.Match[str]) -> bool:
    """`*[short]: long`."""
    text = reader.text
    end = text.find("\n", found.start())
    close = text.find("]:", found.end(), end)
    if close < 0:
        return False
    reader.at = end + 1
    mark = reader.new("eob", "abbrev_def")
    reader.add(mark)
    short, long = text[found.start(1) : close], text[close + 2 : end].strip(STRIPPED)
    reader.definitions.abbreviations[short] = (long, mark)
    return True
