"""Recipes that ship, on pages in the markup of copies saved from their portals."""

from pathlib import Path

import pytest

from curator import resources
from curator.formats.kramdown_writer.sameness import same
from curator.formats.kramdown_writer.writer import convert
from curator.importing.candidates import NoteCode
from curator.importing.recipes.applying import Made, applied
from curator.importing.recipes.recipe import recipe
from tests.importing.recipes.saved_pages import (
    SINA_FINANCE,
    SINA_NEWS,
    SINA_TECH,
    WEIXIN,
    WIKIPEDIA_NEW,
    WIKIPEDIA_OLD,
    WIKIPEDIA_TEXT,
)
from tests.rendering.kramdown.oracle import Oracle, available


def made(name: str, page: str, url: str = "") -> Made:
    told = recipe(Path(resources.path("recipes", f"{name}.toml")).read_text("utf-8"))
    assert told.matches(url, page)
    return applied(told, page, url)


def body(one: Made) -> str:
    return one.source.split("---\n", 2)[2]


def test_news_of_sina_come_without_their_video_and_editor() -> None:
    one = made("sina", SINA_NEWS, "https://news.sina.com.cn/c/2021-03-05/doc-ikknscsi0000001.shtml")
    assert one.name == "2021-03-05-ikknscsi0000001.html"
    assert one.source.startswith(
        '---\ntitle: "港口新码头启用"\ndate: 2021-03-05 09:05:00 +0800\nauthor: 示例报\n'
    )
    assert body(one) == (
        "<p>　　原标题：港口里的新码头</p>\n"
        "<p>　　新码头今天启用，第一艘船在清晨靠岸。</p>\n"
        '<p><img src="https://n.sinaimg.cn/news/1.jpg" alt="清晨的码头">清晨的码头</p>\n'
        "<p>　　港务局说，今年还要再建两座。</p>\n"
        '<p><img src="https://n.sinaimg.cn/news/2.png" alt=""></p>\n'
    )


def test_finance_of_sina_comes_without_quotes_and_calls() -> None:
    one = made(
        "sina", SINA_FINANCE, "https://finance.sina.com.cn/roll/2021-12-28/doc-ihq1234x.shtml"
    )
    assert one.fields["author"] == "示例日报"
    said = body(one)
    assert "货运量</a></span>回升" in said
    for gone in ("115.39", "行情", "点击投票", "责任编辑", "货运</a>"):
        assert gone not in said


@pytest.mark.parametrize(
    "host", ["sports.sina.com.cn", "mil.news.sina.com.cn", "finance.sina.com.cn"]
)
def test_every_channel_of_sina_is_taken(host: str) -> None:
    told = recipe(Path(resources.path("recipes", "sina.toml")).read_text("utf-8"))
    assert told.matches(f"https://{host}/a/2021-03-05/doc-ikknscsi0000001.shtml", "")
    assert not told.matches(f"https://{host}/", "")


@pytest.mark.parametrize(("shown", "visibility"), [("昨天", "visible"), ("", "hidden")])
def test_an_article_of_weixin_has_its_day_and_pictures(shown: str, visibility: str) -> None:
    """As a browser saved it, which shows "yesterday", and as a server sent it, hidden."""
    one = made("weixin", WEIXIN.format(shown=shown, visibility=visibility))
    assert not one.notes
    assert one.source_id == "2650934104"
    assert one.name == "2020-02-11-码头的早晨.html"
    assert "date: 2020-02-11 18:47:50 +0800\nauthor: 某人\n" in one.source
    said = body(one)
    assert '<img src="https://mmbiz.qpic.cn/a/640?wx_fmt=png">' in said
    assert '<img src="https://mmbiz.qpic.cn/b/640?wx_fmt=jpeg">' in said
    assert "<p>天还没亮，第一艘船就靠岸了。</p>" in said
    assert "<pre><code>import json<br>print('a')<br></code></pre>" in said
    assert "谢谢" not in said


def test_a_day_that_nobody_tells_leaves_no_offset_behind() -> None:
    page = WEIXIN.format(shown="昨天", visibility="visible").replace('n="1581418070"', 'n=""')
    one = made("weixin", page)
    assert [note.code for note in one.notes] == [NoteCode.NO_DATE]
    assert "\ndate: \n" in one.source
    assert one.name == "码头的早晨.html"


@pytest.mark.parametrize("page", [WIKIPEDIA_OLD, WIKIPEDIA_NEW], ids=["before 2017", "since"])
def test_an_article_of_wikipedia_keeps_its_notes(page: str) -> None:
    one = made(
        "wikipedia", page.replace("TEXT", WIKIPEDIA_TEXT), "https://en.wikipedia.org/wiki/Harbour"
    )
    assert one.source_id == "36754915"
    said = body(one)
    for gone in (
        "See also",
        "Where ships lie",
        "Shipping",
        "1998-02-28",
        "Contents",
        "edit",
        "display",
    ):
        assert gone not in said
    assert "Ports of the world" not in said
    assert 'It is <img src="https://wikimedia.org/api/x.svg" alt="x"> long.' in said
    if not available():
        pytest.skip("ruby with kramdown is not installed")
    converted = convert(said, markdown=False, liquid=False)
    assert converted.footnotes
    text = converted.text()
    assert ".[^1] It has a quay.[^2]" in text
    assert "is old.[^2]" in text
    assert '[^1]: <cite>[\\"On harbours\\"](http://www.example/1). Example.</cite>' in text
    assert "[^2]: On quays." in text
    oracle = Oracle()
    try:
        assert same(said, oracle.html(text))
    finally:
        oracle.close()


def test_an_older_page_of_sina_comes_without_its_player() -> None:
    one = made("sina", SINA_TECH, "http://tech.sina.com.cn/t/2021-09-11/doc-iicezzrq1234567.shtml")
    assert one.source.startswith(
        '---\ntitle: "新船下水"\ndate: 2021-09-11 01:53:00 +0800\nauthor: 示例科技\n'
    )
    assert body(one) == (
        '<p>　　<span id="usstock_X"><a href="http://stock.example/X">示例公司</a></span>的新船下水。</p>\n'
    )


def test_an_article_of_weixin_from_before_2018_is_taken() -> None:
    page = (
        '<html><body><h2 class="rich_media_title" id="activity-name">码头</h2>'
        '<em id="post-date" class="rich_media_meta">2016-05-04</em><a id="post-user">港口小报</a>'
        '<div class="rich_media_content" id="js_content"><p>早晨。</p></div></body></html>'
    )
    one = made("weixin", page)
    assert one.name == "2016-05-04-码头.html"
    assert one.fields["source"] == "港口小报"
