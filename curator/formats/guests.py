"""Guests' texts made harmless to Jekyll: what would be acted upon is shown instead.

Characters stay what they are for a reader: each `{` that opens a token of Liquid is written as a
token that prints it (`raw` is no escape: reliability.md §0.5). Signs that open attribute lists and
extensions of kramdown, and tags and links that run scripts, are written as character references (T7).
Nothing is taken out, and what only decides how a text looks stays as it is.
"""

import html
import re
from collections.abc import Iterator

from curator.formats.site_links import OWN_LIQUID

ESCAPED = "{{'{'}}"
"""What Liquid turns into a brace."""

_TOKEN = re.compile(r"\{(?=[{%])")
# What stands before anything but a brace or a per cent sign was not written by `shown`. A link to a
# picture that an export wrote only names a file.
_LIVE = re.compile(rf"\{{\{{'\{{'\}}\}}(?=[{{%])|{OWN_LIQUID}|\{{(?=[{{%])")

_BRACE = "&#123;"
_BRACKET = "&#93;"
_ANGLE = "&lt;"
_MEANT = re.compile(r"(\{)(?=:|#[A-Za-z][\w:-]*\}[ \t]*#*[ \t]*(?:[\r\n]|\Z))|\](?=\(|:)", re.ASCII)
_RUNS = ("javascript:", "vbscript:", "data:")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp)[;,]")
_SKIPPED = re.compile(r"[\x00-\x20\x7f\\<]+")
"""What browsers skip in an address before and within its scheme."""
_HIDING = re.compile(r"[&\x00-\x1f\x7f\\]")
"""What a scheme can be hidden by."""
_FAR = 400
"""How far into an address its scheme is looked for."""

_TAG = re.compile(r"<(?=/?[A-Za-z])")
_RUNNING_TAG = re.compile(r"<[/\s]*(?:script|object|embed|applet|base|meta|link)\b", re.IGNORECASE)
_RUNNING_PART = re.compile(r"[\s\"'/\x00]on\w+\s*=|\bsrcdoc\b", re.IGNORECASE)
_WHOLE_TAG = re.compile(r"<[^\"'>]*+(?:\"[^\"]*+\"[^\"'>]*+|'[^']*+'[^\"'>]*+)*+>")

_LINES = re.compile(r"(\r\n?|\n)")
_BLANKS = " \t\f\v"
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*[^\s`~]*[ \t]*")
_UNSURE = re.compile(r"<|\$\$|```|~~~")
"""What may swallow the lines below it as raw text, to an end that only a parser knows."""
_UNSURE_SPANS = re.compile(r"[\\<$|\[~]")


def shown(body: str, *, markdown: bool, treated: bool = False) -> str:
    """Return a guest's body as a site may hold it; what it returned once stays as it is.

    `markdown` says that kramdown will read it; else it is HTML. `treated` says that the body went
    through here before and may have been edited since: then what is escaped already is told from
    what is not. Otherwise a body that holds both is an article that speaks of such escapes, and each
    of its signs is shown.
    """
    body = inert(body, markdown=markdown)
    if not treated and any(found[0] != ESCAPED for found in _LIVE.finditer(body)):
        return _TOKEN.sub(ESCAPED, body)
    return escaped(body)


def inert(body: str, *, markdown: bool) -> str:
    """Return a body in which tags and links that run something, and kramdown's own syntax, are shown."""
    if not markdown:
        return _without_running_tags(body)
    if _MEANT.search(body) is None and _TAG.search(body) is None:
        return body
    return "".join(_neutral_outside_code(body))


def escaped(text: str) -> str:
    """Return `text` so that Liquid gives it back as it is; what is escaped already stays."""
    return _LIVE.sub(lambda found: found[0] if len(found[0]) > 1 else ESCAPED, text)


def live_tokens(text: str) -> Iterator[int]:
    """Yield the offset of every brace that `escaped` would replace."""
    return (found.start() for found in _LIVE.finditer(text) if len(found[0]) == 1)


def is_live(text: str) -> bool:
    """Tell whether Liquid would act upon anything in `text` that is not escaped."""
    return next(live_tokens(text), None) is not None


def _neutral_outside_code(body: str) -> Iterator[str]:
    """Yield the text with its syntax shown, code left alone where it surely is code.

    In code a character reference would be seen. Elsewhere it is what it stands for, in HTML too, so
    that whatever is not sure to be code is treated.
    """
    lines = _LINES.split(body)
    above_blank = spans_whole = True
    number = start = 0
    while number < len(lines):
        line = lines[number]
        if above_blank and _FENCE.fullmatch(line):
            end = _closing(lines, number)
            if end:
                yield _neutral("".join(lines[start:number]))
                yield "".join(lines[number:end])
                number = start = end
                continue
        above_blank = not line.strip(_BLANKS)
        parts = line.split("`")
        spans_whole = above_blank or (spans_whole and _are_whole(parts))
        if _UNSURE.search("`".join(parts[::2]) if spans_whole else line):
            break
        if spans_whole and len(parts) > 1:
            yield _neutral("".join(lines[start:number]))
            # Every other part is code; a sign is never parted from what follows it.
            yield "`".join(part if odd % 2 else _neutral(part) for odd, part in enumerate(parts))
            start = number + 1
        number += 2
    yield _neutral("".join(lines[start:]))


def _closing(lines: list[str], opened: int) -> int:
    """Return the index behind the line that closes a fence, 0 where none does."""
    line = lines[opened]
    run = line[: len(line) - len(line.lstrip(line[0]))]
    close = re.compile(rf" {{0,3}}{re.escape(run)}{re.escape(run[0])}*[ \t\f\v]*")
    for number in range(opened + 2, len(lines), 2):
        if close.fullmatch(lines[number]):
            return number + 1
    return 0


def _are_whole(parts: list[str]) -> bool:
    """Tell whether the backticks of a line, given as what stands between them, surely mean code."""
    if len(parts) % 2 == 0 or any(_UNSURE_SPANS.search(part) for part in parts[::2]):
        return False
    return all(part and part[0] not in " \t\f\v" for part in parts[1::2])


def _neutral(text: str) -> str:
    text = _without_running_tags(text)
    return _MEANT.sub(lambda found: _reference(found, text), text)


def _reference(found: re.Match[str], text: str) -> str:
    start, end = found.span()
    before = start
    while before and text[before - 1] == "\\":
        before -= 1
    if (start - before) % 2:
        return found[0]  # an odd number of backslashes has escaped the sign already
    if found[1]:
        return _BRACE
    address = _SKIPPED.sub("", html.unescape(text[end + 1 : end + 1 + _FAR])).lower()
    if address.startswith(_RUNS) and not _PICTURE.match(address):
        return _BRACKET
    return found[0]


def _without_running_tags(text: str) -> str:
    if "<" not in text:
        return text
    pieces: list[str] = []
    done = 0
    # Tags within tags without an end would be looked through again and again: a text that is made so
    # has them shown without a look.
    left = 4 * len(text) + 10_000
    for found in _TAG.finditer(text):
        start = found.start()
        whole = _WHOLE_TAG.match(text, start) if left > 0 else None
        left -= (whole.end() if whole else len(text)) - start
        if left <= 0 or _runs(whole[0] if whole else text[start:]):
            pieces += (text[done:start], _ANGLE)
            done = start + 1
    pieces.append(text[done:])
    return "".join(pieces)


def _runs(tag: str) -> bool:
    """Tell whether a browser would run something for the sake of a tag."""
    if _RUNNING_TAG.match(tag) or _RUNNING_PART.search(tag):
        return True
    address = tag
    if _HIDING.search(tag):
        address = _SKIPPED.sub("", html.unescape(tag))
    address = address.lower()
    return _RUNS[0] in address or _RUNS[1] in address or "data:text/html" in address
