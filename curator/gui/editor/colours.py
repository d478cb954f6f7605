"""Colours of the editor, derived from the palette so that light and dark both read well."""

from enum import Enum

from PySide6.QtGui import QColor, QPalette

_READABLE = 4.5
"""Contrast of text to its ground, after WCAG AA (desktop.md §2)."""
_CALM = 0.7
_CHANNEL_KNEE = 0.04045


class Ink(Enum):
    """What a piece of text is, as far as colour tells it; the value is its hue and saturation."""

    MARKUP = (215, 0.60)
    """Marks of Markdown, keys of YAML."""
    TAG = (185, 0.75)
    """HTML tags."""
    NAME = (265, 0.45)
    """Names of attributes, anchors."""
    STRING = (125, 0.55)
    LITERAL = (25, 0.80)
    """Numbers, dates, switches, entities."""
    LIQUID = (305, 0.50)
    CODE = (30, 0.55)
    LINK = (215, 0.80)
    FAINT = (0, 0.0)
    """Comments and everything that steps back."""


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, 0 to 1, as WCAG defines it."""
    weights = (0.2126, 0.7152, 0.0722)
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    return sum(w * _linear(c) for w, c in zip(weights, channels, strict=True))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_dark(palette: QPalette) -> bool:
    """Tell whether text is lighter than its ground."""
    return luminance(palette.base().color()) < luminance(palette.text().color())


def readable(hue: int, saturation: float, ground: QColor) -> QColor:
    """Return the shade of a hue that is nearest to the ground and still reads well on it."""
    dark = luminance(ground) < 0.18
    if dark:
        saturation *= _CALM  # bright colours glare on a dark ground
    for step in range(50, 101):
        lightness = step / 100 if dark else 1 - step / 100
        colour = QColor.fromHslF(hue / 360, saturation, lightness)
        if contrast(colour, ground) >= _READABLE + 0.3:
            return colour
    return QColor.fromHslF(hue / 360, saturation, 1.0 if dark else 0.0)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _CHANNEL_KNEE else ((channel + 0.055) / 1.055) ** 2.4
