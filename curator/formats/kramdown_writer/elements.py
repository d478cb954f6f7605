"""Where HTML elements of a body begin and end, so that each can be written anew by itself.

One pass, linear in the text. Only elements whose tags are all there and well nested are found; the
rest of a body is none of this package's business and stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 60
"""Elements within elements that are written anew; deeper ones stay HTML."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "iframe",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_RAW = ("script", "style", "textarea", "title", "xmp")

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+)>",
    re.DOTALL,
)
_RAW_ENDS = {name: re.compile(rf"</{name}[\s>]", re.IGNORECASE) for name in _RAW}
_FENCE = re.compile(r"^(?:`{3,}|~{3,})", re.MULTILINE)
_REST_OF_LINE = re.compile(r"[ \t\r]*(?:\n|\Z)")
_BOUNDARY = re.compile(r"\n[ \t\r]*\n(?:[ \t\r]*\n)*\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a body: one element with all that is in it, or whatever stands between."""

    text: str
    is_element: bool


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    deep: bool = False


def parts(body: str, *, markdown: bool) -> Iterator[Part]:
    """Yield the parts of a body in order; joined they are the body.

    In `markdown` an element is taken only where kramdown would take it for a block: at the start of
    a line below a blank one or another element, outside fenced code. Else the body is HTML, and an
    element counts wherever it stands outside others.
    """
    ends = _ends(body)
    done = 0
    fenced = False
    if markdown and "{::" in body:
        ends = {}  # what an extension does with the text in it only a parser knows
    for start, end in ends.items():
        gap = body[done:start]
        if markdown:
            in_fence = fenced ^ bool(len(_FENCE.findall(gap)) % 2)
            if in_fence or not _is_block(body, done, start, end, ends):
                continue
            fenced = in_fence
        if gap:
            yield Part(gap, False)
        yield Part(body[start:end], True)
        done = end
    if done < len(body):
        yield Part(body[done:], False)


def _is_block(body: str, done: int, start: int, end: int, ends: dict[int, int]) -> bool:
    """Tell whether kramdown takes an element for a block of its own; `done` ends the one before."""
    gap = body[done:start]
    if gap.strip(" \t\r\n"):
        if _BOUNDARY.search(gap) is None:
            return False
    elif gap and not gap.endswith("\n"):
        return False
    return end in ends or _REST_OF_LINE.match(body, end) is not None


def _ends(body: str) -> dict[int, int]:
    """Return for each whole block element that is in no other its start and end, in order."""
    found: dict[int, int] = {}
    stack: list[_Open] = []
    at = 0
    while (tag := _TAG.search(body, at)) is not None:
        at = tag.end()
        name = (tag[2] or "").lower()
        if not name:
            continue
        if tag[1]:
            _close(stack, name, tag.end(), found)
            continue
        if name in VOID or tag[3].endswith("/"):
            if not stack and name in BLOCKS:
                found[tag.start()] = tag.end()
            continue
        stack.append(_Open(name, tag.start(), len(stack) >= DEEPEST))
        if len(stack) > DEEPEST:
            stack[0].deep = True
        if name in _RAW_ENDS:
            ended = _RAW_ENDS[name].search(body, at)
            at = ended.start() if ended else len(body)
    return found


def _close(stack: list[_Open], name: str, end: int, found: dict[int, int]) -> None:
    if not stack or stack[-1].name != name:
        stack.clear()  # nobody knows any more what lies in what
        return
    element = stack.pop()
    if not stack and not element.deep and name in BLOCKS:
        found[element.start] = end
