"""Cleaning posts in a real library: looked at first, done as one operation, taken back."""

from pathlib import Path

from curator.domain.changes import OperationKind, PostsChanged
from curator.domain.post import PostId
from curator.services import Services
from curator.services.cleaning import CleanedPost, Step
from tests.services.conftest import write_tree

CLUTTERED = (
    "---\ntitle:   'A'   # kept\r\ndate: 2022-01-11 18:09:11 +0800\n---\n"
    "<p style='color:red'>One<span></span>.</p><script>x()</script>\n\n    kept()\n\n[返回首页](/)\n"
)
CLEAN = "---\ntitle: B\n---\n<p>Two.</p>\n"


def _imported(services: Services, folder: Path) -> list[PostId]:
    write_tree(folder, {"2022-01-11-a.md": CLUTTERED, "2022-01-12-b.md": CLEAN})
    services.ingest.apply(services.ingest.plan([folder]))
    return sorted(PostId(one) for one in services.library.find(""))


def test_looking_changes_nothing_and_names_what_would_go(
    services: Services, tmp_path: Path
) -> None:
    first, second = _imported(services, tmp_path / "in")
    results = list(services.cleaning.clean([first, second], Step, dry_run=True))
    looked = {one.post: one for one in results if isinstance(one, CleanedPost)}
    assert looked[first].edits == {Step.SCRIPTS: 1, Step.STYLES: 1, Step.SPANS: 1, Step.TAIL: 1}
    assert looked[first].words == ("[返回首页](/)",)
    assert not looked[second].changed
    assert services.library.load(first).source == CLUTTERED.encode()


def test_cleaning_is_one_operation_that_undo_takes_back(services: Services, tmp_path: Path) -> None:
    first, second = _imported(services, tmp_path / "in")
    *_, changed = services.cleaning.clean([first, second], Step)
    assert isinstance(changed, PostsChanged)
    assert changed.posts == {first}
    after = services.library.load(first).source
    head = CLUTTERED.partition("<p")[0]
    assert after.decode() == head + "<p>One.</p>\n\n    kept()\n"
    newest = services.library.undoable()
    assert newest is not None
    assert newest.kind is OperationKind.CLEAN
    assert len(services.library.versions(first)) == 2
    services.undoing.undo()
    assert services.library.load(first).source == CLUTTERED.encode()


def test_a_difference_shows_both_bodies(services: Services, tmp_path: Path) -> None:
    first, _second = _imported(services, tmp_path / "in")
    difference = services.cleaning.difference(first, {Step.SCRIPTS})
    assert "<script>" in difference.before
    assert difference.after == difference.before.replace("<script>x()</script>", "")
    assert difference.words == ()


def test_a_legacy_text_stays_in_its_encoding(services: Services, tmp_path: Path) -> None:
    text = "<p>离岸人民币兑美元升至六点三五，为二〇一八年以来最高水平。</p><script>x</script>"
    write_tree(tmp_path / "in", {"a.html": text.encode("gb18030")})
    services.ingest.apply(services.ingest.plan([tmp_path / "in"]))
    (post,) = (PostId(one) for one in services.library.find(""))
    list(services.cleaning.clean([post], Step))
    assert services.library.load(post).source == text.partition("<script>")[0].encode("gb18030")
