"""Comparisons with real Jekyll: posts of the library and files, plain answers, trust."""

import shutil
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from curator import resources
from curator.domain.errors import FileError, JekyllError, JekyllFault
from curator.domain.post import PostId
from curator.domain.work import Cancelled, CancelToken
from curator.rendering.site_requests import ScratchRequest
from curator.sentences import comparison_notes, comparison_sentence, page_words
from curator.services import Services
from curator.services.compared import JekyllName, Own, Part, Question
from curator.services.sites import Sites
from curator.services.truth import Truth, difference_lines, for_files
from curator.site.config import read_config
from tests.services.conftest import read_tree, write_tree

pytestmark = pytest.mark.jekyll

LAYOUT = "<!DOCTYPE html><html><body><h1>{{ page.title }}</h1>{{ content }}</body></html>\n"
PAGE = "<!doctype html>\n<html>\n<body><h1>茶价</h1><p>正文</p></body></html>"
SOURCE = "---\nlayout: post\ntitle: 茶价\n---\n正文\n"


@pytest.fixture(autouse=True)
def _jekyll() -> None:
    if shutil.which("jekyll") is None:
        pytest.skip("Debian's package jekyll is not installed")


@pytest.fixture
def desk(services: Services, tmp_path: Path) -> Path:
    """Return a site whose posts are in the library."""
    site = write_tree(
        tmp_path / "desk",
        {
            "_config.yml": "title: 测试站\ntimezone: Asia/Shanghai\n",
            "_layouts/post.html": LAYOUT,
            "_posts/2024-03-01-茶价.md": SOURCE,
            "_posts/2024-02-01-before.md": "---\ntitle: Before\n---\n",
        },
    )
    services.ingest.apply(services.ingest.plan([site]))
    return site


class Asked:
    """Stands for Curator's own renderer and notes what it was asked."""

    def __init__(self, page: str = PAGE, body: str = "<p>正文</p>") -> None:
        self.made = Own(page, body, ("theme:x",))
        self.files: set[str] = set()
        self.time: datetime | None = None
        self.built_at: datetime | None = None
        self.github_pages = False

    def __call__(self, request: ScratchRequest, cancel: CancelToken) -> Own:
        cancel.check()
        root, files = request.root, request.config_files
        config = read_config(root, files, github_pages=request.github_pages)
        self.files = set(read_tree(root))
        self.time = request.now
        self.built_at = config.time
        self.github_pages = config.github_pages
        assert (root / request.path).read_bytes() == request.source
        return self.made


def post_of(services: Services, query: str) -> PostId:
    return PostId(services.library.find(query)[0])


@pytest.fixture
def own() -> Asked:
    return Asked()


@pytest.fixture
def truth(services: Services, own: Asked) -> Iterator[Truth]:
    made = Truth(services.sites, own, services.library)
    yield made
    made.close()


def test_equal_pages_are_said_to_be(
    truth: Truth, services: Services, desk: Path, own: Asked
) -> None:
    before = read_tree(desk)
    told: list[JekyllName] = []
    found = truth.post(post_of(services, "title:茶价"), Question(), building=told.append)
    assert found.equal
    assert comparison_sentence(found) == "Both pages are the same."
    assert comparison_notes(found) == []
    assert difference_lines(found) == []
    assert (found.path, found.root, found.part) == ("_posts/2024-03-01-茶价.md", desk, Part.PAGE)
    assert told == [found.jekyll]
    assert found.jekyll.command == "jekyll"
    assert found.approximations == ("theme:x",)
    assert own.files == {"_config.yml", "_layouts/post.html", "_posts/2024-03-01-茶价.md"}
    assert own.time == own.built_at
    assert read_tree(desk) == before


def test_differences_come_as_lines(services: Services, desk: Path) -> None:
    truth = Truth(services.sites, Asked(PAGE.replace("正文", "正 文")), services.library)
    found = truth.post(post_of(services, "title:茶价"), Question())
    assert comparison_sentence(found) == "The pages differ in 1 place."
    assert difference_lines(found) == [
        "--- jekyll/_posts/2024-03-01-茶价.md",
        "+++ curator/_posts/2024-03-01-茶价.md",
        "@@ -3,5 +3,5 @@",
        " <body>",
        " <h1>茶价</h1>",
        "-<p>正文</p>",
        "+<p>正 文</p>",
        " </body>",
        " </html>",
    ]
    article = truth.post(post_of(services, "title:茶价"), Question(Part.ARTICLE))
    assert comparison_sentence(article) == "Both articles are the same."


def test_the_librarys_text_counts(truth: Truth, services: Services, desk: Path) -> None:
    post = post_of(services, "title:茶价")
    stored = services.library.load(post)
    services.library.save(post, stored.content, stored.source.replace("正文".encode(), b"neu"))
    found = truth.post(post, Question(Part.ARTICLE))
    assert found.jekyll_html == "<p>neu</p>\n"
    assert "正文" in (desk / "_posts/2024-03-01-茶价.md").read_text("utf-8")


def test_neighbours_are_given_on_request(
    truth: Truth, services: Services, desk: Path, own: Asked
) -> None:
    found = truth.post(post_of(services, "title:茶价"), Question(neighbours=4))
    assert found.neighbours == 1
    assert "_posts/2024-02-01-before.md" in own.files


def test_a_post_of_no_site_is_built_in_the_one_that_is_known(
    truth: Truth, services: Services, desk: Path, tmp_path: Path
) -> None:
    loose = write_tree(tmp_path / "loose", {"notiz.md": "---\nlayout: post\ntitle: Lose\n---\nx\n"})
    services.ingest.apply(services.ingest.plan([loose / "notiz.md"]))
    found = truth.post(post_of(services, "title:Lose"), Question())
    assert "<h1>Lose</h1>" in found.jekyll_html
    assert found.root == desk
    shutil.rmtree(desk)
    with pytest.raises(JekyllError) as caught:
        truth.post(post_of(services, "title:Lose"), Question())
    assert caught.value.fault is JekyllFault.NO_SITE


def test_trust_is_said_and_needed(truth: Truth, services: Services, desk: Path) -> None:
    write_tree(desk, {"_plugins/a.rb": "module A; end", "_plugins/b/字.rb": "", "Gemfile": "x"})
    code = truth.code(desk)
    assert (code.gemfile, code.plugins) == ("Gemfile", ("_plugins/a.rb", "_plugins/b/字.rb"))
    assert code.any
    post = post_of(services, "title:茶价")
    found = truth.post(post, Question())
    assert comparison_notes(found) == ["The site's own Gemfile and plug-ins did not run."]
    trusted = truth.post(post, Question(trusted=True))
    assert trusted.jekyll.bundle_fault
    assert any("bundle does not work" in note for note in comparison_notes(trusted))


def test_a_theme_that_is_not_here_leaves_the_article(
    truth: Truth, services: Services, desk: Path
) -> None:
    (desk / "_config.yml").write_text("theme: jekyll-theme-nowhere\nplugins: [jekyll-none]\n")
    found = truth.post(post_of(services, "title:茶价"), Question())
    assert found.part is Part.ARTICLE
    assert found.equal
    first, second = comparison_notes(found)
    assert "jekyll-theme-nowhere" in first
    assert second == "Jekyll did without jekyll-none."


def test_a_site_with_an_address_of_its_own_is_not_taken_for_one_of_github(
    truth: Truth, services: Services, desk: Path, own: Asked
) -> None:
    write_tree(desk, {"CNAME": "example.org\n", "Gemfile": "gem 'jekyll'\n"})
    assert truth.post(post_of(services, "title:茶价"), Question()).equal
    assert not own.github_pages


def test_a_build_can_be_cancelled(truth: Truth, services: Services, desk: Path) -> None:
    write_tree(desk, {"_plugins/hang.rb": "sleep 300"})
    token = CancelToken()
    threading.Timer(0.5, token.cancel).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        truth.post(post_of(services, "title:茶价"), Question(trusted=True), cancel=token)
    assert time.monotonic() - begun < 20


# Files, as the command line names them


def test_a_file_needs_no_library(desk: Path) -> None:
    truth = Truth(Sites(), Asked())
    found = truth.file(desk / "_posts" / "2024-03-01-茶价.md", Question())
    assert found.equal
    assert found.path == "_posts/2024-03-01-茶价.md"
    with pytest.raises(FileError):
        truth.file(desk / "none.md", Question())


def test_a_file_elsewhere_is_built_in_the_site_named(desk: Path, tmp_path: Path) -> None:
    loose = write_tree(tmp_path / "loose", {"2024-05-05-x.md": SOURCE})
    truth = Truth(Sites(), Asked())
    found = truth.file(loose / "2024-05-05-x.md", Question(), site=desk)
    assert found.equal
    assert found.path == "_posts/2024-05-05-x.md"
    with pytest.raises(JekyllError) as caught:
        truth.file(loose / "2024-05-05-x.md", Question())
    assert caught.value.fault is JekyllFault.NO_SITE


def test_the_examples_are_built(examples: Path) -> None:
    truth = Truth(Sites(), Asked())
    seen = 0
    for file in sorted((examples / "site" / "_posts").iterdir()):
        if not file.name.startswith("20"):
            continue  # a name without a date: no page comes of it
        found = truth.file(file, Question())
        assert found.part is Part.ARTICLE
        assert found.missing == ("jekyll-theme-minimal",)
        assert found.complete
        seen += 1
    assert seen == 3


@pytest.mark.parametrize("title", ["welcome-to-the-desk", "茶价周报", "认识头信息", "bookshop"])
def test_curators_own_pages_of_the_sample_site_are_jekylls(tmp_path: Path, title: str) -> None:
    site = Path(shutil.copytree(resources.path("sample-site"), tmp_path / "sample"))
    (file,) = (one for one in (site / "_posts").iterdir() if title in one.name)
    with for_files(page_words()) as truth:
        found = truth.file(file, Question(neighbours=6))
    assert difference_lines(found) == []


# The process that stays


def test_the_exact_renderer_follows_the_site(truth: Truth, desk: Path, tmp_path: Path) -> None:
    other = write_tree(
        tmp_path / "other", {"_config.yml": "title: O\n", "_layouts/post.html": "O {{ content }}"}
    )
    path = "_posts/2024-03-01-x.md"
    assert truth.exact(desk, path, SOURCE.encode(), Part.ARTICLE).html == "<p>正文</p>\n"
    assert "<h1>茶价</h1>" in truth.exact(desk, path, SOURCE.encode(), Part.PAGE).html
    assert truth.exact(other, path, SOURCE.encode(), Part.PAGE).html == "O <p>正文</p>\n"


def test_the_sample_site_has_no_code_of_its_own(tmp_path: Path) -> None:
    site = Path(shutil.copytree(resources.path("sample-site"), tmp_path / "sample"))
    assert not Truth(Sites(), Asked()).code(site).any
