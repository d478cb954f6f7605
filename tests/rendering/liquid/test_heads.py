"""The elements that the plugins jekyll-seo-tag and jekyll-feed put into a page's head."""

import json
from datetime import datetime

import pytest

from curator.rendering.liquid.engine import Liquid
from curator.rendering.liquid.problems import Code
from tests.rendering.liquid.jekyll_oracle import CONFIG, ZONE, Oracle, Site


def head(page: dict[str, object], tag: str = "{% seo %}", **site: object) -> str:
    scope = {"page": page, "site": {**CONFIG, **site}, "jekyll": {"version": "4.3.1"}}
    rendered = Liquid(Site()).render(tag, scope, path="a.md")
    assert not rendered.problems
    return rendered.text


POST: dict[str, object] = {
    "title": "Ropes & knots",
    "description": "How to tie one",
    "url": "/2022/01/11/ropes.html",
    "date": datetime(2022, 1, 11, 18, 9, 11, tzinfo=ZONE),
    "image": "/assets/rope.png",
    "author": "ann",
}


def test_a_post() -> None:
    text = head(
        POST,
        lang="zh-CN",
        twitter={"username": "@quay"},
        data={"authors": {"ann": {"name": "Ann"}}},
    )
    address = "https://quay.example/news/2022/01/11/ropes.html"
    for element in (
        "<title>Ropes &amp; knots | The Quay &amp; Co</title>",
        '<meta property="og:title" content="Ropes &amp; knots" />',
        '<meta name="author" content="Ann" />',
        '<meta property="og:locale" content="zh_CN" />',
        f'<link rel="canonical" href="{address}" />',
        '<meta property="og:site_name" content="The Quay &amp; Co" />',
        '<meta property="og:image" content="https://quay.example/news/assets/rope.png" />',
        '<meta property="og:type" content="article" />',
        '<meta property="article:published_time" content="2022-01-11T18:09:11+08:00" />',
        '<meta name="twitter:card" content="summary_large_image" />',
        '<meta name="twitter:site" content="@quay" />',
    ):
        assert element in text
    data = json.loads(text.split('<script type="application/ld+json">\n')[1].split("</script>")[0])
    assert data["@type"] == "BlogPosting"
    assert data["author"] == {"@type": "Person", "name": "Ann"}
    assert data["mainEntityOfPage"] == {"@type": "WebPage", "@id": address}
    assert data["datePublished"] == data["dateModified"] == "2022-01-11T18:09:11+08:00"


def test_the_home_page() -> None:
    text = head({"url": "/index.html"}, description="News of the quay")
    assert "<title>The Quay &amp; Co | News of the quay</title>" in text
    assert '<link rel="canonical" href="https://quay.example/news/" />' in text
    assert '"@type":"WebSite"' in text
    assert '<meta name="twitter:card" content="summary" />' in text


def test_the_title_can_be_left_out() -> None:
    assert "<title>" not in head(POST, "{% seo title=false %}")


def test_pages_of_a_list() -> None:
    scope = {
        "page": {"url": "/page2/"},
        "site": CONFIG,
        "paginator": {"page": 2, "total_pages": 3, "previous_page": 1, "previous_page_path": "/", "next_page": 3,
                      "next_page_path": "/page3/"},
    }  # fmt: skip
    text = Liquid(Site()).render("{% seo %}", scope, path="a.md").text
    assert "<title>Page 2 of 3 for The Quay &amp; Co</title>" in text
    assert '<link rel="prev" href="https://quay.example/news/" />' in text
    assert '<link rel="next" href="https://quay.example/news/page3/" />' in text


def test_data_cannot_end_its_script() -> None:
    text = head({"title": "x", "url": "/a", "seo": {"name": "</script><script>alert(1)"}})
    assert text.count("</script>") == 1
    text = head({"title": "x", "url": "/a", "author": "<a>Ann</a>"})
    assert '"name":"<a>Ann</a>"' in text


def test_feed() -> None:
    link = (
        '<link type="application/atom+xml" rel="alternate" href="{}" title="The Quay &amp; Co" />'
    )
    assert head({}, "{% feed_meta %}") == link.format("https://quay.example/news/feed.xml")
    site = Site({**CONFIG, "feed": {"path": "news.atom"}})
    text = Liquid(site).render("{% feed_meta %}", {}, path="a.md").text
    assert text == link.format("https://quay.example/news/news.atom")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("1234567", "1234567.js"),
        ("someone/1234567 best.md", "someone/1234567.js?file=best.md"),
        ("number page.file", "77.js?file=page.file"),
    ],
)
def test_gists(words: str, address: str) -> None:
    site = Liquid(Site())
    rendered = site.render(f"{{% gist {words} %}}", {"number": 77}, path="a.md")
    assert rendered.text == f'<script src="https://gist.github.com/{address}"> </script>'


def test_a_gist_without_a_name() -> None:
    rendered = Liquid(Site()).render("a{% gist %}b", {}, path="a.md")
    assert [one.code for one in rendered.problems] == [Code.BAD_SYNTAX]


PAGES: list[dict[str, object]] = [
    POST,
    {"url": "/"},
    {"url": "/index.html", "title": "Start"},
    {"url": "/about/", "title": "About", "excerpt": "<p>Who we are</p>"},
    {"url": "/docs/index.html", "title": "Docs <b>now</b>", "description": ""},
    {"url": "/a b.html", "title": "The Quay & Co", "lang": "zh-CN"},
    {"url": "/x", "title": "x", "canonical_url": "https://other.example/x"},
    {
        **POST,
        "author": {
            "name": "Bo",
            "twitter": "@bo",
            "url": "https://bo.example",
            "type": "Organization",
        },
    },
    {**POST, "authors": ["Cy", "Di"], "author": ""},
    {**POST, "author": {"name": "Bo", "type": "Robot"}},
    {**POST, "image": {"path": "/a b.png", "height": 5, "width": 7, "alt": "A rope"}},
    {**POST, "image": "https://pics.example/渡.png", "twitter": {"card": "summary"}},
    {**POST, "seo": {"type": "CreativeWork", "name": "Name x", "links": ["https://a.example"]}},
    {**POST, "last_modified_at": datetime(2022, 2, 2, tzinfo=ZONE), "locale": "de-AT"},
    {**POST, "seo": {"date_modified": datetime(2022, 3, 3, tzinfo=ZONE)}},
    {"title": None, "url": "/n", "image": ["x"]},
]
CONFIGS: list[dict[str, object]] = [
    {},
    {"description": "News of the quay", "author": "Site author", "logo": "/logo.png", "lang": "fr"},
    {
        "description": "News",
        "tagline": "Daily",
        "title": "",
        "name": "Named",
        "twitter": {"username": "@quay"},
    },
    {
        "facebook": {"app_id": 12, "publisher": "p", "admins": "a"},
        "webmaster_verifications": {"google": "g", "bing": "b", "baidu": "d"},
        "social": {"name": "Social", "links": ["https://s.example"]},
        "twitter": {"card": "player"},
        "feed": {"path": "/feeds/all.xml"},
    },
    {"google_site_verification": "old", "url": "", "locale": "en-GB"},
]


@pytest.mark.parametrize("config", CONFIGS)
def test_heads_equal_those_of_the_plugins(jekyll: Oracle, config: dict[str, object]) -> None:
    engine = Liquid(Site({**CONFIG, **config}))
    found: list[str] = []
    for page in PAGES:
        for tag in ("{% seo %}", "{% seo title=false %}", "{% feed_meta %}"):
            answer = jekyll.render([tag], page=page, config=config)[0]
            if answer.error is not None and "Unknown tag" in answer.error:
                pytest.skip("the gems jekyll-seo-tag and jekyll-feed are not installed")
            scope = {"page": page, "site": {**CONFIG, **config}, "jekyll": {"version": "4.3.1"}}
            text = engine.render(tag, scope, path="a.md").text
            ours = [line.strip() for line in text.splitlines() if line.strip()]
            theirs = [line.strip() for line in str(answer.text).splitlines() if line.strip()]
            if ours != theirs:
                found.append(
                    f"{tag} {page}\n" + "\n".join(_changed(theirs, ours)) + str(answer.error)
                )
    assert "\n".join(found) == ""


def _changed(theirs: list[str], ours: list[str]) -> list[str]:
    gone = [f"- {line}" for line in theirs if line not in ours]
    return gone + [f"+ {line}" for line in ours if line not in theirs]
