"""Bytes and line endings that Jekyll does not expect (jekyll.md §6, §8)."""

import re
from collections.abc import Iterator

from curator.domain.post import Problem
from curator.domain.problems import Finding, Severity, ToUtf8, UnixNewlines
from curator.site.filenames import PathKind
from curator.site.problems.inspection import Inspection

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_STRAY_BYTE = re.compile("[\udc80-\udcff]")


def encoding(post: Inspection) -> Iterator[Finding]:
    """Report a file that is no plain UTF-8."""
    document = post.document
    if document.encoding != "utf-8":
        first = _NOT_ASCII.search(post.text)
        start = 0 if first is None else first.start()
        yield post.found(
            Problem.NOT_UTF8,
            (start, start + (first is not None)),
            *([ToUtf8()] if document.errors == "strict" else []),
            encoding=document.encoding,
        )
    elif document.bom:
        # Posts survive a mark; other documents with one lose their front matter (jekyll.md §8).
        lost = post.place.kind in {PathKind.COLLECTION, PathKind.OTHER} and post.path is not None
        yield post.found(Problem.BOM, (0, 0), ToUtf8(), severity=Severity.ERROR if lost else None)
    if document.errors != "strict":
        stray = _STRAY_BYTE.search(post.text)
        if stray is not None:
            byte = f"{ord(stray[0]) - 0xDC00:02X}"
            yield post.found(Problem.UNDECODABLE, stray.span(), byte=byte)
        else:
            yield post.found(Problem.UNDECODABLE, None)


def excerpt_newlines(post: Inspection) -> Iterator[Finding]:
    """Report Windows line ends that keep Jekyll from finding the end of the excerpt."""
    if "\r" not in post.text or post.values.get("excerpt"):
        return
    separator = post.value("excerpt_separator")
    if separator is None:
        separator = post.context.excerpt_separator
    if not isinstance(separator, str) or "\n" not in separator or "\r" in separator:
        return
    content = post.document.content
    at = content.find(separator.replace("\n", "\r\n"))
    if at < 0 or separator in content:
        return
    start = len(post.text) - len(content) + at
    yield post.found(Problem.CRLF_EXCERPT, (start, start + 2 * len(separator)), UnixNewlines())
