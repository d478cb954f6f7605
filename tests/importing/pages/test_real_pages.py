"""Real posts of many sites, made into pages by real Jekyll and its theme minima, found again in them.

Written after the extractor; four of the pages that it lost text of taught it lists of links and joiners.
"""

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import trafilatura
from lxml import html

from curator.importing.pages.article import article
from curator.importing.pages.visible import visible_text
from tests.importing.pages.figures import words

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
JEKYLL = shutil.which("jekyll")
THEME = Path("/usr/share/rubygems-integration/all/gems/minima-2.5.1")
TAGS = ("img", "figure", "code", "pre", "table", "iframe", "h2", "h3", "li", "blockquote", "sup")
_DATED = re.compile(r"\d{4}-\d\d-\d\d-.*\.(?:md|markdown|html)")
_PLACED = re.compile(r"(?m)^(?:layout|permalink|published|slug):.*\n")

pytestmark = [
    pytest.mark.jekyll,
    pytest.mark.corpus,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="the posts of real sites lie beside the project"
    ),
    pytest.mark.skipif(JEKYLL is None or not THEME.is_dir(), reason="Debian's jekyll with minima"),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return pages of two posts of each site."""
    site = tmp_path_factory.mktemp("real-pages")
    (site / "_posts").mkdir()
    (site / "_config.yml").write_text("title: Sample\ntheme: minima\nurl: https://sample.example\n")
    chance = random.Random(4)
    for folder in sorted(one for one in CORPUS.iterdir() if one.is_dir()):
        fit = [
            file
            for file in sorted(folder.rglob("*"))
            if _DATED.fullmatch(file.name)
            and 1500 < file.stat().st_size < 60_000
            and "{% " not in file.read_text("utf-8", "replace")
        ]
        for file in chance.sample(fit, min(2, len(fit))):
            text = _PLACED.sub("", file.read_text("utf-8", "replace"), count=5)
            head = text if text.startswith("---\n") else f"---\n---\n{text}"
            post = head.replace("---\n", "---\nlayout: post\n", 1)
            (site / "_posts" / file.name).write_text(post)
    assert JEKYLL is not None
    subprocess.run(
        [JEKYLL, "build", "-q", "-s", site, "-d", site / "_site"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return [file.read_text("utf-8") for file in sorted((site / "_site").rglob("*.html"))]


@pytest.mark.parametrize("named", [True, False], ids=["body-named", "body-unnamed"])
def test_articles_are_found_whole(built: list[str], named: bool) -> None:
    ours: list[float] = []
    alone: list[float] = []
    there = kept = 0
    for text in built:
        bodies = html.fromstring(text).find_class("e-content")
        if not bodies or len(visible_text(bodies[0])) < 300:
            continue
        page = (
            text
            if named
            else text.replace("post-content e-content", "k1").replace('itemprop="articleBody"', "")
        )
        made = html.fragment_fromstring(
            article(page, "https://sample.example/a").body, create_parent="div"
        )
        ours.append(_f1(visible_text(bodies[0]), visible_text(made)))
        alone.append(
            _f1(
                visible_text(bodies[0]),
                trafilatura.extract(page, favor_recall=True, include_comments=False) or "",
            )
        )
        for tag in TAGS:
            wanted = sum(1 for _ in bodies[0].iter(tag))
            there += wanted
            kept += min(wanted, sum(1 for _ in made.iter(tag)))
    assert len(ours) >= 40
    mean = sum(ours) / len(ours)
    assert mean >= 0.99
    assert mean > sum(alone) / len(alone)
    assert min(ours) > 0.9
    assert kept / there >= 0.97


def _f1(wanted: str, found: str) -> float:
    first, second = words(wanted), words(found)
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)
