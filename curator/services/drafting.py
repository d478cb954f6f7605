"""A post's source text while it is being edited: its fields, and what an edit makes of it.

The window edits through `Draft`, an immutable value over exact bytes; every edit returns another
draft and touches only the characters it must. Keeps no history and stores nothing.
"""

import contextlib
from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import cached_property

from curator.domain.errors import EditError, EditFault
from curator.formats import front_matter
from curator.formats.document import Document, join, split
from curator.formats.front_matter import Entry, FrontMatter, YamlProblem
from curator.formats.yaml_values import Value
from curator.services.draft_dates import DateReading, on_day, read_date, with_offset, written_date
from curator.services.draft_fields import (
    SINGULARS,
    Field,
    FieldFault,
    FieldKind,
    FieldProblem,
    field_of,
    inherited_field,
    items_of,
    kind_of,
    printed,
    split_terms,
)

__all__ = [
    "DateReading",
    "Draft",
    "Field",
    "FieldFault",
    "FieldKind",
    "FieldProblem",
    "Value",
    "YamlProblem",
    "kind_of",
    "on_day",
    "printed",
    "read_date",
    "written_date",
]


class Draft:
    """One version of a source text. Equal bytes are equal drafts.

    Edits raise EditError where they cannot be made: broken YAML, a value shared by an anchor, a
    character that the file's encoding lacks. The draft they were asked of stays as it is.
    """

    def __init__(self, source: bytes) -> None:
        self._document = split(source)
        self.source = source
        """The exact bytes."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Draft) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    # what it says

    @property
    def front_matter_text(self) -> str | None:
        """Return the YAML between the fences; None for a text without front matter."""
        return self._document.front_matter

    @property
    def body(self) -> str:
        """Return everything behind the front matter."""
        return self._document.body

    @cached_property
    def newline(self) -> str:
        """Return what ends most lines of the file."""
        return self._document.newline

    @property
    def front_matter_newline(self) -> str:
        """Return what ends lines of front matter, where a lone CR ends none."""
        return "\r\n" if self.newline == "\r\n" else "\n"

    @property
    def encoding(self) -> str:
        """Return the name of the file's encoding."""
        return self._document.encoding

    @property
    def undecodable(self) -> bool:
        """Tell whether some bytes belong to no character."""
        return self._document.errors != "strict" and any(
            "\udc80" <= character <= "\udcff" for character in self._document.text
        )

    @property
    def problem(self) -> YamlProblem | None:
        """Return why the front matter cannot be read, with its line; None where it can."""
        return self._parsed.problem

    @property
    def duplicates(self) -> tuple[str, ...]:
        """Return the keys that are given more than once."""
        return self._parsed.duplicates

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order of the text, each once."""
        return tuple(dict.fromkeys(entry.key for entry in self._parsed.entries))

    def value(self, key: str) -> Value:
        """Return what Jekyll reads for `key`, defaults aside."""
        return self._parsed.values.get(key)

    def fields(self, defaults: Mapping[str, Value], zone: tzinfo) -> tuple[Field, ...]:
        """Return a field for each key in the order of the text, then what only defaults give.

        `defaults` are the site's values for this post, `zone` is the zone it is built in. Broken
        front matter has no fields at all, since nobody knows which defaults would apply.
        """
        if self._parsed.problem is not None:
            return ()
        counting = {entry.key: entry for entry in self._parsed.entries}
        own = [
            field_of(self._parsed, entry, defaults.get(key), zone)
            for key, entry in counting.items()
        ]
        inherited = [
            inherited_field(key, value) for key, value in defaults.items() if key not in counting
        ]
        return (*own, *inherited)

    @cached_property
    def _parsed(self) -> FrontMatter:
        return front_matter.parse(self._document.front_matter or "")

    # edits

    def with_value(self, key: str, value: Value) -> "Draft":
        """Give `key` a value, at its place or in a new line at the end."""
        return self._edited(
            lambda text: front_matter.set_value(text, key, value, newline=self.front_matter_newline)
        )

    def with_text(self, key: str, text: str, like: str | None = None) -> "Draft":
        """Give `key` a text, in the style of the value `like`, which it had before.

        Somebody who types passes through texts that need quotes, such as one that ends in a
        blank; `like` brings the style back with which the typing began.
        """
        return self._styled(key, like).with_value(key, text)

    def with_date(self, key: str, text: str, like: str | None = None) -> "Draft":
        """Write `text` for a date, as plain or as quoted as the date was; `like` as in `with_text`.

        What is no date yet is written all the same: an editor types one character at a time.
        Blanks around it are left out.
        """
        before, text = self._styled(key, like), text.strip()
        if not (before._raw(key) or "").startswith(("'", '"')):
            with contextlib.suppress(EditError):
                plain = before.with_raw(key, text)
                read = plain._entry(key)
                if (
                    read is not None
                    and read.raw == text
                    and not isinstance(read.value, list | dict)
                ):
                    return plain
        return before.with_value(key, text)

    def with_raw(self, key: str, raw: str) -> "Draft":
        """Write the YAML `raw` as the value of `key`."""
        if self._entry(key) is None:
            return self.with_value(key, "").with_raw(key, raw)
        return self._edited(lambda text: front_matter.set_raw(text, key, raw))

    def emptied(self, key: str) -> "Draft":
        """Leave `key` without a value, which Jekyll takes for nothing; adds it where it is missing."""
        return self.with_raw(key, "")

    def without(self, key: str) -> "Draft":
        """Take `key` and its lines away."""
        return self._edited(lambda text: front_matter.unset(text, key))

    def renamed(self, old: str, new: str) -> "Draft":
        """Give the key `old` another name."""
        return self._edited(lambda text: front_matter.rename(text, old, new))

    def moved(self, key: str, index: int) -> "Draft":
        """Put the lines of `key` at another place; `index` counts keys from 0."""
        return self._edited(lambda text: front_matter.move(text, key, index))

    def with_item(self, key: str, item: str) -> "Draft":
        """Add a term to the list `key`, in the way in which the list is written."""
        value = self.value(key)
        items = items_of(key, value)
        if item in items:
            return self
        as_words = isinstance(value, str) and key not in SINGULARS and items
        if isinstance(value, list) or as_words:
            return self._edited(lambda text: front_matter.add_item(text, key, item))
        return self.with_value(key, [*items, item])

    def without_item(self, key: str, item: str) -> "Draft":
        """Take a term out of the list `key`; a lone term leaves its key empty."""
        value = self.value(key)
        items = items_of(key, value)
        if item not in items:
            return self
        if not isinstance(value, list) and len(items) == 1:
            return self.with_value(key, None)
        return self._edited(
            lambda text: front_matter.remove_item(text, key, _as_written(value, item))
        )

    def mended(self, key: str, fault: FieldFault, zone: tzinfo) -> "Draft":
        """Write a field so that Jekyll reads what its editor most likely meant."""
        entry = self._entry(key)
        if entry is None:
            raise EditError(key, EditFault.NO_SUCH_KEY)
        if fault in {FieldFault.DATE_UTC, FieldFault.DATE_LOCAL}:
            text = with_offset(entry.raw, zone)
            return self if text is None else self.with_date(key, text)
        if fault is FieldFault.CUT:
            return self._with_whole_line(key, entry)
        return self.with_value(key, _meant(entry, fault))

    def with_front_matter_text(self, text: str) -> "Draft":
        """Replace the whole YAML; a text without front matter gets fences around it."""
        if text == self._document.front_matter:
            return self
        return self._with(self._document.with_front_matter(text))

    def with_body(self, text: str) -> "Draft":
        """Replace everything behind the front matter."""
        if text == self._document.body:
            return self
        return self._with(self._document.with_body(text))

    def in_utf8(self) -> "Draft":
        """Return the same text in UTF-8 without a mark, the only encoding Jekyll reads."""
        return self._with(self._document.in_utf8())

    def _styled(self, key: str, like: str | None) -> "Draft":
        if like is not None and like != self._raw(key):
            with contextlib.suppress(EditError):
                return self.with_raw(key, like)
        return self

    def _raw(self, key: str) -> str | None:
        entry = self._parsed.entry(key)
        return None if entry is None else entry.raw

    def _entry(self, key: str) -> Entry | None:
        return self._parsed.entry(key)

    def _edited(self, edit: Callable[[str], str]) -> "Draft":
        if problem := self._parsed.problem:
            raise EditError("", EditFault.BROKEN_YAML, problem.message)
        return self.with_front_matter_text(edit(self._document.front_matter or ""))

    def _with_whole_line(self, key: str, entry: Entry) -> "Draft":
        """Take what YAML read as a comment into the value."""
        start, end = entry.value_span
        text = self._parsed.text
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        whole = text[start:line_end].rstrip()
        bare = text[:end] + text[start + len(whole) :]
        return self._edited(
            lambda _: front_matter.set_value(bare, key, whole, newline=self.front_matter_newline)
        )

    def _with(self, document: Document) -> "Draft":
        """Wrap a changed document, keeping what was parsed where the front matter is the same."""
        draft = Draft.__new__(Draft)
        draft._document = document
        draft.source = join(document)
        if document.front_matter == self._document.front_matter and "_parsed" in self.__dict__:
            draft.__dict__["_parsed"] = self._parsed
        return draft


def _as_written(value: Value, item: str) -> Value:
    """Return the item of a list that prints as `item`, since 2022 is no text."""
    if isinstance(value, list):
        return next((each for each in value if printed(each) == item), item)
    return item


def _meant(entry: Entry, fault: FieldFault) -> Value:
    text = printed(entry.value)
    meant: dict[FieldFault, Value] = {
        FieldFault.RETYPED: entry.raw.strip(),
        FieldFault.SEPARATORS: list[Value](split_terms(text)),
        FieldFault.NOT_A_LIST: [entry.raw.strip()],
        FieldFault.PUBLISHED_EMPTY: False,
        FieldFault.PUBLISHED_TEXT: False,
        FieldFault.PERMALINK_NO_SLASH: "/" + text,
        FieldFault.SLUG_NOT_TEXT: entry.raw.strip(),
    }
    return meant[fault]
