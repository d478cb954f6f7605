"""The program's own icons: one stroke drawing each, coloured from the palette.

Drawings lie in `resources/icons/<name>.svg`, on a 24 by 24 grid, in black on nothing; only their
coverage counts. An icon asked for without a colour belongs to the palette: when the theme changes,
`refresh` gives every button, tab, action and list or tree item that shows one its new colours, so
nobody has to keep track. A model or delegate that asks `icon` at each paint needs nothing either.
An icon asked for in a colour keeps it. GUI thread only.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QIcon,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QTabBar,
    QTreeWidget,
    QTreeWidgetItemIterator,
)

from curator import resources

_LOGICAL_SIZES = (16, 20, 24, 32)
_LEAST_RATIOS = (1.0, 2.0)
_SOFTENING = 0.2

_from_palette: dict[int, str] = {}
"""Names of the icons that follow the palette, by QIcon.cacheKey(), which copies share."""


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """Return the icon `name`, coloured from the palette or in `colour`.

    Sharp at 16, 20, 24 and 32 logical pixels at the pixel ratio of every screen there is. Without
    a colour it has its own shades for disabled, hovered, selected and switched on (the accent).
    Raises FileNotFoundError for a name that was never drawn.
    """
    shades = _shades(QGuiApplication.palette()) if colour is None else (colour.rgba(),) * 5
    drawn = _draw(name, shades, _device_sizes())
    if colour is None:
        _from_palette[drawn.cacheKey()] = name
    return QIcon(drawn)


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """Draw the icon `name` in `colour`, `size` logical pixels wide, for painting by hand."""
    drawn = _tinted(_coverage(name, round(size * ratio)), colour.rgba())
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def application_icon() -> QIcon:
    """Return the icon of the program, for windows and task bars."""
    renderer = QSvgRenderer(QByteArray(resources.read_bytes("icons", "curator.svg")))
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(QPixmap.fromImage(_rendered(renderer, size)))
    return made


def refresh() -> None:
    """Draw every shown icon of the palette anew, for the palette and the screens of today."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton | QMenu):
            _renew(widget)
        elif isinstance(widget, QTabBar):
            _renew_tabs(widget)
        elif isinstance(widget, QListWidget):
            for row in range(widget.count()):
                _renew(widget.item(row))
        elif isinstance(widget, QTreeWidget):
            _renew_tree(widget)
        for action in widget.actions():
            _renew(action)
        _renew_actions_of(widget)
    application = QApplication.instance()
    if application is not None:
        _renew_actions_of(application)


def _renew_actions_of(owner: QObject) -> None:
    for action in owner.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _renew(action)


def _renew(shown: QAbstractButton | QMenu | QAction | QListWidgetItem) -> None:
    name = _from_palette.get(shown.icon().cacheKey())
    if name is not None:
        shown.setIcon(icon(name))


def _renew_tree(tree: QTreeWidget) -> None:
    walk = QTreeWidgetItemIterator(tree)
    while (item := walk.value()) is not None:
        for column in range(item.columnCount()):
            name = _from_palette.get(item.icon(column).cacheKey())
            if name is not None:
                item.setIcon(column, icon(name))
        walk += 1


def _renew_tabs(bar: QTabBar) -> None:
    for index in range(bar.count()):
        name = _from_palette.get(bar.tabIcon(index).cacheKey())
        if name is not None:
            bar.setTabIcon(index, icon(name))


def _shades(palette: QPalette) -> tuple[int, int, int, int, int]:
    """Return the colours of normal, hovered, disabled, selected and switched-on icons."""
    active, disabled = QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled
    text = palette.color(active, QPalette.ColorRole.ButtonText)
    ground = palette.color(active, QPalette.ColorRole.Button)
    return (
        _between(text, ground, _SOFTENING).rgba(),
        text.rgba(),
        palette.color(disabled, QPalette.ColorRole.ButtonText).rgba(),
        palette.color(active, QPalette.ColorRole.HighlightedText).rgba(),
        palette.color(active, QPalette.ColorRole.Accent).rgba(),
    )


def _between(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def _device_sizes() -> tuple[int, ...]:
    ratios = {*_LEAST_RATIOS, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    return tuple(sorted({round(size * ratio) for size in _LOGICAL_SIZES for ratio in ratios}))


@cache
def _draw(name: str, shades: tuple[int, int, int, int, int], sizes: tuple[int, ...]) -> QIcon:
    normal, hovered, disabled, selected, on = shades
    mode, state = QIcon.Mode, QIcon.State
    uses = (
        (normal, ((mode.Normal, state.Off),)),
        (hovered, ((mode.Active, state.Off),)),
        (disabled, ((mode.Disabled, state.Off), (mode.Disabled, state.On))),
        (selected, ((mode.Selected, state.Off), (mode.Selected, state.On))),
        (on, ((mode.Normal, state.On), (mode.Active, state.On))),
    )
    made = QIcon()
    for size in sizes:
        coverage = _coverage(name, size)
        for shade, places in uses:
            tinted = _tinted(coverage, shade)
            for place in places:
                made.addPixmap(tinted, *place)
    return made


def _coverage(name: str, size: int) -> QImage:
    return _rendered(_renderer(name), size)


@cache
def _renderer(name: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(resources.read_bytes("icons", f"{name}.svg")))


def _rendered(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def _tinted(coverage: QImage, shade: int) -> QPixmap:
    image = coverage.copy()
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor.fromRgba(shade))
    painter.end()
    return QPixmap.fromImage(image)
