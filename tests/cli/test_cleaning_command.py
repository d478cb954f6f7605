"""`curator clean` as scripts see it."""

from pathlib import Path

from tests.cli.conftest import Curator

BODY = "<p>One<span></span>.</p><script>x()</script>\n\n[返回首页](/)\n"


def _imported(curator: Curator, folder: Path) -> None:
    folder.mkdir()
    (folder / "2024-01-01-a.md").write_text(f"---\ntitle: A\n---\n{BODY}")
    (folder / "2024-01-02-b.md").write_text("---\ntitle: B\n---\n<p>none</p>\n")
    assert curator("import", folder).code == 0


def test_dry_run_counts_and_changes_nothing(curator: Curator, tmp_path: Path) -> None:
    _imported(curator, tmp_path / "in")
    before = [curator("show", number).out for number in ("1", "2")]
    answer = curator("clean", "--where", "", "--dry-run", "--json")
    assert answer.code == 0
    assert answer.summary["changed"] == 1
    assert answer.summary["steps"]["scripts"] == 1
    (changed,) = (one for one in answer.items if one["changed"])
    assert changed["steps"] == {"scripts": 1, "spans": 1, "tail": 1}
    assert changed["words"] == ["[返回首页](/)"]
    assert [curator("show", number).out for number in ("1", "2")] == before


def test_named_steps_are_taken_and_undo_brings_the_text_back(
    curator: Curator, tmp_path: Path
) -> None:
    _imported(curator, tmp_path / "in")
    texts = {curator("show", number).out for number in ("1", "2")}
    assert curator("clean", "1", "2", "--steps", "scripts,spans").code == 0
    cleaned = b"".join(curator("show", number).out for number in ("1", "2"))
    assert b"<p>One.</p>\n\n[\xe8" in cleaned
    assert curator("undo").code == 0
    assert {curator("show", number).out for number in ("1", "2")} == texts


def test_a_step_that_there_is_not_is_wrong_use(curator: Curator, tmp_path: Path) -> None:
    _imported(curator, tmp_path / "in")
    answer = curator("clean", "1", "--steps", "magic")
    assert answer.code == 2
    assert "magic" in answer.err
