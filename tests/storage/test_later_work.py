"""The quick answer to whether an operation can be taken back is the thorough one's, whatever was done."""

import random

import pytest

from curator.domain.changes import OperationKind
from curator.domain.post import PostId, Status
from curator.storage import history, later_work, operations, places, writing
from curator.storage.blobs import content_hash
from tests.storage.conftest import NOW, Filled, new_post
from tests.storage.test_history import go_back, go_forth, snapshot


@pytest.mark.parametrize("seed", range(8))
def test_both_answers_agree(filled: Filled, seed: int) -> None:
    chance = random.Random(seed)
    with filled.database.write() as connection:
        site = places.register(connection, "/site", "Site")
    filled.add(new_post("a", site=site, path="_posts/a.md"), new_post("b"), new_post("c"))
    for step in range(20):
        now = snapshot(filled)
        act = chance.choice(["edit", "move", "move", "place", "undo", "redo", "add"])
        if act == "redo":
            go_forth(filled)
            continue
        if act == "add" or not now:
            filled.add(new_post(f"new {step}"))
            continue
        post = PostId(chance.choice(list(now)))
        if act == "edit":
            filled.save(post, now[post][0].decode(), f"edit {step}")
        elif act == "move":
            status = chance.choice(list(Status))
            operation = filled.begin(OperationKind.STATUS)
            with filled.database.write() as connection:
                some = [PostId(one) for one in chance.sample(list(now), min(2, len(now)))]
                writing.set_status(connection, operation, some, status, NOW)
        elif act == "place":
            path = chance.choice([None, f"_posts/{post}.md"])
            base = content_hash(now[post][0]) if path else None
            operation = filled.begin(OperationKind.EXPORT)
            with filled.database.write() as connection:
                place = writing.NewPlace(post, site, path, base)
                writing.place(connection, operation, [place], NOW)
        else:
            go_back(filled)
    with filled.database.read() as connection:
        for done in operations.page(connection, 100):
            if done.undone_by is None:
                thorough = history.hindrance(connection, done)
                quick = later_work.find(connection, done)
                assert (quick is None) == (thorough is None), done
                if quick is not None:
                    assert quick.later
