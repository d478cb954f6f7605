"""Rich text: `.rtf`, its paragraphs, lists and tables written as HTML."""

import re
from collections.abc import Iterator, Sequence

from lxml import etree, html

from curator.domain.errors import ReadFault
from curator.importing.candidates import Candidate, Kind, Limits, Note, NoteCode, Thing
from curator.importing.readers.document_body import CAPTION, new_body
from curator.importing.readers.document_pictures import DocumentPictures
from curator.importing.readers.document_post import Properties, document_candidate
from curator.importing.readers.document_styles import HEADINGS, Meaning, paragraph_meaning
from curator.importing.readers.odt_styles import Run
from curator.importing.readers.rtf_text import read_text
from curator.importing.readers.rtf_values import Paragraph, Piece, RtfText
from curator.importing.refusals import Refused

MEDIA_TYPE = "application/rtf"

_COUNTED = re.compile(r"\(?[\w一二三四五六七八九十]{1,4}[.)、)]")
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
    if len(thing.data) > limits.bytes_of_one:
        raise Refused(ReadFault.TOO_LARGE)
    text = read_text(thing.data)
    writer = _Writer(text)
    root = new_body()
    writer.write(text.paragraphs, root)
    writer.notes_below(root)
    notes = [*writer.notes, *(Note(NoteCode.LOST_PICTURE, one) for one in dict.fromkeys(text.lost))]
    properties = Properties(text.title, text.author, text.created)
    yield document_candidate(
        thing, Kind.RTF, MEDIA_TYPE, root, properties, writer.pictures, notes, writer.title
    )


class _Writer:
    def __init__(self, text: RtfText) -> None:
        self._text = text
        self.pictures = DocumentPictures()
        self.notes: list[Note] = []
        self.title = ""
        self._begun = False
        self._lists: list[tuple[int, etree._Element]] = []
        self._above: dict[int, etree._Element] = {}

    def write(self, paragraphs: Sequence[Paragraph], into: etree._Element) -> None:
        """Write paragraphs; those of a table are gathered until it ends."""
        table: list[Paragraph] = []
        for paragraph in paragraphs:
            if paragraph.in_table or paragraph.end in {"cell", "row"}:
                table.append(paragraph)
                continue
            self._table(table, into)
            table = []
            self._paragraph(paragraph, into)
        self._table(table, into)
        self._lists.clear()

    def notes_below(self, into: etree._Element) -> None:
        """Write the footnotes."""
        if not self._text.notes:
            return
        listed = etree.SubElement(into, "ol")
        self._begun = True
        for number, paragraphs in enumerate(self._text.notes, 1):
            item = etree.SubElement(listed, "li", id=f"footnote-{number}")
            self.write(paragraphs, item)
            last = item[-1] if len(item) and item[-1].tag == "p" else etree.SubElement(item, "p")
            _append(last, " ")
            etree.SubElement(last, "a", href=f"#footnote-ref-{number}").text = "↑"

    def _paragraph(self, paragraph: Paragraph, into: etree._Element) -> None:
        meaning = self._meaning(paragraph)
        block = html.Element(meaning.value if meaning in HEADINGS else "p")
        if meaning is Meaning.TITLE:
            block.tag = "h1"
        if meaning is Meaning.CAPTION:
            block.set("class", CAPTION)
        if paragraph.right_to_left:
            block.set("dir", "rtl")
        words = [piece for piece in paragraph.pieces if piece.text.strip()]
        coded = meaning is Meaning.CODE or (
            meaning is Meaning.PLAIN and bool(words) and all(piece.run.code for piece in words)
        )
        self._pieces(paragraph.pieces, block, plain=coded or block.tag != "p")
        text = "".join(map(str, block.itertext())).strip()
        if not self._begun and text:
            self._begun = True
            self.title = text if meaning is Meaning.TITLE else ""
        if coded and not paragraph.bullet:
            self._code(block, into)
        elif paragraph.bullet and meaning not in HEADINGS:
            self._item(paragraph, block, into)
            return
        elif meaning is Meaning.QUOTE:
            before = into[-1] if len(into) else None
            if before is None or before.tag != "blockquote":
                before = etree.SubElement(into, "blockquote")
            before.append(block)
        else:
            into.append(block)
        self._lists.clear()

    def _meaning(self, paragraph: Paragraph) -> Meaning:
        name = self._text.styles.get(paragraph.style or 0, "")
        found = paragraph_meaning(name) if name else Meaning.PLAIN
        outline = paragraph.outline
        if found in {None, Meaning.PLAIN} and outline is not None and 0 <= outline < 6:
            return HEADINGS[outline]
        if found is None:
            note = Note(NoteCode.UNKNOWN_STYLE, name[:200])
            if note not in self.notes:
                self.notes.append(note)
            return Meaning.PLAIN
        return found

    def _code(self, block: etree._Element, into: etree._Element) -> None:
        block.tag = "pre"
        before = into[-1] if len(into) else None
        if before is None or before.tag != "pre":
            into.append(block)
            return
        _append(before, "\n" + (block.text or ""))
        before.extend(list(block))

    def _item(self, paragraph: Paragraph, block: etree._Element, into: etree._Element) -> None:
        """Put a paragraph into the list of its level."""
        tag = "ol" if _COUNTED.fullmatch(paragraph.bullet) else "ul"
        level = paragraph.level
        while self._lists and self._lists[-1][0] > level:
            self._lists.pop()
        if self._lists and self._lists[-1][0] == level and self._lists[-1][1].tag != tag:
            self._lists.pop()
        if not self._lists or self._lists[-1][0] < level:
            above = self._lists[-1][1] if self._lists else None
            parent = above[-1] if above is not None and len(above) else into
            self._lists.append((level, etree.SubElement(parent, tag)))
        item = etree.SubElement(self._lists[-1][1], "li")
        item.append(block)

    def _table(self, paragraphs: list[Paragraph], into: etree._Element) -> None:
        """Write a table: cells end with a mark, rows say where their cells end."""
        if not paragraphs:
            return
        self._lists.clear()
        rows: list[tuple[list[list[Paragraph]], Paragraph]] = []
        cells: list[list[Paragraph]] = []
        cell: list[Paragraph] = []
        for paragraph in paragraphs:
            if paragraph.end == "row":
                rows.append((cells, paragraph))
                cells, cell = [], []
                continue
            cell.append(paragraph)
            if paragraph.end == "cell":
                cells.append(cell)
                cell = []
        if cells or cell:
            rows.append(([*cells, cell] if cell else cells, Paragraph()))
        self._above = {}
        edges = sorted({edge for _cells, row in rows for edge in row.edges})
        table = etree.SubElement(into, "table")
        head: etree._Element | None = None
        body: etree._Element | None = None
        for written, row in rows:
            if row.is_head and body is None:
                head = etree.SubElement(table, "thead") if head is None else head
                self._row(written, row, edges, head, "th")
                continue
            body = etree.SubElement(table, "tbody") if body is None else body
            self._row(written, row, edges, body, "td")

    def _row(
        self,
        cells: list[list[Paragraph]],
        row: Paragraph,
        edges: list[int],
        into: etree._Element,
        tag: str,
    ) -> None:
        made = etree.SubElement(into, "tr")
        places = {edge: index for index, edge in enumerate(edges)}
        before = -1
        for index, cell in enumerate(cells):
            merge = row.merges[index] if index < len(row.merges) else ""
            place = places[row.edges[index]] if index < len(row.edges) else before + 1
            wide = max(place - before, 1)
            before = max(place, before)
            empty = not any(paragraph.pieces for paragraph in cell)
            if merge == "clvmrg" and empty and place in self._above:
                _widen(self._above[place], "rowspan", 1)
                continue
            if merge == "clmrg" and empty and len(made):
                _widen(made[-1], "colspan", wide)
                continue
            element = etree.SubElement(made, tag)
            _widen(element, "colspan", wide - 1)
            self._above[place] = element
            for paragraph in cell:
                if paragraph.pieces:
                    self._paragraph(paragraph, element)
            self._lists.clear()

    # --- text -----------------------------------------------------------------------------

    def _pieces(self, pieces: Sequence[Piece], into: etree._Element, *, plain: bool) -> None:
        link: etree._Element | None = None
        for piece in pieces:
            if piece.link:
                if link is None or link.get("href") != piece.link:
                    link = etree.SubElement(into, "a", href=piece.link)
                target = link
            else:
                link, target = None, into
            self._piece(piece, target, Run() if plain else piece.run)

    def _piece(self, piece: Piece, into: etree._Element, run: Run) -> None:
        if piece.is_break:
            etree.SubElement(into, "br")
        elif piece.picture:
            reference = self.pictures.add(piece.picture, "picture")
            etree.SubElement(into, "img", src=reference, alt=piece.alternative)
        elif piece.note is not None:
            raised = etree.SubElement(into, "sup")
            number = piece.note
            attributes = {"href": f"#footnote-{number}", "id": f"footnote-ref-{number}"}
            etree.SubElement(raised, "a", attributes).text = f"[{number}]"
        elif piece.text:
            inner = into
            for name, tag in _TAGS:
                if getattr(run, name) and (name != "code" or piece.text.strip()):
                    inner = etree.SubElement(inner, tag)
            _append(inner, _clean(piece.text))


def _widen(cell: etree._Element, name: str, by: int) -> None:
    if by > 0:
        cell.set(name, str(int(cell.get(name, "1")) + by))


def _clean(text: str) -> str:
    return "".join(char for char in text if char in "\t\n" or char >= " ")


def _append(element: etree._Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
