"""`for` and `tablerow`, and where such a loop stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from curator.rendering.liquid import nodes, numerals, values
from curator.rendering.liquid.expressions import (
    ATTRIBUTE,
    FRAGMENT,
    Expression,
    Literal,
    parse,
)
from curator.rendering.liquid.grammar import Grammar
from curator.rendering.liquid.nodes import Body, Part
from curator.rendering.liquid.parser import Parser
from curator.rendering.liquid.problems import Code, Fault, LimitReached
from curator.rendering.liquid.scope import Context, Output
from curator.rendering.liquid.tokens import Token

_FOR = re.compile(rf"([\w-]+)\s+in\s+({FRAGMENT}+)\s*(reversed)?", re.ASCII)
_ROW = re.compile(rf"(\w+)\s+in\s+({FRAGMENT}+)", re.ASCII)
_CONTINUE = Literal("continue")


class Loop(Mapping[str, object]):
    """`forloop` and `tablerowloop`: where a loop stands."""

    def __init__(
        self, length: int, parent: object = None, *, name: str = "", columns: int | None = None
    ) -> None:
        self.length = length
        self.index = 0
        self._parent = parent
        self._name = name
        self._columns = columns
        self.row = self.column = 1

    def advance(self) -> None:
        """Go to the next item."""
        self.index += 1
        if self.column == self._columns:
            self.column, self.row = 1, self.row + 1
        else:
            self.column += 1

    def __getitem__(self, key: str) -> object:
        answer = self._answers().get(key, self)
        if answer is self:
            raise KeyError(key)
        return answer

    def _answers(self) -> dict[str, object]:
        found: dict[str, object] = {
            "length": self.length,
            "index": self.index + 1,
            "index0": self.index,
            "rindex": self.length - self.index,
            "rindex0": self.length - self.index - 1,
            "first": self.index == 0,
            "last": self.index == self.length - 1,
        }
        if self._columns is None:
            return {**found, "parentloop": self._parent, "name": self._name}
        return {
            **found,
            "row": self.row,
            "col": self.column,
            "col0": self.column - 1,
            "col_first": self.column == 1,
            "col_last": self.column == self._columns,
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers())

    def __len__(self) -> int:
        return len(self._answers())

    def __str__(self) -> str:
        return f"Liquid::{'Forloop' if self._columns is None else 'Tablerowloop'}Drop"


def part_of(collection: object, start: int, stop: int | None) -> Sequence[object]:
    """Return the items that a loop walks over; of a lazy sequence only those are asked for."""
    if isinstance(collection, str):
        return [collection] if collection else []
    if isinstance(collection, Mapping):
        pairs = [[key, value] for key, value in collection.items()]
        return _window(pairs, start, stop)
    if isinstance(collection, Sequence):
        return _window(cast(Sequence[object], collection), start, stop)
    return []


def _window(items: Sequence[object], start: int, stop: int | None) -> Sequence[object]:
    start = max(start, 0)
    if stop is not None:
        stop = max(stop, start)
    found = items if start == 0 and stop is None else items[start:stop]
    if len(found) > values.MOST_ITEMS:
        raise LimitReached("rounds")
    return found


class For(Part):
    """`for … in …`."""

    __slots__ = (
        "body",
        "collection",
        "limit",
        "name",
        "offset",
        "otherwise",
        "reverse",
        "variable",
    )

    def __init__(self, token: Token, *, mode: str) -> None:
        super().__init__(token)
        self.limit: Expression | None = None
        self.offset: Expression | None = None
        self.body = Body()
        self.otherwise: Body | None = None
        try:
            if mode == "lax":
                raise Fault(Code.BAD_SYNTAX)
            self._read_strictly(token.markup)
        except Fault as fault:
            if mode == "strict" or fault.code is not Code.BAD_SYNTAX:
                raise
            self.limit = self.offset = None
            self._read_laxly(token.markup)

    def _read_strictly(self, markup: str) -> None:
        words = Grammar(markup)
        self.variable = words.consume("id")
        if not words.accept_id("in"):
            raise Fault(Code.BAD_SYNTAX, "For loops require an 'in' clause")
        collection = words.expression()
        self._name(collection)
        self.reverse = words.accept_id("reversed")
        while words.look("id") and words.look(":", 1):
            attribute = words.consume("id")
            if attribute not in ("limit", "offset"):
                raise Fault(Code.BAD_SYNTAX, "Invalid attribute in for loop")
            words.consume(":")
            self._set(attribute, words.expression())
        words.consume("end")

    def _read_laxly(self, markup: str) -> None:
        match = _FOR.match(markup)
        if match is None:
            raise Fault(Code.BAD_SYNTAX, "Syntax Error in 'for loop'")
        self.variable = match[1]
        self._name(match[2])
        self.reverse = match[3] is not None
        for name, value in ATTRIBUTE.findall(markup):
            self._set(name, value)

    def _name(self, collection: str) -> None:
        self.collection = parse(collection)
        self.name = f"{self.variable}-{collection}"

    def _set(self, name: str, value: str) -> None:
        if name == "offset":
            self.offset = _CONTINUE if value == "continue" else parse(value)
        elif name == "limit":
            self.limit = parse(value)

    def finish(self) -> None:
        """Settle whether the loop writes anything but white space, after its bodies are known."""
        bodies = [self.body] if self.otherwise is None else [self.body, self.otherwise]
        self.blank = all(body.blank for body in bodies)
        if self.blank:
            for body in bodies:
                body.drop_blank_text()

    def write(self, context: Context, out: Output) -> None:
        """Write the body once for each item."""
        items = self._items(context)
        if len(items) == 0:
            if self.otherwise is not None:
                self.otherwise.write(context, out)
            return
        loop = Loop(
            len(items), context.loop_stack[-1] if context.loop_stack else None, name=self.name
        )
        frame: dict[str, object] = {"forloop": loop}
        context.loop_stack.append(loop)
        try:
            with context.frame(frame):
                for item in items:
                    frame[self.variable] = item
                    self.body.write(context, out)
                    loop.advance()
                    if context.interrupts and context.interrupts.pop() == "break":
                        break
        finally:
            context.loop_stack.pop()

    def _items(self, context: Context) -> Sequence[object]:
        start = 0
        if self.offset is _CONTINUE:
            start = context.loop_ends.get(self.name, 0)
        elif self.offset is not None:
            offset = self.offset.evaluate(context)
            start = 0 if offset is None else numerals.integer(offset)
        collection = self.collection.evaluate(context)
        limit = None if self.limit is None else self.limit.evaluate(context)
        stop = None if limit is None else numerals.integer(limit) + start
        items = part_of(collection, start, stop)
        context.loop_ends[self.name] = start + len(items)
        return list(reversed(items)) if self.reverse else items


def parse_for(parser: Parser, token: Token) -> Part:
    """Parse `for` with its `else`. In Ruby a second `else` ends the loop like `endfor`."""
    block = parser.block(token, frozenset({"else"}), ends_otherwise=True)
    if block is None:
        return parser.remains(token)
    loop = broken = None
    try:
        loop = For(token, mode=parser.mode)
    except Fault as fault:
        broken = fault
        parser.note(fault, token)
    bodies = [Body()]
    at = parser.fill(bodies[0], block)
    if at is not None and at.name == "else":
        bodies.append(Body())
        at = parser.fill(bodies[1], block)
        if at is not None and at.name == "else":
            bodies[1] = Body()
    if at is None:
        parser.unclosed(token)
    if at is None or broken is not None or loop is None:
        return nodes.Sequence(token, bodies)
    loop.body = bodies[0]
    if len(bodies) > 1:
        loop.otherwise = bodies[-1]
    loop.finish()
    return loop


class TableRow(Part):
    """`tablerow … in …`."""

    __slots__ = ("attributes", "body", "collection", "variable")

    def __init__(self, token: Token, body: Body) -> None:
        super().__init__(token)
        match = _ROW.search(token.markup)
        if match is None:
            raise Fault(Code.BAD_SYNTAX, "Syntax Error in 'table_row loop'")
        self.variable = match[1]
        self.collection = parse(match[2])
        self.attributes = {name: parse(text) for name, text in ATTRIBUTE.findall(token.markup)}
        self.body = body
        self.blank = body.blank

    def write(self, context: Context, out: Output) -> None:
        """Write rows and cells of a table."""
        collection = self.collection.evaluate(context)
        if not values.truthy(collection):
            return
        given = {name: one.evaluate(context) for name, one in self.attributes.items()}
        start = numerals.to_i(given["offset"]) if "offset" in given else 0
        stop = start + numerals.to_i(given["limit"]) if "limit" in given else None
        items = part_of(collection, start, stop)
        loop = Loop(len(items), columns=numerals.to_i(given.get("cols")))
        out.write('<tr class="row1">\n')
        frame: dict[str, object] = {"tablerowloop": loop}
        with context.frame(frame):
            for item in items:
                frame[self.variable] = item
                out.write(f'<td class="col{loop.column}">')
                self.body.write(context, out)
                out.write("</td>")
                if loop["col_last"] and not loop["last"]:
                    out.write(f'</tr>\n<tr class="row{loop.row + 1}">')
                loop.advance()
        out.write("</tr>\n")


def parse_tablerow(parser: Parser, token: Token) -> Part:
    """Parse `tablerow`."""
    body = parser.simple(token)
    return parser.remains(token) if body is None else TableRow(token, body)
