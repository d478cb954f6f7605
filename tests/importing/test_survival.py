"""What must survive of an article, for every kind that carries one inside something else.

The names of the tests are the table: kind × what must survive.
"""

import pytest

from curator.importing.candidates import Candidate, Kind, Thing
from curator.importing.kinds import CLIPBOARD_TYPE
from tests.importing.samples import packed, sample, taken

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
BODY = (
    "<p>三月的茶山比往年醒得早。清晨六点，采茶的人已经沿着石阶往上走，竹篓里垫着前一天洗净的棉布。</p>"
    "<p>合作社的账本上写着：今年头采每斤比去年多付八元。写账的人说，价钱是和老茶客一起商量出来的。</p>"
    "<h2>第二节</h2><p>正文一段，说的是茶，也说山，说的都不长。<strong>要紧的</strong>在这里。</p>"
    "<ul><li>头采</li><li>二采</li></ul><table><tr><th>年</th></tr><tr><td>2022</td></tr></table>"
    '<pre><code class="language-python">print(1)</code></pre>'
    '<figure><img src="{picture}" alt="晒场"><figcaption>山腰的晒场</figcaption></figure>'
    '<p>又一段，接着上一段说：账本上写着今年每斤多付八元，写账的人不肯说是谁定的价。<sup id="r1"><a href="#f1">1</a></sup></p>'
    '<p id="f1">脚注：价是商量的，合作社每年立春以后和老茶客坐下来谈一次，谈定了写在账本的头一页上。</p>'
)
PARTS = {
    "title": "茶山的清晨",
    "heading": "第二节</h2>",
    "emphasis": "<strong>要紧的</strong>",
    "list": "<li>二采</li>",
    "table": "<td>2022</td>",
    "code": '<code class="language-python">',
    "caption": "<figcaption>山腰的晒场</figcaption>",
    "first words": "<p>三月的茶山比往年醒得早。",
    "footnote": "脚注：价是商量的，",
}  # fmt: skip


def page(picture: str) -> str:
    """Return a whole page around the article."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>茶山的清晨</title></head><body>'
        f"<article><h1>茶山的清晨</h1>{BODY.format(picture=picture)}</article></body></html>"
    )


def related(html: str, head: str) -> bytes:
    """Return a page or mail with a picture beside it."""
    return (
        f"{head}MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        f"Content-Type: text/html; charset=utf-8\nContent-Location: https://own.example/tea.html\n\n{html}\n"
        "--x\nContent-Type: image/png\nContent-ID: <p@x>\nContent-Location: https://own.example/p.png\n"
        "Content-Transfer-Encoding: base64\n\niVBORw0KGgoAAAAAAAAAAA==\n--x--\n"
    ).encode()


MAIL = "Subject: =?utf-8?B?6Iy25bGx55qE5riF5pmo?=\nFrom: a@b.example\nMessage-ID: <1@b>\n"
SNAPSHOT = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://own.example/tea.html\nSubject: x\n"
)
LETTER = related(f"<html><body>{BODY.format(picture='cid:p@x')}</body></html>", MAIL)
FEED = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
    "<title>茶山的清晨</title><link>https://own.example/tea</link><content:encoded><![CDATA["
    f"{BODY.format(picture='https://own.example/p.png')}]]></content:encoded></item></channel></rss>"
)
COPIED = f"<html><body><!--StartFragment--><h1>茶山的清晨</h1>{BODY.format(picture='https://own.example/p.png')}<!--EndFragment-->"
THINGS = {
    Kind.MAIL: Thing("a.eml", LETTER),
    Kind.MAILBOX: Thing("a.mbox", b"From a@b Tue Jan 11 18:09:11 2022\n" + LETTER),
    Kind.MHTML: Thing("a.mhtml", related(page("https://own.example/p.png"), SNAPSHOT)),
    Kind.ZIP: Thing("a.zip", packed({"in/tea.html": page("pics/p.png"), "in/pics/p.png": PNG})),
    Kind.FEED: Thing("a.xml", FEED.encode()),
    Kind.CLIPBOARD: Thing("c.html", COPIED.encode(), declared_type=CLIPBOARD_TYPE),
}


@pytest.fixture(scope="module")
def articles() -> dict[Kind, Candidate]:
    """Return the one article in each thing."""
    found = {}
    for kind, thing in THINGS.items():
        (found[kind],) = taken(thing)
    return found


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", THINGS)
def test_it_survives(articles: dict[Kind, Candidate], kind: Kind, part: str) -> None:
    wanted = PARTS[part]
    if part == "title":
        assert articles[kind].source.startswith(f'---\ntitle: "{wanted}"\n')
    else:
        assert wanted in articles[kind].source


@pytest.mark.parametrize("kind", THINGS)
def test_its_picture_survives(articles: dict[Kind, Candidate], kind: Kind) -> None:
    article = articles[kind]
    if kind in {Kind.FEED, Kind.CLIPBOARD}:  # they only name it
        assert 'src="https://own.example/p.png"' in article.source
        return
    (picture,) = article.files
    assert picture.data.startswith(b"\x89PNG")
    assert f'src="{picture.origin or picture.name}"' in article.source


def test_real_samples_lose_no_word() -> None:
    for name in ("letter-utf8.eml", "letter-gb18030.eml", "chromium.mhtml"):
        source = taken(sample(name))[0].source
        for words in ("三月的茶山比往年醒得早", "合作社的账本上写着", "只是秤换成了电子秤"):
            assert words in source, name
