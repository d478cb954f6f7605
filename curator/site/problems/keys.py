"""Single keys that Jekyll reads otherwise than they look: title, slug, permalink, layout, switches.

Dates and terms have modules of their own. Rules: jekyll.md §3, §6, §7, §8, and builds on Jekyll 4.3.1.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from curator.domain.post import Problem
from curator.domain.problems import (
    Finding,
    RenameKey,
    ReplaceText,
    SetRaw,
    SetValue,
    Severity,
    Step,
    Unset,
)
from curator.formats.emit import Quote, inline
from curator.formats.front_matter import Entry, Style
from curator.formats.yaml_values import Value
from curator.site.filenames import PathKind
from curator.site.problems.inspection import Inspection

TEXT_KEYS = frozenset(
    {
        *("title", "subtitle", "author", "description", "summary", "excerpt"),
        *("lang", "source", "link", "image"),
    }
)
"""Keys whose value is read by people or pages as text."""

_PERMALINK_STYLES = frozenset({"date", "pretty", "ordinal", "weekdate", "none"})
_NO_AT_ALL = re.compile(r"\s*(?:false|no|off|n|0)\s*", re.IGNORECASE)


def keys(post: Inspection) -> Iterator[Finding]:
    """Report each key whose value Jekyll does not take as meant."""
    for entry in post.front.entries:
        rule = _RULES.get(entry.key)
        # Of a key that stands twice only the last one counts.
        if rule is not None and (not post.front.duplicates or post.front.entry(entry.key) is entry):
            yield from rule(post, entry)
    if Problem.EMPTY_TITLE in post.facts.problems and post.front.entry("title") is None:
        yield post.found(Problem.EMPTY_TITLE, None)
    if "layout" not in post.values:
        yield from _no_layout(post)


def shown(value: Value) -> str:
    """Return a scalar as Jekyll prints it; nothing for collections."""
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S %z")
    return value.isoformat() if isinstance(value, date) else str(value)


def _title(post: Inspection, entry: Entry) -> Iterator[Finding]:
    value = entry.value
    if Problem.EMPTY_TITLE in post.facts.problems:
        yield post.found_at(Problem.EMPTY_TITLE, entry)
    elif value is None and not entry.raw.strip():
        yield post.found_at(Problem.TITLE_FROM_NAME, entry, title=post.facts.title)
    else:
        yield from _text(post, entry)


def _text(post: Inspection, entry: Entry) -> Iterator[Finding]:
    """Report a text that YAML cuts at a number sign or takes for something else."""
    value, raw = entry.value, entry.raw.strip()
    if entry.style is Style.PLAIN:
        cut = _cut(post, entry)
        if cut is not None:
            yield cut
            return
    elif not (entry.key == "title" and entry.style is Style.FLOW):
        return
    if isinstance(value, str) or not raw or raw.startswith(("*", "&", "!")):
        return
    read = shown(value)
    if isinstance(value, list | dict) or read != raw:
        severity = None if entry.key == "title" else Severity.NOTE
        fix = [] if entry.shared or "\n" in raw else [SetValue(entry.key, raw)]
        yield post.found_at(
            Problem.RETYPED_TEXT, entry, *fix, severity=severity, written=raw, read=read
        )


def _cut(post: Inspection, entry: Entry) -> Finding | None:
    text = post.front.text
    start, end = entry.value_span
    newline = text.find("\n", end)
    rest = text[end : newline if newline >= 0 else len(text)].rstrip()
    lost = rest.lstrip()
    if not lost.startswith("#"):
        return None
    was = text[start:end] + rest
    steps: list[Step] = []
    if "\n" not in was and not entry.shared and not was.startswith(("*", "&", "!")):
        quoted = inline(was, Style.PLAIN, Quote.DOUBLE)
        steps.append(ReplaceText(post.header_start + start, was, quoted))
    # `# x` may well be a comment; `#1` is a part of the text.
    severity = Severity.NOTE if lost[1:2] in {"", " ", "#"} else None
    return post.found_at(
        Problem.CUT_TEXT,
        entry,
        *steps,
        severity=severity,
        span=(end + len(rest) - len(lost), end + len(rest)),
        lost=lost,
    )


def _slug(post: Inspection, entry: Entry) -> Iterator[Finding]:
    value, raw = entry.value, entry.raw.strip()
    if value == "":
        yield post.found_at(Problem.EMPTY_SLUG, entry, *_unset(entry))
    elif value is not None and value is not False and not isinstance(value, str):
        plain = entry.style is Style.PLAIN and not entry.shared and not raw.startswith(("*", "&"))
        fix = [SetValue("slug", raw)] if plain else []
        yield post.found_at(Problem.SLUG_TYPE, entry, *fix, value=raw)


def _permalink(post: Inspection, entry: Entry) -> Iterator[Finding]:
    value, raw = entry.value, entry.raw.strip()
    if value is None or value is False:
        return
    if not isinstance(value, str):
        number = isinstance(value, int) and not isinstance(value, bool) and not entry.shared
        fix = [SetValue("permalink", f"/{raw}")] if number and entry.style is Style.PLAIN else []
        yield post.found_at(Problem.PERMALINK_TYPE, entry, *fix, value=raw)
    elif not value:
        yield post.found_at(Problem.EMPTY_PERMALINK, entry, *_unset(entry))
    elif value in _PERMALINK_STYLES:
        yield post.found_at(Problem.PERMALINK_STYLE, entry, value=value)
    elif not value.startswith("/"):
        fix = [] if entry.shared else [SetValue("permalink", f"/{value}")]
        yield post.found_at(Problem.PERMALINK_SLASH, entry, *fix, value=value)


def _layout(post: Inspection, entry: Entry) -> Iterator[Finding]:
    layouts = post.context.layouts
    value = entry.value
    if layouts is None or value is None or value is False or value in ("", "none"):
        return
    if isinstance(value, str) and value in layouts:
        return
    fix: list[Step] = []
    if isinstance(value, str) and not entry.shared:
        meant = value.strip().removesuffix(".html").removeprefix("/").casefold()
        alike = [one for one in layouts if one.casefold() == meant]
        if len(alike) == 1:
            fix.append(SetValue("layout", alike[0]))
    yield post.found_at(Problem.MISSING_LAYOUT, entry, *fix, layout=shown(value) or entry.raw)


def _no_layout(post: Inspection) -> Iterator[Finding]:
    """Report a layout that the site's defaults name in vain, and a post that has none at all."""
    context = post.context
    given = post.defaults.get("layout")
    if isinstance(given, str) and given not in {"", "none"}:
        if context.layouts is not None and given not in context.layouts:
            yield post.found(Problem.MISSING_LAYOUT, None, layout=given)
        return
    usual = context.habits.layout if context.habits is not None else ""
    if (
        given is None
        and usual
        and post.place.kind is PathKind.POSTS
        and post.document.front_matter is not None
        and post.front.problem is None
        and (context.layouts is None or usual in context.layouts)
    ):
        at = len(post.document.opening)
        yield post.found(
            Problem.NO_LAYOUT, (at, at), SetValue("layout", usual), key="layout", layout=usual
        )


def _published(post: Inspection, entry: Entry) -> Iterator[Finding]:
    value = entry.value
    if value is None:
        if post.defaults.get("published") is None:
            fix = [] if entry.shared else [SetRaw("published", "false")]
            yield post.found_at(Problem.PUBLISHED_EMPTY, entry, *fix)
    elif not isinstance(value, bool) and _NO_AT_ALL.fullmatch(shown(value)):
        fix = [] if entry.shared else [SetRaw("published", "false")]
        yield post.found_at(Problem.PUBLISHED_TEXT, entry, *fix, value=entry.raw.strip())


def _draft(post: Inspection, entry: Entry) -> Iterator[Finding]:
    """Report `draft: true` on a post: what its editor means is to hide it."""
    if entry.value is not True or post.place.kind is not PathKind.POSTS:
        return
    published = post.values.get("published", True)
    if published is False or published is None:
        return
    steps: tuple[Step, ...]
    if entry.shared:
        steps = ()
    elif "published" in post.values:
        steps = (SetValue("published", value=False), Unset("draft"))
    else:
        steps = (RenameKey("draft", "published"), SetRaw("published", "false"))
    yield post.found_at(Problem.DRAFT_IN_POSTS, entry, *steps)


def _unset(entry: Entry) -> list[Step]:
    return [] if entry.shared else [Unset(entry.key)]


_RULES: Mapping[str, Callable[[Inspection, Entry], Iterator[Finding]]] = {
    **dict.fromkeys(TEXT_KEYS, _text),
    "title": _title,
    "slug": _slug,
    "permalink": _permalink,
    "layout": _layout,
    "published": _published,
    "draft": _draft,
}
