"""Shingles that are remembered for a while: within bounds, the oldest go first, and comparing stays the same."""

from hashlib import sha256
from pathlib import Path

import pytest

from curator.domain.fingerprints import packed_shingles, shingles, unpacked_shingles, words
from curator.domain.post import ContentHash, PostFacts
from curator.services import prints
from curator.services.deriving import Build, facts_of
from curator.services.judging import Asked, Judge, Side
from curator.services.prints import Prints
from curator.services.sites import Sites
from curator.storage.database import Database
from curator.storage.likenesses import COMMON

TEXT = b"Some words of an article that nobody else would write in just this order of words, %d."


def key(name: str) -> ContentHash:
    return ContentHash(sha256(name.encode()).digest())


def test_what_was_not_asked_for_the_longest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "_MOST", 30)
    held = Prints()
    for name in "abc":
        held.put(key(name), name.encode() * 10)
    assert held.get(key("a")) == b"a" * 10
    held.put(key("d"), b"d" * 10)
    assert [held.get(key(name)) is None for name in "abcd"] == [False, True, False, False]
    held.put(key("huge"), b"x" * 31)
    assert held.get(key("huge")) is None
    assert held.get(None) is None


def test_a_side_answers_the_same_with_and_without_them() -> None:
    source = TEXT % 1
    expected = shingles(words(source.decode()))
    assert expected == unpacked_shingles(packed_shingles(words(source.decode())))
    likeness = facts().likeness
    assert likeness is not None
    held = Prints()
    first = Side("", None, likeness, lambda: source, key("a"), held)
    assert first.shingles() == expected
    gone = Side("", None, likeness, lambda: b"", key("a"), held)
    assert gone.shingles() == expected
    assert Side("", None, likeness, lambda: source).shingles() == expected


def test_what_became_a_post_is_not_compared_twice(tmp_path: Path) -> None:
    database = Database.open(str(tmp_path / "l.db"))
    judge = Judge()
    asked = Asked(facts(), lambda: TEXT % 1, key("a"))
    with database.read() as connection:
        assert judge.judge(connection, [asked]) == [None]
        (twin,) = judge.judge(connection, [asked])
        assert twin is not None
        assert twin.post is None
        judge.stored([key("a")])
        judge.stored([key("a"), key("never seen")])
        # The library would find it; in this empty one nothing is left.
        assert judge.judge(connection, [asked]) == [None]
    database.close()


def test_what_is_left_out_leaves_nothing_else_out(tmp_path: Path) -> None:
    database = Database.open(str(tmp_path / "l.db"))
    build = Sites().build(None)
    first = [f"harbour{n}" for n in range(120)]
    second = [*first[:90], *(f"market{n}" for n in range(30))]
    third = [*(f"mountain{n}" for n in range(30)), *second[30:]]

    def asked(name: str, words_of_it: list[str]) -> Asked:
        text = f"---\ntitle: {name}\n---\n{' '.join(words_of_it)}\n".encode()
        return Asked(facts_of(text, None, f"{name}.md", build), lambda: text, key(name))

    with database.read() as connection:
        judged = Judge().judge(connection, [asked("a", first), asked("b", second)])
        assert [match is not None for match in judged] == [False, True]
        judged = Judge().judge(connection, [asked("b", second), asked("c", third)])
        assert [match is not None for match in judged] == [False, True]
        all_three = [asked("a", first), asked("b", second), asked("c", third)]
        judged = Judge().judge(connection, all_three)
        assert [match is not None for match in judged] == [False, True, False]
    database.close()


def test_articles_under_one_common_key_can_all_be_forgotten(tmp_path: Path) -> None:
    database = Database.open(str(tmp_path / "l.db"))
    judge = Judge()
    build = Sites().build(None)
    many = [
        Asked(
            facts_of(
                f"---\ntitle: The same every day\n---\n{n} {n * n} a".encode(), None, "a.md", build
            ),
            str(n).encode,
            key(str(n)),
        )
        for n in range(2 * COMMON)
    ]
    with database.read() as connection:
        judge.judge(connection, many)
        judge.stored([key(str(n)) for n in range(2 * COMMON)])
        assert judge.judge(connection, many[:1]) == [None]
    database.close()


def facts() -> PostFacts:
    build: Build = Sites().build(None)
    return facts_of(TEXT % 1, None, "a.md", build)
