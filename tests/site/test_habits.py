"""A site's habits are what most of its posts do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from curator.domain.slugs import SlugMode
from curator.formats.emit import Quote
from curator.formats.front_matter import Style
from curator.formats.yaml_scalars import resolve
from curator.site.folder import Site, open_site
from curator.site.habits import DEFAULT_ORDER, Habits, TermStyle, learn, site_habits

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
