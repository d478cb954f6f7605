"""The generator behind the benchmarks: the same posts everywhere, and posts like the real ones."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

SAMPLE = 3_000


def load() -> ModuleType:
    path = Path(__file__).parent / "benchmarks" / "articles.py"
    spec = importlib.util.spec_from_file_location("benchmark_articles", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


articles = load()


@pytest.fixture(scope="module")
def posts() -> list[tuple[str, str]]:
    return [(name, data.decode()) for name, data in map(articles.article, range(SAMPLE))]


def key(text: str, name: str) -> str:
    found = re.search(rf"^{name}: ?(.*)$", text, re.MULTILINE)
    return found[1] if found else ""


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1]


def test_the_same_number_and_seed_give_the_same_bytes() -> None:
    again = load()
    assert [again.article(n) for n in range(50)] == [articles.article(n) for n in range(50)]
    assert articles.article(7, seed=2) != articles.article(7, seed=1)
    assert articles.article(7, seed=1) != articles.article(8, seed=1)


def test_a_post_does_not_depend_on_how_many_are_written(tmp_path: Path) -> None:
    articles.write_site(tmp_path / "few", 5, seed=3)
    articles.write_site(tmp_path / "many", 40, seed=3)
    few = {file.name: file.read_bytes() for file in (tmp_path / "few" / "_posts").iterdir()}
    many = {file.name: file.read_bytes() for file in (tmp_path / "many" / "_posts").iterdir()}
    assert len(few) == 5
    assert len(many) == 40
    assert few.items() <= many.items()
    assert few == dict(articles.article(n, 3) for n in range(5))


def test_names_never_collide_and_fit_a_file_system(posts: list[tuple[str, str]]) -> None:
    names = [name for name, _ in posts]
    assert len(set(names)) == SAMPLE
    assert max(len(name.encode()) for name in names) <= 255
    assert not any("/" in name for name in names)


def test_sizes_are_like_those_of_real_news(posts: list[tuple[str, str]]) -> None:
    sizes = sorted(len(text.encode()) for _, text in posts)
    assert 6_200 <= sum(sizes) / SAMPLE <= 7_800
    assert sizes[SAMPLE // 10] < 2_500
    assert sizes[-SAMPLE // 10] > 12_000


def test_most_posts_are_html_in_one_line(posts: list[tuple[str, str]]) -> None:
    html = [text for _, text in posts if body(text).startswith("<p>")]
    assert len(html) / SAMPLE == pytest.approx(0.8, abs=0.03)
    assert all(body(text).split("\n\n")[0].count("\n") == 0 for text in html)
    assert all("[" in body(text).rsplit("\n\n", 1)[1] for text in html)
    markdown = [text for _, text in posts if not body(text).startswith("<p>")]
    assert sum("\n## " in text for text in markdown) > len(markdown) / 4
    assert any("\n| --- |" in text for text in markdown)
    assert any("\n> " in text for text in markdown)


def test_both_languages_are_there(posts: list[tuple[str, str]]) -> None:
    han = [sum("一" <= c <= "鿿" for c in body(text)) / len(body(text)) for _, text in posts]
    english = sum(share < 0.05 for share in han) / SAMPLE
    assert english == pytest.approx(articles.ENGLISH_SHARE, abs=0.03)
    assert sum(share > 0.4 for share in han) / SAMPLE > 0.6


def test_about_one_in_a_hundred_is_broken_in_each_of_four_ways(
    posts: list[tuple[str, str]],
) -> None:
    faults = Counter[str]()
    for name, text in posts:
        faults["empty title"] += key(text, "title") == '""'
        faults["broken yaml"] += bool(re.match(r'".*" 快讯', key(text, "title")))
        faults["naive date"] += "+0800" not in key(text, "date")
        faults["name without date"] += name.startswith("-")
    assert set(+faults) == {"empty title", "broken yaml", "naive date", "name without date"}
    assert 0.004 <= faults.total() / SAMPLE <= 0.018


def test_dates_span_years_and_agree_with_names(posts: list[tuple[str, str]]) -> None:
    dates = [key(text, "date") for _, text in posts]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d( \+0800)?", date) for date in dates)
    assert len({date[:4] for date in dates}) == 7
    assert all(
        name.startswith((date[:10], "-")) for (name, _), date in zip(posts, dates, strict=True)
    )


def test_titles_differ_and_words_follow_a_steep_curve(posts: list[tuple[str, str]]) -> None:
    titles = Counter(key(text, "title") for _, text in posts)
    del titles['""']
    assert len(titles) > 0.95 * SAMPLE
    categories = Counter(key(text, "categories").strip("[]") for _, text in posts)
    del categories[""]
    (_, first), (_, second), *_, (_, last) = categories.most_common()
    assert len(categories) == 12
    assert first > 1.5 * second
    assert first > 5 * last


def test_nothing_points_at_a_real_host(posts: list[tuple[str, str]]) -> None:
    hosts = {host for _, text in posts for host in re.findall(r"//([\w.-]+)", text)}
    assert hosts
    assert all(re.search(r"\.example\.(com|net|org)$", host) for host in hosts)


def test_sentences_are_not_repeated_before_their_turn(posts: list[tuple[str, str]]) -> None:
    chinese = (text for _, text in posts if text.count("。") > 20)
    sentences = re.findall(r"[^。<>“”]{12,}。", body(next(chinese)))[:30]
    assert len({sentence[-8:] for sentence in sentences}) == len(sentences) > 12


@pytest.mark.jekyll
@pytest.mark.skipif(shutil.which("jekyll") is None, reason="Debian's jekyll is not installed")
def test_real_jekyll_builds_the_site(tmp_path: Path) -> None:
    articles.write_site(tmp_path / "site", 60, seed=5)
    built = tmp_path / "built"
    subprocess.run(
        ["jekyll", "build", "-s", tmp_path / "site", "-d", built],
        check=True,
        capture_output=True,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        timeout=120,
    )
    dated = sum(not file.name.startswith("-") for file in (tmp_path / "site" / "_posts").iterdir())
    assert len(list(built.rglob("*.html"))) == dated
