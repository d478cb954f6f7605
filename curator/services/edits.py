"""Edits of front matter as values, so that one list of them serves a post and 5,000 posts."""

from collections.abc import Sequence
from dataclasses import dataclass

from curator.domain.errors import EditError, EditFault
from curator.domain.listing import StoredPost
from curator.formats import front_matter
from curator.formats.document import Document, join, split
from curator.formats.front_matter import FrontMatter
from curator.formats.yaml_values import Value

TEXT_KEYS = frozenset(
    {"title", "slug", "layout", "permalink", "author", "excerpt", "description", "subtitle"}
)
"""Keys whose value is text whatever it looks like: `set title=2022` means the word."""


@dataclass(frozen=True, slots=True)
class SetValue:
    """Give `key` the value that `text` stands for."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add one item to the list `key`, unless it is there."""

    key: str
    item: str


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """Take one item out of the list `key`, where it is there."""

    key: str
    item: str


@dataclass(frozen=True, slots=True)
class Unset:
    """Take `key` away, where it is there."""

    key: str


Edit = SetValue | AddItem | RemoveItem | Unset


def rewritten(post: StoredPost, edits: Sequence[Edit]) -> bytes:
    """Return the source text of `post` with all edits made.

    Raises EditError where one cannot be made; bytes that no edit names stay as they are.
    """
    document = split(post.source)
    for edit in edits:
        text = _edited(document, edit)
        if text != document.front_matter:
            document = document.with_front_matter(text or "")
    return join(document)


def _edited(document: Document, edit: Edit) -> str | None:
    text = document.front_matter
    parsed = front_matter.parse(text or "")
    if parsed.problem is not None:
        raise EditError(edit.key, EditFault.BROKEN_YAML, parsed.problem.message)
    if isinstance(edit, SetValue):
        value = _value(edit, parsed)
        if edit.key in parsed.values and parsed.values[edit.key] == value:
            return text
        newline = document.newline
        return front_matter.set_value(text or "", edit.key, value, newline=newline)
    if isinstance(edit, Unset):
        return front_matter.unset(text or "", edit.key) if edit.key in parsed.values else text
    items = _items(parsed.values.get(edit.key), edit.key)
    if isinstance(edit, RemoveItem):
        if edit.item not in items:
            return text
        return front_matter.remove_item(text or "", edit.key, edit.item)
    if edit.item in items:
        return text
    if edit.key in TEXT_KEYS:
        raise EditError(edit.key, EditFault.NOT_A_LIST)
    if parsed.values.get(edit.key) is None:
        newline = document.newline
        return front_matter.set_value(text or "", edit.key, [edit.item], newline=newline)
    return front_matter.add_item(text or "", edit.key, edit.item)


def _items(value: Value, key: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list):
        return [str(item) for item in value]
    if isinstance(value, dict):
        raise EditError(key, EditFault.NOT_A_LIST)
    # Jekyll splits the plural keys at blanks and takes the singular ones whole (jekyll.md §5).
    return str(value).split() if key.endswith("s") else [str(value)]


def _value(edit: SetValue, parsed: FrontMatter) -> Value:
    text = edit.text
    known = parsed.values.get(edit.key)
    if edit.key in TEXT_KEYS or (isinstance(known, str) and not text.startswith(("[", "{"))):
        return text
    read = front_matter.parse(f"value: {text}\n")
    if read.problem is not None or "value" not in read.values:
        return text
    value = read.values["value"]
    # A stock code like 000001 or a version like 1.10 is no number to whoever typed it.
    if isinstance(value, int | float) and not isinstance(value, bool) and str(value) != text:
        return text
    return value
