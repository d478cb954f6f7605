"""Any bytes come apart and together again, and come apart where Jekyll's regexp says so."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.errors import EditError, EditFault
from curator.formats.document import Document, join, split

LINES = st.sampled_from(
    [
        "---",
        "...",
        "----",
        "--- ",
        "---\t",
        "---\v\f",
        "+++",
        "title: x",
        "  - 你好",
        "",
        " ",
        "a ---",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "", "\v", "\x0c", "\x85", "\u2028", "\x1c"])
POSTS = st.lists(st.tuples(LINES, ENDS), max_size=12).map(
    lambda lines: "".join(line + end for line, end in lines)
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5", "cp932", "cp1252"])


@given(st.binary(max_size=400))
def test_any_bytes_survive(data: bytes) -> None:
    assert join(split(data)) == data


@given(POSTS, ENCODINGS, st.binary(max_size=3))
def test_constructed_posts_survive_in_every_encoding(text: str, encoding: str, junk: bytes) -> None:
    data = text.encode(encoding, "replace") + junk
    assert join(split(data)) == data


@given(POSTS)
def test_the_parts_make_the_text(text: str) -> None:
    document = split(text.encode())
    front = document.front_matter or ""
    assert document.opening + front + document.closing + document.body == text
    assert document.text == text


@pytest.mark.jekyll
def test_splits_where_jekyll_does(jekyll: Any) -> None:
    texts: list[str] = []

    @given(POSTS.map(lambda text: "---\n" + text) | POSTS)
    @settings(max_examples=1500, database=None, deadline=None)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    for text in set(texts):
        document = split(text.encode())
        expected = jekyll.splits(text)
        if expected is None:
            assert document.front_matter is None, text
        else:
            assert document.front_matter is not None, text
            block, _closing, content = expected
            assert document.opening + document.front_matter == block, text
            assert document.content == content, text


@pytest.mark.parametrize(
    ("text", "front", "body"),
    [
        ("---\ntitle: x\n---\nbody\n", "title: x\n", "body\n"),
        ("---  \ntitle: x\n... \nbody", "title: x\n", "body"),
        ("---\r\ntitle: x\r\n---\r\nbody\r\n", "title: x\r\n", "body\r\n"),
        ("---\n---\n", "", ""),
        ("---\ntitle: x\n---", "title: x\n", ""),
        ("---\ntitle: a --- b\n---\n---\n", "title: a --- b\n", "---\n"),
        ("---\n\ntitle: x\n---\n\n\nbody", "\ntitle: x\n", "\n\nbody"),
    ],
)
def test_a_block_between_fences(text: str, front: str, body: str) -> None:
    document = split(text.encode())
    assert (document.front_matter, document.body) == (front, body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title: x\n",
        "\n---\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "----\ntitle: x\n---\n",
        "---\ntitle: x\n------\nbody",
        "---\ntitle: x\n",
        "---\rtitle: x\r---\rbody\r",
        "+++\ntitle = 'x'\n+++\n",
        "---title\n---\n",
        "---\n",
    ],
)
def test_a_header_that_jekyll_does_not_see_is_body(text: str) -> None:
    document = split(text.encode())
    assert document.front_matter is None
    assert (document.opening, document.closing, document.body) == ("", "", text)


def test_a_mark_before_the_fence_is_no_part_of_the_text() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        document = split("---\ntitle: 中\n---\n".encode(encoding))
        assert document.front_matter == "title: 中\n"
        assert document.bom


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("a\nb\r\nc\n", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb\r", "\r"),
        ("", "\n"),
        ("a\r\n", "\r\n"),
    ],
)
def test_the_newline_most_lines_end_with(text: str, newline: str) -> None:
    assert split(text.encode()).newline == newline


def test_new_front_matter_keeps_fences_body_and_encoding() -> None:
    data = "\ufeff--- \r\ntitle: 旧\r\n...\r\n\r\nbody".encode("utf-16-le")
    document = split(data).with_front_matter("title: 新\r\n")
    assert join(document) == "\ufeff--- \r\ntitle: 新\r\n...\r\n\r\nbody".encode("utf-16-le")


def test_fences_are_made_where_there_are_none() -> None:
    document = split(b"---\r\nnever closed\r\n").with_front_matter("title: x")
    assert join(document) == b"---\r\ntitle: x\r\n---\r\n---\r\nnever closed\r\n"
    assert split(join(document)) == document


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "...\n", "a: |\n---  \n"])
def test_front_matter_that_would_end_the_block_is_refused(text: str) -> None:
    with pytest.raises(EditError) as caught:
        split(b"---\nx: y\n---\nbody").with_front_matter(text)
    assert caught.value.fault is EditFault.UNREPRESENTABLE


def test_text_the_encoding_lacks_is_refused_not_lost() -> None:
    document = split("---\ntitle: café crème\n---\nl’été\n".encode("cp1252"))
    assert document.encoding == "cp1252"
    with pytest.raises(EditError) as caught:
        document.with_front_matter("title: 中文\n")
    assert caught.value.fault is EditFault.UNREPRESENTABLE
    with pytest.raises(EditError):
        document.with_body("中文\n")
    assert join(document.with_body("noël")) == "---\ntitle: café crème\n---\nnoël".encode("cp1252")


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(EditError):
        split(b"---\na: b\n---\n").with_front_matter("a: \ud800\n")


def test_broken_bytes_elsewhere_survive_an_edit() -> None:
    data = "---\ntitle: 标题\n---\n正文很长的一段话 ".encode() + b"\xff\xfe end\n"
    document = split(data)
    assert document.errors == "surrogateescape"
    assert join(document.with_front_matter("title: 新\n")) == data.replace(
        "标题".encode(), "新".encode()
    )


def test_a_body_after_a_fence_without_newline_gets_one() -> None:
    document = split(b"---\na: b\n---").with_body("text\n")
    assert join(document) == b"---\na: b\n---\ntext\n"


def test_a_body_that_brings_its_own_block_is_split_again() -> None:
    document = split(b"---\ntitle: x\nno end\n").with_body("---\ntitle: x\n---\nend\n")
    assert document.front_matter == "title: x\n"
    assert document.body == "end\n"


def test_conversion_to_utf8_drops_the_mark_and_keeps_the_text() -> None:
    document = split("\ufeff---\ntitle: 中\n---\n".encode("utf-16-be")).in_utf8()
    assert join(document) == "---\ntitle: 中\n---\n".encode()
    cut = Document("gb18030", b"", "surrogateescape", "", None, "", "\udcd6")
    with pytest.raises(EditError):
        cut.in_utf8()
