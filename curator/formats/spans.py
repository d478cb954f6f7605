"""Lines of YAML text: where they start and end. YAML breaks lines at more than a newline."""

import re

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ORDINARY = re.compile("\r\n|[\n\r]")
LAST_BREAK = re.compile("(?:\r\n|[\n\r\x85\u2028\u2029])\\Z")
_OTHER_BREAKS = "\r\x85\u2028\u2029"
BREAKS = "\n\r\x85\u2028\u2029"


def line_start(text: str, offset: int) -> int:
    """Return where the line that holds `offset` starts."""
    start = text.rfind("\n", 0, offset) + 1
    for one in _OTHER_BREAKS:  # the rare ones need not be sought further back
        start = max(start, text.rfind(one, start, offset) + 1)
    return start


def line_end(text: str, offset: int) -> int:
    """Return where the line that holds `offset` ends, before its newline."""
    found = BREAK.search(text, offset)
    return found.start() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """Return where the line after the one that holds `offset` starts."""
    found = BREAK.search(text, offset)
    return found.end() if found else len(text)


def newline_at(text: str, offset: int, default: str) -> str:
    """Return the newline of the line before `offset`, else of any line, else `default`."""
    before = text[: line_start(text, offset)]
    if before.endswith("\r\n"):
        return "\r\n"
    if before.endswith(("\n", "\r")):
        return before[-1]
    found = _ORDINARY.search(text)
    return found.group() if found else default
