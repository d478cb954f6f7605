"""The posts of the sample site, made of pages of their portals' markup by the recipes that ship."""

from pathlib import Path

import pytest

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.importing.candidates import Candidate, Kind, Thing
from curator.importing.reading import read
from tests.importing.recipes import portal_pages

SAMPLES = Path(__file__).parents[4] / "shared" / "examples" / "site" / "_posts"
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample site lies beside the project"
)


def _parts(name: str) -> tuple[bytes, str, dict[str, object]]:
    data = (SAMPLES / name).read_bytes()
    document = split(data)
    return data, document.body, dict(parse(document.front_matter or "").values)


def _made(page: bytes, url: str = "") -> Candidate:
    (candidate,) = read(Thing("page.html", page, url=url), kind=Kind.PAGE)
    assert isinstance(candidate, Candidate)
    return candidate


def test_an_article_with_its_abstract_is_the_sample_byte_for_byte() -> None:
    data, body, _values = _parts("-202205262391921712.md")
    quote, _, rest = body.partition("\n\n")
    article = rest.partition("\n\n<>\n")[0]
    page = portal_pages.EASTMONEY.format(
        title="",
        date="",
        head="",
        abstract=f'<div class="abstract"><div class="txt">{quote.removeprefix("> ")}</div></div>',
        body=article,
    ).replace("示例报", "")
    made = _made(page.encode())
    # Its collector lost title, date and address; so does this page, which says none of them.
    assert made.source.encode() == data
    assert {note.code.value for note in made.notes} >= {"no-title", "no-date"}


def test_the_same_article_with_all_that_a_page_says_differs_in_those_lines_only() -> None:
    data, body, _values = _parts("-202205262391921712.md")
    quote, _, rest = body.partition("\n\n")
    page = portal_pages.EASTMONEY.format(
        title="国内首款低碳制冷剂汽车来了",
        date="2022年05月26日 08:12",
        head="",
        abstract=f'<div class="abstract"><div class="txt">{quote.removeprefix("> ")}</div></div>',
        body=rest.partition("\n\n<>\n")[0],
    )
    url = "http://finance.eastmoney.com/a/202205262391921712.html"
    made = _made(page.encode("gb18030"), url)
    assert made.name == "2022-05-26-202205262391921712.md"
    assert made.source_id == "202205262391921712"
    pairs = zip(data.decode().split("\n"), made.source.split("\n"), strict=True)
    assert [(old, new) for old, new in pairs if old != new] == [
        ('title: ""', 'title: "国内首款低碳制冷剂汽车来了"'),
        ("date:  +0800", "date: 2022-05-26 08:12:00 +0800"),
        ("<>", f"<{url}>"),
    ]


def test_a_share_page_is_the_sample_byte_for_byte() -> None:
    name = "2022-01-11-NW202201112243901217.md"
    data, body, values = _parts(name)
    page = portal_pages.NANFANG.format(
        title=values["title"],
        date="2022-01-11 18:09:11",
        id="NW202201112243901217",
        body=body.partition("\n\n<http")[0],
    )
    url = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202201112243901217"
    made = _made(page.encode(), url)
    assert made.source.encode() == data
    assert (made.name, made.source_id, made.url) == (name, "NW202201112243901217", url)


def test_a_brief_is_the_sample_byte_for_byte() -> None:
    name = "2021-12-08-202112082206672930.md"
    data, body, values = _parts(name)
    page = portal_pages.BRIEF.format(
        title=values["title"], date="2021-12-08 10:46:18", body=body.strip().partition("\n")[0]
    )
    url = "http://finance.eastmoney.com/news/11060,202112082206672930.html"
    made = _made(page.encode("gb18030"), url)
    assert made.source.encode() == data
    assert (made.name, made.source_id) == (name, "202112082206672930")
