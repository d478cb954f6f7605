"""Fixes carried out on exact bytes: what a fix names changes, nothing else does.

Front matter is edited by `formats.edits`, which proves each edit; text is replaced only where it still
stands as it was when the problem was found.
"""

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
from curator.formats.yaml_values import Value
from curator.site.problems.liquid_blocks import escaped


def apply_fix(source: bytes, fix: Fix) -> bytes:
    """Return the source text with one fix made; one that only renames the file changes nothing.

    Raises EditError where the text is not the one that the finding was made in, or cannot be edited.
    """
    return apply_fixes(source, (fix,))


def apply_fixes(source: bytes, fixes: Iterable[Fix]) -> bytes:
    """Return the source text with several fixes of one `find` made at once.

    Replacements of text go first, from the end, as all their offsets belong to the same text; of two
    that overlap the first one in the text is made. Raises EditError as `apply_fix` does, and then
    nothing is made.
    """
    steps = [step for fix in fixes for step in fix.steps]
    replaced = [step for step in steps if isinstance(step, ReplaceText)]
    document = split(source)
    if replaced:
        document = _with_text(document, _replaced(document.text, replaced))
    for step in steps:
        if not isinstance(step, ReplaceText):
            document = _stepped(document, step)
    return join(document)


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
