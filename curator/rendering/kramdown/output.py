"""The tree as HTML, byte for byte as kramdown's converter prints it.

Methods are found by a node's kind; `indent` is the number of blanks before a block's tags. The tree
is no deeper than the parsers' limits, so recursion is safe.
"""

import re
from collections.abc import Callable, Mapping
from secrets import token_hex

from curator.rendering.kramdown import contents, notes, tags
from curator.rendering.kramdown.abbreviations import key_of
from curator.rendering.kramdown.code_output import (
    coloured,
    language_of,
    name_highlighter,
    plain_code,
    without_language,
)
from curator.rendering.kramdown.definitions import Definitions
from curator.rendering.kramdown.elements import Node
from curator.rendering.kramdown.escaping import (
    attributes_html,
    entity_html,
    escape,
    escape_text,
    named_code,
)
from curator.rendering.kramdown.ids import KramdownIds, kramdown_id
from curator.rendering.kramdown.options import Options

_QUOTE_ORDER = ("lsquo", "rsquo", "ldquo", "rdquo")
_SYMBOL_CODES: Mapping[str, tuple[int, ...]] = {
    "mdash": (0x2014,),
    "ndash": (0x2013,),
    "hellip": (0x2026,),
    "laquo_space": (0xAB, 0xA0),
    "raquo_space": (0xA0, 0xBB),
    "laquo": (0xAB,),
    "raquo": (0xBB,),
}
_NBSP = 0xA0
_CJK = (
    "[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\u32d0-\u32fe\u3300-\u3357\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff6f\uff71-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003134f]"
)
_CJK_BREAK = re.compile(rf"(?<={_CJK})\n(?={_CJK})")
_NO_TOC = re.compile(r"\bno_toc\b")
_AUTO_IDS = re.compile(r"auto_ids(?:-([A-Za-z0-9_-]+))?")


class Output:
    """Writes one document."""

    def __init__(self, options: Options, definitions: Definitions, *, lines: bool) -> None:
        self.options = options
        self._abbreviations = definitions.abbreviations
        self._attributes = definitions.attributes
        self._lines = lines
        self._ids = KramdownIds(options.auto_id_prefix)
        self._headers: list[contents.Entry] = []
        self._contents: tuple[Node, str] | None = None
        self._notes = notes.Notes(options)
        self._notes_place: str | None = None
        self._quotes = {
            name: self._quote_html(options.smart_quotes[index])
            for index, name in enumerate(_QUOTE_ORDER)
        }
        self._symbols = {name: self._symbol_html(name) for name in _SYMBOL_CODES}
        self._writers: dict[str, Callable[[Node, int, Node], str]] = {}

    # The whole

    def document(self, root: Node) -> str:
        """Return the HTML of a whole document."""
        result = self.inner(root, -2)
        footnotes = self._notes.html(self.node)
        if self._notes_place is not None:
            result = result.replace(self._notes_place, footnotes, 1)
        else:
            result += footnotes
        if self._contents is not None:
            place, mark = self._contents
            tree = contents.tree(self._headers, place.kind, place.attr)
            listed = self.node(tree, 0, root) if tree.kids else ""
            result = result.replace(mark, listed, 1)
        return result

    def node(self, node: Node, indent: int, parent: Node) -> str:
        """Return the HTML of one node."""
        writer = self._writers.get(node.kind)
        if writer is None:
            writer = self._writers[node.kind] = getattr(self, f"_write_{node.kind}")
        return writer(node, indent, parent)

    def inner(self, node: Node, indent: int) -> str:
        """Return the HTML of a node's children."""
        indent += 2
        writers = self._writers
        parts = []
        for kid in node.kids:
            writer = writers.get(kid.kind)
            if writer is None:
                writer = writers[kid.kind] = getattr(self, f"_write_{kid.kind}")
            parts.append(writer(kid, indent, node))
        return "".join(parts)

    def _tag(self, node: Node, attr: Mapping[str, str] | None = None) -> str:
        """Return a block's attributes, with its line where lines are wanted."""
        attr = node.attr if attr is None else attr
        text = attributes_html(attr) if attr else ""
        if self._lines and node.line and "data-line" not in attr:
            text += f' data-line="{node.line}"'
        return text

    def _block(
        self, name: str, node: Node, indent: int, attr: Mapping[str, str] | None = None
    ) -> str:
        return f"{' ' * indent}<{name}{self._tag(node, attr)}>{self.inner(node, indent)}</{name}>\n"

    def _indented(self, name: str, node: Node, indent: int) -> str:
        blanks = " " * indent
        return f"{blanks}<{name}{self._tag(node)}>\n{self.inner(node, indent)}{blanks}</{name}>\n"

    # Text

    def _write_blank(self, _node: Node, _indent: int, _parent: Node) -> str:
        return "\n"

    def _write_text(self, node: Node, _indent: int, _parent: Node) -> str:
        text = escape_text(node.value)
        return _CJK_BREAK.sub("", text) if self.options.remove_line_breaks_for_cjk else text

    _write_raw_text = _write_text

    def _write_eob(self, _node: Node, _indent: int, _parent: Node) -> str:
        return ""

    def _write_entity(self, node: Node, _indent: int, _parent: Node) -> str:
        if node.level < 0:
            return node.value if self.options.entity_output == "as_char" else node.text
        return entity_html(node.level, node.text, self.options)

    def _write_quote(self, node: Node, _indent: int, _parent: Node) -> str:
        return self._quotes[node.value]

    def _write_symbol(self, node: Node, _indent: int, _parent: Node) -> str:
        return self._symbols[node.value]

    def _quote_html(self, name: str) -> str:
        code = named_code(name)
        return entity_html(code, "", self.options) if code is not None else escape_text(name)

    def _symbol_html(self, name: str) -> str:
        given = self.options.typographic_symbols.get(name)
        if given is not None:
            return escape_text(given)
        return "".join(entity_html(code, "", self.options) for code in _SYMBOL_CODES[name])

    # Blocks

    def _write_p(self, node: Node, indent: int, _parent: Node) -> str:
        if node.transparent:
            return self.inner(node, indent)
        if len(node.kids) == 1 and node.kids[0].kind == "img":
            ial = node.kids[0].ial
            if ial is not None and "standalone" in ial.references:
                return self._figure(node, node.kids[0], indent)
        return self._block("p", node, indent)

    def _figure(self, node: Node, image: Node, indent: int) -> str:
        figure, attr = dict(node.attr), dict(image.attr)
        for key in ("class", "id"):
            if key in attr and key not in figure:
                figure[key] = attr.pop(key)
        blanks, inside = " " * indent, " " * (indent + 2)
        return (
            f"{blanks}<figure{self._tag(node, figure)}>\n{inside}<img{attributes_html(attr)} />\n"
            f"{inside}<figcaption>{attr.get('alt', '')}</figcaption>\n{blanks}</figure>\n"
        )

    def _write_header(self, node: Node, indent: int, _parent: Node) -> str:
        attr = dict(node.attr)
        if self.options.auto_ids and "id" not in attr:
            attr["id"] = self._ids.next(node.text)
        if (
            "id" in attr
            and node.level in self.options.toc_levels
            and not _NO_TOC.search(node.attr.get("class", ""))
        ):
            self._headers.append(contents.Entry(node.level, attr["id"], node.kids))
        level = max(1, min(6, node.level + self.options.header_offset))
        link = ""
        if self.options.header_links and self.options.modern and attr.get("id"):
            link = f'<a href="#{escape_text(attr["id"])}"></a>'
        inner = self.inner(node, indent)
        return f"{' ' * indent}<h{level}{self._tag(node, attr)}>{link}{inner}</h{level}>\n"

    def _write_hr(self, node: Node, indent: int, _parent: Node) -> str:
        return f"{' ' * indent}<hr{self._tag(node)} />\n"

    def _write_blockquote(self, node: Node, indent: int, _parent: Node) -> str:
        return self._indented(node.kind, node, indent)

    _write_dl = _write_blockquote

    def _write_table(self, node: Node, indent: int, _parent: Node) -> str:
        parts = [f"{' ' * indent}<table{self._tag(node)}>\n"]
        for group in node.kids:
            name = "th" if group.kind == "thead" else "td"
            parts.append(f"{' ' * (indent + 2)}<{group.kind}{self._tag(group)}>\n")
            for row in group.kids:
                parts.append(f"{' ' * (indent + 4)}<tr{self._tag(row)}>\n")
                for cell, alignment in zip(row.kids, node.alignment, strict=False):
                    parts.append(self._cell(cell, name, alignment, indent + 6))
                parts.append(f"{' ' * (indent + 4)}</tr>\n")
            parts.append(f"{' ' * (indent + 2)}</{group.kind}>\n")
        parts.append(f"{' ' * indent}</table>\n")
        return "".join(parts)

    def _write_ul(self, node: Node, indent: int, _parent: Node) -> str:
        references = node.ial.references if node.ial is not None else ()
        if self._contents is None and "toc" in references:
            self._contents = (node, token_hex(32))
            return self._contents[1]
        if self._notes_place is None and "footnotes" in references:
            self._notes_place = token_hex(32)
            return self._notes_place
        return self._indented(node.kind, node, indent)

    _write_ol = _write_ul

    def _write_li(self, node: Node, indent: int, _parent: Node) -> str:
        blanks = " " * indent
        inner = self.inner(node, indent)
        if not node.kids or (node.kids[0].kind == "p" and node.kids[0].transparent):
            after = blanks if inner.endswith("\n") else ""
        else:
            inner, after = f"\n{inner}", blanks
        return f"{blanks}<{node.kind}{self._tag(node)}>{inner}{after}</{node.kind}>\n"

    _write_dd = _write_li

    def _write_dt(self, node: Node, indent: int, parent: Node) -> str:
        attr = dict(node.attr)
        if "id" not in attr and parent.ial is not None:
            for reference in parent.ial.references:
                if found := _AUTO_IDS.match(reference):
                    attr["id"] = ((found[1] or "") + kramdown_id(node.text)).lstrip()
                    break
        return self._block("dt", node, indent, attr)

    def _cell(self, node: Node, name: str, alignment: str, indent: int) -> str:
        attr = node.attr
        if alignment:
            style = f"{attr['style']}; " if "style" in attr else ""
            attr = {**attr, "style": f"{style}text-align: {alignment}"}
        inner = self.inner(node, indent) or entity_html(_NBSP, "", self.options)
        return f"{' ' * indent}<{name}{self._tag(node, attr)}>{inner}</{name}>\n"

    def _write_codeblock(self, node: Node, indent: int, _parent: Node) -> str:
        attr, blanks = dict(node.attr), " " * indent
        language = language_of(attr)
        if language is not None:
            without_language(attr)
        result = coloured(node.value, node.text or language, "block", self.options)
        if result is not None:
            name_highlighter(attr, language or result.default_language, self.options)
            return f"{blanks}<div{self._tag(node, attr)}>{result.html}{blanks}</div>\n"
        code = plain_code(node.value, node.attr.get("class", ""))
        code_attr = attributes_html({"class": f"language-{language}"}) if language else ""
        return f"{blanks}<pre{self._tag(node, attr)}><code{code_attr}>{code}\n</code></pre>\n"

    def _write_math(self, node: Node, indent: int, _parent: Node) -> str:
        block = node.category == "block"
        if self.options.math_engine != "mathjax":
            attr = {**node.attr, "class": f"{node.attr.get('class', '')} kdmath".lstrip()}
            if block:
                blanks, tag = " " * indent, self._tag(node, attr)
                return f"{blanks}<div{tag}>$$\n{node.value}\n$$</div>\n"
            return f"<span{attributes_html(attr)}>${node.value}$</span>"
        if not block:
            if node.attr:
                return f"<span{attributes_html(node.attr)}>${node.value}$</span>"
            return f"\\({escape(node.value)}\\)"
        text = f"\\[{escape(node.value)}\\]\n"
        if not node.attr:
            return text
        return f"{' ' * indent}<div{self._tag(node)}>{text}</div>\n"

    # HTML

    def _write_html(self, node: Node, indent: int, parent: Node) -> str:
        name = node.value
        indent += 2 * node.level
        inner = self.inner(node, indent)
        if node.category == "span":
            start = f"<{name}{attributes_html(node.attr)}"
            if not inner and name in tags.VOID:
                return f"{start} />"
            return f"{start}>{inner}</{name}>"
        alone = parent.kind != "html" or parent.model != "raw"
        blanks = " " * indent
        start = f"{blanks if alone else ''}<{name}{self._tag(node)}"
        if node.closed and node.model == "raw":
            text = f"{start} />"
        elif inner and node.model != "block":
            text = f"{start}>{inner}</{name}>"
        elif inner:
            text = f"{start}>\n{inner.removesuffix(chr(10))}\n{blanks}</{name}>"
        elif name in tags.VOID:
            text = f"{start} />"
        else:
            text = f"{start}></{name}>"
        return f"{text}\n" if alone else text

    def _write_xml_comment(self, node: Node, indent: int, parent: Node) -> str:
        if node.category == "block" and (parent.kind != "html" or parent.model != "raw"):
            return f"{' ' * indent}{node.value}\n"
        return node.value

    def _write_comment(self, node: Node, indent: int, _parent: Node) -> str:
        if node.category == "block":
            return f"{' ' * indent}<!-- {node.value} -->\n"
        return f"<!-- {node.value} -->"

    def _write_raw(self, node: Node, _indent: int, _parent: Node) -> str:
        if node.outputs and "html" not in node.outputs:
            return ""
        return f"{node.value}\n" if node.category == "block" else node.value

    # Spans

    def _write_br(self, _node: Node, _indent: int, _parent: Node) -> str:
        return "<br />"

    def _write_em(self, node: Node, indent: int, _parent: Node) -> str:
        attr = attributes_html(node.attr) if node.attr else ""
        return f"<{node.kind}{attr}>{self.inner(node, indent)}</{node.kind}>"

    _write_strong = _write_a = _write_em

    def _write_img(self, node: Node, _indent: int, _parent: Node) -> str:
        return f"<img{attributes_html(node.attr)} />"

    def _write_codespan(self, node: Node, _indent: int, _parent: Node) -> str:
        attr = dict(node.attr)
        language = language_of(attr)
        result = coloured(node.value, language, "span", self.options)
        if result is None:
            html = escape(node.value)
        else:
            html = result.html
            name_highlighter(attr, language or result.default_language, self.options)
        return f"<code{attributes_html(attr)}>{html}</code>"

    def _write_abbr(self, node: Node, _indent: int, _parent: Node) -> str:
        key = key_of(node.value, self._abbreviations)
        long, mark = self._abbreviations[key]
        attr = {**mark.attr, "title": long} if long else mark.attr
        return f"<abbr{attributes_html(attr)}>{node.value}</abbr>"

    def _write_footnote(self, node: Node, _indent: int, _parent: Node) -> str:
        return self._notes.reference(node)
