"""`backup`, `restore`, `compact` and `library` as scripts use them."""

from pathlib import Path

from curator.composition import open_services
from tests.cli.conftest import Curator


def article(folder: Path, title: str) -> Path:
    file = folder / f"{title}.md"
    file.write_text(f"---\ntitle: {title}\n---\n{title}\n", "utf-8")
    return file


def listed(curator: Curator) -> set[str]:
    return {item["title"] for item in curator("list", "--json").items}


def test_a_backup_and_the_way_back(curator: Curator, tmp_path: Path) -> None:
    curator("import", article(tmp_path, "one"))
    made = curator("backup", tmp_path / "copy.db", "--json")
    assert (made.code, made.summary["posts"]) == (0, 1)
    assert curator("backup", tmp_path / "copy.db").code == 2
    assert curator("backup", tmp_path / "copy.db", "--replace").code == 0
    curator("import", article(tmp_path, "two"))
    restored = curator("restore", tmp_path / "copy.db", "--json")
    assert restored.code == 0
    assert listed(curator) == {"one"}
    assert curator("restore", Path(restored.summary["aside"])).code == 0
    assert listed(curator) == {"one", "two"}


def test_a_restore_is_refused_while_the_library_is_open(curator: Curator, tmp_path: Path) -> None:
    curator("import", article(tmp_path, "one"))
    curator("backup", tmp_path / "copy.db")
    with open_services(str(tmp_path / "library.db")):
        refused = curator("restore", tmp_path / "copy.db")
        assert refused.code == 2
        assert "open in another window or command" in refused.err
        assert listed(curator) == {"one"}  # others may look
    assert curator("restore", tmp_path / "copy.db").code == 0


def test_plain_files_and_back(curator: Curator, tmp_path: Path) -> None:
    curator("import", article(tmp_path, "一"), article(tmp_path, "two"))
    made = curator("library", "export", tmp_path / "plain", "--json")
    assert (made.code, made.summary["posts"]) == (0, 2)
    assert curator("library", "export", tmp_path / "plain").code == 2
    assert curator("library", "rebuild", tmp_path / "plain").code == 2
    (tmp_path / "library.db").rename(tmp_path / "away.db")
    assert curator("library", "rebuild", tmp_path / "plain", "--json").summary["posts"] == 2
    assert listed(curator) == {"一", "two"}
    assert curator("library", "rebuild", tmp_path).code == 2


def test_compacting_says_what_it_gave_back(curator: Curator, tmp_path: Path) -> None:
    curator("import", article(tmp_path, "one"))
    made = curator("compact", "--json")
    assert made.code == 0
    assert made.summary["after"] <= made.summary["before"]
    assert listed(curator) == {"one"}


def test_none_of_them_makes_a_library_by_a_typing_error(curator: Curator, tmp_path: Path) -> None:
    for arguments in (
        ["backup", tmp_path / "copy.db"],
        ["compact"],
        ["library", "export", tmp_path / "x"],
    ):
        assert curator(*arguments).code == 2
    assert not list(tmp_path.iterdir())
