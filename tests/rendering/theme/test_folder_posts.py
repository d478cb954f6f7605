"""The posts of a folder in Jekyll's order, and what is noticed when files change."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from curator.rendering.theme.folder_posts import FolderPosts
from curator.rendering.theme.posts import TermKind
from curator.site.folder import Site
from tests.rendering.theme.conftest import NOW, write


def post(date: str = "", **values: str) -> str:
    head = "".join(f"{name}: {value}\n" for name, value in values.items())
    return f"---\n{f'date: {date}' if date else ''}\n{head}---\nText.\n"


def paths(index: FolderPosts) -> list[str]:
    return [key.path.rpartition("/")[2][:-3] for key in index.window(0, index.count())]


def test_posts_are_ordered_by_date_and_then_by_path(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "_posts/2024-01-02-b.md": post(),
            "_posts/2024-01-02-a.md": post(),
            "_posts/2024-01-09-late.md": post("2024-01-01 10:00:00 +0000"),
            "blog/_posts/2024-01-03-c.md": post(),
            "_posts/2024-01-04-hidden.md": post(published="false"),
            "_posts/2099-01-04-future.md": post(),
            "_drafts/idea.md": post(),
            "_posts/no-date.md": post(),
        }
    )
    index = FolderPosts(site, NOW)
    assert paths(index) == ["2024-01-03-c", "2024-01-02-b", "2024-01-02-a", "2024-01-09-late"]
    assert index.count() == 4
    assert [key.path for key in index.window(3, 99)] == ["_posts/2024-01-09-late.md"]
    assert list(index.window(4, 9)) == []


def test_only_the_newest_posts_count_under_a_limit(make_site: Callable[..., Site]) -> None:
    files = {f"_posts/2024-01-0{day}-x.md": post() for day in range(1, 6)}
    index = FolderPosts(make_site(files, "limit_posts: 2\n"), NOW)
    assert paths(index) == ["2024-01-05-x", "2024-01-04-x"]
    assert index.find("_posts/2024-01-01-x.md") is None


def test_neighbours_of_a_post_and_of_one_that_is_not_there(make_site: Callable[..., Site]) -> None:
    index = FolderPosts(
        make_site({f"_posts/2024-01-0{day}-x.md": post() for day in (1, 3, 5)}), NOW
    )
    middle = index.find("_posts/2024-01-03-x.md")
    assert middle is not None
    beside = index.neighbours(middle.path, middle.date)
    assert beside.previous is not None
    assert beside.next is not None
    assert beside.previous.path.endswith("01-x.md")
    assert beside.next.path.endswith("05-x.md")
    new = index.neighbours("_posts/new.md", middle.date + timedelta(days=1))
    assert new.previous == middle
    moved = index.neighbours(middle.path, datetime(2024, 1, 9, tzinfo=UTC))
    assert moved.next is None
    assert moved.previous is not None
    assert moved.previous.path.endswith("05-x.md")


def test_terms_stand_in_the_order_in_which_the_oldest_posts_bring_them_up(
    make_site: Callable[..., Site],
) -> None:
    index = FolderPosts(
        make_site(
            {
                "_posts/2024-01-01-a.md": post(tags="[z, m]", categories="one two"),
                "_posts/2024-01-02-b.md": post(tags="[a, z]"),
                "news/_posts/2024-01-03-c.md": post(tag="z", category="two"),
            }
        ),
        NOW,
    )
    assert list(index.terms(TermKind.TAGS).items()) == [("z", 3), ("m", 1), ("a", 1)]
    assert dict(index.terms(TermKind.CATEGORIES)) == {"one": 1, "two": 2, "news": 1}
    found = [key.path[-4] for key in index.with_term(TermKind.TAGS, "z", 0, 2)]
    assert found == ["c", "b"]
    assert list(index.with_term(TermKind.TAGS, "unknown", 0, 5)) == []


def test_a_changed_a_new_and_a_vanished_file_are_noticed(make_site: Callable[..., Site]) -> None:
    site = make_site({"_posts/2024-01-01-a.md": post(), "_posts/2024-01-02-b.md": post()})
    index = FolderPosts(site, NOW)
    revision = index.revision
    assert not index.refresh()
    assert index.revision == revision

    changed = site.root / "_posts/2024-01-01-a.md"
    before = index.find("_posts/2024-01-01-a.md")
    write(changed, post("2024-02-01", title="moved"))
    os.utime(changed, (1_700_000_000, 1_700_000_000))
    assert index.refresh()
    assert paths(index) == ["2024-01-01-a", "2024-01-02-b"]
    after = index.find("_posts/2024-01-01-a.md")
    assert before is not None
    assert after is not None
    assert before.version != after.version

    write(site.root / "_posts/2024-03-01-c.md", post())
    (site.root / "_posts/2024-01-02-b.md").unlink()
    assert index.refresh()
    assert paths(index) == ["2024-03-01-c", "2024-01-01-a"]
    assert index.revision != revision


def test_the_source_of_a_post_and_posts_by_name(make_site: Callable[..., Site]) -> None:
    index = FolderPosts(
        make_site({"a/_posts/2024-01-01-x.md": post(), "_posts/2024-01-01-x.html": post()}), NOW
    )
    named = index.named("2024-01-01-x")
    assert [key.path for key in named] == ["_posts/2024-01-01-x.html", "a/_posts/2024-01-01-x.md"]
    assert index.named("2024-01-02-x") == ()
    assert index.source("_posts/2024-01-01-x.html") == post().encode()
    assert index.source("_posts/gone.md") is None
