"""The left pane's tree: nesting, letters, paths, and queries that find what the counts tell."""

import random
from collections import Counter
from datetime import date

import pytest

from curator.domain.listing import Counts, KnownSite
from curator.domain.post import SiteId, Status
from curator.domain.query_parsing import parse
from curator.gui.sidebar import entries
from curator.gui.sidebar.entries import MOST, Entry, Section
from curator.gui.sidebar.initials import initial


def counted(
    *,
    tags: dict[str, int] | None = None,
    sources: dict[str, int] | None = None,
    paths: dict[tuple[str, ...], int] | None = None,
) -> Counts:
    def most(numbers: dict[str, int] | None) -> tuple[tuple[str, int], ...]:
        return tuple(sorted((numbers or {}).items(), key=lambda one: (-one[1], one[0])))

    return Counts(
        dict.fromkeys(Status, 3), (), most(tags), most(sources), 2, tuple((paths or {}).items())
    )


def section(found: tuple[Entry, ...], which: Section) -> tuple[Entry, ...]:
    return next((one.children for one in found if one.heading and one.section is which), ())


def everything(found: tuple[Entry, ...]) -> list[Entry]:
    return [each for one in found for each in (one, *everything(one.children))]


def test_empty_sections_are_left_out_and_the_trash_is_not_among_all() -> None:
    found = entries.tree(counted(), (), initial)
    assert [one.key for one in found] == ["all", *(status.value for status in Status), "problems"]
    assert found[0].count == 3 * 4


def test_tags_nest_by_their_separators() -> None:
    tags = {"market/tea": 4, "market/oil": 2, "market": 3, "people::li": 1, "plain": 9}
    found = section(entries.tree(counted(tags=tags), (), initial), Section.TAGS)
    assert [(one.title, one.count) for one in found] == [
        ("plain", 9),
        ("market", 3),
        ("people", None),
    ]
    market, people = found[1], found[2]
    assert [(one.title, one.query) for one in market.children] == [
        ("tea", 'tag:="market/tea"'),
        ("oil", 'tag:="market/oil"'),
    ]
    assert people.query == 'tag:="people::li"'
    assert {one.name for one in everything(found) if one.name} == set(tags)


def test_many_tags_stand_below_letters_each_once() -> None:
    tags = {f"{letter}{number}": number + 1 for letter in "abx茶银9" for number in range(8)}
    found = section(entries.tree(counted(tags=tags), (), initial), Section.TAGS)
    assert len(found) == MOST + 1
    letters = found[-1].children
    assert [one.title for one in letters] == ["#", "A", "B", "C", "X", "Y"]
    assert all(one.count == len(one.children) == 8 for one in letters)
    assert Counter(each.name for one in letters for each in one.children) == Counter(tags.keys())
    assert len({one.key for one in everything(found)}) == len(everything(found))


def test_a_path_counts_the_posts_that_have_all_categories_on_it() -> None:
    paths = {
        ("财经", "股市"): 5,
        ("财经",): 2,
        ("股市", "财经"): 1,
        ("a b",): 4,
        ("财经", "股市", "A"): 1,
    }
    found = section(entries.tree(counted(paths=paths), (), initial), Section.CATEGORIES)
    by_key = {one.key: one for one in everything(found)}
    assert by_key["category 财经"].count == 9
    assert by_key["category 财经/股市"].count == 7
    assert by_key["category 股市/财经"].count == 7
    assert by_key["category 财经/股市"].query == 'category:="财经" category:="股市"'
    assert by_key["category a b"].query == 'category:="a b"'
    assert [one.title for one in found] == ["财经", "股市", "a b"]


def test_searching_shows_what_holds_the_letters_and_what_leads_there() -> None:
    tags = {f"tag {number}": 1 for number in range(50)} | {"market/Tea": 4, "market/oil": 2}
    counts = counted(tags=tags, sources={"https://tea.example": 1, "b": 2})
    site = KnownSite(SiteId(1), "/srv/tea", "Ｔｅａ house", 7)
    found = entries.tree(counts, [site], initial, wanted="TEA")
    named = [one.name for one in everything(found) if one.name]
    assert named == ["/srv/tea", "market/Tea", "https://tea.example"]
    assert section(entries.tree(counts, [], initial, wanted="no such"), Section.TAGS) == ()


@pytest.mark.parametrize("seed", range(5))
def test_every_query_is_one_that_is_understood(seed: int) -> None:
    chance = random.Random(seed)
    letters = "ab 茶\"\\():'-|*?：“”/"
    words = ["".join(chance.choices(letters, k=chance.randrange(1, 6))) for _ in range(40)]
    words = [word for word in words if word.strip()]
    counts = counted(
        tags=dict.fromkeys(words, 1), sources=dict.fromkeys(words, 1), paths={tuple(words[:3]): 1}
    )
    found = everything(entries.tree(counts, (), initial))
    for one in found:
        if one.query:
            parse(one.query, date(2026, 1, 1))
    chosen = [one for one in found if one.query]
    parse(entries.together(chance.sample(chosen, 6)), date(2026, 1, 1))


def test_entries_of_one_kind_widen_and_of_several_narrow() -> None:
    found = entries.tree(counted(tags={"a": 1, "b": 1}, paths={("x", "y"): 1}), (), initial)
    by_key = {one.key: one for one in everything(found)}
    chosen = [by_key[key] for key in ("inbox", "tag a", "review", "tag b", "category x/y", "all")]
    expected = '(status:inbox OR status:review) (tag:="a" OR tag:="b") category:="x" category:="y"'
    assert entries.together(chosen) == expected
    assert entries.together([by_key["all"]]) == ""
    kept = Entry("search 1", "Mine", Section.SAVED, query="a OR b:c")
    assert entries.together([kept]) == "a OR b:c"
    assert entries.together([kept, by_key["inbox"]]) == "(a OR b:c) status:inbox"


@pytest.mark.parametrize(
    ("word", "letter"),
    [("茶", "C"), ("银行", "Y"), ("Ｔea", "T"), ("émile", "#"), ("9", "#"), ("", "#"), ("ß", "S")],
)
def test_words_are_looked_up_by_a_letter(word: str, letter: str) -> None:
    assert initial(word) == letter
