"""The Ruby process that tells what Rouge makes of code."""

from collections.abc import Iterator

import pytest

from tests.rendering.highlighting.rouge_oracle import Rouge, missing


@pytest.fixture(scope="session")
def rouge() -> Iterator[Rouge]:
    """Return real Rouge."""
    if reason := missing():
        pytest.skip(reason)
    oracle = Rouge()
    yield oracle
    oracle.close()
