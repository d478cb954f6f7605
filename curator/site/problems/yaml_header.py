"""Front matter that Jekyll cannot read, reads twice or does not see (jekyll.md §8)."""

import re
from collections.abc import Callable, Iterator

from curator.domain.post import Problem
from curator.domain.problems import Finding, ReplaceText, Step, UnixNewlines
from curator.formats.document import split
from curator.formats.emit import Quote, inline
from curator.formats.front_matter import Style, parse
from curator.site.problems.inspection import Inspection

_MOST_ROUNDS = 4
_LONGEST_MENDED = 20_000
_LOOKS_LIKE_HEADER = re.compile(r"[ \t\r\n\f\v]*+(--+)[ \t\f\v]*+[\r\n]")
_BLANK_LINES_ABOVE = re.compile(r"[ \t\r\n\f\v]+(?=---[ \t\r\f\v]*\n)")
_ODD_FENCE = re.compile(r"(-{4,})[ \t\r]*\n")
_SOME_KEY = re.compile(r"^[A-Za-z][\w-]*[ \t]*[:：]", re.MULTILINE)
_KEY_LINE = re.compile(r"([A-Za-z_][\w-]*:[ \t]+)(\S[^\r\n]*?)[ \t]*\r?(?:\n|\Z)")
_KEYS = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:：]", re.MULTILINE)
_FOREIGN_COLON = re.compile(
    "^([A-Za-z_][\\w-]*)(?::[ \t]*[\u00a0\u3000][ \t\u00a0\u3000]*|：[ \t\u00a0\u3000]*)",
    re.MULTILINE,
)
_TAB_INDENT = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)


def broken_yaml(post: Inspection) -> Iterator[Finding]:
    """Report front matter that Jekyll cannot load, where the parser gave up."""
    problem = post.front.problem
    if problem is None:
        return
    text = post.front.text
    at = 0
    for _ in range(problem.line - 1):
        at = text.find("\n", at) + 1
    start = min(at + problem.column - 1, len(text))
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    yield post.found(
        Problem.BROKEN_YAML,
        (post.header_start + start, post.header_start + end),
        *([] if problem.limit else _mended(post, text)),
        line=str(problem.line + 1),
        message=problem.message,
        outcome="limit" if problem.limit else "abort" if post.context.strict else "bare",
    )


def duplicate_keys(post: Inspection) -> Iterator[Finding]:
    """Report keys that stand twice, at the one that does not count."""
    front = post.front
    for key in front.duplicates:
        entries = [entry for entry in front.entries if entry.key == key]
        first = entries[0]
        steps: list[Step] = []
        if not any(entry.shared for entry in entries):
            doomed = [
                ReplaceText(post.header_start + one.start, front.text[one.start : one.end], "")
                for one in entries[:-1]
            ]
            if parse(_applied(front.text, doomed, post.header_start)).values == front.values:
                steps += doomed
        yield post.found_at(Problem.DUPLICATE_KEY, first, *steps, span=first.key_span, name=key)


def missing_header(post: Inspection) -> Iterator[Finding]:
    """Report a text without front matter, and one whose front matter Jekyll takes for body."""
    if post.document.front_matter is not None:
        return
    text = post.text
    opening = _LOOKS_LIKE_HEADER.match(text)
    if opening is None or _SOME_KEY.search(text, opening.end(), opening.end() + 4000) is None:
        yield post.found(Problem.NO_FRONT_MATTER, (0, 0))
        return
    yield post.found(Problem.HEADER_IN_BODY, opening.span(1), *_as_header(text))


def _as_header(text: str) -> list[Step]:
    """Return what makes a block of a text that only looks like one; nothing where unclear."""
    tries: list[Step] = []
    if blank := _BLANK_LINES_ABOVE.match(text):
        tries.append(ReplaceText(0, blank[0], ""))
    if fence := _ODD_FENCE.match(text):
        tries.append(ReplaceText(0, fence[1], "---"))
    if "\r" in text and "\n" not in text:
        tries.append(UnixNewlines())
    for step in tries:
        changed = text.replace("\r", "\n")
        if isinstance(step, ReplaceText):
            changed = _applied(text, [step], 0)
        block = split(changed.encode("utf-8", "surrogatepass")).front_matter
        if block is not None and parse(block).problem is None:
            return [step]
    return []


def _mended(post: Inspection, text: str) -> list[Step]:
    """Return replacements with which the text loads and has the keys one sees; else nothing.

    Tried are what editors trip over: foreign colons and blanks, tabs, a colon, quotes or signs
    in an unquoted value.
    """
    if len(text) > _LONGEST_MENDED:
        return []
    wanted = list(dict.fromkeys(_KEYS.findall(text)))
    for tried in _TRIES:
        steps = tried(text)
        if steps is None:
            continue
        parsed = parse(_applied(text, steps, 0))
        if parsed.problem is None and [*dict.fromkeys(one.key for one in parsed.entries)] == wanted:
            return [
                ReplaceText(post.header_start + step.start, step.was, step.text) for step in steps
            ]
    return []


def _foreign_colons(text: str) -> list[ReplaceText] | None:
    found = [
        ReplaceText(one.start(), one[0], one[1] + ": ") for one in _FOREIGN_COLON.finditer(text)
    ]
    return found or None


def _tabs(text: str) -> list[ReplaceText] | None:
    found = [
        ReplaceText(one.start(), one[0], one[0].replace("\t", "  "))
        for one in _TAB_INDENT.finditer(text)
    ]
    return found or None


def _quotes(text: str) -> list[ReplaceText] | None:
    """Quote the value at which the parser gives up, then at the next one, a few times."""
    done: dict[int, ReplaceText] = {}
    for _ in range(_MOST_ROUNDS):
        problem = parse(_applied(text, list(done.values()), 0)).problem
        if problem is None:
            return list(done.values())
        step = _quoted_above(text, problem.line, done)
        if step is None:
            return None
        done[step.start] = step
    return None


def _quoted_above(text: str, line: int, done: dict[int, ReplaceText]) -> ReplaceText | None:
    """Return the quoting of the nearest `key: value` at or above a line that is not quoted yet."""
    starts = [0]
    while len(starts) < line and (newline := text.find("\n", starts[-1])) >= 0:
        starts.append(newline + 1)
    for start in reversed(starts[-3:]):
        found = _KEY_LINE.match(text, start)
        if found is not None and found.start(2) not in done:
            value = found[2]
            bare = value
            if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
                bare = value[1:-1]
            return ReplaceText(found.start(2), value, inline(bare, Style.DOUBLE, Quote.DOUBLE))
    return None


_TRIES: tuple[Callable[[str], list[ReplaceText] | None], ...] = (_foreign_colons, _tabs, _quotes)


def _applied(text: str, steps: list[ReplaceText], base: int) -> str:
    for step in sorted(steps, key=lambda one: one.start, reverse=True):
        start = step.start - base
        text = text[:start] + step.text + text[start + len(step.was) :]
    return text
