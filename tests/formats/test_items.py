"""Items come and go in lists of every shape, and in the strings that Jekyll splits."""

from collections.abc import Callable

import pytest

from curator.domain.errors import EditError, EditFault
from curator.formats.front_matter import Quote, Value, add_item, parse, remove_item


def refused(fault: EditFault, edit: Callable[[], str]) -> None:
    with pytest.raises(EditError) as caught:
        edit()
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    ("before", "item", "after"),
    [
        ("tags: [a, b] # c\n", "新闻", "tags: [a, b, 新闻] # c\n"),
        ("tags: [a,b]\n", "c d", "tags: [a,b,c d]\n"),
        ("tags: ['a']\n", "b", "tags: ['a', 'b']\n"),
        ("tags: []\n", "a", "tags: [a]\n"),
        ("tags: [a]\n", "1,000", 'tags: [a, "1,000"]\n'),
        ("tags: [a]\n", 1000, "tags: [a, 1000]\n"),
        (
            "tags: [\n  a, # one\n  b  # two\n  ]\n",
            "c",
            "tags: [\n  a, # one\n  b,\n  c  # two\n  ]\n",
        ),
        (
            "tags:\n  - a # one\n  - b # two\n\nz: 1\n",
            "c",
            "tags:\n  - a # one\n  - b # two\n  - c\n\nz: 1\n",
        ),
        ("tags:\n- a\n-\n- 'b'", "c", "tags:\n- a\n-\n- 'b'\n- 'c'"),
        ("tags:\r\n-   a\r\nz: 1\r\n", "c", "tags:\r\n-   a\r\n-   c\r\nz: 1\r\n"),
        (
            "tags:\n  - |\n    a\n\n  # end\nz: 1\n",
            "c",
            "tags:\n  - |\n    a\n  - c\n\n  # end\nz: 1\n",
        ),
        ("tags:\n", "a", "tags: [a]\n"),
        ("tags: ~\n", "a", "tags: [a]\n"),
        ("x: 1\n", "a", "x: 1\ntags: [a]\n"),
        ("", "a", "tags: [a]\n"),
        ("tags: a b # c\n", "新闻", "tags: a b 新闻 # c\n"),
        ("tags: 'a b'\n", "c", "tags: 'a b c'\n"),
        ('tags: ""\n', "c", 'tags: "c"\n'),
        ("tags: a b\n", "c d", "tags: [a, b, c d]\n"),
        ("tags: 财经　要闻\n", "c", "tags: 财经　要闻 c\n"),
        ("tags: a, b\n", "c", "tags: a, b c\n"),
        ("tags: 2022\n", "c", "tags: [2022, c]\n"),
        ("tags: [a, b]\n", "b", "tags: [a, b]\n"),
        ("tags: a b\n", "b", "tags: a b\n"),
        ("{tags: [a], x: 1}\n", "b", "{tags: [a, b], x: 1}\n"),
    ],
)
def test_an_item_is_added(before: str, item: Value, after: str) -> None:
    assert add_item(before, "tags", item) == after


def test_single_values_of_other_keys_become_lists() -> None:
    assert add_item("tag: a b\n", "tag", "c") == "tag: [a b, c]\n"
    assert add_item("category: 'a'\n", "category", "b") == "category: ['a', 'b']\n"
    assert add_item("redirect_from: /x\n", "redirect_from", "/y") == "redirect_from: [/x, /y]\n"
    assert add_item("l:\n  - 1\nn: x\n", "n", "y", quote=Quote.SINGLE) == "l:\n  - 1\nn: [x, y]\n"


@pytest.mark.parametrize(
    ("before", "item", "after"),
    [
        ("tags: [a, b, c] # x\n", "b", "tags: [a, c] # x\n"),
        ("tags: [a, b, c]\n", "c", "tags: [a, b]\n"),
        ("tags: [a,b,c]\n", "a", "tags: [b,c]\n"),
        ("tags: [a, ]\n", "a", "tags: []\n"),
        ("tags: [a, b, a]\n", "a", "tags: [b]\n"),
        ("tags:\n  - a # one\n  # on b\n  - b # two\n  - c\n", "b", "tags:\n  - a # one\n  - c\n"),
        ("tags:\n- a\n- b\nz: 1\n", "b", "tags:\n- a\nz: 1\n"),
        ("tags:\n- a\nz: 1\n", "a", "tags: []\nz: 1\n"),
        ("tags: a b c # x\n", "b", "tags: a c # x\n"),
        ("tags: 'a b'\n", "b", "tags: 'a'\n"),
        ("tags: a\n", "a", "tags: []\n"),
        ("tags: [2022, a]\n", "2022", "tags: [a]\n"),
        ("tags: ['2022', 2022]\n", "2022", "tags: [2022]\n"),
        ("tags: [2022-01-01, a]\n", "2022-01-01", "tags: [a]\n"),
        ("tags: 2022\n", "2022", "tags: []\n"),
    ],
)
def test_an_item_is_removed(before: str, item: Value, after: str) -> None:
    assert remove_item(before, "tags", item) == after


def test_an_alias_is_replaced_by_a_list_of_its_own() -> None:
    text = "a: &l [x]\ntags: *l\n"
    assert add_item(text, "tags", "y") == "a: &l [x]\ntags: [x, y]\n"
    refused(EditFault.ALIASED, lambda: add_item(text, "a", "y"))
    refused(EditFault.ALIASED, lambda: remove_item(text, "a", "x"))


def test_what_is_no_list_or_not_there_is_refused() -> None:
    refused(EditFault.NOT_A_LIST, lambda: add_item("tags: {a: 1}\n", "tags", "b"))
    refused(EditFault.NOT_A_LIST, lambda: remove_item("tags: {a: 1}\n", "tags", "b"))
    refused(EditFault.NO_SUCH_KEY, lambda: remove_item("a: 1\n", "tags", "b"))
    refused(EditFault.NO_SUCH_ITEM, lambda: remove_item("tags: [a]\n", "tags", "b"))
    refused(EditFault.NO_SUCH_ITEM, lambda: remove_item("tags: [a]\n", "tags", 1))
    refused(EditFault.NO_SUCH_ITEM, lambda: remove_item("tags:\n", "tags", "b"))
    refused(EditFault.BROKEN_YAML, lambda: add_item("tags: [a\n", "tags", "b"))


def test_adding_and_removing_gives_the_text_again() -> None:
    for text in (
        "tags: [a, 'b']\n",
        "tags:\n  - a # x\n  # y\n",
        "tags: a b\n",
        "tags:\n- a\nz: 1\n",
    ):
        assert remove_item(add_item(text, "tags", "new"), "tags", "new") == text
        assert parse(add_item(text, "tags", "new")).values["tags"] in (
            ["a", "b", "new"],
            ["a", "new"],
            "a b new",
        )
