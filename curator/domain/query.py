"""The query language of list, command line and saved searches (design.md §5).

Parses text into a tree of plain values; what a term means to a database is `storage.search`'s
business. Grammar: `any = all ("OR" all)*`, `all = item+`, `item = "-" item | "(" any ")" | term`,
`term = [field ":"] (word | "phrase")`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from curator.domain.errors import QueryError, QueryFault
from curator.domain.post import Status


class Field(StrEnum):
    """The fields a query can name."""

    ANY = ""
    TITLE = "title"
    TAG = "tag"
    CATEGORY = "category"
    STATUS = "status"
    SOURCE = "source"
    SITE = "site"
    LAYOUT = "layout"
    PATH = "path"
    HAS = "has"
    IS = "is"
    DATE = "date"
    ADDED = "added"


HAS = frozenset({"problem", "conflict"})
IS = frozenset({"draft", "future", "edited", "conflict", "broken", "untagged", "new"})


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `value` is as typed, without its quotes."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` up to but without `end`, either side open where None."""

    field: Field
    first: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever `node` does not match."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Whatever every node matches; everything where there is none."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Whatever at least one node matches."""

    nodes: tuple["Node", ...]


Node = Term | Days | Not | All | Any
EVERYTHING = All(())
DEEPEST = 50
"""How far parentheses and negations may nest."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "word", "(", ")", "-", "or"
    text: str
    position: int
    field: Field = Field.ANY


def parse(text: str, today: date) -> Node:
    """Parse a query; `today` anchors relative days such as `added:7d`.

    Raises QueryError with the place and the kind of the mistake.
    """
    tokens = _tokens(text)
    if not tokens:
        return EVERYTHING
    parser = _Parser(text, tokens, today)
    node = parser.any()
    rest = parser.peek()
    if rest is not None:
        raise QueryError(text, rest.position, QueryFault.UNBALANCED, rest.text)
    return node


class _Parser:
    def __init__(self, text: str, tokens: list[_Token], today: date) -> None:
        self._text = text
        self._tokens = tokens
        self._next = 0
        self._today = today
        self._depth = 0

    def peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def any(self) -> Node:
        nodes = [self._all()]
        while (token := self.peek()) is not None and token.kind == "or":
            self._next += 1
            nodes.append(self._all())
        return nodes[0] if len(nodes) == 1 else Any(tuple(nodes))

    def _all(self) -> Node:
        nodes: list[Node] = []
        while (token := self.peek()) is not None and token.kind not in {"or", ")"}:
            nodes.append(self._item())
        if not nodes:
            position = token.position if token else len(self._text)
            raise QueryError(self._text, position, QueryFault.DANGLING_OPERATOR, "OR")
        return nodes[0] if len(nodes) == 1 else All(tuple(nodes))

    def _item(self) -> Node:
        token = self.peek()
        if token is None or token.kind in {"or", ")"}:
            position = token.position if token else len(self._text)
            raise QueryError(self._text, position, QueryFault.DANGLING_OPERATOR, "-")
        self._next += 1
        if token.kind == "word":
            return self._term(token)
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(self._text, token.position, QueryFault.UNBALANCED, token.text)
        node = Not(self._item()) if token.kind == "-" else self._group(token)
        self._depth -= 1
        return node

    def _group(self, opening: _Token) -> Node:
        node = self.any()
        if self.peek() is None:
            raise QueryError(self._text, opening.position, QueryFault.UNBALANCED, "(")
        self._next += 1
        return node

    def _term(self, token: _Token) -> Node:
        value = token.text
        if token.field is Field.ANY:
            return Term(Field.ANY, value)
        if not value:
            raise QueryError(self._text, token.position, QueryFault.MISSING_VALUE, token.field)
        allowed = _ALLOWED.get(token.field)
        if allowed is not None:
            value = value.lower()
            if value not in allowed:
                fault, known = QueryFault.UNKNOWN_VALUE, ", ".join(sorted(allowed))
                raise QueryError(self._text, token.position, fault, token.text, known)
        if token.field in {Field.DATE, Field.ADDED}:
            days = _days(token.field, value, self._today)
            if days is None:
                raise QueryError(self._text, token.position, QueryFault.BAD_DATE, value)
            return days
        return Term(token.field, value)


_ALLOWED: dict[Field, frozenset[str]] = {
    Field.STATUS: frozenset(Status),
    Field.HAS: HAS,
    Field.IS: IS,
}


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(text):
        char = text[position]
        if char.isspace():
            position += 1
        elif char in "()":
            tokens.append(_Token(char, char, position))
            position += 1
        elif char == "-" and position + 1 < len(text) and not text[position + 1].isspace():
            tokens.append(_Token("-", char, position))
            position += 1
        else:
            token, position = _word(text, position)
            tokens.append(token)
    return tokens


def _word(text: str, start: int) -> tuple[_Token, int]:
    field = Field.ANY
    position = start
    if text[position] != '"':
        end = position
        while end < len(text) and not text[end].isspace() and text[end] not in '()":：':
            end += 1
        # Input methods write the wide colon.
        if end < len(text) and text[end] in ":：" and end > position:
            name = text[position:end].lower()
            # A colon inside a word, as in a time or an address, is no field.
            if not name.isascii() or not name.replace("_", "").replace("-", "").isalpha():
                return _plain(text, start, field, start)
            if text[end + 1 : end + 3] == "//":
                return _plain(text, start, field, start)
            try:
                field = Field(name)
            except ValueError:
                raise QueryError(text, start, QueryFault.UNKNOWN_FIELD, name) from None
            position = end + 1
    return _plain(text, position, field, start)


def _plain(text: str, position: int, field: Field, start: int) -> tuple[_Token, int]:
    if position < len(text) and text[position] == '"':
        end = text.find('"', position + 1)
        if end < 0:
            raise QueryError(text, position, QueryFault.UNCLOSED_QUOTE, text[position + 1 :])
        return _Token("word", text[position + 1 : end], start, field), end + 1
    end = position
    while end < len(text) and not text[end].isspace() and text[end] not in '()"':
        end += 1
    word = text[position:end]
    if field is Field.ANY and word == "OR":
        return _Token("or", word, start), end
    return _Token("word", word, start, field), end


def _days(field: Field, value: str, today: date) -> Days | None:
    first, dots, last = value.partition("..")
    try:
        if value[:-1].isdecimal() and value[-1] in _UNITS:
            back = timedelta(days=int(value[:-1]) * _UNITS[value[-1]])
            return Days(field, today - back, None)
        start = _period(first) if first else None
        end = (_period(last) if last else None) if dots else start
    except (ValueError, OverflowError):
        return None
    if start is None and end is None:
        return None
    return Days(field, start[0] if start else None, end[1] if end else None)


_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}


def _period(text: str) -> tuple[date, date]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    day = date(*parts)
    return day, day + timedelta(days=1)
