"""Imports: what is new, what is known, and that each file stands for itself."""

import threading
from pathlib import Path

from curator.domain.errors import FileError, FileFault
from curator.domain.listing import Sort
from curator.domain.post import PostId, Problem, Status, SyncState
from curator.domain.query import EVERYTHING
from curator.domain.work import CancelToken
from curator.services import Services
from curator.services.import_items import ImportReport, Kind, OnDuplicate, Outcome
from curator.services.ingest import Paste
from tests.services.conftest import SEED_LIKE, read_tree, write_tree


def take(services: Services, *things: Path, choice: OnDuplicate = OnDuplicate.SKIP) -> ImportReport:
    return services.ingest.apply(services.ingest.plan(things), choice)


def outcomes(report: ImportReport) -> dict[str, Outcome]:
    return {item.source.name: item.outcome for item in report.items}


def test_a_site_is_taken_in_with_its_paths(services: Services, site: Path) -> None:
    before = read_tree(site)
    report = take(services, site)
    assert read_tree(site) == before
    assert {item.path for item in report.items} == {
        "_posts/2022-01-11-NW1.md",
        "_posts/2022-02-01-two.md",
        "_posts/2022-03-01-broken.md",
        "_drafts/idea.md",
    }
    assert {item.outcome for item in report.items} == {Outcome.ADDED}
    ids = [PostId(number) for number in services.library.ids(EVERYTHING, Sort())]
    rows = {row.path: row for row in services.library.rows(ids)}
    assert rows["_drafts/idea.md"].status is Status.REVIEW
    assert rows["_posts/2022-02-01-two.md"].status is Status.PUBLISHED
    assert all(row.sync is SyncState.SAME for row in rows.values())
    assert Problem.BROKEN_YAML in rows["_posts/2022-03-01-broken.md"].problems
    for row in rows.values():
        assert services.library.load(row.id).source == before[row.path]


def test_taking_in_again_changes_nothing(services: Services, site: Path) -> None:
    take(services, site)
    again = take(services, site)
    assert {item.outcome for item in again.items} == {Outcome.UNCHANGED}
    assert again.changed.empty


def test_a_file_that_changed_updates_its_post(services: Services, site: Path) -> None:
    take(services, site)
    file = site / "_posts/2022-02-01-two.md"
    file.write_text("---\ntitle: Zwei\n---\n")
    report = take(services, site)
    assert outcomes(report)[file.name] is Outcome.UPDATED
    (row,) = services.library.rows([PostId(one) for one in services.library.find("Zwei")])
    assert row.sync is SyncState.SAME
    services.undoing.undo()
    assert len(services.library.find("Zwei")) == 0
    assert len(services.library.find("Two")) == 1


def test_changes_on_both_sides_are_a_conflict(services: Services, site: Path) -> None:
    take(services, site)
    (number,) = services.library.find("Two")
    stored = services.library.load(PostId(number))
    services.library.save(stored.id, stored.content, b"---\ntitle: Two, edited here\n---\n")
    file = site / "_posts/2022-02-01-two.md"
    file.write_text("---\ntitle: Two, edited outside\n---\n")
    report = take(services, site)
    (conflict,) = [item for item in report.items if item.conflict]
    assert (conflict.post, conflict.outcome) == (stored.id, Outcome.UNCHANGED)
    assert services.library.load(stored.id).source == b"---\ntitle: Two, edited here\n---\n"
    take(services, site, choice=OnDuplicate.REPLACE)
    assert services.library.load(stored.id).source == file.read_bytes()


def test_an_edit_here_and_an_untouched_file_is_no_conflict(services: Services, site: Path) -> None:
    take(services, site)
    (number,) = services.library.find("Two")
    stored = services.library.load(PostId(number))
    services.library.save(stored.id, stored.content, b"---\ntitle: Two, edited here\n---\n")
    report = take(services, site)
    assert {item.outcome for item in report.items} == {Outcome.UNCHANGED}
    assert not any(item.conflict for item in report.items)


def test_loose_files_are_known_by_their_content(services: Services, tmp_path: Path) -> None:
    write_tree(tmp_path / "in", {"a.md": SEED_LIKE, "b.md": SEED_LIKE, "c.txt": "other\n"})
    report = take(services, tmp_path / "in")
    assert outcomes(report) == {
        "a.md": Outcome.ADDED,
        "b.md": Outcome.DUPLICATE,
        "c.txt": Outcome.ADDED,
    }
    again = take(services, tmp_path / "in" / "a.md", choice=OnDuplicate.KEEP)
    assert outcomes(again) == {"a.md": Outcome.ADDED}


def test_two_files_of_a_site_may_have_one_text(services: Services, site: Path) -> None:
    write_tree(site, {"_posts/2022-05-05-twin.md": SEED_LIKE})
    report = take(services, site)
    assert {item.outcome for item in report.items} == {Outcome.ADDED}


def test_each_file_fails_by_itself(services: Services, tmp_path: Path) -> None:
    write_tree(tmp_path, {"good.md": "good", "picture.md": b"\x89PNG\r\n\x1a\n" + bytes(900)})
    missing = tmp_path / "missing.md"
    report = take(services, tmp_path / "good.md", tmp_path / "picture.md", missing)
    assert outcomes(report) == {
        "good.md": Outcome.ADDED,
        "picture.md": Outcome.FAILED,
        "missing.md": Outcome.FAILED,
    }
    errors = [item.error for item in report.items if item.error is not None]
    assert {error.fault for error in errors if isinstance(error, FileError)} == {
        FileFault.PICTURE,
        FileFault.MISSING,
    }


def test_a_file_that_changes_after_the_plan_is_left_alone(
    services: Services, tmp_path: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text("planned")
    plan = services.ingest.plan([file])
    file.write_text("another text")
    report = services.ingest.apply(plan)
    (item,) = report.items
    assert item.outcome is Outcome.FAILED
    assert isinstance(item.error, FileError)
    assert item.error.fault is FileFault.CHANGED


def test_a_cancelled_import_keeps_whole_batches_and_can_be_undone(
    services: Services, tmp_path: Path
) -> None:
    folder = write_tree(tmp_path / "many", {f"{n}.md": f"post {n}" for n in range(1200)})
    plan = services.ingest.plan([folder])
    token = CancelToken()
    report = services.ingest.apply(plan, cancel=token, progress=lambda done, total: token.cancel())
    assert report.cancelled
    assert len(services.library.find("")) == len(report.changed.posts) == 500
    services.undoing.undo()
    assert len(services.library.find("")) == 0
    services.undoing.redo()
    assert len(services.library.find("")) == 500


def test_a_folder_without_articles_says_so(services: Services, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = take(services, tmp_path / "empty")
    (item,) = report.items
    assert isinstance(item.error, FileError)
    assert item.error.fault is FileFault.UNSUPPORTED


def test_a_site_with_broken_settings_is_named(services: Services, site: Path) -> None:
    (site / "_config.yml").write_text("title: [unclosed\n")
    report = take(services, site)
    (item,) = report.items
    assert item.outcome is Outcome.FAILED
    # A post dropped by itself is taken in all the same.
    report = take(services, site / "_posts" / "2022-02-01-two.md")
    assert report.count(Outcome.ADDED) == 1


def test_pasted_text_becomes_a_post_once(services: Services) -> None:
    paste = Paste("# 标题\n\n正文".encode(), "pasted.md")
    first = services.ingest.paste([paste])
    assert first.count(Outcome.ADDED) == 1
    assert services.ingest.paste([paste]).count(Outcome.DUPLICATE) == 1
    (row,) = services.library.rows([PostId(one) for one in services.library.find("")])
    assert (row.title, row.status) == ("标题", Status.INBOX)


def test_an_import_and_a_search_at_the_same_time(services: Services, tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "many", {f"{n}.md": f"post {n}" for n in range(1500)})
    plan = services.ingest.plan([folder])
    seen: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append(len(services.library.find("post")))

    looking = threading.Thread(target=look)
    looking.start()
    services.ingest.apply(plan)
    done.set()
    looking.join()
    assert len(services.library.find("post")) == 1500
    assert seen == sorted(seen)
    assert set(seen) <= {0, 500, 1000, 1500}


def test_every_real_post_is_stored_byte_for_byte(services: Services, corpus: Path) -> None:
    files = [
        file
        for file in sorted(corpus.rglob("*"))
        if file.is_file() and file.name not in {"INDEX.tsv", ".gitattributes"}
    ]
    report = take(services, *files, choice=OnDuplicate.KEEP)
    assert report.count(Outcome.ADDED) == len(files) > 400
    pages = [item for item in report.items if item.kind is Kind.PAGE]
    assert len(pages) < 5  # whole web pages, which lie in no site here
    for item in report.items:
        assert item.post is not None
        if item.kind is not Kind.PAGE:
            stored = services.library.load(item.post).source
            assert stored == item.source.read_bytes(), item.source
