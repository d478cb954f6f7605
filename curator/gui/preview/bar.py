"""The bar above a preview: what is shown of the page, how wide, how light, and a menu of the rest.

It holds no state of the pane: every press is a request, and the pane says what holds. Buttons of
what a pane cannot do are not there.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

from curator.gui import icons
from curator.gui.preview.viewport import Width
from curator.gui.theme import set_role
from curator.services.preview import PageMode
from curator.translation import gettext as _
from curator.translation import pgettext

MODE_KEYS = "Shift+F7"
WIDTH_KEYS = "Shift+F8"
LIGHT_KEYS = "Shift+F9"
RELOAD_KEYS = "F5"
"""The keys of the window's menu, named in tool tips as well."""

_BUTTON = 27
_BESIDE_WORDS = 46
"""What a button takes without and beside its words."""
_MODE_ICONS = {PageMode.ARTICLE: "document", PageMode.PAGE: "site"}
_WIDTH_ICONS = {Width.FIT: "width-fit", Width.DESKTOP: "desktop", Width.PHONE: "phone"}


class PreviewBar(QFrame):
    """A slim row of buttons."""

    mode_requested = Signal(object)
    """A PageMode."""
    width_requested = Signal(object)
    """A Width."""
    light_toggled = Signal()
    reload_requested = Signal()
    menu_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_bar")
        set_role(self, "bar")
        self._dark = False
        self._has_site = True
        self._modes = QButtonGroup(self)
        self._widths = QButtonGroup(self)
        self._mode_buttons = {
            mode: self._button(f"preview_{mode}", _MODE_ICONS[mode]) for mode in PageMode
        }
        self._width_buttons = {
            width: self._button(f"preview_width_{width}", _WIDTH_ICONS[width]) for width in Width
        }
        self.light = self._button("preview_light", "moon")
        self.reload = self._button("preview_reload", "refresh")
        self.more = self._button("preview_more", "more")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 3, 8, 3)
        self._row.setSpacing(1)
        self._group(self._modes, list(self._mode_buttons.values()))
        self._row.addStretch(1)
        self._group(self._widths, list(self._width_buttons.values()))
        self._row.addSpacing(6)
        for button in (self.light, self.reload, self.more):
            self._row.addWidget(button)
        self.light.setCheckable(True)
        self._modes.idClicked.connect(lambda at: self.mode_requested.emit(list(PageMode)[at]))
        self._widths.idClicked.connect(lambda at: self.width_requested.emit(list(Width)[at]))
        self.light.clicked.connect(self.light_toggled)
        self.reload.clicked.connect(self.reload_requested)
        self.more.clicked.connect(self.menu_requested)
        self.retranslate()

    def _button(self, name: str, drawing: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icons.icon(drawing))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setStyleSheet("QToolButton { padding: 3px 5px; }")
        return button

    def _group(self, group: QButtonGroup, buttons: list[QToolButton]) -> None:
        for at, button in enumerate(buttons):
            button.setCheckable(True)
            group.addButton(button, at)
            self._row.addWidget(button)

    def leave_out_engine(self) -> None:
        """Hide what only a web engine can do."""
        for button in (*self._mode_buttons.values(), *self._width_buttons.values(), self.reload):
            button.hide()

    def show_mode(self, mode: PageMode) -> None:
        """Show which mode holds."""
        self._mode_buttons[mode].setChecked(True)

    def show_width(self, width: Width) -> None:
        """Show which width holds."""
        self._width_buttons[width].setChecked(True)

    def show_light(self, *, dark: bool, differs: bool) -> None:
        """Show how light pages are, and whether that differs from the window."""
        if dark != self._dark:
            self._dark = dark
            self.light.setIcon(icons.icon("sun" if dark else "moon"))
        self.light.setChecked(differs)
        self._word_light()

    def offer_pages(self, offered: bool) -> None:
        """Say whether the post belongs to a site that has whole pages."""
        self._has_site = offered
        self._mode_buttons[PageMode.PAGE].setEnabled(offered)
        self._word_modes()

    def retranslate(self) -> None:
        """Word everything anew in the language of the moment."""
        self.setAccessibleName(_("Preview tools"))
        self._word_modes()
        for width, text in (
            (Width.FIT, _("As wide as there is room")),
            (Width.DESKTOP, _("As in a window of {number} pixels").format(number="1280")),
            (Width.PHONE, _("As on a phone of {number} pixels").format(number="390")),
        ):
            _name(self._width_buttons[width], text, WIDTH_KEYS)
        self._word_light()
        _name(self.reload, _("Read the site's theme anew"), RELOAD_KEYS)
        _name(self.more, _("More"))
        self._fit_words()

    def _word_modes(self) -> None:
        article, page = self._mode_buttons[PageMode.ARTICLE], self._mode_buttons[PageMode.PAGE]
        article.setText(pgettext("preview", "Article"))
        page.setText(pgettext("preview", "Full page"))
        _name(article, _("The article alone"), MODE_KEYS)
        if self._has_site:
            _name(page, _("The whole page in the site's theme"), MODE_KEYS)
        else:
            _name(page, _("This post belongs to no site, so there is no page to show"))

    def _word_light(self) -> None:
        text = _("Show the page by day") if self._dark else _("Show the page by night")
        _name(self.light, text, LIGHT_KEYS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out where there is no room for them."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        style = Qt.ToolButtonStyle
        others = len(self._width_buttons) + 3
        needed = (others + 2) * _BUTTON
        for button in self._mode_buttons.values():
            needed += button.fontMetrics().horizontalAdvance(button.text()) + _BESIDE_WORDS
        wide = self.width() >= needed
        for button in self._mode_buttons.values():
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
            )

    def minimumSizeHint(self) -> QSize:
        """Never ask for the room of the words: they go where there is none."""
        return QSize((len(self._width_buttons) + 5) * _BUTTON, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _name(button: QToolButton, text: str, keys: str = "") -> None:
    shortcut = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
    button.setAccessibleName(text)
    button.setToolTip(f"{text} ({shortcut})" if shortcut else text)
