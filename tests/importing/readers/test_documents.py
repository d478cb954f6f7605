"""Documents that real programs wrote: what must survive, kind by kind."""

import io
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.importing.candidates import Candidate, NoteCode, Thing
from curator.importing.kinds import kind_of
from curator.importing.reading import read

FOLDER = Path(__file__).parents[2] / "data" / "intake" / "documents"
PICTURE = (FOLDER / "chart.png").read_bytes()


@cache
def candidates(name: str) -> tuple[Candidate, ...]:
    found = tuple(read(Thing(name, (FOLDER / name).read_bytes())))
    assert all(isinstance(one, Candidate) for one in found), found
    return tuple(one for one in found if isinstance(one, Candidate))


def body(name: str, number: int = -1) -> html.HtmlElement:
    text = split(candidates(name)[number].source.encode()).body
    return html.fragment_fromstring(text, create_parent="div")


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return ["".join(one.itertext()) for one in root.xpath(path)]


HARBOUR = ("harbour.docx", "harbour.odt", "harbour.rtf")
ALL = (*HARBOUR, "harbour.epub")

MUST_SURVIVE = [
    # what, an XPath, the texts it must give
    ("headings", ".//h1|.//h2", ["一、概况", "Lists of two kinds"]),
    ("nested-list", "./ul/li/ul/li", ["冷藏箱", "Dry boxes"]),
    ("numbered-list", "./ol/li[not(@id)]", ["First weigh", "Then load"]),
    ("table-head", ".//th", ["月份", "Tonnes"]),
    ("table-cells", ".//td", ["二月", "41,200", "合计见月报"]),
    ("spanned-cell", ".//td[@colspan='2']", ["合计见月报"]),
    ("bold", ".//strong", ["明显回升"]),
    ("italic", ".//em", ["仍低于去年"]),
    ("struck", ".//s", ["已停用"]),
    ("raised", ".//sup[not(.//a)]", ["2"]),
    ("link", ".//a[@href='https://example.org/report?a=1&b=2']", ["the full report"]),
    ("code-in-line", ".//p/code", ["port --month 3"]),
    ("code", ".//pre", ["def weigh(box):\n    return box.mass"]),
    ("quote", ".//blockquote/p", ["好的港口不等潮水。"]),
    ("caption", ".//figure[img]/figcaption", ["图 1:四个泊位的装卸量"]),
    ("right-to-left", ".//p[@dir='rtl']", ["الميناء مفتوح طوال العام."]),
    ("footnote-mark", ".//sup/a[starts-with(@href, '#')]", ["[1]"]),
    ("own-style", ".//p[contains(., 'An aside')]", ["An aside in a style of the office’s own."]),
    ("line-break", ".//p[br]", ["Line oneline two 😀 𠮷。"]),
]
EPUB_LOST = {  # what LibreOffice does not write into an EPUB
    *("headings", "nested-list", "numbered-list", "table-head", "raised", "code-in-line", "code"),
    *("quote", "caption", "right-to-left", "footnote-mark"),
}


@pytest.mark.parametrize(
    ("what", "path", "expected"), MUST_SURVIVE, ids=[row[0] for row in MUST_SURVIVE]
)
@pytest.mark.parametrize("name", ALL)
def test_survives(name: str, what: str, path: str, expected: list[str]) -> None:
    if name.endswith(".epub") and what in EPUB_LOST:
        pytest.skip("LibreOffice does not write it into an EPUB")
    if name.endswith(".rtf") and what.startswith("table-"):
        # LibreOffice does not say in RTF which row is the head.
        path, expected = ".//td", ["月份", "Tonnes", "二月", "41,200", "合计见月报"]
    assert texts(body(name), path) == expected


@pytest.mark.parametrize("name", ALL)
def test_every_word_survives(name: str) -> None:
    source = (FOLDER / "harbour.fodt").read_text("utf-8")
    office = source[source.index("<office:text>") :]
    office = re.sub(r"<office:binary-data>.*?</office:binary-data>", "", office)
    office = re.sub(
        r"<svg:title>.*?</svg:title>|<text:note-citation>.*?</text:note-citation>", "", office
    )
    words = re.findall(
        r"[\w💀-🫿]+", re.sub(r"<[^>]+>", " ", office).replace("&amp;", "&").replace("&lt;", "<")
    )
    if name.endswith(".epub"):
        words = [word for word in words if word not in {"月份", "Tonnes"}]  # not in the file
    whole = "".join(one.source for one in candidates(name))
    assert [word for word in words if word not in whole] == []


@pytest.mark.parametrize("name", ALL)
def test_footnote_and_its_text_name_each_other(name: str) -> None:
    root = body(name)
    (reference,) = root.xpath(".//sup/a[starts-with(@href, '#')] | .//sup[@id]/a")[:1]
    (note,) = root.xpath(".//*[@id=$name]", name=reference.get("href")[1:])
    assert "数据来自港务局的月报。" in "".join(note.itertext())


@pytest.mark.parametrize("name", ALL)
def test_picture_is_a_file_of_the_candidate(name: str) -> None:
    candidate = candidates(name)[-1]
    (file,) = candidate.files
    with Image.open(io.BytesIO(file.data)) as kept, Image.open(io.BytesIO(PICTURE)) as drawn:
        assert kept.convert("RGB").tobytes() == drawn.convert("RGB").tobytes()
    if not name.endswith(".rtf"):  # there LibreOffice writes it anew
        assert file.data == PICTURE
    assert file.media_type == "image/png"
    assert texts(body(name), f".//img[@src='{file.reference}']") == [""]


@pytest.mark.parametrize("name", ["harbour.docx", "harbour.odt"])
def test_alternative_text_of_a_picture(name: str) -> None:
    assert body(name).find(".//img").get("alt") == "Four bars"


@pytest.mark.parametrize("name", HARBOUR)
def test_properties_become_front_matter(name: str) -> None:
    (candidate,) = candidates(name)
    document = split(candidate.source.encode())
    values = parse(document.front_matter or "").values
    assert values["title"] == "港口吞吐量回升 & 展望"
    assert values["author"] == "王小明"
    assert str(values["date"]) == "2022-03-05 08:30:00+00:00"
    assert candidate.name == "港口吞吐量回升 & 展望.html"
    assert "港口吞吐量回升" not in document.body  # said once: in the front matter


@pytest.mark.parametrize("name", HARBOUR)
def test_style_that_nobody_knows_is_noted(name: str) -> None:
    (candidate,) = candidates(name)
    assert [(note.code, note.detail) for note in candidate.notes] == [
        (NoteCode.UNKNOWN_STYLE, "Pull Aside")
    ]


@pytest.mark.parametrize("name", ALL)
def test_what_came_is_kept_and_told_by_its_content(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    nameless = Thing("upload", data)
    assert kind_of(nameless) is candidates(name)[0].kind
    if not name.endswith(".epub"):
        assert candidates(name)[0].original == data


def test_chapters_of_a_book_come_in_the_order_of_reading() -> None:
    chapters = candidates("voyage.epub")
    titles = [
        parse(split(one.source.encode()).front_matter or "").values["title"] for one in chapters
    ]
    assert titles == ["两次航行 Two Voyages", "第一章 出港", "The second voyage"]
    assert [one.inside for one in chapters] == [
        f"voyage.epub/EPUB/text/{name}.xhtml" for name in ("title_page", "ch001", "ch002")
    ]
    assert len({one.source_id for one in chapters}) == 3
    for one in chapters:
        values = parse(split(one.source.encode()).front_matter or "").values
        assert (values["author"], str(values["date"])[:10]) == ("李航", "2021-09-30")


VOYAGES = [("voyage.epub", 1), ("voyage.docx", 0), ("voyage.odt", 0), ("voyage.rtf", 0)]
VOYAGE = [
    ("headings", ".//h2", ["清单"]),
    ("numbered-list", "./ol/li[ul]/ul/li", ["近海", "远洋"]),
    ("table-head", ".//th", ["港口", "Depth"]),
    ("table-cells", ".//td", ["北港", "12 m", "南港", "9 m"]),
    ("bold", ".//strong", ["拖船"]),
    ("italic", ".//em", ["雾还没有散"]),
    ("link", ".//a[@href='https://example.org/tides']", ["潮汐表"]),
    ("caption", ".//figure[img]/figcaption", ["四个泊位的装卸量"]),
    ("quote", ".//blockquote/p", ["好的港口不等潮水。"]),
]


@pytest.mark.parametrize(("what", "path", "expected"), VOYAGE, ids=[row[0] for row in VOYAGE])
@pytest.mark.parametrize(("name", "number"), VOYAGES)
def test_pandoc_documents_survive(
    name: str, number: int, what: str, path: str, expected: list[str]
) -> None:
    if name.endswith(".rtf") and what.startswith("table-"):
        path, expected = ".//td", ["港口", "Depth", "北港", "12 m", "南港", "9 m"]
    assert what
    assert texts(body(name, number), path) == expected


def test_code_of_a_book_keeps_its_language() -> None:
    (code,) = body("voyage.epub", 2).xpath(".//pre/code")
    assert code.get("class") == "language-python"
    assert code.text == "def weigh(box):\n    return box.mass"


def test_words_of_a_link_between_chapters_stay() -> None:
    for number in range(3):
        for link in body("voyage.epub", number).iter("a"):
            assert link.get("href", "#").startswith(("#", "https://"))


FRAMED = [
    ("caption-in-frame", ".//figure[img]/figcaption", ["Figure 1: 四个泊位"]),
    (
        "around-the-frame",
        "./p[contains(., ' the frame.')]",
        ["Before the frame.", "After the frame."],
    ),
    ("tall-cell", ".//td[@rowspan='2']", ["tall"]),
    ("list-in-cell", ".//td/ul/li", ["in a cell"]),
    ("cells", ".//tr", ["tall\nin a cell\n", "low"]),
    ("bold-and-italic", ".//em[ancestor::strong or ..]", ["and italic"]),
    ("blanks", "./p[strong]", ["Bold and italic with a\ttab, two  blanks.[1]"]),
    ("endnote", "./ol/li[@id]", ["An endnote. ↑"]),
    ("second-paragraph", ".//*[text()='still one']", ["still one"]),
]


@pytest.mark.parametrize(("what", "path", "expected"), FRAMED, ids=[row[0] for row in FRAMED])
@pytest.mark.parametrize("name", ["framed.docx", "framed.odt", "framed.rtf"])
def test_frames_and_nesting_survive(name: str, what: str, path: str, expected: list[str]) -> None:
    found = texts(body(name), path)
    if what == "cells":
        found, expected = ["".join(one.split()) for one in found], ["tallinacell", "low"]
    assert found == expected


@pytest.mark.parametrize("name", ["framed.docx", "framed.odt", "framed.rtf"])
def test_heading_style_with_a_chinese_name_gives_the_title(name: str) -> None:
    (candidate,) = candidates(name)
    document = split(candidate.source.encode())
    assert parse(document.front_matter or "").values["title"] == "框里的图"
    assert "框里的图" not in document.body
    assert candidate.notes == ()
    assert len(candidate.files) == 1
