"""Random edits of random front matter: nothing else changes, and what was set reads back."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from curator.domain.errors import EditError, EditFault
from curator.formats.document import join, split
from curator.formats.front_matter import (
    FrontMatter,
    Quote,
    Style,
    Value,
    add_item,
    move,
    parse,
    remove_item,
    rename,
    set_raw,
    set_value,
    unset,
)
from curator.formats.yaml_values import same

BREAKS = "\n\r\x85\u2028\u2029"
NAMES = st.sampled_from(
    ["title", "标题", "date", "tags", "a b", "'q'", '"d"', "x-y", "k1", "long_key"]
)
PLAIN = st.sampled_from(
    ["x", "中文：标题", "a b", "12", "yes", "1,000", "2022-01-11", "http://a.b/#c", "~"]
)
COMMENTS = st.sampled_from(["", "", "", " # note", "   # 中: [", "\t# tab", "  "])
ITEMS = st.sampled_from(["a", "'b c'", '"d: e"', "1", "中", "yes", "~", "f g"])
NEWLINES = st.sampled_from(["\n", "\n", "\r\n"])


@st.composite
def values_as_written(draw: st.DrawFn, pad: str) -> str:
    """Write a value as people do; the text begins right after the colon."""
    shape = draw(st.integers(0, 10))
    comment = draw(COMMENTS)
    gap = draw(st.sampled_from([" ", " ", "   ", "\t"]))
    items = draw(st.lists(ITEMS, max_size=3))
    indent = pad + " " * draw(st.integers(1, 4))
    if shape <= 2:
        return gap + draw(PLAIN) + comment
    if shape == 3:
        return gap + draw(st.sampled_from(["'it''s'", "'yes'", "''", "'a # b'"])) + comment
    if shape == 4:
        return gap + draw(st.sampled_from(['"a\\tb"', '"1,000"', '""', '"a \\"b\\" 中"'])) + comment
    if shape == 5:
        separator = draw(st.sampled_from([", ", ",", f",\n{indent}", f", # c\n{indent}"]))
        ends = draw(st.sampled_from([("[", "]"), ("[ ", " ]"), (f"[\n{indent}", f"\n{indent}]")]))
        return gap + ends[0] + separator.join(items) + ends[1] + comment
    if shape == 6:
        return (
            gap + "{" + ", ".join(f"k{number}: {item}" for number, item in enumerate(items)) + "}"
        )
    if shape == 7 and items:
        dash = draw(st.sampled_from([pad, indent]))
        between = draw(st.sampled_from(["", "", f"\n{dash}# on it", "\n"]))
        lines = "".join(f"{between}\n{dash}- {item}{draw(COMMENTS)}" for item in items)
        return comment + lines
    if shape == 8 and items:
        return comment + "".join(
            f"\n{indent}k{number}: {item}" for number, item in enumerate(items)
        )
    if shape == 9:
        header = draw(st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|  # note"]))
        body = draw(st.lists(st.sampled_from(["one", "  two", "", "三 # x", "- y"]), max_size=4))
        lines = "".join(f"\n{indent if line else ''}{line}" for line in ["first", *body])
        return gap + header + lines
    if shape == 10:
        return gap + f"folded\n{indent}plain" + comment
    return comment


@st.composite
def fronts(draw: st.DrawFn) -> str:
    """Write front matter as people do: comments, blank lines, indentation, either newline."""
    pad = draw(st.sampled_from(["", "", "", "  "]))
    text = ""
    for name in draw(st.lists(NAMES, max_size=6, unique_by=lambda name: name.strip("'\""))):
        text += draw(st.sampled_from(["", "", "", "\n", f"{pad}# about it\n", "# at the edge\n\n"]))
        colon = draw(st.sampled_from([":", ":", ":", " :"]))
        text += pad + name + colon + draw(values_as_written(pad)) + "\n"
    text += draw(st.sampled_from(["", "", "\n", "# end\n"]))
    if draw(st.booleans()) and draw(st.booleans()):
        text = text[:-1]
    return text.replace("\n", draw(NEWLINES))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "yes",
        "1,000",
        "a: b",
        "C# #1",
        "x\ny\n",
        " a",
        "12:34",
        "2022-01-11",
        "- a",
        "中文",
        "it's",
        '"',
    ]
)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | TEXTS
    | st.dates(min_value=date(1583, 1, 1))
    | st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=OFFSETS)  # noqa: DTZ001
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
QUOTES = st.sampled_from(Quote)


def readable(text: str) -> FrontMatter:
    front = parse(text)
    assume(front.problem is None)
    return front


def ends_inside_a_block(front: FrontMatter) -> bool:
    """Tell whether the text ends with a literal that a newline would change."""
    blocks = {Style.LITERAL, Style.FOLDED}
    last = front.entries[-1].style if front.entries else Style.PLAIN
    return last in blocks and not front.text.endswith("\n")


def others(front: FrontMatter, *keys: str) -> list[tuple[str, str]]:
    """Return key and lines of all other entries, without the last newline, in their order."""
    return [
        (entry.key, front.text[entry.start : entry.end].rstrip(BREAKS))
        for entry in front.entries
        if entry.key not in keys
    ]


def lines_outside(front: FrontMatter, key: str) -> tuple[str, str]:
    """Return what stands before and after the entry's lines."""
    entry = front.entry(key)
    assert entry is not None
    return front.text[: entry.start], front.text[entry.end :]


@given(fronts())
def test_the_generator_makes_readable_texts_mostly(text: str) -> None:
    front = parse(text)
    assert front.problem is None or "tab" in front.problem.message or "\t" in text


@given(fronts(), st.data(), VALUES, QUOTES)
@settings(max_examples=600, deadline=None)
def test_setting_changes_one_entry_and_is_undone(
    text: str, data: st.DataObject, value: Any, quote: Quote
) -> None:
    front = readable(text)
    assume(front.entries)
    old = data.draw(st.sampled_from(front.entries))
    changed = attempted(lambda: set_value(text, old.key, value, quote=quote))
    if isinstance(changed, EditFault):
        assert changed is EditFault.UNREPRESENTABLE
        assert hard_to_write(value)
        return
    after = parse(changed)
    assert others(after, old.key) == others(front, old.key)
    assert lines_outside(after, old.key) == lines_outside(front, old.key)
    assert reads_as(after.values[old.key], value)
    assert set_raw(changed, old.key, old.raw) == text
    assert set_value(changed, old.key, value) == changed


@given(fronts(), TEXTS, VALUES, QUOTES)
@settings(max_examples=400, deadline=None)
def test_adding_changes_no_entry_and_is_undone(
    text: str, key: str, value: Any, quote: Quote
) -> None:
    front = readable(text)
    assume(front.entry(key) is None and not ends_inside_a_block(front))
    changed = attempted(lambda: set_value(text, key, value, quote=quote))
    if isinstance(changed, EditFault):
        assert changed is EditFault.UNREPRESENTABLE
        assert hard_to_write(value) or key == "<<"
        return
    after = parse(changed)
    assert reads_as(after.values[key], value)
    assert others(after, key) == others(front)
    assert unset(changed, key).rstrip(BREAKS) == text.rstrip(BREAKS)


@given(fronts(), st.data())
def test_removing_takes_its_lines_only(text: str, data: st.DataObject) -> None:
    front = readable(text)
    assume(front.entries)
    entry = data.draw(st.sampled_from(front.entries))
    left = unset(text, entry.key)
    if left != text[: entry.start] + text[entry.end :]:  # a scalar above would take blank lines
        assert "+" in text[: entry.start]
        assert left == text[: entry.start] + re.sub(r"\A(?: *\r?\n)+", "", text[entry.end :])
    assert others(parse(left)) == others(front, entry.key)


@given(fronts(), st.data(), TEXTS)
def test_renaming_changes_the_key_only_and_is_undone(
    text: str, data: st.DataObject, name: str
) -> None:
    front = readable(text)
    assume(front.entries and front.entry(name) is None and name != "<<")
    entry = data.draw(st.sampled_from(front.entries))
    renamed = rename(text, entry.key, name)
    start, end = entry.key_span
    assert renamed[:start] == text[:start]
    assert renamed.endswith(text[end:])
    values = parse(renamed).values
    assert list(values) == [name if key == entry.key else key for key in front.values]
    assert all(
        same(values[name if key == entry.key else key], front.values[key]) for key in front.values
    )
    assert same(parse(rename(renamed, name, entry.key)).values, front.values)


@given(fronts(), st.data(), st.integers(-1, 7))
def test_moving_keeps_every_line(text: str, data: st.DataObject, index: int) -> None:
    front = readable(text)
    assume(front.entries and not ends_inside_a_block(front))
    entry = data.draw(st.sampled_from(front.entries))
    moved = move(text, entry.key, index)
    after = parse(moved)
    place = max(0, min(index, len(front.entries) - 1))
    assert after.entries[place].key == entry.key
    assert others(after, entry.key) == others(front, entry.key)
    assert sorted(others(after)) == sorted(others(front))
    assert sorted(moved.split()) == sorted(text.split())


@given(fronts(), st.data(), SCALARS)
def test_items_come_and_go(text: str, data: st.DataObject, item: Value) -> None:
    front = readable(text)
    lists = [entry for entry in front.entries if isinstance(entry.value, list)]
    assume(lists)
    entry = data.draw(st.sampled_from(lists))
    assert isinstance(entry.value, list)
    assume(not any(same(one, item) for one in entry.value))
    longer = attempted(lambda: add_item(text, entry.key, item))
    if isinstance(longer, EditFault):
        assert hard_to_write(item)
        return
    after = parse(longer)
    assert reads_as(after.values[entry.key], [*entry.value, item])
    assert others(after, entry.key) == others(front, entry.key)
    items = after.values[entry.key]
    assert isinstance(items, list)
    shorter = parse(remove_item(longer, entry.key, items[-1]))
    assert same(shorter.values[entry.key], entry.value)
    assert others(shorter, entry.key) == others(front, entry.key)


@given(fronts(), st.data(), TEXTS)
def test_a_file_splits_after_an_edit_as_before(text: str, data: st.DataObject, value: str) -> None:
    front = readable(text)
    document = split(b"body").with_front_matter(text)
    assert document.front_matter is not None
    key = data.draw(st.sampled_from([entry.key for entry in front.entries] or ["new"]))
    edited = document.with_front_matter(set_value(document.front_matter, key, value))
    again = split(join(edited))
    assert (again.front_matter, again.body) == (edited.front_matter, "body")


@pytest.mark.jekyll
def test_jekyll_reads_what_was_written(jekyll: Any) -> None:
    texts: list[str] = []

    @given(fronts(), TEXTS | NAMES, VALUES, QUOTES)
    @settings(max_examples=600, deadline=None, database=None, derandomize=True)
    def write(text: str, key: str, value: Any, quote: Quote) -> None:
        written = attempted(lambda: set_value(text, key, value, quote=quote))
        if isinstance(written, str):
            texts.append(written)

    write()
    assert len(texts) > 300
    found = [words for text in texts if (words := jekyll.disagreement(text)) is not None]
    assert not found, "\n".join(found[:20])


def attempted(edit: Callable[[], str]) -> str | EditFault:
    try:
        return edit()
    except EditError as error:
        return error.fault


def reads_as(read: Value, wanted: Value) -> bool:
    """Compare; instants may be written at another offset."""
    if isinstance(wanted, datetime) and isinstance(read, datetime):
        return read.astimezone(UTC) == wanted.astimezone(UTC)
    if isinstance(wanted, list) and isinstance(read, list):
        return len(read) == len(wanted) and all(map(reads_as, read, wanted))
    if isinstance(wanted, dict) and isinstance(read, dict):
        return list(read) == list(wanted) and all(
            reads_as(read[key], wanted[key]) for key in wanted
        )
    return same(read, wanted)


def hard_to_write(value: Value) -> bool:
    """Tell whether a value has a key that Psych always takes for a merge."""
    if isinstance(value, list):
        return any(map(hard_to_write, value))
    return isinstance(value, dict) and ("<<" in value or any(map(hard_to_write, value.values())))
