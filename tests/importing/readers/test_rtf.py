"""RTF as other programs write it: code pages, old lists, headings, pictures, and what is to be passed over."""

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from curator.domain.errors import ReadFault
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.importing.candidates import Candidate, NoteCode, Thing, Unread
from curator.importing.reading import read


def candidate(data: bytes | str) -> Candidate:
    (found,) = read(Thing("note.rtf", data.encode("latin-1") if isinstance(data, str) else data))
    assert isinstance(found, Candidate), found
    return found


def body(data: bytes | str) -> str:
    return split(candidate(data).source.encode()).body


def escaped(text: str, page: str) -> str:
    return "".join(
        f"\\'{byte:02x}" if byte > 126 or byte in b"{}\\" else chr(byte)
        for byte in text.encode(page)
    )


@pytest.mark.parametrize(
    ("page", "number", "charset", "text"),
    [
        ("gbk", 936, 134, "中文标题,港口“回升”"),
        ("cp950", 950, 136, "中文標題,港口回升"),
        ("cp932", 932, 128, "日本語の見出し"),  # 本 has a brace as its second byte
        ("cp949", 949, 129, "한국어 제목"),
        ("cp1251", 1251, 204, "Порт открыт"),
        ("cp1252", 1252, 0, "Café – “naïve”"),
        ("cp1256", 1256, 178, "الميناء مفتوح"),
    ],
)
@pytest.mark.parametrize("how", ["font", "page", "raw"])
def test_code_pages(page: str, number: int, charset: int, text: str, how: str) -> None:
    if how == "raw":
        if page == "cp932":
            pytest.skip("a brace that is half of a character is always escaped")
        data = b"{\\rtf1\\ansi\\ansicpg%d\\deff0 %s\\par}" % (number, text.encode(page))
    elif how == "page":
        data = f"{{\\rtf1\\ansi\\ansicpg{number}\\deff0 {escaped(text, page)}\\par}}".encode(
            "latin-1"
        )
    else:
        font = f"{{\\fonttbl{{\\f0\\fnil\\fcharset0 Arial;}}{{\\f1\\fnil\\fcharset{charset} X;}}}}"
        data = f"{{\\rtf1\\ansi\\ansicpg1252{font}\\f1 {escaped(text, page)}\\par}}".encode(
            "latin-1"
        )
    assert body(data) == f"<p>{text}</p>\n"


def test_unicode_with_the_bytes_for_old_readers_after_it() -> None:
    text = "{\\rtf1\\ansi\\ansicpg936\\uc2\\u20013\\'d6\\'d0\\u25991\\'ce\\'c4\\uc1\\u-10179?\\u-8704? end\\par}"
    assert body(text) == "<p>中文😀 end</p>\n"


def test_looks_nest_and_end_with_their_group() -> None:
    text = "{\\rtf1 a {\\b b {\\i c} d} e \\b f\\b0  g \\strike h\\plain  i{\\super 2}{\\v hidden}\\par}"
    assert body(text) == (
        "<p>a <strong>b </strong><strong><em>c</em></strong><strong> d</strong> e "
        "<strong>f</strong> g <s>h</s> i<sup>2</sup></p>\n"
    )


def test_headings_by_style_name_and_by_outline() -> None:
    sheet = (
        "{\\stylesheet{\\s0 Normal;}{\\s3\\sbasedon0 heading 2;}{\\s4 "
        + escaped("标题 3", "gbk")
        + ";}}"
    )
    text = (
        f"{{\\rtf1\\ansi\\ansicpg936{sheet}\\pard\\s3 Two\\par\\pard\\s4 Three\\par"
        "\\pard\\outlinelevel0 One\\par\\pard Text\\par}"
    )
    assert "<h3>Three</h3>\n<h1>One</h1>\n<p>Text</p>\n" in body(text)
    assert parse(split(candidate(text).source.encode()).front_matter or "").values["title"] == "Two"


def test_old_lists_of_word_pad() -> None:
    bullet = "\\pard{\\pntext\\f1\\'B7\\tab}{\\*\\pn\\pnlvlblt\\pnf1{\\pntxtb\\'B7}}"
    number = "\\pard{\\pntext\\f0 %d.\\tab}{\\*\\pn\\pnlvlbody\\pndec{\\pntxta.}}"
    text = f"{{\\rtf1 {bullet}one\\par{bullet}two\\par{number % 1}first\\par{number % 2}second\\par\\pard end\\par}}"
    assert body(text) == (
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<ol>\n<li>first</li>\n<li>second</li>\n</ol>\n<p>end</p>\n"
    )


def test_tables_with_a_head_and_a_wide_cell() -> None:
    row = "\\trowd%s\\cellx1000\\cellx2000\\pard\\intbl %s\\cell %s\\cell\\row"
    wide = "\\trowd\\cellx2000\\pard\\intbl all\\cell\\row"
    head, first = row % ("\\trhdr", "a", "b"), row % ("", "1", "2\\par 3")
    text = f"{{\\rtf1 {head}{first}{wide}\\pard after\\par}}"
    assert body(text).replace("\n", "") == (
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td>"
        '<td><p>2</p><p>3</p></td></tr><tr><td colspan="2">all</td></tr></tbody></table><p>after</p>'
    )


def test_pictures_are_files_vector_ones_are_told() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "green").save(out, "JPEG")
    jpeg = out.getvalue()
    text = (
        "{\\rtf1 before {\\*\\shppict{\\pict\\jpegblip\\picw4\\pich3\n"
        + jpeg.hex()
        + "}}{\\nonshppict{\\pict\\wmetafile8 0102}} {\\pict\\emfblip 0a0b0c} after\\par}"
    )
    found = candidate(text)
    (file,) = found.files
    assert (file.data, file.media_type) == (jpeg, "image/jpeg")
    assert f'before <img src="{file.reference}" alt="">  after' in found.source
    assert [note.detail for note in found.notes if note.code is NoteCode.LOST_PICTURE] == [
        "emfblip"
    ]


def test_binary_pictures_and_braces_in_them() -> None:
    out = io.BytesIO()
    Image.effect_noise((9, 9), 50).save(out, "PNG")
    data = out.getvalue() + b"}}{{\\par"
    text = b"{\\rtf1 x{\\pict\\pngblip\\bin%d %s}y\\par}" % (len(data), data)
    (file,) = candidate(text).files
    assert file.data == data


def test_links_and_fields() -> None:
    field = '{\\field{\\*\\fldinst{ HYPERLINK \\\\o "tip" "https://example.org/?a=1&b=2" }}{\\fldrslt{\\ul here}}}'
    page = "{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}"
    bad = '{\\field{\\*\\fldinst HYPERLINK "javascript:alert(1)"}{\\fldrslt there}}'
    told = body(f"{{\\rtf1 go {field}, {page}, {bad}\\par}}")
    assert "javascript" not in told
    assert ">there<" in told
    assert ", 7, " in told


def test_what_is_no_text_is_passed_over() -> None:
    text = (
        "{\\rtf1{\\*\\generator Riched20;}{\\colortbl;\\red1\\green2\\blue3;}{\\header top}{\\footer bottom}"
        "{\\*\\unknown junk {\\b more}}{\\info{\\title T}{\\author A}{\\creatim\\yr2021\\mo2\\dy3\\hr4\\min5}}"
        "{\\*\\bkmkstart x}body{\\*\\bkmkend x}\\par}"
    )
    found = candidate(text)
    values = parse(split(found.source.encode()).front_matter or "").values
    assert (values["title"], values["author"]) == ("T", "A")
    assert str(values["date"]) == "2021-02-03 04:05:00+00:00"
    assert split(found.source.encode()).body == "<p>body</p>\n"


def test_groups_without_end_are_refused() -> None:
    (found,) = read(Thing("x.rtf", b"{\\rtf1 " + b"{" * 1_000_000))
    assert isinstance(found, Unread)
    assert found.fault == ReadFault.TOO_DEEP


def test_half_a_file_gives_what_is_there() -> None:
    assert "<p>one</p>" in body("{\\rtf1 one\\par two {\\b thr")
    assert "thr" in body("{\\rtf1 one\\par two {\\b thr")


def test_a_long_text_is_read_in_good_time() -> None:
    data = (
        "{\\rtf1\\ansi\\ansicpg936 "
        + ("\\pard\\f0\\fs24 \\'d6\\'d0{\\b word} and more\\par\n" * 40_000)
        + "}"
    )
    begun = time.monotonic()
    assert body(data).count("<p>") == 40_000
    assert time.monotonic() - begun < 30


WORDS = (
    *(
        "{\\b ",
        "}",
        "\\par ",
        "\\cell ",
        "\\row ",
        "\\trowd ",
        "\\cellx10 ",
        "\\intbl ",
        "\\u20013?",
    ),
    *("{\\*\\footnote ", "{\\pict\\pngblip ", "{\\field{\\*\\fldinst ", "{\\fldrslt ", "\\pard "),
    *(
        "{\\listtext 1.}",
        "\\ls1\\ilvl2 ",
        "{\\upr{",
        "{\\*\\ud ",
        "{\\stylesheet{\\s1 ",
        "\\s1 ",
        "\\'d6",
    ),
    *("{\\info{\\title ", "{\\*\\shpinst{\\sp{\\sn pib}{\\sv ", "\\bin3 "),
)


@given(
    st.text(alphabet=st.sampled_from("{}\\'*abcu0123456789- \n;\"é"), min_size=0, max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=30),
)
def test_nonsense_gives_a_post_or_a_reason(junk: str, words: list[str]) -> None:
    for text in (
        "{\\rtf1 " + junk,
        "{\\rtf1 " + "".join(words) + junk,
        "{\\rtf1 " + junk + "".join(words) + "}",
    ):
        for found in read(Thing("x.rtf", text.encode("latin-1"))):
            if isinstance(found, Unread):
                assert found.fault in {ReadFault.EMPTY, ReadFault.TOO_DEEP}
