"""Each step of a clean-up: what it takes, what it leaves, and that no word goes unnamed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.formats.document import split
from curator.importing.cleaning.cleaning import clean, readable
from curator.importing.cleaning.edits import Step, restored

SAMPLES = Path(__file__).parents[4] / "shared" / "examples" / "site" / "_posts"


def _after(body: str, *steps: Step, markdown: bool = True) -> str:
    done = clean(body, steps or tuple(Step), markdown=markdown)
    assert restored(done.text, done.done) == body
    assert not done.refused
    return done.text


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (Step.SCRIPTS, "<p>a</p><script>x('<p>')</script><p>b</p>", "<p>a</p><p>b</p>"),
        (Step.SCRIPTS, '<a href="/x" onclick="go()" id="k">a</a>', '<a href="/x" id="k">a</a>'),
        (Step.SCRIPTS, "<a href=' javascript:go()'>a</a>", "<a>a</a>"),
        (Step.HIDDEN, '<p style="DISPLAY : none">x</p><p>y</p>', "<p>y</p>"),
        (
            Step.HIDDEN,
            '<div hidden><p>x</p></div><p style="color:red">y</p>',
            '<p style="color:red">y</p>',
        ),
        (Step.PIXELS, '<p>a<img src="//t.example/c" width="1" height="1px">b</p>', "<p>ab</p>"),
        (
            Step.PIXELS,
            '<img src="https://hm.baidu.com/hm.gif?si=1"><img src="a.png" width="1">',
            '<img src="a.png" width="1">',
        ),
        (
            Step.LINKS,
            '<a href="https://a.example/x?id=3&utm_source=k&amp;fbclid=9#p">a</a>',
            '<a href="https://a.example/x?id=3#p">a</a>',
        ),
        (
            Step.LINKS,
            "<a href='https://a.example/?spm=1.2'>a</a>",
            "<a href='https://a.example/'>a</a>",
        ),
        (
            Step.LINKS,
            '<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2Fy%3Fa%3D1%26b%3D2">a</a>',
            '<a href="https://b.example/y?a=1&amp;b=2">a</a>',
        ),
        (
            Step.LINKS,
            '<a href="https://a.example/?spmx=1&q=utm_source">a</a>',
            '<a href="https://a.example/?spmx=1&q=utm_source">a</a>',
        ),
        (
            Step.QUOTES,
            '国产<span id="bk_90.BK0493"><a href="http://quote.eastmoney.com/unify/r/90.BK0493" class="keytip">新能源</a></span><span id="bkquote_90.BK0493"></span>汽车',
            "国产新能源汽车",
        ),
        (
            Step.FIGURES,
            '<center><img src="a.jpg" /></center><p style="text-align:center;">图：甲</p>',
            '<figure><img src="a.jpg" /><figcaption>图：甲</figcaption></figure>',
        ),
        (
            Step.FIGURES,
            "<center><img src=a></center>\n<p>Text that goes on.</p>",
            "<figure><img src=a></figure>\n<p>Text that goes on.</p>",
        ),
        (Step.FIGURES, "<center>A <img src=a></center>", "<center>A <img src=a></center>"),
        (
            Step.STYLES,
            '<p style="margin:0" class="k"><font color=red>a</font></p>',
            '<p class="k">a</p>',
        ),
        (Step.STYLES, '<p style="display:none">x</p>', '<p style="display:none">x</p>'),
        (
            Step.SPANS,
            '<p><span>a</span><span></span><b></b><span class="k">c</span></p>',
            '<p>a<span class="k">c</span></p>',
        ),
        (
            Step.SPANS,
            '<a href="#n">1</a><span id="n"></span>',
            '<a href="#n">1</a><span id="n"></span>',
        ),
        (Step.TAIL, "Text.\n\n[返回首页](/)｜[返回要闻](/n)\n", "Text.\n"),
        (
            Step.TAIL,
            "Text.\n\n[a source](https://a.example)",
            "Text.\n\n[a source](https://a.example)",
        ),
        (
            Step.TAIL,
            '<p>Text.</p>\n<p><a href="/">Home</a> | <a href="/n">Back to news</a></p>',
            "<p>Text.</p>\n",
        ),
        (
            Step.TAIL,
            '<p><a href="/">Home</a></p><p>Text.</p>',
            '<p><a href="/">Home</a></p><p>Text.</p>',
        ),
    ],
)
def test_a_step_does_what_it_says(step: Step, before: str, after: str) -> None:
    assert _after(before, step) == after


@pytest.mark.parametrize(
    "code",
    [
        "```html\n<script>x</script>\n```",
        "Use `<span></span>` for that.",
        "~~~\n<p style='display:none'>x</p>\n~~~",
        "{% highlight html %}<script>x</script>{% endhighlight %}",
        "{% raw %}<span></span>{% endraw %}",
        "<pre><code><span></span></code></pre>",
        "Text:\n\n    <script>x</script>\n    <span></span>\n",
    ],
)
def test_what_is_shown_as_code_stays(code: str) -> None:
    assert _after(code) == code


def test_only_navigation_takes_words_and_it_names_them() -> None:
    done = clean(
        "<p>a</p><p style='display:none'>b</p>\n\n[返回首页](/)", tuple(Step), markdown=True
    )
    assert [edit.before.strip() for edit in done.removed_words] == ["[返回首页](/)"]


def test_steps_that_were_not_asked_for_do_nothing() -> None:
    body = "<p style='color:red'><span></span>a</p><script></script>"
    assert clean(body, (), markdown=True).text == body
    assert _after(body, Step.SPANS) == "<p style='color:red'>a</p><script></script>"


_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<span>",
        "</span>",
        "<span id=bk_1>",
        "<center>",
        "</center>",
        "<img src=a>",
        "<script>",
        "</script>",
        "<div hidden>",
        "</div>",
        '<p style="display:none">',
        '<p style="text-align:center">',
        "<!--",
        "-->",
        "<font>",
        "</font>",
        "\n\n",
        "    ",
        "`",
        "```\n",
        "text ",
        "中文",
        "<a href='//quote.eastmoney.com/x'>",
        "</a>",
        "[返回首页](/)",
        "\n",
        "&amp;",
        "<",
        ">",
        '"',
        "{% raw %}",
        "{% endraw %}",
    ]
)


@given(
    st.lists(_PIECES, max_size=30).map("".join), st.sets(st.sampled_from(list(Step))), st.booleans()
)
def test_no_word_goes_and_everything_comes_back(
    body: str, steps: set[Step], markdown: bool
) -> None:
    done = clean(body, steps, markdown=markdown)
    assert restored(done.text, done.done) == body
    if not done.removed_words:
        assert readable(done.text, markdown=markdown) == readable(body, markdown=markdown)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample site lies beside the project")
def test_the_sample_posts_lose_their_clutter_and_no_word() -> None:
    body = split((SAMPLES / "-202205262391921712.md").read_bytes()).body
    text = _after(body)
    for clutter in (
        "keytip",
        "display:none",
        "<center>",
        "style=",
        "返回首页",
        "webquoteklinepic",
        "EM_StockImg",
    ):
        assert clutter in body
        assert clutter not in text
    assert "<figcaption>图片来源：霍尼韦尔官网</figcaption>" in text
    assert "国内首款使用超低GWP(全球变暖潜值)制冷剂的新能源汽车来了！" in text
