"""How many changed articles are found, and how few others: a small part of what the benchmark asks."""

import pytest

from curator.composition import open_services
from curator.services.import_items import OnDuplicate
from tests.benchmarks.articles import article, write_site
from tests.benchmarks.duplicates import hits
from tests.benchmarks.near_texts import KINDS, other_story

POSTS = 300
LEAST = {"edited 20 %": 0.93, "edited 10 %": 0.98, "first two thirds": 0.95}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[int, object]]:
    """Return a library of a made-up desk's stories, and the posts by the numbers of these."""
    folder = tmp_path_factory.mktemp("desk")
    write_site(folder / "site", POSTS)
    file = str(folder / "library.db")
    with open_services(file) as services:
        plan = services.ingest.plan([folder / "site"])
        services.ingest.apply(plan, OnDuplicate.KEEP)
        services.duplicates.fill()
        numbers = services.library.posts_of(str(folder / "site"))
    return file, {n: numbers[f"_posts/{article(n)[0]}"] for n in range(POSTS)}


@pytest.mark.parametrize("kind", KINDS)
def test_changed_articles_are_found(library: tuple[str, dict[int, object]], kind: str) -> None:
    file, posts = library
    expected = {n: posts[n] for n in range(0, POSTS, 4)}
    found = hits(file, KINDS[kind], expected)
    assert found["right"] / len(expected) >= LEAST.get(kind, 0.99), found
    assert found["wrong"] <= 1, found


def test_other_stories_of_the_same_desk_are_none(
    library: tuple[str, dict[int, object]],
) -> None:
    file, _posts = library
    found = hits(file, other_story, dict.fromkeys(range(POSTS, POSTS + 150)))
    assert found["wrong"] <= 1, found
