"""Bytes of any charset become the right text, and the same bytes again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.formats.encodings import Decoded, decode, encode

SIMPLIFIED = (
    "筑巢引凤来，清远高新区以一流的营商环境吸引了众多企业落户。今年上半年，园区实现工业总产值同比增长百分之十二，"
    "新增规模以上企业三十家。负责人表示，下一步将继续完善配套设施，推动产业转型升级，让企业留得住、发展得好。"
)
TRADITIONAL = (
    "臺北市政府今天表示，捷運新路線將於明年動工，預計五年內完成。交通局說明，這條路線會經過三個行政區，"
    "完工之後每天可以服務十萬名乘客。市民對於這項計畫大多表示歡迎，但是也有人擔心施工期間的交通問題。"
)
JAPANESE = (
    "きょうは新しいバージョンのお知らせです。この更新では、記事の一覧をすばやく表示できるようになりました。"
    "詳しくは、こちらのページをご覧ください。ご意見やご感想をお待ちしております。"
)
WESTERN = (
    "Même si l’été fut très chaud, les élèves n’ont pas renoncé à leur fête annuelle – “une "
    "tradition”, dit le maire. Der Bürger müsse das größere Übel wählen. Después, la información "
    "também não chegou: a situação é difícil… "
)
ENGLISH = "The quick brown fox jumps over the lazy dog, and then some more of the same. "

SAMPLES = [
    ("gb18030", SIMPLIFIED),
    ("big5", TRADITIONAL),
    ("cp932", JAPANESE),
    ("euc-jp", JAPANESE),
    ("cp1252", WESTERN),
]


@given(st.binary(max_size=300))
def test_any_bytes_survive(data: bytes) -> None:
    decoded = decode(data)
    assert encode(decoded.text, decoded) == data


@given(
    st.text(max_size=100), st.sampled_from([codec for codec, _ in SAMPLES]), st.binary(max_size=2)
)
def test_any_text_in_any_charset_survives(text: str, codec: str, junk: bytes) -> None:
    data = text.encode(codec, "ignore") + junk
    decoded = decode(data)
    assert encode(decoded.text, decoded) == data


@given(st.text(max_size=100))
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    data = text.encode("utf-8", "replace")
    decoded = decode(data)
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decoded == Decoded(data.decode(), "utf-8", b"", "strict")


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
    ],
)
def test_a_mark_decides(codec: str, mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "标题 😀\r\n".encode(codec))
    assert decoded == Decoded("标题 😀\r\n", encoding, mark, "strict")


def test_a_mark_that_lies_does_not_lose_bytes() -> None:
    for data in (b"\xff\xfea", b"\xfe\xff\xd8\x00", b"\xef\xbb\xbf\xff"):
        decoded = decode(data)
        assert encode(decoded.text, decoded) == data


@pytest.mark.parametrize(("codec", "text"), SAMPLES)
@pytest.mark.parametrize("english", [0, 3, 20])
def test_legacy_charsets_are_recognised_among_english(codec: str, text: str, english: int) -> None:
    sample = ENGLISH * english + text + ENGLISH * english
    decoded = decode(sample.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.errors) == (sample, codec, "strict")


@pytest.mark.parametrize(("codec", "text"), SAMPLES)
def test_short_samples_are_nearly_always_right(codec: str, text: str) -> None:
    pieces = [text[start : start + 24] for start in range(0, len(text) - 24, 5)]
    pieces = [piece for piece in pieces if not piece.isascii()]
    right = sum(decode(piece.encode(codec)).text == piece for piece in pieces)
    assert right >= 0.9 * len(pieces)


@pytest.mark.parametrize(("codec", "text"), SAMPLES[:4])
def test_a_character_cut_at_the_end_does_not_spoil_the_rest(codec: str, text: str) -> None:
    data = text.rstrip("。").encode(codec)[:-1]
    decoded = decode(data)
    assert decoded.encoding == codec
    assert decoded.errors == "surrogateescape"
    assert decoded.text[:-1] == text.rstrip("。")[:-1]
    assert encode(decoded.text, decoded) == data


def test_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    data = SIMPLIFIED.encode()[:100] + b"\xff" + SIMPLIFIED.encode()[102:150]
    decoded = decode(data)
    assert (decoded.encoding, decoded.errors) == ("utf-8", "surrogateescape")
    assert decoded.text.startswith(SIMPLIFIED[:30])
    assert encode(decoded.text, decoded) == data


def test_binary_data_is_no_text_of_any_charset() -> None:
    data = bytes(range(256)) * 4
    assert decode(data).encoding == "utf-8"


def test_what_the_encoding_lacks_raises() -> None:
    decoded = decode(WESTERN.encode("cp1252"))
    with pytest.raises(UnicodeEncodeError):
        encode("中", decoded)
