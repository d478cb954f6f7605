"""Tags and categories under another name, in every form that Jekyll reads (jekyll.md §5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.post import TermKind
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.facts import derive
from curator.site.term_edits import merged, replaced
from curator.site.zones import build_zone

TAG, CATEGORY = TermKind.TAG, TermKind.CATEGORY


@pytest.mark.parametrize(
    ("kind", "old", "new", "before", "after"),
    [
        (TAG, ["a"], "b", "tags: [a, c]\n", "tags: [b, c]\n"),
        (TAG, ["a"], "b", "tags: [ 'a' ,  'c' ] # 注\n", "tags: [ 'b' ,  'c' ] # 注\n"),
        (TAG, ["a"], "b", "tags:\n- a\n# kept\n- c\n", "tags:\n- b\n# kept\n- c\n"),
        (TAG, ["a"], "b", "tags:\n  - c\n  - a\n", "tags:\n  - c\n  - b\n"),
        (TAG, ["a"], "b", "tags: a  c\n", "tags: b  c\n"),
        (TAG, ["a"], "b", "tags: c a\n", "tags: c b\n"),
        (TAG, ["a"], "b", 'tags: "a c"\n', 'tags: "b c"\n'),
        # A name with a blank is no word: the words become a list.
        (TAG, ["a"], "b b", "tags: a c\n", "tags: [b b, c]\n"),
        # The text of the singular key is one term, blanks and all.
        (TAG, ["a c"], "b", "tag: a c\n", "tag: b\n"),
        (TAG, ["a"], "b", "tag: a c\n", "tag: a c\n"),
        (TAG, ["a"], "b", "tag: [a, c]\n", "tag: [b, c]\n"),
        (
            CATEGORY,
            ["a"],
            "b",
            "category: a\ncategories: [a, c]\n",
            "category: b\ncategories: [b, c]\n",
        ),
        # What a list has already is not written twice.
        (TAG, ["a"], "b", "tags: [a, b]\n", "tags: [b]\n"),
        (TAG, ["a"], "b", "tags: [b, c, a]\n", "tags: [b, c]\n"),
        (TAG, ["a", "c"], "b", "tags: [a, c, d]\n", "tags: [b, d]\n"),
        (TAG, ["a"], "b", "tags: a b\n", "tags: b\n"),
        (TAG, ["a", "c"], "b", "tags: a x c\n", "tags: b x\n"),
        (TAG, ["a"], "b", "tags:\n- b\n- a\n", "tags:\n- b\n"),
        # Numbers are found by what they are written as.
        (TAG, ["2022"], "year", "tags: [2022, a]\n", "tags: [year, a]\n"),
        (TAG, ["a"], "2022", "tags: [a]\n", 'tags: ["2022"]\n'),
        (TAG, ["财经"], "要闻", "tags: 财经　要闻 财经\n", "tags: 财经　要闻 要闻\n"),
        (TAG, ["a"], "b", "title: a\ncategories: [a]\n", "title: a\ncategories: [a]\n"),
        (TAG, ["a"], "a", "tags: [a, a]\n", "tags: [a, a]\n"),
        (TAG, ["a"], "b", "tags:\nlayout: post\n", "tags:\nlayout: post\n"),
        (TAG, ["a"], "b", "tags: [a, c]\r\nlayout: x\r\n", "tags: [b, c]\r\nlayout: x\r\n"),
    ],
)
def test_terms_get_another_name_in_place(
    kind: TermKind, old: list[str], new: str, before: str, after: str
) -> None:
    assert merged(before, kind, old, new, "\n") == after


TERMS = st.sampled_from(["a", "b", "c", "d d", "财经", "2022", "x: y", "no"])
WRITTEN = st.one_of(
    st.lists(TERMS, max_size=5).map(lambda terms: "[" + ", ".join(f'"{t}"' for t in terms) + "]"),
    st.lists(TERMS, min_size=1, max_size=5).map(
        lambda terms: "".join(f"\n  - '{term}'" for term in terms)
    ),
    st.lists(TERMS.filter(lambda term: " " not in term), min_size=1)
    .map(" ".join)
    .map("'{}'".format),
)


@given(WRITTEN, st.sampled_from(["tags", "tag"]), st.lists(TERMS, min_size=1, max_size=3), TERMS)
def test_a_post_has_the_terms_it_had_under_their_new_names(
    written: str, key: str, old: list[str], new: str
) -> None:
    def tags(text: str) -> tuple[str, ...]:
        document = split(f"---\n{text}---\n".encode())
        return derive(document, parse(text), "_posts/2022-01-01-a.md", build_zone("UTC")).tags

    before = f"title: a # b\n{key}: {written}\nlayout: post\n"
    after = merged(before, TAG, old, new, "\n")
    expected = dict.fromkeys(new if term in old else term for term in tags(before))
    assert set(tags(after)) == set(expected)
    assert after.startswith("title: a # b\n")
    assert after.endswith("\nlayout: post\n")


def test_an_item_of_any_list_gets_another_name() -> None:
    text = "authors: [Ann, Bob]\ntags: [Ann]\n"
    assert replaced(text, "authors", ["Ann"], "Eve", "\n") == "authors: [Eve, Bob]\ntags: [Ann]\n"
