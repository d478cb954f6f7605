"""`curator convert`: what it prints, what it changes, how it ends."""

from pathlib import Path

from tests.cli.conftest import Curator

POST = "---\ntitle: T\n---\n<p>A <b>b</b></p>\n"


def test_convert_tells_changes_and_is_taken_back(curator: Curator, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(POST)
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("title: S\n")
    (site / "_posts" / "2022-01-01-b.html").write_text(POST)
    curator("import", file, site)

    told = curator("convert", "--where", "", "--dry-run", "--diff")
    assert told.code == 1
    assert "+A **b**" in told.text
    assert "does not read as Markdown" in told.text
    assert curator("show", "1").text == POST

    done = curator("convert", "1", "2", "--json")
    assert done.code == 1
    assert done.summary == {"posts": 2, "changed": 1, "failed": 1, "dry_run": False}
    (converted,) = [item for item in done.items if item["changed"]]
    assert curator("show", str(converted["post"])).text == "---\ntitle: T\n---\nA **b**\n"

    again = curator("convert", str(converted["post"]), "--json")
    assert again.code == 0
    assert again.summary["changed"] == 0
    assert curator("undo").code == 0
    assert curator("show", str(converted["post"])).text == POST
