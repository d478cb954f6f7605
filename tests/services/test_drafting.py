"""A draft's fields follow Jekyll, its edits touch only what they name."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import EditError, EditFault
from curator.services.drafting import (
    Draft,
    Field,
    FieldFault,
    FieldKind,
    Value,
    on_day,
    read_date,
    written_date,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def draft(front_matter: str, body: str = "Text\n") -> Draft:
    return Draft(f"---\n{front_matter}\n---\n{body}".encode())


def field(front_matter: str, key: str, defaults: Mapping[str, Value] | None = None) -> Field:
    fields = draft(front_matter).fields(defaults or {}, SHANGHAI)
    return next(each for each in fields if each.key == key)


def fault(front_matter: str) -> FieldFault | None:
    key = front_matter.split(":", maxsplit=1)[0]
    problem = field(front_matter, key).problem
    return problem.fault if problem else None


def front_matter(edited: Draft) -> str:
    return (edited.front_matter_text or "").removesuffix("\n")


# --- what fields there are ---


def test_fields_come_in_the_order_of_the_text_then_what_only_defaults_give() -> None:
    fields = draft("tags: a\ntitle: t").fields({"title": "x", "layout": "post"}, SHANGHAI)
    assert [(each.key, each.inherited) for each in fields] == [
        ("tags", False),
        ("title", False),
        ("layout", True),
    ]
    assert fields[1].default == "x"
    assert fields[2].value == "post"


def test_broken_front_matter_has_a_problem_with_its_line_and_no_fields() -> None:
    broken = draft("title: fine\ntags: [a")
    assert broken.fields({"layout": "post"}, SHANGHAI) == ()
    assert broken.problem is not None
    assert broken.problem.line >= 2
    with pytest.raises(EditError) as raised:
        broken.with_value("title", "x")
    assert raised.value.fault is EditFault.BROKEN_YAML
    assert broken.with_body("other\n").source.endswith(b"---\nother\n")


def test_a_text_without_front_matter_has_none_until_a_field_is_set() -> None:
    bare = Draft(b"Only text\n")
    assert bare.front_matter_text is None
    assert bare.with_value("title", "t").source == b"---\ntitle: t\n---\nOnly text\n"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("title: 2022", FieldKind.TEXT),
        ("title: {a: b}", FieldKind.RAW),
        ("layout:", FieldKind.TEXT),
        ("date: nonsense", FieldKind.DATE),
        ("date: 2022-01-11", FieldKind.DATE),
        ("last_modified_at:", FieldKind.DATE),
        ("tags: a b", FieldKind.LIST),
        ("tags: [a, b]", FieldKind.LIST),
        ("tags: [{a: b}]", FieldKind.RAW),
        ("category: x", FieldKind.LIST),
        ("published: no", FieldKind.SWITCH),
        ("published:", FieldKind.SWITCH),
        ('published: "false"', FieldKind.TEXT),
        ("comments: true", FieldKind.SWITCH),
        ("weight: 12", FieldKind.NUMBER),
        ("weight: 1.5", FieldKind.NUMBER),
        ("mine: 2022-01-11 10:00:00 +0800", FieldKind.DATE),
        ("mine: [a, 1]", FieldKind.LIST),
        ("mine: {a: 1}", FieldKind.RAW),
        ("mine: [[a]]", FieldKind.RAW),
        ("mine: words", FieldKind.TEXT),
    ],
)
def test_known_keys_have_their_kind_and_others_follow_their_value(
    line: str, kind: FieldKind
) -> None:
    assert field(line, line.split(":", maxsplit=1)[0]).kind is kind


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("tags: 财经 要闻", ("财经", "要闻")),
        ("tags: a, b", ("a,", "b")),
        ("tags: 财经　要闻", ("财经　要闻",)),
        ("category: two words", ("two words",)),
        ("categories: [a b, c]", ("a b", "c")),
        ("tags: [2022, yes]", ("2022", "true")),
        ("tags:", ()),
    ],
)
def test_terms_are_split_as_jekyll_splits_them(line: str, items: tuple[str, ...]) -> None:
    assert field(line, line.split(":", maxsplit=1)[0]).items == items


# --- what Jekyll minds (jekyll.md §2, §3, §5, §6, §8) ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("date:", FieldFault.DATE_EMPTY),
        ('date: ""', FieldFault.DATE_EMPTY),
        ("date: soon", FieldFault.DATE_NONSENSE),
        ("date: 2022-01-11 18:09:11", FieldFault.DATE_UTC),
        ("date: 2022-01-11 18:09", FieldFault.DATE_LOCAL),
        ('date: "2022-01-11 18:09:11"', FieldFault.DATE_LOCAL),
        ("date: 2022-01-11 18:09:11 CST", FieldFault.DATE_ZONE_NAME),
        ("date: 2022-01-11 18:09:11 +0800", None),
        ("date: 2022-01-11T18:09:11Z", None),
        ("date: 2022-01-11", None),
        ("last_modified_at:", None),
        ("title:", FieldFault.TITLE_EMPTY),
        ("title: ' '", FieldFault.TITLE_EMPTY),
        ("title: yes", FieldFault.RETYPED),
        ("title: 1_000", FieldFault.RETYPED),
        ("title: 2022", None),
        ("title: C# 与 a #1", FieldFault.CUT),
        ('title: "C# 与 a #1"', None),
        ("tags: 财经、要闻", FieldFault.SEPARATORS),
        ("tags: a, b", FieldFault.SEPARATORS),
        ("tags: [a, b]", None),
        ("tags: a b", None),
        ("tags: 2022", FieldFault.NOT_A_LIST),
        ("categories: 2022", FieldFault.NOT_A_LIST),
        ("published:", FieldFault.PUBLISHED_EMPTY),
        ("published: ~", FieldFault.PUBLISHED_EMPTY),
        ('published: "false"', FieldFault.PUBLISHED_TEXT),
        ("published: n", FieldFault.PUBLISHED_TEXT),
        ("published: false", None),
        ("permalink: pretty", FieldFault.PERMALINK_STYLE),
        ("permalink: a/b", FieldFault.PERMALINK_NO_SLASH),
        ("permalink: /a/b", None),
        ("permalink:", None),
        ("slug: 123", FieldFault.SLUG_NOT_TEXT),
        ('slug: ""', FieldFault.SLUG_EMPTY),
        ("slug: a-b", None),
    ],
)
def test_a_field_names_what_jekyll_makes_of_it(line: str, expected: FieldFault | None) -> None:
    assert fault(line) is expected


def test_a_singular_tag_shadows_the_plural_one() -> None:
    problem = field("tags: [a]\ntag: b", "tags").problem
    assert problem is not None
    assert (problem.fault, problem.detail) == (FieldFault.SHADOWED, "tag")


def test_a_key_given_twice_is_one_field_with_a_problem() -> None:
    twice = draft("title: a\ntitle: b")
    fields = twice.fields({}, SHANGHAI)
    assert [(each.key, each.value) for each in fields] == [("title", "b")]
    assert fields[0].problem is not None
    assert fields[0].problem.fault is FieldFault.TWICE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: C# 与 a #1", 'title: "C# 与 a #1"'),
        ("title: yes", 'title: "yes"'),
        ("date: 2022-01-11 18:09:11", "date: 2022-01-11 18:09:11 +0800"),
        ("date: '2022-01-11 18:09'", "date: '2022-01-11 18:09:00 +0800'"),
        ("tags: 财经、要闻，股票", "tags: [财经, 要闻, 股票]"),
        ("tags: 2022", 'tags: ["2022"]'),
        ("published:", "published: false"),
        ('published: "false"', "published: false"),
        ("permalink: a/b", "permalink: /a/b"),
        ("slug: 123", 'slug: "123"'),
    ],
)
def test_a_mended_field_reads_as_it_was_meant(before: str, after: str) -> None:
    key = before.split(":", maxsplit=1)[0]
    text = draft(before)
    problem = field(before, key).problem
    assert problem is not None
    assert problem.mendable
    mended = text.mended(key, problem.fault, SHANGHAI)
    assert front_matter(mended) == after
    (only,) = mended.fields({}, SHANGHAI)
    assert only.problem is None


def test_the_offset_of_the_day_is_written_where_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for day, offset in (("2022-01-11", "+0100"), ("2022-07-11", "+0200")):
        mended = draft(f"date: {day} 10:00:00").mended("date", FieldFault.DATE_UTC, berlin)
        assert front_matter(mended) == f"date: {day} 10:00:00 {offset}"


# --- dates ---


def reading(raw: str) -> tuple[str, bool]:
    each = field(f"date: {raw}", "date")
    read = read_date(each.value, each.raw, SHANGHAI)
    assert read is not None
    return written_date(read.instant), read.shifted


@pytest.mark.parametrize(
    ("raw", "instant", "shifted"),
    [
        ("2022-01-11 18:09:11 +0800", "2022-01-11 18:09:11 +0800", False),
        ("2022-01-11 18:09:11", "2022-01-12 02:09:11 +0800", True),
        ("2022-01-11 18:09", "2022-01-11 18:09:00 +0800", False),
        ("2022-01-11", "2022-01-11 00:00:00 +0800", False),
        ("2022-01-11 18:09:11 CST", "2022-01-12 08:09:11 +0800", True),
        ("2022/01/12", "2022-01-12 00:00:00 +0800", False),
        ("2022-01-11 20:00:00 -0500", "2022-01-12 09:00:00 +0800", True),
    ],
)
def test_a_date_is_read_in_the_zone_of_the_build(raw: str, instant: str, shifted: bool) -> None:
    assert reading(raw) == (instant, shifted)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2022-01-11 18:09:11 +0800", "2022-03-05 18:09:11 +0800"),
        ("2022-01-11T18:09:11Z", "2022-03-05T18:09:11Z"),
        ("2022-01-11 18:09", "2022-03-05 18:09:00 +0800"),
        ("2022-01-11", "2022-03-05 00:00:00 +0800"),
        ("", "2022-03-05 12:30:00 +0800"),
        ("soon", "2022-03-05 12:30:00 +0800"),
    ],
)
def test_moving_a_date_to_a_day_keeps_time_and_offset(raw: str, expected: str) -> None:
    now = datetime(2022, 1, 1, 4, 30, tzinfo=UTC)
    day = datetime(2022, 3, 5, tzinfo=UTC).date()
    assert on_day(raw, day, SHANGHAI, now) == expected


def test_a_date_typed_key_by_key_ends_as_plain_as_it_was() -> None:
    edited = draft("date: 2022-01-11 18:09:11 +0800 # first")
    whole = "2023-02-03 04:05:06 +0800"
    for length in range(len(whole) + 1):
        edited = edited.with_date("date", whole[:length], like="2022-01-11 18:09:11 +0800")
        shown = field(front_matter(edited), "date")
        assert (shown.value if isinstance(shown.value, str) else shown.raw) == whole[
            :length
        ].strip() or (not length and shown.value is None)
    assert front_matter(edited) == f"date: {whole} # first"


def test_a_quoted_date_stays_quoted() -> None:
    edited = draft("date: '2022-01-11'").with_date("date", "2023-02-03 04:05:06 +0800")
    assert front_matter(edited) == "date: '2023-02-03 04:05:06 +0800'"


# --- edits ---


def test_a_text_typed_key_by_key_ends_in_the_style_it_had() -> None:
    edited = draft("title: Hello # c")
    for text in ("Hello ", "Hello :", "Hello: ", "Hello w"):
        edited = edited.with_text("title", text, like="Hello")
        assert edited.value("title") == text
    assert front_matter(edited) == "title: Hello w # c"


def test_terms_are_added_and_removed_in_the_way_they_are_written() -> None:
    words = draft("tags: 财经 要闻")
    assert front_matter(words.with_item("tags", "股票")) == "tags: 财经 要闻 股票"
    assert front_matter(words.without_item("tags", "财经")) == "tags: 要闻"
    block = draft("tags:\n  - a # one\n  - b")
    assert front_matter(block.with_item("tags", "c")) == "tags:\n  - a # one\n  - b\n  - c"
    assert front_matter(block.without_item("tags", "b")) == "tags:\n  - a # one"
    assert words.with_item("tags", "财经") is words


def test_a_singular_term_keeps_its_blanks_when_it_becomes_a_list() -> None:
    edited = draft("category: two words").with_item("category", "more")
    assert field(front_matter(edited), "category").items == ("two words", "more")


def test_the_last_lone_term_leaves_an_empty_key() -> None:
    edited = draft("tags: a\ntitle: t").without_item("tags", "a")
    assert edited.value("tags") is None
    assert edited.keys == ("tags", "title")


def test_numbers_in_a_list_can_be_removed_by_what_they_print() -> None:
    assert draft("tags: [2022, a]").without_item("tags", "2022").value("tags") == ["a"]


def test_keys_are_renamed_moved_and_removed() -> None:
    edited = draft("a: 1\nb: 2 # two\nc: 3")
    assert front_matter(edited.renamed("b", "d")) == "a: 1\nd: 2 # two\nc: 3"
    assert front_matter(edited.moved("c", 0)) == "c: 3\na: 1\nb: 2 # two"
    assert front_matter(edited.without("a")) == "b: 2 # two\nc: 3"
    with pytest.raises(EditError):
        edited.renamed("a", "b")


def test_windows_line_ends_and_the_mark_survive_every_edit() -> None:
    source = b"\xef\xbb\xbf---\r\ntitle: a\r\ntags: b\r\n---\r\nx\r\n"
    edited = Draft(source).with_value("title", "new").with_value("layout", "post")
    assert edited.source == (
        b"\xef\xbb\xbf---\r\ntitle: new\r\ntags: b\r\nlayout: post\r\n---\r\nx\r\n"
    )


def test_a_character_that_the_encoding_lacks_is_refused_until_it_is_utf8() -> None:
    old = Draft(
        "---\ntitle: 财经新闻标题在这里\n---\n这是一段足够长的中文文本,用来识别编码。\n".encode(
            "gb18030"
        )
    )
    assert old.encoding != "utf-8"
    assert old.in_utf8().with_body("😀\n").source == (
        "---\ntitle: 财经新闻标题在这里\n---\n😀\n".encode()
    )


def test_a_fence_inside_the_yaml_is_refused() -> None:
    with pytest.raises(EditError) as raised:
        draft("a: 1").with_front_matter_text("a: 1\n---\nb: 2\n")
    assert raised.value.detail == "fence"


def test_a_body_may_bring_its_own_front_matter() -> None:
    assert Draft(b"x").with_body("---\ntitle: t\n---\ny").front_matter_text == "title: t\n"


@given(st.text(max_size=40))
def test_any_text_becomes_a_title_that_reads_back(text: str) -> None:
    text = "".join(each for each in text if not "\ud800" <= each <= "\udfff")
    before = draft("layout: post\ntitle: old\ntags: [a] # c")
    try:
        after = before.with_value("title", text)
    except EditError as error:
        assert error.fault is EditFault.UNREPRESENTABLE  # noqa: PT017
        return
    assert Draft(after.source).value("title") == text
    lines = (after.front_matter_text or "").split("\n")
    assert lines[0] == "layout: post"
    assert lines[-2] == "tags: [a] # c"


@given(st.binary(max_size=60))
def test_any_bytes_are_a_draft_and_stay_themselves(data: bytes) -> None:
    text = Draft(data)
    assert text.source == data
    assert text.with_body(text.body).source == data
    assert text.with_front_matter_text(text.front_matter_text or "").body == text.body
    text.fields({"layout": "post"}, SHANGHAI)


@pytest.mark.corpus
def test_real_posts_have_fields_and_stay_themselves(corpus: Path) -> None:
    seen = 0
    for path in sorted(corpus.rglob("*")):
        if not path.is_file() or path.name == "INDEX.tsv":
            continue
        source = path.read_bytes()
        text = Draft(source)
        assert text.source == source
        for each in text.fields({"layout": "post"}, SHANGHAI):
            if each.inherited:
                continue
            assert text.with_value(each.key, each.value).source == source, (path, each.key)
            assert each.kind is not FieldKind.LIST or isinstance(each.items, tuple)
            seen += 1
    assert seen > 1_000
