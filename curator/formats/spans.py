"""Lines of YAML text: where they start and end. YAML breaks lines at more than a newline."""

import re

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ORDINARY = re.compile("\r\n|[\n\r]")
LAST_BREAK = re.compile("(?:\r\n|[\n\r\x85\u2028\u2029])\\Z")
BREAKS = "\n\r\x85\u2028\u2029"


def line_start(text: str, offset: int) -> int:
    """Return where the line that holds `offset` starts."""
    return max(text.rfind(one, 0, offset) for one in BREAKS) + 1


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
