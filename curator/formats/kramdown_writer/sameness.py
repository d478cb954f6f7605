"""Whether two bodies of HTML are the same to a reader: the same elements with the same text.

Let pass is what kramdown adds by itself or writes in its own way: names of headings, the boxes round
code, `strong` for `b`, `em` for `i`, how a cell is aligned, a `tbody`, an empty `alt`, and blanks
that no browser shows. Footnotes of another make are the same as kramdown's where each mark leads to a
note with the same text, and back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

from curator.formats.kramdown_writer.elements import BLOCKS
from curator.formats.kramdown_writer.footnotes import Note, take
from curator.formats.kramdown_writer.liquid import HELD

_ONLY_HELD = re.compile(f"(?:{HELD.pattern} ?)+")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SAME_NAMES = {"b": "strong", "i": "em"}
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LANGUAGE = re.compile(r"(?:language|lang)-([\w+#.-]+)")
_ALIGNED = re.compile(r"text-align:\s*(left|right|center);?")
_EDGES = BLOCKS | {"br", "thead", "tbody", "tr", "td", "th", "dt", "body", "root"}
_NO_TEXT = frozenset({"ul", "ol", "dl", "table", "thead", "tr", "root", "blockquote"})


@dataclass(slots=True)
class _Node:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[_Node | str]" = field(default_factory=list)


def same(source: str, result: str) -> bool:
    """Tell whether `result` says what `source` says; headings without names may have got some."""
    if _equal(_tree(source), _tree(result)):
        return True
    one, other = _with_footnotes(source), _with_footnotes(result)
    return one is not None and other is not None and _equal(one, other)


def _equal(one: "_Node | str", other: "_Node | str") -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    given = dict(other.attributes)
    if one.name in _HEADINGS and "id" not in one.attributes:
        given.pop("id", None)
    return (
        one.name == other.name
        and one.attributes == given
        and len(one.children) == len(other.children)
        and all(map(_equal, one.children, other.children))
    )


def _tree(text: str) -> _Node:
    root = _Node("root")
    root.children = _paragraphs(_children(_parsed(text), "root"))
    return root


def _parsed(text: str) -> HtmlElement:
    return html.fragment_fromstring(text.replace("\0", ""), create_parent="div")


def _paragraphs(children: "list[_Node | str]") -> "list[_Node | str]":
    # A stand-in for Liquid is no text: what comes of it is no paragraph either.
    return [
        _Node("p", {}, [one]) if isinstance(one, str) and _ONLY_HELD.fullmatch(one) else one
        for one in children
    ]


def _with_footnotes(text: str) -> _Node | None:
    """Return a tree in which marks and notes are nodes of their own, None where there are none."""
    found = _parsed(text)
    parts: list[HtmlElement | str] = [found.text or ""]
    for child in found:
        parts += (child if isinstance(child.tag, str) else "", child.tail or "")
    taken = take(parts)
    if taken is None:
        return None
    kept: list[_Node | str] = []
    for index, part in enumerate(parts):
        if notes := taken.notes.get(index):
            kept.append(_Node("footnotes", {}, [_note(note) for note in notes]))
        elif isinstance(part, str):
            kept.append(part)
        else:
            kept += _node_and_kin(part)
    root = _Node("root")
    root.children = _paragraphs(_tidied(_with_one_list(kept), "root"))
    return root


def _with_one_list(children: "list[_Node | str]") -> "Iterator[_Node | str]":
    """Yield children with notes that stand below one another as one list of them."""
    last: _Node | None = None
    for one in children:
        if isinstance(one, _Node) and one.name == "footnotes":
            if last is not None:
                last.children += one.children
                continue
            last = one
        yield one


def _note(note: Note) -> _Node:
    children = _children(note.element, "li")
    first = children[0] if children else ""
    if isinstance(first, str) or first.name not in BLOCKS:
        children = [_Node("p", {}, children)]
    return _Node("note", {"name": note.name}, children)


def _children(element: HtmlElement, name: str) -> "list[_Node | str]":
    return _tidied(_flat(element), name)


def _tidied(nodes: "Iterable[_Node | str]", name: str) -> "list[_Node | str]":
    """Return what is in an element without the blanks that no browser shows."""
    found: list[_Node | str] = []
    for one in nodes:
        if isinstance(one, str) and found and isinstance(found[-1], str):
            found[-1] += one
        else:
            found.append(one)
    kept: list[_Node | str] = []
    for index, one in enumerate(found):
        if isinstance(one, str):
            plain = _BLANKS.sub(" ", one)
            if (name in _EDGES and index == 0) or _is_edge(found, index - 1):
                plain = plain.lstrip(" ")
            if (name in _EDGES and index == len(found) - 1) or _is_edge(found, index + 1):
                plain = plain.rstrip(" ")
            if plain and not (plain == "\xa0" and len(found) == 1 and name in {"td", "th"}):
                kept.append(plain)  # but for what stands in an empty cell
        else:
            kept.append(one)
    return kept


def _is_edge(found: "list[_Node | str]", index: int) -> bool:
    if not 0 <= index < len(found):
        return False
    one = found[index]
    return isinstance(one, _Node) and one.name in _EDGES


def _flat(element: HtmlElement) -> "Iterator[_Node | str]":
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from _node_and_kin(child)
        if child.tail:
            yield child.tail


def _node_and_kin(element: HtmlElement) -> "Iterator[_Node | str]":
    if element.tag == "tbody":
        yield from _flat(element)
    else:
        yield _node(element)


def _node(element: HtmlElement) -> _Node:
    name = _SAME_NAMES.get(str(element.tag), str(element.tag))
    attributes = {key: str(value) for key, value in element.attrib.items()}
    code = _code(element)
    if code is not None:
        return code
    if name == "code" and attributes.get("class", "") in {
        "highlighter-rouge",
        "language-plaintext highlighter-rouge",
    }:
        attributes.pop("class")
    if name == "img":
        attributes.setdefault("alt", "")
    if name in {"td", "th"}:
        aligned = _ALIGNED.fullmatch(attributes.get("style", "").strip())
        if aligned is not None:
            del attributes["style"]
            attributes["align"] = str(aligned[1])
    if "title" in attributes:
        attributes["title"] = _BLANKS.sub(" ", attributes["title"])
    if name in {"img"}:
        attributes["alt"] = _BLANKS.sub(" ", attributes["alt"])
    return _Node(name, attributes, _children(element, name))


def _code(element: HtmlElement) -> _Node | None:
    """Return a block of code without the boxes that kramdown draws round it."""
    names = (element.get("class") or "").split()
    if element.tag == "div" and "highlighter-rouge" in names:
        inner = element.find(".//pre")
        return None if inner is None else _code_node(names, inner)
    if element.tag != "pre":
        return None
    only = element[0] if len(element) == 1 and not (element.text or "").strip() else element
    if only is not element and (only.tag != "code" or (only.tail or "").strip()):
        return None
    if len(only):
        return None
    return _code_node((only.get("class") or element.get("class") or "").split(), only)


def _code_node(names: list[str], element: HtmlElement) -> _Node:
    found = next((match for name in names if (match := _LANGUAGE.fullmatch(name))), None)
    language = found[1] if found and found[1] != "plaintext" else ""
    content = element.text_content()
    return _Node("pre", {"language": language}, [content.removeprefix("\n").removesuffix("\n")])
