"""Values typed in the list change their own lines, and mean what Jekyll will read."""

from zoneinfo import ZoneInfo

import pytest

from curator.domain.errors import EditError, EditFault
from curator.domain.post import TermKind
from curator.services.cell_edits import CellEdit, CellFault, DateEdit, TermsEdit, TitleEdit

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = b"\xef\xbb\xbf---\r\ntitle: 'Old' # kept\r\n"
TAIL = b"---\r\nbody \xff\r\n"


def edited(lines: str, edit: CellEdit) -> str:
    """Return the lines after an edit; everything around them must stay."""
    source = HEAD + lines.replace("\n", "\r\n").encode() + TAIL
    after = edit.of(source, ZONE)
    assert after.endswith(TAIL)
    return after.removesuffix(TAIL).removeprefix(HEAD).decode().replace("\r\n", "\n")


def test_a_title_keeps_the_way_it_is_quoted() -> None:
    after = TitleEdit(" 茶价: 走高 ").of(HEAD + TAIL, ZONE)
    assert after == HEAD.replace(b"Old", "茶价: 走高".encode()) + TAIL


@pytest.mark.parametrize(
    ("lines", "typed", "after"),
    [
        ("date: 2022-01-11 18:09:11 +0800\n", "2022-01-12", "date: 2022-01-12 18:09:11 +0800\n"),
        (
            'date: "2022-01-11 18:09:11 +0800"\n',
            "2022-02-01",
            'date: "2022-02-01 18:09:11 +0800"\n',
        ),
        ("date: 2022-01-11\n", "2022-01-12 07:30", "date: 2022-01-12 07:30:00 +0800\n"),
        (
            "date: 2022-01-11\n",
            "2022-01-12 07:30:01 +0000",
            "date: 2022-01-12 07:30:01 +0000\n",
        ),
        ("x: 1\n", "2022-01-12 07:30:00 +0800", "x: 1\ndate: 2022-01-12 07:30:00 +0800\n"),
    ],
)
def test_a_date_is_written_with_its_offset(lines: str, typed: str, after: str) -> None:
    assert edited(lines, DateEdit(typed)) == after


@pytest.mark.parametrize(
    ("lines", "before", "typed", "after"),
    [
        ("tags: [a, b]\n", "a,b", "a, b, 茶叶", "tags: [a, b, 茶叶]\n"),
        ("tags: [a, b]\n", "a,b", "b", "tags: [b]\n"),
        ("tags:\n- a\n- b # why\n", "a,b", "a", "tags:\n- a\n"),
        ("tags: a b\n", "a,b", "a，b；c", "tags: a b c\n"),
        ("tag: a\ntags: [x]\n", "a", "a、b", "tag: [a, b]\ntags: [x]\n"),
        ("tags: [a, b]\n", "a,b", "b, a", "tags: [b, a]\n"),
        ("tags: [a, b]\n", "a,b", "a, b, a", "tags: [a, b]\n"),
    ],
)
def test_terms_change_by_what_was_added_and_taken_away(
    lines: str, before: str, typed: str, after: str
) -> None:
    edit = TermsEdit(TermKind.TAG, tuple(before.split(",")), typed)
    assert edited(lines, edit) == after


def test_a_category_of_the_folder_is_not_in_the_text() -> None:
    edit = TermsEdit(TermKind.CATEGORY, ("news", "a"), "a")
    with pytest.raises(EditError) as caught:
        edited("categories: a\n", edit)
    assert (caught.value.fault, caught.value.detail) == (EditFault.NO_SUCH_ITEM, "news")
    added = TermsEdit(TermKind.CATEGORY, ("news", "a"), "news, a, b")
    assert edited("categories: a\n", added) == "categories: a b\n"


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (TitleEdit("  "), CellFault.NO_TITLE),
        (TitleEdit("x"), None),
        (DateEdit("yesterday-ish"), CellFault.NO_DATE),
        (DateEdit(""), CellFault.NO_DATE),
        (DateEdit("2022-13-40"), CellFault.NO_DATE),
        (DateEdit("2022-01-31 12:00"), None),
        (TermsEdit(TermKind.TAG, ("a",), ""), None),
    ],
)
def test_what_cannot_stand_is_told_before_anything_is_written(
    edit: CellEdit, fault: CellFault | None
) -> None:
    assert edit.fault is fault
