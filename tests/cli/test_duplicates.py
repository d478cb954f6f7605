"""`curator duplicates`, and what `curator import` says of articles that are there already."""

from pathlib import Path

from tests.cli.conftest import Curator
from tests.services.conftest import write_tree
from tests.services.test_duplicates import FIRST, OTHER, PARAGRAPHS, page


def test_import_tells_what_is_there_already_and_does_as_it_is_told(
    curator: Curator, tmp_path: Path
) -> None:
    edited = page("另一个标题", [*PARAGRAPHS[:4], OTHER[0]], html=False)
    files = write_tree(tmp_path / "in", {"first.md": FIRST, "edited.md": edited})
    curator("import", files / "first.md")

    told = curator("import", files / "edited.md", "--json")
    assert told.code == 0
    (item,) = told.items
    match = item["match"]
    assert (item["outcome"], match["reason"], match["post"]) == ("duplicate", "alike", item["post"])
    assert 0.5 < match["score"] < 1
    assert match["title"] == "茶价小幅走高"
    assert "茶价小幅走高" in match["message"]
    assert "茶价小幅走高" in curator("import", files / "edited.md").out.decode()
    assert len(curator("list", "--json").items) == 1

    kept = curator("import", files / "edited.md", "--on-duplicate", "keep", "--json")
    assert kept.summary["added"] == 1
    assert curator("duplicates", "--json").items == []  # somebody said that they are two
    curator("undo")

    curator("import", files / "edited.md", "--on-duplicate", "replace")
    (listed,) = curator("list", "--json").items
    assert listed["title"] == "另一个标题"


def test_duplicates_lists_groups_with_reason_and_score(curator: Curator, tmp_path: Path) -> None:
    site = write_tree(
        tmp_path / "site",
        {
            "_config.yml": "title: Site\n",
            "_posts/2022-01-11-one.md": FIRST,
            "_posts/2022-01-11-two.md": page("另一个标题", PARAGRAPHS, html=False),
            "_posts/2022-01-11-three.md": page("航运板块走强", OTHER),
        },
    )
    curator("import", site)
    told = curator("duplicates", "--json")
    assert told.code == 0
    assert told.summary == {"groups": 1, "posts": 2}
    (group,) = told.items
    assert (group["reason"], group["score"]) == ("alike", 1.0)
    assert {post["path"] for post in group["posts"]} == {
        "_posts/2022-01-11-one.md",
        "_posts/2022-01-11-two.md",
    }
    assert [pair["reason"] for pair in group["pairs"]] == ["alike"]
    for_people = curator("duplicates").out.decode()
    assert "茶价小幅走高" in for_people
    assert "航运" not in for_people
