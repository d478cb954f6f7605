"""What would change in a file, as a unified diff that a person reads and `patch` accepts."""

import difflib
from collections.abc import Iterator

from curator.formats.encodings import Decoded, decode

_NO_NEWLINE = "\\ No newline at end of file\n"
_CONTEXT = 3
_TOO_MANY_LINES = 4_000
"""Beyond it finding the shortest diff takes longer than anybody waits; the middle is shown whole."""


def unified_diff(before: bytes | None, after: bytes | None, path: str) -> str:
    """Return the change from `before` to `after`, either None where there is no file; '' for none.

    Both are decoded as the desk reads them; an encoding other than plain UTF-8 is named beside the
    file's name, so that a pure change of encoding shows as such. Lines end at line feeds only.
    """
    if before == after:
        return ""
    old, new = decode(before or b""), decode(after or b"")
    old_lines, new_lines = _lines(old.text), _lines(new.text)
    source = "/dev/null" if before is None else f"a/{path}{_encoding(old)}"
    target = "/dev/null" if after is None else f"b/{path}{_encoding(new)}"
    parts = [f"--- {source}\n", f"+++ {target}\n", *_hunks(old_lines, new_lines)]
    return "".join(parts).encode("utf-8", "replace").decode()


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _encoding(decoded: Decoded) -> str:
    if decoded.bom:
        return f"\t({decoded.encoding}, BOM)"
    return "" if decoded.encoding == "utf-8" else f"\t({decoded.encoding})"


def _hunks(old: list[str], new: list[str]) -> Iterator[str]:
    if max(len(old), len(new)) <= _TOO_MANY_LINES:
        lines = difflib.unified_diff(old, new, n=_CONTEXT)
    else:
        lines = _one_hunk(old, new)
    for number, line in enumerate(lines):
        if number < 2:  # the two header lines, of which ours say more
            continue
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"


def _one_hunk(old: list[str], new: list[str]) -> Iterator[str]:
    """Show everything between the first and the last line that differ as one change."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    first = max(head - _CONTEXT, 0)
    after = min(tail, _CONTEXT)
    sizes = [len(lines) - tail + after - first for lines in (old, new)]
    yield "---"
    yield "+++"
    yield f"@@ -{first + 1},{sizes[0]} +{first + 1},{sizes[1]} @@\n"
    yield from (f" {line}" for line in old[first:head])
    yield from (f"-{line}" for line in old[head : len(old) - tail])
    yield from (f"+{line}" for line in new[head : len(new) - tail])
    yield from (f" {line}" for line in old[len(old) - tail : len(old) - tail + after])
