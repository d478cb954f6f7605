"""From the text of a query to its tree.

Grammar: `any = all ("OR" all)*`, `all = item+`, `item = "-" item | "(" any ")" | term`,
`term = [(field | key) ":" ["="]] (word ["*"] | "phrase")`. No text breaks it: what cannot be
understood is a QueryError with its place.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from curator.domain.errors import QueryError, QueryFault
from curator.domain.post import Status
from curator.domain.query import EVERYTHING, HAS, IS, All, Any, Field, Key, Match, Node, Not, Term
from curator.domain.query_days import days
from curator.domain.query_tokens import Kind, Token, storable, tokens
from curator.domain.text import fold

DEEPEST = 50
"""How far parentheses and negations may nest."""
MOST = 100
"""How many conditions a query may have."""

ALLOWED: dict[Field, frozenset[str]] = {
    Field.STATUS: frozenset(Status),
    Field.HAS: HAS,
    Field.IS: IS,
}
"""The words that fields understand which do not understand any."""


def parse(text: str, today: date, keys: Collection[str] | None = None) -> Node:
    """Parse a query; `today` anchors relative days such as `added:7d`.

    `keys` are those of the library's front matter, folded: others are mistakes. None allows any.
    Raises QueryError with the place and the kind of the mistake.
    """
    node = _Parser(text, today, keys).whole()
    return node if node is not None else EVERYTHING


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a query that others stand beside, and its place in the text."""

    start: int
    end: int
    node: Node


def parts(text: str, today: date, keys: Collection[str] | None = None) -> tuple[Part, ...]:
    """Return the conditions that must all hold, with their places; raises QueryError.

    A query of alternatives is one part.
    """
    parser = _Parser(text, today, keys)
    node = parser.whole()
    if node is None:
        return ()
    if parser.alternatives or len(parser.outer) == 1:
        return (Part(parser.outer[0][0], parser.outer[-1][1], node),)
    return tuple(Part(start, end, one) for start, end, one in parser.outer)


class _Parser:
    def __init__(self, text: str, today: date, keys: Collection[str] | None) -> None:
        self._text = storable(text)
        self._tokens = tokens(self._text, keys)
        self._next = 0
        self._today = today
        self._depth = 0
        self.outer: list[tuple[int, int, Node]] = []
        """The items that stand in no parentheses."""
        self.alternatives = False
        words = [token for token in self._tokens if token.kind is Kind.WORD]
        if len(words) > MOST:
            raise self._error(words[MOST], QueryFault.TOO_LONG, word=str(MOST))

    def whole(self) -> Node | None:
        if not self._tokens:
            return None
        node = self._any()
        rest = self._peek()
        if rest is not None:
            raise self._error(rest, QueryFault.UNBALANCED)
        return node

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _error(
        self, token: Token, fault: QueryFault, *, word: str | None = None, at: int | None = None
    ) -> QueryError:
        start = token.start if at is None else at
        said = token.text if word is None else word
        return QueryError(self._text, start, fault, said, length=token.end - start)

    def _any(self) -> Node:
        nodes = [self._all()]
        while (token := self._peek()) is not None and token.kind is Kind.OR:
            self.alternatives |= self._depth == 0
            self._next += 1
            nodes.append(self._all())
        return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))

    def _all(self) -> Node:
        nodes: list[Node] = []
        while (token := self._peek()) is not None and token.kind not in {Kind.OR, Kind.CLOSE}:
            nodes.append(self._item())
            if self._depth == 0:
                self.outer.append((token.start, self._tokens[self._next - 1].end, nodes[-1]))
        if not nodes:
            raise self._dangling()
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def _dangling(self) -> QueryError:
        """Return the mistake of a sign that nothing follows that it could act on."""
        before = self._tokens[max(self._next - 1, 0)]
        after = self._peek()
        if before.kind is Kind.OPEN and after is not None and after.kind is Kind.CLOSE:
            return self._error(after, QueryFault.EMPTY_GROUP, at=before.start)
        blamed = after if after is not None and after.kind is Kind.OR else before
        lone = blamed.kind in {Kind.OPEN, Kind.CLOSE}
        return self._error(blamed, QueryFault.UNBALANCED if lone else QueryFault.DANGLING_OPERATOR)

    def _item(self) -> Node:
        token = self._peek()
        if token is None or token.kind in {Kind.OR, Kind.CLOSE}:
            raise self._dangling()
        self._next += 1
        if token.kind is Kind.WORD:
            return self._term(token)
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(token, QueryFault.TOO_DEEP)
        node = Not(self._item()) if token.kind is Kind.MINUS else self._group(token)
        self._depth -= 1
        return node

    def _group(self, opening: Token) -> Node:
        node = self._any()
        if self._peek() is None:
            raise self._error(opening, QueryFault.UNBALANCED)
        self._next += 1
        return node

    def _term(self, token: Token) -> Node:
        value = token.text
        if token.key:
            if not value and not token.quoted and token.match is Match.USUAL:
                raise self._error(token, QueryFault.MISSING_VALUE, word=token.key)
            return Key(token.key, value, token.match)
        if token.field is Field.ANY:
            return Term(Field.ANY, value)
        if not value and token.match is not Match.PREFIX:
            raise self._error(token, QueryFault.MISSING_VALUE, word=token.field)
        if token.field in ALLOWED:
            return Term(token.field, self._allowed(token))
        if token.field in {Field.DATE, Field.ADDED}:
            found = days(token.field, value, self._today)
            if found is None:
                raise self._error(token, QueryFault.BAD_DATE, at=token.value_start)
            if found.first is not None and found.end is not None and found.first >= found.end:
                raise self._error(token, QueryFault.BACKWARDS, at=token.value_start)
            return found
        return Term(token.field, value, token.match)

    def _allowed(self, token: Token) -> str:
        allowed = ALLOWED[token.field]
        value = fold(token.text)
        if value in allowed:
            return value
        ordered = sorted(allowed)
        error = self._error(token, QueryFault.UNKNOWN_VALUE, at=token.value_start)
        error.known = ", ".join(ordered)
        near = get_close_matches(value, ordered, 1, 0.5)
        error.meant = near[0] if near else ""
        return self._other_field(token, error, value)

    def _other_field(self, token: Token, error: QueryError, value: str) -> str:
        """Raise `error`, which points to the field that does know the word, if one does."""
        for field, allowed in ALLOWED.items():
            if field is not token.field and value in allowed:
                error.meant = f"{field.value}:{value}"
                break
        raise error
