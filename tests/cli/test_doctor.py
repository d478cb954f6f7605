"""`curator doctor` sees what is wrong with a library, and makes indexes anew when it is asked to."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Curator

HEADER = 100
"""Bytes at the head of the file, where SQLite counts its transactions."""
CHECKS = ["database", "references", "texts", "counts", "search", "likeness"]


@pytest.fixture
def library(curator: Curator, tmp_path: Path) -> Path:
    """A library with three articles."""
    for name, text in (("one", "人民银行"), ("two", "股市行情"), ("three", "bank of china")):
        (tmp_path / f"{name}.md").write_text(
            f"---\ntitle: {name}\ndate: 2026-01-02\n---\n{text}\n", "utf-8"
        )
    assert (
        curator("import", *(tmp_path / f"{name}.md" for name in ("one", "two", "three"))).code == 0
    )
    return tmp_path / "library.db"


def test_a_good_library_is_in_order(curator: Curator, library: Path) -> None:
    before = library.read_bytes()[HEADER:]
    answer = curator("doctor", "--json")
    assert answer.code == 0, answer.err
    assert [item["check"] for item in answer.items] == CHECKS
    assert all(item["healthy"] and not item["faults"] for item in answer.items)
    assert answer.summary == {"healthy": True, "faults": 0}
    assert library.read_bytes()[HEADER:] == before


def test_a_text_that_is_not_what_was_stored_is_named_and_left_alone(
    curator: Curator, library: Path
) -> None:
    with closing(sqlite3.connect(library)) as file, file:
        (blob,) = file.execute("SELECT blob_id FROM posts WHERE title = 'two'").fetchone()
        file.execute("UPDATE blobs SET data = CAST('other' AS BLOB) WHERE id = ?", (blob,))
    for arguments in (["doctor", "--json"], ["doctor", "--repair", "--json"]):
        answer = curator(*arguments)
        assert answer.code == 1
        (texts,) = (item for item in answer.items if item["check"] == "texts")
        assert (texts["faults"], texts["details"]) == (1, [str(blob)])
    assert b"backup" in curator("doctor").out


def test_a_reference_to_nothing_is_named(curator: Curator, library: Path) -> None:
    with closing(sqlite3.connect(library)) as file, file:
        file.execute("UPDATE posts SET blob_id = 4711 WHERE title = 'two'")
    answer = curator("doctor", "--json")
    assert answer.code == 1
    (references,) = (item for item in answer.items if item["check"] == "references")
    assert references["faults"] == 1
    assert "posts" in references["details"][0]


def found(curator: Curator, text: str) -> list[str]:
    return [item["title"] for item in curator("list", text, "--json").items]


def test_words_that_the_index_lost_are_found_again_after_a_repair(
    curator: Curator, library: Path
) -> None:
    with closing(sqlite3.connect(library)) as file, file:
        for table in ("search_texts", "search_characters", "search_heads"):
            file.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")
    assert found(curator, "银行") == []
    answer = curator("doctor", "--json")
    assert answer.code == 1
    (search,) = (item for item in answer.items if item["check"] == "search")
    assert (search["healthy"], search["faults"]) == (False, 1)
    repaired = curator("doctor", "--repair", "--json")
    assert repaired.code == 0, repaired.err
    (search,) = (item for item in repaired.items if item["check"] == "search")
    assert (search["healthy"], search["repaired"]) == (True, True)
    assert found(curator, "银行") == ["one"]
    assert curator("doctor").code == 0


def test_counts_that_are_wrong_are_counted_anew(curator: Curator, library: Path) -> None:
    with closing(sqlite3.connect(library)) as file, file:
        file.execute("UPDATE tallies SET number = number + 7")
    assert curator("doctor").code == 1
    assert curator("doctor", "--repair").code == 0
    assert curator("doctor").code == 0


def test_a_list_says_where_the_words_stand(curator: Curator, library: Path) -> None:
    (item,) = curator("list", "ＢＡＮＫ", "--json").items
    ((start, end),) = item["snippet_spans"]
    assert item["snippet"][start:end] == "bank"
    assert "snippet" not in curator("list", "status:inbox", "--json").items[0]


def test_relevance_puts_titles_first(curator: Curator, library: Path) -> None:
    (library.parent / "four.md").write_text("---\ntitle: 股市\ndate: 2026-01-01\n---\nx\n", "utf-8")
    curator("import", library.parent / "four.md")
    titles = [
        item["title"] for item in curator("list", "股市", "--sort", "relevance", "--json").items
    ]
    assert titles == ["股市", "two"]
