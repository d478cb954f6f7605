"""Changes of many posts from the command line: looked at, made, taken back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Curator

ONE = '---\ntitle: One\ndate: 2022-01-11 18:09:11 +0800\ntags: [a, "b"]\n---\nold tea, Old tea\r\n'
TWO = "---\ntitle: Two\ndate: 2022-01-12\ntags: a c\n---\nno such word\n"


@pytest.fixture
def posts(curator: Curator, tmp_path: Path) -> tuple[str, str]:
    """Return the numbers of two posts."""
    for name, text in (("one.md", ONE), ("two.md", TWO)):
        (tmp_path / name).write_bytes(text.encode())
    taken = curator("import", tmp_path / "one.md", tmp_path / "two.md", "--json").items
    one, two = (str(item["post"]) for item in taken)
    return one, two


def text(curator: Curator, post: str) -> str:
    return curator("show", post).text


@pytest.mark.parametrize(
    ("arguments", "before", "after"),
    [
        (["--rename", "tags=keywords"], "tags:", "keywords:"),
        (["--rename-tag", "a=x y"], "[a,", '["x y",'),
        (["--rename-tag", "a=b"], '[a, "b"]', '["b"]'),
        (["--shift", "-1d2h"], "01-11 18", "01-10 16"),
        (["--zone", "UTC"], "18:09:11 +0800", "10:09:11 +0000"),
        (["--zone", "UTC", "--keep", "clock"], "+0800", "+0000"),
        (["--add", "tags=d", "--remove", "tags=a"], '[a, "b"]', '["b", "d"]'),
    ],
)
def test_set_changes_what_it_names(
    curator: Curator, posts: tuple[str, str], arguments: list[str], before: str, after: str
) -> None:
    looked = curator("set", posts[0], *arguments, "--dry-run", "--json")
    assert looked.items[0]["changed"]
    assert text(curator, posts[0]) == ONE
    assert curator("set", posts[0], *arguments).code == 0
    assert text(curator, posts[0]) == ONE.replace(before, after)
    assert curator("undo").code == 0
    assert text(curator, posts[0]) == ONE


def test_what_cannot_be_done_is_told_and_the_rest_is_done(
    curator: Curator, posts: tuple[str, str]
) -> None:
    answer = curator("set", "--shift", "1h", "--where", "tag:a", "--json")
    assert answer.code == 1
    assert answer.summary["changed"] == answer.summary["failed"] == 1
    reasons = {str(item["post"]): item["reason"] for item in answer.items}
    assert reasons[posts[0]] is None
    assert "whole days" in reasons[posts[1]]


def test_text_is_replaced_in_bodies(curator: Curator, posts: tuple[str, str]) -> None:
    looked = curator("replace", "old tea", "coffee", *posts, "--dry-run", "--json")
    assert (looked.code, looked.summary["changed"], looked.summary["hits"]) == (0, 1, 1)
    shown = curator("replace", "(old) (tea)", r"\2 \1", posts[0], "--regex", "--diff", "--dry-run")
    assert "+tea old, Old tea" in shown.text
    assert text(curator, posts[0]) == ONE
    done = curator("replace", "old", "new", *posts, "--ignore-case", "--json")
    assert done.summary["hits"] == 2
    assert text(curator, posts[0]) == ONE.replace("old tea, Old tea", "new tea, new tea")
    assert text(curator, posts[1]) == TWO
    curator("undo", str(done.summary["operation"]))
    assert text(curator, posts[0]) == ONE


def test_titles_are_left_alone_unless_asked_for(curator: Curator, posts: tuple[str, str]) -> None:
    assert curator("replace", "One", "Uno", posts[0], "--json").summary["changed"] == 0
    assert curator("replace", "One", "Uno", posts[0], "--in", "title").code == 0
    assert text(curator, posts[0]) == ONE.replace("One", "Uno")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["replace", "(", "", "1", "--regex"], "regular expression"),
        (["replace", "", "x", "1"], "look for"),
        (["replace", "a", "b"], "--where"),
        (["set", "1", "--shift", "soon"], "soon"),
        (["set", "1", "--rename-tag", "a="], "a="),
        (["set", "1", "--zone", "Nowhere/Here"], "Nowhere"),
    ],
)
def test_wrong_use_is_told(
    curator: Curator, posts: tuple[str, str], arguments: list[str], told: str
) -> None:
    answer = curator(*arguments)
    assert answer.code in {1, 2}
    assert told in answer.err + answer.text


def test_posts_are_moved_by_a_query(curator: Curator, posts: tuple[str, str]) -> None:
    moved = curator("status", "ready", "--where", "tag:c", "--json")
    assert [str(item["post"]) for item in moved.items] == [posts[1]]
    assert curator("status", "ready", "--where", "status:ready", "--json").summary["changed"] == 0
