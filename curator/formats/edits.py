"""Changes of front matter by spans of text: one key's characters change, no others.

Owns setting, adding, removing, renaming and moving keys; list items are `items`' business. Every
edit is proven by parsing its result (`proof`), and refused where none reads back as wanted.
Where a key is given twice the last one counts and is the one that is set.
"""

from curator.domain.errors import EditError, EditFault
from curator.formats import emit
from curator.formats.emit import Quote
from curator.formats.entries import Entry, FrontMatter, Style, parse
from curator.formats.lines import after_blank_lines, in_order, with_entry, without
from curator.formats.parts import Part, in_brackets
from curator.formats.proof import Wanted, editable, prove
from curator.formats.replacements import place, replacements
from curator.formats.yaml_values import Writable, same

_MERGE = "<<"


def set_value(
    text: str,
    key: str,
    value: Writable,
    *,
    after: str | None = None,
    newline: str = "\n",
    quote: Quote = Quote.DOUBLE,
) -> str:
    """Return `text` with the value of `key` replaced, or with a line for it where it had none.

    The new line goes below the key `after`, else to the end; `newline` ends it where the text has
    none of its own. Quotes, comments, alignment and kind of list stay as they are; `quote` is for
    text that cannot stand plain. A value that already reads so is left alone. Raises EditError, and
    ValueError for a naive datetime, whose meaning depends on the machine (`jekyll.md` §2).
    """
    new = emit.writable(value)
    front = (reading := editable(text, key)).front
    index = front.last(key)
    if index is None:
        above = None if after is None else front.last(after)
        position = len(front.entries) if above is None else above + 1
        added: list[Entry | Wanted] = list(front.entries)
        added.insert(position, Wanted(key, new))
        candidates = with_entry(reading, key, new, position, newline, quote, last=above is None)
        return prove(candidates, front, added, key)
    entry = front.entries[index]
    if same(entry.value, new):
        return text
    if entry.shared:
        raise EditError(key, EditFault.ALIASED)
    wanted = _with(front, index, Wanted(key, new))
    return prove(replacements(reading, index, new, newline, quote), front, wanted, key)


def set_raw(text: str, key: str, raw: str) -> str:
    """Return `text` with the value of `key` written as `raw`, which is YAML.

    `raw` may be what an Entry's `raw` was: then this takes a `set_value` back. Raises EditError
    where the key is absent, or where `raw` is no value or changes another entry.
    """
    reading = editable(text, key)
    index = reading.front.last(key)
    if index is None:
        raise EditError(key, EditFault.NO_SUCH_KEY)
    entry = reading.front.entries[index]
    below = raw.startswith(("\r", "\n"))
    candidate = place(reading, index, "" if below else raw, raw if below else "")
    after = parse(candidate).entries
    if len(after) != len(reading.front.entries):
        fault = EditFault.ALIASED if entry.shared else EditFault.UNREPRESENTABLE
        raise EditError(key, fault)
    wanted = _with(reading.front, index, Wanted(key, after[index].value))
    return prove([candidate], reading.front, wanted, key, shared=entry.shared)


def unset(text: str, key: str) -> str:
    """Return `text` without `key`, however often it is given; comments above it stay.

    Raises EditError: NO_SUCH_KEY, ALIASED where an alias elsewhere needs its value.
    """
    reading = editable(text, key)
    entries = reading.front.entries
    doomed = [index for index, entry in enumerate(entries) if entry.key == key]
    if not doomed:
        raise EditError(key, EditFault.NO_SUCH_KEY)
    root = reading.flow_root
    if root is not None:
        parts = [Part(index) for index in range(len(entries)) if index not in doomed]
        candidates = [text[: root.start] + in_brackets(text, root, parts) + text[root.end :]]
    else:
        spans = [(entries[index].start, entries[index].end) for index in doomed]
        # A scalar above that keeps its blank lines (`|+`) would take those below as well.
        wider = [(start, after_blank_lines(text, end)) for start, end in spans]
        candidates = [without(text, spans), without(text, wider)]
    wanted = [entry for entry in entries if entry.key != key]
    shared = any(entries[index].shared for index in doomed)
    return prove(candidates, reading.front, wanted, key, shared=shared)


def rename(text: str, old: str, new: str, *, quote: Quote = Quote.DOUBLE) -> str:
    """Return `text` with the key `old` called `new`, in its place and its quotes.

    Raises EditError: NO_SUCH_KEY, KEY_EXISTS.
    """
    reading = editable(text, old)
    entries = reading.front.entries
    last = reading.front.last(old)
    if last is None:
        raise EditError(old, EditFault.NO_SUCH_KEY)
    if old == new:
        return text
    if reading.front.last(new) is not None:
        raise EditError(new, EditFault.KEY_EXISTS)
    if _MERGE in {old, new}:
        raise EditError(old, EditFault.UNREPRESENTABLE)
    flow = reading.flow_root is not None
    result = text
    wanted: list[Entry | Wanted] = list(entries)
    for index, entry in reversed(list(enumerate(entries))):
        if entry.key == old:
            start, end = entry.key_span
            like = {"'": Style.SINGLE, '"': Style.DOUBLE}.get(text[start], Style.PLAIN)
            result = result[:start] + emit.key(new, quote, like, flow=flow) + result[end:]
            wanted[index] = Wanted(new, entry.value, counts=False)
    shared = any(entry.shared for entry in entries if entry.key == old)
    return prove([result], reading.front, wanted, old, shared=shared)


def move(text: str, key: str, index: int) -> str:
    """Return `text` with `key` as its `index`-th entry, counted from 0 and kept within bounds.

    Comment lines right above a key travel with it. Raises EditError: NO_SUCH_KEY, ALIASED where
    an anchor would come to stand below its alias.
    """
    reading = editable(text, key)
    entries = reading.front.entries
    position = reading.front.last(key)
    if position is None:
        raise EditError(key, EditFault.NO_SUCH_KEY)
    order = list(range(len(entries)))
    order.insert(max(0, min(index, len(entries) - 1)), order.pop(position))
    if order == sorted(order):
        return text
    root = reading.flow_root
    if root is not None:
        parts = [Part(one) for one in order]
        braced = text[: root.start] + in_brackets(text, root, parts) + text[root.end :]
        candidates = iter([braced])
    else:
        candidates = in_order(text, entries, order, position)
    wanted = [entries[one] for one in order]
    aliased = bool(reading.tree.aliases)
    return prove(candidates, reading.front, wanted, key, shared=aliased, values=True)


def _with(front: FrontMatter, index: int, wanted: Wanted) -> list[Entry | Wanted]:
    return [*front.entries[:index], wanted, *front.entries[index + 1 :]]
