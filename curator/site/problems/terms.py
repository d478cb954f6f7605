"""Categories and tags that Jekyll splits, drops or doubles otherwise than meant (jekyll.md §5)."""

import re
from collections.abc import Iterator

from curator.domain.post import Problem
from curator.domain.problems import Finding, SetValue, Severity, Step
from curator.formats.front_matter import Entry, Style
from curator.formats.yaml_values import Value
from curator.site.problems.inspection import Inspection
from curator.site.problems.keys import shown

PLURALS = {"categories": "category", "tags": "tag"}
_COMMAS = re.compile(r"[,，、;；]")
_WIDE_BLANKS = re.compile(r"[\u3000\u00a0]")
_COMMAS_IN_ITEMS = re.compile(r"[，、；]")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


def terms(post: Inspection) -> Iterator[Finding]:
    """Report what is odd in `categories`, `category`, `tags` and `tag`."""
    for key in ("categories", "category", "tags", "tag"):
        if key not in post.values:
            continue
        entry = post.front.entry(key)
        if entry is None:
            continue
        if key == "tags" and _counts(post.values.get("tag")):
            yield post.found_at(Problem.HIDDEN_TAGS, entry)
        yield from _type(post, entry)
        yield from _separators(post, entry)


def split_terms(text: str) -> tuple[str, ...]:
    """Split a text of terms wherever its writer meant to: at commas, else at any blanks."""
    parts = _COMMAS.split(text) if _COMMAS.search(text) else text.split()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _counts(value: Value) -> bool:
    return value is not None and value is not False


def _type(post: Inspection, entry: Entry) -> Iterator[Finding]:
    value, raw = entry.value, entry.raw.strip()
    if entry.key == "categories" and not (value is None or isinstance(value, str | list)):
        plain = entry.style is Style.PLAIN and not entry.shared
        fix = [SetValue("categories", (raw,))] if plain else []
        yield post.found_at(Problem.CATEGORIES_TYPE, entry, *fix, value=raw)
    elif entry.key == "tags" and _counts(value) and not isinstance(value, str | list):
        plain = entry.style is Style.PLAIN and not entry.shared
        fix = [SetValue("tags", (raw,))] if plain else []
        yield post.found_at(Problem.TAGS_TYPE, entry, *fix, value=raw)
    elif entry.key == "categories" and isinstance(value, list):
        odd = next((item for item in value if not isinstance(item, str)), "")
        if odd != "":
            named = _named(value, raw)
            fix = [SetValue("categories", named)] if named and not entry.shared else []
            yield post.found_at(Problem.CATEGORY_NUMBER, entry, *fix, value=shown(odd))


def _named(items: list[Value], raw: str) -> tuple[str, ...]:
    """Return the items as text, nothing where one does not print as it is written."""
    named = []
    for item in items:
        if item is None:
            continue
        text = shown(item)
        if not text or (not isinstance(item, str) and text not in raw):
            return ()
        named.append(text)
    return tuple(dict.fromkeys(named))


def _separators(post: Inspection, entry: Entry) -> Iterator[Finding]:
    """Report commas in a text, where Jekyll splits at plain blanks only, or not at all."""
    value = entry.value
    if isinstance(value, str):
        sign = _COMMAS.search(value)
        if sign is None and entry.key in PLURALS:
            sign = _WIDE_BLANKS.search(value)
        if sign is None:
            return
        meant = split_terms(value)
        severity = None
        read = "|".join(part for part in _BLANKS.split(value) if part)
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        texts = [item for item in value if isinstance(item, str)]
        sign = next((found for item in texts if (found := _COMMAS_IN_ITEMS.search(item))), None)
        if sign is None:
            return
        meant = tuple(
            dict.fromkeys(
                term
                for item in texts
                for term in (split_terms(item) if _COMMAS_IN_ITEMS.search(item) else (item,))
            )
        )
        severity = Severity.NOTE
        read = "|".join(texts)
    else:
        return
    fix: list[Step] = [] if entry.shared or not meant else [SetValue(entry.key, meant)]
    yield post.found_at(
        Problem.TERM_SEPARATORS, entry, *fix, severity=severity, sign=sign[0], read=read
    )
