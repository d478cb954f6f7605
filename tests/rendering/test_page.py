"""The page round an article: everything a stranger wrote is escaped."""

import pytest

from curator.rendering.languages import language
from curator.rendering.page import (
    POLICY,
    PageHead,
    PageWords,
    encodable,
    header,
    load_placeholder,
    page,
    placeholder,
    standalone,
)

WORDS = PageWords(
    "Untitled", "From {host}", "Load", "F {host}", "R", "M {path}", "X {kind}", "E {host}"
)
EVIL = "\"'><script>&\x00\udcff"


def test_everything_around_the_article_is_escaped() -> None:
    head = header(PageHead(EVIL, EVIL, (EVIL,), (EVIL,)), WORDS)
    made = [
        page(title=EVIL, header=head, fragment="", lang=EVIL),
        standalone(title=EVIL, header=head, fragment="", lang=EVIL, style="p{}"),
        placeholder(EVIL, alternative=EVIL, title=EVIL),
        load_placeholder(EVIL, EVIL, "token", alternative=EVIL, title=EVIL),
    ]
    for html in made:
        assert "<script" not in html
        assert '""' not in html.replace('title=""', "")
        html.encode("utf-8")


def test_page_is_whole_and_names_its_language() -> None:
    html = page(title="T", header="<h1>T</h1>", fragment="<p>x</p>", lang="zh-CN", dark=True)
    assert html.startswith('<!DOCTYPE html>\n<html lang="zh-CN" class="dark">')
    assert '<meta charset="utf-8">' in html
    assert '<article id="curator-article"><p>x</p></article>' in html
    assert '<header id="curator-header"><h1>T</h1></header>' in html


def test_standalone_page_needs_nothing_and_lets_nothing_out() -> None:
    html = standalone(title="T", header="", fragment="<p>x</p>", lang="en", style="p{color:red}")
    assert "<style>p{color:red}</style>" in html
    assert "curator://" not in html
    assert "default-src 'none'" in html


def test_missing_title_is_said_not_left_blank() -> None:
    assert "Untitled" in header(PageHead(), WORDS)
    assert "curator-meta" not in header(PageHead(), WORDS)


def test_policy_forbids_all_but_own_pictures_and_style() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == rules["script-src"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "curator://preview"
    assert rules["base-uri"] == rules["frame-src"] == rules["object-src"] == "'none'"


@pytest.mark.parametrize("text", ["a", "汉\U0001f600", "\ud800", "a\x00b", "\udcff\udcfe"])
def test_encodable_text_encodes(text: str) -> None:
    encodable(text).encode("utf-8")
    if text.isprintable():
        assert encodable(text) == text


@pytest.mark.parametrize(
    ("text", "stated", "fallback", "tag"),
    [
        ("离岸人民币兑美元升至年以来最高水平，为企业带来压力与机会。", None, "", "zh-CN"),
        ("離岸人民幣兌美元升至年以來最高水平，為企業帶來壓力與機會。", None, "", "zh-TW"),
        ("離岸人民幣兌美元升至年以來最高水平，為企業帶來壓力與機會。", None, "zh-CN", "zh-CN"),
        ("A quiet week on the markets, and nothing happened.", None, "zh-CN", "en"),
        ("Une semaine calme sur les marchés, et rien de nouveau.", None, "fr", "fr"),
        ("今週の市場はとても静かで、なにも起きませんでした。", None, "zh-CN", "ja"),
        ("이번 주 시장은 매우 조용했고 아무 일도 없었습니다.", None, "", "ko"),
        (
            "<p class='long-latin-markup'>离岸人民币兑美元升至最高水平，创新高。</p>",
            None,
            "",
            "zh-CN",
        ),
        ("whatever", "de-AT", "zh-CN", "de-AT"),
        ("whatever", "zh_TW", "", "zh-TW"),
        ("whatever", "<script>", "zh-CN", "zh-CN"),
        ("", None, "", "en"),
        ("标题", None, "", "zh-CN"),
    ],
)
def test_language_of_a_text(text: str, stated: object, fallback: str, tag: str) -> None:
    assert language(text, stated, fallback) == tag
