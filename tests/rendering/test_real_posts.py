"""Posts of real sites: what Liquid and Markdown make of each equals real Jekyll, span by span."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from curator.rendering.theme.renderer import SiteRenderer
from curator.site.config import config_from
from curator.site.folder import Site
from tests.rendering.theme.jekyll_sites import tokens

ORACLE = Path(__file__).with_name("real_posts.rb")
AS_THE_ORACLE = {"future": True, "unpublished": True, "layouts_dir": "_no_layouts"}
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def roots(corpus: Path) -> list[Path]:
    """Return the folders that hold `_posts`; a history of single files is no site."""
    found = {path.parent for path in corpus.glob("*/_posts") if path.is_dir()}
    found |= {path.parent for path in corpus.glob("*/docs/_posts") if path.is_dir()}
    return sorted(found)


def test_every_real_post_is_rendered_as_jekyll_renders_it(corpus: Path) -> None:
    if shutil.which("ruby") is None or shutil.which("jekyll") is None:
        pytest.skip("Debian's package jekyll is not installed")
    ran = subprocess.run(
        ["ruby", "-Ku", ORACLE, *roots(corpus)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"TZ": "UTC", "LANG": "C.UTF-8"},
    )
    assert ran.returncode == 0, ran.stderr
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    renderers = {
        str(root): SiteRenderer(Site(root, config_from(AS_THE_ORACLE)), now=NOW, zone=UTC)
        for root in roots(corpus)
    }
    different = []
    compared = 0
    for told in answers:
        if "html" not in told:
            continue  # Jekyll stops over a tag of a plugin that is not here
        made = renderers[told["site"]].render(told["path"], layouts=False)
        compared += 1
        if made is None or tokens(made.body) != tokens(told["html"]):
            different.append(f"{told['site']}/{told['path']}")
    assert compared > 150
    assert different == []
