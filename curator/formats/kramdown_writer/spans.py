"""What stands within a paragraph, as Markdown: emphasis, links, pictures, code, and HTML for the rest.

Where Markdown has nothing for an element, or its neighbours would make kramdown read it in another
way, the element's own tags are written, which kramdown lets through.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from curator.formats.kramdown_writer import text
from curator.formats.kramdown_writer.elements import BLOCKS, VOID
from curator.formats.kramdown_writer.footnotes import MARK


class Unwritable(Exception):
    """Something that only HTML can say; the whole block stays as it is."""


_SPANS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdo",
        "big",
        "button",
        "cite",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "label",
        "q",
        "rb",
        "rbc",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
    ]
)
"""Elements in which kramdown reads Markdown; what is in others it leaves alone."""
_REFUSED = frozenset(
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "svg",
        "canvas",
        "textarea",
        "select",
        "option",
        "template",
    ]
)
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~"}
_CODE_CLASSES = frozenset({"", "highlighter-rouge", "language-plaintext highlighter-rouge"})


_BEGUN = "\0"
_DEFINES = re.compile(r"\[[^\n\]]+\]:|\*\[.+?\]:")
"""What kramdown takes for the address of a link elsewhere or for an abbreviation, whatever stands in it."""


class SpanWriter:
    """Writes the inline content of one block, from its start to its end."""

    def __init__(self, *, single_line: bool = False, in_table: bool = False) -> None:
        self._single_line = single_line or in_table
        self._pieces: list[str] = []
        self._open: list[str] = []

    def written(self, element: HtmlElement, nodes: Iterator[HtmlElement] | None = None) -> str:
        """Return the text and children of an element, or those `nodes` of it, as Markdown."""
        self._text(element.text)
        for child in element if nodes is None else nodes:
            self._child(child)
        return self._joined()

    def run(self, first: str | None, nodes: list[HtmlElement]) -> str:
        """Return a text and the elements behind it, each with its tail."""
        self._text(first)
        for child in nodes:
            self._child(child)
        return self._joined()

    def _joined(self) -> str:
        whole = "".join(self._pieces)
        lines = [line.strip(text.BLANKS) for line in whole.split("\n")]
        while len(lines) > 1 and not lines[-1]:
            raise Unwritable
        if _DEFINES.match(lines[0]):
            raise Unwritable
        return "  \n".join(text.guarded_line(line) for line in lines)

    def _last(self) -> str:
        return next((piece[-1] for piece in reversed(self._pieces) if piece), "")

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)

    def _text(self, value: str | None) -> None:
        if not value:
            return
        plain = text.collapsed(value)
        if self._last() in {"", " ", "\n"}:
            plain = plain.lstrip(" ")
        written = text.escaped(plain)
        if written.endswith("!"):
            written = written[:-1] + "\\!"  # a link may follow
        self._put(written)

    def _child(self, child: HtmlElement) -> None:
        if not isinstance(child.tag, str):
            raise Unwritable
        self._element(child)
        self._text(child.tail)

    def _element(self, element: HtmlElement) -> None:
        name = element.tag
        if name == MARK:
            self._put(f"[^{element.get('name')}]")
            return
        if name in BLOCKS or name in _REFUSED or ":" in name:
            raise Unwritable
        if name == "br":
            self._break(element)
        elif (
            (name in _MARKS and self._emphasis(element, _MARKS[name]))
            or (name == "a" and self._link(element))
            or (name == "img" and self._picture(element))
            or (name == "code" and self._code(element))
        ):
            pass
        else:
            self._tags(element)

    def _break(self, element: HtmlElement) -> None:
        last = self._last()
        if (
            self._single_line
            or element.attrib
            or last in {"", "\n"}
            or self._open
            or _is_last(element)
        ):
            self._tags(element)
        else:
            self._put("\n")

    def _inner(self, element: HtmlElement, name: str) -> str:
        """Return what is in an element, for another element's marks."""
        # Not empty, or a blank at the beginning would count as one at the start of a line.
        before, self._pieces = self._pieces, [_BEGUN]
        self._open.append(name)
        try:
            self._text(element.text)
            for child in element:
                self._child(child)
            return "".join(self._pieces[1:])
        finally:
            self._open.pop()
            self._pieces = before

    def _emphasis(self, element: HtmlElement, mark: str) -> bool:
        kind = "em" if mark == "*" else mark
        whole = element.text_content()
        if kind in self._open or not whole or whole[0] in text.BLANKS or whole[-1] in text.BLANKS:
            return False
        inner = self._inner(element, kind)
        if not inner or inner[0] in " *_~\n" or inner[-1] in " *_~\n\\":
            return False
        if mark == "~~" and ("~~" in inner or inner[-1] == "~" or "\n" in inner):
            return False
        neighbour = None if element.tail else element.getnext()
        if self._last() in {"*", "_", "~"} or (neighbour is not None and neighbour.tag in _MARKS):
            return False
        self._put(f"{mark}{inner}{mark}{_list(dict(element.attrib))}")
        return True

    def _link(self, element: HtmlElement) -> bool:
        values = dict(element.attrib)
        href = text.address(values.pop("href", ""))
        if href is None or "a" in self._open or not (len(element) or element.text):
            return False
        title = self._title(values)
        if title is None:
            return False
        label = element.text_content()
        if label and (label[0] in text.BLANKS or label[-1] in text.BLANKS):
            return False
        plain = element.text if not len(element) else None
        if plain == element.get("href") and not values and not title and _is_plain(plain):
            self._put(f"<{plain}>")
            return True
        inner = self._inner(element, "a")
        if not inner or inner != inner.strip(text.BLANKS):
            return False
        self._put(f"[{text.label(inner)}]({href}{title}){_list(values)}")
        return True

    def _picture(self, element: HtmlElement) -> bool:
        values = dict(element.attrib)
        source = text.address(values.pop("src", ""))
        title = self._title(values)
        if source is None or title is None:
            return False
        alt = text.label(text.escaped(text.collapsed(values.pop("alt", "")))).replace(
            "\\~", "&#126;"
        )
        self._put(f"![{alt}]({source}{title}){_list(values)}")
        return True

    def _title(self, values: dict[str, str]) -> str | None:
        """Take the title out of attributes; return it with its blank, None where it cannot be kept."""
        if "title" not in values:
            return ""
        title = text.quoted(values.pop("title"))
        return None if title is None else f" {title}"

    def _code(self, element: HtmlElement) -> bool:
        values = dict(element.attrib)
        if len(element) or values.pop("class", "") not in _CODE_CLASSES or values:
            return False
        span = text.code_span(text.collapsed(element.text or ""))
        if span is None or self._last() == "`":
            return False
        self._put(span)
        return True

    def _tags(self, element: HtmlElement) -> None:
        name = element.tag
        opened = f"<{name}{_written(element)}"
        if name in VOID:
            self._put(f"{opened} />")
            return
        self._put(f"{opened}>")
        self._put(self._inner(element, name) if name in _SPANS else _verbatim(element))
        self._put(f"</{name}>")


def _verbatim(element: HtmlElement) -> str:
    """Return what is in an element as HTML."""
    parts = [text.referenced(text.collapsed(element.text or ""))]
    for child in element:
        name = child.tag
        if not isinstance(name, str) or name in BLOCKS or name in _REFUSED or ":" in name:
            raise Unwritable
        if name == MARK:
            raise Unwritable
        opened = f"<{name}{_written(child)}"
        parts.append(f"{opened} />" if name in VOID else f"{opened}>{_verbatim(child)}</{name}>")
        parts.append(text.referenced(text.collapsed(child.tail or "")))
    return "".join(parts)


def _written(element: HtmlElement) -> str:
    written = []
    for name, value in element.attrib.items():
        if (
            name == "markdown"
            or "\n" in value
            or not name.replace("-", "").replace("_", "").isalnum()
        ):
            raise Unwritable
        written.append(f' {name}="{text.referenced(value)}"')
    return "".join(written)


def _list(values: dict[str, str]) -> str:
    if not values:
        return ""
    written = text.attribute_list(values)
    if written is None:
        raise Unwritable
    return written


def _is_plain(value: str | None) -> bool:
    return (
        value is not None
        and value.startswith(("http://", "https://"))
        and not any(sign in value for sign in " <>\"'\\`{}|&\n")
    )


def _is_last(element: HtmlElement) -> bool:
    """Tell whether nothing but blanks stands behind an element in its parent."""
    return element.getnext() is None and not (element.tail or "").strip(text.BLANKS)
