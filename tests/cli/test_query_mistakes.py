"""Mistakes in queries are shown at their place; queries that begin with a minus are no options."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from curator.cli.output import width
from curator.cli.pointing import pointed
from curator.domain.errors import QueryError
from curator.domain.query_parsing import parse
from tests.cli.conftest import Answer

Curator = Callable[..., Answer]


def told(query: str) -> list[str]:
    with pytest.raises(QueryError) as caught:
        parse(query, date(2026, 3, 15), {"author"})
    return pointed(caught.value).split("\n")


def test_a_caret_stands_under_the_mistake() -> None:
    assert told("a status:redy b")[:2] == ["  a status:redy b", "           ^~~~"]
    assert "Did you mean ready?" in told("a status:redy b")[2]


def test_wide_characters_take_two_columns() -> None:
    assert told("茶叶 状态 statsu：好") == [
        "  茶叶 状态 statsu：好",
        "            ^~~~~~",
        told("茶叶 状态 statsu：好")[2],
    ]


@pytest.mark.parametrize("before", ["word " * 30, "茶" * 300 + " ", "a\tb "])
def test_of_a_long_query_the_mistake_is_shown(before: str) -> None:
    line, mark, _sentence = told(f"{before}is:nothing " + "more " * 30)
    assert width(line) <= 80
    start = len(mark) - len(mark.lstrip())
    assert line[line.index("is:nothing") + 3 :].startswith("nothing")
    assert width(line[: line.index("is:nothing") + 3]) == start


def test_the_command_points_at_mistakes_and_takes_a_leading_minus(
    curator: Curator, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\nauthor: Wang\n---\n")
    curator("import", str(tmp_path / "one.md"), str(tmp_path / "two.md"))
    items = curator("list", "-title:one", "author:wang", "--json").items
    assert [item["title"] for item in items] == ["two"]
    refused = curator("list", "autor:wang")
    assert refused.code == 2
    assert refused.err.splitlines()[:2] == ["  autor:wang", "  ^~~~~"]
    assert "author:" in refused.err
    text = curator("list", "--help").text
    assert "date:2022-01..2022-03" in text
    assert "has:image" in text
