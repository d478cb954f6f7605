"""Plans note what became of sites' files outside, and lists and queries tell of it."""

from pathlib import Path

from curator.domain.post import PostId, SyncState
from curator.services import Services
from curator.services.publish import ConflictChoice, Selection

ONE, TWO = "_posts/2022-01-11-one.md", "_posts/2022-01-12-two.md"


def text(title: str, body: str = "Text.") -> str:
    return f"---\nlayout: post\ntitle: {title}\ndate: 2022-01-11 10:00:00 +0800\n---\n{body}\n"


def taken_in(services: Services, root: Path) -> dict[str, PostId]:
    """Import a site of two posts; return them by path."""
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: Site\ntimezone: Asia/Shanghai\n")
    (root / ONE).write_text(text("one"))
    (root / TWO).write_text(text("two"))
    services.ingest.apply(services.ingest.plan([root]))
    return services.library.posts_of(str(root))


def found(services: Services, query: str) -> set[int]:
    return set(services.library.find(query))


def state(services: Services, post: PostId) -> SyncState:
    (row,) = services.library.rows([post])
    return row.sync


def edit(services: Services, post: PostId) -> None:
    stored = services.library.load(post)
    services.library.save(post, stored.content, stored.source + b"\nEdited here.\n")


def test_a_plan_of_an_export_notes_conflicts_and_files_that_are_gone(
    services: Services, tmp_path: Path
) -> None:
    root = tmp_path / "site"
    posts = taken_in(services, root)
    one, two = posts[ONE], posts[TWO]
    edit(services, one)
    assert state(services, one) is SyncState.EDITED_HERE
    (root / ONE).write_text(text("one", "Edited outside."))
    (root / TWO).unlink()
    services.publish.plan(root, Selection(everything=True))
    assert (state(services, one), state(services, two)) == (SyncState.CONFLICT, SyncState.MISSING)
    assert found(services, "is:conflict") == found(services, "has:conflict") == {one}
    assert found(services, "is:missing") == {two}
    # What is in conflict is still edited here, and the next export tells of it again.
    assert found(services, "is:edited") == {one}
    again = services.publish.plan(root, Selection())
    assert [file.post for file in again.files] == [one]


def test_an_import_notes_conflicts_and_takes_them_back_when_they_end(
    services: Services, tmp_path: Path
) -> None:
    root = tmp_path / "site"
    posts = taken_in(services, root)
    one = posts[ONE]
    edit(services, one)
    (root / ONE).write_text(text("one", "Edited outside."))
    services.ingest.plan([root])
    assert state(services, one) is SyncState.CONFLICT
    (root / ONE).write_text(text("one"))
    services.ingest.plan([root])
    assert state(services, one) is SyncState.EDITED_HERE


def test_an_export_over_a_conflict_ends_it(services: Services, tmp_path: Path) -> None:
    root = tmp_path / "site"
    one = taken_in(services, root)[ONE]
    edit(services, one)
    (root / ONE).write_text(text("one", "Edited outside."))
    plan = services.publish.plan(root, Selection((one,)), ConflictChoice.OURS)
    assert state(services, one) is SyncState.CONFLICT
    services.publish.apply(plan)
    assert state(services, one) is SyncState.SAME
    assert found(services, "is:outside OR is:edited") == set()
