"""Saving, bulk edits, recovery: what the window and the command line rely on."""

from pathlib import Path

import pytest

from curator.domain.errors import EditError, LibraryError, UndoError, UndoFault
from curator.domain.post import ContentHash, PostId, Status
from curator.services import Services
from curator.services.edits import AddItem, Edit, RemoveItem, SetValue, Unset, rewritten
from curator.services.ingest import Paste
from curator.services.library import Rewritten
from tests.services.conftest import SEED_LIKE


def new(services: Services, text: str | bytes, name: str = "a.md") -> PostId:
    source = text if isinstance(text, bytes) else text.encode()
    (item,) = services.ingest.paste([Paste(source, name)]).items
    assert item.post is not None
    return item.post


def edited(services: Services, post: PostId, *edits: Edit) -> str:
    results = list(services.library.rewrite([post], lambda one: rewritten(one, edits), "test"))
    assert isinstance(results[0], Rewritten)
    if results[0].fault is not None:
        raise results[0].fault
    return services.library.load(post).source.decode()


def test_a_save_from_an_old_text_becomes_a_post_of_its_own(services: Services) -> None:
    post = new(services, "one")
    content = services.library.load(post).content
    services.library.save(post, content, b"two")
    saved = services.library.save(post, content, b"three")
    assert saved.copy is not None
    assert services.library.load(post).source == b"two"
    assert services.library.load(saved.copy).source == b"three"


def test_a_sitting_is_one_step_of_history(services: Services) -> None:
    post = new(services, "0")
    content, session = services.library.load(post).content, None
    for text in (b"1", b"2", b"3"):
        saved = services.library.save(post, content, text, session=session)
        content, session = saved.content, saved.operation
    assert [version.number for version in services.library.versions(post)] == [2, 1]
    services.undoing.undo()
    assert services.library.load(post).source == b"0"


def test_bulk_edits_change_only_the_lines_they_name(services: Services) -> None:
    post = new(services, SEED_LIKE)
    text = edited(
        services,
        post,
        SetValue("title", "新标题"),
        AddItem("tags", "茶"),
        SetValue("published", "false"),
        Unset("layout"),
    )
    expected = SEED_LIKE.replace('茶价小幅走高"', '新标题"', 1)
    expected = expected.replace("tags: 行情\n", "tags: 行情 茶\npublished: false\n")
    assert text == expected.replace("layout: post\n", "")
    assert edited(services, post, RemoveItem("tags", "茶")) == text.replace("行情 茶", "行情")


def test_a_value_is_read_as_yaml_unless_the_key_holds_text(services: Services) -> None:
    post = new(services, "---\ntitle: Old\nweight: 3\n---\n")
    text = edited(
        services, post, SetValue("title", "2022"), SetValue("weight", "4"), SetValue("x", "[a, b]")
    )
    assert text == '---\ntitle: "2022"\nweight: 4\nx: [a, b]\n---\n'


def test_one_broken_post_stops_nothing(services: Services) -> None:
    good = new(services, "---\ntitle: Good\n---\n")
    broken = new(services, "---\ntitle: a: b\n---\n")
    results = [
        result
        for result in services.library.rewrite(
            [broken, good], lambda one: rewritten(one, [SetValue("title", "New")]), "title"
        )
        if isinstance(result, Rewritten)
    ]
    assert isinstance(results[0].fault, EditError)
    assert not results[0].changed
    assert results[1].changed
    assert services.library.load(broken).source == b"---\ntitle: a: b\n---\n"


def test_a_dry_run_changes_nothing(services: Services) -> None:
    post = new(services, "---\ntitle: Good\n---\n")
    edits = [SetValue("title", "New")]
    (result,) = services.library.rewrite(
        [post], lambda one: rewritten(one, edits), "title", dry_run=True
    )
    assert isinstance(result, Rewritten)
    assert b"New" in result.after
    assert services.library.load(post).source == b"---\ntitle: Good\n---\n"


def test_unsaved_typing_is_recovered_once(services: Services) -> None:
    post = new(services, "one")
    content = services.library.load(post).content
    services.library.keep_unsaved(post, content, b"typed before the crash")
    services.library.keep_unsaved(PostId(999), ContentHash(b"x" * 32), b"its post is gone")
    recovered = services.library.recover()
    assert services.library.load(post).source == b"typed before the crash"
    assert len(recovered.posts) == 2
    assert services.library.recover().empty


def test_typing_that_was_overtaken_is_kept_beside(services: Services) -> None:
    post = new(services, "one")
    content = services.library.load(post).content
    services.library.keep_unsaved(post, content, b"typed here")
    services.library.save(post, content, b"saved elsewhere")
    (copy,) = services.library.recover().posts
    assert services.library.load(post).source == b"saved elsewhere"
    assert services.library.load(copy).source == b"typed here"


def test_nothing_to_undo_is_a_fault_with_a_name(services: Services) -> None:
    with pytest.raises(UndoError) as caught:
        services.undoing.undo()
    assert caught.value.fault is UndoFault.NOTHING


def test_status_moves_are_one_operation(services: Services) -> None:
    ids = [new(services, f"post {number}") for number in range(3)]
    changed = services.library.set_status(ids, Status.READY)
    assert changed.posts == frozenset(ids)
    assert services.library.set_status(ids, Status.READY).empty
    services.undoing.undo()
    assert {services.library.load(post).status for post in ids} == {Status.INBOX}


def test_a_full_disk_says_so_and_keeps_what_was_stored(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = new(services, "one")
    database = services.library._database
    with database.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    # SQLite's own limit stands in for the disk: the driver reports it in the same words.
    from sqlalchemy import event

    @event.listens_for(database._engine, "checkout")
    def limit(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    content = services.library.load(post).content
    with pytest.raises(LibraryError) as caught:
        services.library.save(post, content, b"x" * 1_000_000)
    assert caught.value.fault.value == "disk-full"
    assert services.library.load(post).source == b"one"
