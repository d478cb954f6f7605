"""What the library says of a site's posts is what its folder says, question for question."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from curator.processes.frames import Frame, FrameKind
from curator.rendering.asked_posts import AskedPosts, answer
from curator.rendering.theme.folder_posts import FolderPosts
from curator.rendering.theme.posts import PostIndex, PostKey, TermKind
from curator.services import Services
from curator.services.site_posts import SitePosts
from curator.site.folder import open_site

WORDS = ("财经", "要闻", "market", "Tea & Co", "行情")


def write_posts(root: Path, count: int) -> None:
    """Write posts with equal dates, hidden ones, future ones, drafts, terms in many spellings."""
    draw = random.Random(7)
    root.mkdir(exist_ok=True)
    (root / "_config.yml").write_text("timezone: Asia/Shanghai\n")
    for number in range(count):
        day = 1 + draw.randrange(6)
        folder = draw.choice(["_posts", "_posts/deep", "news/_posts"])
        lines = [f"title: Post {number}"]
        if draw.random() < 0.8:
            lines.append(f"date: 2022-01-{day:02} {draw.randrange(24):02}:00:00 +0800")
        if draw.random() < 0.7:
            lines.append(f"categories: [{draw.choice(WORDS)}, {draw.choice(WORDS)}]")
        if draw.random() < 0.7:
            lines.append(f"tags: {draw.choice(WORDS)}")
        if draw.random() < 0.1:
            lines.append(draw.choice(["published: false", "published:", 'published: "false"']))
        if draw.random() < 0.05:
            lines[1:2] = ["date: 2999-01-01 00:00:00 +0800"]
        file = root / folder / f"2022-01-{day:02}-post-{number % 40}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\n" + "\n".join(lines) + "\n---\nbody\n")
    (root / "_drafts").mkdir()
    (root / "_drafts" / "idea.md").write_text("---\ntitle: Idea\n---\n")


@pytest.fixture
def indices(services: Services, tmp_path: Path) -> tuple[PostIndex, PostIndex]:
    """Return the same posts, as the folder has them and as the library has them over a pipe."""
    root = tmp_path / "site"
    write_posts(root, 120)
    services.ingest.apply(services.ingest.plan([root]))
    made = SitePosts(services.library._database, services.sites).index(root)
    assert made is not None

    def ask(question: str, **values: object) -> Frame:
        return answer(made, Frame(FrameKind.QUESTION, {"question": question, **values}))

    return FolderPosts(open_site(root), datetime.now(UTC)), AskedPosts(made.revision, ask)


def plain(keys: object) -> list[tuple[str, datetime]]:
    assert isinstance(keys, list | tuple)
    assert all(isinstance(key, PostKey) for key in keys)
    return [(key.path, key.date) for key in keys]


def test_windows_and_counts_are_the_same(indices: tuple[PostIndex, PostIndex]) -> None:
    folder, library = indices
    assert library.count() == folder.count() > 60
    for start, stop in ((0, 10), (5, 60), (40, 100), (0, 1000), (1000, 1010), (3, 3)):
        assert plain(library.window(start, stop)) == plain(folder.window(start, stop))


def test_neighbours_are_the_same(indices: tuple[PostIndex, PostIndex]) -> None:
    folder, library = indices
    for key in folder.window(0, folder.count()):
        assert library.find(key.path) is not None
        for date in (key.date, key.date + timedelta(days=1)):
            here, there = library.neighbours(key.path, date), folder.neighbours(key.path, date)
            assert here.previous is None or isinstance(here.previous, PostKey)
            for one, other in ((here.previous, there.previous), (here.next, there.next)):
                assert (one and one.path) == (other and other.path)
    nowhere = folder.neighbours("_posts/2022-01-03-new.md", datetime(2022, 1, 3, tzinfo=UTC))
    asked = library.neighbours("_posts/2022-01-03-new.md", datetime(2022, 1, 3, tzinfo=UTC))
    assert (asked.previous and asked.previous.path) == (nowhere.previous and nowhere.previous.path)


def test_terms_are_the_same(indices: tuple[PostIndex, PostIndex]) -> None:
    folder, library = indices
    for kind in TermKind:
        assert dict(library.terms(kind)) == dict(folder.terms(kind))
        for term in folder.terms(kind):
            for start, stop in ((0, 5), (2, 50)):
                asked = library.with_term(kind, term, start, stop)
                assert plain(asked) == plain(folder.with_term(kind, term, start, stop))


def test_names_and_texts_are_the_same(indices: tuple[PostIndex, PostIndex]) -> None:
    folder, library = indices
    for number in range(0, 40, 3):
        for day in range(1, 7):
            name = f"2022-01-{day:02}-post-{number}"
            assert plain(library.named(name)) == plain(folder.named(name))
    for key in folder.window(0, 20):
        assert library.source(key.path) == folder.source(key.path)
    assert library.source("_posts/none.md") is None
    assert library.find("_drafts/idea.md") is None


def test_the_index_changes_with_the_library(services: Services, tmp_path: Path) -> None:
    root = tmp_path / "site"
    write_posts(root, 5)
    services.ingest.apply(services.ingest.plan([root]))
    posts = SitePosts(services.library._database, services.sites)
    before = posts.index(root)
    assert before is not None
    count = before.count()
    file = root / "_posts" / "2022-01-01-another.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\ntitle: Another\n---\n")
    services.ingest.apply(services.ingest.plan([file]))
    after = posts.index(root)
    assert after is not None
    assert after.revision != before.revision
    assert after.count() == count + 1
    assert posts.index(tmp_path) is None
