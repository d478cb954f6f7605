"""Facts equal what real Jekyll computes for the same files."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.post import PostFacts, Problem
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.site.config import config_from
from curator.site.facts import derive
from curator.site.folder import Site

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINETEENTH_CENTURY = -2_200_000_000
"""Before 1900 offsets have seconds, which Jekyll loses each time it writes a date out and in."""

HEADERS = [
    "title: 标题\ndate: 2022-01-11 18:09:11 +0800",
    "title: t\ndate: 2022-01-11 18:09:11",
    "title: t\ndate: 2022-01-11 18:09",
    "title: t\ndate: 2022-01-11",
    "title: t\ndate: 2022-1-5",
    "title: t\ndate: 2022-01-11T18:09:11+08:00",
    "title: t\ndate: 2022-01-11T18:09:11Z",
    "title: t\ndate: 2022-01-11 18:09:11.75 +0800",
    "title: t\ndate: 2022-01-11 18:09:11 +08",
    "title: t\ndate: 2022-01-11 18:09:11 +8",
    "title: t\ndate: 2022-01-11 18:09:11 CST",
    "title: t\ndate: 2022-01-11 18:09:11 EST",
    "title: t\ndate: 2022-01-11 18:09:11 Asia/Shanghai",
    "title: t\ndate: 2022/01/12",
    "title: t\ndate: 2022/01/12 10:00",
    "title: t\ndate: 2022年1月12日",
    "title: t\ndate: Jan 12, 2022 3:04 pm",
    "title: t\ndate: 12 January 2022",
    "title: t\ndate: Tue, 12 Jul 2022 08:00:00 GMT",
    "title: t\ndate: 20220111",
    "title: t\ndate: 20220111180911",
    "title: t\ndate: 12.1.2022",
    "title: t\ndate: 2022-02-30",
    "title: t\ndate: 2022-02-31 10:00:00",
    "title: t\ndate: 2022-01-11 24:00:00 +0800",
    "title: t\ndate: '2022-01-11 18:09:11'",
    'title: t\ndate: "2022-01-11 18:09:11 +0800"',
    "title: t\ndate: 22-01-11",
    "title: t\ndate: 1999-12-31 23:59:60",
    "title: t\ndate: 1985-07-01 02:00:00 +0900",
    "title: t\ndate: 1988-06-01",
    "title: t\ndate:",
    "title: t\ndate: ~",
    "title: t\ndate: ''",
    "title: t\ndate: nonsense",
    "title: t\ndate:  +0800",
    "title: t\ndate: 2022-13-01",
    "title: t\ndate: 2022-01-32",
    "title: t\ndate: 2022-01-11 25:00",
    "title: t\ndate: true",
    "title: t\ndate: 1641895751",
    "title: t\ndate: 3.5",
    "title: t\ndate: [2022-01-11]",
    "title: t\ndate: {a: b}",
    "title:",
    "title: ''",
    'title: ""',
    "title: ~",
    "title: false",
    "title: no",
    "title: yes",
    "title: 123",
    "title: 1_000",
    "title: 0123",
    "title: 12:34",
    "title: 1.50",
    "title: 1e3",
    "title: 1.5e+20",
    "title: 2022-01-11",
    "title: 2022-01-11 10:00:00 +0800",
    "title: C# 与 a #1",
    "title: a - b",
    "title: '  spaced  '",
    "title: |\n  block",
    "title: >-\n  folded\n  lines",
    "title: first\ntitle: second",
    "title: t\nslug: my-Slug",
    "title: t\nslug: ''",
    "title: t\nslug:",
    "title: t\nslug: 筑巢",
    "title: t\nlayout: post",
    "title: t\nlayout:",
    "title: t\nlayout: none",
    "title: t\nlayout: null",
    "title: t\ncategories: news",
    "title: t\ncategories: news China",
    "title: t\ncategories: a, b",
    "title: t\ncategories: 财经　要闻",
    "title: t\ncategories: 财经、要闻",
    "title: t\ncategories: a\u00a0b",
    "title: t\ncategories: [news, 中国 新闻]",
    "title: t\ncategories: [2022, news]",
    "title: t\ncategories: [a, a, b]",
    "title: t\ncategories: [A, a]",
    "title: t\ncategories: []",
    "title: t\ncategories:",
    "title: t\ncategories: ''",
    "title: t\ncategories:\n- x\n- y z",
    "title: t\ncategories: [a, ~, b]",
    "title: t\ncategory: one two",
    "title: t\ncategory: [one, two]",
    "title: t\ncategory: c\ncategories: a b",
    "title: t\ncategory: a\ncategories: [a, b]",
    "title: t\ncategory:\ncategories: a b",
    "title: t\ncategory: 2022",
    "title: t\ncategory: false\ncategories: a",
    "title: t\ntags: 南方Plus新闻",
    "title: t\ntags: a b\tc",
    "title: t\ntags: a, b",
    "title: t\ntags: [x y, z]",
    "title: t\ntags: 2022",
    "title: t\ntags: [2022, 1.5, true]",
    "title: t\ntags:",
    "title: t\ntags: [[a, b], c]",
    "title: t\ntag: one two\ntags: three",
    "title: t\ntag: [p, q]\ntags: three",
    "title: t\ntag:\ntags: three four",
    "title: t\ntag: 7",
    "title: t\ntags: [a, ~, b]",
    "title: t\ntags: {a: b}",
    "",
    "# only a comment",
    "tags: &x [a, b]\ncategories: *x\ntitle: aliased",
    "<<: {title: merged, tags: [m]}",
]

PATHS = [
    "_posts/2022-01-11-Some-TITLE-here.md",
    "_posts/22-1-5-short.md",
    "_posts/2022-02-30-no-such-day.md",
    "_posts/2022-13-01-no-such-month.md",
    "_posts/2022-01-11-.md",
    "_posts/2022-01-11-dots...md",
    "_posts/2022-01-11-a.b.c.markdown",
    "_posts/2022-01-11-筑巢引凤-打造.md",
    "_posts/2022-01-11--lead.md",
    "_posts/2022-01-11-trail-.md",
    "_posts/2022-01-11-ΟΔΟΣ.md",
    "_posts/sub/folder/2022-01-11-deep.md",
    "news/_posts/2022-01-11-above.md",
    "news/中国/_posts/x/2022-01-11-above2.md",
    "my_posts/_posts/2022-01-11-quirk.md",
    "_drafts/some-draft.md",
    "_drafts/2022-01-11-dated-draft.md",
    "news/_drafts/idea.v2.md",
]


def facts_of(site: Site, path: str) -> PostFacts:
    document = split((site.root / path).read_bytes())
    return derive(document, parse(document.front_matter or ""), path, site.config.zone)


def texts(values: Any) -> tuple[str, ...]:
    """Write Jekyll's terms as text, each once: it doubles numbers and repeats tags."""
    flat = values if isinstance(values, list) else [values]
    words = [str(v).lower() if isinstance(v, bool) else str(v) for v in flat if v not in (None, "")]
    return tuple(dict.fromkeys(words))


def as_text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def compare(site: Site, path: str, expected: dict[str, Any]) -> None:
    facts = facts_of(site, path)
    if "error" in expected:
        assert expected["error"] == "Jekyll::Errors::InvalidDateError"
        assert Problem.BAD_DATE in facts.problems, path
        return
    assert Problem.BAD_DATE not in facts.problems
    assert facts.title == as_text(expected["title"])
    moment = None if facts.date is None else int(facts.date.timestamp())
    assert moment == expected["date"]
    assert facts.categories == texts(expected["categories"])
    assert facts.tags == texts(expected["tags"])
    assert facts.slug == as_text(expected["slug"])
    assert facts.layout == as_text(expected["layout"])


@pytest.mark.jekyll
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_front_matter_means_what_jekyll_says(
    make_site: Callable[..., Site], ask_jekyll: Callable[..., Any], zone: str
) -> None:
    files = {f"_posts/2022-05-{n % 28 + 1:02}-case-{n}.md": h for n, h in enumerate(HEADERS)}
    assert len(files) >= 100
    site = make_site(
        {path: f"---\n{header}\n---\nbody\n" for path, header in files.items()},
        f"timezone: {zone}\n",
    )
    paths = list(files)
    answers = ask_jekyll("facts", zone=zone, root=str(site.root), paths=paths)
    for path, answer in zip(paths, answers, strict=True):
        try:
            compare(site, path, answer)
        except AssertionError as failure:
            raise AssertionError(f"{files[path]!r}: Jekyll says {answer}") from failure


@pytest.mark.jekyll
def test_paths_mean_what_jekyll_says(
    make_site: Callable[..., Site], ask_jekyll: Callable[..., Any]
) -> None:
    site = make_site(dict.fromkeys(PATHS, "---\ntags: a\n---\nbody\n"))
    answers = ask_jekyll("facts", root=str(site.root), paths=PATHS)
    for path, answer in zip(PATHS, answers, strict=True):
        try:
            compare(site, path, answer)
        except AssertionError as failure:
            raise AssertionError(f"{path}: Jekyll says {answer}") from failure


@pytest.mark.jekyll
@pytest.mark.corpus
def test_real_posts_mean_what_jekyll_says(corpus: Path, ask_jekyll: Callable[..., Any]) -> None:
    site = Site(corpus, config_from({"timezone": "Asia/Shanghai"}))
    paths = [
        path.relative_to(corpus).as_posix()
        for path in sorted(corpus.rglob("_posts/**/*.m*"))
        if path.is_file()
    ]
    paths = [path for path in paths if Problem.NOT_UTF8 not in facts_of(site, path).problems]
    assert len(paths) > 150
    answers = ask_jekyll("facts", root=str(corpus), paths=paths)
    checked = 0
    for path, answer in zip(paths, answers, strict=True):
        document = split((corpus / path).read_bytes())
        front_matter = parse(document.front_matter or "")
        if front_matter.problem is not None or "error" in answer:
            continue
        facts = derive(document, front_matter, path, SHANGHAI)
        assert facts.tags == texts(answer["tags"]), path
        assert facts.slug == as_text(answer["slug"]), path
        assert facts.title == as_text(answer["title"]), path
        assert facts.categories == texts(answer["categories"]), path
        moment = None if facts.date is None else int(facts.date.timestamp())
        if answer["date"] is None or answer["date"] > NINETEENTH_CENTURY:
            assert moment == answer["date"], path
        checked += 1
    assert checked > 150


def test_the_seeds_posts(examples: Path) -> None:
    root = examples / "site"
    good = "_posts/2022-01-11-NW202201112243901217.md"
    document = split((root / good).read_bytes())
    facts = derive(document, parse(document.front_matter or ""), good, SHANGHAI)
    assert facts.title == "筑巢引凤打造人才高地 遂溪人才驿站开启人才振兴新篇章"
    assert facts.date == datetime(2022, 1, 11, 18, 9, 11, tzinfo=SHANGHAI)
    assert facts.date is not None
    assert facts.date.utcoffset() == timedelta(hours=8)
    assert facts.categories == ("nanfangPlus",)
    assert facts.tags == ("南方Plus新闻",)
    assert facts.source == "finews.zning.xyz"
    assert facts.problems == ()

    broken = "_posts/-202205262391921712.md"
    document = split((root / broken).read_bytes())
    facts = derive(document, parse(document.front_matter or ""), broken, SHANGHAI)
    assert facts.date is None
    assert set(facts.problems) == {
        Problem.EMPTY_TITLE,
        Problem.BAD_DATE,
        Problem.NAME_WITHOUT_DATE,
    }


def facts_from(data: str | bytes, path: str | None = None) -> PostFacts:
    document = split(data.encode() if isinstance(data, str) else data)
    return derive(document, parse(document.front_matter or ""), path, SHANGHAI)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# 第一 *标题* #\n\nText", "第一 *标题*"),
        ("Intro line\n\n## Later heading {#id}\n", "Later heading"),
        ("Underlined\n==========\n\ntext", "Underlined"),
        ("\n\n> 据霍尼韦尔官网消息，5月24日\n\nmore", "据霍尼韦尔官网消息，5月24日"),
        ("<html><head><title>页面 &amp; 题</title></head><body>x</body></html>", "页面 & 题"),
        ("<script>var a = '# no';</script><p>第一段。</p><p>第二段。</p>", "第一段。"),
        ("```\n# a comment\n```\n\nreal text", "real text"),
        ("---\n***\n\n", ""),
        ("", ""),
        ("字" * 300, "字" * 100),
        ("[a link](//x.y/z) and ![pic](p.png)", "a link and pic"),
    ],
)
def test_a_post_without_title_and_name_takes_its_first_words(body: str, title: str) -> None:
    assert facts_from(body).title == title


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("index.html", "A heading"),
        ("2022-01-11-some-name.md", "Some Name"),
        ("_posts/2022-01-11-some-name.md", "Some Name"),
        ("_drafts/some-name.md", "Some Name"),
        (None, "A heading"),
    ],
)
def test_a_heading_beats_the_name_of_a_file_that_is_no_post(path: str | None, title: str) -> None:
    assert facts_from("# A heading\n", path).title == title
    assert facts_from("text only\n", "my-file.txt").title == "My File"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("---\nsource: https://News.Example.com:8080/a?b\n---\n", "news.example.com"),
        ("---\nlink: http://user@h.example/a\n---\n", "h.example"),
        ("---\nsource: 南方日报\n---\n<http://a.example/1>", "a.example"),
        ("body\n\n<http://a.example/1>\n\n[back](//b.example/)", "a.example"),
        ('<p>text</p><p><a href="https://c.example/x">来源</a></p>\n', "c.example"),
        ("[only](https://markdown.example/) links", ""),
        ("<ftp://a.example/1>", ""),
        ("nothing", ""),
    ],
)
def test_the_source_is_the_host_an_article_came_from(text: str, host: str) -> None:
    assert facts_from(text).source == host


@pytest.mark.parametrize(
    ("data", "path", "problems"),
    [
        ("---\ntitle: a: b\n---\n", "_posts/2022-01-01-a.md", {Problem.BROKEN_YAML}),
        ("text", "_posts/2022-01-01-a.md", {Problem.NO_FRONT_MATTER}),
        ("\ufeff---\ntitle: a\n---\n", "_posts/2022-01-01-a.md", {Problem.BOM}),
        (
            "---\ntitle: 标题很长的中文新闻\n---\n正文也是中文。".encode("gb18030"),
            "_posts/2022-01-01-a.md",
            {Problem.NOT_UTF8},
        ),
        ("---\na: 1\na: 2\n---\n", "_posts/2022-01-01-a.md", {Problem.DUPLICATE_KEY}),
        ("---\ndate: 2022-01-01 10:00:00\n---\n", "_posts/2022-01-01-a.md", {Problem.NAIVE_DATE}),
        ("---\ndate: 2022-01-01 10:00\n---\n", "_posts/2022-01-01-a.md", {Problem.NAIVE_DATE}),
        ("---\ndate: 2022-01-01 10:00:00 Z\n---\n", "_posts/2022-01-01-a.md", set()),
        ("---\ndate: 2022-01-01\n---\n", "_posts/2022-01-01-a.md", set()),
        ("---\ntitle: a\n---\n", "_posts/a.md", {Problem.NAME_WITHOUT_DATE, Problem.NO_DATE}),
        ("---\ntitle: a\n---\n", "_posts/2022-99-01-a.md", {Problem.BAD_DATE}),
        ("---\ntitle: a\n---\n", "_drafts/a.md", set()),
        ("---\ntitle: a\n---\n", "_notes/a.md", set()),
        ("---\ntitle: a\n---\n", None, {Problem.NO_DATE}),
        ("---\ntitle: ' '\n---\n", "_drafts/a.md", {Problem.EMPTY_TITLE}),
    ],
)
def test_problems_are_named(data: str | bytes, path: str | None, problems: set[Problem]) -> None:
    assert set(facts_from(data, path).problems) == problems


def test_unreadable_front_matter_leaves_what_the_name_says() -> None:
    facts = facts_from("---\ntitle: a: b\n---\n", "_posts/2022-01-11-some-name.md")
    assert facts.title == "Some Name"
    assert facts.date == datetime(2022, 1, 11, tzinfo=SHANGHAI)


def test_the_content_folder_gives_no_category() -> None:
    document = split(b"---\ntitle: a\n---\n")
    facts = derive(
        document,
        parse(document.front_matter or ""),
        "content/news/_posts/2022-01-01-a.md",
        SHANGHAI,
        content_dir="content",
    )
    assert facts.categories == ("news",)


@given(st.binary(max_size=400), st.sampled_from([None, *PATHS]))
def test_any_bytes_have_facts_that_every_store_takes(data: bytes, path: str | None) -> None:
    for source in (data, b"---\n" + data + b"\n---\n" + data):
        facts = facts_from(source, path)
        for text in (facts.title, facts.slug, facts.layout, facts.date_text, *facts.categories):
            assert text.encode("utf-8").decode() == text
            assert "\0" not in text


@given(st.text(max_size=60))
def test_any_date_is_read_or_refused(text: str) -> None:
    facts = facts_from(f"---\ndate: {text}\n---\n")
    assert facts.date is None or facts.date.utcoffset() is not None
