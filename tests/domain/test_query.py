"""The query language: what it means, and that no input breaks it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.domain.errors import QueryError, QueryFault
from curator.domain.query import (
    ALIASES,
    HAS,
    IS,
    All,
    Any,
    Days,
    Field,
    Key,
    Match,
    Node,
    Not,
    Term,
)
from curator.domain.query_parsing import Part, parse, parts
from curator.domain.query_text import text
from curator.domain.text import fold

TODAY = date(2026, 3, 15)


def word(text: str) -> Term:
    return Term(Field.ANY, text)


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("", All(())),
        ("  ", All(())),
        ("人民币", word("人民币")),
        ("two words", All((word("two"), word("words")))),
        ('"one phrase"', word("one phrase")),
        ("status:ready", Term(Field.STATUS, "ready")),
        ('tag:"two words"', Term(Field.TAG, "two words")),
        ("TAG:x", Term(Field.TAG, "x")),
        ("-word", Not(word("word"))),
        ("a -tag:b", All((word("a"), Not(Term(Field.TAG, "b"))))),
        ("a OR b", Any((word("a"), word("b")))),
        ("a b OR c", Any((All((word("a"), word("b"))), word("c")))),
        ("a (b OR c)", All((word("a"), Any((word("b"), word("c")))))),
        ("-(a b)", Not(All((word("a"), word("b"))))),
        ("or", word("or")),
        ("12:30", word("12:30")),
        ("https://example.com/x", word("https://example.com/x")),
        ("a - b", All((word("a"), word("-"), word("b")))),
        ("tags:x", Term(Field.TAG, "x")),
        ("tag:股*", Term(Field.TAG, "股", Match.PREFIX)),
        ('tag:"two w"*', Term(Field.TAG, "two w", Match.PREFIX)),
        ('tag:"*"', Term(Field.TAG, "*")),
        ("tag:*", Term(Field.TAG, "", Match.PREFIX)),
        ("title:a*", Term(Field.TITLE, "a*")),
        ("source:=example.com", Term(Field.SOURCE, "example.com", Match.EXACT)),
        ("author:wang", Key("author", "wang")),
        ("Author:Wang", Key("author", "Wang")),
        ("author:*", Key("author", "", Match.PREFIX)),
        ('author:""', Key("author", "")),
        ('"two words":x', Key("two words", "x")),
        ('"作者":"王 五"', Key("作者", "王 五")),
        ('"status":ready', Term(Field.STATUS, "ready")),
        ("seo.title:x", Key("seo.title", "x")),
        ("source_url:https://example.com/?a=b", Key("source_url", "https://example.com/?a=b")),
        ("央行：降息", word("央行：降息")),
        (r'"say \"hi\" \\ \x"', word(r'say "hi" \ \x')),
        ("状态 status：ready", All((word("状态"), Term(Field.STATUS, "ready")))),
        ("ｓｔａｔｕｓ：ｒｅａｄｙ", Term(Field.STATUS, "ready")),
        ("“one phrase”", word("one phrase")),
        ("”one phrase“", word("one phrase")),
        ("（a OR b）　－c", All((Any((word("a"), word("b"))), Not(word("c"))))),
        ("STATUS:Ready", Term(Field.STATUS, "ready")),
        ("is:draft has:image", All((Term(Field.IS, "draft"), Term(Field.HAS, "image")))),
        ("date:2022年1月", Days(Field.DATE, date(2022, 1, 1), date(2022, 2, 1))),
        (
            "date:２０２２－０１…２０２２－０３",
            Days(Field.DATE, date(2022, 1, 1), date(2022, 4, 1)),
        ),
        ("added:today", Days(Field.ADDED, date(2026, 3, 15), date(2026, 3, 16))),
        ("date:30d..7d", Days(Field.DATE, date(2026, 2, 13), date(2026, 3, 9))),
        ("date:2022", Days(Field.DATE, date(2022, 1, 1), date(2023, 1, 1))),
        ("date:2022-12", Days(Field.DATE, date(2022, 12, 1), date(2023, 1, 1))),
        ("date:2022-01-11", Days(Field.DATE, date(2022, 1, 11), date(2022, 1, 12))),
        ("date:2022-01..2022-03", Days(Field.DATE, date(2022, 1, 1), date(2022, 4, 1))),
        ("date:..2022", Days(Field.DATE, None, date(2023, 1, 1))),
        ("date:2022..", Days(Field.DATE, date(2022, 1, 1), None)),
        ("added:7d", Days(Field.ADDED, date(2026, 3, 8), None)),
    ],
)
def test_a_query_means(query: str, meaning: object) -> None:
    assert parse(query, TODAY) == meaning


@pytest.mark.parametrize(
    ("query", "fault", "position"),
    [
        ("colour:red", QueryFault.UNKNOWN_FIELD, 0),
        ("a status:done", QueryFault.UNKNOWN_VALUE, 9),
        ("tag:", QueryFault.MISSING_VALUE, 0),
        ('say "hello', QueryFault.UNCLOSED_QUOTE, 4),
        ("(a", QueryFault.UNBALANCED, 0),
        ("a)", QueryFault.UNBALANCED, 1),
        ("a OR", QueryFault.DANGLING_OPERATOR, 2),
        ("OR a", QueryFault.DANGLING_OPERATOR, 0),
        ("b ()", QueryFault.EMPTY_GROUP, 2),
        ("-)", QueryFault.DANGLING_OPERATOR, 0),
        (")", QueryFault.UNBALANCED, 0),
        ("a (", QueryFault.UNBALANCED, 2),
        ('"":x', QueryFault.UNKNOWN_FIELD, 0),
        ("date:2022-03..2022-01", QueryFault.BACKWARDS, 5),
        ("date:2022-1-1-1", QueryFault.BAD_DATE, 5),
        ("date:soon", QueryFault.BAD_DATE, 5),
        ("date:2022-13", QueryFault.BAD_DATE, 5),
        ("added:99999999999d", QueryFault.BAD_DATE, 6),
        ("date:9999", QueryFault.BAD_DATE, 5),
    ],
)
def test_a_mistake_is_named_with_its_place(query: str, fault: QueryFault, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY, {"author", "作者"})
    assert (caught.value.fault, caught.value.position) == (fault, position)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("statsu:ready", "status"),
        ("autor:x", "author"),
        ("colour:red", ""),
        ("status:redy", "ready"),
        ("status:draft", "is:draft"),
        ("is:published", "status:published"),
        ("has:images", "image"),
    ],
)
def test_what_was_meant_is_offered(query: str, meant: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY, {"author"})
    assert caught.value.meant == meant


def test_the_keys_of_a_library_decide_what_a_colon_means() -> None:
    assert parse("作者：张三", TODAY, {"作者"}) == Key("作者", "张三")
    assert parse("作者：张三", TODAY, set()) == word("作者：张三")
    assert parse("author:x", TODAY, {"author"}) == Key("author", "x")
    with pytest.raises(QueryError):
        parse("author:x", TODAY, set())


def test_a_mistake_covers_what_is_wrong() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a status:done b", TODAY)
    error = caught.value
    assert error.query[error.position : error.position + error.length] == "done"


@pytest.mark.parametrize(
    ("query", "cut"),
    [
        ("", []),
        ("a", ["a"]),
        ('  a -tag:b "c d" (e OR f) added:7d', ["a", "-tag:b", '"c d"', "(e OR f)", "added:7d"]),
        ("a b OR c", ["a b OR c"]),
        ("(a b)", ["(a b)"]),
        ("-(a OR b) c", ["-(a OR b)", "c"]),
    ],
)
def test_a_query_is_cut_into_conditions_at_their_places(query: str, cut: list[str]) -> None:
    found = parts(query, TODAY)
    assert [query[part.start : part.end] for part in found] == cut
    assert [part.node for part in found] == [parse(one, TODAY) for one in cut]
    assert all(isinstance(part, Part) for part in found)


_WORDS = st.text(min_size=1, max_size=6).filter(lambda one: one.isprintable()) | st.sampled_from(
    [
        "OR",
        "ＯＲ",
        "-",
        "－a",
        'a"b',
        "“c”",
        "\\",
        '\\"',
        "(d)",
        "（e）",
        "a:b",
        "作者：",
        "x*",
        "=y",
        "a b",
    ]
)
_TERMS = (
    st.builds(Term, st.just(Field.ANY), _WORDS)
    | st.builds(Term, st.sampled_from([Field.TITLE, Field.PATH, Field.SITE, Field.TAG]), _WORDS)
    | st.builds(
        Term,
        st.sampled_from([Field.TAG, Field.CATEGORY, Field.SOURCE, Field.LAYOUT, Field.PATH]),
        _WORDS,
        st.sampled_from(Match),
    )
    | st.builds(Term, st.just(Field.IS), st.sampled_from(sorted(IS)))
    | st.builds(Term, st.just(Field.HAS), st.sampled_from(sorted(HAS)))
    | st.builds(
        Key,
        (st.sampled_from(["author", "two words", "作者", "a.b", "2nd", "k:y"]) | _WORDS)
        .map(fold)
        .filter(lambda name: name not in {*Field, *ALIASES} and fold(name) == name),
        _WORDS | st.just(""),
        st.sampled_from([Match.USUAL, Match.PREFIX]),
    )
    | st.tuples(st.sampled_from([Field.DATE, Field.ADDED]), st.dates(), st.dates()).map(
        lambda two: (
            Days(two[0], min(two[1:]), max(two[1:]) + timedelta(days=1))
            if max(two[1:]) < date.max
            else Days(two[0], min(two[1:]), None)
        )
    )
)
_TREES = st.recursive(
    _TERMS,
    lambda inner: (
        st.builds(Not, inner)
        | st.lists(inner, min_size=2, max_size=4).map(lambda nodes: All(tuple(nodes)))
        | st.lists(inner, min_size=2, max_size=4).map(lambda nodes: Any(tuple(nodes)))
    ),
    max_leaves=12,
)


@settings(max_examples=400)
@given(_TREES)
def test_a_tree_written_as_text_reads_as_itself(tree: Node) -> None:
    assert parse(text(tree), TODAY) == tree


@settings(max_examples=400)
@given(
    st.text(alphabet='ab:()"- ORtagdate0123.年\n：（）“”－＝＊\\\x00\ud800', max_size=40)
    | st.text()
)
def test_any_text_is_understood_or_refused(query: str) -> None:
    try:
        tree: Node | QueryError = parse(query, TODAY)
    except QueryError as error:
        tree = error
    if isinstance(tree, QueryError):
        assert 0 <= tree.position < tree.position + tree.length <= len(query)
    else:
        assert parse(text(tree), TODAY) == tree


def test_deep_nesting_is_refused_before_it_costs_the_stack() -> None:
    for query in ("(" * 5000 + "a", "-" * 5000 + "a", "a " * 5000):
        with pytest.raises(QueryError):
            parse(query, TODAY)
