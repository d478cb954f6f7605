"""The other doors: Python-Markdown's extension, CommonMark, threads, kramdown 2.5."""

from concurrent.futures import ThreadPoolExecutor

import markdown
import pytest

from curator.rendering.kramdown import commonmark
from curator.rendering.kramdown.converter import to_html
from curator.rendering.kramdown.extension import KramdownExtension
from curator.rendering.kramdown.options import options_from
from tests.rendering.kramdown.case_files import cases


def test_python_markdown_gives_the_same_with_the_extension() -> None:
    for case in cases():
        text = case.text
        if text.strip():
            assert markdown.markdown(text, extensions=[KramdownExtension()]) == (
                to_html(text).strip()
            )


def test_threads_do_not_disturb_one_another() -> None:
    texts = [case.text for case in cases()]
    alone = [to_html(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(to_html, texts * 3)) == alone * 3


def test_kramdown_2_5_moves_the_footnotes_role() -> None:
    options = options_from({"kramdown_version": "2.5", "input": "GFM"})
    html = to_html("a[^1] &check; x_a_\n\n[^1]: b", options)
    assert '<sup id="fnref:1"><a href="#fn:1" class="footnote"' in html
    assert "✓" in html


def _commonmark(text: str, **settings: object) -> str:
    options = commonmark.commonmark_options_for({"commonmark": settings})
    return commonmark.to_html(text, options)


@pytest.mark.parametrize("name", ["CommonMark", "CommonMarkGhPages", "commonmark"])
def test_sites_name_commonmark(name: str) -> None:
    assert commonmark.is_commonmark({"markdown": name})
    assert not commonmark.is_commonmark({"markdown": "kramdown"})
    assert not commonmark.is_commonmark({})


def test_commonmark_without_settings_leaves_html_out() -> None:
    assert _commonmark("a <b>c</b> ~~d~~ http://x.y") == (
        "<p>a <!-- raw HTML omitted -->c<!-- raw HTML omitted --> ~~d~~ http://x.y</p>\n"
    )


def test_commonmark_settings() -> None:
    assert _commonmark("<b>x</b>", options=["UNSAFE"]) == "<p><b>x</b></p>\n"
    assert _commonmark('"a" -- b', options=["smart"]) == "<p>“a” – b</p>\n"
    assert _commonmark("a\nb", options=["HARDBREAKS"]) == "<p>a<br />\nb</p>\n"
    assert _commonmark("a\nb", options=["NOBREAKS"]) == "<p>a b</p>\n"
    assert _commonmark("~~a~~", extensions=["strikethrough"]) == "<p><del>a</del></p>\n"
    assert _commonmark("(http://x.y/z).", extensions=["autolink"]) == (
        '<p>(<a href="http://x.y/z">http://x.y/z</a>).</p>\n'
    )
    assert '<th align="right">a</th>' in _commonmark("|a|\n|-:|\n", extensions=["table"])
    assert "&lt;script>" in _commonmark(
        "<script>x</script>", options=["UNSAFE"], extensions=["tagfilter"]
    )


def test_commonmark_code_has_rouges_elements() -> None:
    assert _commonmark("```ruby\nx\n```").startswith(
        '<div class="language-ruby highlighter-rouge"><div class="highlight">'
        '<pre class="highlight"><code data-lang="ruby">'
    )
    assert '<pre class="highlight" data-lang="ruby"><code>' in _commonmark(
        "```ruby\nx\n```", options=["GITHUB_PRE_LANG"]
    )


def test_commonmark_lines() -> None:
    html = commonmark.to_html("# a\n\nb\n", commonmark.CommonMarkOptions(), lines=True)
    assert html == '<h1 data-line="1">a</h1>\n<p data-line="3">b</p>\n'
