"""A small part of CSS selectors, as XPath: what recipes name elements with.

`tag`, `#id`, `.class`, `[name]`, `[name=value]` with `=`, `~=`, `^=`, `$=`, `*=`, `:first-child`,
`:last-child`, `:nth-of-type(2)`, blanks and `>` between them, `,` for either. `@name` at the end takes an attribute
instead of the text. Nothing else: a recipe stays readable by whoever mends it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from curator.importing.composing import one_line
from curator.importing.pages.visible import visible_text

_PART = re.compile(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)"
    r"|\#(?P<id>[\w-]+)"
    r"|\.(?P<class>[\w-]+)"
    r"|\[\s*(?P<name>[\w:-]+)\s*(?:(?P<how>[~^$*]?=)\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\]\s\"']+))\s*)?\]"
    r"|:(?P<first>first-child)|:(?P<last>last-child)|:nth-of-type\((?P<nth>\d{1,4})\)"
)
_COMBINATOR = re.compile(r"\s*(?P<child>>)\s*|\s+")
_EITHER = re.compile(r"\s*,\s*(?=(?:[^\"']*[\"'][^\"']*[\"'])*[^\"']*$)")
_ATTRIBUTE = re.compile(r"@(?P<name>[\w:-]+)\s*$")


class BadSelector(ValueError):
    """A selector that this module does not understand; its text is the argument."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector, ready to be asked."""

    text: str
    path: etree.XPath
    attribute: str = ""

    def elements(self, root: etree._Element) -> list[etree._Element]:
        """Return what it names below `root`, in the order of the page."""
        found = self.path(root)
        assert isinstance(found, list)
        return [one for one in found if isinstance(one, etree._Element)]

    def value(self, root: etree._Element) -> str:
        """Return the text, or the attribute, of the first element that has any; else nothing."""
        for element in self.elements(root):
            text = (element.get(self.attribute) or "") if self.attribute else visible_text(element)
            if text := one_line(text):
                return text
        return ""


@lru_cache(maxsize=512)
def selector(text: str) -> Selector:
    """Understand a selector; raises BadSelector."""
    rest, attribute = text.strip(), ""
    if found := _ATTRIBUTE.search(rest):
        rest, attribute = rest[: found.start()].rstrip(), found["name"]
    if not rest:
        raise BadSelector(text)
    path = " | ".join(_path(one, text) for one in _EITHER.split(rest))
    return Selector(text, etree.XPath(path), attribute)


def _path(one: str, whole: str) -> str:
    path, at, axis = "", 0, "descendant-or-self::"
    while at < len(one):
        tag, tests = "*", []
        begin = at
        while (part := _PART.match(one, at)) is not None:
            if part["tag"] and at != begin:
                raise BadSelector(whole)
            tag = part["tag"] or tag
            if part["nth"]:
                # Counted among brothers: `position()` would count along the whole axis.
                tests.append(f"count(preceding-sibling::{tag.lower()})={int(part['nth']) - 1}")
            elif test := _test(part):
                tests.append(test)
            at = part.end()
        if at == begin:
            raise BadSelector(whole)
        path += ("/" if path else "") + axis + tag.lower() + "".join(f"[{test}]" for test in tests)
        if at == len(one):
            break
        between = _COMBINATOR.match(one, at)
        if between is None:
            raise BadSelector(whole)
        axis = "child::" if between["child"] else "descendant::"
        at = between.end()
        if at == len(one):
            raise BadSelector(whole)
    return path


def _test(part: re.Match[str]) -> str:
    if part["id"]:
        return f"@id={_quoted(part['id'])}"
    if part["class"]:
        return _word("class", part["class"])
    if part["first"]:
        return "not(preceding-sibling::*)"
    if part["last"]:
        return "not(following-sibling::*)"
    if not part["name"]:
        return ""
    name = part["name"].lower()
    if not part["how"]:
        return f"@*[name()={_quoted(name)}]"
    value = next(one for one in (part["double"], part["single"], part["bare"]) if one is not None)
    at = f"@*[name()={_quoted(name)}]"
    quoted = _quoted(value)
    return {
        "=": f"{at}={quoted}",
        "~=": f"contains(concat(' ', normalize-space({at}), ' '), {_quoted(f' {value} ')})",
        "^=": f"starts-with({at}, {quoted})",
        "*=": f"contains({at}, {quoted})",
        "$=": f"substring({at}, string-length({at}) - {len(value) - 1})={quoted}",
    }[part["how"]]


def _word(name: str, word: str) -> str:
    return f"contains(concat(' ', normalize-space(@{name}), ' '), {_quoted(f' {word} ')})"


def _quoted(text: str) -> str:
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    raise BadSelector(text)
