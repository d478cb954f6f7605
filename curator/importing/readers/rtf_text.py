"""What an RTF file says: paragraphs with their looks, cells, notes and pictures, in order.

Follows RTF 1.9 as far as articles need it. Writes no HTML.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from curator.domain.errors import ReadFault
from curator.importing.readers.document_styles import is_monospaced
from curator.importing.readers.odt_styles import Run
from curator.importing.readers.rtf_values import Paragraph, Piece, RtfText, joined, whole
from curator.importing.readers.rtf_vocabulary import (
    CHARACTERS,
    CONTENT,
    DESTINATIONS,
    LOOKS,
    PAGES,
    SKIPPED,
    SYMBOLS,
)
from curator.importing.readers.rtf_words import CHARSETS, Sort, Token, code_page, tokens
from curator.importing.refusals import Refused

_DEEPEST = 1000
_LINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|(\S+))')
_HEX = re.compile(rb"[^0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and gives back at its end."""

    into: str = "text"
    run: Run = field(default_factory=Run)
    font: int | None = None
    uc: int = 1
    hidden: bool = False
    link: str = ""
    property: str = ""
    rtl_marks: bool = False


def read_text(data: bytes) -> RtfText:
    """Return what a file says; raises Refused where its groups nest without end."""
    return _Interpreter().run(data)


class _Interpreter:
    def __init__(self) -> None:
        self._out = RtfText()
        self._state = _State()
        self._stack: list[_State] = []
        self._page = "cp1252"
        self._font_pages: dict[int, str] = {}
        self._mono: set[int] = set()
        self._default_font: int | None = None
        self._units: list[str] = []
        self._bytes = bytearray()
        self._bytes_page = ""
        self._skip = 0
        self._star = False
        self._paragraph = Paragraph()
        self._target = self._out.paragraphs
        self._outer: list[tuple[int, list[Paragraph], Paragraph]] = []
        self._collected: dict[str, list[str]] = {}
        self._style_number = 0
        self._font_number = 0
        self._edges: list[int] = []
        self._merges: list[str] = []
        self._merge = ""
        self._head = False
        self._moment: dict[str, int] = {}
        self._picture = bytearray()
        self._picture_form = ""
        self._depth_of_unicode: set[int] = set()

    def run(self, data: bytes) -> RtfText:
        for token in tokens(data):
            if token.sort is Sort.OPEN:
                self._open()
            elif token.sort is Sort.CLOSE:
                self._close()
            elif token.sort is Sort.WORD:
                self._word(token)
            elif token.sort is Sort.SYMBOL:
                self._symbol(token.name)
            elif token.sort is Sort.BINARY:
                if self._state.into == "pict":
                    self._picture += token.data
            else:
                self._text(token)
        self._flush()
        if self._paragraph.pieces:
            self._end("par")
        return self._out

    # --- groups ---------------------------------------------------------------------------

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= _DEEPEST:
            raise Refused(ReadFault.TOO_DEEP, str(_DEEPEST))
        self._stack.append(self._state)
        self._star = False

    def _close(self) -> None:
        self._flush()
        self._star = False
        self._skip = 0
        ended = self._state
        if self._stack:
            self._state = self._stack.pop()
        if ended.into != self._state.into:
            self._ended(ended)
        if self._outer and len(self._stack) < self._outer[-1][0]:
            self._end_note()

    def _ended(self, ended: _State) -> None:
        into = ended.into
        text = whole("".join(self._collected.pop(into, [])))
        if into == "style":
            self._out.styles[self._style_number] = text.rstrip(";").strip()
        elif into == "font" and is_monospaced(text):
            self._mono.add(self._font_number)
        elif into == "title":
            self._out.title = text.strip() or self._out.title
        elif into == "author":
            self._out.author = self._out.author or text.strip()
        elif into == "creatim":
            self._out.created = _moment(self._moment)
        elif into == "instruction":
            found = _LINK.search(text)
            link = (found[1] or found[2] or "") if found else ""
            if self._state.into == "text":
                self._state = replace(self._state, link=link)
        elif into == "bullet":
            self._paragraph.bullet = text.strip()
        elif into == "name":
            self._state = replace(self._state, property=text.strip())
        elif into == "value" and ended.property == "wzDescription" and text.strip():
            self._describe(text.strip())
        elif into == "pict":
            self._end_picture(ended)

    def _describe(self, text: str) -> None:
        for index, piece in reversed(list(enumerate(self._paragraph.pieces))):
            if piece.picture:
                self._paragraph.pieces[index] = replace(piece, alternative=text)
                return

    def _end_picture(self, ended: _State) -> None:
        data, form = bytes(self._picture), self._picture_form
        self._picture, self._picture_form = bytearray(), ""
        if ended.property not in {"", "pib"}:
            return
        if form in {"pngblip", "jpegblip"} or data[:4] in {b"\x89PNG", b"\xff\xd8\xff\xe0"}:
            self._paragraph.pieces.append(Piece(picture=data, link=ended.link))
        elif data:
            self._out.lost.append(form or "picture")

    def _end_note(self) -> None:
        if self._paragraph.pieces:
            self._end("par")
        _depth, self._target, self._paragraph = self._outer.pop()

    # --- words ----------------------------------------------------------------------------

    def _word(self, token: Token) -> None:
        name, number = token.name, token.number
        if name == "u":
            self._unicode(number or 0)
            return
        self._flush()
        self._skip = 0
        if name == "uc":
            self._state = replace(self._state, uc=max(min(number or 0, 20), 0))
        elif self._destination(name, number):
            self._star = False
        elif self._star:
            # A destination that nobody here knows, which says itself that it may be passed over.
            self._star = False
            self._state = replace(self._state, into="skip")
        elif self._state.into == "text":
            self._in_text(name, number)
        else:
            self._elsewhere(name, number)

    def _destination(self, name: str, number: int | None) -> bool:
        """Take a word that says what its group is; tell whether it was one."""
        into = self._state.into
        if into == "skip":
            if name == "ud":
                self._back_to_unicode()
        elif name in SKIPPED:
            self._enter("skip")
        elif name in DESTINATIONS:
            self._enter(DESTINATIONS[name])
        elif name in CONTENT:
            if into != "value":
                self._enter("text")
        elif name in {"title", "author", "creatim"} and into == "info":
            self._moment = {}
            self._enter(name)
        elif name == "pict":
            self._picture, self._picture_form = bytearray(), ""
            self._enter("pict")
        elif name == "footnote" and into == "text":
            self._begin_note()
        elif name == "upr":
            self._depth_of_unicode.add(len(self._stack))
            self._enter("skip")
        else:
            return self._general(name, number)
        return True

    def _enter(self, into: str) -> None:
        self._state = replace(self._state, into=into)

    def _general(self, name: str, number: int | None) -> bool:
        """Take a word about the whole file."""
        if name == "ansicpg":
            self._page = code_page(number or 1252)
        elif name in PAGES:
            self._page = PAGES[name]
        elif name == "deff":
            self._default_font = number
            self._state = replace(self._state, font=number)
        else:
            return False
        return True

    def _back_to_unicode(self) -> None:
        """Read the second half of `\\upr`, which has all characters, as what surrounds both."""
        depth = len(self._stack) - 1
        if depth in self._depth_of_unicode and depth >= 1:
            self._depth_of_unicode.discard(depth)
            self._enter(self._stack[depth - 1].into)

    def _begin_note(self) -> None:
        self._out.notes.append([])
        number = len(self._out.notes)
        self._paragraph.pieces.append(Piece(note=number))
        self._outer.append((len(self._stack), self._target, self._paragraph))
        self._target, self._paragraph = self._out.notes[-1], Paragraph()
        self._state = replace(self._state, run=Run(), link="")

    def _in_text(self, name: str, number: int | None) -> None:
        if name in CHARACTERS:
            self._put(CHARACTERS[name])
        elif name in {"par", "sect", "page", "cell", "nestcell", "row", "nestrow", "line"}:
            self._end(name)
        elif name in {"plain", "pard", "trowd"}:
            self._reset(name)
        elif name in {"f", "cs"} or name in LOOKS:
            self._look(name, number)
        elif name == "chftn":
            pass
        elif name in {"rtlch", "ltrch"}:
            self._state = replace(self._state, rtl_marks=name == "rtlch")
        elif name == "cellx":
            self._edges.append(number or 0)
            self._merges.append(self._merge)
            self._merge = ""
        elif name in {"clvmrg", "clmrg"}:
            self._merge = name
        elif name == "trhdr":
            self._head = number != 0
        else:
            self._shape(name, number)

    def _shape(self, name: str, number: int | None) -> None:
        """Take a word about the paragraph."""
        paragraph = self._paragraph
        if name == "s":
            paragraph.style = number
        elif name == "outlinelevel":
            paragraph.outline = number
        elif name == "ls":
            paragraph.list_id = number
        elif name == "ilvl":
            paragraph.level = min(max(number or 0, 0), 8)
        elif name == "intbl":
            paragraph.in_table = True
        elif name in {"rtlpar", "ltrpar"}:
            paragraph.right_to_left = name == "rtlpar"

    def _look(self, name: str, number: int | None) -> None:
        state, run, on = self._state, self._state.run, number != 0
        if name == "f":
            code = number in self._mono
            self._state = replace(state, font=number, run=replace(run, code=code))
        elif name in {"b", "i"} or (name in {"ab", "ai"} and not state.rtl_marks):
            key = "bold" if name.endswith("b") else "italic"
            self._state = replace(state, run=replace(run, **{key: on}))
        elif name in {"strike", "striked"}:
            self._state = replace(state, run=replace(run, struck=on))
        elif name in {"super", "sub", "nosupersub"}:
            raised, lowered = name == "super" and on, name == "sub" and on
            self._state = replace(state, run=replace(run, raised=raised, lowered=lowered))
        elif name in {"v", "deleted"}:
            self._state = replace(state, hidden=on)

    def _reset(self, name: str) -> None:
        if name == "plain":
            font = self._default_font
            self._state = replace(
                self._state, run=Run(code=font in self._mono), font=font, hidden=False
            )
        elif name == "trowd":
            self._edges, self._merges, self._merge, self._head = [], [], "", False
        else:
            kept = self._paragraph
            bullet = kept.bullet if kept.pieces else ""
            self._paragraph = Paragraph(kept.pieces, bullet=bullet)

    def _elsewhere(self, name: str, number: int | None) -> None:
        into = self._state.into
        if into in {"fonttbl", "font"}:
            if name == "f":
                self._font_number = number or 0
                self._state = replace(self._state, into="font")
            elif name == "fcharset":
                self._font_pages[self._font_number] = CHARSETS.get(number or 0, self._page)
            elif name == "cpg":
                self._font_pages[self._font_number] = code_page(number or 0)
        elif into in {"stylesheet", "style"} and name in {"s", "cs", "ds", "ts"}:
            self._style_number = (number or 0) if name == "s" else -1
            self._state = replace(self._state, into="style")
        elif into == "creatim" and number is not None:
            self._moment[name] = number
        elif into == "pict" and name in {"pngblip", "jpegblip", "emfblip", "wmetafile", "dibitmap"}:
            self._picture_form = name
        elif into in {"title", "author", "bullet"} and name in CHARACTERS:
            self._put(CHARACTERS[name])

    # --- text -----------------------------------------------------------------------------

    def _symbol(self, name: str) -> None:
        if name == "*":
            self._star = True
            return
        self._flush()
        if name in {"\n", "\r"}:
            if self._state.into == "text":
                self._end("par")
        elif name in SYMBOLS:
            self._put(SYMBOLS[name])

    def _text(self, token: Token) -> None:
        data = token.data
        if self._state.into == "pict":
            self._picture += bytes.fromhex(_even(_HEX.sub(b"", data)))
            return
        if self._skip:
            cut = min(self._skip, len(data))
            self._skip -= cut
            data = data[cut:]
        if not data or self._state.into == "skip":
            return
        page = self._font_pages.get(self._state.font or 0, self._page)
        if self._state.into in {"font", "style", "title", "author", "instruction", "bullet"}:
            page = (
                self._page
                if self._state.into != "font"
                else self._font_pages.get(self._font_number, self._page)
            )
        if page == "cp1252" and self._page != "cp1252":
            page = self._page  # fonts say that they are Western where nobody chose one
        if self._units or (self._bytes and page != self._bytes_page):
            self._flush()
        self._bytes_page = page
        self._bytes += data

    def _unicode(self, number: int) -> None:
        if self._bytes:
            self._flush()
        self._units.append(chr(number % 65536))
        self._skip = self._state.uc

    def _flush(self) -> None:
        if self._units:
            units = "".join(self._units)  # halves of pairs find each other when runs are joined
            self._units.clear()
            self._put(units)
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._put(data.decode(self._bytes_page, "replace"))

    def _put(self, text: str) -> None:
        state = self._state
        if state.into == "text":
            if not state.hidden:
                self._paragraph.pieces.append(Piece(text, state.run, state.link))
        elif state.into not in {"skip", "pict", "info", "fonttbl", "stylesheet", "properties"}:
            self._collected.setdefault(state.into, []).append(text)

    def _end(self, how: str) -> None:
        paragraph = self._paragraph
        if how == "line":
            paragraph.pieces.append(Piece(is_break=True))
            return
        if how in {"nestcell", "nestrow"}:
            how = "par"  # tables in tables become lines of their cell
        paragraph.end = how if how in {"cell", "row"} else "par"
        if how == "row":
            paragraph.edges, paragraph.merges = tuple(self._edges), tuple(self._merges)
            paragraph.is_head = self._head
        paragraph.pieces = joined(paragraph.pieces)
        self._target.append(paragraph)
        # What holds for a paragraph holds for the next one, until `pard`.
        self._paragraph = replace(paragraph, pieces=[], bullet="", end="par", edges=())


def _even(digits: bytes) -> str:
    return digits[: len(digits) // 2 * 2].decode("ascii")


def _moment(parts: dict[str, int]) -> datetime | None:
    try:
        return datetime(
            parts.get("yr", 0),
            parts.get("mo", 1),
            parts.get("dy", 1),
            parts.get("hr", 0),
            parts.get("min", 0),
            parts.get("sec", 0),
            tzinfo=UTC,
        )
    except ValueError:
        return None
