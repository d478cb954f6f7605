"""Blocks as kramdown makes them: attributes on them, identifiers of headings, tasks, code.

Works on the tree that Python-Markdown built, before or after its inline pass.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.treeprocessors import Treeprocessor

from curator.rendering.dialect.attributes import assign
from curator.rendering.dialect.layout import Layout
from curator.rendering.highlighting.blocks import PLAIN

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEY = re.compile(r"\x02attributes:(\d+)\x03")
_MARK = "curator-attributes"
_OWN_ID = re.compile(r"[ \t]+\{#([A-Za-z][\w:-]*)\}[ \t]*#*[ \t]*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_TASK = re.compile(r"\[([ xX])\][ \t]+")


class SpacedHeading(HashHeaderProcessor):
    """A heading needs a blank after its marks, as in GFM: `#话题` is text."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)[ \t]*#*(?:\n|$)"
    )


class AttributesBlock(BlockProcessor):
    """Turns the key of a set-aside attribute list into a mark in the tree."""

    def test(self, _parent: Element, block: str) -> bool:
        """Tell whether the block is such a key."""
        return _KEY.fullmatch(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Leave the mark."""
        key = _KEY.fullmatch(blocks.pop(0).strip())
        assert key is not None
        SubElement(parent, _MARK, {"number": key[1]})


class BlockAttributesProcessor(Treeprocessor):
    """Moves set-aside attributes onto the block above or below and takes the marks away."""

    def __init__(self, md: Markdown, layout: Layout) -> None:
        super().__init__(md)
        self._layout = layout

    def run(self, root: Element) -> None:
        """Resolve all marks."""
        for parent in list(root.iter()):
            children = list(parent)
            marks = [at for at, child in enumerate(children) if child.tag == _MARK]
            for at in marks:
                listed = self._layout.set_aside[int(children[at].get("number", "0"))]
                step = -1 if listed.after else 1
                at_target = at + step
                while 0 <= at_target < len(children) and children[at_target].tag == _MARK:
                    at_target += step
                if 0 <= at_target < len(children):
                    assign(children[at_target], listed.attributes)
                    if ("", "toc") in listed.attributes:
                        children[at_target].set("data-toc", "")
            for at in marks:
                parent.remove(children[at])


class HeadingIds(Treeprocessor):
    """Gives headings the identifiers that kramdown's GFM parser gives them."""

    def run(self, root: Element) -> None:
        """Set identifiers from the raw text of headings, before markup in it is read."""
        used: dict[str, int] = {}
        for heading in root.iter():
            if heading.tag not in _HEADINGS or not heading.text:
                continue
            own = _OWN_ID.search(heading.text)
            if own:
                heading.text = heading.text[: own.start()]
                heading.set("id", own[1])
            elif heading.get("id") is None:
                name = _identifier(heading.text)
                count = used.get(name, -1) + 1
                used[name] = count
                heading.set("id", f"{name}-{count}" if count else name)


def _identifier(raw: str) -> str:
    """Return the identifier of a heading: word characters, marks included, and hyphens."""
    text = html.unescape(_LINK.sub(r"\1", raw)).strip().lower().replace("\t", " ")
    kept = (char for char in text if char in " -_" or char.isalnum() or _joins(char))
    return "".join(kept).replace(" ", "-")


def _joins(char: str) -> bool:
    """Tell whether Unicode counts a character as part of words though it is no letter."""
    return unicodedata.category(char)[0] == "M" or "\u24b6" <= char <= "\u24e9"


class CodeWrapper(Treeprocessor):
    """Wraps indented code as rouge does, and gives code spans rouge's classes."""

    def run(self, root: Element) -> None:
        """Rebuild `pre` elements in place."""
        for element in list(root.iter()):
            if element.tag == "pre" and len(element) == 1 and element[0].tag == "code":
                code = element[0]
                own = element.get("class")
                element.tag = "div"
                element.set(
                    "class", f"language-{PLAIN} {own + ' ' if own else ''}highlighter-rouge"
                )
                element.remove(code)
                box = SubElement(element, "div", {"class": "highlight"})
                SubElement(box, "pre", {"class": "highlight"}).append(code)
                code.set("data-block", "")
        for code in root.iter("code"):
            if code.attrib.pop("data-block", None) is None:
                own = code.get("class")
                code.set("class", own or f"language-{PLAIN} highlighter-rouge")


class TaskLists(Treeprocessor):
    """Turns `[ ]` and `[x]` at the start of list items into check boxes that cannot be changed."""

    def run(self, root: Element) -> None:
        """Look at the first text of each item."""
        for parent in list(root.iter("ul")):
            for item in parent.findall("li"):
                holder = item if (item.text or "").strip() or not len(item) else item[0]
                task = _TASK.match((holder.text or "").lstrip())
                if task is None or (holder is not item and holder.tag != "p"):
                    continue
                box = Element("input", {"type": "checkbox", "class": "task-list-item-checkbox"})
                box.set("disabled", "disabled")
                if task[1] != " ":
                    box.set("checked", "checked")
                box.tail = (holder.text or "").lstrip()[task.end() :]
                holder.text = ""
                holder.insert(0, box)
                assign(item, (("class", "task-list-item"),))
                if "task-list" not in (parent.get("class") or "").split():
                    assign(parent, (("class", "task-list"),))


class TableOfContents(Treeprocessor):
    """Replaces a list marked `{:toc}` by the headings of the text."""

    def run(self, root: Element) -> None:
        """Build the list once the headings' inline markup is there."""
        for marked in [element for element in root.iter() if "data-toc" in element.attrib]:
            del marked.attrib["data-toc"]
            if marked.tag in {"ul", "ol"}:
                marked.set("id", marked.get("id", "markdown-toc"))
                for child in list(marked):
                    marked.remove(child)
                marked.text = None
                _fill(marked, list(_listed_headings(root)))


def _listed_headings(root: Element) -> Iterator[tuple[int, Element]]:
    for heading in root.iter():
        wanted = heading.tag in _HEADINGS and heading.get("id")
        if wanted and "no_toc" not in (heading.get("class") or "").split():
            yield int(heading.tag[1]), heading


def _fill(top: Element, headings: list[tuple[int, Element]]) -> None:
    """Nest the headings by level below the list `top`."""
    open_lists = [(0, top)]
    for level, heading in headings:
        while len(open_lists) > 1 and open_lists[-1][0] >= level:
            open_lists.pop()
        parent_level, parent = open_lists[-1]
        if parent_level and parent.tag == "li":
            inner = parent.find(top.tag)
            parent = inner if inner is not None else SubElement(parent, top.tag)
        item = SubElement(parent, "li")
        name = heading.get("id", "")
        link = SubElement(item, "a", {"href": f"#{name}", "id": f"markdown-toc-{name}"})
        link.text = "".join(heading.itertext())
        open_lists.append((level, item))


class Footnotes(Treeprocessor):
    """Gives footnotes kramdown's classes and roles."""

    def run(self, root: Element) -> None:
        """Rename what Python-Markdown's footnotes carry."""
        for element in root.iter():
            kind = element.get("class")
            if element.tag == "sup" and (element.get("id") or "").startswith("fnref:"):
                element.set("role", "doc-noteref")
                for link in element:
                    link.set("class", "footnote")
                    link.set("rel", "footnote")
            elif element.tag == "div" and kind == "footnote":
                element.set("class", "footnotes")
                element.set("role", "doc-endnotes")
                for rule in element.findall("hr"):
                    element.remove(rule)
                for item in element.iter("li"):
                    item.set("role", "doc-endnote")
            elif element.tag == "a" and kind == "footnote-backref":
                element.attrib.pop("title", None)
                element.set("class", "reversefootnote")
                element.set("role", "doc-backlink")


def extend(md: Markdown, layout: Layout) -> None:
    """Add the block rules to a converter."""
    md.parser.blockprocessors.register(SpacedHeading(md.parser), "hashheader", 70)
    md.parser.blockprocessors.register(AttributesBlock(md.parser), "attributes", 95)
    md.treeprocessors.register(BlockAttributesProcessor(md, layout), "block-attributes", 45)
    md.treeprocessors.register(HeadingIds(md), "heading-ids", 40)
    md.treeprocessors.register(CodeWrapper(md), "code-wrapper", 17)
    md.treeprocessors.register(TaskLists(md), "tasks", 16)
    md.treeprocessors.register(Footnotes(md), "footnote-classes", 14)
    md.treeprocessors.register(TableOfContents(md), "contents", 13)
