"""How wide a page is laid out, and what it is zoomed by, as a browser would."""

import pytest

from curator.gui.preview.viewport import Width, placed


@pytest.mark.parametrize(
    ("width", "room", "zoom", "shown", "factor", "laid_out"),
    [
        (Width.FIT, 700, 1.0, 700, 1.0, 700),
        (Width.FIT, 700, 2.0, 700, 2.0, 350),
        (Width.DESKTOP, 640, 1.0, 640, 0.5, 1280),
        (Width.DESKTOP, 1920, 1.0, 1280, 1.0, 1280),
        (Width.DESKTOP, 640, 2.0, 640, 1.0, 640),
        (Width.PHONE, 800, 1.0, 390, 1.0, 390),
        (Width.PHONE, 195, 1.0, 195, 0.5, 390),
        (Width.DESKTOP, 200, 1.0, 200, 0.25, 800),  # the engine zooms no smaller
        (Width.PHONE, 0, 1.0, 0, 1.0, 0),
    ],
)
def test_placement(
    width: Width, room: int, zoom: float, shown: int, factor: float, laid_out: int
) -> None:
    made = placed(width, room, zoom)
    assert (made.width, made.factor) == (min(shown, room), factor)
    assert made.width / made.factor == pytest.approx(laid_out, abs=1) if room else True
