"""Guests' texts made harmless to Jekyll: what Liquid or kramdown would act upon is shown instead.

Characters stay what they are for a reader: each `{` that opens a token of Liquid is written as a
token that prints it (`raw` is no escape: reliability.md §0.5), and signs that open kramdown's
attribute lists, extensions and links that run scripts as character references (T7). HTML, scripts in
it included, is no business of this module: texts are never sanitised, only kept from meaning more
here than they did where they come from.
"""

import html
import re
from collections.abc import Iterator

ESCAPED = "{{'{'}}"
"""What Liquid turns into a brace."""

_TOKEN = re.compile(r"\{(?=[{%])")
_LIVE = re.compile(r"\{\{'\{'\}\}|\{(?=[{%])")

_BRACE = "&#123;"
_BRACKET = "&#93;"
_MEANT = re.compile(
    r"(?<!\\)((?:\\\\)*)"  # an odd number of backslashes has escaped the sign already
    r"(?:(\{)(?=:|#[A-Za-z][\w:-]*\}[ \t]*#*[ \t]*(?:[\r\n]|\Z))|(\])(?=\(|:))",
    re.ASCII,
)
_RUNS = ("javascript:", "vbscript:", "data:")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp)[;,]")
_FAR = 400
"""How far into an address its scheme is looked for; browsers skip blanks and controls before it."""
_SKIPPED = re.compile(r"[\x00-\x20\x7f\\<]+")

_LINES = re.compile(r"(\r\n?|\n)")
_BLANKS = " \t\f\v"
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*[^\s`~]*[ \t]*")
_UNSURE = re.compile(r"<|\$\$|```|~~~")
"""What may swallow the lines below it as raw text, to an end that only a parser knows."""
_UNSURE_SPANS = re.compile(r"[\\<$|\[~]")


def shown(body: str, *, markdown: bool, treated: bool = False) -> str:
    """Return a guest's body as a site may hold it; what it returned once stays as it is.

    `markdown` says that kramdown will read it. `treated` says that the body went through here before
    and may have been edited since: then what is escaped already is told from what is not. Otherwise
    a body is either an article that speaks of our escapes, of which each sign is shown, or nothing
    but a text that was treated.
    """
    if markdown and ("{" in body or "](" in body or "]:" in body):
        body = "".join(_without_meaning(body))
    if not treated and is_live(body):
        return _TOKEN.sub(ESCAPED, body)
    return escaped(body)


def escaped(text: str) -> str:
    """Return `text` so that Liquid gives it back as it is; what is escaped already stays."""
    return _LIVE.sub(lambda found: found[0] if len(found[0]) > 1 else ESCAPED, text)


def live_tokens(text: str) -> Iterator[int]:
    """Yield the offset of every brace that `escaped` would replace."""
    return (found.start() for found in _LIVE.finditer(text) if len(found[0]) == 1)


def is_live(text: str) -> bool:
    """Tell whether Liquid would act upon anything in `text` that is not escaped."""
    return next(live_tokens(text), None) is not None


def _without_meaning(body: str) -> Iterator[str]:
    """Yield the text with kramdown's own syntax shown, code left alone where it surely is code.

    In code a character reference would be seen. Elsewhere it is what it stands for, in HTML too, so
    that whatever is not sure to be code is treated.
    """
    lines = _LINES.split(body)
    sure, above_blank, paragraph_sure = True, True, True
    number, start = 0, 0
    while number < len(lines):
        line = lines[number]
        if sure and above_blank and _FENCE.fullmatch(line):
            end = _closing(lines, number)
            if end:
                yield _neutral("".join(lines[start:number]))
                yield "".join(lines[number:end])
                number = start = end
                continue
        if sure and _UNSURE.search(line):
            sure = False
        if not sure:
            break
        above_blank = not line.strip(_BLANKS)
        paragraph_sure = above_blank or (paragraph_sure and _has_whole_spans(line))
        if paragraph_sure and "`" in line:
            yield _neutral("".join(lines[start:number]))
            parts = line.split("`")
            # The parts between backticks are code; a sign is never parted from what follows it.
            yield "`".join(part if odd % 2 else _neutral(part) for odd, part in enumerate(parts))
            start = number + 1
        number += 2
    yield _neutral("".join(lines[start:]))


def _closing(lines: list[str], opened: int) -> int:
    """Return the index behind the line that closes a fence, 0 where none does."""
    run = lines[opened].rstrip(_BLANKS)
    run = run[: len(run) - len(run.lstrip(run[0]))]
    close = re.compile(rf" {{0,3}}{re.escape(run)}{re.escape(run[0])}*[ \t\f\v]*")
    for number in range(opened + 2, len(lines), 2):
        if close.fullmatch(lines[number]):
            return number + 1
    return 0


def _has_whole_spans(line: str) -> bool:
    """Tell whether all backticks of a line surely stand for code within it."""
    if "`" not in line:
        return _UNSURE_SPANS.search(line) is None
    parts = line.split("`")
    if len(parts) % 2 == 0 or _UNSURE_SPANS.search(line):
        return False
    return all(part and part[0] not in " \t\f\v" for part in parts[1::2])


def _neutral(text: str) -> str:
    return _MEANT.sub(lambda found: _reference(found, text), text)


def _reference(found: re.Match[str], text: str) -> str:
    if found[2]:
        return found[1] + _BRACE
    address = text[found.end() + 1 : found.end() + 1 + _FAR]
    address = _SKIPPED.sub("", html.unescape(address)).lower()
    if address.startswith(_RUNS) and not _PICTURE.match(address):
        return found[1] + _BRACKET
    return found[0]
