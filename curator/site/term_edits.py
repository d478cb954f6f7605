"""Items of lists and terms under another name, in every form in which Jekyll reads them (jekyll.md §5).

Owns which values of front matter are terms and what they become; the text is changed by `front_matter`,
which keeps the kind of list, quotes and comments. A name that a list has already is not written twice.
"""

import re
from collections.abc import Collection

from curator.domain.errors import EditError, EditFault
from curator.domain.post import TermKind
from curator.formats.front_matter import parse, set_value
from curator.formats.yaml_values import Value
from curator.site.facts import clean
from curator.site.ruby_values import to_s

TERM_KEYS = {TermKind.TAG: ("tag", "tags"), TermKind.CATEGORY: ("category", "categories")}
"""The keys of each kind: text under the first is one term, each word of text under the second one."""

_IN_WORDS = frozenset({"tags", "categories"})
_WORD = re.compile(r"[^ \t\r\n\f\v]+")
_BLANKS = " \t\r\n\f\v"


def terms_of(key: str, value: Value) -> list[str]:
    """Return the items that Jekyll gets of a key's value, as text."""
    if value is None or value is False or isinstance(value, dict):
        return []
    if isinstance(value, list):
        return [term for item in value for term in terms_of("", item)]
    if isinstance(value, str) and key in _IN_WORDS:
        return [clean(word) for word in _WORD.findall(value)]
    return [clean(to_s(value))]


def merged(text: str, kind: TermKind, old: Collection[str], new: str, newline: str) -> str:
    """Return front matter in which the terms `old` are called `new`; what else there is stays.

    Raises EditError where a value cannot be written so.
    """
    for key in TERM_KEYS[kind]:
        text = replaced(text, key, old, new, newline)
    return text


def replaced(text: str, key: str, old: Collection[str], new: str, newline: str) -> str:
    """Return front matter with `new` in the place of the items `old` under `key`.

    Raises EditError: NOT_A_LIST for a mapping; where a value cannot be written so.
    """
    value = parse(text).values.get(key)
    if isinstance(value, dict):
        raise EditError(key, EditFault.NOT_A_LIST)
    names = frozenset(old) - {new}
    if not names.intersection(terms_of(key, value)):
        return text
    return set_value(text, key, _renamed(key, value, names, new), newline=newline)


def _renamed(key: str, value: Value, names: Collection[str], new: str) -> Value:
    if isinstance(value, list):
        return _in_list(value, names, new, _Once(new in terms_of("", _others(value, names))))
    if isinstance(value, str) and key in _IN_WORDS:
        return _in_words(value, names, new)
    return new


class _Once:
    """Lets a name be written once."""

    def __init__(self, there: bool) -> None:
        self._there = there

    def take(self) -> bool:
        """Tell whether the name may be written, which is then done."""
        first = not self._there
        self._there = True
        return first


def _others(value: list[Value], names: Collection[str]) -> Value:
    """Return a list without what is renamed."""
    return [term for term in terms_of("", value) if term not in names]


def _in_list(value: list[Value], names: Collection[str], new: str, once: _Once) -> list[Value]:
    result: list[Value] = []
    for item in value:
        if isinstance(item, list):
            result.append(_in_list(item, names, new, once))
        elif not names or not set(terms_of("", item)) & set(names):
            result.append(item)
        elif once.take():
            result.append(new)
    return result


def _in_words(text: str, names: Collection[str], new: str) -> Value:
    """Rename words; a name that is no word itself makes a list of them."""
    words = _WORD.findall(text)
    if _WORD.fullmatch(new) is None:
        return _in_list(list(words), names, new, _Once(False))
    once = _Once(new in [word for word in words if clean(word) not in names])
    parts: list[str] = []
    end = 0
    for word in _WORD.finditer(text):
        gap, end = text[end : word.start()], word.end()
        if clean(word.group()) not in names:
            parts += [gap, word.group()]
        elif once.take():
            parts += [gap, new]
        elif not parts:
            parts.append(gap.strip(_BLANKS))
    return "".join(parts).lstrip(_BLANKS) + text[end:]
