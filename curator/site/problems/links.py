"""Links that lead nowhere: `<>` where a script found no address, `[text]()`, `href=""`."""

import re
from collections.abc import Iterator

from curator.domain.post import Problem
from curator.domain.problems import Finding, ReplaceText, Step
from curator.site.problems.code_spans import Code
from curator.site.problems.inspection import MOST_OF_A_KIND, Inspection

_SIGNS = ("<>", "]()", 'href=""')

# No image, no footnote, no task; Haskell's operator and `List<>` are none either.
_EMPTY = re.compile(
    r"(?P<bare>(?<![\w<\\&$])<>(?![\w>(]))"
    r"|(?<![!\\\]])\[(?P<text>[^\[\]\n]+)\]\((?:[ \t]*+|[ \t]*+<>[ \t]*+)\)"
    r"|<a\s(?:[^<>]*?\s)??href=\"\"[^<>]*>"
)


def empty_links(post: Inspection) -> Iterator[Finding]:
    """Report links without an address; a `<>` alone in its line is taken away by its fix."""
    body = post.document.body
    if not any(sign in body for sign in _SIGNS):
        return
    markdown = post.is_markdown
    code: Code | None = None
    told = 0
    for found in _EMPTY.finditer(body):
        if not markdown and found.lastgroup is not None:
            continue
        if found["bare"] and _is_operator(body, found.start()):
            continue
        code = code or Code(body, markdown=markdown)
        if code.covers(found.start()):
            continue
        start, end = found.span()
        steps = _without(post, body, found) if found["bare"] else _text_alone(post, found)
        yield post.found(
            Problem.EMPTY_LINK, (post.body_start + start, post.body_start + end), *steps
        )
        told += 1
        if told == MOST_OF_A_KIND:
            return


def _is_operator(body: str, at: int) -> bool:
    """Tell whether `<>` stands between two words, as in `a <> b`."""
    return (
        body[at - 1 : at] == " "
        and body[at + 2 : at + 3] == " "
        and (body[at - 2 : at - 1].strip() != "" and body[at + 3 : at + 4].strip() != "")
    )


def _without(post: Inspection, body: str, found: re.Match[str]) -> list[Step]:
    """Return the removal of `<>`, with its line where it stands alone, and one blank line.

    Between signs that would come to mean something else together it stays.
    """
    start, end = found.span()
    if body[start - 1 : start] in _SIGNIFICANT or body[end : end + 1] in _SIGNIFICANT:
        return []
    left = start
    while body[left - 1 : left] in {" ", "\t"}:
        left -= 1
    right = end
    while body[right : right + 1] in {" ", "\t", "\r"}:
        right += 1
    alone_left = left == 0 or body[left - 1] == "\n"
    if alone_left and body[right : right + 1] == "\n":
        start, end = left, right + 1
        blank = _BLANK.match(body, end)
        if blank is not None and (
            start == 0 or _ENDS_BLANK.search(body[max(start - 8, 0) : start])
        ):
            end = blank.end()
    elif alone_left and right == len(body):
        start, end = left, right
    return [ReplaceText(post.body_start + start, body[start:end], "")]


_SIGNIFICANT = frozenset("`~<>[]!\\{}%*_-=#")
_BLANK = re.compile(r"[ \t\r]*\n")
_ENDS_BLANK = re.compile(r"\n[ \t\r]*\n\Z")


def _text_alone(post: Inspection, found: re.Match[str]) -> list[Step]:
    """Return what leaves a Markdown link's text and takes the link away."""
    text = found["text"]
    if text is None or not text.strip():
        return []
    return [ReplaceText(post.body_start + found.start(), found[0], text)]
