"""Block elements as Markdown. A block that Markdown cannot say raises `Unwritable`, whole."""

import re
from collections.abc import Callable, Mapping

from lxml.html import HtmlElement

from curator.formats.kramdown_writer import text
from curator.formats.kramdown_writer.elements import BLOCKS
from curator.formats.kramdown_writer.spans import SpanWriter, Unwritable
from curator.formats.kramdown_writer.tables import table

_LANGUAGE = re.compile(r"(?:language|lang)-([\w+#.-]+)")
_LIKE = frozenset({"ul", "ol", "blockquote", "dl"})
"""What would grow together with another of its kind below it."""


def block(element: HtmlElement) -> str:
    """Return one block element as Markdown, without a newline at its end; raises Unwritable."""
    write = _WRITERS.get(str(element.tag))
    if write is None or not isinstance(element.tag, str):
        raise Unwritable
    return write(element)


def definition(name: str, element: HtmlElement) -> str:
    """Return a footnote as Markdown, the element's text or its blocks; raises Unwritable."""
    begins = element[0].tag if len(element) and isinstance(element[0].tag, str) else ""
    if begins in BLOCKS and not (element.text or "").strip(text.BLANKS):
        written = _blocks(element)
    else:
        begins, written = "p", _line(SpanWriter().written(element))
    # A block that is no paragraph begins below: on the line of the name it would be text.
    mark = f"[^{name}]: " if begins == "p" else f"[^{name}]:\n    "
    lines = written.split("\n")
    return mark + "\n".join((lines[0], *(f"    {line}" if line else "" for line in lines[1:])))


def _blocks(element: HtmlElement) -> str:
    """Return children that are all blocks."""
    _refuse_text(element.text)
    written: list[str] = []
    last = ""
    for child in element:
        if not isinstance(child.tag, str) or child.tag not in BLOCKS:
            raise Unwritable
        _refuse_text(child.tail)
        if written:
            written.append(apart(last, child.tag))
        written.append(block(child))
        last = child.tag
    if not written:
        raise Unwritable
    return "".join(written)


def _refuse_text(value: str | None) -> None:
    if value and value.strip(text.BLANKS):
        raise Unwritable


def _paragraph(element: HtmlElement) -> str:
    return _with_list(_line(SpanWriter().written(element)), element, "\n")


def _line(written: str) -> str:
    if not written.strip(text.BLANKS):
        raise Unwritable
    return written


def _heading(element: HtmlElement) -> str:
    level = int(element.tag[1])
    written = _line(SpanWriter(single_line=True).written(element))
    if written.endswith("#"):
        written = f"{written[:-1]}\\#"
    values = dict(element.attrib)
    name = values.get("id", "")
    mark = ""
    if re.fullmatch(r"[A-Za-z][\w:-]*", name, re.ASCII):
        del values["id"]
        mark = f" {{#{name}}}"
    return _listed(f"{'#' * level} {written}{mark}", values, "\n")


def _with_list(written: str, element: HtmlElement, joint: str) -> str:
    return _listed(written, dict(element.attrib), joint)


def _listed(written: str, values: Mapping[str, str], joint: str) -> str:
    if not values:
        return written
    attributes = text.attribute_list(dict(values))
    if attributes is None:
        raise Unwritable
    return f"{written}{joint}{attributes}"


def _quote(element: HtmlElement) -> str:
    lines = _blocks(element).split("\n")
    return _with_list("\n".join(f"> {line}" if line else ">" for line in lines), element, "\n")


def _rule(element: HtmlElement) -> str:
    return _with_list("* * *", element, "\n")


def _preformatted(element: HtmlElement) -> str:
    inner = element
    language = _language(element)
    if len(element) == 1 and element[0].tag == "code" and not (element.text or "").strip():
        inner = element[0]
        _refuse_text(inner.tail)
        language = _language(inner) or language
    content = inner.text or ""
    if len(inner) or "\r" in content or not content.strip(text.BLANKS):
        raise Unwritable
    if inner is element and content.startswith("\n"):
        content = content[1:]  # browsers leave it out
    if content.startswith("\n") or content.endswith("\n\n"):
        raise Unwritable
    return text.fenced_code(content.removesuffix("\n"), language)


def _highlighted(element: HtmlElement) -> str:
    """Return code in the boxes that kramdown draws round it, without its colours."""
    inner = element.find("./div/pre/code")
    if inner is None or "highlighter-rouge" not in (element.get("class") or "").split():
        raise Unwritable
    boxes = [element, element[0], element[0][0]]
    for box in boxes:
        _refuse_text(box.text)
        _refuse_text(box[0].tail)
        if len(box) != 1 or set(box.attrib) - {"class"}:
            raise Unwritable
    if inner.attrib or any(one.tag != "span" for one in inner.iterdescendants()):
        raise Unwritable
    content = str(inner.text_content())
    if "\r" in content or content.startswith("\n") or content.endswith("\n\n"):
        raise Unwritable
    if not content.strip(text.BLANKS):
        raise Unwritable
    language = _language(element)
    content = content.removesuffix("\n")
    return text.fenced_code(content, "" if language == "plaintext" else language)


def _language(element: HtmlElement) -> str:
    values = dict(element.attrib)
    names = values.pop("class", "").split()
    if values:
        raise Unwritable
    found = [match for name in names if (match := _LANGUAGE.fullmatch(name)) is not None]
    known = {"highlight", "highlighter-rouge", "hljs", "prettyprint"}
    if len(found) > 1 or any(
        _LANGUAGE.fullmatch(name) is None and name not in known for name in names
    ):
        raise Unwritable
    return found[0][1] if found else ""


def _bullets(element: HtmlElement) -> str:
    return _with_list(_items(element, lambda _number: "* "), element, "\n")


def _numbers(element: HtmlElement) -> str:
    return _with_list(_items(element, lambda number: f"{number}. "), element, "\n")


def _items(element: HtmlElement, marker: Callable[[int], str]) -> str:
    _refuse_text(element.text)
    items: list[tuple[str, bool]] = []
    for number, child in enumerate(element, 1):
        _refuse_text(child.tail)
        if child.tag != "li" or child.attrib:
            raise Unwritable
        content, loose = _item(child)
        mark = marker(number)
        items.append((_indented(content, mark), loose))
    if not items:
        raise Unwritable
    looses = {loose for _, loose in items}
    # kramdown asks for a blank line below the text of an item before it makes a paragraph of it.
    if len(looses) > 1 or (looses == {True} and len(items) == 1 and len(element[0]) == 1):
        raise Unwritable
    return ("\n\n" if looses == {True} else "\n").join(item for item, _ in items)


def _indented(content: str, mark: str) -> str:
    blank = " " * len(mark)
    lines = content.split("\n")
    return "\n".join((mark + lines[0], *(f"{blank}{line}" if line else "" for line in lines[1:])))


def _item(element: HtmlElement) -> tuple[str, bool]:
    """Return what is in an item, and whether its text stands in a paragraph."""
    inline: list[HtmlElement] = []
    rest: list[HtmlElement] = []
    for child in element:
        if isinstance(child.tag, str) and child.tag in BLOCKS:
            rest.append(child)
            _refuse_text(child.tail)
        elif rest:
            raise Unwritable
        else:
            inline.append(child)
    own = SpanWriter().run(element.text, inline)
    if own.strip(text.BLANKS):
        for child in rest:
            if child.tag not in {"ul", "ol"} or child.attrib:
                raise Unwritable
        if len(rest) > 1:
            raise Unwritable
        return "\n".join((own, *(block(child) for child in rest))), False
    if inline or not rest or rest[0].tag != "p" or any(child.tag == "hr" for child in rest):
        raise Unwritable
    return _blocks(element), True


def _definitions(element: HtmlElement) -> str:
    _refuse_text(element.text)
    if element.attrib:
        raise Unwritable
    groups: list[list[str]] = []
    last = "dd"
    for child in element:
        _refuse_text(child.tail)
        if child.attrib or child.tag not in {"dt", "dd"}:
            raise Unwritable
        if child.tag == "dt":
            if last == "dd":
                groups.append([])
            written = SpanWriter(single_line=True).written(child)
            groups[-1].append(_line(written))
        else:
            if not groups:
                raise Unwritable
            groups[-1].append(_indented(_line(SpanWriter().written(child)), ": "))
        last = str(child.tag)
    if not groups or last == "dt":
        raise Unwritable
    return "\n\n".join("\n".join(group) for group in groups)


def _table(element: HtmlElement) -> str:
    return _with_list(table(element), element, "\n")


_WRITERS: Mapping[str, Callable[[HtmlElement], str]] = {
    "p": _paragraph,
    **{f"h{level}": _heading for level in range(1, 7)},
    "blockquote": _quote,
    "hr": _rule,
    "pre": _preformatted,
    "div": _highlighted,
    "ul": _bullets,
    "ol": _numbers,
    "dl": _definitions,
    "table": _table,
}


def apart(first: str, second: str) -> str:
    """Return what stands between two blocks so that neither is taken for more of the other.

    A line with a caret ends every block. Behind a list it leaves no blank line, which would make a
    paragraph of the last item's text.
    """
    if first != second or first not in _LIKE:
        return "\n\n"
    return "\n\n^\n\n" if first == "blockquote" else "\n^\n\n"
