"""Real kramdown for the tests of the dialect."""

from collections.abc import Iterator

import pytest

from tests.rendering.kramdown.oracle import Oracle, available


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    """Yield real kramdown."""
    if not available():
        pytest.skip("Ruby with kramdown, kramdown-parser-gfm, rouge and jekyll is not installed")
    running = Oracle()
    yield running
    running.close()
