"""Texts in OpenDocument: `.odt`, the body read out of `content.xml`.

Owns what an element means in HTML. Tables of contents, deleted text and annotations are no part of an article.
"""

from collections.abc import Iterator

from lxml import etree, html

from curator.domain.errors import ReadFault
from curator.importing.candidates import Candidate, Kind, Limits, Note, NoteCode, Thing
from curator.importing.readers.document_body import CAPTION, new_body
from curator.importing.readers.document_pictures import DocumentPictures
from curator.importing.readers.document_post import Properties, document_candidate, instant
from curator.importing.readers.document_styles import HEADINGS, Meaning
from curator.importing.readers.odt_styles import (
    DRAW,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    OdtStyles,
    Run,
)
from curator.importing.readers.packages import Package
from curator.importing.refusals import Refused

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_DC = "{http://purl.org/dc/elements/1.1/}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_MOST_SPACES = 1000
_MOST_REPEATED = 200
_MOST_REPEATED_IN_ALL = 5000
_SKIPPED = frozenset(
    {
        *(f"{TEXT}{name}" for name in ("tracked-changes", "sequence-decls", "variable-decls")),
        *(
            f"{TEXT}{name}"
            for name in ("user-field-decls", "table-of-content", "alphabetical-index")
        ),
        *(f"{TEXT}{name}" for name in ("illustration-index", "table-index", "soft-page-break")),
        *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
        f"{TABLE}covered-table-cell",
    }
)
_BLANKS = frozenset({f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"})
_TAGS = (
    ("bold", "strong"),
    ("italic", "em"),
    ("struck", "s"),
    ("raised", "sup"),
    ("lowered", "sub"),
    ("code", "code"),
)


def read(thing: Thing, limits: Limits) -> Iterator[Candidate]:
    """Yield the document as one candidate; raises Refused."""
    package = Package(thing.data, limits)
    _refuse_encrypted(package)
    if "content.xml" not in package:
        raise Refused(ReadFault.BROKEN, "content.xml")
    content = package.xml("content.xml")
    styles = OdtStyles(content, package.optional_xml("styles.xml"))
    pictures = DocumentPictures()
    writer = _Writer(package, styles, pictures)
    root = new_body()
    for text in content.iter(f"{OFFICE}text"):
        writer.blocks(text, root)
    writer.notes_below(root)
    properties = _properties(package)
    yield document_candidate(
        thing, Kind.ODT, MEDIA_TYPE, root, properties, pictures, writer.notes, writer.title
    )


def _refuse_encrypted(package: Package) -> None:
    manifest = package.optional_xml("META-INF/manifest.xml")
    if (
        manifest is not None
        and next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None
    ):
        raise Refused(ReadFault.ENCRYPTED)


def _properties(package: Package) -> Properties:
    meta = package.optional_xml("meta.xml")
    if meta is None:
        return Properties()

    def told(*names: str) -> str:
        found = (next((one.text for one in meta.iter(name) if one.text), "") for name in names)
        return next((text for text in found if text), "")

    author = told(f"{_META}initial-creator", f"{_DC}creator")
    date = instant(told(f"{_META}creation-date")) or instant(told(f"{_DC}date"))
    return Properties(told(f"{_DC}title"), author, date)


class _Writer:
    """Writes the elements of a text as elements of HTML."""

    def __init__(self, package: Package, styles: OdtStyles, pictures: DocumentPictures) -> None:
        self._package = package
        self._styles = styles
        self._pictures = pictures
        self.notes: list[Note] = []
        self.title = ""
        self._begun = False
        self._repeats = _MOST_REPEATED_IN_ALL
        self._footnotes: list[etree._Element] = []
        self._boxes: list[etree._Element] = []

    # --- blocks ---------------------------------------------------------------------------

    def blocks(
        self, source: etree._Element, into: etree._Element, lists: str = "", level: int = 0
    ) -> None:
        """Write what stands in an element that holds blocks."""
        for child in source:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
                self._paragraph(child, into)
            elif child.tag == f"{TEXT}list":
                self._list(child, into, lists, level)
            elif child.tag == f"{TABLE}table":
                self._table(child, into)
            elif child.tag == f"{DRAW}frame":
                paragraph = html.Element("p")
                self._frame(child, paragraph)
                if len(paragraph):
                    into.append(paragraph)
                self._empty_boxes(into)
            else:
                self.blocks(child, into, lists, level)

    def notes_below(self, into: etree._Element) -> None:
        """Write the footnotes that were referred to."""
        if self._footnotes:
            notes = etree.SubElement(into, "ol")
            notes.extend(self._footnotes)

    def _paragraph(self, source: etree._Element, into: etree._Element) -> None:
        name = source.get(f"{TEXT}style-name", "")
        meaning = self._meaning(name)
        if source.tag == f"{TEXT}h" and meaning not in HEADINGS:
            level = source.get(f"{TEXT}outline-level", "1")
            meaning = HEADINGS[min(max(int(level) if level.isdecimal() else 1, 1), 6) - 1]
        block = html.Element(_BLOCK_TAGS.get(meaning, "p"))
        if meaning is Meaning.CAPTION:
            block.set("class", CAPTION)
        base = self._styles.run(name, "paragraph")
        if self._styles.is_right_to_left(name):
            block.set("dir", "rtl")
        coded = meaning is Meaning.CODE
        plain = coded or meaning in HEADINGS or meaning is Meaning.TITLE
        self._inline(source, block, Run(), Run() if plain else base.without_code())
        text = "".join(map(str, block.itertext())).strip()
        if not self._begun and text:
            self._begun = True
            self.title = text if meaning is Meaning.TITLE else ""
        if coded:
            self._code(block, into)
        elif meaning is Meaning.QUOTE:
            before = into[-1] if len(into) else None
            if before is None or before.tag != "blockquote":
                before = etree.SubElement(into, "blockquote")
            before.append(block)
        else:
            into.append(block)
        self._empty_boxes(into)

    def _meaning(self, name: str) -> Meaning:
        found = self._styles.paragraph(name)
        if found is not None:
            return found
        called = self._styles.named(name, "paragraph")
        if called:
            self._note(NoteCode.UNKNOWN_STYLE, called)
        return Meaning.PLAIN

    def _code(self, block: etree._Element, into: etree._Element) -> None:
        """Add a line to the code above, which each line of is a paragraph."""
        block.tag = "pre"
        before = into[-1] if len(into) else None
        if before is None or before.tag != "pre":
            into.append(block)
            return
        _append(before, "\n" + (block.text or ""))
        before.extend(list(block))

    def _list(
        self, source: etree._Element, into: etree._Element, inherited: str, level: int
    ) -> None:
        name = source.get(f"{TEXT}style-name") or inherited
        made = html.Element("ol" if self._styles.is_numbered(name, level + 1) else "ul")
        for item in source:
            if item.tag not in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                continue
            written = etree.SubElement(made, "li")
            start = item.get(f"{TEXT}start-value", "")
            if start.isdecimal() and start != "1" and made.tag == "ol" and len(made) == 1:
                made.set("start", start)
            self.blocks(item, written, name, level + 1)
        heading = next(made.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
        if heading is not None:  # a numbered heading is a list of one item in some writers' files
            for item in list(made):
                into.extend(list(item))
            return
        if len(made):
            into.append(made)

    def _table(self, source: etree._Element, into: etree._Element) -> None:
        made = html.Element("table")
        head = [row for group in source.iter(f"{TABLE}table-header-rows") for row in _rows(group)]
        head = [row for row in head if _owner(row) is source]
        rows = [row for row in _rows(source) if _owner(row) is source]
        known = set(map(id, head))
        if head:
            top = etree.SubElement(made, "thead")
            for row in head:
                self._row(row, top, "th")
        body = etree.SubElement(made, "tbody")
        for row in rows:
            if id(row) not in known:
                self._row(row, body, "td")
        into.append(made)

    def _row(self, source: etree._Element, into: etree._Element, tag: str) -> None:
        row = etree.SubElement(into, "tr")
        for cell in source.iter(f"{TABLE}table-cell"):
            if _owner(cell) is not _owner(source):
                continue
            for _each in range(self._repetitions(cell)):
                made = etree.SubElement(row, tag)
                for name in ("colspan", "rowspan"):
                    key = f"{TABLE}number-{'columns' if name == 'colspan' else 'rows'}-spanned"
                    if (spanned := _number(cell, key)) > 1:
                        made.set(name, str(min(spanned, 1000)))
                self.blocks(cell, made)

    def _repetitions(self, cell: etree._Element) -> int:
        """Return how often a cell stands there; tables inside of each other must not multiply."""
        stated = _number(cell, f"{TABLE}number-columns-repeated")
        if stated == 1 or next(cell.iter(f"{TABLE}table"), None) is not None:
            return 1
        repeated = min(stated, _MOST_REPEATED, self._repeats)
        self._repeats -= repeated
        return max(repeated, 1)

    # --- text -----------------------------------------------------------------------------

    def _inline(self, source: etree._Element, into: etree._Element, above: Run, own: Run) -> None:
        """Write the text in an element; `above` is what already surrounds it."""
        into = _wrapped(into, own.beyond(above))
        above = above.joined(own)
        _append(into, _joined_blanks(source.text))
        for child in source:
            if isinstance(child.tag, str):
                self._inline_element(child, into, above)
            _append(into, _joined_blanks(child.tail))

    def _inline_element(self, child: etree._Element, into: etree._Element, above: Run) -> None:
        tag = child.tag
        if tag in _SKIPPED:
            return
        if tag == f"{TEXT}span":
            name = child.get(f"{TEXT}style-name", "")
            self._inline(child, into, above, self._styles.run(name, "text"))
            called = self._styles.unknown_run(name)
            if called:
                self._note(NoteCode.UNKNOWN_STYLE, called)
        elif tag == f"{TEXT}a":
            link = etree.SubElement(into, "a", href=child.get(f"{XLINK}href", ""))
            self._inline(child, link, above, Run())
        elif tag in _BLANKS:
            _blank(child, into)
        elif tag == f"{TEXT}note":
            self._footnote(child, into)
        elif tag == f"{TEXT}ruby":
            self._ruby(child, into, above)
        elif tag == f"{DRAW}frame":
            self._frame(child, into)
        elif tag in {f"{TEXT}bookmark", f"{TEXT}bookmark-start"}:
            etree.SubElement(into, "a", id=child.get(f"{TEXT}name", ""))
        else:
            self._inline(child, into, above, Run())

    def _footnote(self, source: etree._Element, into: etree._Element) -> None:
        number = len(self._footnotes) + 1
        raised = etree.SubElement(into, "sup")
        link = etree.SubElement(
            raised, "a", href=f"#footnote-{number}", id=f"footnote-ref-{number}"
        )
        link.text = f"[{number}]"
        item = html.Element("li", id=f"footnote-{number}")
        self._footnotes.append(item)
        body = source.find(f"{TEXT}note-body")
        begun = self._begun
        if body is not None:
            self._begun = True
            self.blocks(body, item)
            self._begun = begun
        last = item[-1] if len(item) and item[-1].tag == "p" else etree.SubElement(item, "p")
        _append(last, " ")
        etree.SubElement(last, "a", href=f"#footnote-ref-{number}").text = "↑"

    def _ruby(self, source: etree._Element, into: etree._Element, above: Run) -> None:
        ruby = etree.SubElement(into, "ruby")
        for name, tag in (("ruby-base", ""), ("ruby-text", "rt")):
            part = source.find(f"{TEXT}{name}")
            if part is not None:
                self._inline(part, etree.SubElement(ruby, tag) if tag else ruby, above, Run())

    # --- frames ---------------------------------------------------------------------------

    def _frame(self, source: etree._Element, into: etree._Element) -> None:
        box = source.find(f"{DRAW}text-box")
        if box is not None:
            self._boxes.append(box)
            return
        if source.find(f"{DRAW}object") is not None and source.find(f"{DRAW}image") is None:
            self._note(NoteCode.LOST_PART, source.get(f"{DRAW}name", "object"))
            return
        alternative = (
            source.findtext(f"{SVG}desc") or source.findtext(f"{SVG}title") or ""
        ).strip()
        for image in source.iter(f"{DRAW}image"):
            address = image.get(f"{XLINK}href", "")
            reference = self._picture(address)
            if reference:
                etree.SubElement(into, "img", src=reference, alt=alternative)
                return
        self._note(NoteCode.LOST_PICTURE, source.get(f"{DRAW}name", "picture"))

    def _picture(self, address: str) -> str:
        if address.startswith(("http://", "https://")):
            return address
        name = address.removeprefix("./")
        if not name or name not in self._package:
            return ""
        return self._pictures.add(self._package.read(name), name)

    def _empty_boxes(self, into: etree._Element) -> None:
        """Write the boxes of text that the last block was the anchor of."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, into)

    def _note(self, code: NoteCode, detail: str) -> None:
        note = Note(code, detail[:200])
        if note not in self.notes:
            self.notes.append(note)


_BLOCK_TAGS = {**{one: one.value for one in HEADINGS}, Meaning.TITLE: "h1"}


def _rows(source: etree._Element) -> Iterator[etree._Element]:
    return source.iter(f"{TABLE}table-row")


def _owner(element: etree._Element) -> etree._Element | None:
    """Return the table that a row or cell belongs to: tables stand in cells as well."""
    return next(element.iterancestors(f"{TABLE}table"), None)


def _number(element: etree._Element, name: str) -> int:
    value = element.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 8 and int(value) > 0 else 1


def _joined_blanks(text: str | None) -> str:
    """Return text as OpenDocument counts blanks: any run of them is one space."""
    if not text:
        return ""
    lines = text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    while "  " in lines:
        lines = lines.replace("  ", " ")
    return lines


def _append(element: etree._Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _blank(source: etree._Element, into: etree._Element) -> None:
    if source.tag == f"{TEXT}s":
        _append(into, " " * min(_number(source, f"{TEXT}c"), _MOST_SPACES))
    elif source.tag == f"{TEXT}tab":
        _append(into, "\t")
    else:
        etree.SubElement(into, "br")


def _wrapped(into: etree._Element, run: Run) -> etree._Element:
    for name, tag in _TAGS:
        if getattr(run, name):
            into = etree.SubElement(into, tag)
    return into
