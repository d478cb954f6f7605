"""Queries know duplicates: by the text, by what is alike, and not by what was called different."""

from pathlib import Path

import pytest

from curator.domain.post import PostId, Status
from curator.domain.work import Cancelled, CancelToken
from curator.services import Services
from curator.services.import_items import OnDuplicate
from tests.services.conftest import write_tree
from tests.services.test_duplicates import FIRST, MORE, OTHER, PARAGRAPHS, page

EDITED = page("另一个标题", [PARAGRAPHS[0].replace("326", "327"), *PARAGRAPHS[1:]], html=False)


@pytest.fixture
def posts(services: Services, tmp_path: Path) -> dict[str, PostId]:
    """Return the posts of a site: two that are alike, two that are the same, and one alone."""
    root = write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: Site\n",
            "_posts/2022-01-11-first.md": FIRST,
            "_posts/2022-01-11-edited.md": EDITED,
            "_posts/2022-01-11-same.md": page("航运", OTHER),
            "_posts/2022-01-12-same.md": page("航运", OTHER),
            "_posts/2022-01-11-alone.md": page("盐业", MORE),
        },
    )
    services.ingest.apply(services.ingest.plan([root]), OnDuplicate.KEEP)
    found = services.library.posts_of(str(root))
    return {
        path.removeprefix("_posts/2022-01-").removesuffix(".md"): post
        for path, post in found.items()
    }


def duplicates(services: Services, posts: dict[str, PostId]) -> set[str]:
    numbers = set(services.library.find("is:duplicate"))
    assert set(services.library.find("has:duplicate")) == numbers
    return {name for name, post in posts.items() if post in numbers}


ALL = {"11-first", "11-edited", "11-same", "12-same"}


def test_what_is_the_same_or_alike_is_a_duplicate(
    services: Services, posts: dict[str, PostId]
) -> None:
    assert duplicates(services, posts) == ALL


def test_what_lies_in_the_trash_makes_no_duplicate_until_it_is_back(
    services: Services, posts: dict[str, PostId]
) -> None:
    assert duplicates(services, posts) == ALL
    services.library.set_status([posts["11-edited"]], Status.TRASH)
    assert duplicates(services, posts) == {"11-same", "12-same"}
    services.library.set_status([posts["11-edited"]], Status.REVIEW)
    assert duplicates(services, posts) == ALL


def test_what_was_called_different_is_none_until_that_is_forgotten(
    services: Services, posts: dict[str, PostId]
) -> None:
    assert duplicates(services, posts) == ALL
    services.duplicates.call_different(posts["11-first"], [posts["11-edited"]])
    assert duplicates(services, posts) == {"11-same", "12-same"}
    services.duplicates.forget_different(posts["11-first"], [posts["11-edited"]])
    assert duplicates(services, posts) == ALL


def test_another_text_is_compared_anew(services: Services, posts: dict[str, PostId]) -> None:
    assert duplicates(services, posts) == ALL
    stored = services.library.load(posts["11-edited"])
    other = page("图书馆", MORE[2:]).encode()
    services.library.save(posts["11-edited"], stored.content, other)
    assert duplicates(services, posts) == {"11-same", "12-same"}
    services.undoing.undo()
    assert duplicates(services, posts) == ALL


def test_posts_are_compared_in_pieces_that_tell_what_changed(
    services: Services, posts: dict[str, PostId]
) -> None:
    services.duplicates.fill()
    assert services.duplicates.look(seconds=0) == (5, frozenset())
    cancelled = CancelToken()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        services.duplicates.look(cancel=cancelled)
    left, changed = services.duplicates.look()
    assert (left, changed) == (0, frozenset(posts[name] for name in ALL))
    assert services.duplicates.look() == (0, frozenset())
