"""Hostile texts take time in proportion to their size, and never fail."""

import threading

import pytest

from curator.rendering.kramdown.converter import to_html
from tests.rendering.kramdown.hostile import TEXTS, seconds

_SIZE = 3000
_FACTOR = 4
# Linear growth gives 4, quadratic 16; collecting garbage and other work on the machine blur it.
_MOST = 10.5
_TOO_SHORT = 0.012  # seconds below which nothing can be told


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_the_size(name: str) -> None:
    make = TEXTS[name]
    small, large = make(_SIZE), make(_SIZE * _FACTOR)
    ratios = []
    for _ in range(4):
        longer = min(seconds(large) for _ in range(2))
        if longer < _TOO_SHORT:
            return
        ratios.append(longer / max(min(seconds(small) for _ in range(2)), 1e-6))
        if ratios[-1] < _MOST:
            return
    pytest.fail(f"four times the text takes {min(ratios):.1f} times as long")


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000 + " deep",
        "- " * 5000 + "deep",
        "1. " * 5000 + "deep",
        "".join("  " * level + "- x\n" for level in range(400)),
        "".join("> " * level + "x\n\n" for level in range(300)),
        "x\n" + ": " * 4000,
        '<div markdown="1">\n' * 3000,
        '<table><tr><td markdown="1">' * 3000,
        "<div>" * 30000,
        "a " + "<b>" * 30000,
        "![" * 20000,
        "[^1]: " * 3000 + "\n\n[^1]",
        "*a **b ~~c " * 5000,
        "~~a " * 300 + "b~~" * 300,
        "> - " * 2000,
        "{:a: a}\n{:b: c}\n{:c: b}\n\nx\n{:a b c}\n",
    ],
    ids=lambda text: text[:18],
)
def test_deep_nesting_is_shown_not_refused(text: str) -> None:
    results: list[str] = []
    # a thread with a small stack: neither it nor the interpreter's limit may be reached
    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=lambda: results.append(to_html(text)))
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    assert results
