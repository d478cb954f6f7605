"""Hits and replacements in texts of any line end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.bulk import BulkError, BulkFault, ReplaceText
from curator.formats.text_search import compiled, hits, spliced


def replaced(wanted: ReplaceText, text: str) -> str:
    return spliced(text, hits(compiled(wanted), text))


@pytest.mark.parametrize(
    ("wanted", "before", "after"),
    [
        (ReplaceText("a", "b"), "a A a", "b A b"),
        (ReplaceText("a", "b", match_case=False), "a A", "b b"),
        (ReplaceText("a.c", "x"), "a.c abc", "x abc"),
        (ReplaceText("a", r"\1\n"), "a", r"\1\n"),
        (ReplaceText("茶", "咖啡"), "喝茶、茶叶", "喝咖啡、咖啡叶"),
        (
            ReplaceText("cat", "dog", whole_words=True),
            "cat concat cats cat.",
            "dog concat cats dog.",
        ),
        # Han has no word ends; Latin beside it has.
        (ReplaceText("茶", "咖啡", whole_words=True), "喝茶叶", "喝咖啡叶"),
        (ReplaceText("GDP", "总值", whole_words=True), "中国GDP增长 GDPs", "中国总值增长 GDPs"),
        (ReplaceText("$5", "5", whole_words=True), "$5 $55", "5 $55"),
        (ReplaceText("a\nb", "c\nd"), "a\r\nb a\nb\r\n", "c\r\nd c\r\nd\r\n"),
        (ReplaceText("a\nb", "c\nd"), "a\nb", "c\nd"),
        (ReplaceText("^x$", "y", regex=True), "x\r\nx\r\nxx\r\n", "y\r\ny\r\nxx\r\n"),
        (ReplaceText("^", "> ", regex=True), "a\r\nb", "> a\r\n> b"),
        (ReplaceText(r"(\d+)-(\d+)", r"\2-\1", regex=True), "1-2 3-4", "2-1 4-3"),
        (ReplaceText(r"(?P<n>a)", r"\g<n>\n", regex=True), "a\r\n", "a\r\n\r\n"),
        (ReplaceText("\n\n+", "\n", regex=True), "a\r\n\r\n\r\nb", "a\r\nb"),
        (ReplaceText("a|b", "c", regex=True, whole_words=True), "a b ab", "c c ab"),
        (ReplaceText("\r\n", " "), "a\r\nb", "a b"),
    ],
)
def test_hits_are_replaced_and_nothing_else(wanted: ReplaceText, before: str, after: str) -> None:
    assert replaced(wanted, before) == after


@given(
    st.text("ab\n\r茶", max_size=60),
    st.text("ab茶", min_size=1, max_size=3),
    st.text("xy", max_size=3),
)
def test_without_line_ends_it_is_what_python_replaces(text: str, find: str, new: str) -> None:
    assert replaced(ReplaceText(find, new), text) == text.replace(find, new)


@given(st.text("ab\n", max_size=60), st.sampled_from(["a\nb", "\n", "^a", "b$", "a.", "(a)(b)?"]))
def test_line_ends_make_no_difference(text: str, find: str) -> None:
    wanted = ReplaceText(find, "<\n>", regex=True)
    windows = text.replace("\n", "\r\n")
    expected = re.sub(find, "<\n>", text, flags=re.MULTILINE).replace("\n", "\r\n")
    if "\n" in text:
        assert replaced(wanted, windows) == expected


def test_hits_may_be_left() -> None:
    found = hits(compiled(ReplaceText("a", "b")), "a a a")
    assert spliced("a a a", found, {1}) == "b a b"


@pytest.mark.parametrize(
    ("find", "replacement", "fault"),
    [
        ("", "x", BulkFault.NO_PATTERN),
        ("(", "x", BulkFault.BAD_PATTERN),
        ("a", r"\1", BulkFault.BAD_PATTERN),
        ("a", r"\g<x>", BulkFault.BAD_PATTERN),
        ("a{99999999999}", "", BulkFault.BAD_PATTERN),
    ],
)
def test_a_pattern_that_is_none_is_told(find: str, replacement: str, fault: BulkFault) -> None:
    with pytest.raises(BulkError) as raised:
        compiled(ReplaceText(find, replacement, regex=True))
    assert raised.value.fault is fault
