"""Finding text and putting other text in its place, whatever its lines end with.

Owns what a hit is and where. A stranger's pattern may take for ever: whoever is handed one runs it
in `search_worker`; text that is looked for as it stands is safe to look for anywhere.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from curator.domain.bulk import BulkError, BulkFault, Hit, ReplaceText

MOST_HITS = 20_000
"""Of one text; more are no slip of the pen but a pattern that says something else than was meant."""

# Word characters of scripts that put blanks between words: there a word is whole or part of another one.
_SPACED = r"[^\W\u0e00-\u0eff\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, ready to be used many times."""

    pattern: re.Pattern[str]
    replacement: str
    expands: bool
    """The replacement names groups of the pattern."""


def compiled(wanted: ReplaceText) -> Search:
    """Make a search of what somebody typed; raises BulkError: NO_PATTERN, BAD_PATTERN."""
    if not wanted.find:
        raise BulkError(BulkFault.NO_PATTERN)
    flags = re.MULTILINE if wanted.match_case else re.MULTILINE | re.IGNORECASE
    find = wanted.find.replace("\r\n", "\n")
    text = find if wanted.regex else re.escape(find)
    try:
        pattern = re.compile(text, flags)
        if wanted.whole_words:
            pattern = re.compile(_whole(text, wanted), flags)
        if wanted.regex:
            pattern.sub(wanted.replacement, "")  # finds groups that there are not
    except (re.error, IndexError, OverflowError, RecursionError) as error:
        raise BulkError(BulkFault.BAD_PATTERN, str(error)) from error
    replacement = wanted.replacement.replace("\r\n", "\n")
    return Search(pattern, replacement, wanted.regex and "\\" in replacement)


def _whole(text: str, wanted: ReplaceText) -> str:
    """Let a pattern match whole words only; a word of Chinese has no end that could be seen."""
    if wanted.regex:
        return rf"(?:(?<!{_SPACED})|(?!{_SPACED}))(?:{text})(?:(?!{_SPACED})|(?<!{_SPACED}))"
    before = rf"(?<!{_SPACED})" if re.match(_SPACED, wanted.find) else ""
    after = rf"(?!{_SPACED})" if re.match(_SPACED, wanted.find[-1]) else ""
    return before + text + after


def hits(search: Search, text: str) -> list[Hit]:
    """Return every hit in a text, in order; raises BulkError (TOO_MANY).

    The pattern sees `\\r\\n` as `\\n`; a replacement ends its lines as most lines of the text do.
    """
    if "\r\n" not in text:
        return _found(search, text, "\n")
    ends = [end.start() - number for number, end in enumerate(re.finditer("\r\n", text))]
    newline = "\r\n" if 2 * len(ends) > text.count("\n") else "\n"
    return [
        Hit(
            hit.start + bisect_left(ends, hit.start),
            hit.end + bisect_left(ends, hit.end),
            hit.replacement,
        )
        for hit in _found(search, text.replace("\r\n", "\n"), newline)
    ]


def _found(search: Search, text: str, newline: str) -> list[Hit]:
    found = []
    for match in islice(search.pattern.finditer(text), MOST_HITS + 1):
        new = match.expand(search.replacement) if search.expands else search.replacement
        if newline != "\n":
            new = new.replace("\n", newline)
        found.append(Hit(match.start(), match.end(), new))
    if len(found) > MOST_HITS:
        raise BulkError(BulkFault.TOO_MANY, str(MOST_HITS))
    return found


def spliced(text: str, found: Sequence[Hit], left: Collection[int] = ()) -> str:
    """Return a text with its hits replaced, but for those whose numbers are in `left`."""
    parts: list[str] = []
    end = 0
    for number, hit in enumerate(found):
        if number not in left:
            parts += [text[end : hit.start], hit.replacement]
            end = hit.end
    return "".join([*parts, text[end:]])
