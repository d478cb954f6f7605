"""One key's characters change and no others; what cannot be written truly is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial

import pytest

from curator.domain.errors import EditError, EditFault
from curator.formats.front_matter import (
    Quote,
    Value,
    move,
    parse,
    rename,
    set_raw,
    set_value,
    unset,
)

SHANGHAI = timezone(timedelta(hours=8))


def refused(fault: EditFault, edit: Callable[[], str]) -> None:
    with pytest.raises(EditError) as caught:
        edit()
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: old\n", "title: new\n"),
        ("title:   old   # note\n", "title:   new   # note\n"),
        ("title: 'old'\n", "title: 'new'\n"),
        ('title: "old" # note\n', 'title: "new" # note\n'),
        ("title: old", "title: new"),
        ("title: old\r\na: b\r\n", "title: new\r\na: b\r\n"),
        ("  title: old\n  a: b\n", "  title: new\n  a: b\n"),
        ("'title' : old\n", "'title' : new\n"),
        ("title:\n", "title: new\n"),
        ("title:", "title: new"),
        ("title: # note\n", "title: new # note\n"),
        ("title:\n\n# note\na: b\n", "title: new\n\n# note\na: b\n"),
        ("title:\n  old\na: b\n", "title:\n  new\na: b\n"),
        ("title: old\n  and more # note\na: b\n", "title: new # note\na: b\n"),
        ("title: 'old\n\n  and more'\na: b\n", "title: 'new'\na: b\n"),
        ("title: !!str old\n", "title: new\n"),
        ("title: &t old\n", "title: new\n"),
        ("title: 12\n", "title: new\n"),
        ("title: [a, b] # note\n", "title: new # note\n"),
        ("title: {a: b}\n", "title: new\n"),
        ("title: # kinds\n  - a # one\n  - b\nc: d\n", "title: new # kinds\nc: d\n"),
        ("title:\n- a\n\n# above c\nc: d\n", "title: new\n\n# above c\nc: d\n"),
        ("title: |\n  old\n  text\n\nc: d\n", "title: |-\n  new\n\nc: d\n"),
        ("title: >-  # note\n    old\n    text\nc: d\n", "title: >-  # note\n    new\nc: d\n"),
        ("title: |+\n  old\n\nc: d\n", "title: |-\n  new\nc: d\n"),
        ("title: |\nc: d\n", "title: |-\n  new\nc: d\n"),
        ("{title: old, a: b}\n", "{title: new, a: b}\n"),
        ("{title: , a: b}\n", "{title: new , a: b}\n"),
        ("{title, a: b}\n", "{title: new, a: b}\n"),
        ('{"title":old}\n', '{"title":new}\n'),
        ("? title\n: old\n", "? title\n: new\n"),
        ("title: old\u2028a: b\n", "title: new\u2028a: b\n"),
        ("title: old\ra: b\r\n", "title: new\ra: b\r\n"),
        ("# é 😀\ntitle: old # 😀\n", "# é 😀\ntitle: new # 😀\n"),
        ("a: 1\n\ttitle: x\n", ""),
    ],
)
def test_text_replaces_text_in_its_own_style(before: str, after: str) -> None:
    if not after:
        refused(EditFault.BROKEN_YAML, lambda: set_value(before, "title", "new"))
        return
    assert set_value(before, "title", "new") == after
    assert parse(after).values["title"] == "new"


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "No",
        "on",
        "~",
        "null",
        "1,000",
        "1_000",
        "0123",
        "0x1f",
        "12",
        "1.5",
        ".5",
        "1e3",
        "1.0e+3",
        "12:34",
        "1:30",
        "2022-01-11",
        "2022-02-30",
        "2022-01-11 18:09:11",
        ".inf",
        ".nan",
        "+1",
        "C# #1",
        "a: b",
        "a:",
        "@x",
        "%x",
        "*x",
        "&x",
        "!x",
        "[x",
        "{x",
        "]",
        "}",
        ",x",
        "#x",
        "|",
        ">",
        "`x",
        "'x",
        '"x',
        "- x",
        "-",
        "? x",
        "?",
        ":x",
        ": x",
        " x",
        "x ",
        "",
        "{{ page.title }}",
        "{% x %}",
        "0o17",
        "0b11",
        "a #b",
        "a:\tb",
        "\ufeffx",
    ],
)
def test_text_that_yaml_would_retype_gets_quotes(text: str) -> None:
    after = set_value("title: old\n", "title", text)
    assert parse(after).values == {"title": text}
    written = after.removeprefix("title: ").rstrip("\n")
    assert written[0] == written[-1] == '"'
    single = set_value("title: old\n", "title", text, quote=Quote.SINGLE)
    assert parse(single).values == {"title": text}
    assert single[7] == ("'" if text != "\ufeffx" else '"')


@pytest.mark.parametrize(
    "text",
    [
        "南方Plus：筑巢引凤，清远高新区“双创”",
        "it's",
        'say "hi"',
        "C#",
        "a:b",
        "http://a.b/c?d=e#f",
        "1.0.0",
        "2022年",
        "y",
        "a - b",
        "x, y",
        "3 Tipps",
        "100%",
        "a & b",
        "-x",
        "a [b] {c}",
        "---",
        "<!-- x -->",
        "😀",
    ],
)
def test_text_that_reads_back_stays_plain(text: str) -> None:
    assert set_value("title: old\n", "title", text) == f"title: {text}\n"


def test_quotes_hold_what_they_must() -> None:
    assert set_value("a: 'x'\n", "a", "it's 中") == "a: 'it''s 中'\n"
    assert set_value('a: "x"\n', "a", 'b\\ "c" 中\u00a0') == 'a: "b\\\\ \\"c\\" 中\u00a0"\n'
    assert set_value("a: 'x'\n", "a", "b\nc") == 'a: "b\\nc"\n'
    assert set_value('a: "x"\n', "a", "\0\x07\x1b\x7f\x85\u2028\ufeff") == (
        'a: "\\0\\a\\e\\x7f\\N\\L\\ufeff"\n'
    )


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("a: x\nb: 1\n", "one\ntwo\n", "a: |\n  one\n  two\nb: 1\n"),
        ("a:\nb: 1\n", "one\ntwo", "a: |-\n  one\n  two\nb: 1\n"),
        ("a: x\r\nb: 1\r\n", "one\ntwo\n", "a: |\r\n  one\r\n  two\r\nb: 1\r\n"),
        ("a: x # note\n", "one\ntwo\n", 'a: "one\\ntwo\\n" # note\n'),
        ("a: 'x'\n", "one\ntwo\n", 'a: "one\\ntwo\\n"\n'),
        ("a: |-\n    x\n", "one\n\n two\n\n", "a: |+\n    one\n\n     two\n\n"),
        ("a: |\n  x\n", "  one\ntwo\n", "a: |2\n    one\n  two\n"),
        ("a: |\n  x\n", "\n one\n", "a: |2\n\n   one\n"),
        ("a: |\n  x\n", "one\ttwo\n", "a: |\n  one\ttwo\n"),
        ("a: |\n  x\n", "one\rtwo\n", 'a: "one\\rtwo\\n"\n'),
        ("a: |\n  x\n", "", 'a: ""\n'),
        ("a: |\n  x\n", "\n", 'a: "\\n"\n'),
        ("a: >\n  x\n  y\n", "one\ntwo\n\nthree\n", "a: >\n  one\n\n  two\n\n\n  three\n"),
        ("a: >\n  x\n", "one\n  two\nthree\n", "a: |\n  one\n    two\n  three\n"),
        ("  a: >\n   x\n  b: 1\n", "one\n", "  a: >\n   one\n  b: 1\n"),
        ("{a: x}\n", "one\ntwo\n", '{a: "one\\ntwo\\n"}\n'),
        ("a: |+\n  x\n\n\nb: 1\n", "one\n\n", "a: |+\n  one\n\nb: 1\n"),
    ],
)
def test_text_of_several_lines(before: str, text: str, after: str) -> None:
    assert set_value(before, "a", text) == after
    assert parse(after).values["a"] == text


def test_a_keeping_block_is_not_let_to_swallow_blank_lines_below() -> None:
    before = "a: |-\n  x\n\n\nb: 1\n"
    after = set_value(before, "a", "one\n\n")
    assert after == 'a: "one\\n\\n"\n\n\nb: 1\n'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (False, "false"),
        (None, "null"),
        (12, "12"),
        (-3, "-3"),
        (1.5, "1.5"),
        (2.0, "2.0"),
        (1e16, "1.0e+16"),
        (1.5e-7, "1.5e-07"),
        (float("inf"), ".inf"),
        (float("-inf"), "-.inf"),
        (float("nan"), ".nan"),
        (date(2022, 1, 9), "2022-01-09"),
        (datetime(2022, 1, 11, 18, 9, 11, tzinfo=SHANGHAI), "2022-01-11 18:09:11 +0800"),
        (datetime(2022, 1, 11, 18, 9, tzinfo=UTC), "2022-01-11 18:09:00 +0000"),
        (
            datetime(2022, 1, 11, 1, 2, 3, 4500, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
            "2022-01-11 01:02:03.0045 -0330",
        ),
        ([], "[]"),
        (["a", "b c", "d, e", "yes", 1, None], '[a, b c, "d, e", "yes", 1, null]'),
        ({"k": "v", "l": ["x"]}, "{k: v, l: [x]}"),
        ({}, "{}"),
    ],
)
def test_values_of_every_kind(value: Value, written: str) -> None:
    after = set_value("a: x # note\nb: 1\n", "a", value)
    assert after == f"a: {written} # note\nb: 1\n"
    assert set_value(after, "a", value) == after


@pytest.mark.parametrize(
    "offset",
    [
        timedelta(minutes=-30),
        timedelta(hours=8, minutes=5, seconds=43),
        timedelta(hours=-23, minutes=-59),
    ],
)
def test_an_offset_that_psych_misreads_becomes_utc(offset: timedelta) -> None:
    moment = datetime(2022, 1, 11, 18, 9, 11, tzinfo=timezone(offset))
    written = parse(set_value("date: 2020-01-01\n", "date", moment)).values["date"]
    assert isinstance(written, datetime)
    assert written == moment


def test_a_naive_datetime_is_a_bug() -> None:
    with pytest.raises(ValueError, match="offset"):
        set_value("a: b\n", "a", datetime(2022, 1, 11))  # noqa: DTZ001


def test_a_value_that_reads_so_already_is_left_alone() -> None:
    text = "a: yes\nb: 0x10\nc: [ x,y ]\nd: ~\ne: 2022-01-11 18:09:11\nf: >\n  x\n"
    for key, value in parse(text).values.items():
        assert set_value(text, key, value) == text
    assert set_value(text, "b", 16.0) == text.replace("0x10", "16.0")
    assert set_value(text, "a", 1) == text.replace("yes", "1")


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("t: [a, b]\n", ["a", "c"], "t: [a, c]\n"),
        ("t: [a,b]\n", ["b", "c", "a"], "t: [b,c,a]\n"),
        ("t: [ 'a', 'b' ]\n", ["a", "b", "c"], "t: [ 'a', 'b', 'c' ]\n"),
        ("t: []\n", ["a"], "t: [a]\n"),
        ("t: [ ]\n", ["a", "b"], "t: [a, b]\n"),
        ("t: [a, b, ]\n", ["b"], "t: [b, ]\n"),
        ("t: [a, b, ]\n", [], "t: []\n"),
        (
            "t: [a, # one\n  b, # two\n  c # three\n  ]\n",
            ["a", "b", "d"],
            "t: [a, # one\n  b,\n  d # three\n  ]\n",
        ),
        ("t: [\n  a,\n  b\n]\n", ["a", "b", "c"], "t: [\n  a,\n  b,\n  c\n]\n"),
        ("t: {a: 1, 'b': 2}\n", {"b": 2, "c": 3}, "t: {'b': 2, c: 3}\n"),
        ("t:\n  - a\n  - b\n", ["a", "c", "b"], "t:\n  - a\n  - c\n  - b\n"),
        ("t:\n- a # x\n# y\n-  'b'\nz: 1\n", ["b", "a"], "t:\n# y\n-  'b'\n- a # x\nz: 1\n"),
        ("t:\n-  'a'\n", ["a", "b: c"], "t:\n-  'a'\n-  'b: c'\n"),
        ("t:\n  - a\nz: 1\n", [], "t: []\nz: 1\n"),
        ("t: # note\n  - a\n  - b", ["b"], "t: # note\n  - b"),
        ("t:\r\n  - a\r\n", ["a", "b"], "t:\r\n  - a\r\n  - b\r\n"),
        (
            "t:\n  - name: x\n    url: y\n  - name: z\n",
            [{"name": "z"}, {"name": "n", "url": "u"}],
            "t:\n  - name: z\n  - name: n\n    url: u\n",
        ),
        (
            "t:\n    name: x # n\n    url: y\n",
            {"name": "x", "url": "z", "tags": ["a", "b"]},
            "t:\n    name: x # n\n    url: z\n    tags:\n      - a\n      - b\n",
        ),
        ("t:\n  - a\n", {"k": "v"}, "t:\n  k: v\n"),
        ("t: x\n", ["a"], "t: [a]\n"),
        ("t:\n", ["a"], "t: [a]\n"),
        ("l:\n- q\nt:\n", ["a"], "l:\n- q\nt:\n- a\n"),
        ("l: [q]\nt:\n", ["a"], "l: [q]\nt: [a]\n"),
        ("t:\n", {"k": "v"}, "t:\n  k: v\n"),
        ("{t: [a, b], z: 1}\n", ["a", "b, c"], '{t: [a, "b, c"], z: 1}\n'),
        ("t: &x\n  - a\n", ["a", "b"], "t:\n  - a\n  - b\n"),
    ],
)
def test_lists_and_mappings_change_where_they_differ(before: str, value: Value, after: str) -> None:
    assert set_value(before, "t", value) == after
    assert parse(after).values["t"] == value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "new: x\n"),
        ("a: 1\n", "a: 1\nnew: x\n"),
        ("a: 1", "a: 1\nnew: x"),
        ("a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\nnew: x\r\n"),
        ("  a: 1\n  b: 2\n", "  a: 1\n  b: 2\n  new: x\n"),
        ("a: 1\n# b: 2\n\n", "a: 1\n# b: 2\nnew: x\n\n"),
        ("# only\n", "# only\nnew: x\n"),
        ("\n", "new: x\n\n"),
        ("a:\n", "a:\nnew: x\n"),
        ("a: |\n  x\n\n", "a: |\n  x\nnew: x\n\n"),
        ("a: |+\n  x\n\n", "a: |+\n  x\n\nnew: x\n"),
        ("a:\n  - 1\n  # c\n", "a:\n  - 1\n  # c\nnew: x\n"),
        ("a:    1\nlong: 2\n", "a:    1\nlong: 2\nnew:  x\n"),
        ("a: 1\nlong: 2\n", "a: 1\nlong: 2\nnew: x\n"),
        ("a: 1\n--- b\n", "a: 1\nnew: x\n--- b\n"),
        ("{a: 1}\n", "{a: 1, new: x}\n"),
        ("{}\n", "{new: x}\n"),
    ],
)
def test_a_new_key_goes_to_the_end(before: str, after: str) -> None:
    assert set_value(before, "new", "x") == after


def test_a_new_key_goes_below_another() -> None:
    text = "a: 1\nb:\n  - x # y\n\nc: 3\n"
    assert set_value(text, "new", 2, after="b") == "a: 1\nb:\n  - x # y\nnew: 2\n\nc: 3\n"
    assert set_value(text, "new", 2, after="none") == text + "new: 2\n"
    assert set_value("{a: 1, b: 2}", "new", 3, after="a") == "{a: 1, new: 3, b: 2}"


def test_a_new_key_is_written_in_the_manner_of_the_text() -> None:
    assert set_value("t:\n- a\n", "n", ["x", "y"]) == "t:\n- a\nn:\n- x\n- y\n"
    assert set_value("t: [a]\n", "n", ["x", "y"]) == "t: [a]\nn: [x, y]\n"
    assert set_value("", "n", {"k": ["v"]}) == "n:\n  k:\n    - v\n"
    assert set_value("", "n", None) == "n:\n"
    assert set_value("", "n", "x\ny\n") == "n: |\n  x\n  y\n"
    assert set_value("", "n", "x", newline="\r\n") == "n: x\r\n"
    assert set_value("a: 1\n", "n", "x", newline="\r\n") == "a: 1\nn: x\n"


@pytest.mark.parametrize(
    "key", ["标题", "a b", "yes", "2022", "a: b", "#x", "", "- x", "'x'", "a\nb", "x" * 900]
)
def test_any_key_can_be_added_and_is_text(key: str) -> None:
    text = set_value("a: 1\n", key, "v")
    assert parse(text).values == {"a": 1, key: "v"}
    assert set_value(text, key, "w") == text.replace("v\n", "w\n")
    assert unset(text, key) == "a: 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nb: 2\nc: 3\n", "a: 1\nc: 3\n"),
        ("b: 2\n", ""),
        ("a: 1\nb: 2", "a: 1\n"),
        ("a: 1\n# about b\nb:\n  - x # y\n\nc: 3\n", "a: 1\n# about b\n\nc: 3\n"),
        ("b: 1\na: 1\nb: 2\n", "a: 1\n"),
        ("b: |\n  x\n\n  y\n\nc: 3\n", "\nc: 3\n"),
        ("b: |+\n  x\n\nc: 3\n", "c: 3\n"),
        ("{a: 1, b: 2}\n", "{a: 1}\n"),
        ("{a: 1, b: 2, c: 3}\n", "{a: 1, c: 3}\n"),
        ("{b: 2}\n", "{}\n"),
    ],
)
def test_a_key_goes_with_its_lines(before: str, after: str) -> None:
    assert unset(before, "b") == after


def test_renaming_keeps_place_quotes_and_value() -> None:
    assert rename("x: 1\na :  2 # c\ny: 3\n", "a", "b") == "x: 1\nb :  2 # c\ny: 3\n"
    assert rename("'a': 2\n", "a", "it's") == "'it''s': 2\n"
    assert rename("a: 2\n", "a", "yes") == '"yes": 2\n'
    assert rename("a: 2\n", "a", "yes", quote=Quote.SINGLE) == "'yes': 2\n"
    assert rename("a: 1\nb: 2\na: 3\n", "a", "c") == "c: 1\nb: 2\nc: 3\n"
    assert rename("{a: 1}\n", "a", "b, c") == '{"b, c": 1}\n'
    assert rename("a: &x 1\nb: *x\n", "a", "c") == "c: &x 1\nb: *x\n"
    assert rename("a: 1\n", "a", "a") == "a: 1\n"


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("a: 1\nb: 2\nc: 3\n", 0, "c: 3\na: 1\nb: 2\n"),
        ("a: 1\nb: 2\nc: 3\n", 1, "a: 1\nc: 3\nb: 2\n"),
        ("a: 1\nb: 2\nc: 3\n", 2, "a: 1\nb: 2\nc: 3\n"),
        ("a: 1\nc: 3\nb: 2\n", 99, "a: 1\nb: 2\nc: 3\n"),
        ("a: 1\nb: 2\nc: 3", 0, "c: 3\na: 1\nb: 2"),
        ("a: 1\r\nb: 2\r\nc: 3", -5, "c: 3\r\na: 1\r\nb: 2"),
        (
            "# head\n\na: 1\n# on c\n# more\nc:\n  - x\nb: 2\n",
            0,
            "# head\n\n# on c\n# more\nc:\n  - x\na: 1\nb: 2\n",
        ),
        ("a: 1\n\nc: |+\n  x\n\nb: 2\n", 0, "c: |+\n  x\n\na: 1\n\nb: 2\n"),
        ("{a: 1, c: 3}\n", 0, "{c: 3, a: 1}\n"),
    ],
)
def test_a_key_moves_with_its_lines_and_comments(before: str, index: int, after: str) -> None:
    assert move(before, "c", index) == after


def test_raw_values_are_written_as_they_are() -> None:
    assert set_raw("a: x # c\n", "a", "[1,  2]") == "a: [1,  2] # c\n"
    assert set_raw("a:\nb: 1\n", "a", "\n- x\n- y") == "a:\n- x\n- y\nb: 1\n"
    assert set_raw("a: x\n", "a", "") == "a:\n"
    refused(EditFault.NO_SUCH_KEY, lambda: set_raw("a: x\n", "b", "1"))
    for raw in ("[1", "x\nb: 2", "'", "x: y", "\nb: 1", "*none", "x\n---\n- y"):
        refused(EditFault.UNREPRESENTABLE, partial(set_raw, "a: x\nc: 3\n", "a", raw))


@pytest.mark.parametrize(
    "old",
    [
        "x",
        "  x # c",
        "'x'",
        '"x"',
        "",
        " # c",
        "[a,b] # c",
        " # c\n  - a # d\n  - b # e",
        "\n- a",
        "\n  k: v # c",
        "|\n  x\n\n  y\n",
        ">-  # c\n  x\n",
        "|+\n  x\n\n",
        "x\n  y # c",
        "\n  x",
        "&q x",
        "!!str 1",
        "yes",
    ],
)
@pytest.mark.parametrize(
    "value",
    ["new", "a: b", "one\ntwo\n", None, True, 3, ["a", "c"], [], {"k": "w"}, date(2022, 1, 1)],
)
def test_setting_is_undone_by_the_old_raw_text(old: str, value: Value) -> None:
    text = f"z: 0\na:{' ' if old and old[0] not in ' ' + chr(10) else ''}{old}\nb: 1\n"
    entry = parse(text).entry("a")
    assert entry is not None, text
    changed = set_value(text, "a", value)
    assert set_raw(changed, "a", entry.raw) == text


ANCHORS = "a: &x 1\nb: *x\nc: &m\n  k: [&i v]\nd:\n  <<: *m\ne: *i\n"


def test_an_anchor_in_use_is_not_broken() -> None:
    for key in ("a", "c"):
        refused(EditFault.ALIASED, partial(set_value, ANCHORS, key, "new"))
        refused(EditFault.ALIASED, partial(unset, ANCHORS, key))
        refused(EditFault.ALIASED, partial(set_raw, ANCHORS, key, "new"))
    refused(EditFault.ALIASED, lambda: move(ANCHORS, "b", 0))
    refused(EditFault.ALIASED, lambda: rename("&k a: 1\nb: *k\n", "a", "c"))
    assert move(ANCHORS, "c", 0).startswith("c: &m\n")
    assert set_raw(ANCHORS, "a", "&x 1 # one") == ANCHORS.replace("&x 1", "&x 1 # one")


def test_an_alias_gives_way() -> None:
    assert set_value(ANCHORS, "b", "new") == ANCHORS.replace("b: *x", "b: new")
    assert unset(ANCHORS, "e") == ANCHORS.replace("e: *i\n", "")
    assert set_value(ANCHORS, "d", {"k": ["w"]}).startswith(
        "a: &x 1\nb: *x\nc: &m\n  k: [&i v]\nd:\n"
    )


def test_an_anchor_nobody_uses_may_go() -> None:
    assert set_value("a: &x 1\nb: 2\n", "a", 3) == "a: 3\nb: 2\n"


def test_a_value_that_a_merge_would_hide_is_refused() -> None:
    text = "base: &b {x: 1}\nx: 2\n<<: *b\n"
    refused(EditFault.UNREPRESENTABLE, lambda: set_value(text, "x", 3))
    assert set_value(text, "y", 3) == text + "y: 3\n"


def test_the_last_of_two_equal_keys_is_set() -> None:
    assert set_value("a: 1\nb: 2\na: 3\n", "a", 4) == "a: 1\nb: 2\na: 4\n"
    refused(EditFault.UNREPRESENTABLE, lambda: move("a: 1\na: 2\n", "a", 0))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [\n", EditFault.BROKEN_YAML),
        ("- a\n", EditFault.BROKEN_YAML),
        ("a: :sym\n", EditFault.BROKEN_YAML),
        ("a: " + "x" * 300_000, EditFault.LIMITS),
    ],
)
def test_what_cannot_be_read_is_not_edited(text: str, fault: EditFault) -> None:
    refused(fault, lambda: set_value(text, "a", 1))
    refused(fault, lambda: set_value(text, "b", 1))
    refused(fault, lambda: set_raw(text, "a", "1"))
    refused(fault, lambda: unset(text, "a"))
    refused(fault, lambda: rename(text, "a", "b"))
    refused(fault, lambda: move(text, "a", 0))


def test_what_has_no_way_to_be_written_is_refused() -> None:
    for value in ("\ud800", ["x", "\udcff"], date(1582, 10, 10)):
        refused(EditFault.UNREPRESENTABLE, partial(set_value, "a: 1\n", "a", value))
    refused(EditFault.UNREPRESENTABLE, lambda: set_value("~\n", "a", 1))
    refused(EditFault.UNREPRESENTABLE, lambda: set_value("? a\n", "a", 1))
    refused(EditFault.UNREPRESENTABLE, lambda: set_value("a: 1\n", "x" * 2000, 1))
    refused(EditFault.UNREPRESENTABLE, lambda: rename("a: 1\n", "a", "<<"))


def test_keys_that_are_not_there() -> None:
    refused(EditFault.NO_SUCH_KEY, lambda: unset("a: 1\n", "b"))
    refused(EditFault.NO_SUCH_KEY, lambda: rename("a: 1\n", "b", "c"))
    refused(EditFault.NO_SUCH_KEY, lambda: move("a: 1\n", "b", 0))
    refused(EditFault.KEY_EXISTS, lambda: rename("a: 1\nb: 2\n", "a", "b"))
