"""Footnotes: their marks in the text, and the list of them at the end."""

from collections.abc import Callable
from dataclasses import dataclass

from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.escaping import entity_html, escape_text
from curator.rendering.kramdown.options import Options

_BACKLINK = '{}<a href="#fnref:{}" class="reversefootnote" role="doc-backlink">{}</a>'
_NBSP = 0xA0

Writer = Callable[[Node, int, Node], str]


@dataclass
class _Note:
    name: str
    content: Node
    number: int
    repeats: int = 0


class Notes:
    """The footnotes of a document in the order of their first marks."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._notes: list[_Note] = []
        self._by_name: dict[str, _Note] = {}

    def reference(self, node: Node) -> str:
        """Return the HTML of a mark, and note it."""
        options = self._options
        name = options.footnote_prefix + node.text
        note = self._by_name.get(name)
        repeat = ""
        if note is None:
            number = options.footnote_nr + len(self._notes)
            note = self._by_name[name] = _Note(name, node.target or Node("footnote_def"), number)
            self._notes.append(note)
        else:
            note.repeats += 1
            repeat = f":{note.repeats}"
        role, text = ' role="doc-noteref"', str(note.number)
        if options.modern:
            text = options.footnote_link_text.replace("%s", text)
        return (
            f'<sup id="fnref:{name}{repeat}"{"" if options.modern else role}>'
            f'<a href="#fn:{name}" class="footnote" rel="footnote"{role if options.modern else ""}>'
            f"{text}</a></sup>"
        )

    def html(self, write: Writer) -> str:
        """Return the list of all footnotes, "" without any; a note's text may mark further ones."""
        options = self._options
        items = Node("ol")
        if options.footnote_nr != 1:
            items.attr["start"] = str(options.footnote_nr)
        index = 0
        while index < len(self._notes):
            item = self._item(self._notes[index])
            items.kids.append(Node("raw", write(item, 4, items)))
            index += 1
        if not items.kids:
            return ""
        holder = Node("div", attr={"class": "footnotes", "role": "doc-endnotes"})
        listed = write(items, 2, holder)
        return f'<div class="footnotes" role="doc-endnotes">\n{listed}</div>\n'

    def _item(self, note: _Note) -> Node:
        options = self._options
        item = Node("li", attr={"id": f"fn:{note.name}"})
        if not options.modern:
            item.attr["role"] = "doc-endnote"
        item.kids = list(note.content.kids)
        paragraph: Node | None = None
        if item.kids and (item.kids[-1].kind == "p" or options.footnote_backlink_inline):
            parent = item
            while parent.kids:
                last = parent.kids[-1] = parent.kids[-1].copy()
                if last.kind in ("p", "header"):
                    paragraph = last
                    break
                parent = last
        inside = paragraph is not None
        if paragraph is None:
            paragraph = Node("p")
            item.kids.append(paragraph)
        if options.footnote_backlink:
            blank = entity_html(_NBSP, "", options)
            mark = escape_text(options.footnote_backlink)
            links = [_BACKLINK.format(blank if inside else "", note.name, mark)]
            links += [
                _BACKLINK.format(blank, f"{note.name}:{number}", f"{mark}<sup>{number + 1}</sup>")
                for number in range(1, note.repeats + 1)
            ]
            paragraph.kids.extend(Node("raw", link) for link in links)
        return item
