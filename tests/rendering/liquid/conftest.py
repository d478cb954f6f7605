"""The Ruby process that the tests of Liquid ask."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.rendering.liquid.jekyll_oracle import Oracle


@pytest.fixture(scope="session")
def jekyll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oracle]:
    """Return real Jekyll over a small site."""
    if shutil.which("ruby") is None:
        pytest.skip("ruby is not installed")
    if subprocess.run(["ruby", "-rjekyll", "-e", ""], capture_output=True, check=False).returncode:
        pytest.skip("the gem jekyll is not installed")
    oracle = Oracle(tmp_path_factory.mktemp("quay"))
    yield oracle
    oracle.close()
