"""Jekyll's path patterns: `include` and `exclude` of the configuration, and the globs of defaults.

Two dialects. Entries are matched as `File.fnmatch` does it without flags, where `*` crosses folders,
and a bare name also excludes everything that begins with it. Scopes are matched as `Dir.glob`.
"""

import functools
import itertools
import re
from collections.abc import Iterable

_GLOB_SIGNS = re.compile(r"[*?\[\\]")


class EntryPatterns:
    """Patterns of `include` or `exclude`, compared with paths relative to the site's source."""

    def __init__(self, patterns: Iterable[str]) -> None:
        rooted = ["/" + pattern.lstrip("/") for pattern in patterns]
        self._prefixes = tuple(rooted)
        self._folders = frozenset(pattern[:-1] for pattern in rooted if pattern.endswith("/"))
        globs = [_fnmatch_source(pattern) for pattern in rooted if _GLOB_SIGNS.search(pattern)]
        self._globs = re.compile("|".join(globs), re.DOTALL) if globs else None

    def match(self, entry: str, *, is_folder: bool) -> bool:
        """Tell whether `EntryFilter#glob_include?` finds a pattern for a path."""
        path = entry if entry.startswith("/") else f"/{entry}"
        if path.startswith(self._prefixes):
            return True
        if is_folder and path in self._folders:
            return True
        return self._globs is not None and self._globs.fullmatch(path) is not None


def _fnmatch_source(pattern: str, one: str = ".") -> str:
    """Translate a pattern into a regular expression; `one` is what a wildcard stands for."""
    out: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            out.append(f"{one}*")
        elif char == "?":
            out.append(one)
        elif char == "\\" and at < len(pattern):
            out.append(re.escape(pattern[at]))
            at += 1
        elif char == "[":
            source, at = _set_source(pattern, at)
            out.append(source)
        else:
            out.append(re.escape(char))
    return "".join(out)


def _set_source(pattern: str, at: int) -> tuple[str, int]:
    """Translate `[...]` whose bracket ends at `at`; without an end it matches nothing."""
    end = pattern.find("]", at + 1)
    if end < 0:
        return r"(?!)", at
    inner = pattern[at:end]
    negated = inner[:1] in {"!", "^"}
    inner = (inner[1:] if negated else inner).replace("\\", r"\\").replace("[", r"\[")
    inner = (
        inner.replace("^", r"\^").replace("&&", r"&\&").replace("~~", r"~\~").replace("||", r"|\|")
    )
    try:
        re.compile(f"[{inner}]")
    except re.error:
        return r"(?!)", end + 1
    return f"[{'^' if negated else ''}{inner}]", end + 1


@functools.lru_cache(maxsize=512)
def scope_glob(pattern: str) -> re.Pattern[str]:
    """Compile a scope's path as `Dir.glob` reads it: `**/` for any folders, no hidden names."""
    sources = [_path_source(part.split("/")) for part in _braces(pattern)]
    return re.compile("|".join(sources), re.DOTALL)


def _path_source(parts: list[str]) -> str:
    out: list[str] = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**" and not last:
            out.append(r"(?:(?!\.)[^/]+/)*")
            continue
        hidden = "" if part.startswith(".") else r"(?!\.)"
        out.append(hidden + _fnmatch_source(part, "[^/]") + ("" if last else "/"))
    return "".join(out)


def _braces(pattern: str) -> list[str]:
    """Expand the first `{a,b}` and what follows it; a brace without its end stands for itself."""
    start = pattern.find("{")
    if start < 0:
        return [pattern]
    depth, cuts = 0, [start]
    for at in range(start, len(pattern)):
        if pattern[at] == "{":
            depth += 1
        elif pattern[at] == "}":
            depth -= 1
            if depth == 0:
                cuts.append(at)
                break
        elif pattern[at] == "," and depth == 1:
            cuts.append(at)
    else:
        return [pattern]
    head, tail = pattern[:start], pattern[cuts[-1] + 1 :]
    choices = [pattern[left + 1 : right] for left, right in itertools.pairwise(cuts)]
    return [full for choice in choices for full in _braces(head + choice + tail)]
