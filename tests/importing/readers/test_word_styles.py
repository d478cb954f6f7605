"""Word documents beyond one program's: style names of other offices, marks of changes, formulas, boxes."""

import io
import zipfile
from pathlib import Path

import pytest

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.importing.candidates import Candidate, NoteCode, Thing
from curator.importing.reading import read

FOLDER = Path(__file__).parents[2] / "data" / "intake" / "documents"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def style(number: str, name: str, based: str = "", more: str = "", kind: str = "paragraph") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{number}"><w:name w:val="{name}"/>{on}{more}</w:style>'


def paragraph(text: str, style_number: str = "", more: str = "", run: str = "") -> str:
    named = f'<w:pStyle w:val="{style_number}"/>' if style_number else ""
    return (
        f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def document(body: str, styles: str = "", strict: bool = False) -> Candidate:
    text = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    sheet = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    if strict:
        for one in ("wordprocessingml", "drawingml", "officeDocument"):
            old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
            text = text.replace(f"{old}{one}/2006/", f"{new}{one}/")
            sheet = sheet.replace(f"{old}{one}/2006/", f"{new}{one}/")
    out = io.BytesIO()
    with (
        zipfile.ZipFile(FOLDER / "harbour.docx") as good,
        zipfile.ZipFile(out, "w") as made,
    ):
        for name in good.namelist():
            new_parts = {"word/document.xml": text, "word/styles.xml": sheet}
            made.writestr(name, new_parts.get(name, good.read(name)))
    (found,) = read(Thing("x.docx", out.getvalue()))
    assert isinstance(found, Candidate), found
    return found


def body(candidate: Candidate) -> str:
    return split(candidate.source.encode()).body


@pytest.mark.parametrize(
    ("name", "more", "tag"),
    [
        ("heading 2", "", "h2"),
        ("标题 2", "", "h2"),
        ("标题2", "", "h2"),
        ("二级标题", "", "h2"),
        ("標題 2", "", "h2"),
        ("Überschrift 2", "", "h2"),
        ("章名", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', "h2"),
    ],
)
def test_headings_by_any_name(name: str, more: str, tag: str) -> None:
    found = document(paragraph("前言") + paragraph("港口", "a1"), style("a1", name, more=more))
    assert f"<{tag}>港口</{tag}>" in body(found)
    assert found.notes == ()


def test_heading_by_a_style_that_is_based_on_one_and_by_outline_alone() -> None:
    styles = style("2", "heading 3") + style("own", "报社标题", "2") + style("n", "Normal")
    outline = '<w:outlineLvl w:val="3"/>'
    found = document(
        paragraph("x")
        + paragraph("三", "own")
        + paragraph("四", more=outline)
        + paragraph("五", "n", outline),
        styles,
    )
    assert "<h3>三</h3>\n<h4>四</h4>\n<h4>五</h4>" in body(found)
    assert found.notes == ()


def test_meanings_of_other_chinese_styles() -> None:
    styles = (
        style("a", "引用")
        + style("b", "代码")
        + style("c", "正文首行缩进")
        + style("d", "本报专用")
    )
    styles += style("e", "代码 字符", kind="character") + style("f", "强调", kind="character")
    styles += style("g", "专用加粗", kind="character", more="<w:rPr><w:b/></w:rPr>")
    found = document(
        paragraph("引文", "a")
        + paragraph("x = 1", "b")
        + paragraph("y = 2", "b")
        + paragraph("正文", "c")
        + paragraph("专用", "d")
        + paragraph("码", run='<w:rStyle w:val="e"/>')
        + paragraph("调", run='<w:rStyle w:val="f"/>')
        + paragraph("粗", run='<w:rStyle w:val="g"/>'),
        styles,
    )
    assert body(found) == (
        "<blockquote>\n<p>引文</p>\n</blockquote>\n<pre>x = 1\ny = 2</pre>\n<p>正文</p>\n<p>专用</p>\n"
        "<p><code>码</code></p>\n<p><em>调</em></p>\n<p><strong>粗</strong></p>\n"
    )
    assert [(note.code, note.detail) for note in found.notes] == [
        (NoteCode.UNKNOWN_STYLE, "本报专用")
    ]


def test_styles_nobody_uses_are_not_noted() -> None:
    assert document(paragraph("x"), style("z", "从未用过")).notes == ()


def test_paragraphs_in_a_font_for_code() -> None:
    font = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/>'
    found = document(paragraph("text") + paragraph("a()", run=font) + paragraph("  b()", run=font))
    assert body(found) == "<p>text</p>\n<pre>a()\n  b()</pre>\n"


def test_title_in_the_text_beats_the_properties() -> None:
    found = document(paragraph("文中标题", "t") + paragraph("正文"), style("t", "Title"))
    assert parse(split(found.source.encode()).front_matter or "").values["title"] == "文中标题"
    assert body(found) == "<p>正文</p>\n"


def test_a_heading_that_differs_from_the_title_stays() -> None:
    found = document(paragraph("Other heading", "h") + paragraph("text"), style("h", "heading 1"))
    assert (
        parse(split(found.source.encode()).front_matter or "").values["title"]
        == "港口吞吐量回升 & 展望"
    )
    assert body(found) == "<h1>Other heading</h1>\n<p>text</p>\n"


@pytest.mark.parametrize("line", ["王小明", "作者：王小明", "By 王小明"])
def test_a_byline_under_the_title_is_said_once_in_the_front_matter(line: str) -> None:
    title, text = paragraph("Title", "T"), paragraph("Text.")
    made = document(title + paragraph(line) + text, style("T", "Title"))
    assert parse(split(made.source.encode()).front_matter or "").values["author"] == "王小明"
    assert body(made).strip() == "<p>Text.</p>"


@pytest.mark.parametrize(
    "lines",
    [
        ["王小明 in Ningbo"],  # says more than the name
        ["Text.", "王小明"],  # is signed, not headed
        ["李航"],  # somebody else than the properties say
    ],
)
def test_any_other_line_that_names_somebody_stays(lines: list[str]) -> None:
    text = "".join(paragraph(line) for line in lines)
    made = document(paragraph("Title", "T") + text, style("T", "Title"))
    assert body(made).split() == " ".join(f"<p>{line}</p>" for line in lines).split()


def test_a_name_without_a_title_over_it_stays() -> None:
    made = document(paragraph("王小明") + paragraph("Text."))
    assert "<p>王小明</p>" in body(made)


def test_changes_and_wrappers() -> None:
    text = (
        "<w:p><w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:smartTag><w:r><w:t>smart </w:t></w:r></w:smartTag>"
        "<w:sdt><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert body(document(text)) == "<p>kept new smart control</p>\n"


def test_letters_of_a_formula_are_kept_and_told() -> None:
    formula = "<m:oMath><m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e></m:sSup></m:oMath>"
    found = document(f"<w:p><w:r><w:t>so </w:t></w:r>{formula}<w:r><w:t> holds</w:t></w:r></w:p>")
    assert body(found) == "<p>so E=mc holds</p>\n"
    assert [note.code for note in found.notes] == [NoteCode.LOST_PART]


def test_text_in_a_box_is_said_once() -> None:
    inner = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    box = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    found = document(f"<w:p><w:r><w:t>around</w:t></w:r><w:r>{box}</w:r></w:p>")
    assert body(found) == "<p>around</p>\n<p>boxed</p>\n"


def test_the_strict_kind_of_document() -> None:
    found = document(
        paragraph("港口", "h") + paragraph("text"), style("h", "heading 2"), strict=True
    )
    assert "<h2>港口</h2>\n<p>text</p>" in body(found)


def test_right_to_left_within_bold_text() -> None:
    bold = "<w:b/>"
    found = document(
        paragraph("שלום", more="<w:bidi/>", run=bold)
        + paragraph("left", more='<w:bidi w:val="0"/>')
    )
    assert body(found) == '<p dir="rtl"><strong>שלום</strong></p>\n<p>left</p>\n'
