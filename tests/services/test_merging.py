"""Merging two posts: what is proposed, what comes of it, and the way back byte for byte."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from curator.domain.changes import OperationKind
from curator.domain.listing import StoredPost
from curator.domain.post import PostId, Status
from curator.services import Services
from curator.services.import_items import Outcome
from curator.services.merging import Choices, Pick
from curator.storage import assets
from curator.storage.database import Database
from tests.services.conftest import write_tree
from tests.services.test_duplicates import PARAGRAPHS

SHORT = (
    '---\nlayout: post\ntitle: "茶价"   # a remark\ndate: 2022-01-11 10:00:00 +0800\n'
    "tags: [茶, 行情]\ncategories: market\n---\n" + PARAGRAPHS[0] + "\n"
)
LONG = (
    "---\r\ntitle: '茶价小幅走高'\r\nsource: https://wire.example.net/a/NW202201111234567890.html\r\n"
    "date: 2022-01-12\r\ntags:\r\n- 行情\r\n- 商品\r\n---\r\n"
    + "\r\n\r\n".join(PARAGRAPHS)
    + "\r\n"
)


@pytest.fixture
def two(services: Services, tmp_path: Path) -> tuple[PostId, PostId]:
    """Return a post that was dropped first, and one that has a file in a site."""
    dropped = write_tree(tmp_path / "drop", {"a.md": LONG})
    site = write_tree(
        tmp_path / "site", {"_config.yml": "title: S\n", "_posts/2022-01-11-tea.md": SHORT}
    )
    for thing in (dropped / "a.md", site):
        services.ingest.apply(services.ingest.plan([thing]))
    (loose,) = services.library.find("-path:tea")
    (placed,) = services.library.find("path:tea")
    return PostId(loose), PostId(placed)


def state(services: Services, posts: tuple[PostId, ...]) -> list[StoredPost]:
    """Return posts but for the number of their revision."""
    return [replace(services.library.load(post), revision=0) for post in posts]


def test_what_is_proposed_follows_the_rules(services: Services, two: tuple[PostId, PostId]) -> None:
    found = services.merging.compare(*two)
    assert found.proposed == Choices(
        Pick.RIGHT,  # has a file in a site
        Pick.LEFT,  # the longer body
        {
            "title": Pick.LEFT,  # says more
            "source": Pick.LEFT,  # the other has none
            "date": Pick.RIGHT,
            "tags": Pick.BOTH,
            "layout": Pick.RIGHT,
            "categories": Pick.RIGHT,
        },
    )
    assert [field.key for field in found.fields if field.joinable] == ["tags"]
    assert {row.left for row in found.front if row.right is None} == {
        "source: https://wire.example.net/a/NW202201111234567890.html"
    }
    # Turned round, the same is proposed.
    turned = services.merging.compare(two[1], two[0]).proposed
    assert (turned.stays, turned.body) == (Pick.LEFT, Pick.RIGHT)


def test_the_one_that_was_added_first_stays_where_none_has_a_file(
    services: Services, tmp_path: Path
) -> None:
    for name, text in (("b.md", LONG), ("a.md", SHORT.replace("茶", "盐"))):
        file = write_tree(tmp_path / name, {name: text}) / name
        services.ingest.apply(services.ingest.plan([file]))
    first, second = sorted(PostId(one) for one in services.library.find(""))
    assert services.merging.compare(second, first).proposed.stays is Pick.RIGHT
    services.library.set_status([first], Status.TRASH)
    assert services.merging.compare(second, first).proposed.stays is Pick.LEFT


def test_the_merged_text_keeps_every_byte_that_no_choice_names(
    services: Services, two: tuple[PostId, PostId]
) -> None:
    found = services.merging.compare(*two)
    before, after = services.merging.preview(found, found.proposed)
    assert before == SHORT
    body = LONG.partition("\r\n---\r\n")[2]
    assert after == (
        "---\nlayout: post\ntitle: '茶价小幅走高'   # a remark\ndate: 2022-01-11 10:00:00 +0800\n"
        "tags: [茶, 行情, 商品]\ncategories: market\n"
        "source: https://wire.example.net/a/NW202201111234567890.html\n---\n" + body
    )
    merged = services.merging.merge(found, found.proposed)
    assert merged.changed.posts == frozenset(two)
    loose, placed = (services.library.load(post) for post in two)
    assert placed.source.decode() == after
    assert placed.status is Status.PUBLISHED
    assert placed.foreign  # the body is a guest's
    assert loose.status is Status.TRASH
    assert loose.source.decode() == LONG


def test_one_undo_brings_both_back_and_redo_merges_again(
    services: Services, two: tuple[PostId, PostId]
) -> None:
    was = state(services, two)
    found = services.merging.compare(*two)
    services.merging.merge(found, found.proposed)
    merged = state(services, two)
    (operation, *_older) = services.library.operations(1)
    assert (operation.kind, operation.posts) == (OperationKind.MERGE, 2)
    services.undoing.undo()
    assert state(services, two) == was
    services.undoing.redo()
    assert state(services, two) == merged


PICKS: list[Callable[[Choices], Choices]] = [
    lambda told: replace(told, stays=told.stays.other),
    lambda told: replace(told, body=told.body.other),
    lambda told: replace(told, fields=dict.fromkeys(told.fields, Pick.LEFT)),
    lambda told: replace(told, fields=dict.fromkeys(told.fields, Pick.RIGHT)),
    lambda told: replace(told, fields=dict.fromkeys(told.fields, Pick.BOTH)),
]


@pytest.mark.parametrize("change", PICKS)
def test_any_choice_can_be_made_and_taken_back(
    services: Services, two: tuple[PostId, PostId], change: Callable[[Choices], Choices]
) -> None:
    was = state(services, two)
    found = services.merging.compare(*two)
    choices = change(found.proposed)
    services.merging.merge(found, choices)
    stays, goes = two if choices.stays is Pick.LEFT else two[::-1]
    assert services.library.load(goes).status is Status.TRASH
    text = services.library.load(stays).source.decode()
    body = (LONG if choices.body is Pick.LEFT else SHORT).replace("\r", "").rpartition("---\n")[2]
    assert text.replace("\r", "").endswith(body)
    title = {Pick.LEFT: "茶价小幅走高", Pick.RIGHT: "茶价"}[
        choices.stays if choices.fields["title"] is Pick.BOTH else choices.fields["title"]
    ]
    (row,) = services.library.rows([stays])
    assert row.title == title
    services.undoing.undo()
    assert state(services, two) == was


def test_a_post_that_was_edited_meanwhile_is_left_alone(
    services: Services, two: tuple[PostId, PostId]
) -> None:
    found = services.merging.compare(*two)
    post = services.library.load(two[0])
    services.library.save(post.id, post.content, post.source + b"more\n")
    was = state(services, two)
    merged = services.merging.merge(found, found.proposed)
    assert merged.moved_on
    assert merged.changed.empty
    assert state(services, two) == was


def test_what_was_merged_away_is_not_imported_again(
    services: Services, two: tuple[PostId, PostId], tmp_path: Path
) -> None:
    found = services.merging.compare(*two)
    choices = replace(found.proposed, body=Pick.RIGHT, fields={})
    services.merging.merge(found, choices)
    again = write_tree(tmp_path / "again", {"b.md": LONG.replace("17", "18") + "\r\n更多。\r\n"})
    plan = services.ingest.plan([again / "b.md"])
    assert [item.outcome for item in plan.items] == [Outcome.DUPLICATE]


def test_pictures_come_along_with_the_body_that_shows_them(
    services: Services, two: tuple[PostId, PostId], tmp_path: Path
) -> None:
    database = Database.open(str(tmp_path / "library" / "library.db"))
    with database.write() as connection:
        for post, name in zip(two, ("of-loose.png", "of-placed.png"), strict=True):
            told = {"name": name, "media_type": "image/png", "origin": "", "now": datetime.now(UTC)}
            assets.add(connection, post, name.encode(), **told)
    found = services.merging.compare(*two)
    services.merging.merge(found, found.proposed)
    assert services.library.picture_names_of(two[1])() == {"of-loose.png", "of-placed.png"}
    with database.read() as connection:
        kept = {
            one.name: assets.read(connection, one.id) for one in assets.of_post(connection, two[1])
        }
    assert kept == {name: name.encode() for name in ("of-loose.png", "of-placed.png")}
    database.close()


def test_broken_front_matter_stays_whole(services: Services, tmp_path: Path) -> None:
    site = write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: S\n",
            "_posts/2022-01-11-a.md": "---\ntitle: a: b\n---\nshort\n",
            "_posts/2022-01-12-b.md": "---\ntitle: Fine\n---\nmuch longer than that\n",
        },
    )
    services.ingest.apply(services.ingest.plan([site]))
    (broken,), (fine,) = (
        services.library.find("path:=_posts/2022-01-11-a.md"),
        (services.library.find("path:=_posts/2022-01-12-b.md")),
    )
    found = services.merging.compare(PostId(broken), PostId(fine))
    assert found.fields == ()
    _before, after = services.merging.preview(found, found.proposed)
    assert after == "---\ntitle: a: b\n---\nmuch longer than that\n"
