"""What a query looks for in texts and titles, apart from all other conditions."""

from collections.abc import Iterator

from curator.domain.query import Field, Node, Not, Term
from curator.domain.searching import Parts, parts


def wanted_terms(query: Node, field: Field = Field.ANY) -> list[Term]:
    """Return the words that a query looks for in texts, or in titles; what it excludes is left out."""
    return [term for term in _terms(query) if term.field is field and parts(term.value).pieces]


def wanted_words(query: Node, field: Field = Field.ANY) -> list[Parts]:
    """Return the same, cut into what is compared."""
    return [parts(term.value) for term in wanted_terms(query, field)]


def asks_for_words(query: Node) -> bool:
    """Tell whether the index of words is needed to answer a query."""
    if isinstance(query, Term):
        return query.field in {Field.ANY, Field.TITLE}
    if isinstance(query, Not):
        return asks_for_words(query.node)
    return any(asks_for_words(part) for part in getattr(query, "nodes", ()))


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif not isinstance(node, Not):
        for part in getattr(node, "nodes", ()):
            yield from _terms(part)
