"""Items of the lists in front matter, and words of the strings that Jekyll splits into lists.

Owns what adding and removing an item means; the text is changed by `edits`.
"""

import re

from curator.domain.errors import EditError, EditFault
from curator.formats.edits import set_value
from curator.formats.emit import Quote, inline, writable
from curator.formats.entries import Entry, Style
from curator.formats.proof import editable
from curator.formats.yaml_values import Value, Writable, same

_ASCII_BLANKS = re.compile(r"[ \t\n\v\f\r]+")
_SPLIT_BY_JEKYLL = frozenset({"tags", "categories"})
"""Keys whose text Jekyll splits at ASCII blanks; `tag` and `category` keep theirs (jekyll.md §5)."""


def add_item(
    text: str, key: str, item: Writable, *, newline: str = "\n", quote: Quote = Quote.DOUBLE
) -> str:
    """Return `text` with `item` at the end of the list `key`, which is made where it is absent.

    `tags: a b` stays one string where the item has no blank; any other single value becomes the
    list's first item. A list that has the item already is left alone. Raises EditError:
    NOT_A_LIST for a mapping, ALIASED where other keys share the list.
    """
    entry = editable(text, key).front.entry(key)
    if entry is None or entry.value is None:
        return set_value(text, key, [item], newline=newline, quote=quote)
    items = _items(entry)
    added = writable(item)
    if any(same(one, added) for one in items):
        return text
    new: Value = [*items, added]
    if _is_words(entry) and isinstance(item, str) and item and _words(item) == [item]:
        new = " ".join([*_words(str(entry.value)), item])
    return set_value(text, key, new, newline=newline, quote=quote)


def remove_item(
    text: str, key: str, item: Writable, *, newline: str = "\n", quote: Quote = Quote.DOUBLE
) -> str:
    """Return `text` without `item` in the list `key`, however often it stands there.

    Text finds numbers and dates too: '2022' removes 2022. A list whose last
    item goes is an empty list. Raises EditError: NO_SUCH_KEY, NO_SUCH_ITEM, NOT_A_LIST, ALIASED.
    """
    entry = editable(text, key).front.entry(key)
    if entry is None:
        raise EditError(key, EditFault.NO_SUCH_KEY)
    items = _items(entry)
    wanted = writable(item)
    doomed = [one for one in items if same(one, wanted)] or [
        one
        for one in items
        if not isinstance(one, str | list | dict) and inline(one, Style.PLAIN, quote) == item
    ]
    if not doomed:
        raise EditError(key, EditFault.NO_SUCH_ITEM, str(item))
    left: list[Value] = [one for one in items if not any(same(one, other) for other in doomed)]
    new: Value = left
    if _is_words(entry) and left:
        new = " ".join(str(one) for one in left)
    return set_value(text, key, new, newline=newline, quote=quote)


def _items(entry: Entry) -> list[Value]:
    value = entry.value
    if isinstance(value, dict):
        raise EditError(entry.key, EditFault.NOT_A_LIST)
    if isinstance(value, list):
        return value
    if isinstance(value, str) and _is_words(entry):
        return [*_words(value)]
    return [] if value is None else [value]


def _is_words(entry: Entry) -> bool:
    return isinstance(entry.value, str) and entry.key in _SPLIT_BY_JEKYLL


def _words(text: str) -> list[str]:
    return [word for word in _ASCII_BLANKS.split(text) if word]
