"""Fingerprints: vectors that may never change, and what makes no difference to them."""

import unicodedata

import pytest

from curator.domain.fingerprints import (
    Fingerprint,
    distance,
    fingerprint,
    resemblance,
    shingles,
    words,
)

CHINESE = "市场监管部门说，2022年1月11日茶价上涨3.5%，成交326.51亿元，同比增长12.30%。"
ENGLISH = "The quick brown fox jumps over the lazy dog, and then it sleeps for 12 hours."

# Libraries hold these numbers: a change here makes every library forget what it knows.
VECTORS = {
    "茶价小幅走高。": Fingerprint(0x88548125C0500200, (906150385,), 6),
    CHINESE * 2: Fingerprint(
        0x831011C3B617051A,
        (
            *(695750825, 1054966655, 628712414, 428758041, 372143066, 148639360, 248420710),
            *(910044527, 863724896, 1035912514, 784961937, 604922222, 566025019, 618668347),
            *(446284182, 537032566),
        ),
        62,
    ),
    ENGLISH: Fingerprint(
        0x9C2A0503022DEF44,
        (
            *(457016420, 137299532, 250935195, 817412646, 148425642, 69796807, 712939596),
            *(798985213, 19282870),
        ),
        16,
    ),
    "": Fingerprint(0, (), 0),
}


@pytest.mark.parametrize("text", VECTORS)
def test_fingerprints_are_fixed_for_ever(text: str) -> None:
    assert fingerprint(words(text)) == VECTORS[text]


def test_shingles_are_fixed_for_ever() -> None:
    assert sorted(shingles(words(ENGLISH)))[:2] == [1452173405974505315, 3869383947329404460]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>茶价<strong>小幅</strong>走高。</p><p>成交放量</p>", "茶价**小幅**走高。\n\n成交放量"),
        ("ＴＥＡ　ｐｒｉｃｅｓ　１２％", "tea prices 12%"),
        ("Caf\u00e9 au lait", unicodedata.normalize("NFD", "Café au lait")),
        ("tea &amp; milk &lt;now&gt;", "tea milk now"),
        ("tea ![a cup](cup.jpg) and [milk](https://example.org/milk)", "tea and milk"),
        (
            "tea <img src='a.jpg' alt='cup'> and milk<!-- no --><script>x = 1</script>",
            "tea and milk",
        ),
        ("tea {% include cup.html %}and {{ page.milk }}milk\n{: .big}", "tea and milk"),
        ("tea and milk\n\n[Back](//example.org/)｜[Home](//example.org/a)", "tea and milk"),
        ("tea <https://example.org/a?b=1>", "tea"),
        ("tea见https://example.org/a?b=1，完", "tea见完"),
    ],
)
def test_markup_width_and_case_make_no_difference(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_words_are_characters_in_chinese_and_runs_of_letters_elsewhere() -> None:
    assert words("茶价 up 3.5%, état_major") == [
        *("茶", "价", "up", "3", "5", "état", "major"),
    ]


def test_a_change_of_one_word_moves_little() -> None:
    text = [str(number) for number in range(400)]
    changed = [*text[:200], "other", *text[201:]]
    one, other = fingerprint(text), fingerprint(changed)
    assert distance(one.simhash, other.simhash) <= 6
    assert len(set(one.marks) & set(other.marks)) >= 12
    of_all, of_shorter = resemblance(shingles(text), shingles(changed))
    assert of_all == pytest.approx(391 / 401)
    assert of_shorter == pytest.approx(391 / 396)


def test_a_part_is_contained_in_the_whole() -> None:
    text = [str(number) for number in range(400)]
    of_all, of_shorter = resemblance(shingles(text), shingles(text[:100]))
    assert of_shorter == 1.0
    assert of_all == pytest.approx(96 / 396)


def test_nothing_resembles_an_empty_text() -> None:
    assert resemblance(shingles([]), shingles([])) == (0.0, 0.0)


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 200_000,
        "[" * 200_000,
        "![" * 100_000,
        "[a](b" * 40_000,
        "{%" * 100_000,
        "{{" * 100_000,
        "<!--" * 50_000,
        "<script>" * 30_000,
        "| [a](b) " * 20_000,
        "&" * 200_000,
    ],
)
def test_made_to_harm_texts_take_no_longer_than_others(hostile: str) -> None:
    # Quadratic work on such texts takes minutes; the suite's time limit is the judge.
    assert isinstance(words(hostile), list)


def test_many_words_are_forgotten_but_not_changed() -> None:
    before = fingerprint(["tea", "and", "milk"])
    fingerprint([f"w{number}" for number in range(250_000)])
    assert fingerprint(["tea", "and", "milk"]) == before
