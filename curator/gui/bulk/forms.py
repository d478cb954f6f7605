"""The forms in which a change is said: one for each kind, each giving an action or nothing yet."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from curator.domain.bulk import (
    Action,
    AddItem,
    Keep,
    MergeTerms,
    RemoveItem,
    RenameKey,
    ReplaceItem,
    ReplaceText,
    SetStatus,
    SetValue,
    ShiftDate,
    Unset,
    Where,
    ZoneDate,
)
from curator.domain.post import Status, TermKind
from curator.gui.bulk.wording import Kind, keep_hint, keep_word, where_word
from curator.gui.theme import set_role
from curator.gui.words import status_word
from curator.translation import gettext as _
from curator.translation import pgettext

Vocabulary = Mapping[TermKind, Sequence[str]]

_KEYS = ("title", "layout", "date", "categories", "tags", "author", "source", "published")
_MORE_KEYS = ("slug", "permalink", "excerpt", "description", "image", "category", "tag")
_LISTS = ("tags", "categories", "authors", "keywords")
_ZONES = ("+08:00", "UTC", "Asia/Shanghai", "Asia/Hong_Kong", "Europe/Berlin", "America/New_York")
_KINDS_OF = {
    "tag": TermKind.TAG,
    "tags": TermKind.TAG,
    "category": TermKind.CATEGORY,
    "categories": TermKind.CATEGORY,
}


class Form(QWidget):
    """Says one kind of change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = QFormLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)

    def action(self) -> Action | None:
        """Return the change, None while something is missing."""
        raise NotImplementedError  # each form says its own; Qt's classes cannot be abstract

    def learn(self, vocabulary: Vocabulary) -> None:
        """Take the words in use, for completion."""

    def add(self, name: str, label: str, widget: QWidget) -> None:
        """Add a row."""
        widget.setObjectName(f"bulk_{name}")
        widget.setAccessibleName(label)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        self.rows.addRow(label, widget)

    def line(self, name: str, label: str, text: str = "") -> QLineEdit:
        """Add a line to type into."""
        line = QLineEdit(text)
        line.textChanged.connect(lambda _text: self.changed.emit())
        self.add(name, label, line)
        return line

    def key(self, offered: Sequence[str], chosen: str) -> QComboBox:
        """Add a key to choose or type."""
        box = QComboBox()
        box.setEditable(True)
        box.addItems(list(offered))
        box.setCurrentText(chosen)
        box.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.add("key", _("Key"), box)
        return box


class KeyForm(Form):
    """A key, and as many values as the change needs."""

    def __init__(
        self,
        make: Callable[..., Action],
        labels: Sequence[str],
        keys: Sequence[str],
        chosen: str,
        *,
        empty: bool = False,
        terms: bool = True,
    ) -> None:
        """`make` takes the key and one text for each of `labels`; `empty` says that one may be."""
        super().__init__()
        self._make = make
        self._empty = empty
        self._terms = terms
        self._vocabulary: Vocabulary = {}
        self.box = self.key(keys, chosen)
        self.lines = [self.line(f"value_{n}", label) for n, label in enumerate(labels)]
        self._words = QStringListModel(self)
        for line in self.lines if terms else ():
            line.setCompleter(_completer(self._words, line))
        self.box.currentTextChanged.connect(lambda _text: self._offer())

    def action(self) -> Action | None:
        key = self.box.currentText().strip()
        texts = [line.text() for line in self.lines]
        if not key or (not self._empty and not all(texts)):
            return None
        return self._make(key, *texts)

    def learn(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._offer()

    def _offer(self) -> None:
        kind = _KINDS_OF.get(self.box.currentText().strip())
        self._words.setStringList(list(self._vocabulary.get(kind, ())) if kind else [])


class TermsForm(Form):
    """Terms to be ticked, and their new name."""

    def __init__(self, kind: TermKind) -> None:
        super().__init__()
        self._kind = kind
        self._chosen: dict[str, None] = {}
        self._terms: Sequence[str] = ()
        self.filter = QLineEdit()
        self.filter.setObjectName("bulk_terms_filter")
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter the list below"))
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("bulk_terms")
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(180)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filter)
        column.addWidget(self.list)
        label = _("Tags to rename") if kind is TermKind.TAG else _("Categories to rename")
        self.add("old", label, inner)
        self.list.setAccessibleName(label)
        self.new = self.line("new", _("New name"))
        self._words = QStringListModel(self)
        self.new.setCompleter(_completer(self._words, self.new))
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.list.itemChanged.connect(self._ticked)

    def action(self) -> Action | None:
        new = self.new.text().strip()
        if not self._chosen or not new:
            return None
        return (MergeTerms(self._kind, tuple(self._chosen), new),)

    def learn(self, vocabulary: Vocabulary) -> None:
        self._terms = vocabulary.get(self._kind, ())
        self._words.setStringList(list(self._terms))
        self._fill()

    def choose(self, term: str) -> None:
        """Tick a term, as if alone."""
        self._chosen = {term: None}
        self._fill()
        self.new.setText(term)
        self.new.selectAll()
        self.new.setFocus()

    def _fill(self) -> None:
        wanted = self.filter.text().strip().casefold()
        ticked = [term for term in self._chosen if wanted in term.casefold()]
        rest = [
            term for term in self._terms if term not in self._chosen and wanted in term.casefold()
        ]
        with QSignalBlocker(self.list):
            self.list.clear()
            for term in [*ticked, *rest[:500]]:
                item = QListWidgetItem(term)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = term in self._chosen
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                self.list.addItem(item)

    def _ticked(self, item: QListWidgetItem) -> None:
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen[item.text()] = None
        else:
            self._chosen.pop(item.text(), None)
        self.changed.emit()


class ShiftForm(Form):
    """How far dates move."""

    def __init__(self) -> None:
        super().__init__()
        self.direction = QComboBox()
        self.direction.addItem(pgettext("dates", "Later"), 1)
        self.direction.addItem(pgettext("dates", "Earlier"), -1)
        self.direction.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.add("direction", _("Direction"), self.direction)
        self.spins: list[QSpinBox] = []
        for name, label, most in (
            ("days", _("Days"), 36_500),
            ("hours", _("Hours"), 999),
            ("minutes", _("Minutes"), 999),
        ):
            spin = QSpinBox()
            spin.setRange(0, most)
            spin.valueChanged.connect(lambda _value: self.changed.emit())
            self.add(name, label, spin)
            self.spins.append(spin)
        self.box = self.key(("date", "last_modified_at", "updated"), "date")

    def action(self) -> Action | None:
        days, hours, minutes = (spin.value() for spin in self.spins)
        by = self.direction.currentData() * timedelta(days=days, hours=hours, minutes=minutes)
        key = self.box.currentText().strip()
        return (ShiftDate(by, key),) if by and key else None


class ZoneForm(Form):
    """The zone, and what stays."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = QComboBox()
        self.zone.setEditable(True)
        self.zone.addItems(list(_ZONES))
        self.zone.setCurrentText("")
        line = self.zone.lineEdit()
        assert line is not None
        line.setPlaceholderText(_("+08:00 or Asia/Shanghai"))
        self.zone.currentTextChanged.connect(lambda _text: self.changed.emit())
        self.add("zone", _("Zone"), self.zone)
        self.moment = self._choice(Keep.MOMENT)
        self.clock = self._choice(Keep.CLOCK)
        self.moment.setChecked(True)
        self.moment.toggled.connect(lambda _on: self.changed.emit())
        self.box = self.key(("date", "last_modified_at", "updated"), "date")

    def _choice(self, keep: Keep) -> QRadioButton:
        choice = QRadioButton(keep_word(keep))
        choice.setObjectName(f"bulk_keep_{keep.value}")
        hint = QLabel(keep_hint(keep))
        hint.setWordWrap(True)
        set_role(hint, "small")
        choice.setAccessibleDescription(hint.text())
        self.rows.addRow(choice)
        self.rows.addRow(hint)
        return choice

    def action(self) -> Action | None:
        zone, key = self.zone.currentText().strip(), self.box.currentText().strip()
        keep = Keep.MOMENT if self.moment.isChecked() else Keep.CLOCK
        return (ZoneDate(zone, keep, key),) if zone and key else None


class StatusForm(Form):
    """Where posts are moved."""

    def __init__(self) -> None:
        super().__init__()
        self.status = QComboBox()
        self.status.addItem(_("Choose…"), None)
        for status in Status:
            self.status.addItem(status_word(status), status)
        self.status.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.add("status", _("To"), self.status)

    def action(self) -> Action | None:
        status = self.status.currentData()
        return SetStatus(Status(status)) if status is not None else None


class ReplaceForm(Form):
    """What is looked for, and what takes its place."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = self.line("find", _("Find"))
        self.replacement = self.line("replacement", _("Replace with"))
        self.where = QComboBox()
        for where in Where:
            self.where.addItem(where_word(where), where)
        self.where.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.add("where", pgettext("find", "In"), self.where)
        self.case = self._box("case", _("Match case"), on=True)
        self.words = self._box("words", _("Whole words"))
        self.regex = self._box("regex", _("Regular expression"))
        self.regex.setToolTip(
            _("Python’s; ^ and $ hold at lines, the replacement may name groups as \\1")
        )

    def _box(self, name: str, label: str, *, on: bool = False) -> QCheckBox:
        box = QCheckBox(label)
        box.setObjectName(f"bulk_{name}")
        box.setChecked(on)
        box.toggled.connect(lambda _on: self.changed.emit())
        self.rows.addRow(box)
        return box

    def action(self) -> Action | None:
        if not self.wanted.text():
            return None
        return ReplaceText(
            self.wanted.text(),
            self.replacement.text(),
            self.regex.isChecked(),
            self.case.isChecked(),
            self.words.isChecked(),
            Where(self.where.currentData()),
        )


def form_of(kind: Kind) -> Form:
    """Return the form for a kind of change."""
    keys = (*_KEYS, *_MORE_KEYS)
    item = _("Item")
    return {
        Kind.SET: lambda: KeyForm(
            lambda key, text: (SetValue(key, text),), [_("Value")], keys, "layout"
        ),
        Kind.ADD: lambda: KeyForm(lambda key, text: (AddItem(key, text),), [item], _LISTS, "tags"),
        Kind.REMOVE: lambda: KeyForm(
            lambda key, text: (RemoveItem(key, text),), [item], _LISTS, "tags"
        ),
        Kind.REPLACE_ITEM: lambda: KeyForm(
            lambda key, old, new: (ReplaceItem(key, old, new),),
            [item, _("Replace with")],
            _LISTS,
            "tags",
        ),
        Kind.RENAME_KEY: lambda: KeyForm(
            lambda key, new: (RenameKey(key, new),), [_("New name")], keys, "", terms=False
        ),
        Kind.UNSET: lambda: KeyForm(lambda key: (Unset(key),), [], keys, ""),
        Kind.TAGS: lambda: TermsForm(TermKind.TAG),
        Kind.CATEGORIES: lambda: TermsForm(TermKind.CATEGORY),
        Kind.SHIFT: ShiftForm,
        Kind.ZONE: ZoneForm,
        Kind.STATUS: StatusForm,
        Kind.REPLACE: ReplaceForm,
    }[kind]()


def _completer(words: QStringListModel, line: QLineEdit) -> QCompleter:
    completer = QCompleter(words, line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
