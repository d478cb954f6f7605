"""A site's habits are what most of its posts do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.slugs import SlugMode
from curator.formats.document import split
from curator.formats.emit import Quote
from curator.formats.front_matter import Style, parse
from curator.formats.yaml_scalars import resolve
from curator.site.facts import derive
from curator.site.folder import Site, open_site
from curator.site.habits import (
    DEFAULT_ORDER,
    HabitCounts,
    Habits,
    TermStyle,
    learn,
    site_habits,
)
from curator.site.traits import PostTraits, Trait, traits_of

MOMENT = datetime(2022, 1, 11, 18, 9, 11, 500000, tzinfo=timezone(timedelta(hours=8)))


def sample(
    number: int, header: str, path: str = "_posts/2022-01-{:02}-post-{}.md"
) -> tuple[str, bytes]:
    return path.format(number, number), f"---\n{header}\n---\nbody\n".encode()


def test_without_samples_habits_are_jekylls() -> None:
    assert learn([]) == Habits()
    assert Habits().key_order == DEFAULT_ORDER
    assert Habits().write_date(MOMENT) == "2022-01-11 18:09:11 +0800"


def test_the_example_site(examples: Path) -> None:
    habits = site_habits(open_site(examples / "site"))
    assert habits.layout == "post"
    assert habits.title_style is Style.DOUBLE
    known = [key for key in habits.key_order if key not in {"category", "tag"}]
    assert known == ["layout", "title", "date", "categories", "tags"]
    assert (habits.categories_key, habits.categories_style) == ("categories", TermStyle.SCALAR)
    assert habits.folder == "_posts"
    assert habits.extension == ".md"


def test_the_majority_counts() -> None:
    odd = sample(1, "date: 2022-01-01\ntitle: odd\nlayout: page\ntags: a b")
    usual = [
        sample(
            n,
            f"title: 'Post {n}'\nlayout: article\ntags:\n- a\ncategory: news\n"
            f"date: 2022-01-0{n}T10:00:00+08:00",
            "_posts/2022/01/2022-01-{:02}-Post-{}.markdown",
        )
        for n in range(2, 9)
    ]
    habits = learn([odd, *usual])
    assert habits.layout == "article"
    assert habits.title_style is Style.SINGLE
    assert habits.quote is Quote.SINGLE
    assert habits.write_date(MOMENT) == "2022-01-11T18:09:11+08:00"
    order = habits.key_order
    assert order.index("title") < order.index("layout") < order.index("date")
    assert (habits.tags_key, habits.tags_style) == ("tags", TermStyle.BLOCK)
    assert habits.categories_key == "category"
    assert habits.extension == ".markdown"
    assert habits.folder == "_posts/:year/:month"
    assert habits.folder_for(MOMENT) == "_posts/2022/01"
    assert (habits.slug_mode, habits.slug_cased) == (SlugMode.DEFAULT, True)


def test_a_site_whose_posts_name_no_layout_gets_none() -> None:
    assert learn([sample(n, "title: a") for n in range(1, 5)]).layout == ""


def test_a_folder_that_gives_a_category_needs_nearly_all_posts() -> None:
    mixed = [
        sample(
            n,
            "title: a",
            "news/_posts/2022-01-{:02}-{}.md" if n % 2 else "_posts/2022-01-{:02}-{}.md",
        )
        for n in range(1, 9)
    ]
    assert learn(mixed).folder == "_posts"
    assert learn(mixed[::2]).folder == "news/_posts"


def test_broken_posts_teach_nothing() -> None:
    broken = [sample(n, "layout: [a\ntitle: b: c") for n in range(1, 9)]
    assert learn([*broken, sample(9, "layout: good")]).layout == "good"
    assert learn([("_posts/a.md", b"\xff\xfe\x00"), ("x", b"")]) == Habits()


@pytest.mark.parametrize("gap", ["", " "])
@pytest.mark.parametrize("colon", [True, False])
@pytest.mark.parametrize("separator", [" ", "T"])
def test_every_written_date_reads_back(gap: str, colon: bool, separator: str) -> None:
    habits = Habits(offset_gap=gap, offset_colon=colon, date_separator=separator)
    for moment in (MOMENT, MOMENT.astimezone(timezone(timedelta(hours=-9, minutes=-30)))):
        assert resolve(habits.write_date(moment)) == moment.replace(microsecond=0)


def test_a_date_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        Habits().write_date(datetime(2022, 1, 1))  # noqa: DTZ001


def test_only_the_newest_posts_are_asked(make_site: Callable[..., Site]) -> None:
    old = {f"_posts/2020-01-{n:02}-a.md": "---\nlayout: old\n---\n" for n in range(1, 20)}
    new = {f"_posts/2022-01-{n:02}-a.md": "---\nlayout: new\n---\n" for n in range(1, 4)}
    site = make_site({**old, **new})
    assert site_habits(site, limit=5).layout == "new"
    assert site_habits(site).layout == "old"


def test_posts_below_the_collections_folder(make_site: Callable[..., Site]) -> None:
    site = make_site({"col/about.md": "x"}, "collections_dir: col\n")
    habits = site_habits(site)
    assert habits.folder == "col/_posts"
    assert habits.drafts_folder == "col/_drafts"
    assert habits.folder_for(datetime(2022, 1, 1, tzinfo=UTC)) == "col/_posts"


def counted(samples: list[tuple[str, bytes]]) -> tuple[HabitCounts, list[PostTraits]]:
    counts = HabitCounts()
    traits = [post_traits(path, data) for path, data in samples]
    for one in traits:
        counts.add(one)
    return counts, traits


def post_traits(path: str, data: bytes) -> PostTraits:
    document = split(data)
    front_matter = parse(document.front_matter or "")
    facts = derive(document, front_matter, path, UTC)
    return traits_of(path, front_matter, categories=facts.categories, source=facts.source)


USUAL = 'layout: post\ntitle: "标题 {}"\ndate: 2022-01-{:02} 10:00:00 +0800\ncategories: news\ntags: [a, b]'


def usual_posts(number: int = 20) -> list[tuple[str, bytes]]:
    return [
        (
            f"_posts/2022-01-{n % 28 + 1:02}-20220111{n:06}.md",
            f"---\n{USUAL.format(n, n % 28 + 1)}\n---\n<https://example.org/{n}>\n".encode(),
        )
        for n in range(number)
    ]


@pytest.mark.parametrize(
    ("change", "trait", "found", "usual"),
    [
        (("layout: post", "layout: page"), Trait.LAYOUT, "page", "post"),
        (('"标题 99"', "标题 99"), Trait.TITLE_QUOTES, "plain", "double"),
        (("+0800", "+0000"), Trait.OFFSET, "+0000", "+0800"),
        ((" +0800", "+0800"), Trait.OFFSET_FORM, "+0000", " +0000"),
        ((" +0800", " +08:00"), Trait.OFFSET_FORM, " +00:00", " +0000"),
        (("-11 10:", "-11T10:"), Trait.DATE_SEPARATOR, "T", " "),
        (
            ("date: 2022-01-11 10:00:00 +0800", "date: '2022-01-11 10:00:00 +0800'"),
            Trait.DATE_QUOTES,
            "single",
            "plain",
        ),
        (("tags: [a, b]", "tags: a b"), Trait.TAGS_STYLE, "scalar", "flow"),
        (("tags: [a, b]", "tags:\n- a"), Trait.TAGS_STYLE, "block", "flow"),
        (("categories: news", "categories: [news]"), Trait.CATEGORIES_STYLE, "flow", "scalar"),
        (("<https://example.org/99>", "x"), Trait.SOURCE, "", "named"),
        (("\ntags: [a, b]", ""), Trait.MISSING_KEY, "", "tags"),
    ],
)
def test_what_a_post_does_otherwise_is_named(
    change: tuple[str, str], trait: Trait, found: str, usual: str
) -> None:
    counts, _ = counted(usual_posts())
    text = f"---\n{USUAL.format(99, 11)}\n---\n<https://example.org/99>\n"
    path = "_posts/2022-01-11-20220111099999.md"
    assert counts.outliers(post_traits(path, text.encode())) == ()
    odd = text.replace(*change)
    assert odd != text
    (one,) = counts.outliers(post_traits(path, odd.encode()))
    assert (one.trait, one.found, one.usual) == (trait, found, usual)
    assert one.share == 1


def test_an_odd_order_of_keys_and_an_odd_name() -> None:
    counts, _ = counted(usual_posts())
    text = USUAL.format(99, 11).split("\n")
    text[0], text[1] = text[1], text[0]
    data = "\n".join(["---", *text, "---", "<https://example.org/1>"]).encode()
    found = counts.outliers(post_traits("old/_posts/2022-01-11-some-words.markdown", data))
    named = {(one.trait, one.found, one.usual) for one in found}
    assert named == {
        (Trait.EXTENSION, ".markdown", ".md"),
        (Trait.FOLDER, "old/_posts", "_posts"),
        (Trait.SLUG, "words", "number"),
        (
            Trait.KEY_ORDER,
            "title, layout, date, categories, tags",
            "layout, title, date, categories, tags",
        ),
    }


def test_a_word_that_no_other_of_many_posts_knows() -> None:
    counts, _ = counted(usual_posts(120))
    odd = f"---\n{USUAL.format(99, 11)}\ntgas: c\n---\n<https://example.org/1>".replace(
        "news", "nwes"
    )
    traits = post_traits("_posts/2022-01-11-20220111099999.md", odd.encode())
    for _ in range(2):  # before it is counted and after
        named = {(one.trait, one.found) for one in counts.outliers(traits)}
        assert named == {(Trait.UNUSUAL_KEY, "tgas"), (Trait.CATEGORY, "nwes")}
        counts.add(traits)
    counts.remove(traits)
    few, _ = counted(usual_posts(20))
    assert few.outliers(traits) == ()


def test_a_site_without_habits_has_no_outliers() -> None:
    assert HabitCounts().outliers(post_traits("_posts/2022-01-11-a.md", b"---\na: b\n---\n")) == ()
    mixed = [
        sample(n, "layout: post\ntitle: 'a'" if n % 2 else 'title: "b"\nlayout: page')
        for n in range(1, 25)
    ]
    counts, traits = counted(mixed)
    assert all(counts.outliers(one) == () for one in traits)
    assert not counts.sources_expected


def test_sources_are_expected_where_nearly_all_posts_name_one() -> None:
    counts, _ = counted(usual_posts())
    assert counts.sources_expected


headers = st.lists(
    st.sampled_from(
        (
            *("layout: post", "layout: page", "title: 'a'", 'title: "b"', "title: c", "tags: [a]"),
            *("tags: a", "category: x", "date: 2022-01-01 00:00:00 +08:00", "date: 2022-01-01"),
        )
    ),
    max_size=4,
    unique_by=lambda line: line.partition(":")[0],
)


@given(st.lists(headers, max_size=14), st.lists(headers, max_size=8))
def test_posts_that_went_teach_nothing(kept: list[list[str]], gone: list[list[str]]) -> None:
    def samples(texts: list[list[str]]) -> list[tuple[str, bytes]]:
        return [sample(n % 28 + 1, "\n".join(lines)) for n, lines in enumerate(texts)]

    fresh, _ = counted(samples(kept))
    _, others = counted(samples(gone))
    _, staying = counted(samples(kept))
    counts = HabitCounts()
    for one in [*others, *staying]:
        counts.add(one)
    for one in others:
        counts.remove(one)
    assert counts.posts == fresh.posts
    assert counts.habits() == fresh.habits()
    for one in others:
        assert counts.outliers(one) == fresh.outliers(one)
