"""Values typed into a cell of the list, as edits of front matter: what they mean, what is wrong.

Goes the way of the form (`drafting`): bytes that a value does not touch stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum

from curator.domain.errors import EditError, EditFault
from curator.domain.post import TermKind
from curator.services.draft_dates import on_day, read_date, with_offset
from curator.services.draft_fields import items_of, split_terms
from curator.services.drafting import Draft

_PLURALS = {TermKind.CATEGORY: "categories", TermKind.TAG: "tags"}


class CellFault(StrEnum):
    """Why what is typed in a cell cannot stand there."""

    NO_TITLE = "no-title"
    NO_DATE = "no-date"


@dataclass(frozen=True, slots=True)
class TitleEdit:
    """Another title."""

    text: str
    key = "title"

    @property
    def fault(self) -> CellFault | None:
        """Return what is wrong with it."""
        return None if self.text.strip() else CellFault.NO_TITLE

    def of(self, source: bytes, zone: tzinfo) -> bytes:
        """Return a source text with this title; raises EditError."""
        del zone
        return Draft(source).with_text("title", self.text.strip()).source


@dataclass(frozen=True, slots=True)
class DateEdit:
    """Another date: a day alone moves the post there, its time stays."""

    text: str
    key = "date"

    @property
    def fault(self) -> CellFault | None:
        """Return what is wrong with it."""
        readable = read_date(self.text.strip(), self.text.strip(), UTC) is not None
        return None if readable else CellFault.NO_DATE

    def of(self, source: bytes, zone: tzinfo) -> bytes:
        """Return a source text with this date, told in `zone` where no offset is typed."""
        text, draft = self.text.strip(), Draft(source)
        day = _day(text)
        if day is not None:
            entry = next((one for one in draft.fields({}, zone) if one.key == "date"), None)
            written = on_day(entry.raw if entry else "", day, zone, datetime.now(UTC))
            return draft.with_date("date", written).source
        reading = read_date(text, text, zone)
        if reading is None:
            raise EditError("date", EditFault.UNREPRESENTABLE)
        whole = with_offset(text, zone) if reading.utc or reading.local else text
        return draft.with_date("date", whole or text).source


@dataclass(frozen=True, slots=True)
class TermsEdit:
    """Other tags or categories in the place of those that the list shows."""

    kind: TermKind
    before: tuple[str, ...]
    text: str
    """The terms with commas between them."""

    @property
    def key(self) -> str:
        """Return the key that holds them."""
        return _PLURALS[self.kind]

    @property
    def fault(self) -> CellFault | None:
        """Return nothing: whatever is typed is a list of terms."""
        return None

    def of(self, source: bytes, zone: tzinfo) -> bytes:
        """Return a source text with these terms, in this order.

        Raises EditError, NO_SUCH_ITEM with the term where one comes from the file's folder.
        """
        del zone
        draft, wanted = Draft(source), tuple(dict.fromkeys(split_terms(self.text)))
        # A singular key hides the plural one (jekyll.md §5).
        key = self.kind.value if draft.value(self.kind.value) else self.key
        for term in self.before:
            if term not in wanted:
                if term not in items_of(key, draft.value(key)):
                    raise EditError(key, EditFault.NO_SUCH_ITEM, term)
                draft = draft.without_item(key, term)
        for term in wanted:
            if term not in self.before:
                draft = draft.with_item(key, term)
        return self._in_order(draft, key, wanted).source

    def _in_order(self, draft: Draft, key: str, wanted: Sequence[str]) -> Draft:
        own = items_of(key, draft.value(key))
        ordered = [term for term in wanted if term in own]
        if len(ordered) < len(own) or list(own) == ordered:
            return draft
        return draft.with_value(key, [*ordered])


CellEdit = TitleEdit | DateEdit | TermsEdit


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
