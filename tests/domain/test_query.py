"""The query language: what it means, and that no input breaks it."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import QueryError, QueryFault
from curator.domain.query import All, Any, Days, Field, Not, Term, parse

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
        ("a status:done", QueryFault.UNKNOWN_VALUE, 2),
        ("tag:", QueryFault.MISSING_VALUE, 0),
        ('say "hello', QueryFault.UNCLOSED_QUOTE, 4),
        ("(a", QueryFault.UNBALANCED, 0),
        ("a)", QueryFault.UNBALANCED, 1),
        ("a OR", QueryFault.DANGLING_OPERATOR, 4),
        ("OR a", QueryFault.DANGLING_OPERATOR, 0),
        ("()", QueryFault.DANGLING_OPERATOR, 1),
        ("-)", QueryFault.DANGLING_OPERATOR, 1),
        ("date:soon", QueryFault.BAD_DATE, 0),
        ("date:2022-13", QueryFault.BAD_DATE, 0),
        ("added:99999999999d", QueryFault.BAD_DATE, 0),
        ("date:9999", QueryFault.BAD_DATE, 0),
    ],
)
def test_a_mistake_is_named_with_its_place(query: str, fault: QueryFault, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, TODAY)
    assert (caught.value.fault, caught.value.position) == (fault, position)


@given(st.text(alphabet='ab:()"- ORtagdate0123.年\n', max_size=40))
def test_any_text_is_understood_or_refused(query: str) -> None:
    with suppress(QueryError):
        parse(query, TODAY)


def test_deep_nesting_is_refused_before_it_costs_the_stack() -> None:
    for query in ("(" * 5000 + "a", "-" * 5000 + "a"):
        with pytest.raises(QueryError):
            parse(query, TODAY)
