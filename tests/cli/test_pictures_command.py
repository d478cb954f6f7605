"""`curator pictures` as scripts see it; the net is out of reach here but for what refuses at once."""

from pathlib import Path

from tests.cli.conftest import Curator

BODY = (
    "<p><img src='http://127.0.0.1:9/a.png'></p>\n<p><img src='//[::1]:9/b.png'></p>\n"
    "<p><img src='/own.png'></p>\n"
)


def imported(curator: Curator, folder: Path) -> None:
    folder.mkdir()
    (folder / "2024-01-01-a.html").write_text(f"---\ntitle: A\n---\n{BODY}")
    (folder / "2024-01-02-b.html").write_text("---\ntitle: B\n---\n<p>none</p>\n")
    assert curator("import", folder).code == 0


def test_dry_run_lists_pictures_and_fetches_nothing(curator: Curator, tmp_path: Path) -> None:
    imported(curator, tmp_path / "in")
    answer = curator("pictures", "--where", "", "--dry-run", "--json")
    assert answer.code == 0
    assert [(one["url"], one["outcome"]) for one in answer.items] == [
        ("http://127.0.0.1:9/a.png", "waiting"),
        ("https://[::1]:9/b.png", "waiting"),
    ]
    assert answer.summary["posts"] == 2
    assert answer.summary["waiting"] == 2


def test_an_address_inside_is_refused_and_the_exit_code_says_so(
    curator: Curator, tmp_path: Path
) -> None:
    imported(curator, tmp_path / "in")
    before = curator("show", "1").out
    answer = curator("pictures", "1", "2", "--json")
    assert answer.code == 1
    assert {one["reason"] for one in answer.items} == {"private-address"}
    assert answer.summary["failed"] == 2
    assert curator("show", "1").out == before
    told = curator("pictures", "1")
    assert "private network" in told.text
    assert "0 pictures kept, 0 kept before, 2 failed" in told.text


def test_which_posts_must_be_said(curator: Curator, tmp_path: Path) -> None:
    imported(curator, tmp_path / "in")
    assert curator("pictures").code == 2
