"""Front matter tells each entry's value, style and place, and what is wrong with it."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.formats.front_matter import Style, parse
from curator.formats.yaml_values import same

TEXT = """\
# head
layout: post
"title" :   'it''s'   # note
date: 2022-01-11 18:09:11 +0800
tags: [a, "b"]
cats:  # kinds
  - one
  - two # 2

text: |
  line

  more

folded: >-
  x
  y
empty:
map: {k: v}
"""


def test_entries_tell_where_they_stand() -> None:
    front = parse(TEXT)
    assert front.problem is None
    lines = {entry.key: TEXT[entry.start : entry.end] for entry in front.entries}
    assert lines == {
        "layout": "layout: post\n",
        "title": "\"title\" :   'it''s'   # note\n",
        "date": "date: 2022-01-11 18:09:11 +0800\n",
        "tags": 'tags: [a, "b"]\n',
        "cats": "cats:  # kinds\n  - one\n  - two # 2\n",
        "text": "text: |\n  line\n\n  more\n",
        "folded": "folded: >-\n  x\n  y\n",
        "empty": "empty:\n",
        "map": "map: {k: v}\n",
    }
    for entry in front.entries:
        assert TEXT[slice(*entry.value_span)] == entry.raw
        assert entry.start <= entry.key_span[0] < entry.key_span[1] <= entry.value_span[0]
        assert entry.value_span[1] <= entry.end


def test_entries_tell_how_they_are_written() -> None:
    styles = {entry.key: (entry.style, entry.raw) for entry in parse(TEXT).entries}
    assert styles == {
        "layout": (Style.PLAIN, "post"),
        "title": (Style.SINGLE, "'it''s'"),
        "date": (Style.PLAIN, "2022-01-11 18:09:11 +0800"),
        "tags": (Style.FLOW, '[a, "b"]'),
        "cats": (Style.BLOCK, "\n  - one\n  - two # 2"),
        "text": (Style.LITERAL, "|\n  line\n\n  more"),
        "folded": (Style.FOLDED, ">-\n  x\n  y"),
        "empty": (Style.EMPTY, ""),
        "map": (Style.FLOW, "{k: v}"),
    }
    assert parse('a: "b"\nc: *d').entries == ()
    alias = parse('a: &d "b"\nc: *d').entries
    assert [(entry.style, entry.raw, entry.shared) for entry in alias] == [
        (Style.DOUBLE, '&d "b"', True),
        (Style.PLAIN, "*d", False),
    ]


def test_values_are_what_jekyll_gets() -> None:
    front = parse(TEXT)
    assert front.values == {entry.key: entry.value for entry in front.entries}
    moment = datetime(2022, 1, 11, 18, 9, 11, tzinfo=timezone(timedelta(hours=8)))
    assert same(front.values["date"], moment)
    assert front.values["text"] == "line\n\nmore\n"
    assert front.values["empty"] is None
    assert parse("d: 2022-1-9\n").values == {"d": date(2022, 1, 9)}
    naive = parse("d: 2022-01-11 18:09:11\n").values["d"]
    assert same(naive, datetime(2022, 1, 11, 18, 9, 11, tzinfo=UTC))


def test_the_last_of_two_equal_keys_counts() -> None:
    front = parse("a: 1\nb: 2\na: 3\nb: 4\nc: 5\na: 6\n")
    assert front.duplicates == ("a", "b")
    assert front.values == {"a": 6, "b": 4, "c": 5}
    found = front.entry("a")
    assert found is not None
    assert found.value == 6
    assert front.entry("nope") is None


def test_merge_keys_reach_the_values_but_are_one_entry() -> None:
    front = parse("base: &b {x: 1, y: 2}\n<<: *b\ny: 3\n")
    assert [entry.key for entry in front.entries] == ["base", "<<", "y"]
    assert front.values == {"base": {"x": 1, "y": 2}, "x": 1, "y": 3}


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "~\n", "null\n", "no\n", "{}\n"])
def test_an_empty_block_is_no_problem(text: str) -> None:
    front = parse(text)
    assert (front.entries, front.problem, front.values) == ((), None, {})


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: b: c\n", 1, 5),
        ("title: x\ntags: [a, b\n", 3, 1),
        ("title: x\n\ta: b\n", 2, 1),
        ("a: 1\nb: :sym\n", 2, 4),
        ("a: 1\nb: *none\n", 2, 4),
        ("hello\n", 1, 1),
        ("- a\n- b\n", 1, 1),
        ("a: 1\nb: x\u0007y\n", 2, 5),
        ("a: 1\nb: 中\udce4\n", 2, 5),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, line: int, column: int) -> None:
    front = parse(text)
    assert front.problem is not None
    assert (front.problem.line, front.problem.column) == (line, column)
    assert front.problem.message
    assert not front.problem.limit
    assert (front.text, front.entries, front.values) == (text, (), {})


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x" * 262_144 + "\n",
        "a: " + "中" * 90_000 + "\n",
        "a: " + "[" * 60 + "]" * 60 + "\n",
        "a: " + "[" * 100_000,
        "a:\n" + "".join(" " * depth + f"k{depth}:\n" for depth in range(1, 300)),
        "".join(f"k{number}: 1\n" for number in range(1_001)),
        "a: {" + ", ".join(f"k{number}: 1" for number in range(1_001)) + "}\n",
        "".join(f"k{number}: 1\n" for number in range(20_000)),
        "a: &x 1\nb: [" + ", ".join(["*x"] * 101) + "]\n",
        LAUGHS,
    ],
)
def test_limits_hold_and_keep_the_text(text: str) -> None:
    begun = time.perf_counter()
    front = parse(text)
    assert time.perf_counter() - begun < 5
    assert front.problem is not None
    assert front.problem.limit
    assert front.text == text


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x" * 262_000 + "\n",
        "a: " + "[" * 48 + "]" * 48 + "\n",
        "".join(f"k{number}: 1\n" for number in range(1_000)),
        "a: &x 1\nb: [" + ", ".join(["*x"] * 100) + "]\n",
    ],
)
def test_what_is_within_the_limits_is_read(text: str) -> None:
    assert parse(text).problem is None


@pytest.mark.parametrize(
    "text",
    [
        "a: 2022-01-01 00:00:00 +99:99\n",
        "a: 0000-01-01 00:00:00\n",
        f"a: {'1' * 5000}\n",
        "a: &x {<<: *x}\n",
        "? &a {b: *a}\n: c\n",
        "a: !!float abc\n",
        "a: !!omap [b]\n",
        "!!omap [*x]\n",
        "a: !!binary \x80\n",
        "a: \ud800\n",
        "a: 0b__\n",
        "a: .e+1\n",
        "a: &é b\n",
        "\ufeff\ufeffa: b\n",
        "a: !<tag:yaml.org,2002:float> x\n",
        "a: !%41 x\n",
        "%YAML 9.9\n",
    ],
)
def test_nasty_texts_never_raise(text: str) -> None:
    assert parse(text).text == text


@given(st.text(st.characters(), max_size=60))
def test_no_text_raises(text: str) -> None:
    assert parse(text).text == text


YAMLISH = st.lists(
    st.sampled_from(
        [*"ab:-#[]{}'\"|>&*!%@?,~ \t\n\r1\x85\u2028中", ": ", "\n  ", "- ", " #", "<<: "]
    ),
    max_size=40,
).map("".join)


@given(YAMLISH)
def test_spans_of_any_text_are_sound(text: str) -> None:
    front = parse(text)
    before = 0
    for entry in front.entries:
        assert before <= entry.start <= entry.key_span[0] <= entry.key_span[1]
        assert entry.key_span[1] <= entry.value_span[0] <= entry.value_span[1] <= entry.end
        assert text[slice(*entry.value_span)] == entry.raw
        before = entry.end


def test_another_document_below_is_not_read() -> None:
    front = parse("a: 1\n--- b\nc: [\n")
    assert front.problem is None
    assert front.values == {"a": 1}
