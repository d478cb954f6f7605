"""Spellings of one term are told as twins; the site's usual one is what most posts write."""

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain import han
from curator.domain.han import simplified
from curator.domain.post import TermKind
from curator.site.problems.folding import folded, unlike
from curator.site.problems.vocabulary import Twin, Vocabulary

CATEGORY, TAG = TermKind.CATEGORY, TermKind.TAG


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("news", "News", "case"),
        ("ETF", "ＥＴＦ", "width"),
        ("要闻", "要聞", "script"),
        ("台灣經濟", "台湾经济", "script"),
        ("要闻,", "要闻", "comma"),
        ("要闻，", "要闻", "comma"),
        ("big data", "big-data", "gap"),
        ("南方Plus新闻", "南方plus新聞", "script"),
        ("café", "cafe\u0301", "width"),
    ],
)
def test_twins_fold_to_the_same(one: str, other: str, difference: str) -> None:
    assert folded(one) == folded(other)
    assert unlike(one, other) == difference


@pytest.mark.parametrize(
    ("one", "other"), [("股市", "股票"), ("C", "C++"), ("C#", "C"), ("a", "á"), ("软件", "軟體")]
)
def test_other_terms_do_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_the_table_is_one_to_one_and_settled() -> None:
    pairs = han._PAIRS
    traditional, plain = pairs[::2], pairs[1::2]
    assert len(traditional) == len(plain) > 900
    assert len(set(traditional)) == len(traditional)
    assert not set(traditional) & set(plain)
    assert simplified(simplified(traditional)) == plain
    assert all("\u4e00" <= char <= "\u9fff" for char in pairs)


def test_the_table_is_right() -> None:
    """ICU's own transliteration, which knows some variants less, is the reference."""
    if shutil.which("uconv") is None:
        pytest.skip("ICU's uconv is not installed")
    traditional = han._PAIRS[::2]
    done = subprocess.run(
        ["uconv", "-f", "utf-8", "-t", "utf-8", "-x", "Traditional-Simplified"],
        input="\n".join(traditional).encode(),
        capture_output=True,
        check=True,
    )
    wanted = done.stdout.decode().split("\n")
    pairs = zip(traditional, simplified(traditional), wanted, strict=True)
    differing = {char for char, ours, theirs in pairs if ours != theirs}
    assert differing <= set("嶽痺峯")


def test_the_spelling_of_most_posts_is_usual() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(TAG, ["ETF"])
    vocabulary.add(TAG, ["ETF"])
    vocabulary.add(TAG, ["etf"])
    vocabulary.add(CATEGORY, ["etf"])
    assert vocabulary.twin(TAG, "etf") == Twin(TAG, "etf", "ETF", "case")
    assert vocabulary.twin(TAG, "ETF") is None
    assert vocabulary.twin(CATEGORY, "etf") is None
    assert vocabulary.twin(TAG, "Etf") == Twin(TAG, "Etf", "ETF", "case")
    assert vocabulary.twin(TAG, "new") is None
    assert list(vocabulary.twins()) == [Twin(TAG, "etf", "ETF", "case")]


def test_of_equally_common_spellings_the_tidy_one_is_usual() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(TAG, ["要闻,", "要闻"])
    assert vocabulary.twin(TAG, "要闻,") == Twin(TAG, "要闻,", "要闻", "comma")
    assert vocabulary.twin(TAG, "要闻") is None


def test_signs_alone_are_no_twins() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(TAG, [",", "，", "-"])
    assert list(vocabulary.twins()) == []


posts = st.lists(
    st.lists(
        st.sampled_from(["a", "A", "ａ", "b,", "b", "B", "灣", "湾", "x-y", "xy"]), max_size=3
    ),
    max_size=12,
)


@given(posts, posts)
def test_taking_posts_back_leaves_the_rest_as_if_they_never_were(
    kept: list[list[str]], gone: list[list[str]]
) -> None:
    one, other = Vocabulary(), Vocabulary()
    for terms in [*gone, *kept]:
        one.add(TAG, terms)
    for terms in gone:
        one.remove(TAG, terms)
    for terms in kept:
        other.add(TAG, terms)
    assert list(one.twins()) == list(other.twins())
    for term in ("a", "B", "湾", "xy"):
        assert one.count(TAG, term) == other.count(TAG, term)


@given(st.text(max_size=20))
def test_folding_is_settled(text: str) -> None:
    assert folded(text) == folded(text.upper().lower()) or text.upper().lower() != text.lower()
    assert simplified(simplified(text)) == simplified(text)
