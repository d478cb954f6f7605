"""`curator history` and `curator undo OPERATION`: who did what, and why there is no way back."""

import getpass
from pathlib import Path

from tests.cli.conftest import Curator


def test_history_says_who_did_what_to_how_many(curator: Curator, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n---\nwords of {name}\n")
    curator("import", tmp_path / "a.md", tmp_path / "b.md")
    curator("set", "category=news", "1", "2")
    told = curator("history", "--json").items
    assert [(one["kind"], one["posts"]) for one in told] == [("set", 2), ("import", 2)]
    assert {one["author"] for one in told} == {getpass.getuser()}
    assert getpass.getuser() in curator("history").text
    versions = curator("history", "1", "--json").items
    assert [(one["revision"], one["kind"]) for one in versions] == [(2, "set"), (1, "import")]
    assert {one["author"] for one in versions} == {getpass.getuser()}


def test_undo_of_an_operation_names_the_post_and_the_later_work(
    curator: Curator, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 茶价\n---\nwords\n")
    curator("import", tmp_path / "a.md")
    curator("set", "category=news", "1")
    curator("set", "category=market", "1")
    _last, first, _import = (one["operation"] for one in curator("history", "--json").items)
    refused = curator("undo", str(first))
    assert refused.code == 2
    assert f"operation {first + 1} changed post 1, “茶价”" in refused.err
    assert curator("undo").code == 0
    assert curator("undo", str(first)).code == 0
    assert curator("show", "1").out == (tmp_path / "a.md").read_bytes()
