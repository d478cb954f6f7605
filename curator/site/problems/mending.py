"""Fixes carried out on exact bytes: what a fix names changes, nothing else does.

Front matter is edited by `formats.edits`, which proves each edit; text is replaced only where it still
stands as it was when the problem was found.
"""

import re
from collections.abc import Iterable

from curator.domain.errors import EditError, EditFault
from curator.domain.problems import (
    EscapeLiquid,
    Fix,
    Plain,
    RenameKey,
    ReplaceText,
    SetRaw,
    SetValue,
    Step,
    ToUtf8,
    UnixNewlines,
    Unset,
)
from curator.formats import edits
from curator.formats.document import Document, join, split
from curator.formats.encodings import decode
from curator.formats.front_matter import parse
from curator.formats.guests import escaped
from curator.formats.yaml_values import Value

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


def apply_fix(source: bytes, fix: Fix) -> bytes:
    """Return the source text with one fix made; one that only renames the file changes nothing.

    Raises EditError where the text is not the one that the finding was made in, or cannot be edited.
    """
    return apply_fixes(source, (fix,))


def apply_fixes(source: bytes, fixes: Iterable[Fix]) -> bytes:
    """Return the source text with several fixes of one `find` made at once.

    Replacements of text go first, from the end, as all their offsets belong to the same text; of two
    that overlap the first one in the text is made. Fixes that change several terms of one list come
    together; otherwise the last one for a key counts. Raises EditError as `apply_fix` does, and then
    nothing is made.
    """
    steps = list(dict.fromkeys(step for fix in fixes for step in fix.steps))
    replaced = [step for step in steps if isinstance(step, ReplaceText)]
    document = split(source)
    if replaced:
        document = _with_text(document, _replaced(document.text, replaced))
    before = parse(document.front_matter or "").values if len(steps) > 1 else {}
    given: set[str] = set()
    for step in steps:
        if isinstance(step, ReplaceText):
            continue
        if isinstance(step, SetValue) and step.key in given:
            now = parse(document.front_matter or "").values.get(step.key)
            document = _stepped(document, _together(step, before.get(step.key), now))
            continue
        if isinstance(step, SetValue):
            given.add(step.key)
        document = _stepped(document, step)
    return join(document)


def _together(step: SetValue, before: Value, now: Value) -> SetValue:
    """Return a step that makes another change of terms besides the one that is made already.

    Both were thought of as changes of the value `before`; terms that are gone are left alone.
    """
    wanted, old, current = _terms(step.value), _terms(before), _terms(now)
    if wanted is None or old is None or current is None:
        return step
    gone = [term for term in old if term not in wanted]
    new = [term for term in wanted if term not in old]
    if not gone or any(term not in current for term in gone):
        new, gone = [], []
    at = current.index(gone[0]) if gone else 0
    kept = [*current[:at], *new, *current[at:]]
    terms = tuple(dict.fromkeys(term for term in kept if term not in gone))
    if isinstance(now, str) and not any(" " in term for term in terms):
        return SetValue(step.key, " ".join(terms))
    return SetValue(step.key, terms)


def _terms(value: object) -> list[str] | None:
    """Return the terms of a list or of a text that is split at blanks, None for anything else."""
    if isinstance(value, str):
        return [term for term in _BLANKS.split(value) if term]
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return [str(item) for item in value]
    return None


def _replaced(text: str, steps: list[ReplaceText]) -> str:
    parts: list[str] = []
    at = 0
    for step in sorted(set(steps), key=lambda one: (one.start, one.end)):
        if step.start < at:
            continue
        if text[step.start : step.end] != step.was:
            raise EditError("", EditFault.UNREPRESENTABLE, "stale")
        parts += (text[at : step.start], step.text)
        at = step.end
    parts.append(text[at:])
    return "".join(parts)


def _with_text(document: Document, text: str) -> Document:
    """Return a document of the same encoding with another text, fences and all."""
    if text == document.text:
        return document
    try:
        data = document.bom + text.encode(document.encoding, document.errors)
    except UnicodeEncodeError:
        raise EditError("", EditFault.UNREPRESENTABLE, "encoding") from None
    again = decode(data)
    if again.text != text or again.bom != document.bom:
        raise EditError("", EditFault.UNREPRESENTABLE, "encoding")
    return split(data)


def _stepped(document: Document, step: Step) -> Document:
    match step:
        case ToUtf8():
            return document.in_utf8()
        case UnixNewlines():
            text = document.text.replace("\r\n", "\n").replace("\r", "\n")
            return _with_text(document, text)
        case EscapeLiquid():
            return document.with_body(escaped(document.body))
        case ReplaceText():
            return _with_text(document, _replaced(document.text, [step]))
        case _:
            edited = _front_matter(document, step)
            return (
                document if edited == document.front_matter else document.with_front_matter(edited)
            )


def _front_matter(document: Document, step: Step) -> str:
    text = document.front_matter
    if text is None:
        raise EditError("", EditFault.NO_FRONT_MATTER)
    newline = "\r\n" if document.newline == "\r\n" else "\n"
    match step:
        case SetValue(key, value):
            return edits.set_value(text, key, _value(value), newline=newline)
        case SetRaw(key, raw):
            return edits.set_raw(text, key, raw)
        case Unset(key):
            return edits.unset(text, key)
        case RenameKey(old, new):
            return edits.rename(text, old, new)
        case _:
            raise AssertionError(step)


def _value(value: Plain) -> Value:
    return list(value) if isinstance(value, tuple) else value
