"""Edits of front matter as values, so that one list of them serves a post and 5,000 posts."""

from collections.abc import Sequence

from curator.domain.bulk import (
    AddItem,
    BulkError,
    BulkFault,
    Edit,
    MergeTerms,
    RemoveItem,
    RenameKey,
    ReplaceItem,
    SetValue,
    ShiftDate,
    Unset,
    ZoneDate,
)
from curator.domain.errors import EditError, EditFault
from curator.domain.listing import StoredPost
from curator.domain.post import TermKind
from curator.formats import front_matter
from curator.formats.document import Document, join, split
from curator.formats.front_matter import FrontMatter
from curator.formats.yaml_values import Value
from curator.services.deriving import Build
from curator.site import term_edits, written_dates
from curator.site.body_hints import SOURCE_KEYS
from curator.site.filenames import parse_path
from curator.site.origins import NUMBER_KEYS
from curator.site.zones import build_zone

__all__ = [
    "AddItem",
    "Edit",
    "MergeTerms",
    "RemoveItem",
    "RenameKey",
    "ReplaceItem",
    "SetValue",
    "ShiftDate",
    "Unset",
    "ZoneDate",
    "keeps_article",
    "keys_of",
    "rewritten",
]

TEXT_KEYS = frozenset(
    {"title", "slug", "layout", "permalink", "author", "excerpt", "description", "subtitle"}
)
"""Keys whose value is text whatever it looks like: `set title=2022` means the word."""

_TELLING = frozenset((*SOURCE_KEYS, *NUMBER_KEYS, "<<"))


def keys_of(edit: Edit) -> tuple[str, ...]:
    """Return the keys whose lines an edit may change."""
    if isinstance(edit, MergeTerms):
        return term_edits.TERM_KEYS[edit.kind]
    return (edit.key, edit.new) if isinstance(edit, RenameKey) else (edit.key,)


def keeps_article(edits: Sequence[Edit]) -> bool:
    """Tell whether a post is known by the same address and number afterwards, whatever it holds."""
    return _TELLING.isdisjoint(key for edit in edits for key in keys_of(edit))


def rewritten(post: StoredPost, edits: Sequence[Edit], build: Build | None = None) -> bytes:
    """Return the source text of `post` with all edits made; dates are read as in `build`.

    Raises EditError or BulkError where one cannot be made; bytes that no edit names stay as they are.
    """
    document = split(post.source)
    text = document.front_matter
    for edit in edits:
        text = _edited(post, document, text, edit, build)
    if text == document.front_matter:
        return post.source
    return join(document.with_front_matter(text or ""))


def _edited(
    post: StoredPost, document: Document, text: str | None, edit: Edit, build: Build | None
) -> str | None:
    parsed = front_matter.parse(text or "")
    if parsed.problem is not None:
        raise EditError(keys_of(edit)[0], EditFault.BROKEN_YAML, parsed.problem.message)
    if isinstance(edit, SetValue):
        value = _value(edit, parsed)
        if edit.key in parsed.values and parsed.values[edit.key] == value:
            return text
        return front_matter.set_value(text or "", edit.key, value, newline=document.newline)
    if isinstance(edit, Unset):
        return front_matter.unset(text or "", edit.key) if edit.key in parsed.values else text
    if isinstance(edit, RenameKey):
        there = edit.key in parsed.values
        return front_matter.rename(text or "", edit.key, edit.new) if there else text
    if isinstance(edit, MergeTerms):
        return _merged(post, document, text, edit, build)
    if isinstance(edit, ReplaceItem):
        new, newline = edit.new, document.newline
        return term_edits.replaced(text or "", edit.key, (edit.item,), new, newline) or text
    if isinstance(edit, ShiftDate | ZoneDate):
        return _dated(text or "", edit, build)
    return _with_item(document, text, edit, parsed)


def _with_item(
    document: Document, text: str | None, edit: AddItem | RemoveItem, parsed: FrontMatter
) -> str | None:
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


def _merged(
    post: StoredPost, document: Document, text: str | None, edit: MergeTerms, build: Build | None
) -> str | None:
    after = term_edits.merged(text or "", edit.kind, edit.old, edit.new, document.newline)
    if after != (text or ""):
        return after
    if edit.kind is TermKind.CATEGORY and post.placements:
        content_dir = build.content_dir if build is not None else ""
        folders = parse_path(post.placements[0].path, collections_dir=content_dir).folders
        from_folder = set(folders) & (set(edit.old) - {edit.new})
        if from_folder:
            raise BulkError(BulkFault.FROM_FOLDER, min(from_folder))
    return text


def _dated(text: str, edit: ShiftDate | ZoneDate, build: Build | None) -> str:
    zone = build.zone if build is not None else build_zone(None)
    if isinstance(edit, ShiftDate):
        return written_dates.shifted(text, edit.key, edit.by, zone)
    target = written_dates.zone_named(edit.zone)
    return written_dates.zoned(text, edit.key, target, edit.keep, zone)


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
