"""Excerpts are cut as Jekyll cuts them, before anything is rendered."""

from curator.formats.document import split
from curator.site.excerpts import ExcerptRule, cut, excerpt_of


def test_the_first_paragraph_is_the_excerpt() -> None:
    assert cut("one\ntwo\n\nthree\n", "\n\n") == "one\ntwo"


def test_without_a_separator_in_it_the_whole_body_is() -> None:
    assert cut("one\r\n\r\ntwo", "\n\n") == "one\r\n\r\ntwo"


def test_a_separator_at_the_end_is_cut() -> None:
    assert cut("one\n\n", "\n\n") == "one"


def test_link_definitions_come_along() -> None:
    assert cut("[a] [b]\n\nx\n[a]: y\n[c]: z\n", "\n\n") == "[a] [b]\n\n[a]: y"


def test_open_blocks_are_closed_innermost_first() -> None:
    head = cut("{% if a %}{% for b in c %}x\n\ny{% endfor %}{% endif %}", "\n\n")
    assert head == "{% if a %}{% for b in c %}x\n{% endfor %}\n{% endif %}"


def test_tags_that_enclose_nothing_stay() -> None:
    assert cut("{% assign x = 1 %}a\n\nb", "\n\n") == "{% assign x = 1 %}a"


def test_an_own_excerpt_counts() -> None:
    document = split(b"---\n---\none\n\ntwo\n")
    assert excerpt_of(document, ExcerptRule("own", "\n\n")) == "own"
    assert excerpt_of(document, ExcerptRule(False, "\n\n")) == "one"
    assert excerpt_of(document, ExcerptRule(None, "")) is None
