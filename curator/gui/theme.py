"""How the program looks: two palettes, one stylesheet, the fonts, and the switch between them.

`Theme` owns Qt's style, palette, stylesheet and application font. Widgets never carry colours of
their own: they name what they are with a role, and take a colour by its token where they paint by
hand. The stylesheet is `resources/styles/desk.qss`.

Roles, set with `set_role(widget, ROLE)`:

    labels      title, heading, muted, small, code, chip, counter, error-text
    frames      panel (a pane's surface), card, bar (a strip of controls above a view),
                field (looks like a line edit around several widgets), notice, empty-state,
                drop-target
    dialogs     overlay (lies over the window without a frame of the system)
    buttons     primary, danger, quiet (no border until hovered)
    line edits  search, bare (no frame of its own, to stand inside a field)
    views       sidebar (rounded rows on the window's ground), code (any text in the source font)

Traits refine a role, set with `set_trait(widget, NAME, VALUE)`:

    tone        neutral, info, success, warning or danger, on chip, counter and notice
    status      one of the domain's statuses, on chip
    invalid     true on an input whose text cannot be used
    focused     true on a field while a widget inside it has the focus
    inherited   true on an input or label whose value comes from the site's defaults

Must not know any widget of the program, nor read settings: the window passes the mode in.
"""

import re
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from curator import resources
from curator.domain.post import Status
from curator.gui import icons


class Mode(StrEnum):
    """Which of the two palettes is wanted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Token(StrEnum):
    """A colour by what it is for. The values are the names used in the stylesheet."""

    WINDOW = "window"
    SURFACE = "surface"
    RAISED = "raised"
    SUNKEN = "sunken"
    HOVER = "hover"
    BORDER = "border"
    BORDER_STRONG = "border-strong"
    TEXT = "text"
    MUTED = "muted"
    PLACEHOLDER = "placeholder"
    DISABLED = "disabled"
    ACCENT = "accent"
    ACCENT_HOVER = "accent-hover"
    ON_ACCENT = "on-accent"
    ACCENT_SOFT = "accent-soft"
    ON_ACCENT_SOFT = "on-accent-soft"
    SELECTION = "selection"
    SELECTION_IDLE = "selection-idle"
    ON_SELECTION = "on-selection"
    DANGER = "danger"
    DANGER_SOFT = "danger-soft"
    WARNING = "warning"
    WARNING_SOFT = "warning-soft"
    SUCCESS = "success"
    SUCCESS_SOFT = "success-soft"
    STATUS_INBOX = "status-inbox"
    STATUS_REVIEW = "status-review"
    STATUS_READY = "status-ready"
    STATUS_PUBLISHED = "status-published"
    STATUS_TRASH = "status-trash"


# Paper and azurite by day, slate and sky by night. tests/gui/test_theme.py computes the contrast
# of every pair that is put on screen as text.
_COLOURS: dict[Token, tuple[str, str]] = {
    Token.WINDOW: ("#f3f2ef", "#1a1c20"),
    Token.SURFACE: ("#ffffff", "#202329"),
    Token.RAISED: ("#faf9f7", "#25282e"),
    Token.SUNKEN: ("#e9e7e2", "#15171a"),
    Token.HOVER: ("#e7e5df", "#2e3239"),
    Token.BORDER: ("#dedbd5", "#353a42"),
    Token.BORDER_STRONG: ("#bab6ae", "#555b66"),
    Token.TEXT: ("#22262b", "#e6e7e9"),
    Token.MUTED: ("#5a5f69", "#a6abb5"),
    Token.PLACEHOLDER: ("#686c76", "#9196a1"),
    Token.DISABLED: ("#9b9ea5", "#6b707a"),
    Token.ACCENT: ("#1f6299", "#6cb0e4"),
    Token.ACCENT_HOVER: ("#174f7d", "#8cc4ef"),
    Token.ON_ACCENT: ("#ffffff", "#0e1b27"),
    Token.ACCENT_SOFT: ("#e1ecf5", "#213a4f"),
    Token.ON_ACCENT_SOFT: ("#17496f", "#bfe0f8"),
    Token.SELECTION: ("#cfe2f2", "#2a4d6b"),
    Token.SELECTION_IDLE: ("#e2e4e4", "#343a42"),
    Token.ON_SELECTION: ("#15222e", "#f2f7fb"),
    Token.DANGER: ("#ad281f", "#f29389"),
    Token.DANGER_SOFT: ("#fbe8e5", "#472724"),
    Token.WARNING: ("#7d5200", "#e3b95f"),
    Token.WARNING_SOFT: ("#fbf0d6", "#403419"),
    Token.SUCCESS: ("#1b6a40", "#70c897"),
    Token.SUCCESS_SOFT: ("#e1f2e7", "#1f3c2d"),
    Token.STATUS_INBOX: ("#1f6299", "#74b5e8"),
    Token.STATUS_REVIEW: ("#855600", "#e3b95f"),
    Token.STATUS_READY: ("#1b6a40", "#70c897"),
    Token.STATUS_PUBLISHED: ("#5d4a99", "#b6a6ee"),
    Token.STATUS_TRASH: ("#626772", "#a0a5af"),
}

_STATUS_TOKENS = {status: Token(f"status-{status.value}") for status in Status}

_ROLES: dict[QPalette.ColorRole, Token] = {
    QPalette.ColorRole.Window: Token.WINDOW,
    QPalette.ColorRole.WindowText: Token.TEXT,
    QPalette.ColorRole.Base: Token.SURFACE,
    QPalette.ColorRole.AlternateBase: Token.RAISED,
    QPalette.ColorRole.Text: Token.TEXT,
    QPalette.ColorRole.PlaceholderText: Token.PLACEHOLDER,
    QPalette.ColorRole.Button: Token.RAISED,
    QPalette.ColorRole.ButtonText: Token.TEXT,
    QPalette.ColorRole.BrightText: Token.DANGER,
    QPalette.ColorRole.ToolTipBase: Token.RAISED,
    QPalette.ColorRole.ToolTipText: Token.TEXT,
    QPalette.ColorRole.Highlight: Token.SELECTION,
    QPalette.ColorRole.HighlightedText: Token.ON_SELECTION,
    QPalette.ColorRole.Accent: Token.ACCENT,
    QPalette.ColorRole.Link: Token.ACCENT,
    QPalette.ColorRole.LinkVisited: Token.STATUS_PUBLISHED,
    QPalette.ColorRole.Light: Token.SURFACE,
    QPalette.ColorRole.Midlight: Token.RAISED,
    QPalette.ColorRole.Mid: Token.BORDER,
    QPalette.ColorRole.Dark: Token.BORDER_STRONG,
    QPalette.ColorRole.Shadow: Token.BORDER_STRONG,
}

_DISABLED_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
    QPalette.ColorRole.PlaceholderText,
)

_CJK_FAMILIES = (
    "PingFang SC",
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
)
# What a desktop without any choice of fonts falls back to; the Latin of a CJK face reads better.
_STOPGAP_FAMILIES = frozenset({"DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "Sans", ""})

_CODE_FAMILIES = (
    "JetBrains Mono",
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "Consolas",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
    "Noto Sans Mono CJK SC",
)

_SMALLEST_POINTS = 10.0


class Theme(QObject):
    """The look of one application; keep it alive as long as the application."""

    changed = Signal(bool)
    """The colours were exchanged; true when they are dark now."""

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        """Dress `app` at once, in the palette that `mode` asks for."""
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._mode = mode
        self._dark: bool | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(interface_font(app.font()))
        self._follow_mode()
        app.styleHints().colorSchemeChanged.connect(self._system_scheme_changed)
        app.screenAdded.connect(self._screen_added)

    @property
    def mode(self) -> Mode:
        """The mode that was asked for."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark palette is shown."""
        return bool(self._dark)

    def set_mode(self, mode: Mode) -> None:
        """Show the palette that `mode` asks for."""
        if mode is not self._mode:
            self._mode = mode
            self._follow_mode()

    def colour(self, token: Token) -> QColor:
        """Return the colour of `token` in the palette shown now."""
        return colour(token, dark=self.dark)

    def status_colour(self, status: Status) -> QColor:
        """Return the colour that stands for `status`; it is readable as text on every ground."""
        return self.colour(_STATUS_TOKENS[status])

    def _follow_mode(self) -> None:
        hints = self._app.styleHints()
        # Also tells the platform, so that title bars and native dialogs match.
        if self._mode is Mode.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = self._mode is Mode.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._show(self._wants_dark(hints.colorScheme()))

    def _system_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._show(self._wants_dark(scheme))

    def _screen_added(self) -> None:
        icons.refresh()

    def _wants_dark(self, scheme: Qt.ColorScheme) -> bool:
        if self._mode is Mode.SYSTEM:
            return scheme is Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def _show(self, dark: bool) -> None:
        if dark == self._dark:
            return
        self._dark = dark
        self._app.setPalette(palette(dark=dark))
        self._app.setStyleSheet(stylesheet(dark=dark, font=self._app.font()))
        icons.refresh()
        self.changed.emit(dark)


def colour(token: Token, *, dark: bool) -> QColor:
    """Return the colour of `token` in one of the two palettes."""
    return QColor(_COLOURS[token][dark])


def palette(*, dark: bool) -> QPalette:
    """Build Qt's palette for active, inactive and disabled widgets."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, colour(token, dark=dark))
    made.setColor(
        QPalette.ColorGroup.Inactive,
        QPalette.ColorRole.Highlight,
        colour(Token.SELECTION_IDLE, dark=dark),
    )
    for role in _DISABLED_ROLES:
        made.setColor(QPalette.ColorGroup.Disabled, role, colour(Token.DISABLED, dark=dark))
    made.setColor(
        QPalette.ColorGroup.Disabled,
        QPalette.ColorRole.Highlight,
        colour(Token.SELECTION_IDLE, dark=dark),
    )
    return made


def stylesheet(*, dark: bool, font: QFont) -> str:
    """Fill the stylesheet with the colours of one palette and sizes relative to `font`."""
    points = font.pointSizeF() if font.pointSizeF() > 0 else _SMALLEST_POINTS
    values = {token.value: colours[dark] for token, colours in _COLOURS.items()}
    values |= {
        "small-size": f"{points * 0.9:.1f}pt",
        "heading-size": f"{points * 1.1:.1f}pt",
        "title-size": f"{points * 1.5:.1f}pt",
        "code-families": ", ".join(f'"{family}"' for family in source_font(font).families()),
        "controls": resources.path("icons", "control").as_posix(),
        "scheme": "dark" if dark else "light",
    }
    template = resources.read_text("styles", "desk.qss")
    return re.sub(r"@([a-z]+(?:-[a-z]+)*)", lambda found: values[found[1]], template)


def interface_font(system: QFont) -> QFont:
    """Return the font of the interface: the system's own, with Chinese faces behind it."""
    made = QFont(system)
    own = [] if system.family() in _STOPGAP_FAMILIES else [system.family()]
    made.setFamilies([*own, *_installed(_CJK_FAMILIES), system.family()])
    if 0 < system.pointSizeF() < _SMALLEST_POINTS:
        made.setPointSizeF(_SMALLEST_POINTS)
    return made


def source_font(interface: QFont) -> QFont:
    """Return the fixed-width font for source texts, of the size of `interface`."""
    made = QFont(interface)
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    made.setFamilies([*_installed(_CODE_FAMILIES), fixed, *_installed(_CJK_FAMILIES)])
    made.setStyleHint(QFont.StyleHint.Monospace)
    made.setFixedPitch(True)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Say what `widget` is; the roles are listed at the top of this module."""
    set_trait(widget, "role", role)


def set_trait(widget: QWidget, name: str, value: str | bool) -> None:
    """Refine the role of `widget` and show it at once, even when it was visible before."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def _installed(families: tuple[str, ...]) -> list[str]:
    known = set(QFontDatabase.families())
    return [family for family in families if family in known]
