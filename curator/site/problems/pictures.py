"""Pictures without a word for those who cannot see them, and captions that stand twice."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from curator.domain.post import Problem
from curator.domain.problems import Finding, ReplaceText, Step
from curator.site.problems.code_spans import Code
from curator.site.problems.inspection import MOST_OF_A_KIND, Inspection
from curator.site.references import nameless_pictures

_TAG = re.compile(r"<[iI][mM][gG]\b((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_MARK = re.compile(
    r"!\[([^\[\]\n]*+)\]"
    r"(?:\([ \t]*+(?:<[^<>\n]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
    r"(?:[ \t]++(\"[^\"\n]*+\"|'[^'\n]*+'))?[ \t]*+\)|\[[^\[\]\n]*+\])"
    r"(\{:[^{}\n]*+\})?"
)
_HAS_ALT = re.compile(r"[\s\"'][aA][lL][tT](?=[\s=/]|\Z)")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?+")
_BETWEEN = re.compile(
    r"(?:\s++|&nbsp;|<>"
    r"|</?(?:a|b|i|em|strong|span|font|small|center|p|div|figure|figcaption|br)\b[^<>]*+>)*+",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^<>\n]++")
_SOME_WORD = re.compile(r"\w\w")
_BRACKETS = re.compile(r"[\[\]\\]")


@dataclass(frozen=True, slots=True)
class _Picture:
    start: int
    end: int
    has_alt: bool
    title: str
    named: tuple[ReplaceText, ...] = ()
    """What makes an alternative text of the title."""
    untitled: tuple[ReplaceText, ...] = ()
    """What takes the title away, or makes it the alternative text where there is none."""


def pictures(post: Inspection) -> Iterator[Finding]:
    """Report pictures without an alternative text, and captions that only repeat a tooltip.

    An empty `alt=""` is a statement and no fault; Markdown's `![](x)` is a fault.
    """
    body = post.document.body
    if "<img" in body or "<IMG" in body:
        yield from _report(post, _tags(body))
    if post.is_markdown and "![" in body:
        yield from _report(post, _marks(body))


def lost_pictures(post: Inspection) -> Iterator[Finding]:
    """Report the pictures of a guest's text that did not come with it.

    A bare name means a file beside the article; in a site it means nothing, wherever the post lies.
    """
    body, base = post.document.body, post.body_start
    if not post.foreign or post.kept is None or not ("![" in body or "<" in body):
        return
    names: Collection[str] | None = None
    told = 0
    for one in nameless_pictures(body, (), markdown=post.is_markdown):
        names = post.kept() if names is None else names
        if one.address in names or unquote(one.address) in names:
            continue
        told += 1
        if told > MOST_OF_A_KIND:
            return
        span = (base + one.start, base + one.end)
        yield post.found(Problem.LOST_PICTURE, span, name=one.address[:200])


def _report(post: Inspection, found: Iterator[_Picture]) -> Iterator[Finding]:
    body, base = post.document.body, post.body_start
    code: Code | None = None
    silent = repeated = 0
    for picture in found:
        caption = _caption(body, picture) if repeated < MOST_OF_A_KIND else None
        mute = not picture.has_alt and silent < MOST_OF_A_KIND
        if not mute and caption is None:
            continue
        code = code or Code(body, markdown=post.is_markdown)
        if code.covers(picture.start):
            continue
        if mute:
            silent += 1
            yield post.found(
                Problem.MISSING_ALT,
                (base + picture.start, base + picture.end),
                *_moved(picture.named, base),
            )
        if caption is not None:
            repeated += 1
            start, end, steps = caption
            yield post.found(
                Problem.DUPLICATE_CAPTION,
                (base + start, base + end),
                *_moved(steps, base),
                caption=body[start:end].strip(),
            )


def _tags(body: str) -> Iterator[_Picture]:
    for found in _TAG.finditer(body):
        start, end = found.span()
        has_alt = _HAS_ALT.search(body, *found.span(1)) is not None
        title = None
        for one in _ATTRIBUTE.finditer(body, *found.span(1)) if "itle" in found[1] else ():
            if one[1].lower() == "title":
                title = one
                break
        value = "" if title is None or title[2] is None else title[2].strip("\"'")
        if title is None or not value.strip():
            yield _Picture(start, end, has_alt, "")
            continue
        written = body[title.end(1) : title.end()]
        named = ReplaceText(title.start(), "", f"alt{written} ")
        if has_alt:
            left = title.start() - 1
            untitled = ReplaceText(left, body[left : title.end()], "")
        else:
            untitled = ReplaceText(title.start(), title[1], "alt")
        yield _Picture(start, end, has_alt, html.unescape(value), (named,), (untitled,))


def _marks(body: str) -> Iterator[_Picture]:
    for found in _MARK.finditer(body):
        start, end = found.span()
        if body[start - 1 : start] == "\\":
            continue
        has_alt = bool(found[1].strip()) or "alt=" in (found[3] or "")
        title = (found[2] or "")[1:-1]
        if not title.strip():
            yield _Picture(start, end, has_alt, "")
            continue
        left = len(body[: found.start(2)].rstrip(" \t")) if found.end(2) - start < 4000 else 0
        left = max(left, found.end(1))
        drop = ReplaceText(left, body[left : found.end(2)], "")
        named: tuple[ReplaceText, ...] = ()
        if not _BRACKETS.search(title):
            named = (ReplaceText(found.start(1), found[1], title),)
        untitled = (drop,) if has_alt else (*named, drop) if named else ()
        yield _Picture(start, end, has_alt, title, named, untitled)


def _caption(body: str, picture: _Picture) -> tuple[int, int, tuple[ReplaceText, ...]] | None:
    """Return the words below a picture that repeat its title or are themselves repeated below."""
    first = _words(body, picture.end)
    if first is None:
        return None
    words = _plain(body[first[0] : first[1]])
    if not _SOME_WORD.search(words) or "`" in words:
        return None
    if picture.title and words == _plain(picture.title):
        return *first, picture.untitled
    repeated: list[tuple[int, int]] = []
    following = _words(body, first[1])
    while following is not None and _plain(body[following[0] : following[1]]) == words:
        repeated.append(following)
        following = _words(body, following[1])
    if not repeated:
        return None
    # The repetitions go, their tags stay: they may close what stands above.
    gone = tuple(ReplaceText(start, body[start:end], "") for start, end in repeated)
    return *repeated[0], gone


def _words(body: str, at: int) -> tuple[int, int] | None:
    """Return the span of the next words, None where something else comes first."""
    between = _BETWEEN.match(body, at)
    start = at if between is None else between.end()
    words = _WORDS.match(body, start) if start > at else None
    return None if words is None or "](" in words[0] else words.span()


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split()).strip("*_")


def _moved(steps: tuple[ReplaceText, ...], base: int) -> list[Step]:
    return [ReplaceText(step.start + base, step.was, step.text) for step in steps]
