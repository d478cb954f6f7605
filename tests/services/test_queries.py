"""Kept queries, the words that complete queries, and what older libraries lack for them."""

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from curator.domain.errors import QueryError, QueryFault
from curator.domain.saved_searches import LONGEST_NAME
from curator.services import Services
from curator.services.queries import Queries
from curator.storage.database import Database
from curator.storage.tables import post_keys, posts


def take_in(services: Services, folder: Path, **texts: str) -> None:
    """Import posts with a front matter each."""
    for name, front in texts.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n{front}\n---\n\n![p](p.png)\n")
    services.ingest.apply(services.ingest.plan([folder / f"{name}.md" for name in texts]))


def test_a_kept_query_is_counted_renamed_forgotten_and_kept_again(
    services: Services, tmp_path: Path
) -> None:
    take_in(services, tmp_path, one="author: Wang", two="author: Li", three="mood: sunny")
    queries = services.queries
    kept = queries.keep("  author:wang OR author:li ")
    assert (kept.name, kept.text) == ("author:wang OR author:li", "author:wang OR author:li")
    queries.rename(kept.id, "  Colleagues \n here ")
    queries.rename(kept.id, "   ")
    (found,) = queries.saved()
    assert found.name == "Colleagues here"
    assert queries.counts([found]) == {kept.id: 2}
    queries.replace(kept.id, "author:li")
    assert queries.counts(queries.saved()) == {kept.id: 1}
    queries.forget(kept.id)
    assert queries.saved() == []
    queries.put_back(found)
    assert queries.saved() == [found]


def test_two_kept_queries_never_have_one_name(services: Services) -> None:
    first, second = services.queries.keep("a", "News"), services.queries.keep("b", "News")
    assert (first.name, second.name) == ("News", "News 2")
    services.queries.rename(second.id, "News")
    assert [one.name for one in services.queries.saved()] == ["News", "News 2"]
    long = services.queries.keep("word " * 60)
    assert len(long.name) == LONGEST_NAME


def test_what_is_no_query_is_not_kept(services: Services) -> None:
    with pytest.raises(QueryError):
        services.queries.keep("status:nowhere")
    assert services.queries.saved() == []


def test_a_kept_query_whose_key_no_post_has_any_more_counts_as_not_understood(
    services: Services,
) -> None:
    kept = services.queries.keep("author:wang")
    assert services.queries.counts([kept]) == {kept.id: None}


def test_the_words_of_the_library_complete_queries(services: Services, tmp_path: Path) -> None:
    take_in(
        services,
        tmp_path,
        one="author: [Wang, 王五]\ntags: [a, b]\nlayout: post\nsource: https://example.com/1",
        two="author: Wu\ntags: a\ncategory: news",
    )
    words = services.queries.vocabulary()
    assert words.keys == ("author", "source")
    assert words.tags == ("a", "b")
    assert (words.categories, words.layouts, words.sources) == (
        ("news",),
        ("post",),
        ("example.com",),
    )
    assert services.queries.values("author", "", 9) == ["wang", "wu", "王五"]
    assert services.queries.values("Author", "W", 1) == ["wang"]


def test_a_key_that_no_post_has_is_a_mistake_in_the_library(
    services: Services, tmp_path: Path
) -> None:
    take_in(services, tmp_path, one="author: Wang")
    assert len(services.library.find("author:wang")) == 1
    with pytest.raises(QueryError) as caught:
        services.library.find("autor:wang")
    assert (caught.value.fault, caught.value.meant) == (QueryFault.UNKNOWN_FIELD, "author")


def test_what_older_programs_did_not_keep_is_read_from_the_texts(
    services: Services, tmp_path: Path
) -> None:
    take_in(services, tmp_path, one="author: Wang", two="author: Li", three="mood: sunny")
    database = Database.open(services.library.name)
    with database.write() as connection:
        connection.execute(update(posts).values(image=None, link=None))
        connection.execute(delete(post_keys))
    with pytest.raises(QueryError):
        services.library.find("autor:*")
    assert len(services.library.find("has:image")) == 3
    assert len(services.library.find("author:*")) == 2
    with database.write() as connection:
        connection.execute(update(posts).values(image=None, link=None))
    told: list[tuple[int, int]] = []
    queries = Queries(database)
    assert queries.fill(seconds=0) == 3
    assert queries.fill(progress=lambda done, total: told.append((done, total))) == 0
    assert told == [(3, 3)]
    database.close()
