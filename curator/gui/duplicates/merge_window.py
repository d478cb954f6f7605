"""What a merged post takes from which of two: a row of choices for each key, and what comes of it.

Shows and asks; the service proposes, computes and merges.
"""

import html
from collections.abc import Iterator
from difflib import unified_diff

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from curator.domain.listing import ListedPost
from curator.gui.duplicates.two_texts import heading_of
from curator.gui.rows_browser import RowsBrowser
from curator.gui.theme import Theme, Token, set_role
from curator.services.merging import Choices, Comparison, Field, Pick
from curator.translation import gettext as _
from curator.translation import ngettext

_LONGEST = 60
"""Characters of a value on a button; all of it stands in its tooltip."""
_MOST_LINES = 20_000
_ROW, _MOST_OF_CHOICES = 27, 360
"""Pixels."""


class MergeWindow(QDialog):
    """Chooses what is kept of two posts; never blocks the window."""

    choices_changed = Signal(object)
    """Choices whose outcome is to be shown."""
    merge_requested = Signal(object)
    """Choices to be carried out."""

    def __init__(self, parent: QWidget, theme: Theme, comparison: Comparison) -> None:
        super().__init__(parent)
        self.setObjectName("merge_window")
        self.setWindowTitle(_("Merge two posts"))
        self.resize(1120, 720)
        self.comparison = comparison
        self.choices = comparison.proposed
        self.groups: dict[str, QButtonGroup] = {}
        self._grid = QGridLayout()
        self.preview = DiffBrowser(theme)
        self.fault = QLabel()
        self.fault.setObjectName("merge_fault")
        self.fault.setWordWrap(True)
        set_role(self.fault, "error-text")
        self.fault.hide()
        self.merge = QPushButton(_("&Merge"))
        self.merge.setObjectName("merge_apply")
        set_role(self.merge, "primary")
        self.merge.setEnabled(False)
        cancel = QPushButton(_("Cancel"))
        cancel.setObjectName("merge_cancel")
        cancel.setAutoDefault(False)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._lay_out(cancel)
        self._fill()
        needed = min(_ROW * (self._grid.rowCount() + 1), _MOST_OF_CHOICES)
        self._split.setSizes([needed, self.height() - needed])
        self.merge.clicked.connect(lambda: self.merge_requested.emit(self.choices))
        cancel.clicked.connect(self.close)

    def _lay_out(self, cancel: QPushButton) -> None:
        told = QLabel(
            _("The post that stays takes what you choose. The other one goes to the trash.")
        )
        told.setWordWrap(True)
        set_role(told, "muted")
        inner = QWidget()
        self._grid.setContentsMargins(2, 2, 8, 2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        around = QVBoxLayout(inner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._grid)
        around.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 6, 0, 0)
        heading = QLabel(_("What becomes of the post that stays"))
        set_role(heading, "heading")
        lower.addWidget(heading)
        lower.addWidget(self.preview, 1)
        split = self._split
        split.setChildrenCollapsible(False)
        split.addWidget(scroll)
        split.addWidget(below)
        row = QHBoxLayout()
        row.addWidget(self.fault, 1)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.merge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(told)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _fill(self) -> None:
        told = self.comparison
        self._add("stays", _("Stays"), told.proposed.stays, _about(told.left), _about(told.right))
        if not told.same_body:
            left, right = (_length(number) for number in told.lengths)
            self._add("body", _("Text"), told.proposed.body, left, right)
        for field in told.fields:
            if not field.same:
                pick = told.proposed.fields[field.key]
                left, right = _shown(field, field.left), _shown(field, field.right)
                self._add(f"field {field.key}", field.key, pick, left, right, both=field.joinable)

    def _add(
        self, name: str, label: str, pick: Pick, left: str, right: str, *, both: bool = False
    ) -> None:
        row = self._grid.rowCount()
        title = QLabel(label)
        title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(title, "muted")
        self._grid.addWidget(title, row, 0)
        group = QButtonGroup(self)
        offers = [(Pick.LEFT, left), (Pick.RIGHT, right)]
        if both:
            offers.append((Pick.BOTH, _("Both")))
        for column, (side, text) in enumerate(offers, start=1):
            button = QRadioButton(_cut(text).replace("&", "&&"))
            button.setObjectName(f"merge_{name}_{side.value}")
            button.setToolTip(f"<p>{html.escape(text)}</p>")
            button.setAccessibleName(f"{label}: {text}")
            button.setChecked(side is pick)
            button.setProperty("pick", side.value)
            group.addButton(button)
            self._grid.addWidget(button, row, column)
        group.buttonClicked.connect(lambda _button: self._changed())
        self.groups[name] = group

    def _changed(self) -> None:
        def pick(name: str, proposed: Pick) -> Pick:
            group = self.groups.get(name)
            button = group.checkedButton() if group is not None else None
            return Pick(button.property("pick")) if button is not None else proposed

        told = self.comparison.proposed
        stays = pick("stays", told.stays)
        # Where both say the same, what stays is left as it is.
        body = stays if "body" not in self.groups else pick("body", told.body)
        fields = {
            field.key: stays if field.same else pick(f"field {field.key}", told.fields[field.key])
            for field in self.comparison.fields
        }
        self.choices = Choices(stays, body, fields)
        self.ask()

    def ask(self) -> None:
        """Ask for what comes of the choices."""
        self.merge.setEnabled(False)
        self.choices_changed.emit(self.choices)

    def show_outcome(self, choices: Choices, before: str, after: str) -> None:
        """Show what becomes of the post that stays, where that is still what is chosen."""
        if choices == self.choices:
            self.fault.hide()
            self.preview.show_difference(before, after)
            self.merge.setEnabled(True)

    def show_fault(self, text: str) -> None:
        """Say why the choices cannot be made."""
        self.fault.setText(text)
        self.fault.show()
        self.preview.draw_nothing()

    def choose(self, name: str, side: Pick) -> None:
        """Choose a side for `stays`, `body` or `field KEY`."""
        for button in self.groups[name].buttons():
            if button.property("pick") == side.value:
                button.click()


class DiffBrowser(RowsBrowser):
    """The lines that change, what came green, what went red, each with its sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=2)
        self.setObjectName("merge_preview")
        self.setAccessibleName(_("Lines that change"))
        self._theme = theme
        self._texts: tuple[str, str] | None = None
        theme.changed.connect(lambda _dark: self._draw())

    def show_difference(self, before: str, after: str) -> None:
        """Show how one text becomes another."""
        self._texts = before, after
        self._draw()

    def _draw(self) -> None:
        if self._texts is not None:
            self.draw_rows(self._rows(*self._texts))

    def _rows(self, before: str, after: str) -> Iterator[str]:
        if before == after:
            yield f"<tr><td>{html.escape(_('Nothing changes in its text.'))}</td></tr>"
            return
        old, new = before.split("\n"), after.split("\n")
        if max(len(old), len(new)) > _MOST_LINES:
            return
        tones = {
            "+": (Token.SUCCESS_SOFT, Token.SUCCESS),
            "-": (Token.DANGER_SOFT, Token.DANGER),
        }
        for line in list(unified_diff(old, new, n=1, lineterm=""))[2:]:
            sign, text = line[:1], line[1:]
            if sign == "@":
                yield f'<tr><td><font color="{self._colour(Token.MUTED)}">⋯</font></td></tr>'
                continue
            shown = "".join(char if char.isprintable() else " " for char in text[:2_000])
            code = f"<code>{html.escape(f'{sign} {shown}')}</code>"
            if sign in tones:
                ground, ink = (self._colour(token) for token in tones[sign])
                yield f'<tr><td bgcolor="{ground}"><font color="{ink}">{code}</font></td></tr>'
            else:
                yield f"<tr><td>{code}</td></tr>"

    def _colour(self, token: Token) -> str:
        return self._theme.colour(token).name()


def _about(post: ListedPost) -> str:
    heading = heading_of(post)
    return f"{heading.title or post.path} ({heading.about})"


def _length(number: int) -> str:
    text = ngettext("{number} character", "{number} characters", number)
    return text.format(number=f"{number:,}")


def _shown(field: Field, raw: str | None) -> str:
    if raw is None:
        # Translators: a post lacks this key of front matter.
        return _("not there")
    return " ".join(raw.split()) or _("empty")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
