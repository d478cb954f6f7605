"""The page's style sheet: every text readable by day and by night."""

import re

import pytest

from curator import resources

STYLE = resources.read_text("styles", "preview.css")
COLOURS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLE
    )
}
PAIRS = [
    *(
        (text, ground)
        for text in ("text", "muted", "accent")
        for ground in ("ground", "raised", "sunken")
    ),
    *((name, "sunken") for name in COLOURS if name.startswith("code-") and "ed" not in name[-2:]),
    ("accent", "accent-soft"),
    ("text", "selection"),
    ("text", "mark"),
    ("code-text", "code-added"),
    ("code-text", "code-removed"),
]


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_enough(text: str, ground: str, night: bool) -> None:
    assert contrast(COLOURS[text][night], COLOURS[ground][night]) >= 4.5


def test_every_colour_of_the_sheet_is_a_named_one() -> None:
    rules = STYLE[STYLE.index("color-scheme: light;") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!-)", re.sub(r"#curator-\w+", "", rules)) == []


def test_lines_of_chinese_are_far_enough_apart() -> None:
    chinese = re.search(r":lang\(zh\) body \{(.*?)\}", STYLE, re.DOTALL)
    assert chinese is not None
    height = re.search(r"line-height: ([\d.]+)", chinese[1])
    assert height is not None
    assert float(height[1]) >= 1.7


def test_style_loads_nothing() -> None:
    assert "url(" not in STYLE
    assert "@import" not in STYLE
