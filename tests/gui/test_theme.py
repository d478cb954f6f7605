"""The look: both palettes are readable, the system is followed, icons change colour with it."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QStyle,
    QTabBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from curator import resources
from curator.domain.post import Status
from curator.gui import icons
from curator.gui.theme import Mode, Theme, Token, colour, palette, set_role, set_trait

GROUNDS = (Token.WINDOW, Token.SURFACE, Token.RAISED)
STATUSES = tuple(token for token in Token if token.value.startswith("status-"))
TEXT_PAIRS = [
    *product((Token.TEXT, Token.MUTED), (*GROUNDS, Token.SUNKEN, Token.HOVER)),
    *product((Token.PLACEHOLDER, Token.ACCENT), GROUNDS),
    *product((Token.DANGER, Token.WARNING, Token.SUCCESS, *STATUSES), GROUNDS),
    *product((Token.STATUS_PUBLISHED, Token.STATUS_TRASH), (Token.HOVER,)),
    *product((Token.TEXT, Token.ACCENT), (Token.ACCENT_SOFT, Token.WARNING_SOFT)),
    *product((Token.TEXT, Token.ACCENT), (Token.SUCCESS_SOFT, Token.DANGER_SOFT)),
    (Token.ACCENT, Token.HOVER),
    (Token.ON_ACCENT, Token.ACCENT),
    (Token.ON_ACCENT, Token.ACCENT_HOVER),
    (Token.ON_ACCENT_SOFT, Token.ACCENT_SOFT),
    (Token.ON_SELECTION, Token.SELECTION),
    (Token.ON_SELECTION, Token.SELECTION_IDLE),
    (Token.DANGER, Token.DANGER_SOFT),
    (Token.WARNING, Token.WARNING_SOFT),
    (Token.SUCCESS, Token.SUCCESS_SOFT),
    (Token.STATUS_INBOX, Token.ACCENT_SOFT),
    (Token.STATUS_REVIEW, Token.WARNING_SOFT),
    (Token.STATUS_READY, Token.SUCCESS_SOFT),
]


def luminance(seen: QColor) -> float:
    """Compute relative luminance as WCAG 2.2 defines it."""

    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (seen.redF(), seen.greenF(), seen.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink(shown: QIcon, mode: QIcon.Mode, state: QIcon.State = QIcon.State.Off) -> QColor:
    """Return the colour of the most opaque point of an icon."""
    image = shown.pixmap(QSize(64, 64), mode, state).toImage()
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(points, key=QColor.alpha)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    palette_before, sheet, font = qapp.palette(), qapp.styleSheet(), qapp.font()
    yield qapp
    qapp.styleHints().unsetColorScheme()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette_before)
    qapp.setFont(font)


@pytest.fixture
def theme(app: QApplication) -> Iterator[Theme]:
    made = Theme(app, Mode.LIGHT)
    yield made
    made.deleteLater()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS, ids=lambda token: token.value)
def test_text_is_readable_on_its_ground(text: Token, ground: Token, dark: bool) -> None:
    assert contrast(colour(text, dark=dark), colour(ground, dark=dark)) >= 4.5


def test_the_contrast_measure_agrees_with_the_standard() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_qt_gets_readable_pairs_too(dark: bool) -> None:
    made, role = palette(dark=dark), QPalette.ColorRole
    pairs = (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.PlaceholderText, role.Base),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.Link, role.Base),
        (role.LinkVisited, role.Base),
    )
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        for text, ground in pairs:
            assert contrast(made.color(group, text), made.color(group, ground)) >= 4.5, text


def test_dark_and_light_are_what_they_say(theme: Theme) -> None:
    assert not theme.dark
    assert luminance(theme.colour(Token.SURFACE)) > 0.8
    theme.set_mode(Mode.DARK)
    assert theme.dark
    assert luminance(theme.colour(Token.SURFACE)) < 0.05
    assert QApplication.palette().color(QPalette.ColorRole.Base) == theme.colour(Token.SURFACE)


def test_a_change_is_announced_once(theme: Theme, qtbot: QtBot) -> None:
    seen: list[bool] = []
    theme.changed.connect(seen.append)
    theme.set_mode(Mode.DARK)
    theme.set_mode(Mode.DARK)
    theme.set_mode(Mode.LIGHT)
    assert seen == [True, False]


def test_the_system_is_followed_only_when_asked(theme: Theme, app: QApplication) -> None:
    changed = app.styleHints().colorSchemeChanged
    changed.emit(Qt.ColorScheme.Dark)
    assert not theme.dark
    theme.set_mode(Mode.SYSTEM)
    changed.emit(Qt.ColorScheme.Dark)
    assert theme.dark
    changed.emit(Qt.ColorScheme.Light)
    assert not theme.dark
    changed.emit(Qt.ColorScheme.Unknown)
    assert not theme.dark


def test_every_status_has_a_colour_of_its_own(theme: Theme) -> None:
    assert len({theme.status_colour(status).name() for status in Status}) == len(Status)


def test_chinese_faces_stand_behind_the_interface_font(theme: Theme, app: QApplication) -> None:
    families = app.font().families()
    assert len(families) > 1
    assert app.font().pointSizeF() >= 10


def test_the_stylesheet_leaves_no_placeholder_and_names_only_files_that_exist(
    theme: Theme, app: QApplication
) -> None:
    for mode in (Mode.DARK, Mode.LIGHT):
        theme.set_mode(mode)
        sheet = app.styleSheet()
        assert "@" not in sheet.replace(resources.path().as_posix(), "")
        named = [part.split('"')[0] for part in sheet.split('url("')[1:]]
        assert named
        assert all(resources.path("icons", "control", name.rsplit("/", 1)[1]) for name in named)


def test_a_role_shows_at_once(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("muted")
    qtbot.addWidget(label)
    label.ensurePolished()
    set_role(label, "muted")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.colour(Token.MUTED)
    set_role(label, "error-text")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.colour(Token.DANGER)


def test_an_invalid_field_is_marked_and_unmarked(theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(120, 30)

    def border() -> QColor:
        image = QImage(field.size(), QImage.Format.Format_RGB32)
        field.render(image)
        return image.pixelColor(60, 0)

    before = border()
    set_trait(field, "invalid", True)
    assert border() == theme.colour(Token.DANGER)
    set_trait(field, "invalid", False)
    assert border() == before


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in resources.path("icons").glob("*.svg"))
)
def test_every_drawing_keeps_the_house_rules(name: str) -> None:
    if name == "curator":
        return
    text = resources.read_text("icons", f"{name}.svg")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke-width="1.75"' in text
    assert 'stroke-linecap="round"' in text
    assert "#000" in text
    assert text.count("stroke=") == 1 + text.count('stroke="none"')


def test_every_status_and_control_has_an_icon(app: QApplication) -> None:
    wanted = [
        "import",
        "export",
        "folder",
        "site",
        "search",
        "filter",
        "inbox",
        "review",
        "ready",
        "published",
        "trash",
        "undo",
        "redo",
        "preview",
        "split",
        "source",
        "settings",
        "tag",
        "category",
        "warning",
        "error",
        "info",
        "check",
        "close",
        "add",
        "remove",
        "link",
        "image",
        "calendar",
        "sun",
        "moon",
        "history",
        "refresh",
        "sidebar",
        "more",
    ]
    assert {status.value for status in Status} <= set(wanted)
    assert all(not icons.icon(name).isNull() for name in wanted)


def test_an_icon_that_was_never_drawn_is_a_bug(app: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_icons_take_the_colours_of_the_palette(theme: Theme) -> None:
    shown = icons.icon("add")
    accent = ink(shown, QIcon.Mode.Normal, QIcon.State.On)
    assert accent == theme.colour(Token.ACCENT)
    assert ink(shown, QIcon.Mode.Active) == theme.colour(Token.TEXT)
    assert ink(shown, QIcon.Mode.Disabled) == theme.colour(Token.DISABLED)
    assert ink(shown, QIcon.Mode.Disabled, QIcon.State.On) == theme.colour(Token.DISABLED)
    assert ink(shown, QIcon.Mode.Selected) == theme.colour(Token.ON_SELECTION)
    ground = theme.colour(Token.RAISED)
    assert contrast(ink(shown, QIcon.Mode.Normal), ground) >= 4.5


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("size", [16, 20, 24, 32])
def test_icons_are_drawn_for_the_pixels_of_the_screen(
    theme: Theme, size: int, ratio: float
) -> None:
    shown = icons.icon("search").pixmap(QSize(size, size), ratio)
    assert shown.size() == QSize(size, size) * ratio
    assert shown.toImage() == icons.pixmap(
        "search", size, ink(icons.icon("search"), QIcon.Mode.Normal), ratio
    ).toImage().convertToFormat(shown.toImage().format())


def test_icons_on_screen_change_with_the_theme(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button, bar, rows, tree = (
        QToolButton(window),
        QTabBar(window),
        QListWidget(window),
        QTreeWidget(window),
    )
    action, fixed = QAction(window), QAction(window)
    red = QColor("#ff0000")
    for holder in (button, action):
        holder.setIcon(icons.icon("undo"))
    fixed.setIcon(icons.icon("undo", red))
    bar.addTab(icons.icon("preview"), "Preview")
    rows.addItem("Inbox")
    rows.item(0).setIcon(icons.icon("inbox"))
    leaf = QTreeWidgetItem(QTreeWidgetItem(tree, ["Site"]), ["Folder"])
    leaf.setIcon(0, icons.icon("folder"))
    theme.set_mode(Mode.DARK)
    followers = (button.icon(), action.icon(), bar.tabIcon(0), rows.item(0).icon(), leaf.icon(0))
    for shown in followers:
        assert ink(shown, QIcon.Mode.Active) == colour(Token.TEXT, dark=True)
    assert ink(fixed.icon(), QIcon.Mode.Active) == red


def test_the_program_has_an_icon_at_every_usual_size(app: QApplication) -> None:
    sizes = {size.width() for size in icons.application_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes


def test_buttons_of_dialogs_carry_no_pictures_of_the_platform(theme: Theme, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
    qtbot.addWidget(box)
    box.ensurePolished()
    assert (
        box.style().styleHint(QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons, None, box) == 0
    )
