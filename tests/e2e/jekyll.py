"""Debian's real Jekyll, building a site."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_jekyll = pytest.mark.skipif(
    shutil.which("jekyll") is None, reason="Debian's package jekyll is not installed"
)


def build(site: Path, target: Path) -> Path:
    """Build `site` into `target` and return it; the themes and plugins it names are left out."""
    plain = target.parent / f"{target.name}-plain.yml"
    plain.write_text("theme: false\nplugins: []\n")
    config = f"{site / '_config.yml'},{plain}"
    command = ["jekyll", "build", "--quiet", "--source", str(site), "--config", config]
    ended = subprocess.run(
        [*command, "--destination", str(target), "--disable-disk-cache"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    assert ended.returncode == 0, ended.stderr
    return target
