"""Exports through the services: what the library learns, and what a kill at any point leaves."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from curator.composition import open_services
from curator.domain.errors import SiteError, SiteFault, UndoError, UndoFault
from curator.domain.post import PostId, Status, SyncState
from curator.services import Services
from curator.services.edits import SetValue, rewritten
from curator.services.publish import Action, ConflictChoice, Reason, Selection
from tests.services.conftest import read_tree, write_tree

ALL = Selection(everything=True)


def take_in(services: Services, site: Path) -> None:
    services.ingest.apply(services.ingest.plan([site]))


def retitle(services: Services, query: str, title: str) -> PostId:
    (number,) = services.library.find(query)
    post = PostId(number)
    edits = [SetValue("title", title)]
    list(services.library.rewrite([post], lambda one: rewritten(one, edits), "title"))
    return post


def sync_of(services: Services, post: PostId) -> SyncState:
    return services.library.rows([post])[0].sync


def test_untouched_posts_write_nothing(services: Services, site: Path) -> None:
    take_in(services, site)
    before = read_tree(site)
    plan = services.publish.plan(site, ALL)
    assert plan.count(Action.UNCHANGED) == len(plan.files) == 4
    assert not plan.can_apply
    assert services.publish.apply(plan).written == 0
    assert read_tree(site) == before


def test_what_is_due_is_ready_or_edited(services: Services, site: Path) -> None:
    take_in(services, site)
    assert services.publish.plan(site, Selection()).files == ()
    edited = retitle(services, "Two", "Zwei")
    (draft,) = services.library.find("Idea")
    services.library.set_status([PostId(draft)], Status.READY)
    plan = services.publish.plan(site, Selection())
    assert {file.post for file in plan.files} == {edited, draft}


def test_an_export_and_its_way_back(services: Services, site: Path) -> None:
    take_in(services, site)
    before = read_tree(site)
    post = retitle(services, "Two", "Zwei")
    services.publish.apply(services.publish.plan(site, Selection()))
    assert sync_of(services, post) is SyncState.SAME
    after = read_tree(site)
    assert after["_posts/2022-02-01-two.md"] == b"---\ntitle: Zwei\n---\nbody\r\n"
    services.undoing.undo()
    assert read_tree(site) == before
    assert sync_of(services, post) is SyncState.EDITED_HERE
    services.undoing.redo()
    assert read_tree(site) == after
    assert sync_of(services, post) is SyncState.SAME


def test_undo_refuses_where_the_file_was_changed_since(services: Services, site: Path) -> None:
    take_in(services, site)
    retitle(services, "Two", "Zwei")
    services.publish.apply(services.publish.plan(site, Selection()))
    (site / "_posts/2022-02-01-two.md").write_text("edited outside")
    before = read_tree(site)
    with pytest.raises(UndoError) as caught:
        services.undoing.undo()
    assert caught.value.fault is UndoFault.FILE_CHANGED
    assert read_tree(site) == before


def test_a_file_that_changes_after_the_plan_stops_the_export(
    services: Services, site: Path
) -> None:
    take_in(services, site)
    post = retitle(services, "Two", "Zwei")
    plan = services.publish.plan(site, Selection())
    (site / "_posts/2022-02-01-two.md").write_text("edited outside")
    before = read_tree(site)
    with pytest.raises(SiteError) as caught:
        services.publish.apply(plan)
    assert caught.value.fault is SiteFault.CHANGED
    assert read_tree(site) == before
    assert sync_of(services, post) is SyncState.EDITED_HERE


def test_a_post_that_changes_after_the_plan_stops_the_export(
    services: Services, site: Path
) -> None:
    take_in(services, site)
    retitle(services, "Two", "Zwei")
    plan = services.publish.plan(site, Selection())
    retitle(services, "Zwei", "Deux")
    before = read_tree(site)
    with pytest.raises(SiteError):
        services.publish.apply(plan)
    assert read_tree(site) == before


def test_a_post_that_changes_before_its_front_matter_is_written_stops_the_export(
    services: Services, site: Path, tmp_path: Path
) -> None:
    take_in(services, site)
    note = write_tree(tmp_path / "notes", {"note.html": "<h1>New</h1><p>text</p>\n"})
    take_in(services, note)
    (number,) = services.library.find("title:New")
    plan = services.publish.plan(site, Selection(posts=(PostId(number),)))
    assert plan.files[0].completion is not None
    stored = services.library.load(PostId(number))
    services.library.save(stored.id, stored.content, b"<h1>New</h1><p>other</p>\n")
    before = read_tree(site)
    with pytest.raises(SiteError) as caught:
        services.publish.apply(plan)
    assert caught.value.fault is SiteFault.CHANGED
    assert read_tree(site) == before


def test_undo_never_deletes_a_file_that_was_there_before(
    services: Services, site: Path, tmp_path: Path
) -> None:
    take_in(services, site)
    other = write_tree(tmp_path / "other", dict(read_tree(site)))
    before = read_tree(other)
    retitle(services, "Two", "Zwei")
    plan = services.publish.plan(other, ALL, ConflictChoice.OURS)
    adopted = [file for file in plan.files if file.reason is Reason.ADOPTED]
    assert len(adopted) == 3
    services.publish.apply(plan)
    assert read_tree(other) != before
    services.undoing.undo()
    assert read_tree(other) == before
    services.undoing.undo()
    assert read_tree(other) == before


def test_what_was_overwritten_by_choice_comes_back_too(services: Services, site: Path) -> None:
    take_in(services, site)
    retitle(services, "Two", "Zwei")
    retitle(services, "茶价", "新茶价")
    write_tree(site, {"_posts/2022-02-01-two.md": "---\ntitle: Outside\n---\n"})
    (site / "_posts/2022-01-11-NW1.md").unlink()
    before = read_tree(site)
    plan = services.publish.plan(site, Selection(), ConflictChoice.OURS)
    assert services.publish.apply(plan).written == 2
    assert read_tree(site) != before
    services.undoing.undo()
    assert read_tree(site) == before


def test_every_real_post_comes_back_byte_for_byte(
    services: Services, corpus: Path, tmp_path: Path
) -> None:
    files = {
        path: data
        for path, data in read_tree(corpus).items()
        if path not in {"INDEX.tsv", ".gitattributes"}
    }
    config = {"_config.yml": "title: corpus\n"}
    site = write_tree(tmp_path / "site", config | dict(files))
    services.ingest.apply(services.ingest.plan([site / path for path in files]))
    target = write_tree(tmp_path / "target", dict(config))
    plan = services.publish.plan(target, ALL)
    # Layouts and includes make up a site; nothing is ever written among them (T15).
    refused = {file.path for file in plan.files if file.action is Action.REFUSED}
    assert all("_layouts/" in path or "_includes/" in path for path in refused)
    services.publish.apply(plan)
    written = read_tree(target)
    written.pop("_config.yml")
    assert written == {path: data for path, data in files.items() if path not in refused}
    again = services.publish.plan(site, ALL)
    assert not again.writes


KILLED = """
import os, sys
from pathlib import Path
from curator.composition import open_services
from curator.services.publish import Selection

library, site, act, at = sys.argv[1:]
left = [int(at)]

CHANGING = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "sqlite3.connect"}

def count(event, arguments):
    # Every call that changes a file or a folder, and the opening of the library.
    writes = event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)
    if writes or event in CHANGING:
        left[0] -= 1
        if left[0] < 0:
            os._exit(99)

with open_services(library) as services:
    plan = services.publish.plan(Path(site), Selection()) if act == "export" else None
    sys.addaudithook(count)
    if plan is not None:
        services.publish.apply(plan)
    else:
        services.undoing.undo()
os._exit(0)
"""


@pytest.mark.parametrize("act", ["export", "undo"])
def test_a_kill_at_any_point_leaves_the_site_before_or_after(
    tmp_path: Path, site: Path, act: str
) -> None:
    library = tmp_path / "library" / "library.db"
    with open_services(str(library)) as services:
        take_in(services, site)
        first = read_tree(site)
        retitle(services, "Two", "Zwei")
        retitle(services, "茶价", "新茶价")
        if act == "undo":
            services.publish.apply(services.publish.plan(site, Selection()))
    before = read_tree(site)
    saved = library.read_bytes()
    outcomes = set()
    for point in range(400):
        for path in read_tree(site):
            (site / path).unlink()
        write_tree(site, dict(before))
        library.write_bytes(saved)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, str(library), str(site), act, str(point)],
            check=False,
            capture_output=True,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert ended.returncode in {0, 99}, ended.stderr.decode()
        with open_services(str(library)) as services:
            plan = services.publish.plan(site, ALL)
            tree = read_tree(site)
            assert not any(name.startswith(".curator") for name in tree), point
            done = tree != before
            assert tree == before or all(
                tree[path] == first[path] if act == "undo" else tree[path] != b"" for path in first
            ), point
            # Library and files agree: either everything is still to be exported, or nothing is.
            wanted = {
                ("export", False): 2,
                ("export", True): 0,
                ("undo", False): 0,
                ("undo", True): 2,
            }
            assert plan.writes == wanted[act, done], (point, done)
            assert plan.count(Action.CONFLICT) == 0, point
            outcomes.add(done)
        if ended.returncode == 0:
            break
    else:
        pytest.fail("the act never came to its end")
    assert outcomes == {False, True}


def test_a_new_post_never_takes_the_address_of_another(services: Services, site: Path) -> None:
    take_in(services, site)
    (number,) = services.library.find("Two")
    write_tree(site.parent / "in", {"twin.md": "---\ntitle: T\ndate: 2022-02-01\nslug: two\n---\n"})
    services.ingest.apply(services.ingest.plan([site.parent / "in" / "twin.md"]))
    (twin,) = services.library.find("title:T status:inbox")
    before = read_tree(site)
    plan = services.publish.plan(site, Selection(posts=(PostId(twin),)))
    (file,) = plan.files
    assert (file.action, file.reason) == (Action.REFUSED, Reason.SAME_URL)
    assert file.other == "_posts/2022-02-01-two.md"
    assert services.publish.apply(plan).written == 0
    assert read_tree(site) == before
    assert number != twin


def test_a_post_that_moves_onto_another_is_refused_and_its_title_is_not(
    services: Services, site: Path
) -> None:
    write_tree(site, {"_posts/2022-02-01-three.md": "---\ntitle: Three\n---\nbody\n"})
    take_in(services, site)
    retitle(services, "Two", "Zwei")
    assert services.publish.plan(site, Selection()).writes == 1
    (three,) = services.library.find("Three")
    edits = [SetValue("permalink", "/2022/02/01/two.html")]
    list(services.library.rewrite([PostId(three)], lambda one: rewritten(one, edits), "permalink"))
    files = {file.path: file for file in services.publish.plan(site, Selection()).files}
    assert files["_posts/2022-02-01-three.md"].reason is Reason.SAME_URL
    assert files["_posts/2022-02-01-two.md"].action is Action.UPDATE
