"""What is offered while a query is typed, and what taking an offer makes of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.domain.errors import QueryError
from curator.domain.query_completion import Offer, offers, spot
from curator.domain.query_parsing import parse

TODAY = date(2026, 3, 15)
KNOWN = {"tag": ("股票", "two words", "stock"), "author": ("wang", "王五"), "site": ("My Site",)}
KEYS = ("author", "作者", "status")


def offered(text: str) -> list[str]:
    """Return what is offered at the end of a text, or at the bar in it."""
    at = text.index("|") if "|" in text else len(text)
    found = spot(text.replace("|", ""), at)
    return [] if found is None else [one.text for one in offers(found, KNOWN, KEYS, TODAY)]


def taken(text: str, offer: Offer) -> str:
    """Return the text after an offer was taken at the bar in it."""
    at = text.index("|")
    plain = text.replace("|", "")
    found = spot(plain, at)
    assert found is not None
    return plain[: found.start] + offer.text + plain[found.end :]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sta", "status:"),
        ("a (-sta", "status:"),
        ("dra", "is:draft"),
        ("aut", "author:"),
        ("作", '"作者":'),
        ("status:re", "ready"),
        ("status：", "inbox"),
        ("is:dr", "draft"),
        ("-has:", "conflict"),
        ("tag:股", "股票"),
        ("tags:w", '"two words"'),
        ('tag:"two', '"two words"'),
        ("tag:=st", "stock"),
        ("author:", "wang"),
        ('"author":王', "王五"),
        ("date:", "today"),
        ("added:2026-03..", "2026-03.."),
    ],
)
def test_the_likeliest_comes_first(text: str, first: str) -> None:
    assert offered(text)[0] == first


def test_nothing_is_offered_inside_a_phrase_or_where_nothing_fits() -> None:
    assert offered('"sta') == []
    assert offered("status:nowhere") == []
    assert offered("unknown:x") == []


def test_all_fields_are_offered_where_nothing_is_typed() -> None:
    assert {"title:", "has:", "date:", "author:", '"作者":'} <= set(offered("a "))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a sta| b", "a status: b"),
        ("st|atus", "status:"),
        ("tag:s|tuff -x", "tag:stock -x"),
        ('tag:"two| w', 'tag:"two words"'),
        ("-is:dr|", "-is:draft"),
        ("(tag:sto|) c", "(tag:stock) c"),
    ],
)
def test_an_offer_takes_the_place_of_the_word(before: str, after: str) -> None:
    at = before.index("|")
    found = spot(before.replace("|", ""), at)
    assert found is not None
    assert taken(before, offers(found, KNOWN, KEYS, TODAY)[0]) == after


@given(st.text(alphabet='ab:："“”()-= \\\\tagis', max_size=20), st.integers(0, 20))
def test_no_text_breaks_it_and_values_read_as_they_are_offered(text: str, cursor: int) -> None:
    found = spot(text, min(cursor, len(text)))
    if found is None:
        return
    assert 0 <= found.start <= min(cursor, len(text)) <= found.end <= len(text)
    for offer in offers(found, KNOWN, KEYS, TODAY):
        if found.field in {"tag", "site", "author", "date", "is"}:
            try:
                parse(f"{found.field}:{offer.text}", TODAY)
            except QueryError:
                pytest.fail(offer.text)
