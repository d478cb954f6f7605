"""Dictionaries that make their values when they are asked for."""

import json

from curator.rendering.theme.lazy import LazyDict


def test_values_are_made_once_and_late() -> None:
    made: list[str] = []

    def make(key: str) -> object:
        made.append(key)
        return key.upper()

    lazy = LazyDict(["a", "b", "c"], make)
    assert isinstance(lazy, dict)
    assert list(lazy) == ["a", "b", "c"]
    assert len(lazy) == 3
    assert "b" in lazy
    assert made == []
    assert lazy["b"] == lazy.get("b") == "B"
    assert lazy.get("x", 7) == 7
    assert made == ["b"]
    assert list(lazy.items()) == [("a", "A"), ("b", "B"), ("c", "C")]
    assert list(lazy.values()) == ["A", "B", "C"]
    assert made == ["b", "a", "c"]


def test_nothing_unmade_is_seen_from_outside() -> None:
    def fresh() -> LazyDict:
        return LazyDict(["a", "b"], lambda key: key * 2)

    plain = {"a": "aa", "b": "bb"}
    assert dict(fresh()) == plain
    assert {**fresh()} == plain
    assert fresh().copy() == plain
    assert fresh() == plain
    assert fresh() == fresh()
    assert json.loads(json.dumps(fresh())) == plain
    assert sorted(fresh().items()) == sorted(plain.items())
